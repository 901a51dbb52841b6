"""How wide words are, near enough to lay out a picture or a narrow table without a font."""

from __future__ import annotations

from unicodedata import east_asian_width

_CLOSING = "，。、；：？！”’）》】)],.;:?!"
_OPENING = "“‘（《【(["
_SLENDER = "iljtfrIJ.,:;'|!()[] -"
_BROAD = "mwMW@%&"
_NARROWEST = 0.3


def ems(text: str) -> float:
    """The width of a text in ems: a Chinese character is one, a Latin letter about half."""
    return sum(map(_ems, text))


def _ems(char: str) -> float:
    if east_asian_width(char) in "WFA":
        return 1.0
    if char in _SLENDER:
        return 0.34
    return 0.92 if char in _BROAD else 0.68 if char.isupper() else 0.58


def wrapped(text: str, room: float, most: int = 0) -> list[str]:
    """The text in lines no wider than `room` ems; cut at a space where there is one, else between characters.

    Of more than `most` lines, if that is set, only these are given and the last ends in an ellipsis.
    """
    lines: list[str] = []
    rest = text[: int(most * room / _NARROWEST) + 1] if most else text
    while rest and not (most and len(lines) == most):
        end = _end(rest, room)
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    if rest:
        lines[-1] = lines[-1][: _fitting(lines[-1], room - 1)] + "…"
    return lines or [""]


def _end(text: str, room: float) -> int:
    """Where the first line of a text ends."""
    end = _fitting(text, room)
    if end == len(text):
        return end
    space = text.rfind(" ", 0, end + 1)
    return space if space > end / 2 else _unbroken(text, end)


def _unbroken(text: str, end: int) -> int:
    """A place to cut, at `end` or just before, where no closing mark begins a line and no opening one ends it."""
    for cut in range(end, max(end - 4, 1), -1):
        if text[cut] not in _CLOSING and text[cut - 1] not in _OPENING:
            return cut
    return end


def _fitting(text: str, room: float) -> int:
    """How many leading characters fit into `room` ems, at least one."""
    width = 0.0
    for n, char in enumerate(text):
        width += _ems(char)
        if width > room and n:
            return n
    return len(text)
