"""A snapshot taken apart for amending: holders with their lists, and what was taken out of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from gen.amend.numbers import value
from gen.amend.operations import Holder, Which
from gen.errors import Fault, FaultyFile, Place, nearest
from gen.model.record import Duty, Snapshot, Staffing, Text, Unit
from gen.sources.account import Account
from gen.sources.words import clip, tidy

STATE = "中华人民共和国"
_ITSELF = re.compile(
    r"[本该該你我][部委局署院办辦厅廳会會行]|the (?:Ministry|Commission|Agency|Department)", re.IGNORECASE
)
_ARTICLE = re.compile(r"the\s+", re.IGNORECASE)
_OPAQUE = re.compile(r"[\W_]+")


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """The letters, digits and characters of a text, in small letters and without an article before them."""
    return _OPAQUE.sub("", _ARTICLE.sub("", tidy(text).casefold(), count=1) if text[:1] in "tT" else text.casefold())


@dataclass(slots=True, eq=False)
class Entry:
    """A duty at work; `line` is the instrument's where that changed it, `first` its number before all operations."""

    record: Duty
    number: str | None = None
    first: str | None = None
    line: int = 0
    fresh: bool = False

    @property
    def words(self) -> Text:
        """What it says."""
        return self.record.text


@dataclass(slots=True, eq=False)
class Node:
    """A unit at work, or the body, which has no record; `line` and `first` as of an Entry."""

    record: Unit | None = None
    number: str | None = None
    first: str | None = None
    line: int = 0
    fresh: bool = False
    duties: list[Entry] = field(default_factory=list)
    units: list[Node] = field(default_factory=list)

    @property
    def unit(self) -> Unit:
        """The record of a node that is not the body's."""
        assert self.record is not None
        return self.record

    @property
    def words(self) -> Text:
        """What it is called."""
        return self.unit.name


@dataclass(slots=True, eq=False)
class Work:
    """The state of a replay; `gone` are the units and duties taken out, in order."""

    base: Snapshot
    account: Account
    body: Node
    name: Text
    nameplates: list[Text]
    staffing: list[Staffing]
    gone_units: list[Node] = field(default_factory=list)
    gone_duties: list[Entry] = field(default_factory=list)
    touched: dict[tuple[int, Which], tuple[Node, int]] = field(default_factory=dict)

    def misfit(self, line: int, what: str, todo: str = "") -> FaultyFile:
        """The error of an operation that does not fit what it is applied to."""
        return FaultyFile([Fault(Place(self.account.file, line), what, todo)])

    def walk(self) -> Iterator[tuple[Node, Node]]:
        """Yields every unit with what it stands under, in document order."""
        stack = [(unit, self.body) for unit in reversed(self.body.units)]
        while stack:
            node, above = stack.pop()
            yield node, above
            stack.extend((child, node) for child in reversed(node.units))

    def is_body(self, name: str) -> bool:
        """Whether a name is one of the body's own, or what an instrument calls the body (本部)."""
        own = [self.name, *self.nameplates]
        names = {folded(said.removeprefix(STATE)) for one in own for said in (one.zh, one.en) if said}
        return folded(name.removeprefix(STATE)) in names or _ITSELF.fullmatch(name) is not None

    def bearing(self, name: str) -> list[tuple[Node, Node]]:
        """The units of that name with what they stand under, or, where there is none, those with such a nameplate."""
        wanted = folded(self._bare(name))
        pairs = list(self.walk())
        named = [pair for pair in pairs if wanted in _keys(pair[0].words)]
        return named or [pair for pair in pairs if any(wanted in _keys(plate) for plate in pair[0].unit.nameplates)]

    def _bare(self, name: str) -> str:
        """A unit's name without the body's before it (工业和信息化部装备工业司)."""
        own = sorted((said.removeprefix(STATE) for said in (self.name.zh,) if said), key=len)
        bare = name.removeprefix(STATE)
        return next((bare[len(one) :] for one in own if bare.startswith(one) and len(bare) > len(one)), name)

    def unit(self, name: str, line: int) -> tuple[Node, Node]:
        """The only unit of that name, and what it stands under; raises FaultyFile."""
        found = self.bearing(name)
        if len(found) == 1:
            return found[0]
        if found:
            raise self.misfit(line, f"{len(found)} units are called {clip(name)}", "which of them is meant is not said")
        known = [node.words.primary for node, _ in self.walk()]
        raise self.misfit(line, f"no unit is called {clip(name)}", nearest(name, known) if len(known) <= 2000 else "")

    def holder(self, holder: Holder, line: int) -> Node:
        """The holder of lists that an instrument names; raises FaultyFile."""
        if holder.name is None or (self.is_body(holder.name) and not self.bearing(holder.name)):
            return self.body
        node = self.unit(holder.name, line)[0]
        if holder.number is not None and value(node.number) not in (None, holder.number):
            what = f"{clip(node.words.primary)} has the number {node.number}, not {holder.number}"
            raise self.misfit(line, what)
        return node

    def called(self, node: Node) -> str:
        """What a holder is called in a message."""
        return clip(self.name.primary if node.record is None else node.words.primary)

    def touch(self, node: Node, which: Which, line: int) -> None:
        """Notes that the numbers of a list changed at `line`."""
        self.touched[id(node), which] = (node, line)


def _keys(text: Text) -> set[str]:
    return {folded(said) for said in (text.zh, text.en) if said}


def says(entry: Entry | Node, text: str) -> bool:
    """Whether the words of an item are these, apart from punctuation and capitals."""
    return folded(text) in _keys(entry.words)


def apart(base: Snapshot, account: Account) -> Work:
    """Returns a snapshot taken apart; the snapshot itself stays as it is."""
    body = Node(duties=_entries(base.duties))
    stack = [(unit, body) for unit in reversed(base.units)]
    while stack:
        unit, above = stack.pop()
        node = Node(unit, unit.number, unit.number, duties=_entries(unit.duties))
        above.units.append(node)
        stack.extend((child, node) for child in reversed(unit.units))
    return Work(base, account, body, base.name, list(base.nameplates), list(base.staffing))


def _entries(duties: tuple[Duty, ...]) -> list[Entry]:
    return [Entry(duty, duty.number, duty.number) for duty in duties]
