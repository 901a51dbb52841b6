"""How the numbers of posts and heads allotted differ."""

from __future__ import annotations

from gen.diff.context import Context, Outcome
from gen.diff.dates import surely_before
from gen.diff.matching import Link
from gen.diff.normal import folded
from gen.model.change import Detail
from gen.model.record import Snapshot, Staffing


def compare_staffing(context: Context) -> Outcome:
    """The changes of staffing: what a number is allotted for is what identifies it, and history is no change.

    What is allotted for a unit goes on under the unit's new name ("资讯处 科" is "数位资讯处 科").
    """
    old, new = context.sides
    olds, news = _holding(context.old), _holding(context.new)
    olds = _renamed(olds, news, context)
    outcome = Outcome(context, "staffing", len(olds), len(news))
    for place, key in enumerate([*olds, *(key for key in news if key not in olds)]):
        one, other = olds.get(key), news.get(key)
        if one is None and other is not None:
            outcome.lone(place, None, new.staffing(other), on_new=True)
        elif one is not None and other is None:
            outcome.lone(place, None, old.staffing(one), on_new=False)
        elif one is not None and other is not None and one.count != other.count:
            counts = str(one.count), str(other.count)
            detail = Detail(aspect="count", old=counts[:1], new=counts[1:])
            ends = old.staffing(one), new.staffing(other)
            outcome.linked(
                Link(place, place, 1.0, ()), ("amended",), ends, (detail,), (("-", counts[0]), ("+", counts[1]))
            )
    return outcome


def _holding(side: Snapshot) -> dict[str, Staffing]:
    """The numbers that hold at a release, by what they are for; one surely set at another time is history."""
    return {
        folded(entry.what): entry
        for entry in side.staffing
        if entry.date is None
        or not (surely_before(entry.date, side.effective) or surely_before(side.effective, entry.date))
    }


def _renamed(olds: dict[str, Staffing], news: dict[str, Staffing], context: Context) -> dict[str, Staffing]:
    """The old numbers, by what they are for under the new names of the units they are allotted for."""
    if olds.keys() <= news.keys() or news.keys() <= olds.keys():
        return olds
    old, new = context.matching.old.units, context.matching.new.units
    links = context.matching.links.values()
    names = {folded(old[link.old].name.primary): folded(new[link.new].name.primary) for link in links}
    told: dict[str, Staffing] = {}
    for what, entry in olds.items():
        ends = (end for end in range(len(what), 0, -1) if what[:end] in names)
        now = next((names[what[:end]] + what[end:] for end in ends), what)
        told[now if what not in news and now in news and now not in olds else what] = entry
    return told
