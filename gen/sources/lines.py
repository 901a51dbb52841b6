"""Lines: a document's text cut into numbered lines, each of one kind."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from gen.sources.account import Account
from gen.sources.words import NUMERAL

Kind = Literal["blank", "markup", "heading", "term", "item", "field", "row", "prose"]

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
_HEADING = re.compile(r"(={1,6})\s*(\S.*?)\s*\1")
_BULLET = re.compile(r"(\s*)([*#]+|[-•·])\s*(\S.*)")
_NUMBERED = re.compile(rf"\s*([（(](?:{NUMERAL}{{1,5}}|\d{{1,3}})[)）]|\d{{1,3}}(?:[、．]|\.(?=\s)))\s*(\S.*)")
_FIELD = re.compile(r"\|\s*([^=|]{1,60}?)\s*=\s*(.*)")
_RULE = frozenset("-|:+= \t")
_MAX_LEVEL = 6
_MAX_HEADING = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document, counted from 1.

    level: depth of a heading or an item; label: an item's number ("#" where only counted) or a field's
    name; cells: of a row; dropped: names of templates left out of the text because nobody knows them.
    """

    number: int
    kind: Kind
    text: str = ""
    level: int = 0
    label: str = ""
    cells: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def rows(text: str, account: Account) -> list[str]:
    """Returns the text's lines without page breaks, and without invisible control characters: each is a finding."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    return [_seen(row.removeprefix("\f"), number, account) for number, row in enumerate(text.split("\n"), 1)]


def _seen(row: str, number: int, account: Account) -> str:
    if not (found := _UNSEEN.findall(row)):
        return row
    names = sorted({f"U+{ord(c):04X} {unicodedata.name(c, '')}".strip() for c in found})
    account.doubt(number, "control-character", f"dropped {len(found)} invisible: {', '.join(names)}")
    return _UNSEEN.sub("", row)


def without_unseen(text: str) -> str:
    """The text without control and other invisible characters."""
    return _UNSEEN.sub("", text).replace("\t", " ").strip()


def classify(number: int, row: str) -> Line:
    """Returns the line that `row` is by its own marks: heading, item, term, field, table row or prose."""
    text = row.strip()
    if not text:
        return Line(number, "blank")
    if len(text) <= _MAX_HEADING and (found := _HEADING.fullmatch(text)):
        return Line(number, "heading", found[2], level=len(found[1]))
    if text.startswith("|"):
        return _bar(number, text)
    if text.startswith(";") and text.strip("; "):
        return Line(number, "term", text.lstrip("; "))
    if found := _BULLET.fullmatch(row.rstrip()):
        return _bullet(number, *found.groups())
    if found := _NUMBERED.fullmatch(row.rstrip()):
        return Line(number, "item", found[2], level=1, label=found[1])
    return Line(number, "prose", text)


def _bar(number: int, text: str) -> Line:
    if _RULE.issuperset(text):
        return Line(number, "markup", text)
    if text.endswith("|") and len(text) > 1:
        return Line(number, "row", text, cells=tuple(cell.strip() for cell in text[1:-1].split("|")))
    if found := _FIELD.fullmatch(text):
        return Line(number, "field", found[2], label=found[1])
    return Line(number, "prose", text)


def _bullet(number: int, indent: str, mark: str, text: str) -> Line:
    level = len(mark) if mark[0] in "*#" else 1 + len(indent) // 2
    return Line(number, "item", text, level=min(level, _MAX_LEVEL), label="#" if mark[-1] == "#" else "")
