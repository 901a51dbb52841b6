"""The changes of duties, clause by clause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from gen.diff.clauses import Clause, clauses_of, meet, moved, role_detail
from gen.diff.context import Context, Outcome, both_held
from gen.diff.coverage import WHOLLY
from gen.diff.holders import Held, Paired, node_of, one_holder
from gen.diff.matching import Join, Link
from gen.diff.normal import Difference, difference, folded, ordinal
from gen.diff.pairing import Pairing, pair_duties
from gen.diff.rare import Pair
from gen.diff.rulings import Pinned, not_applied, pin_duties
from gen.diff.terms import Term, replaced_throughout, without
from gen.diff.text import redline
from gen.diff.tree import in_language
from gen.model.change import Change, Detail, Kind, Reading
from gen.model.record import Duty

Details = defaultdict[int, list[Detail]]


def _nothing_noted() -> tuple[Details, Details]:
    return defaultdict(list), defaultdict(list)


@dataclass(slots=True)
class Duties:
    """The duties of two sides paired, what was folded between them, and the details found so far."""

    outcome: Outcome
    pairing: Pairing
    terms: tuple[Term, ...] = ()
    details: tuple[Details, Details] = field(default_factory=_nothing_noted)
    differences: dict[Pair, Difference] = field(default_factory=dict)

    @property
    def context(self) -> Context:
        return self.outcome.context

    def held(self, on_new: bool, index: int) -> Held[Duty]:
        return (self.pairing.paired.new if on_new else self.pairing.paired.old)[index]

    def text(self, on_new: bool, index: int) -> str:
        return in_language(self.held(on_new, index).item.text, self.context.language)

    def group(self, on_new: bool, index: int) -> str | None:
        node = node_of(self.context.sides[on_new].tree, self.held(on_new, index).holder)
        return node.group if node else None

    def difference(self, link: Link) -> Difference:
        """What separates the two wordings of a link, found once."""
        pair = link.old, link.new
        if pair not in self.differences:
            self.differences[pair] = difference(self.text(False, link.old), self.text(True, link.new))
        return self.differences[pair]

    def replaced(self, link: Link) -> tuple[Term, ...]:
        """The terms replaced throughout that are all that separates the two wordings, () where more does."""
        old, new = self.pairing.words
        return without(old[link.old], new[link.new], self.terms) if self.difference(link) == "real" else ()

    def really(self, link: Link) -> bool:
        """Whether the two wordings of a link differ in more than terms that were replaced throughout."""
        return self.difference(link) == "real" and not self.replaced(link)

    def holder(self, on_new: bool, held: Held[Duty]) -> str:
        """The name of who holds a duty."""
        node = node_of(self.context.sides[on_new].tree, held.holder)
        return (node.unit.name if node else self.context.sides[on_new].snapshot.name).primary


def compare_duties(context: Context) -> Outcome:
    """The changes of duties: amended, reassigned, split, merged, added, removed; what is noise is folded."""
    olds, news = both_held(context, Duty)
    comparable = context.why_not("duty", None) not in WHOLLY
    pinned = (
        pin_duties((olds, news), context.rulings, context.old, context.new)
        if comparable
        else Pinned(unfit=not_applied(context.rulings, "duty"))
    )
    pairing = (
        pair_duties(olds, news, context.language, pinned)
        if comparable
        else Pairing.of(Paired.of(olds, news), context.language)
    )
    duties = Duties(Outcome(context, "duty", len(olds), len(news), unfit=pinned.unfit), pairing)
    old, new = pairing.words
    duties.terms = replaced_throughout([(old[link.old], new[link.new]) for link in pairing.paired.links])
    _find_details(duties)
    for link in pairing.paired.links:
        _record(duties, link)
    for join in pairing.joins:
        _record_join(duties, join)
    _record_lone(duties)
    return duties.outcome


def _find_details(duties: Duties) -> None:
    """Notes on both duties which clauses went from one to the other, and where a clause gives another role."""
    gone: list[Clause] = []
    come: list[Clause] = []
    for link in filter(duties.really, duties.pairing.paired.links):
        within = meet(
            clauses_of(link.old, duties.text(False, link.old)), clauses_of(link.new, duties.text(True, link.new))
        )
        for pair in within.pairs:
            if (role := role_detail(*pair)) and role not in duties.details[True][link.new]:
                duties.details[False][link.old].append(role)
                duties.details[True][link.new].append(role)
        gone += within.gone
        come += within.come
    for on_new, side, found in (
        (False, duties.pairing.paired.free_old, gone),
        (True, duties.pairing.paired.free_new, come),
    ):
        for index in side:
            if duties.context.why_not("duty", duties.group(on_new, index)) is None:
                found += clauses_of(index, duties.text(on_new, index))
    for one, other in moved(gone, come):
        _note_move(duties, one, other)


def _note_move(duties: Duties, one: Clause, other: Clause) -> None:
    """Notes that a clause of an old duty stands in a new one that is another duty, and whether its role changed."""
    found = [Detail(aspect="clause", old=_standing(duties, False, one), new=_standing(duties, True, other))]
    if role := role_detail(one, other):
        found.append(role)
    for on_new, index in ((False, one.duty), (True, other.duty)):
        duties.details[on_new][index] += [detail for detail in found if detail not in duties.details[on_new][index]]


def _standing(duties: Duties, on_new: bool, clause: Clause) -> tuple[str, str, str]:
    """A clause, the number of the duty it stands in, and who holds that."""
    held = duties.held(on_new, clause.duty)
    return clause.text, held.item.number or "", duties.holder(on_new, held)


def _record(duties: Duties, link: Link) -> None:
    """Records what a linked pair differs in; renumbering, spacing, width and replaced terms are folded."""
    one, other = duties.held(False, link.old), duties.held(True, link.new)
    old, new = duties.text(False, link.old), duties.text(True, link.new)
    real = duties.really(link)
    _fold(duties, link)
    details = []
    kinds: list[Kind] = []
    if not one_holder(duties.context.matching, one.holder, other.holder):
        details.append(Detail(aspect="holder", old=(duties.holder(False, one),), new=(duties.holder(True, other),)))
        kinds.append("reassigned")
    if real:
        details.append(Detail(aspect="text", old=(old,), new=(new,)))
        kinds.append("amended")
    if kinds:
        ends = duties.context.sides[0].held(one), duties.context.sides[1].held(other)
        marks = redline(old, new, duties.context.names) if real else ()
        details += _both(duties, link)
        runner_up = _other_reading(duties, link)
        duties.outcome.linked(link, tuple(kinds), ends, tuple(details), marks, runner_up)


def _both(duties: Duties, link: Link) -> list[Detail]:
    """The details noted on either side of a link, each once."""
    return list(dict.fromkeys([*duties.details[False][link.old], *duties.details[True][link.new]]))


def _fold(duties: Duties, link: Link) -> None:
    one, other = duties.held(False, link.old).item, duties.held(True, link.new).item
    texts = duties.text(False, link.old), duties.text(True, link.new)
    if (how := duties.difference(link)) not in ("none", "real"):
        duties.outcome.fold(how, "duty", *texts)
    for term in duties.replaced(link):
        duties.outcome.fold("term", term.said, *texts)
    if _renumbered(one, other):
        numbers = one.number or "", other.number or ""
        duties.outcome.fold("renumbered", "duty", numbers[0] + texts[0], numbers[1] + texts[1])


def _record_join(duties: Duties, join: Join) -> None:
    """Records a split or a merger, the wordings of the several sides read one after the other."""
    sides = duties.context.sides
    kinds: tuple[Kind, ...] = (*(("split",) if len(join.new) > 1 else ()), *(("merged",) if len(join.old) > 1 else ()))
    old = _read_on(duties.text(False, index) for index in join.old)
    new = _read_on(duties.text(True, index) for index in join.new)
    change = Change(
        id="",
        subject="duty",
        kinds=kinds,
        old=tuple(sides[0].held(duties.held(False, index)) for index in join.old),
        new=tuple(sides[1].held(duties.held(True, index)) for index in join.new),
        status="likely" if not join.sure else "ruled" if join.ruling else "fact",
        score=join.score,
        evidence=join.evidence,
        ruling=join.ruling,
        redline=redline(old, new, duties.context.names),
    )
    duties.outcome.changes.append((join.new[0], change))


def _read_on(texts: Iterable[str]) -> str:
    """Several wordings as one, with a space between English ones."""
    whole = list(texts)
    return (" " if all(map(str.isascii, whole)) else "").join(whole)


def _record_lone(duties: Duties) -> None:
    """Records every duty that has no counterpart."""
    paired = duties.pairing.paired
    for on_new, free in ((False, paired.free_old), (True, paired.free_new)):
        for held in free.values():
            side = duties.context.sides[on_new].held(held)
            details = tuple(duties.details[on_new][held.index])
            group = duties.group(on_new, held.index)
            duties.outcome.lone(held.index, group, side, on_new=on_new, details=details)


def _other_reading(duties: Duties, link: Link) -> Reading | None:
    if not link.runner_up:
        return None
    old, new, score = link.runner_up
    sides = duties.context.sides
    ends = (sides[0].held(duties.held(False, old)),), (sides[1].held(duties.held(True, new)),)
    return Reading(kind="amended", old=ends[0], new=ends[1], score=score)


def _renumbered(old: Duty, new: Duty) -> bool:
    """Whether both state a number and the numbers differ in value."""
    if old.number is None or new.number is None:
        return False
    values = ordinal(old.number), ordinal(new.number)
    return values[0] != values[1] if None not in values else folded(old.number) != folded(new.number)
