"""How wide words are, near enough to lay out a picture or a narrow table without a font."""

from __future__ import annotations

from unicodedata import east_asian_width

_CLOSING = "，。、；：？！”’）》】)],.;:?!"
_OPENING = "“‘（《【(["


def ems(text: str) -> float:
    """The width of a text in ems: a Chinese character is one, a Latin letter about half."""
    return sum(map(_ems, text))


def _ems(char: str) -> float:
    return 1.0 if east_asian_width(char) in "WFA" else 0.68 if char.isupper() else 0.53


def wrapped(text: str, room: float) -> list[str]:
    """The text in lines no wider than `room` ems; cut at a space where there is one, else between characters."""
    lines: list[str] = []
    rest = text
    while rest:
        end = _fitting(rest, room)
        space = rest.rfind(" ", 0, end + 1)
        if end < len(rest) and space > end / 2:
            end = space
        elif end < len(rest):
            end = _unbroken(rest, end)
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return lines or [""]


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
