"""A document to a snapshot: the one way into this room."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import PurePath
from types import MappingProxyType

from pydantic import ValidationError

from gen.errors import BadValue, NotThisForm, Unknown
from gen.model.columns import UNASKED, Columns
from gen.model.ids import body_id, fits, partial_date, release_id
from gen.model.record import Snapshot, Source
from gen.sources.account import Account, Fate
from gen.sources.doubts import doubt
from gen.sources.draft import Draft
from gen.sources.formats.any import paper as paper_of
from gen.sources.formats.any import refuse_endless
from gen.sources.forms import articles, gazette, page, regulation, table, tree
from gen.sources.paper import Paper, Tracked


@dataclass(frozen=True, slots=True)
class Document:
    """What is read: a file's name and bytes, its licence and origin, the name it is kept under, a table's columns.

    id: of the source, made from the name unless given.
    """

    name: str
    data: bytes
    licence: str
    origin: str | None = None
    kept: str | None = None
    columns: Columns = UNASKED
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A snapshot, the form it was read as, the document's rows with one fate each, and what was found by kind.

    parts: the readings of the documents one by one, where it is the reading of several.
    """

    snapshot: Snapshot
    form: str
    rows: Sequence[str]
    fates: tuple[Fate, ...]
    counts: Mapping[str, int]
    parts: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class _Form:
    fits: Callable[[Paper], bool]
    read: Callable[[Paper, Account], Draft]
    sign: str


_FORMS = {
    "page": _Form(page.fits, page.read, "headings between equals signs (== 职责 ==)"),
    "regulation": _Form(regulation.fits, regulation.read, "sections, articles or headings on duties (主要职责)"),
    "articles": _Form(articles.fits, articles.read, "articles 第 N 條 that set up units or say what each does (掌理)"),
    "gazette": _Form(gazette.fits, gazette.read, "numbered holders above columns (Column I, Column II, Column III)"),
    "tree": _Form(tree.fits, tree.read, 'a JSON object {"name": …, "children": […]}'),
    "table": _Form(table.fits, table.read, "a row of headers (key, parent, name; 机构名称, 上级机构)"),
}
FORMS: tuple[str, ...] = tuple(_FORMS)
_NONE_FITS = "it has the marks of no known form (what amends an earlier state is for gen apply)"


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

    `effective` is what the document states or the date part of `release` unless given; `form` is found from the
    document unless given.
    Raises BadValue, CannotRead, NotThisForm, Unknown (form) or FaultyFile.
    """
    check(body=body, release=release, effective=effective, captured=captured)
    source = source_of(document)
    account = Account(document.name, body, source.id)
    paper = replace(paper_of(document.name, document.data, account, tracked=tracked), columns=document.columns)
    refuse_endless(paper)
    source = source.model_copy(update={"tracked": paper.tracked})
    form = _form(form, paper.main)
    draft = _FORMS[form].read(paper.main, account)
    in_force = effective or _in_force(draft, release, account)
    doubt(paper.main, draft, account)
    fates = account.settle(paper.rows)
    stated = {part.name: getattr(draft, part.name) for part in fields(draft) if part.name != "effective"}
    snapshot = Snapshot(
        body=body,
        release=release,
        effective=in_force,
        captured=captured,
        sources=(source,),
        findings=tuple(account.findings),
        **stated,
    )
    return Reading(snapshot, form, paper.rows, fates, MappingProxyType(counts(snapshot)))


def _in_force(draft: Draft, release: str, account: Account) -> str:
    """The date the document states, or that of the release; where the two do not agree, a finding says so."""
    day = release.partition("+")[0]
    if draft.effective is None:
        return day
    stated, line = draft.effective
    if not (stated.startswith(day) or day.startswith(stated)):
        text = f"the document is in force from {stated}, the release is {day}; {stated} is taken as the effective date"
        account.doubt(line, "effective-disagrees", text)
    return stated


def check(*, body: str, release: str, effective: str | None, captured: str | None) -> None:
    """Raises BadValue for what does not have the form the record demands."""
    _valid("body", body, body_id, "a body id: lower-case letters, digits, '.', '_' and '-', at most 64")
    _valid("release", release, release_id, "a release: YYYY, YYYY-MM or YYYY-MM-DD, optionally followed by +label")
    for what, value in (("effective date", effective), ("captured date", captured)):
        if value is not None:
            _valid(what, value, partial_date, "a date: YYYY, YYYY-MM or YYYY-MM-DD")


def _valid(what: str, value: str, form: Callable[[str], str], expected: str) -> None:
    if not fits(form, value):
        raise BadValue(what, value, expected)


def source_id(name: str) -> str:
    """The id that the name of a file gives to the source."""
    return re.sub(r"[^a-z0-9]+", "-", PurePath(name).stem.lower()).strip("-")[:40] or "s1"


def source_of(document: Document) -> Source:
    try:
        return Source(
            id=document.id or source_id(document.name),
            name=document.name,
            sha256=hashlib.sha256(document.data).hexdigest(),
            licence=document.licence,
            origin=document.origin,
            kept=document.kept,
        )
    except ValidationError as error:
        what = str(error.errors()[0]["loc"][0])
        raise BadValue(what, str(getattr(document, what, "")), "a line of text without control characters") from None


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
        why = f"it could be a {' or a '.join(fitting)}" if fitting else _NONE_FITS
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
