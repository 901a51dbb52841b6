"""Duties that move: from one holder to another, out of the body, or into it."""

from __future__ import annotations

import re
from dataclasses import replace

from gen.amend.lists import new_duty
from gen.amend.operations import Holder, Move
from gen.amend.work import Entry, Node, Work, folded
from gen.errors import nearest
from gen.model.record import Text
from gen.sources.units import text_of
from gen.sources.words import clip

_TAIL = re.compile(
    r"(?:等|等方面)?的?(?:管理|监管|監管|相关|相關|有关|有關)?(?:职责|職責|职能|職能|责任|責任|工作|[业業][务務])$"
)
_CLAUSE = re.compile(r"[^；。;，,]+[；。;，,]?")
_INNER = re.compile(r"(?:司|处|處|科|室|组|組)$")


def move(work: Work, step: Move) -> str:
    """Moves a duty, or all duties of a holder, between two holders, or over the border of the body."""
    origin, target = _end(work, step.origin, step.line), _end(work, step.target, step.line)
    if step.origin is None and target is not work.body:
        origin = _only_holder(work, step, target)
    if origin is None and target is None:
        ends = [clip(end) for end in (step.origin, step.target) if end]
        known = (
            f"neither {' nor '.join(ends)} is" if len(ends) > 1 else f"{ends[0] if ends else 'what it names'} is not"
        )
        raise work.misfit(step.line, f"{known} the body or one of its units, and no duty speaks of it")
    if step.what is None:
        return _move_all(work, step, origin, target)
    if origin is not None:
        return _move_one(work, step, origin, target)
    assert target is not None
    target.duties.append(new_duty(work, step.what, step.line))
    return f"{work.called(target)}: takes over “{clip(step.what, 60)}” from {clip(step.origin or 'elsewhere')}"


def _end(work: Work, name: str | None, line: int) -> Node | None:
    """The holder of that name, also one that is gone; None for what is outside of the body."""
    if name is None:
        return None
    if work.bearing(name) or work.is_body(name):
        return work.holder(Holder(name), line)
    gone = [node for node in work.gone_units if folded(name) in {folded(said) for said in _names(node)}]
    if gone:
        return gone[-1]
    if _INNER.search(name):
        known = [node.words.primary for node, _ in work.walk()]
        raise work.misfit(line, f"no unit is called {clip(name)}", nearest(name, known) if len(known) <= 2000 else "")
    return None


def _names(node: Node) -> list[str]:
    return [said for said in (node.words.zh, node.words.en) if said]


def _only_holder(work: Work, step: Move, target: Node | None) -> Node | None:
    """The one holder with such a duty, where the instrument names none; within the body only units give to units."""
    topic = _topic(step.what or "")
    holders = [*([work.body] if target is None else []), *(node for node, _ in work.walk())]
    found = [one for one in holders if one is not target and any(topic in folded(d.words.primary) for d in one.duties)]
    if len(found) > 1:
        names = ", ".join(work.called(one) for one in found[:4])
        raise work.misfit(step.line, f"“{clip(step.what or '', 60)}” is a duty of several: {names}")
    return found[0] if found else None


def _move_all(work: Work, step: Move, origin: Node | None, target: Node | None) -> str:
    if origin is None or not origin.duties:
        text = f"the record holds no duty of {clip(step.origin or 'elsewhere')} that could move"
        work.account.doubt(step.line, "nothing-to-move", text)
        return f"no duty of {clip(step.origin or 'elsewhere')} known"
    count = len(origin.duties)
    _give(work, list(origin.duties), origin, target, step.line)
    return f"{work.called(origin)}: {count} duties go to {clip(step.target or 'elsewhere')}"


def _give(work: Work, duties: list[Entry], origin: Node, target: Node | None, line: int) -> None:
    origin.duties = [one for one in origin.duties if one not in duties]
    work.touch(origin, "duties", line)
    if target is None:
        work.gone_duties += duties
        return
    for one in duties:
        one.line, one.number = line, None
    target.duties += duties


def _move_one(work: Work, step: Move, origin: Node, target: Node | None) -> str:
    what, who = step.what or "", work.called(origin)
    to = work.called(target) if target else clip(step.target or "nobody")
    if not origin.duties:
        work.account.doubt(step.line, "nothing-to-move", f"the record holds no duty of {who}: “{clip(what)}” to {to}")
        if target is not None:
            target.duties.append(new_duty(work, what, step.line))
        return f"{who}: “{clip(what, 60)}” goes to {to}"
    topic = _topic(what)
    found = [one for one in origin.duties if topic in folded(one.words.primary)]
    if len(found) != 1:
        much = f"{len(found)} duties speak" if found else "no duty speaks"
        todo = "an item's number or its very words have to be named"
        raise work.misfit(step.line, f"{who}: {much} of “{clip(what, 60)}”", todo)
    if topic in (folded(found[0].words.primary), _topic(found[0].words.primary)):
        _give(work, found, origin, target, step.line)
    else:
        _cut(work, found[0], topic, target, step)
    return f"{who}: “{clip(what, 60)}” goes to {to}"


def _topic(what: str) -> str:
    return folded(_TAIL.sub("", what.strip("。；，"))) or folded(what)


def _cut(work: Work, entry: Entry, topic: str, target: Node | None, step: Move) -> None:
    """Takes the clause on a topic out of a duty; raises FaultyFile where the topic is not all of it."""
    text = entry.words.primary
    clauses = _CLAUSE.findall(text)
    on_it = [at for at, clause in enumerate(clauses) if topic in (folded(clause), _topic(clause))]
    if len(on_it) != 1 or len(clauses) < 2:
        what = f"“{clip(step.what or '', 60)}” is a part of “{clip(text, 60)}”"
        raise work.misfit(step.line, what, "how the duty reads without it has to be said")
    rest = "".join(clauses[: on_it[0]] + clauses[on_it[0] + 1 :]).rstrip("；，;, ")
    rest += "。" if text.endswith("。") and not rest.endswith("。") else ""
    entry.record, entry.line = replace(entry.record, text=_as(entry.words, rest)), step.line
    if target is not None:
        target.duties.append(new_duty(work, clauses[on_it[0]].strip("；，。;, "), step.line))


def _as(was: Text, now: str) -> Text:
    return text_of(now) if was.primary != now else was
