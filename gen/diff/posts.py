"""Which old post and holder is which new one, and how a term differs."""

from __future__ import annotations

from collections import Counter

from gen.diff.context import Context, Outcome, both_held
from gen.diff.coverage import WHOLLY
from gen.diff.dates import surely_before
from gen.diff.holders import Held, Paired
from gen.diff.matching import Link
from gen.diff.normal import folded
from gen.diff.sides import post_words
from gen.diff.text import redline
from gen.diff.timing import is_backward
from gen.model.change import Detail, Evidence
from gen.model.record import Post


def compare_posts(context: Context) -> Outcome:
    """The changes of posts: a holder replaced, a term begun or ended."""
    olds, news = both_held(context, Post)
    paired = pair_posts(olds, news) if context.why_not("post", None) not in WHOLLY else Paired.of(olds, news)
    outcome = Outcome(context, "post", len(olds), len(news))
    if context.why_not("post", None) is None:
        _set_apart_earlier(outcome, paired)
    outcome.lone_held(paired)
    for link in paired.links:
        one, other = paired.old[link.old], paired.new[link.new]
        if details := term_details(one.item, other.item):
            names = one.item.holder, other.item.holder
            marks = redline(post_words(one.item), post_words(other.item), names)
            ends = context.sides[0].held(one), context.sides[1].held(other)
            outcome.linked(link, ("amended",), ends, details, marks)
    return outcome


def _set_apart_earlier(outcome: Outcome, paired: Paired[Post]) -> None:
    """Takes out terms from before the earlier release, which one list omits: nothing happened to them since.

    Of the later release these are the terms that began before, of the earlier one those that had ended.
    """
    backward = is_backward(outcome.context.old, outcome.context.new)
    since = (outcome.context.new if backward else outcome.context.old).effective
    for free, why, on_new in ((paired.free_new, "old-omits", True), (paired.free_old, "new-omits", False)):
        for index, held in list(free.items()):
            date = held.item.start if on_new is not backward else held.item.end
            if date and surely_before(date, since):
                outcome.apart.append(("post", None, why, on_new))
                del free[index]


def pair_posts(old: list[Held[Post]], new: list[Held[Post]]) -> Paired[Post]:
    """The links between posts: the same title and holder, then a post with a single holder on each side."""
    paired = Paired.of(old, new)
    paired.link_equal(lambda h: (*_title_and_holder(h), h.item.start), _same)
    paired.link_equal(_title_and_holder, _same)
    alone = [{title for title, n in Counter(map(_title, side)).items() if n == 1} for side in (old, new)]

    def successor(h: Held[Post]) -> object:
        return _title(h) if _title(h) in alone[0] & alone[1] and h.item.start is h.item.end is None else h

    def succeeded(one: Held[Post], other: Held[Post]) -> Link:
        return Link(one.index, other.index, 0.9, (Evidence(code="sole-holder", facts=(one.item.title,), weight=0.9),))

    paired.link_equal(successor, succeeded)
    return paired


def _title(h: Held[Post]) -> tuple[object, str]:
    return h.family, folded(h.item.title)


def _title_and_holder(h: Held[Post]) -> tuple[object, ...]:
    return (*_title(h), folded(h.item.holder))


def _same(one: Held[Post], other: Held[Post]) -> Link:
    return Link(one.index, other.index, 1.0, (Evidence(code="same-title-and-holder", weight=1.0),))


def term_details(old: Post, new: Post) -> tuple[Detail, ...]:
    """How one post differs: its holder, its start where both state one, its end.

    A date stated more precisely on one side is the same date; an end stated on one side only is a change,
    because a term without an end is one that goes on.
    """
    found = []
    if folded(old.holder) != folded(new.holder):
        found.append(Detail(aspect="holder", old=(old.holder,), new=(new.holder,)))
    if old.start and new.start and not _one_date(old.start, new.start):
        found.append(Detail(aspect="from", old=(old.start,), new=(new.start,)))
    if (old.end is None) != (new.end is None) or (old.end and new.end and not _one_date(old.end, new.end)):
        found.append(Detail(aspect="to", old=(old.end,) if old.end else (), new=(new.end,) if new.end else ()))
    return tuple(found)


def _one_date(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)
