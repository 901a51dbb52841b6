"""A web page to blocks: one paragraph, heading, list item or table row each, in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from gen.errors import CannotRead
from gen.sources.formats.html.marks import REFERENCE, Marker, is_hidden, labelled, reason
from gen.sources.formats.html.tables import Row, fields, is_box_of_terms, is_data, table_rows
from gen.sources.lines import Kind, without_unseen
from gen.sources.words import HAN

_BLOCK = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNSHOWN = frozenset({
    "script", "style", "noscript", "template", "head", "iframe", "object", "svg", "canvas", "audio", "video", "map",
    "datalist",
})  # fmt: skip
_TOLD = frozenset(["noscript", "template"])
_CONTROLS = frozenset(["select", "option", "textarea", "button"])
_WRAPPED = re.compile(rf"(?<=[{HAN}，。；：、）》”])[ \t\r]*\n\s*(?=[{HAN}（《“])")
_SPACE = re.compile(r"[^\S\u3000]+")
_EDIT = re.compile(r"(?:编辑|編輯|播报|edit)(?:源代码)?", re.IGNORECASE)
_EDIT_END = re.compile(r"\s*[\[［]?\s*(?:编辑|編輯|播报|edit)\s*[\]］]?$", re.IGNORECASE)
_MOST_ROWS = 30_000
_DEEP = re.compile(r"Excessive depth|ERR_RESOURCE_LIMIT")


@dataclass(slots=True, eq=False)
class Block:
    """One row: what it is, the element it stands in, how much of it is links, and why it is set aside, if it is.

    spot: the element that holds the start of its text, and whether as its tail.
    """

    kind: Kind
    text: str
    element: Any
    spot: tuple[Any, bool]
    row: str = ""
    level: int = 0
    label: str = ""
    cells: tuple[str, ...] = ()
    linked: int = 0
    aside: str = ""


@dataclass(slots=True)
class Page:
    """A page's root element, its title, its blocks, and the texts it holds and does not show."""

    root: Any
    title: str
    blocks: list[Block]
    hidden: list[str]


def blocks(text: str, name: str) -> Page:
    """Returns the blocks of a page; raises CannotRead for one of too many rows or nested too deeply."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        root = html.document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise CannotRead(name, f"it is no web page ({error})") from None
    if any(_DEEP.search(str(entry)) for entry in parser.error_log):
        raise CannotRead(name, "its elements are nested too deeply", "copy its text into a file")
    title = next((without_unseen("".join(map(str, element.itertext()))) for element in root.iter("title")), "")
    walk = _Walk()
    for event, element in (steps := etree.iterwalk(root, events=("start", "end"))):
        if len(walk.blocks) > _MOST_ROWS:
            raise CannotRead(name, f"it has more than {_MOST_ROWS} lines", "save it as plain text first")
        if event == "end":
            walk.end(element)
        elif not walk.start(element):
            steps.skip_subtree()
    return Page(root, _SPACE.sub(" ", title), walk.blocks, walk.hidden)


@dataclass(slots=True)
class _Walk:
    """The walk through a page so far: the text of the row that is being read, and the elements around it."""

    blocks: list[Block] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _spot: tuple[Any, bool] | None = None
    _linked: int = 0
    _links: int = 0
    _around: list[Any] = field(default_factory=list)
    _lists: list[Marker] = field(default_factory=list)
    _why: list[tuple[Any, str]] = field(default_factory=list)
    _label: str | None = None

    def start(self, element: Any) -> bool:
        """Takes up an element; returns whether to go on into it."""
        tag = element.tag
        if tag == "br":
            self._flush()
        if tag in _UNSHOWN or is_hidden(element):
            if tag not in _UNSHOWN or tag in _TOLD:
                self.hidden.append(element.text_content())
            return False
        if self._is_mark(element):
            return False
        if tag in _BLOCK or tag in _CONTROLS:
            self._open(element)
            if tag == "table" and is_data(element):
                self._take(element, table_rows(element))
                return False
            if tag == "dl" and is_box_of_terms(element):
                self._take(element, fields(element))
                return False
        if tag == "a":
            self._links += 1
        self._say(element.text, (element, False))
        return True

    def end(self, element: Any) -> None:
        """Leaves an element, and takes up the text after it."""
        tag = element.tag
        if tag == "a" and self._links:
            self._links -= 1
        if self._around and self._around[-1] is element:
            self._flush()
            self._around.pop()
            self._label = None if tag == "li" else self._label
            if tag in ("ol", "ul", "menu") and self._lists:
                self._lists.pop()
        if self._why and self._why[-1][0] is element:
            self._why.pop()
        self._say(element.tail, (element, True))

    def _open(self, element: Any) -> None:
        self._flush()
        self._around.append(element)
        if why := "form control" if element.tag in _CONTROLS else reason(element):
            self._why.append((element, why))
        if element.tag in ("ol", "ul", "menu"):
            self._lists.append(Marker.of(element))
        elif element.tag == "li":
            self._label = self._lists[-1].next(element) if self._lists else ""

    def _is_mark(self, element: Any) -> bool:
        """Whether an element within a line is a reference number or an edit link, which are no text."""
        classes = element.get("class") or ""
        if element.tag == "sup":
            return "reference" in classes or REFERENCE.fullmatch(element.text_content().strip()) is not None
        if "mw-editsection" in classes:
            return True
        in_heading = self._around and self._around[-1].tag in _HEADINGS
        return bool(in_heading and element.tag == "a" and _EDIT.fullmatch(element.text_content().strip()))

    def _say(self, text: str | None, spot: tuple[Any, bool]) -> None:
        if not text:
            return
        if self._spot is None and text.strip():
            self._spot = spot
        if self._around and self._around[-1].tag == "pre":
            *whole, text = text.split("\n")
            for line in whole:
                self._text.append(line)
                self._flush()
                self._spot = spot
        self._text.append(text)
        self._linked += len(text.strip()) if self._links else 0

    def _flush(self) -> None:
        raw, linked, spot = one_line("".join(self._text)), self._linked, self._spot
        self._text.clear()
        self._linked, self._spot = 0, None
        if spot and without_unseen(raw):
            self.blocks.append(self._block(raw, linked, spot))

    def _block(self, raw: str, linked: int, spot: tuple[Any, bool]) -> Block:
        element = self._around[-1] if self._around else spot[0]
        tag = element.tag
        text = without_unseen(raw)
        block = Block("prose", text, element, spot, raw, linked=linked, aside=self._why[-1][1] if self._why else "")
        heading = next((at for at in reversed(self._around[-3:]) if at.tag in _HEADINGS), None)
        if heading is not None:
            block.kind, block.level = "heading", _HEADINGS[heading.tag]
            block.text = _EDIT_END.sub("", text[-40:]).join((text[:-40], "")) or text
        elif tag == "dt":
            block.kind = "term"
        elif self._label is not None:
            block.level = max(1, min(len(self._lists), 6))
            block.kind, block.label, block.text = labelled(self._label, text)
            block.row = f"{self._label} {raw}" if self._label and block.label == self._label else raw
            self._label = None
        return block

    def _take(self, whole: Any, rows: Iterable[Row]) -> None:
        self.hidden += [element.text_content() for element in whole.iterdescendants() if is_hidden(element)]
        why = self._why[-1][1] if self._why else ""
        for row in rows:
            if any(map(without_unseen, row.cells)):
                self.blocks.append(_row(row, why))


def _row(row: Row, why: str) -> Block:
    spot = (next(row.element.iterchildren("td", "th"), row.element), False)
    cells = tuple(without_unseen(cell) for cell in row.cells)
    if row.kind == "field":
        shown = one_line("：".join(row.cells))
        return Block("field", cells[1], row.element, spot, shown, label=cells[0], linked=row.linked, aside=why)
    shown = _SPACE.sub(" ", f"| {' | '.join(row.cells)} |")
    return Block(row.kind, without_unseen(shown), row.element, spot, shown, cells=cells, linked=row.linked, aside=why)


def one_line(text: str) -> str:
    """The text as a browser sets it, on one line; a line break inside Chinese is no space."""
    if "\n" in text:
        text = _WRAPPED.sub("", text)
    return _SPACE.sub(" ", text).strip()


def shown(page: Page) -> Iterator[Block]:
    """The blocks that are not set aside."""
    return (block for block in page.blocks if not block.aside)
