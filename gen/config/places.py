"""Where each key, table and element of a TOML text stands; the text is known to be valid."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import count

from gen.config.table import Keys

Spot = tuple[int, int]

_QUOTED = r'"""(?:\\.|[^\\])*?"{3,5}' + r"|'''.*?'{3,5}" + r'|"(?:\\.|[^"\\\n])*"' + r"|'[^'\n]*'"
_STRING = re.compile(_QUOTED, re.DOTALL)
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*'""")
_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_INLINE = re.compile(r"[ \t]*")
_BARE = re.compile(r"[^,\]}#\n]+")


def places(text: str) -> Mapping[Keys, Spot]:
    """The line and the column, counted from 1, of everything a valid TOML text states, by its path."""
    walk = _Walk(text)
    walk.whole()
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    return _counted(walk.found, starts)


def nearest_place(found: Mapping[Keys, Spot], path: Keys) -> Spot:
    """The place of a path, or of what encloses it; line 0 where nothing does."""
    return next((found[path[:n]] for n in range(len(path), 0, -1) if path[:n] in found), (0, 0))


def _counted(found: Mapping[Keys, int], starts: list[int]) -> dict[Keys, Spot]:
    from bisect import bisect_right

    def spot(at: int) -> Spot:
        line = bisect_right(starts, at)
        return line, at - starts[line - 1] + 1

    return {path: spot(at) for path, at in found.items()}


class _Walk:
    """A walk through a text that notes where what begins; the first mention of a path holds."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Keys, int] = {}
        self.arrays: Counter[Keys] = Counter()

    def whole(self) -> None:
        table: Keys = ()
        while self._skip(_BLANK):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _skip(self, form: re.Pattern[str]) -> bool:
        """Goes past what has this form; whether anything is left."""
        found = form.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at < len(self.text)

    def _note(self, path: Keys, at: int) -> None:
        self.found.setdefault(path, at)

    def _header(self) -> Keys:
        doubled = self.text.startswith("[[", self.at)
        self.at += 2 if doubled else 1
        self._skip(_INLINE)
        start = self.at
        keys = self._key()
        self.at += 2 if doubled else 1
        path: Keys = ()
        for n, key in enumerate(keys, 1):
            path = (*path, key)
            self._note(path, start)
            if path in self.arrays and (n < len(keys) or not doubled):
                path = (*path, self.arrays[path] - 1)
        if doubled:
            self.arrays[path] += 1
            path = (*path, self.arrays[path] - 1)
            self._note(path, start)
        return path

    def _pair(self, table: Keys) -> None:
        """A key with its value."""
        start = self.at
        path = table
        for key in self._key():
            path = (*path, key)
            self._note(path, start)
        self.at += 1
        self._value(path)

    def _key(self) -> tuple[str, ...]:
        """The parts of a key; it ends before the sign that follows it."""
        parts = []
        while found := _KEY.match(self.text, self.at):
            parts.append(_plain(found[0]))
            self.at = found.end()
            self._skip(_INLINE)
            if not self.text.startswith(".", self.at):
                break
            self.at += 1
            self._skip(_INLINE)
        return tuple(parts)

    def _value(self, path: Keys) -> None:
        self._skip(_INLINE)
        sign = self.text[self.at]
        if sign == "[":
            self._array(path)
        elif sign == "{":
            self._inline_table(path)
        elif found := _STRING.match(self.text, self.at):
            self.at = found.end()
        else:
            self._skip(_BARE)

    def _array(self, path: Keys) -> None:
        self.at += 1
        for n in count():
            self._skip(_BLANK)
            if self.text[self.at] == "]":
                break
            self._note((*path, n), self.at)
            self._value((*path, n))
            self._comma()
        self.at += 1

    def _inline_table(self, path: Keys) -> None:
        self.at += 1
        while self._skip(_BLANK) and self.text[self.at] != "}":
            self._pair(path)
            self._comma()
        self.at += 1

    def _comma(self) -> None:
        self._skip(_BLANK)
        if self.text[self.at] == ",":
            self.at += 1


def _plain(key: str) -> str:
    if key[0] == "'":
        return key[1:-1]
    if key[0] == '"':
        import tomllib

        return next(iter(tomllib.loads(f"{key} = 0")))
    return key
