"""Operations on one list of one holder: omit, insert, renumber, reword."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from gen.amend.numbers import value, written
from gen.amend.operations import Consecutive, Insert, Item, Listed, New, Omit, Renumber, Reword, Which
from gen.amend.work import Entry, Node, Work, folded, says
from gen.errors import Fault, FaultyFile
from gen.model.record import Duty, Text, Unit
from gen.sources.units import text_of
from gen.sources.words import clip, has_han

# Stands for the id that a new item gets once all operations are done.
NEW_ID = "?"


def omit(work: Work, step: Omit) -> str:
    """Takes items out of a list."""
    node = work.holder(step.holder, step.line)
    doomed = [_item(work, node, step, item) for item in step.items]
    for one in doomed:
        if isinstance(one, Node):
            node.units = [other for other in node.units if other is not one]
            one.line = step.line
            work.gone_units.append(one)
        else:
            node.duties = [other for other in node.duties if other is not one]
            work.gone_duties.append(one)
    work.touch(node, step.which, step.line)
    return f"{_where(work, node, step)}: {_listed(doomed)} omitted"


def insert(work: Work, step: Insert) -> str:
    """Puts items into a list, behind the item named."""
    node = work.holder(step.holder, step.line)
    there = entries(node, step.which)
    heading = next((one.record.heading for one in there if isinstance(one, Entry)), None)
    before = _item(work, node, step, step.after) if step.after else (there[-1] if there else None)
    like = next((one.number for one in [before, *there] if one is not None and one.number), None)
    numbers = _numbers(step, before, numbered=like is not None or not there)
    if step.shifts and numbers[0] is not None:
        _shift(there, numbers[0], len(numbers))
    plain = "1" if step.which == "units" else "（一）" if has_han(step.items[0].text) else "(1)"
    made: list[Entry | Node] = []
    for new, number in zip(step.items, numbers, strict=True):
        label = None if number is None else written(number, like, plain)
        made.append(_unit(work, there, new, label) if step.which == "units" else _duty(work, new, label, heading))
    _put(node, before, made)
    work.touch(node, step.which, step.line)
    return f"{_where(work, node, step)}: {_listed(made)} inserted"


def renumber(work: Work, step: Renumber) -> str:
    """Gives items other numbers, all at once; what the instrument itself put in keeps the number it came with."""
    node = work.holder(step.holder, step.line)
    there = entries(node, step.which)
    changed = []
    for old, new in zip(step.old, step.new, strict=True):
        numbers = [(one, one.first if step.original else one.number) for one in there]
        found = [one for one, number in numbers if value(number) == old and not one.fresh]
        if len(found) != 1:
            raise work.misfit(step.line, f"{_where(work, node, step)}: {_absent(found, Item(old))}")
        changed.append((found[0], new))
    for one, new in changed:
        one.number = written(new, one.number, "(1)")
    work.touch(node, step.which, step.line)
    pairs = ", ".join(f"{old} → {new}" for old, new in zip(step.old, step.new, strict=True))
    return f"{_where(work, node, step)}: renumbered {pairs}"


def consecutive(work: Work, step: Consecutive) -> str:
    """Numbers a list from one on."""
    node = work.holder(step.holder, step.line)
    there = [one for one in entries(node, step.which) if one.number is not None]
    for number, one in enumerate(there, 1):
        one.number = written(number, one.number, "(1)")
    work.touch(node, step.which, step.line)
    return f"{_where(work, node, step)}: numbered from 1 to {len(there)}"


def reword(work: Work, step: Reword) -> str:
    """Replaces the words of an item, or one wording wherever it stands in the list."""
    node = work.holder(step.holder, step.line)
    where = _where(work, node, step)
    there = [_item(work, node, step, step.item)] if step.item else entries(node, step.which)
    changed = [one for one in there if step.old is None or _holds(one, step.old)]
    if not changed:
        raise work.misfit(step.line, f"{where}: nothing there says “{clip(step.old or '')}”")
    listed = _listed(changed)
    for one in changed:
        text = _replaced(one.words, step.old, step.new)
        if text is None:
            raise work.misfit(step.line, f"{where}: without “{clip(step.old or '')}” nothing is left", "omit the item")
        _say(one, text, step.line)
    what = f"“{clip(step.old, 40)}” → “{clip(step.new, 40)}”" if step.old else f"now reads “{clip(step.new, 60)}”"
    return f"{where}: {listed}: {what}"


def check_numbers(work: Work) -> None:
    """Raises FaultyFile where an operation left a number twice in a list."""
    faults: list[Fault] = []
    for (_, which), (node, line) in work.touched.items():
        there = entries(node, which)
        counted = Counter(value(one.number) for one in there if one.number)
        before = Counter(value(one.first) for one in there if one.first)
        for number, count in counted.items():
            if number is not None and count > max(1, before[number]):
                at = max((one.line for one in there if value(one.number) == number), default=0) or line
                what = f"{work.called(node)}, {_NAMES[which]}: the number {number} would stand {count} times"
                faults += work.misfit(at, what, "an item is to be renumbered or omitted first").faults
    if faults:
        raise FaultyFile(faults)


_NAMES: dict[Which, str] = {"duties": "duties", "units": "units", "headed": "items under a heading"}


def entries(node: Node, which: Which) -> list[Entry | Node]:
    """One of the lists of a holder."""
    if which == "units":
        return list(node.units)
    return [one for one in node.duties if (one.record.heading is not None) == (which == "headed")]


def _where(work: Work, node: Node, step: Listed) -> str:
    return f"{work.called(node)}, {_NAMES[step.which]}"


def _listed(items: Sequence[Entry | Node]) -> str:
    return "; ".join(f"{one.number or ''} {clip(one.words.primary, 60)}".strip() for one in items)


def _item(work: Work, node: Node, step: Listed, item: Item) -> Entry | Node:
    """The item an instrument names; where it put in another of that number, the older one. Raises FaultyFile."""
    there = entries(node, step.which)
    found = [one for one in there if _is(one, item)]
    if len(found) > 1 and item.number is not None:
        found = [one for one in found if not one.fresh]
    if len(found) == 1:
        _doubt_moved(work, there, found[0], step, item)
        return found[0]
    raise work.misfit(step.line, f"{_where(work, node, step)}: {_absent(found, item)}", _hint(there, item))


def _doubt_moved(work: Work, there: Sequence[Entry | Node], found: Entry | Node, step: Listed, item: Item) -> None:
    """Adds a finding where the number meant another item of the list before the instrument."""
    was = [one for one in there if item.number is not None and value(one.first) == item.number]
    if was and found not in was:
        now, before = clip(found.words.primary, 40), clip(was[0].words.primary, 40)
        text = f"{item} is “{now}” by now, and was “{before}” before the amendment; the former is taken"
        work.account.doubt(step.line, "number-moved", text)


def _absent(found: Sequence[object], item: Item) -> str:
    return f"{len(found)} items are {item}" if found else f"there is no {item}"


def _hint(there: Sequence[Entry | Node], item: Item) -> str:
    numbers = [number for one in there if (number := value(one.number)) is not None]
    if item.number is not None:
        return f"the numbers go from {min(numbers)} to {max(numbers)}" if numbers else "no item there has a number"
    from difflib import get_close_matches

    known = [one.words.primary for one in there[:500]]
    close = get_close_matches(item.text or "", known, n=1, cutoff=0.6)
    return f"did you mean “{clip(close[0])}”?" if close else ""


def _is(one: Entry | Node, item: Item) -> bool:
    if item.number is not None:
        return value(one.number) == item.number
    return says(one, item.text or "")


def _numbers(step: Insert, before: Entry | Node | None, *, numbered: bool) -> list[int | None]:
    """The number of each new item: its own, or, in a numbered list that shifts, the next one."""
    given = [new.number for new in step.items]
    if not step.shifts or not numbered or any(number is not None for number in given[1:]):
        return list(given)
    start = given[0] if given[0] is not None else (value(before.number) or 0) + 1 if before else 1
    return [start + offset for offset in range(len(given))]


def _shift(there: Sequence[Entry | Node], start: int, by: int) -> None:
    for one in there:
        number = value(one.number)
        if number is not None and number >= start:
            one.number = written(number + by, one.number, "(1)")


def _put(node: Node, before: Entry | Node | None, made: Sequence[Entry | Node]) -> None:
    duties = [one for one in made if isinstance(one, Entry)]
    units = [one for one in made if isinstance(one, Node)]
    at = node.duties.index(before) + 1 if isinstance(before, Entry) else len(node.duties)
    node.duties[at:at] = duties
    at = node.units.index(before) + 1 if isinstance(before, Node) else len(node.units)
    node.units[at:at] = units


def new_duty(work: Work, text: str, line: int, number: str | None = None, heading: str | None = None) -> Entry:
    """A duty that the instrument puts in."""
    record = Duty(id=NEW_ID, number=number, heading=heading, text=text_of(text), locator=work.account.at(line, "duty"))
    return Entry(record, number, line=line, fresh=True)


def new_unit(work: Work, name: str, line: int, group: str | None, number: str | None = None) -> Node:
    """A unit that the instrument puts in."""
    at = work.account.at(line, "unit")
    record = Unit(id=NEW_ID, number=number, name=text_of(name), group=group, locator=at)
    return Node(record, number, line=line, fresh=True)


def _duty(work: Work, new: New, number: str | None, heading: str | None) -> Entry:
    return new_duty(work, new.text, new.line, number, heading)


def _unit(work: Work, there: Sequence[Entry | Node], new: New, number: str | None) -> Node:
    group = next((one.unit.group for one in there if isinstance(one, Node)), None)
    return new_unit(work, new.text, new.line, group, number)


def _holds(one: Entry | Node, old: str) -> bool:
    return any(old in said for said in (one.words.zh, one.words.en) if said)


def _replaced(text: Text, old: str | None, new: str) -> Text | None:
    if old is None:
        return text_of(new)
    said = {key: words.replace(old, new).strip() for key in ("zh", "en") if (words := getattr(text, key))}
    return Text(**said) if all(map(folded, said.values())) else None


def _say(one: Entry | Node, text: Text, line: int) -> None:
    if isinstance(one, Entry):
        one.record = replace(one.record, text=text)
    else:
        one.record = replace(one.unit, name=text)
    one.line = line
