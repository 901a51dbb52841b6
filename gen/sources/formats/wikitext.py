"""Wikitext to lines: links become their labels, references go, every text keeps its source line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from gen.errors import CannotRead
from gen.sources.comments import hides_duties
from gen.sources.formats import wikitable
from gen.sources.lines import Line, classify

# What is shown of a layout template: the number of the parameter that holds its content.
_CONTENT = {
    "nowrap": 0, "small": 0, "big": 0, "lang": 1, "url": 0, "le": 0, "ill": 0, "tsl": -1, "link-en": 0, "s": -1,
    "columns-list": -1, "div col": -1, "plainlist": -1, "ubl": -1, "wikisource": -1, "zh": 0, "le2": 0, "bd": -1,
}  # fmt: skip
_SILENT = re.compile(
    r"-|clear|wrap|br|notetag|efn|refn|r|notefoot|notelist|reflist|coord|wayback|dead link|webarchive|portal.*|"
    r"s-.*|col-.*|div col end|cite.*|citation.*|citation needed|flagicon|main|see also|commons.*|authority control"
)
_UNSHOWN_TAGS = frozenset({"ref", "references", "gallery", "timeline", "math", "score", "syntaxhighlight", "style"})
_UNSHOWN_LINKS = re.compile(r"(?:category|file|image|分类|分類|文件|图像|圖像|[a-z]{2,3}):", re.IGNORECASE)
_INFOBOX = re.compile(r"infobox|信息框|資訊框", re.IGNORECASE)
_OPTION = re.compile(r"(?!\d+$)[\w -]{1,20}")
_TAG = re.compile(r"<(/?)[A-Za-z][^<>]*?(/?)>")
_MOST_OPEN_TAGS = 2000
_VARIANTS = re.compile(r"-\{(?:[^{}]{0,200}?zh-(?:hans|cn):)?([^{};]{0,200})[^{}]{0,400}\}-")
_SWITCHES = re.compile(r"__[A-Z]{3,20}__")


@dataclass(frozen=True, slots=True)
class _Piece:
    line: int
    text: str = ""
    label: str = ""
    dropped: str = ""
    hidden: str = ""


def lines(rows: Sequence[str], file: str) -> list[Line]:
    """Returns the lines of a wikitext document; a row with nothing to show is markup, with its raw text.

    Raises CannotRead where so many tags stay open that the parser would not come to an end.
    """
    import mwparserfromhell

    text = "\n".join(rows)
    if _open_tags(text) > _MOST_OPEN_TAGS:
        raise CannotRead(file, f"more than {_MOST_OPEN_TAGS} tags are never closed", "is this wikitext?")
    found = sorted(_pieces(mwparserfromhell.parse(text), 1), key=lambda piece: piece.line)
    shown = {number: list(pieces) for number, pieces in groupby(found, key=lambda piece: piece.line)}
    return [line for number, row in enumerate(rows, 1) for line in _lines(number, row, shown.get(number, []))]


def _open_tags(text: str) -> int:
    depth = 0
    for found in _TAG.finditer(text):
        depth = max(0, depth + (-1 if found[1] else 0 if found[2] else 1))
    return depth


def _lines(number: int, row: str, pieces: list[_Piece]) -> Iterator[Line]:
    dropped = tuple(piece.dropped for piece in pieces if piece.dropped)
    shown = False
    for label, group in groupby(pieces, key=lambda piece: piece.label):
        text = _shown(_with_hidden_duties(group))
        if label:
            shown = True
            yield Line(number, "field", text.strip().lstrip("*").strip(), label=label, dropped=dropped)
        elif text.strip():
            shown = True
            line = classify(number, text.replace("\n", " "))
            yield Line(number, line.kind, line.text, line.level, line.label, line.cells, dropped)
    if not shown:
        yield Line(number, "markup" if row.strip() else "blank", row.strip(), dropped=dropped)


def _with_hidden_duties(pieces: Iterable[_Piece]) -> str:
    """The text of the pieces; of their comments only one that holds the duties of the unit named before it."""
    text = ""
    for piece in pieces:
        text += piece.text
        if piece.hidden and hides_duties(text + piece.hidden):
            text += piece.hidden
    return text


def _shown(text: str) -> str:
    return _SWITCHES.sub("", _VARIANTS.sub(r"\1", text)) if "-{" in text or "__" in text else text


def _pieces(code: Any, line: int) -> Iterator[_Piece]:
    for node in code.nodes:
        yield from _node(node, line)
        line += str(node).count("\n")


def _node(node: Any, line: int) -> Iterator[_Piece]:
    match type(node).__name__:
        case "Text":
            for offset, text in enumerate(str(node).split("\n")):
                yield _Piece(line + offset, text)
        case "Heading":
            marks = "=" * node.level
            yield _Piece(line, marks + " ")
            yield from _pieces(node.title, line)
            yield _Piece(line, " " + marks)
        case "Wikilink" if not _UNSHOWN_LINKS.match(str(node.title).strip()):
            yield from _after(node.title, node.text, line) if node.text is not None else _pieces(node.title, line)
        case "ExternalLink":
            yield from _after(node.url, node.title, line) if node.title is not None else _pieces(node.url, line)
        case "HTMLEntity":
            yield _Piece(line, node.normalize())
        case "Comment" if "\n" not in str(node):
            yield _Piece(line, hidden=str(node))
        case "Tag":
            yield from _tag(node, line)
        case "Template":
            yield from _template(node, line)


def _after(before: Any, shown: Any, line: int) -> Iterator[_Piece]:
    return _pieces(shown, line + str(before).count("\n"))


def _tag(node: Any, line: int) -> Iterator[_Piece]:
    name = str(node.tag).strip().lower()
    if name in _UNSHOWN_TAGS:
        return
    if name == "br":
        yield _Piece(line, "\n")
    elif node.wiki_markup == "{|" and (rows := wikitable.rows(node, line)) is not None:
        yield from _table(rows)
    elif node.self_closing:
        yield _Piece(line, str(node.wiki_markup or ""))
    else:
        yield from _pieces(node.contents, line + str(node).count("\n") - str(node.contents).count("\n"))


def _table(rows: Iterable[wikitable.Row]) -> Iterator[_Piece]:
    """The rows as text, each on the line of its first cell."""
    for row in rows:
        cells = [_flat(cell) for cell in row.cells]
        if any(cells):
            yield _Piece(row.line, "| " + " | ".join(cell.replace("|", "｜") for cell in cells) + " |")


def _flat(cell: Any) -> str:
    return " ".join("".join(piece.text for piece in _pieces(cell, 0)).split()).removeprefix("+ ")


def _template(node: Any, line: int) -> Iterator[_Piece]:
    name = " ".join(str(node.name).replace("_", " ").split()).lower()
    if _INFOBOX.search(name):
        yield from _fields(node, line)
    elif name in _CONTENT or name.startswith("lang-"):
        yield from _content(node, line, _CONTENT.get(name, 0))
    elif not _SILENT.fullmatch(name):
        yield _Piece(line, dropped=name)


def _parameters(node: Any, line: int) -> Iterator[tuple[int, Any]]:
    line += str(node.name).count("\n")
    for parameter in node.params:
        yield line, parameter
        line += str(parameter).count("\n")


def _content(node: Any, line: int, which: int) -> Iterator[_Piece]:
    """The pieces of the parameter that is shown; a "=" in its text makes the parser take it for a named one."""
    shown = [(at, p) for at, p in _parameters(node, line) if not (p.showkey and _OPTION.fullmatch(str(p.name).strip()))]
    if not -len(shown) <= which < len(shown):
        yield _Piece(line, dropped=str(node.name).strip())
        return
    at, parameter = shown[which]
    if parameter.showkey and not str(parameter.name).strip().isdigit():
        yield from _pieces(parameter.name, at)
        yield _Piece(at + str(parameter.name).count("\n"), "=")
    yield from _pieces(parameter.value, at + (str(parameter.name).count("\n") if parameter.showkey else 0))


def _fields(node: Any, line: int) -> Iterator[_Piece]:
    for at, parameter in _parameters(node, line):
        label = " ".join(str(parameter.name).replace("_", " ").split())
        yield from _labelled(_pieces(parameter.value, at + str(parameter.name).count("\n")), label or "?")


def _labelled(pieces: Iterable[_Piece], label: str) -> Iterator[_Piece]:
    """The pieces of a field's value; the empty tail after its last line break belongs to no field."""
    for piece in pieces:
        if piece.text or piece.dropped:
            yield _Piece(piece.line, piece.text, label, piece.dropped)
