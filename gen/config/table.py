"""One table of gen.toml as it is taken apart: each key by its rule, and every flaw noted at its path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from gen.errors import nearest

T = TypeVar("T")
Keys = tuple[str | int, ...]
Rule = Callable[[Any], T]


class Flaw(NamedTuple):
    """What is wrong at a path, and what to do about it."""

    path: Keys
    what: str
    todo: str


class Wrong(Exception):
    """A value that breaks its rule: what it is not, and what to write; `below` is the path inside the value."""

    def __init__(self, what: str, todo: str, below: Keys = ()) -> None:
        super().__init__(what)
        self.what, self.todo, self.below = what, todo, below


class Table:
    """A table and those within it; what is asked for is what it may hold."""

    def __init__(self, said: Mapping[str, Any], path: Keys, flaws: list[Flaw]) -> None:
        self.said, self.path, self.flaws = said, path, flaws
        self.asked: set[str] = set()

    def take(self, key: str, rule: Rule[T], default: T) -> T:
        """The value of a key, or the default where the key is missing or breaks its rule, which is noted."""
        self.asked.add(key)
        if key not in self.said:
            return default
        try:
            return rule(self.said[key])
        except Wrong as wrong:
            self.flaw(f"{key} {wrong.what}", wrong.todo, key, *wrong.below)
            return default

    def need(self, key: str, rule: Rule[T], default: T, todo: str) -> T:
        """As `take`, but a missing key is a flaw as well."""
        if key not in self.said:
            self.flaw(f"the key {key} is missing", todo)
        return self.take(key, rule, default)

    def table(self, key: str, example: str) -> Table:
        """The table under a key, an empty one where there is none."""
        self.asked.add(key)
        said = self.said.get(key, {})
        if not isinstance(said, dict):
            self.flaw(f"{key} is not a table", example, key)
            said = {}
        return Table(said, (*self.path, key), self.flaws)

    def table_if_any(self, key: str, example: str) -> Table | None:
        """The table under a key, which may be empty; None where there is none."""
        found = self.table(key, example)
        return found if isinstance(self.said.get(key), dict) else None

    def tables(self, example: str) -> Iterator[tuple[str, Table]]:
        """Yields every key with the table under it."""
        for key in self.said:
            yield key, self.table(key, example.format(key))

    def flaw(self, what: str, todo: str, *below: str | int) -> None:
        """Notes a flaw at this table, or at what stands below it."""
        self.flaws.append(Flaw((*self.path, *below), what, todo))

    def end(self) -> None:
        """Notes every key that was not asked for."""
        for key in self.said:
            if key not in self.asked:
                self.flaw(f"unknown key {key!r}", nearest(key, self.asked), key)

    def __bool__(self) -> bool:
        return bool(self.said)
