"""The rows of a text in articles (第 N 條): its head, and per article the paragraphs and items, lines rejoined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gen.sources.words import NUMERAL, from_chinese

_COUNT = rf"(?:{NUMERAL}{{1,6}}|\d{{1,4}})"
_AFTER = r"(?:[\s\u3000]+(?P<text>\S.*)|\s*)"
_ARTICLE = re.compile(
    rf"\s*第[ \u3000]?(?P<n>{_COUNT})(?:-\d{{1,2}})?[ \u3000]?條(?:[ \u3000]?之[ \u3000]?{_COUNT})?{_AFTER}"
)
_CHAPTER = re.compile(rf"\s*第[ \u3000]?{_COUNT}[ \u3000]?[編章節款目]{_AFTER}")
_ITEMS = (
    re.compile(rf"\s*(?P<label>{NUMERAL}{{1,4}})、\s*(?P<text>\S.*)"),
    re.compile(rf"\s*[（(](?P<label>{NUMERAL}{{1,3}})[)）]\s*(?P<text>\S.*)"),
    re.compile(r"\s*(?P<label>\d{1,3})[.．、]\s*(?P<text>\D.*)"),
)
_REGISTERED = re.compile(r"\s*[^：:\s]{2,10}[：:]")
_CLOSED = "。；：！？"
_LONGEST_HEADING = 60
_MOST_BELOW = 200  # items of deeper levels that can stand under one
_LETTERS = re.compile(r"[A-Za-z]")


@dataclass(slots=True)
class Paragraph:
    """A paragraph, or with a label an item (level 1 for 一、, 2 for （一）, 3 for 1.), and the lines it runs over."""

    parts: list[str]
    lines: list[int]
    label: str = ""
    level: int = 0
    indent: int = 0

    @property
    def text(self) -> str:
        """The lines as one text: only between Latin words is the end of a line a space."""
        seams = pairwise(self.parts)
        return self.parts[0] + "".join((" " if _apart(one, more) else "") + more for one, more in seams)

    @property
    def closed(self) -> bool:
        """Whether the last line so far ends a sentence or a clause."""
        return self.parts[-1][-1] in _CLOSED

    def go_on(self, line: int, text: str) -> None:
        """Adds a line."""
        self.lines.append(line)
        self.parts.append(text)


@dataclass(slots=True)
class Article:
    """An article with the line of its number."""

    line: int
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(slots=True)
class Statute:
    """What stands before the first article, the lines of chapter headings, and the articles."""

    head: list[Paragraph] = field(default_factory=list)
    chapters: list[int] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)


def is_article(row: str) -> bool:
    """Whether a row begins an article."""
    return _ARTICLE.fullmatch(row) is not None


def statute(rows: Sequence[str]) -> Statute:
    """Returns the articles of a text; a row that does not begin anything goes on with what stands before it."""
    made = Statute()
    for line, row in enumerate(rows, 1):
        if not row.strip():
            continue
        if len(row) <= _LONGEST_HEADING and _CHAPTER.fullmatch(row):
            made.chapters.append(line)
        elif found := _ARTICLE.fullmatch(row):
            made.articles.append(Article(line))
            if found["text"]:
                _begin(made.articles[-1].paragraphs, found["text"], line)
        elif made.articles:
            _begin(made.articles[-1].paragraphs, row, line)
        else:
            _begin_entry(made.head, row, line)
    return made


def _begin_entry(held: list[Paragraph], row: str, line: int) -> None:
    """Adds a row of the head: only a numbered entry goes on in the next row."""
    if found := _ITEMS[2].fullmatch(row):
        held.append(Paragraph([found["text"].rstrip()], [line], found["label"], 3))
    elif held and held[-1].label and not _REGISTERED.match(row):
        held[-1].go_on(line, row.strip())
    else:
        held.append(Paragraph([row.strip()], [line]))


def _begin(held: list[Paragraph], row: str, line: int) -> None:
    """Adds a row as an item, as a paragraph, or to the paragraph it goes on with."""
    text, indent = row.strip(), len(row) - len(row.lstrip())
    for level, style in enumerate(_ITEMS, 1):
        found = style.fullmatch(row)
        if found and _counts_on(held, level, from_chinese(found["label"])):
            held.append(Paragraph([found["text"].rstrip()], [line], found["label"], level, indent))
            return
    if held and _goes_on(held[-1], indent):
        held[-1].go_on(line, text)
    else:
        held.append(Paragraph([text], [line], indent=indent))


def _counts_on(held: Sequence[Paragraph], level: int, number: int | None) -> bool:
    """Whether a number begins an item: after a closed sentence any does, within an open one only the next."""
    if not held or held[-1].closed:
        return True
    last = next((one for one in reversed(held[-_MOST_BELOW:]) if one.level <= level), None)
    before = from_chinese(last.label) if last and last.level == level else 0
    return number is not None and number == (before or 0) + 1


def _goes_on(last: Paragraph, indent: int) -> bool:
    return not last.closed or (bool(last.label) and indent > last.indent)


def _apart(one: str, more: str) -> bool:
    return bool(_LETTERS.match(one[-1:]) and _LETTERS.match(more[:1]))
