"""Which old duty is which new one, whoever holds it, and how they differ."""

from __future__ import annotations

from collections.abc import Callable

from gen.diff.context import Context, Outcome, both_held
from gen.diff.coverage import WHOLLY
from gen.diff.holders import Held, Paired, one_holder
from gen.diff.matching import Link, best_first
from gen.diff.normal import difference, folded, ordinal
from gen.diff.similar import texts_alike
from gen.diff.text import redline
from gen.diff.tree import Language, in_language
from gen.model.change import Detail, Evidence, Kind, Reading
from gen.model.record import Duty

FACT = 0.6
LIKELY = 0.4
_ELSEWHERE = 0.75
_MANY = 250_000


def compare_duties(context: Context) -> Outcome:
    """The changes of duties: amended, reassigned to another holder, added, removed."""
    olds, news = both_held(context, Duty)
    comparable = context.why_not("duty", None) not in WHOLLY
    paired = pair_duties(olds, news, context.language) if comparable else Paired.of(olds, news)
    outcome = Outcome(context, "duty", len(olds), len(news))
    outcome.lone_held(paired)
    for link in paired.links:
        _record(outcome, link, paired)
    return outcome


def _record(outcome: Outcome, link: Link, paired: Paired[Duty]) -> None:
    """Records what a linked pair differs in; renumbering, spacing and width are counted as noise."""
    one, other = paired.old[link.old], paired.new[link.new]
    old, new = (in_language(h.item.text, outcome.context.language) for h in (one, other))
    how = difference(old, new)
    noise: list[str] = [how] if how in ("spacing", "width") else []
    noise += ["renumbered"] if _renumbered(one.item, other.item) else []
    outcome.noise.update((kind, "duty") for kind in noise)
    ends = outcome.context.sides[0].held(one), outcome.context.sides[1].held(other)
    details = []
    kinds: list[Kind] = []
    if not one_holder(outcome.context.matching, one.holder, other.holder):
        details.append(Detail(aspect="holder", old=(ends[0].name.primary,), new=(ends[1].name.primary,)))
        kinds.append("reassigned")
    if how == "real":
        details.append(Detail(aspect="text", old=(old,), new=(new,)))
        kinds.append("amended")
    if kinds:
        marks = redline(old, new, outcome.context.names) if how == "real" else ()
        outcome.linked(link, tuple(kinds), ends, tuple(details), marks, _other_reading(outcome, link, paired))


def _other_reading(outcome: Outcome, link: Link, paired: Paired[Duty]) -> Reading | None:
    if not link.runner_up:
        return None
    old, new, score = link.runner_up
    sides = outcome.context.sides
    ends = (sides[0].held(paired.old[old]),), (sides[1].held(paired.new[new]),)
    return Reading(kind="amended", old=ends[0], new=ends[1], score=score)


def _renumbered(old: Duty, new: Duty) -> bool:
    """Whether both state a number and the numbers differ in value."""
    if old.number is None or new.number is None:
        return False
    values = ordinal(old.number), ordinal(new.number)
    return values[0] != values[1] if None not in values else folded(old.number) != folded(new.number)


def pair_duties(old: list[Held[Duty]], new: list[Held[Duty]], language: Language) -> Paired[Duty]:
    """The links between duties: word for word under one holder, then alike, then under other holders."""
    paired = Paired.of(old, new)
    words = {id(h): folded(in_language(h.item.text, language)) for h in (*old, *new)}

    def same(one: Held[Duty], other: Held[Duty]) -> Link:
        return Link(one.index, other.index, 1.0, (Evidence(code="same-text", weight=1.0),))

    def alike(one: Held[Duty], other: Held[Duty]) -> float:
        return texts_alike(words[id(one)], words[id(other)])

    paired.link_equal(lambda h: (h.family, words[id(h)]), same)
    for olds, news in paired.by_family():
        _link_alike(paired, olds, news, alike, LIKELY)
    paired.link_equal(lambda h: words[id(h)], same)
    if len(paired.free_old) * len(paired.free_new) <= _MANY:
        _link_alike(paired, list(paired.free_old.values()), list(paired.free_new.values()), alike, _ELSEWHERE)
    return paired


def _link_alike(
    paired: Paired[Duty],
    olds: list[Held[Duty]],
    news: list[Held[Duty]],
    alike: Callable[[Held[Duty], Held[Duty]], float],
    floor: float,
) -> None:
    for one, other, score, rival in best_first(olds, news, alike, floor):
        evidence = [Evidence(code="similar-text", facts=(f"{score:.0%}",), weight=round(score, 3))]
        if ordinal(one.item.number) is not None and ordinal(one.item.number) == ordinal(other.item.number):
            evidence.append(Evidence(code="same-number", facts=(other.item.number or "",), weight=0.1))
        runner_up = (rival[0].index, rival[1].index, round(rival[2], 3)) if rival else None
        paired.link(Link(one.index, other.index, round(score, 3), tuple(evidence), score >= FACT, runner_up))
