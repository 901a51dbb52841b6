"""The use case by hand: two releases to a published briefing, or to the changes alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gen.errors import GenError, Unknown
from gen.out import publish, published
from gen.store import Loaded, Store
from gen.template import STANDARD, Template, load

if TYPE_CHECKING:
    from gen.model.change import Changes
    from gen.model.manifest import Manifest
    from gen.model.ruling import Ruling
    from gen.render.pdf import Progress
    from gen.report.model import Language, Report

FORMATS: Mapping[str, tuple[str, ...]] = {
    "pdf": ("briefing.pdf",),
    "docx": ("briefing.docx", "redline.docx", "comparison.docx"),
    "redline": ("redline.docx",),
    "comparison": ("comparison.docx",),
    "html": ("briefing.html",),
    "xlsx": ("changes.xlsx",),
    "json": ("changes.json",),
    "md": ("briefing.md",),
}


class Comparison(NamedTuple):
    """Two loaded releases, what differs between them, and that in words."""

    old: Loaded
    new: Loaded
    changes: Changes
    report: Report
    rulings: tuple[Ruling, ...] = ()


def compare(
    store: Store, refs: Sequence[str], language: Language | None = None, *, everything: bool = False
) -> Comparison:
    """The comparison of `old, new`, or of a body's latest two releases where one body is named.

    The language is Chinese unless asked otherwise or neither side has a Chinese name; `everything` tells each case
    of what was folded, too. Raises what Store.load raises.
    """
    from gen.diff import diff
    from gen.report.build import build
    from gen.store.rulings import rulings_between

    old, new = (store.load(ref) for ref in refs) if len(refs) == 2 else store.latest_two(refs[0])
    rulings = rulings_between(store, old.snapshot.body, new.snapshot.body)
    changes = diff(old.snapshot, new.snapshot, old_sha256=old.sha256, new_sha256=new.sha256, rulings=rulings)
    chinese = any(side.snapshot.name.zh for side in (old, new))
    language = language or ("zh" if chinese else "en")
    names = _english_names(store, new.snapshot.body) if language == "en" else {}
    report = build(changes, old.snapshot, new.snapshot, language, names, everything=everything)
    return Comparison(old, new, changes, report, rulings)


def _english_names(store: Store, body: str) -> dict[str, str]:
    """The English names that any release of the body gives for Chinese ones, those of later releases first."""
    from gen.report.build import english_names

    names: dict[str, str] = {}
    for held in store.releases(body) if store.holds(body) else ():
        names |= english_names(store.load(f"{body}@{held.release}").snapshot)
    return names


def put(comparison: Comparison, out: Path, made: Mapping[str, bytes], tell: Callable[[str], None]) -> tuple[Path, ...]:
    """Publishes a set as `whole` gives it and returns the paths.

    What an earlier briefing of the two releases published and this one does not is removed; tell: as in `artefacts`.
    """
    from gen.manifest import left_over

    old, new = comparison.old.snapshot, comparison.new.snapshot
    pair = f"{old.release if old.body == new.body else old.ref}..{new.release}"
    gone = left_over(earlier(out, new.body, pair, tell), tuple(made))
    return publish(out, new.body, pair, made, gone)


def whole(
    comparison: Comparison,
    files: Sequence[str],
    look: Template,
    tell: Callable[[str], None],
    *,
    moves: bool = False,
    progress: Progress | None = None,
) -> dict[str, bytes]:
    """The bytes of a set by name, its manifest last; tell, moves, progress: as in `artefacts`."""
    from gen.manifest import FILE, manifest, written

    data = changes_json(comparison)
    made = artefacts(comparison, data, files, look, tell, moves=moves, progress=progress)
    options = ("moves",) if moves else ()
    language = comparison.report.language
    new = comparison.new.snapshot
    about = written(manifest(comparison.changes, new, comparison.rulings, language, options, look, data, made))
    return {**made, FILE: about}


def earlier(out: Path, body: str, pair: str, tell: Callable[[str], None]) -> Manifest | None:
    """The manifest of what was published of the two releases before, None where there is none of gen's."""
    from gen.manifest import FILE, read

    data = published(out, body, pair, FILE)
    try:
        return read(FILE, data) if data is not None else None
    except GenError:
        tell(f"the {FILE} that stood there was none of gen's, so that no file of an earlier briefing was removed")
        return None


def changes_json(comparison: Comparison) -> bytes:
    """The changes as changes.json has them."""
    from gen.render import json

    return json.render(comparison.changes)


def artefacts(
    comparison: Comparison,
    data: bytes,
    files: Sequence[str],
    look: Template,
    tell: Callable[[str], None],
    *,
    moves: bool = False,
    progress: Progress | None = None,
) -> dict[str, bytes]:
    """The bytes of the files of a briefing by name; `data` is changes.json.

    tell: receives what the user should know although the briefing is made, a line each. moves: the redline tracks what
    moved unchanged as moved. progress: told of the PDF's pages, see gen.render.pdf.
    """
    from gen.passages import passages
    from gen.render import comparison as table
    from gen.render import html, markdown, pdf, redline, word, xlsx
    from gen.report.comparison import comparison as compared
    from gen.report.redline import redlined

    old, new, changes, report = comparison[:4]
    text = cache(lambda: redlined(changes, old.snapshot, new.snapshot, report))
    rows = cache(lambda: compared(changes, old.snapshot, new.snapshot, report, text()))
    lines = cache(lambda: passages(changes, report, old, new))
    makers: Mapping[str, Callable[[], bytes]] = {
        "briefing.pdf": lambda: pdf.render(
            report._replace(comparison=rows()), look.pages, tell, attached=data, progress=progress
        ),
        "briefing.docx": lambda: word.render(report, look.word, look.word_file),
        "redline.docx": lambda: redline.render(text(), report, look.word, moves=moves),
        "comparison.docx": lambda: table.render(rows(), report, look.word, look.word_file),
        "briefing.html": lambda: html.render(report, look.pages, lines()),
        "changes.xlsx": lambda: xlsx.render(report, lines()),
        "changes.json": lambda: data,
        "briefing.md": lambda: markdown.render(report, look.pages),
    }
    return {name: makers[name]() for name in files}


def in_format(comparison: Comparison, form: str) -> bytes:
    """The changes alone as "text", "json" or "markdown"."""
    if form == "json":
        return changes_json(comparison)
    if form == "markdown":
        from gen.render import markdown

        return markdown.render(comparison.report, load(STANDARD, comparison.report.language).pages)
    from gen.render import text

    return text.render(comparison.report).encode()


def files(wanted: str | None) -> tuple[str, ...]:
    """The files of a comma-separated list of formats, in the order they are published, all for None; raises Unknown."""
    asked = [name.strip() for name in wanted.split(",")] if wanted is not None else list(FORMATS)
    for name in asked:
        if name not in FORMATS:
            raise Unknown("format", name, FORMATS)
    return tuple(dict.fromkeys(file for name in FORMATS if name in asked for file in FORMATS[name]))
