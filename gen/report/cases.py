"""The cases of a comparison that a reviewer can rule on, each with its change and its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gen.model.change import Change, Changes, Side, Subject
from gen.model.ruling import VERDICTS, Verdict
from gen.report import en, zh
from gen.report.model import Item, Report


class Case(NamedTuple):
    """A change of units or duties; `put_off` says that a reviewer has looked at it before and left it open.

    lines: what the source lines of the old and of the new sides say, "" where the original is not at hand.
    """

    change: Change
    item: Item
    lines: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    @property
    def put_off(self) -> bool:
        return self.change.status == "likely" and self.change.ruling is not None

    @property
    def key(self) -> tuple[Subject, tuple[str, ...], tuple[str, ...]]:
        """What tells the case from every other one, whatever its number."""
        return self.change.subject, ids(self.change.old), ids(self.change.new)


def ids(sides: Iterable[Side]) -> tuple[str, ...]:
    return tuple(side.id for side in sides)


def all_cases(changes: Changes, report: Report) -> tuple[Case, ...]:
    """The cases in the order of the record."""
    items = {item.id: item for item in report.items}
    return tuple(Case(change, items[change.id]) for change in changes.changes if change.subject in ("unit", "duty"))


def open_cases(changes: Changes, report: Report) -> tuple[Case, ...]:
    """The cases that await a ruling, those put off before at the end."""
    found = (case for case in all_cases(changes, report) if case.change.status == "likely")
    return tuple(sorted(found, key=lambda case: case.put_off))


def others(changes: Changes, case: Case) -> tuple[dict[str, str], dict[str, str]]:
    """The names, by id, of the old and of the new items that the case might also concern: the open and the lone."""
    concerned = [
        change
        for change in changes.changes
        if change.subject == case.change.subject
        and (change.status == "likely" or change.kinds[0] in ("added", "removed"))
        and change.id != case.change.id
    ]
    old, new = ([side for change in concerned for side in getattr(change, which)] for which in ("old", "new"))
    return {side.id: _called(side) for side in old}, {side.id: _called(side) for side in new}


def _called(side: Side) -> str:
    return " ".join(filter(None, (side.name.primary, side.number, side.text)))


def either(key: str) -> frozenset[str]:
    """A fixed word in every language, in lower case."""
    return frozenset(table.LABELS[key].casefold() for table in (zh, en))


def verdict_of(word: str) -> Verdict | None:
    """The verdict a word stands for in either language, or None."""
    said = " ".join(word.split()).casefold()
    return next((verdict for verdict in VERDICTS if said == verdict or said in either(f"verdict.{verdict}")), None)


def verdict_words() -> Iterator[str]:
    """Yields every word there is for a verdict."""
    for verdict in VERDICTS:
        yield from either(f"verdict.{verdict}")
