"""What the styles of a Word file pass on to its paragraphs and runs, through the chain each style is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from gen.sources.formats.docx.wordfile import W, WordFile, inner, related

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST_CHAIN = 20
_HEADING = re.compile(r"(?:heading|标题|標題) ?([1-9])")
_CONTENTS = re.compile(r"toc [1-9]")
_BODY_TEXT = 9
_OFF = frozenset({"0", "false", "off"})


class Numbered(NamedTuple):
    """The list a paragraph belongs to, None for no list, and its level there; style: the one that said so, or ""."""

    list: str | None = None
    level: int | None = None
    style: str = ""


class Styles:
    """The styles by id; what a style does not say itself, the one it is based on says."""

    def __init__(self, file: WordFile) -> None:
        self._styles: dict[str, _Element] = {}
        self._hidden: dict[str, bool | None] = {}
        self._default = ""
        for style in [one for part in related(file, "styles") for one in part.iterchildren(f"{W}style")]:
            name = style.get(f"{W}styleId", "")
            self._styles.setdefault(name, style)
            if style.get(f"{W}type") == "paragraph" and on(style.get(f"{W}default", "0")):
                self._default = self._default or name

    def of(self, properties: _Element | None) -> str:
        """The id of the style that the properties of a paragraph name, else of the default one."""
        return value(properties, "pStyle") or self._default

    def numbered(self, name: str) -> Numbered:
        """The list that a paragraph style belongs to; the level is left open where no style states it."""
        number: Numbered | None = None
        level = None
        for link, style in self._chain(name):
            stated = inner(inner(style, "pPr"), "numPr")
            if stated is not None:
                level = whole(value(stated, "ilvl")) if level is None else level
                if number is None and (said := value(stated, "numId")):
                    number = Numbered(said, None, link)
        return Numbered(number.list, level, number.style) if number else Numbered(None, level)

    def list_of(self, name: str) -> str:
        """The list that a style of the type "numbering" stands for."""
        style = self._styles.get(name)
        return value(inner(inner(style, "pPr"), "numPr"), "numId")

    def heading(self, properties: _Element | None) -> int:
        """The level of a heading, counted from 1, that a paragraph with these properties is, or 0."""
        said = whole(value(properties, "outlineLvl"))
        for _, style in self._chain(self.of(properties)):
            if said is None:
                said = whole(value(inner(style, "pPr"), "outlineLvl"))
            if said is None and (found := _HEADING.fullmatch(_name(style))):
                said = int(found[1]) - 1
        return 0 if said is None or said >= _BODY_TEXT else said + 1

    def is_contents(self, name: str) -> bool:
        """Whether a style is that of an entry in a table of contents."""
        return any(_CONTENTS.fullmatch(_name(style)) for _, style in self._chain(name))

    def hides(self, name: str) -> bool:
        """Whether a style hides its text."""
        if name not in self._hidden:
            said = (switch(inner(style, "rPr"), "vanish") for _, style in self._chain(name))
            self._hidden[name] = next((one for one in said if one is not None), None)
        return bool(self._hidden[name])

    def _chain(self, name: str) -> Iterator[tuple[str, _Element]]:
        for _ in range(_LONGEST_CHAIN):
            if (style := self._styles.get(name)) is None:
                return
            yield name, style
            name = value(style, "basedOn")


def value(parent: _Element | None, tag: str) -> str:
    """What a child of the parent states as its value, or ""."""
    found = inner(parent, tag)
    return found.get(f"{W}val", "") if found is not None else ""


def switch(parent: _Element | None, tag: str) -> bool | None:
    """Whether a child of the parent switches something on or off, or None where there is no such child."""
    found = inner(parent, tag)
    return None if found is None else on(found.get(f"{W}val", "1"))


def on(said: str) -> bool:
    """Whether the value of a switch is on."""
    return said.casefold() not in _OFF


def whole(said: str) -> int | None:
    """A whole number of at most nine digits, or None."""
    return int(said) if re.fullmatch(r"\d{1,9}", said, re.ASCII) else None


def _name(style: _Element) -> str:
    return value(style, "name").casefold()
