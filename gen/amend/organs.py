"""Operations on units: rename, abolish, create, merge, split, and their nameplates."""

from __future__ import annotations

from dataclasses import replace

from gen.amend.lists import new_duty, new_unit
from gen.amend.operations import Abolish, Create, Merge, Plate, Rename, Split
from gen.amend.work import Node, Work, folded, says
from gen.model.record import Text
from gen.sources.units import text_of
from gen.sources.words import clip


def rename(work: Work, step: Rename) -> str:
    """Gives a unit, or the body, another name, in the language of that name."""
    node = work.holder(step.holder, step.line)
    if taken := [one for one, _ in work.walk() if one is not node and says(one, step.to)]:
        raise work.misfit(step.line, f"{len(taken)} units are called {clip(step.to)} already")
    was = work.called(node)
    if node.record is None:
        work.name = _renamed(work.name, step.to)
    else:
        node.record = replace(node.record, name=_renamed(node.record.name, step.to))
        node.line = step.line
    return f"{was} renamed {clip(step.to)}"


def _renamed(name: Text, to: str) -> Text:
    """The new name alone: how it reads in another language, the instrument does not say."""
    new = text_of(to)
    return name if new == name else new


def abolish(work: Work, step: Abolish) -> str:
    """Takes a unit away with what stands under it."""
    node, above = work.unit(step.unit, step.line)
    _take_out(work, node, above, step.line)
    below = len(node.units)
    return f"{work.called(node)} abolished" + (f" with the {below} units under it" if below else "")


def _take_out(work: Work, node: Node, above: Node, line: int) -> None:
    node.line = line
    above.units = [one for one in above.units if one is not node]
    work.gone_units.append(node)


def create(work: Work, step: Create) -> str:
    """Sets up a unit with its duties behind those of its group."""
    if any(says(one, step.unit) for one, _ in work.walk()):
        raise work.misfit(step.line, f"a unit is called {clip(step.unit)} already")
    node = new_unit(work, step.unit, step.line, step.group)
    node.duties = [new_duty(work, duty, step.line) for duty in step.duties]
    _stand(work.body, node, step.group)
    duties = f" with {len(node.duties)} duties" if node.duties else ""
    return f"{clip(step.unit)} created{duties}"


def _stand(above: Node, node: Node, group: str | None) -> None:
    last = max((at for at, one in enumerate(above.units, 1) if one.unit.group == group), default=len(above.units))
    above.units.insert(last, node)


def merge(work: Work, step: Merge) -> str:
    """Makes one unit of several, in the place of the first, with the duties and the units of all."""
    old = [work.unit(name, step.line) for name in step.units]
    there = work.bearing(step.into)
    if len(there) > 1:
        raise work.misfit(step.line, f"{len(there)} units are called {clip(step.into)}")
    old = [pair for pair in old if not there or pair[0] is not there[0][0]]
    if there:
        into = there[0][0]
    else:
        first, above = old[0]
        into = new_unit(work, step.into, step.line, first.unit.group)
        above.units.insert(above.units.index(first), into)
    for node, above in old:
        _take_out(work, node, above, step.line)
    if all(node is not into for node, _ in work.walk()):
        raise work.misfit(step.line, f"{clip(step.into)} stands under what is merged into it")
    for node, _ in old:
        _inherit(into, node, step.line)
    return f"{', '.join(work.called(node) for node, _ in old)} merged into {clip(step.into)}"


def _inherit(into: Node, node: Node, line: int) -> None:
    """The duties and units of a node pass to another, which numbers nothing it did not number before."""
    for duty in node.duties:
        duty.line, duty.number = line, None
    into.duties += node.duties
    into.units += node.units
    node.duties, node.units = [], []


def split(work: Work, step: Split) -> str:
    """Puts several units in the place of one; where one of them keeps its name, the old one goes on."""
    node, above = work.unit(step.unit, step.line)
    if taken := [name for name in step.into if any(one is not node for one, _ in work.bearing(name))]:
        raise work.misfit(step.line, f"a unit is called {clip(taken[0])} already")
    at = above.units.index(node)
    made = [node if says(node, name) else new_unit(work, name, step.line, node.unit.group) for name in step.into]
    if node not in made:
        node.line = step.line
        work.gone_units.append(node)
        if node.duties:
            text = f"who takes the {len(node.duties)} duties of {work.called(node)}, which is split, is not said"
            work.account.doubt(step.line, "duties-without-holder", text)
    above.units[at : at + 1] = made
    return f"{work.called(node)} split into {', '.join(map(clip, step.into))}"


def plate(work: Work, step: Plate) -> str:
    """Gives a nameplate or takes it away."""
    node = work.holder(step.holder, step.line)
    there = work.nameplates if node.record is None else list(node.record.nameplates)
    same = [one for one in there if folded(step.name) in {folded(said) for said in (one.zh, one.en) if said}]
    if bool(same) == step.added:
        has = "has the nameplate {} already" if same else "has no nameplate {}"
        raise work.misfit(step.line, f"{work.called(node)} {has.format(clip(step.name))}")
    plates = [*there, text_of(step.name)] if step.added else [one for one in there if one not in same]
    if node.record is None:
        work.nameplates = plates
    else:
        node.record, node.line = replace(node.record, nameplates=tuple(plates)), step.line
    return f"{work.called(node)}: nameplate {clip(step.name)} {'added' if step.added else 'removed'}"
