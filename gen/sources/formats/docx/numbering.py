"""Automatic numbers: the text that Word puts in front of a paragraph of a list, counted as Word counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from gen.sources.formats.docx.labels import FORMATS, numeral
from gen.sources.formats.docx.styles import Numbered, Styles, switch, value, whole
from gen.sources.formats.docx.wordfile import ALTERNATIVE, FALLBACK, W, WordFile, inner, related

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_MOST_LINKS = 5
_BULLET = "•"
_LONGEST = 60
_PADDED = re.compile(r"0{1,8}[01]")


class Label(NamedTuple):
    """The number in front of a paragraph, with what stands between it and the text; level: counted from 1.

    unknown: the number format that is not known, for which decimal digits stand.
    """

    text: str
    gap: str
    level: int
    bullet: bool = False
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list; restart: None for after any higher level, 0 for never, else the level counted from 1."""

    form: str = "decimal"
    text: str = ""
    start: int = 0
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"
    style: str = ""
    width: int = 0


@dataclass(slots=True)
class _List:
    """A definition of a list (abstractNum): its levels and how far each is counted."""

    levels: dict[int, _Level]
    link: str = ""
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Use:
    """A list as paragraphs name it (num); lists of one definition count on together."""

    base: _List
    levels: dict[int, _Level]
    starts: dict[int, int]

    def level(self, number: int) -> _Level | None:
        return self.levels.get(number) or self.base.levels.get(number)

    def level_of(self, style: str) -> int | None:
        """The level that names a style as its own."""
        return next((n for n in range(_LEVELS) if (one := self.level(n)) and one.style == style), None)


class Numbering:
    """The lists of one document; `label` is asked once for every paragraph, in the order of the document."""

    def __init__(self, file: WordFile, styles: Styles) -> None:
        roots = related(file, "numbering")
        self._styles = styles
        self._uses: dict[str, _Use] = {}
        bases: dict[str, _List] = {}
        for one in [one for root in roots for one in root.iterchildren(f"{W}abstractNum")]:
            bases.setdefault(one.get(f"{W}abstractNumId", ""), _List(dict(_levels(one)), value(one, "numStyleLink")))
        stated = {one.get(f"{W}numId", ""): one for root in roots for one in root.iterchildren(f"{W}num")}
        for name, one in stated.items():
            if base := self._base(value(one, "abstractNumId"), bases, stated):
                self._uses[name] = _use(one, base)

    def _base(self, name: str, bases: dict[str, _List], stated: dict[str, _Element]) -> _List | None:
        """The definition of that name, or the one that its style of a list stands for."""
        for _ in range(_MOST_LINKS):
            base = bases.get(name)
            if base is None or not base.link:
                return base
            use = stated.get(self._styles.list_of(base.link))
            if use is None:
                return base
            name = value(use, "abstractNumId")
        return None

    def label(self, properties: _Element | None) -> Label | None:
        """The number of the next paragraph, given its properties, or None where it has none."""
        use, number = self._place(properties)
        level = use.level(number) if use else None
        if use is None or level is None:
            return None
        _count(use, number, level)
        text, unknown = _text(use, number, level)
        bullet = level.form == "bullet"
        return Label(text, _gap(text, level, bullet), number + 1, bullet, unknown) if text else None

    def _place(self, properties: _Element | None) -> tuple[_Use | None, int]:
        """The list a paragraph belongs to, and its level."""
        own = inner(properties, "numPr")
        named, level = value(own, "numId"), whole(value(own, "ilvl"))
        said = Numbered(named) if named else self._styles.numbered(self._styles.of(properties))
        use = self._uses.get(said.list or "")
        linked = use.level_of(said.style) if use and said.style else None
        stated = (one for one in (level, linked, said.level) if one is not None)
        return use, min(next(stated, 0), _LEVELS - 1)


def _levels(parent: _Element) -> Iterator[tuple[int, _Level]]:
    for one in parent.iterchildren(f"{W}lvl"):
        number = whole(one.get(f"{W}ilvl", ""))
        if number is not None and number < _LEVELS:
            yield number, _level(one)


def _level(one: _Element) -> _Level:
    form, width = _form(one)
    legal = switch(one, "isLgl")
    text = "" if switch(inner(one, "rPr"), "vanish") else value(one, "lvlText")
    return _Level(
        "bullet" if inner(one, "lvlPicBulletId") is not None else form,
        text[:_LONGEST],
        whole(value(one, "start")) or 0,
        whole(value(one, "lvlRestart")),
        bool(legal),
        value(one, "suff") or "tab",
        value(one, "pStyle"),
        width,
    )


def _form(one: _Element) -> tuple[str, int]:
    """The number format of a level and, for one padded with zeros, how wide; newer formats name an older one too."""
    custom = next((form.get(f"{W}format", "") for form in one.iter(f"{W}numFmt")), "")
    padded = _PADDED.fullmatch(custom.partition(",")[0].strip())
    stated = value(one, "numFmt") or value(one.find(f"{ALTERNATIVE}/{FALLBACK}"), "numFmt")
    return ("decimal", len(padded[0])) if padded else (stated or "decimal", 0)


def _use(one: _Element, base: _List) -> _Use:
    levels, starts = dict[int, _Level](), dict[int, int]()
    for override in one.iterchildren(f"{W}lvlOverride"):
        number = whole(override.get(f"{W}ilvl", ""))
        start = whole(value(override, "startOverride"))
        levels.update(_levels(override))
        if number is not None and start is not None:
            starts[number] = start
    return _Use(base, levels, starts)


def _count(use: _Use, number: int, level: _Level) -> None:
    """Counts one more paragraph of a level; the first one of a list that starts anew starts it."""
    counts = use.base.counts
    if number in use.starts:
        counts[number] = use.starts.pop(number)
    else:
        counts[number] = counts[number] + 1 if number in counts else level.start
    for below in [one for one in counts if one > number]:
        deeper = use.level(below)
        if deeper is None or deeper.restart is None or number < deeper.restart:
            del counts[below]


def _text(use: _Use, number: int, level: _Level) -> tuple[str, str]:
    """The number as it reads, and the first of its formats that is not known."""
    if level.form == "bullet":
        return _bullet(level.text), ""
    unknown = [""]

    def counted(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        one = use.level(place)
        if one is None or place > number:
            return ""
        form = "decimal" if level.legal and one.form != "none" else one.form
        if form not in FORMATS:
            unknown.append(form)
        return numeral(form, use.base.counts.get(place, use.starts.get(place, one.start))).rjust(one.width, "0")

    return _PLACE.sub(counted, level.text).strip(), unknown[-1]


def _bullet(text: str) -> str:
    """The sign of a bullet; of a font of signs, whose letters stand for signs, a plain one."""
    sign = text.strip()
    plain = bool(sign) and all(unicodedata.category(char)[0] in "PS" for char in sign)
    return sign if plain else _BULLET


def _gap(text: str, level: _Level, bullet: bool) -> str:
    """What stands between a number and its text: nothing after the punctuation of Chinese, which has its own space."""
    wide = text and unicodedata.east_asian_width(text[-1]) in "WFA"
    closed = wide and unicodedata.category(text[-1]) not in ("Lo", "Nd")
    return "" if not bullet and (level.suffix == "nothing" or closed) else " "
