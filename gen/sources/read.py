"""A document to a snapshot: the one way into this room."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter, ValidationError

from gen.errors import BadValue, NotThisForm, Unknown
from gen.model.record import BodyId, PartialDate, Release, Snapshot, Source
from gen.sources.account import Account, Fate
from gen.sources.draft import Draft
from gen.sources.formats.any import paper as paper_of
from gen.sources.forms import page, regulation, table, tree
from gen.sources.paper import Paper, Tracked


@dataclass(frozen=True, slots=True)
class Document:
    """What is read: a file's name and bytes, its licence, where it came from, and under what name it is kept."""

    name: str
    data: bytes
    licence: str
    origin: str | None = None
    kept: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A snapshot, the form it was read as, the document's rows with one fate each, and what was found by kind."""

    snapshot: Snapshot
    form: str
    rows: Sequence[str]
    fates: tuple[Fate, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Form:
    fits: Callable[[Paper], bool]
    read: Callable[[Paper, Account], Draft]
    sign: str


_FORMS = {
    "page": _Form(page.fits, page.read, "headings between equals signs (== 职责 ==)"),
    "regulation": _Form(regulation.fits, regulation.read, "sections 一、二、三 with one on duties (主要职责)"),
    "tree": _Form(tree.fits, tree.read, 'a JSON object {"name": …, "children": […]}'),
    "table": _Form(table.fits, table.read, "a CSV header with key, parent and name"),
}
FORMS: tuple[str, ...] = tuple(_FORMS)


def read(
    document: Document,
    *,
    body: str,
    release: str,
    effective: str | None = None,
    captured: str | None = None,
    form: str | None = None,
    tracked: Tracked | None = None,
) -> Reading:
    """Returns the snapshot that a document makes, with its findings and the fate of every line.

    `effective` is the date part of `release` unless given; `form` is found from the document unless given.
    Raises BadValue, CannotRead, NotThisForm, Unknown (form) or FaultyFile.
    """
    effective = effective or release.partition("+")[0]
    check(body=body, release=release, effective=effective, captured=captured)
    source = source_of(document)
    account = Account(document.name, body, source.id)
    paper = paper_of(document.name, document.data, account, tracked=tracked)
    form = _form(form, paper)
    draft = _FORMS[form].read(paper, account)
    fates = account.settle(paper.rows)
    stated = {part.name: getattr(draft, part.name) for part in fields(draft)}
    snapshot = Snapshot(
        body=body,
        release=release,
        effective=effective,
        captured=captured,
        sources=(source,),
        findings=tuple(account.findings),
        **stated,
    )
    return Reading(snapshot, form, paper.rows, fates, MappingProxyType(counts(snapshot)))


def check(*, body: str, release: str, effective: str, captured: str | None) -> None:
    """Raises BadValue for what does not have the form the record demands."""
    _valid("body", body, BodyId, "a body id: lower-case letters, digits, '.', '_' and '-', at most 64")
    _valid("release", release, Release, "a release: YYYY, YYYY-MM or YYYY-MM-DD, optionally followed by +label")
    for what, value in (("effective date", effective), ("captured date", captured)):
        if value is not None:
            _valid(what, value, PartialDate, "a date: YYYY, YYYY-MM or YYYY-MM-DD")


def _valid(what: str, value: str, kind: Any, expected: str) -> None:
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        raise BadValue(what, value, expected) from None


def source_of(document: Document) -> Source:
    slug = re.sub(r"[^a-z0-9]+", "-", PurePath(document.name).stem.lower()).strip("-")[:40]
    try:
        return Source(
            id=slug or "s1",
            name=document.name,
            sha256=hashlib.sha256(document.data).hexdigest(),
            licence=document.licence,
            origin=document.origin,
            kept=document.kept,
        )
    except ValidationError as error:
        what = str(error.errors()[0]["loc"][0])
        raise BadValue(what, str(getattr(document, what, "")), "fit for a record") from None


def _form(wanted: str | None, paper: Paper) -> str:
    """The form asked for, if the document has it, or the only one it has.

    Headings that a format marks make no page of what has the marks of another form: Word has them in every document.
    """
    if wanted is not None and wanted not in _FORMS:
        raise Unknown("form", wanted, FORMS)
    if wanted is not None and not _FORMS[wanted].fits(paper):
        raise NotThisForm(paper.file, f"it is no {wanted}, which has {_FORMS[wanted].sign}", FORMS)
    fitting = [wanted] if wanted else [form for form in FORMS if _FORMS[form].fits(paper)]
    if len(fitting) > 1 and "page" in fitting and paper.format not in ("text", "wikitext"):
        fitting.remove("page")
    if len(fitting) != 1:
        why = f"it could be a {' or a '.join(fitting)}" if fitting else "it has the marks of no known form"
        raise NotThisForm(paper.file, why, FORMS)
    return fitting[0]


def counts(snapshot: Snapshot) -> dict[str, int]:
    """How many of each kind were found; units also by group, as "units: internal"."""
    units = [unit for unit, _ in snapshot.walk()]
    groups = Counter(f"units: {unit.group}" for unit in units if unit.group)
    plates = len(snapshot.nameplates) + sum(len(unit.nameplates) for unit in units)
    own_duties = sum(len(unit.duties) for unit in units)
    found = {"units": len(units), **groups, "nameplates": plates, "duties": len(snapshot.duties) + own_duties}
    for kind in ("posts", "staffing", "adjustments", "transfers", "basis", "relations", "findings"):
        found[kind] = len(getattr(snapshot, kind))
    return found
