"""Operations replayed in order on a snapshot; what they do not touch keeps its place in the old source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from gen.amend import lists, moves, organs, staff
from gen.amend.operations import (
    Abolish,
    Consecutive,
    Create,
    Expect,
    Insert,
    Merge,
    Move,
    Omit,
    Operation,
    Plate,
    Rename,
    Renumber,
    Reword,
    SetCount,
    Split,
)
from gen.amend.work import Entry, Node, Work, apart, folded
from gen.errors import Fault, FaultyFile
from gen.model.record import Duty, Finding, Snapshot, Unit
from gen.sources.account import Account
from gen.sources.units import Ids, identifier

_Item = TypeVar("_Item", Node, Entry)
_STEPS: dict[type[Operation], Callable[[Work, Any], str]] = {
    Omit: lists.omit,
    Insert: lists.insert,
    Renumber: lists.renumber,
    Consecutive: lists.consecutive,
    Reword: lists.reword,
    Rename: organs.rename,
    Abolish: organs.abolish,
    Create: organs.create,
    Merge: organs.merge,
    Split: organs.split,
    Plate: organs.plate,
    Move: moves.move,
    SetCount: staff.set_count,
    Expect: staff.expect,
}


@dataclass(frozen=True, slots=True)
class Done:
    """What one operation did, and the line of the instrument that says so."""

    line: int
    what: str


def replay(base: Snapshot, operations: Sequence[Operation], account: Account) -> tuple[Snapshot, tuple[Done, ...]]:
    """Returns the base with the operations carried out, and what each of them did.

    The account gives the locators of what is new or changed, in the instrument. Raises FaultyFile with every
    operation that does not fit what those before it left.
    """
    work = apart(base, account)
    done: list[Done] = []
    faults: list[Fault] = []
    for step in operations:
        try:
            done.append(Done(step.line, _STEPS[type(step)](work, step)))
            account.at(step.line, "operation")
        except FaultyFile as error:
            faults += error.faults
    try:
        lists.check_numbers(work)
    except FaultyFile as error:
        faults += error.faults if not faults else ()
    if faults:
        raise FaultyFile(faults)
    return _together(work), tuple(done)


def _together(work: Work) -> Snapshot:
    _name_new(work)
    _unmanage(work)
    units = tuple(_unit(node, work) for node in work.body.units)
    duties = _duties(work.body.duties, work.base.duties, work)
    changed: dict[str, Any] = {
        "name": work.name,
        "nameplates": tuple(work.nameplates),
        "staffing": tuple(work.staffing),
        "duties": duties,
        "units": units,
        "findings": _still(work.base.findings, _ids(units, duties)),
    }
    return work.base.model_copy(update={key: now for key, now in changed.items() if now != getattr(work.base, key)})


def _ids(units: Sequence[Unit], duties: Sequence[Duty]) -> set[str]:
    found = {duty.id for duty in duties}
    stack = list(units)
    while stack:
        unit = stack.pop()
        found |= {unit.id, *(duty.id for duty in unit.duties)}
        stack += unit.units
    return found


def _still(findings: Sequence[Finding], there: set[str]) -> tuple[Finding, ...]:
    return tuple(one for one in findings if one.about is None or one.about in there)


def _name_new(work: Work) -> None:
    """Gives every new item an id: that of one of the same words that was taken out, else one never given before."""
    units, duties = Ids(), Ids()
    for unit, _ in work.base.walk():
        units.new(unit.id)
        for duty in unit.duties:
            duties.new(duty.id)
    for duty in work.base.duties:
        duties.new(duty.id)
    gone = _by_words(work.gone_units)
    gone_duties = _by_words(work.gone_duties)
    for node, _ in list(work.walk()):
        if node.unit.id == lists.NEW_ID:
            _name_unit(node, gone.get(folded(node.words.primary), []), units)
    for holder in (work.body, *(node for node, _ in work.walk())):
        for entry in holder.duties:
            if entry.record.id == lists.NEW_ID:
                same = gone_duties.get(folded(entry.words.primary), [])
                given = same.pop(0).record.id if same else _next(holder, duties)
                entry.record = replace(entry.record, id=given)


def _unmanage(work: Work) -> None:
    """Lets go of the manager (代管) of units whose manager was taken out."""
    there = {node.unit.id for node, _ in work.walk()}
    gone = {node.unit.id: node for node in work.gone_units}
    for node, _ in work.walk():
        manager = node.unit.managed_by
        if manager and manager not in there:
            line = gone[manager].line if manager in gone else 1
            text = f"{work.called(node)} was managed by {manager}, which is no more; by whom it is now, is not said"
            work.account.doubt(line, "unknown-manager", text, node.unit.id)
            node.record, node.line = replace(node.unit, managed_by=None), line


def _by_words(items: Sequence[_Item]) -> dict[str, list[_Item]]:
    found: dict[str, list[_Item]] = {}
    for one in items:
        found.setdefault(folded(one.words.primary), []).append(one)
    return found


def _name_unit(node: Node, same: list[Node], ids: Ids) -> None:
    """A unit put in under the name of one taken out is that one, and brings along what it has."""
    if not same:
        node.record = replace(node.unit, id=ids.new(identifier(node.words)))
        return
    one = same.pop(0)
    node.record = replace(one.unit, group=node.unit.group, locator=node.unit.locator)
    node.duties, node.units = [*one.duties, *node.duties], [*one.units, *node.units]


def _next(holder: Node, ids: Ids) -> str:
    """The id of one more duty of a holder, counted on from those it has."""
    prefix = f"{holder.unit.id}/d" if holder.record else "d"
    tails = [one.record.id.removeprefix(prefix) for one in holder.duties if one.record.id.startswith(prefix)]
    counted = [int(tail) for tail in tails if tail.isdecimal() and len(tail) < 7]
    return ids.new(f"{prefix}{max(counted, default=0) + 1}")


def _unit(node: Node, work: Work) -> Unit:
    unit = node.unit
    changed: dict[str, Any] = {
        "number": node.number,
        "duties": _duties(node.duties, unit.duties, work),
        "units": tuple(_unit(one, work) for one in node.units),
        "locator": work.account.at(node.line, "unit") if node.line else unit.locator,
    }
    changed = {key: now for key, now in changed.items() if now != getattr(unit, key)}
    return replace(unit, **changed) if changed else unit


def _duties(entries: Sequence[Entry], was: tuple[Duty, ...], work: Work) -> tuple[Duty, ...]:
    now = tuple(_duty(entry, work) for entry in entries)
    return was if now == was else now


def _duty(entry: Entry, work: Work) -> Duty:
    duty = entry.record
    locator = work.account.at(entry.line, "duty") if entry.line else duty.locator
    if (duty.number, duty.locator) == (entry.number, locator):
        return duty
    return replace(duty, number=entry.number, locator=locator)
