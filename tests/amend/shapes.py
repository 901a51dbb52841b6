"""A release in few words, and operations replayed on it, for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gen.amend.operations import Operation
from gen.amend.replay import Done, replay
from gen.errors import Fault, FaultyFile, Place
from gen.model.record import Duty, Snapshot, Unit
from gen.sources.account import Account
from gen.sources.formats.any import paper as paper_of
from gen.sources.paper import Paper
from tests.builders import duty, snapshot, unit

FIRST, SECOND = "Minister of Finance and Policy", "Minister of Investment"
LAWS = "Laws to be Implemented"


def account(name: str = "amendment.txt") -> Account:
    return Account(name, "lk", "amendment")


def paper(text: str) -> Paper:
    return paper_of("amendment.txt", text.encode(), account())


def minister(number: str, name: str, duties: list[str], below: list[str], laws: list[str]) -> Unit:
    listed = [duty(words, f"({n})", f"{number}/d{n}", n) for n, words in enumerate(duties, 1)]
    count = len(listed)
    headed: list[Duty] = [
        replace(duty(words, None, f"{number}/d{n}", n), heading=LAWS) for n, words in enumerate(laws, count + 1)
    ]
    units = [replace(unit(words, group="institution"), number=str(n)) for n, words in enumerate(below, 1)]
    return replace(unit(name, *units, group="minister", duties=[*listed, *headed]), number=number)


def gazette() -> Snapshot:
    """Two ministers, each with duties, institutions and laws."""
    one = minister(
        "02",
        FIRST,
        ["Preparing the budget.", "Developing the port city", "Supervising revenue"],
        ["Treasury", "Export Board", "Mint"],
        ["Finance Act, No. 1 of 1971", "Export Act No. 40 of 1979"],
    )
    other = minister("06", SECOND, ["Promoting investment", "All other subjects"], ["Lotus Tower"], ["Citizenship Act"])
    made = snapshot(one, other, body="lk", release="2022-07", name="Republic of Lanka", language="en")
    return made.model_copy(update={"document": "No. 2289/43"})


def replayed(base: Snapshot, *operations: Operation) -> tuple[Snapshot, tuple[Done, ...]]:
    return replay(base, operations, account())


def result(base: Snapshot, *operations: Operation) -> Snapshot:
    return replayed(base, *operations)[0]


def faults(base: Snapshot, *operations: Operation) -> list[tuple[int, str]]:
    try:
        replayed(base, *operations)
    except FaultyFile as error:
        return told(error.faults)
    return []


def told(found: Iterable[Fault]) -> list[tuple[int, str]]:
    """The line and the words of each fault."""
    return [(fault.place.line, fault.what) for fault in found if isinstance(fault.place, Place)]


def duties_of(some: Snapshot, name: str | None = None) -> list[tuple[str | None, str]]:
    """The number and the words of each duty of a unit, or of the body."""
    held = some.duties if name is None else named(some, name).duties
    return [(one.number, one.text.primary) for one in held]


def units_of(some: Snapshot, name: str | None = None) -> list[tuple[str | None, str]]:
    held = some.units if name is None else named(some, name).units
    return [(one.number, one.name.primary) for one in held]


def named(some: Snapshot, name: str) -> Unit:
    (found,) = [one for one, _ in some.walk() if one.name.primary == name]
    return found
