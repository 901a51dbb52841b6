"""The outline of a regulation: its head, and the parts 一、二、…, 第一条 … or under bare headings, with their items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from gen.sources.forms.regulation.topics import OFFICES, Topic, of_article, of_heading
from gen.sources.words import NUMERAL, ends_in_organ, tidy

Mark = Literal["numeral", "article", "heading"]

_SECTION = re.compile(rf"({NUMERAL}{{1,3}})、\s*(\S.{{0,40}})")
_ARTICLE = re.compile(rf"第\s?(?:{NUMERAL}{{1,5}}|\d{{1,3}})\s?条(?![第规所的、和与至])[\s:：]*(.*)")
_CHAPTER = re.compile(rf"第{NUMERAL}{{1,3}}[章节]\s*(\S.{{0,30}})?")
_LABELS = (
    ("paren", re.compile(rf"[（(]\s*({NUMERAL}{{1,5}}|\d{{1,3}})\s*[)）]\s*(\S.*)")),
    ("numeral", re.compile(rf"({NUMERAL}{{1,3}}、)\s*(\S.*)")),
    ("arabic", re.compile(r"(\d{1,3}(?:[．、]|\.(?!\d)))\s*(\S.*)")),
    ("circled", re.compile(r"([①-⑳])\s*(\S.*)")),
)
_CLOSED = "。；;：:！”）)"
_STOPS = re.compile("[。；，：;:,]")
_DUTIES = re.compile("(?:主要|工作)?(?:职责|职能)")
_LONGEST_HEADING = 60
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """One row of a part: its line, its label as written (empty where it has none), and the text after that."""

    line: int
    label: str
    text: str


@dataclass(slots=True)
class Item:
    """A numbered item with the rows it runs over; the first piece is the one that bears the number."""

    label: str
    pieces: list[Piece]

    @property
    def line(self) -> int:
        """The line the item starts on."""
        return self.pieces[0].line

    @property
    def text(self) -> str:
        """The whole wording in order, the numbers of parts within it included."""
        return self.pieces[0].text + "".join(piece.label + piece.text for piece in self.pieces[1:])


@dataclass(slots=True)
class Part:
    """A section, an article, or what stands under a bare heading; `lead` is the text before the first item."""

    line: int
    mark: Mark
    title: str
    topic: Topic | None
    lead: list[Piece] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    stray: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """The rows before the first part, the parts, and the lines of chapter headings."""

    head: list[Piece] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    chapters: list[int] = field(default_factory=list)


def outlined(rows: Sequence[str]) -> Outline:
    """Returns the outline of a document; every row that is neither blank nor of a table stands in it once."""
    found = Outline()
    style = ""
    for line, text in ((n, text) for n, row in enumerate(rows, 1) if (text := row.strip()) and text[0] != "|"):
        if part := _opened(line, text, found):
            found.parts.append(part)
            style = ""
        elif len(text) <= _LONGEST_HEADING and _CHAPTER.fullmatch(text):
            found.chapters.append(line)
        elif not found.parts:
            found.head.append(Piece(line, "", text))
        else:
            style = _add(found.parts[-1], line, text, style)
    for part in found.parts:
        _set_aside(part)
    return found


def _opened(line: int, text: str, so_far: Outline) -> Part | None:
    """The part that a row opens, or None."""
    if article := _ARTICLE.fullmatch(text):
        told = article[1].strip()
        part = Part(line, "article", told, None)
        if told:
            part.lead.append(Piece(line, "", told))
        return part
    if section := _SECTION.fullmatch(text):
        title = tidy(section[2])
        topic = of_heading(title)
        in_a_list = so_far.parts and _lists(so_far.parts[-1], title, topic)
        return None if in_a_list else Part(line, "numeral", title, topic)
    if len(text) > _LONGEST_HEADING or _STOPS.search(text[:-1]) or _label(text) or not _closed(so_far):
        return None
    title = tidy(text.rstrip("：:"))
    topic = of_heading(title, bare=True)
    if topic is None or (so_far.parts and topic == "duties" and _announces(so_far.parts[-1], title)):
        return None
    return Part(line, "heading", title, topic)


def _announces(part: Part, title: str) -> bool:
    """Whether 主要职责 stands right below the name of an office, whose duties follow."""
    last = part.items[-1].pieces if part.topic in OFFICES and part.items else []
    return len(last) == 1 and len(last[0].text) <= _LONGEST_NAME and _DUTIES.match(title) is not None


def _lists(part: Part, title: str, topic: Topic | None) -> bool:
    """Whether 一、 counts the items of a part that no 一、 opened: sentences, or the names of offices."""
    is_office = topic is None and part.topic in OFFICES and ends_in_organ(title)
    return part.mark != "numeral" and (is_office or title.endswith(("。", "；", ";")))


def _closed(so_far: Outline) -> bool:
    """Whether the row before is the end of a paragraph, so that the next one can be a heading."""
    if not so_far.parts:
        return True
    last = so_far.parts[-1]
    pieces = last.items[-1].pieces if last.items else last.lead
    return bool(pieces) and pieces[-1].text.endswith(tuple(_CLOSED))


def _label(text: str) -> tuple[str, str, str] | None:
    """The style of a row's number, the number as written, and the rest."""
    for style, pattern in _LABELS:
        if found := pattern.fullmatch(text):
            return style, text[: found.start(2)].strip(), found[2]
    return None


def _add(part: Part, line: int, text: str, style: str) -> str:
    """Adds a row to a part and returns the style of its items: that of the first one."""
    if (labelled := _label(text)) and (not style or labelled[0] == style):
        part.items.append(Item(labelled[1], [Piece(line, labelled[1], labelled[2])]))
        return labelled[0]
    piece = Piece(line, labelled[1], labelled[2]) if labelled else Piece(line, "", text)
    (part.items[-1].pieces if part.items else part.lead).append(piece)
    return style


def _set_aside(part: Part) -> None:
    """Takes the rows that follow a finished paragraph and are no sentence themselves out of the items' wording."""
    if part.mark == "article" and part.lead:
        listed = bool(part.items) or (len(part.lead) > 1 and part.lead[0].text.endswith(tuple(_CLOSED)))
        part.topic = of_article("".join(piece.text for piece in part.lead), listed)
    if part.topic in OFFICES or not (part.items or part.lead):
        return
    pieces = part.items[-1].pieces if part.items else part.lead
    stray = list[Piece]()
    while len(pieces) > 1 and not (pieces[-1].label or _STOPS.search(pieces[-1].text)):
        stray.append(pieces.pop())
    if stray and not pieces[-1].text.endswith(tuple(_CLOSED)):
        pieces.extend(reversed(stray))
    else:
        part.stray = stray[::-1]


def wording(pieces: Sequence[Piece]) -> str:
    """The text of rows, their numbers included."""
    return "".join(piece.label + piece.text for piece in pieces)


def paragraphs(pieces: Sequence[Piece]) -> Iterator[Item]:
    """Yields running text as items without a number, a new one after each row that ends a sentence."""
    held = list[Piece]()
    for piece in pieces:
        held.append(piece)
        if piece.text.endswith(tuple("。！")):
            yield Item("", held)
            held = []
    if held:
        yield Item("", held)
