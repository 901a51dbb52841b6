"""How the numbers of posts and heads allotted differ."""

from __future__ import annotations

from gen.diff.context import Context, Outcome
from gen.diff.matching import Link
from gen.diff.normal import folded
from gen.model.change import Detail


def compare_staffing(context: Context) -> Outcome:
    """The changes of staffing: what a number is allotted for is what identifies it."""
    old, new = context.sides
    olds = {folded(entry.what): entry for entry in context.old.staffing}
    news = {folded(entry.what): entry for entry in context.new.staffing}
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
