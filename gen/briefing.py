"""The use case by hand: two releases to a published briefing, or to the changes alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gen.errors import CannotRead, Unknown
from gen.files import read
from gen.out import publish
from gen.store import Loaded, Store

if TYPE_CHECKING:
    from gen.model.change import Changes
    from gen.report.model import Report

Language = Literal["zh", "en"]
FILES: Mapping[str, str] = {
    "pdf": "briefing.pdf",
    "docx": "briefing.docx",
    "html": "briefing.html",
    "xlsx": "changes.xlsx",
    "json": "changes.json",
    "md": "briefing.md",
}
TEMPLATE = "briefing"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two loaded releases, what differs between them, and that in words."""

    old: Loaded
    new: Loaded
    changes: Changes
    report: Report


def compare(
    store: Store, refs: Sequence[str], language: Language | None = None, *, everything: bool = False
) -> Comparison:
    """The comparison of `old, new`, or of a body's latest two releases where one body is named.

    The language is Chinese unless asked otherwise or neither side has a Chinese name; `everything` tells each case
    of what was folded, too. Raises what Store.load raises.
    """
    from gen.diff import diff
    from gen.report.build import build

    old, new = (store.load(ref) for ref in refs) if len(refs) == 2 else store.latest_two(refs[0])
    rulings = store.rulings(new.snapshot.body).rulings
    changes = diff(old.snapshot, new.snapshot, old_sha256=old.sha256, new_sha256=new.sha256, rulings=rulings)
    chinese = any(side.snapshot.name.zh for side in (old, new))
    language = language or ("zh" if chinese else "en")
    names = _english_names(store, new.snapshot.body) if language == "en" else {}
    report = build(changes, old.snapshot, new.snapshot, language, names, everything=everything)
    return Comparison(old, new, changes, report)


def _english_names(store: Store, body: str) -> dict[str, str]:
    """The English names that any release of the body gives for Chinese ones, those of later releases first."""
    from gen.report.build import english_names

    names: dict[str, str] = {}
    for held in store.releases(body) if body in store.bodies() else ():
        names |= english_names(store.load(f"{body}@{held.release}").snapshot)
    return names


def brief(
    comparison: Comparison, out: Path, formats: Sequence[str], template: str, tell: Callable[[str], None]
) -> tuple[Path, ...]:
    """Publishes a briefing in the given formats and returns the paths; all artefacts are made before any is written.

    tell: receives what the user should know although the briefing was made, a line each.
    """
    texts, base = templates(template, comparison.report.language)
    artefacts = {FILES[name]: _render(name, comparison, texts, base, tell) for name in formats}
    old, new = comparison.old.snapshot, comparison.new.snapshot
    before = old.release if old.body == new.body else old.ref
    return publish(out, new.body, f"{before}..{new.release}", artefacts)


def _render(
    name: str, comparison: Comparison, texts: Mapping[str, str], base: bytes, tell: Callable[[str], None]
) -> bytes:
    from gen.render import html, json, markdown, pdf, word, xlsx

    report = comparison.report
    makers: Mapping[str, Callable[[], bytes]] = {
        "pdf": lambda: pdf.render(report, texts, tell),
        "docx": lambda: word.render(report, base),
        "html": lambda: html.render(report, texts),
        "xlsx": lambda: xlsx.render(report),
        "json": lambda: json.render(comparison.changes),
        "md": lambda: markdown.render(report, texts),
    }
    return makers[name]()


def in_format(comparison: Comparison, form: str) -> bytes:
    """The changes alone as "text", "json" or "markdown"."""
    if form == "json":
        from gen.render import json

        return json.render(comparison.changes)
    if form == "markdown":
        from gen.render import markdown

        return markdown.render(comparison.report, templates(TEMPLATE, comparison.report.language)[0])
    from gen.render import text

    return text.render(comparison.report).encode()


def formats(wanted: str | None) -> tuple[str, ...]:
    """The formats of a comma-separated list, in the order they are published, all of them for None; raises Unknown."""
    asked = [name.strip() for name in wanted.split(",")] if wanted is not None else list(FILES)
    for name in asked:
        if name not in FILES:
            raise Unknown("format", name, FILES)
    return tuple(name for name in FILES if name in asked)


def templates(name: str, language: Language) -> tuple[dict[str, str], bytes]:
    """The texts of a template folder by file name, and its Word base document; raises Unknown, CannotRead.

    `name` is one of the templates that come with gen, or a folder of the user's own.
    """
    root = template_root()
    folder = Path(name) if "/" in name or "\\" in name else root / name
    if not folder.is_dir():
        known = [entry.name for entry in root.iterdir() if entry.is_dir()]
        raise Unknown("template", name, known)
    texts = {}
    for file in sorted(folder.iterdir()):
        if file.suffix in (".j2", ".css"):
            texts[file.name] = _text(file)
    return texts, read(folder / f"base.{language}.docx", follow=True)


def _text(file: Path) -> str:
    try:
        return read(file, follow=True).decode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotRead(str(file), f"byte {error.start} is not UTF-8") from None


def template_root() -> Path:
    """The folder of the templates that come with gen: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent
    installed = here / "templates"
    return installed if installed.is_dir() else here.parent / "templates"
