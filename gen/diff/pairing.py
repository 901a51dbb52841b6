"""Which old duty is which new one, and which are split or merged, whoever holds them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product

from gen.diff.holders import Family, Held, Paired
from gen.diff.matching import Join, Link
from gen.diff.normal import folded, ordinal
from gen.diff.parallel import join_parallel
from gen.diff.rare import Grams, Pair, chosen, grams, likely
from gen.diff.rulings import Pinned
from gen.diff.tree import Language, in_language
from gen.model.change import Evidence
from gen.model.record import Duty

FACT = 0.6
LIKELY = 0.4
_CORROBORATED = 0.5
_CLEAR = 0.15
_ELSEWHERE = 0.75
_FARTHER = 0.15
_HELD = 0.5
_HELD_ELSEWHERE = 0.85
_COVERED = 0.7
_PART = 0.12
_WHOLE = 0.88
_CLOSING = 0.9
_LONGEST_CLOSING = 1000
_CLOSE = re.compile(
    r"(?:负责|負責)?(?:承办|完成|办理|承辦|辦理|其他|其它).{0,24}(?:交办|交辦|交付).{0,8}(?:事项|任务|工作|事項|任務)?[。；;.]?"
    r"|(?:关于|關於)?(?:其他|其它).{0,16}(?:事项|任务|工作|事項|任務)[。；;.]?"
    r"|.*\b(?:other|further|additional) (?:duties|tasks|matters|work|functions|responsibilities)\b.*"
    r"\b(?:assigned|entrusted|delegated|given)\b.*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Pairing:
    """The links and joins between the duties of two sides while they are being found."""

    paired: Paired[Duty]
    words: tuple[dict[int, str], dict[int, str]]
    grams: tuple[dict[int, Grams], dict[int, Grams]] = field(default_factory=lambda: ({}, {}))
    closing: tuple[dict[int, bool], dict[int, bool]] = field(default_factory=lambda: ({}, {}))
    shared: dict[Pair, int] = field(default_factory=dict)
    joins: list[Join] = field(default_factory=list)
    forbidden: set[Pair] = field(default_factory=set)

    @staticmethod
    def of(paired: Paired[Duty], language: Language) -> Pairing:
        sides = paired.old, paired.new
        old, new = ({h.index: folded(in_language(h.item.text, language)) for h in side} for side in sides)
        return Pairing(paired, (old, new))

    def link(self, link: Link) -> None:
        self.paired.link(link)

    def join(self, join: Join) -> None:
        for index in join.old:
            del self.paired.free_old[index]
        for index in join.new:
            del self.paired.free_new[index]
        self.joins.append(join)

    def grams_of(self, on_new: bool, index: int) -> Grams:
        if index not in self.grams[on_new]:
            self.grams[on_new][index] = grams(self.words[on_new][index])
        return self.grams[on_new][index]

    def family(self, on_new: bool, index: int) -> Family:
        return (self.paired.new if on_new else self.paired.old)[index].family

    def closes(self, on_new: bool, index: int) -> bool:
        """Whether a duty is the closing one of a list: what else the holder is given to do."""
        known = self.closing[on_new]
        if index not in known:
            said = self.words[on_new][index]
            known[index] = len(said) <= _LONGEST_CLOSING and bool(_CLOSE.fullmatch(said))
        return known[index]

    def free(self, on_new: bool) -> list[Held[Duty]]:
        """The free duties of a side that are no closing ones."""
        side = self.paired.free_new if on_new else self.paired.free_old
        return [held for index, held in side.items() if not self.closes(on_new, index)]

    def likely(self, olds: Sequence[Held[Duty]], news: Sequence[Held[Duty]]) -> list[Pair]:
        """The pairs worth comparing, by index of `Held`, without those a ruling forbids."""
        rows = [self.grams_of(False, held.index) for held in olds], [self.grams_of(True, held.index) for held in news]
        found = [(olds[i].index, news[j].index) for i, j in likely(*rows)]
        return [pair for pair in found if pair not in self.forbidden]

    def overlap(self, pair: Pair) -> int:
        """How many token pairs two wordings share, counted once."""
        if pair not in self.shared:
            self.shared[pair] = len(self.grams_of(False, pair[0]) & self.grams_of(True, pair[1]))
        return self.shared[pair]

    def dice(self, pair: Pair) -> float:
        """How alike two wordings are, as rare.dice says."""
        both = len(self.grams_of(False, pair[0])) + len(self.grams_of(True, pair[1]))
        return 2 * self.overlap(pair) / both if both else 0.0

    def containment(self, pair: Pair) -> float:
        """How much of the smaller of two wordings the other holds, 0 where it is not most."""
        smaller = min(len(self.grams_of(False, pair[0])), len(self.grams_of(True, pair[1])))
        share = self.overlap(pair) / (smaller or 1)
        return share if share >= _HELD else 0.0


def pair_duties(
    old: list[Held[Duty]], new: list[Held[Duty]], language: Language, pinned: Pinned | None = None
) -> Pairing:
    """What became of every duty: word for word, closing to closing, split or merged, then alike, wherever held."""
    pairing = Pairing.of(Paired.of(old, new), language)
    _pin(pairing, pinned or Pinned())
    _link_equal(pairing)
    _link_closing(pairing)
    likely_pairs = pairing.likely(pairing.free(False), pairing.free(True))
    _join_parts(pairing, likely_pairs)
    _link_alike(pairing, likely_pairs)
    join_parallel(pairing)
    _link_copies(pairing)
    _put_off(pairing, (pinned or Pinned()).put_off)
    return pairing


def _pin(pairing: Pairing, pinned: Pinned) -> None:
    for link in pinned.links:
        pairing.link(link)
    for join in pinned.joins:
        pairing.join(join)
    pairing.forbidden.update(pinned.forbidden)


def _put_off(pairing: Pairing, put_off: dict[Pair, str]) -> None:
    """Leaves what a reviewer has put off likely, under the ruling that says so."""
    links, joins = pairing.paired.links, pairing.joins
    for place, link in enumerate(links):
        if ruling := put_off.get((link.old, link.new)):
            links[place] = link._replace(sure=False, ruling=ruling)
    for place, join in enumerate(joins):
        if ruling := next((put_off[pair] for pair in product(join.old, join.new) if pair in put_off), None):
            joins[place] = join._replace(sure=False, ruling=ruling)


def _link_equal(pairing: Pairing) -> None:
    """Links duties of one wording under one holder, those of the same number first."""
    for numbered in (True, False):
        waiting: defaultdict[object, list[int]] = defaultdict(list)
        for held in pairing.paired.free_new.values():
            waiting[_key(pairing, held, True, numbered)].append(held.index)
        for held in list(pairing.paired.free_old.values()):
            same = waiting[_key(pairing, held, False, numbered)]
            partner = next((index for index in same if (held.index, index) not in pairing.forbidden), None)
            if partner is not None:
                same.remove(partner)
                pairing.link(_same(held.index, partner))


def _key(pairing: Pairing, held: Held[Duty], on_new: bool, numbered: bool) -> object:
    return held.family, pairing.words[on_new][held.index], ordinal(held.item.number) if numbered else None


def _same(old: int, new: int, *, sure: bool = True) -> Link:
    return Link(old, new, 1.0, (Evidence(code="same-text", weight=1.0),), sure)


def _link_closing(pairing: Pairing) -> None:
    """Links the closing duty of a holder to that of the same holder, whoever gives the tasks now."""
    for olds, news in _families(pairing.paired.free_old.values(), pairing.paired.free_new.values()):
        closing = (
            [held for held in olds if pairing.closes(False, held.index)],
            [held for held in news if pairing.closes(True, held.index)],
        )
        for one, other in zip(*closing, strict=False):
            if (one.index, other.index) in pairing.forbidden:
                continue
            alike = round(pairing.dice((one.index, other.index)), 3)
            evidence = Evidence(code="closing-duty", weight=_CLOSING), *_similar(alike)
            pairing.link(Link(one.index, other.index, max(_CLOSING, alike), evidence))


def _similar(score: float) -> tuple[Evidence, ...]:
    return (Evidence(code="similar-text", facts=(f"{score:.0%}",), weight=round(score, 3)),) if score else ()


def _families(
    olds: Iterable[Held[Duty]], news: Iterable[Held[Duty]]
) -> list[tuple[list[Held[Duty]], list[Held[Duty]]]]:
    """The duties of each family that has some on both sides."""
    found: dict[Family, tuple[list[Held[Duty]], list[Held[Duty]]]] = {}
    for on_new, side in ((False, olds), (True, news)):
        for held in side:
            found.setdefault(held.family, ([], []))[on_new].append(held)
    return [pair for pair in found.values() if pair[0] and pair[1]]


def _join_parts(pairing: Pairing, pairs: Iterable[Pair]) -> None:
    """Joins a duty with the several others that each consist of a part of it and together hold most of it."""
    scores = _above_nothing(pairs, pairing.containment)
    rivals = _best_two(_above_nothing(pairs, pairing.dice))
    wholes: list[tuple[float, bool, int, tuple[int, ...]]] = []
    for whole_on_new in (False, True):
        parts: defaultdict[int, list[int]] = defaultdict(list)
        for pair in scores:
            parts[pair[whole_on_new]].append(pair[not whole_on_new])
        for whole, others in parts.items():
            some = [part for part in others if _is_part(pairing, whole_on_new, whole, part, rivals)]
            if len(some) > 1 and (found := _parts(pairing, whole_on_new, whole, some)):
                wholes.append((found[0], whole_on_new, whole, found[1]))
    used: tuple[set[int], set[int]] = set(), set()
    for score, whole_on_new, whole, part in sorted(wholes, key=lambda found: (-found[0], found[2] + sum(found[3]))):
        if whole in used[whole_on_new] or used[not whole_on_new].intersection(part):
            continue
        used[whole_on_new].add(whole)
        used[not whole_on_new].update(part)
        old, new = (part, (whole,)) if whole_on_new else ((whole,), part)
        evidence = Evidence(code="same-clauses", facts=(f"{score:.0%}",), weight=score)
        pairing.join(Join(old, new, score, (evidence,), score >= FACT))


def _above_nothing(pairs: Iterable[Pair], score: Callable[[Pair], float]) -> dict[Pair, float]:
    """The scores above 0 of some pairs."""
    return {pair: value for pair in pairs if (value := score(pair)) > 0}


def _ends(on_new: bool, one: int, other: int) -> Pair:
    """The pair of a duty of the side `on_new` says and one of the other side."""
    return (other, one) if on_new else (one, other)


def _best_two(scores: dict[Pair, float]) -> tuple[dict[int, list[Pair]], dict[int, list[Pair]]]:
    """The two best readings of every duty of either side."""
    best: tuple[dict[int, list[Pair]], dict[int, list[Pair]]] = ({}, {})
    for pair in sorted(scores, key=lambda pair: (-scores[pair], sum(pair))):
        for on_new, index in enumerate(pair):
            if len(found := best[on_new].setdefault(index, [])) < 2:
                found.append(pair)
    return best


def _is_part(
    pairing: Pairing, on_new: bool, whole: int, part: int, best: tuple[dict[int, list[Pair]], dict[int, list[Pair]]]
) -> bool:
    """Whether the whole holds more of a duty than any other is like it; nearly all, where another unit holds it."""
    held = pairing.overlap(_ends(on_new, whole, part)) / (len(pairing.grams_of(not on_new, part)) or 1)
    if held < _HELD_ELSEWHERE and pairing.family(on_new, whole) != pairing.family(not on_new, part):
        return False
    return all(pairing.dice(pair) < held for pair in best[not on_new].get(part, []) if pair[on_new] != whole)


def _parts(pairing: Pairing, on_new: bool, whole: int, some: list[int]) -> tuple[float, tuple[int, ...]] | None:
    """Which of some duties are the parts of a whole one, and how much of it they hold; None where no two are."""
    text = pairing.grams_of(on_new, whole)
    shared = {index: pairing.overlap(_ends(on_new, whole, index)) for index in some}
    left = set(text)
    found = []
    for index in sorted(some, key=lambda index: (-shared[index], index)):
        part = pairing.grams_of(not on_new, index)
        share = len(left & part)
        if share >= _HELD * len(part) and share >= _PART * len(text):
            found.append(index)
            left -= part
    covered = round(1 - len(left) / len(text), 3) if text else 0.0
    largest = max((shared[index] for index in found), default=0)
    if len(found) < 2 or covered < _COVERED or largest > _WHOLE * len(text):
        return None
    return covered, tuple(sorted(found))


def _link_alike(pairing: Pairing, pairs: Iterable[Pair]) -> None:
    """Links duties that are each other's best: under one holder when alike, under another when much alike."""
    olds, news = pairing.free(False), pairing.free(True)
    by_old, by_new = {h.index: h for h in olds}, {h.index: h for h in news}
    wanted = {pair for pair in pairs if pair[0] in by_old and pair[1] in by_new}
    for family in _families(olds, news):
        if (len(family[0]), len(family[1])) != (len(olds), len(news)):
            wanted.update(pairing.likely(*family))
    scores = _above_nothing(sorted(wanted), pairing.dice)
    near = {pair for pair in scores if by_old[pair[0]].family == by_new[pair[1]].family}
    ranked = {pair: score if pair in near else score - _FARTHER for pair, score in scores.items()}
    ranked = {p: s for p, s in ranked.items() if scores[p] >= (LIKELY if p in near else _ELSEWHERE)}

    def nearer(pair: Pair) -> bool:
        return ordinal(by_old[pair[0]].item.number) != ordinal(by_new[pair[1]].item.number)

    for (one, other), rival in chosen(ranked, nearer):
        score = round(scores[one, other], 3)
        evidence = list(_similar(score))
        number = ordinal(by_old[one].item.number)
        if number is not None and number == ordinal(by_new[other].item.number):
            evidence.append(Evidence(code="same-number", facts=(by_new[other].item.number or "",), weight=0.1))
        runner_up = (*rival, round(scores[rival], 3)) if rival else None
        pairing.link(Link(one, other, score, tuple(evidence), _sure(score, runner_up, len(evidence) > 1), runner_up))


def _sure(score: float, rival: tuple[int, int, float] | None, same_number: bool) -> bool:
    """Whether a likeness is a fact: no other reading is as good, or, where the number is the same, nearly as good."""
    if same_number and score >= _CORROBORATED:
        return rival is None or score - rival[2] >= _CLEAR
    return score >= FACT and (rival is None or rival[2] < score)


def _link_copies(pairing: Pairing) -> None:
    """Links what is left of one wording under other holders, as likely, since several could have given it."""
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for held in pairing.free(True):
        waiting[pairing.words[True][held.index]].append(held.index)
    for held in pairing.free(False):
        same = waiting[pairing.words[False][held.index]]
        if same and (held.index, same[0]) not in pairing.forbidden:
            pairing.link(_same(held.index, same.pop(0), sure=False))
