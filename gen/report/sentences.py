"""One plain sentence for each change."""

from __future__ import annotations

from collections.abc import Iterator

from gen.diff.roles import shift
from gen.model.change import KINDS, Change, Detail, Kind, Side
from gen.report.sides import Teller, wording

_MOVES = ("parent", "holder", "group")
_TOLD: dict[Kind, tuple[str, ...]] = {"renamed": ("name",), "reassigned": _MOVES}


def sentence(change: Change, old: Teller, new: Teller) -> str:
    """The whole event in one sentence, without its full stop."""
    first, *further = kinds_of(change)
    clauses = [_event(change, first, old, new)]
    clauses += [_moved(change, "and.reassigned", old, new) for kind in further if kind == "reassigned"]
    if first != "amended":
        told = {aspect for kind in change.kinds for aspect in _TOLD.get(kind, ())}
        clauses += aspect_clauses([d for d in change.details if d.aspect not in told], new)
    besides = [
        new.words.say("goes-to", ground.facts[0], new.words.named(ground.facts[1]))
        for ground in change.evidence
        if ground.code == "nameplate-goes-to" and "split" in change.kinds
    ]
    return new.words.say("besides").join([new.words.say("also").join(clauses), *besides])


def kinds_of(change: Change) -> list[Kind]:
    """The kinds of a change, the weightiest first."""
    return sorted(change.kinds, key=KINDS.index)


def _event(change: Change, kind: Kind, old: Teller, new: Teller) -> str:
    words, subject = new.words, change.subject
    if len(change.old) > 1 and len(change.new) > 1:
        return words.say("tangled", old=old.joined(change.old, subject), new=new.joined(change.new, subject))
    if kind in ("split", "merged") and change.survivor:
        return _survived(change, kind, old, new)
    if kind == "reassigned":
        return _moved(change, "reassigned", old, new)
    if kind == "amended":
        return _amended(change, new)
    short = kind in ("added", "removed")
    sides, teller = (change.old, old) if kind == "removed" else (change.new, new)
    return words.say(
        f"{kind}.{subject}" if words.has(f"{kind}.{subject}") else kind,
        n=None,
        old=old.joined(change.old, subject, short=short),
        new=new.joined(change.new, subject, short=short),
        **_more(change, sides[0], teller),
    )


def _more(change: Change, side: Side, teller: Teller) -> dict[str, str]:
    """What a sentence about a single item may say beside its name: its group, its wording, its term."""
    words = teller.words
    term = teller.term(side) if change.subject == "post" else ""
    text = wording(side)
    return {
        "group": words.say("bracketed", words.one_group(side.group)) if side.group else "",
        "text": words.excerpt(text) if change.subject == "duty" else words.say("colon") + text if side.text else "",
        "term": words.say("bracketed", term) if term else "",
    }


def _survived(change: Change, kind: Kind, old: Teller, new: Teller) -> str:
    """A split or a merger in which one side goes on: a unit was split off, or taken in."""
    words, subject = new.words, change.subject
    sides, teller = (change.new, new) if kind == "split" else (change.old, old)
    others = [side for side in sides if side.id != change.survivor]
    survivor = teller.joined([side for side in sides if side.id == change.survivor], subject)
    result = new.joined(change.new, subject)
    if not survivor:
        return words.say(kind, old=old.joined(change.old, subject), new=result)
    renamed = kind == "merged" and survivor != result
    return words.say(
        f"{kind}.survivor.renamed" if renamed else f"{kind}.survivor",
        n=len(others),
        old=old.joined(change.old, subject),
        new=result,
        others=teller.joined(others, subject),
        survivor=survivor,
    )


def _moved(change: Change, key: str, old: Teller, new: Teller) -> str:
    """A change of parent, group or holder: from where to where, as far as the change says."""
    name = old.joined(change.old, change.subject)
    for aspect in _MOVES:
        for detail in change.details:
            if detail.aspect == aspect:
                origin, target = (
                    said(aspect, side, new) or new.words.named(new.body) for side in (detail.old, detail.new)
                )
                return new.words.say(key, old=name, origin=origin, target=target)
    origin, target = old.above(change.old[0]), new.above(change.new[0])
    bare = not origin or not target or origin == target
    return new.words.say(f"{key}.bare" if bare else key, old=name, origin=origin, target=target)


def _amended(change: Change, new: Teller) -> str:
    succeeded = change.subject == "post" and any(detail.aspect == "holder" for detail in change.details)
    name = new.words.named(change.new[0].name.primary) if succeeded else new.joined(change.new, change.subject)
    if change.subject == "duty":
        further = aspect_clauses([detail for detail in change.details if detail.aspect != "text"], new)
        return new.words.say("also").join([new.words.say("amended.duty", new=name), *further])
    clauses = aspect_clauses(change.details, new)
    if not clauses:
        return new.words.say("amended.bare", new=name)
    return new.words.say("amended", new=name, clauses=new.words.say("also").join(clauses))


def aspect_clauses(details: list[Detail] | tuple[Detail, ...], teller: Teller) -> list[str]:
    """What differs, one clause an aspect: "加挂“稀土办公室”牌子", "级别由“正厅级”改为“副部级”"."""
    return [clause for detail in details for clause in _clauses(detail, teller)]


def _clauses(detail: Detail, teller: Teller) -> Iterator[str]:
    old, new = (said(detail.aspect, side, teller) for side in (detail.old, detail.new))
    aspect = teller.words.say(f"aspect.{detail.aspect}")
    if detail.aspect in ("role", "clause"):
        yield _role(detail, old, new, teller) if detail.aspect == "role" else _moved_clause(detail, teller)
        return
    if detail.aspect == "nameplate" and old and new:
        yield from _clauses(Detail(aspect="nameplate", old=detail.old), teller)
        old = ""
    form = "changed" if old and new else "gained" if new else "lost"
    special = f"{form}.{detail.aspect}"
    yield teller.words.say(special if teller.words.has(special) else form, aspect=aspect, old=old, new=new)


def _role(detail: Detail, old: str, new: str, teller: Teller) -> str:
    """How the role of a duty became stronger, weaker or another one."""
    return teller.words.say(f"role.{shift(detail.old, detail.new) or 'changed'}", old=old, new=new)


def _moved_clause(detail: Detail, teller: Teller) -> str:
    """Where a clause of a duty went: each side of the detail is its wording, and number and holder of the duty."""
    words = teller.words
    (clause, _, origin), (_, _, target) = detail.old, detail.new
    places = [_duty_of(side, teller) for side in (detail.old, detail.new)]
    key = "clause.moved" if origin == target else "clause.reassigned"
    return words.say(key, clause=words.excerpt(clause, 32), old=places[0], new=places[1])


def _duty_of(standing: tuple[str, ...], teller: Teller) -> str:
    _, number, holder = standing
    words = teller.words
    if holder == teller.body:
        return words.say("ref.duty", number) if number else words.say("ref.duty.other")
    named = words.named(holder)
    return words.say("ref.duty.of", number, named) if number else words.say("ref.duty.other.of", named)


def said(aspect: str, values: tuple[str, ...], teller: Teller) -> str:
    """What one side says of an aspect: groups and dates worded, names as names, all else in quotation marks."""
    words = teller.words
    if aspect == "group":
        return words.joined(words.group(value) for value in values)
    if aspect == "clause":
        return words.say("clause.at", words.excerpt(values[0]), _duty_of(values, teller))
    if aspect == "role" and not values:
        return words.say("role.itself")
    if aspect in ("from", "to"):
        return words.joined(words.date(value) for value in values)
    if aspect in ("parent", "holder", "managed_by", "count"):
        return words.joined(words.named(value) for value in values)
    return words.joined(words.quoted(words.named(value)) for value in values)
