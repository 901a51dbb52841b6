"""Which old unit is which new one: stages from the certain to the likely, each adding links to the matching."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from gen.diff.joins import find_absorptions, find_joins
from gen.diff.matching import Link, Matching, best_first
from gen.diff.normal import folded
from gen.diff.similar import Weights, names_alike
from gen.diff.tree import BODY, Language, Node, Tree, grow
from gen.model.change import Evidence
from gen.model.record import Duty, Snapshot, Transfer

FACT = 0.6
LIKELY = 0.45
_LAST_LEFT = 0.35
_CHILDREN = 0.5
_RARE = 16


def unaligned(old: Snapshot, new: Snapshot, language: Language) -> Matching:
    """A matching in which only the two bodies are linked."""
    trees = grow(old, language), grow(new, language)
    return Matching(*trees, Weights.learn(node.key for tree in trees for node in tree.nodes))


def align(old: Snapshot, new: Snapshot, language: Language) -> Matching:
    """The links, splits and mergers between the units of two snapshots."""
    matching = unaligned(old, new, language)
    _link_names_downward(matching, [(BODY, BODY)])
    while _link_by_children(matching):
        pass
    _link_by_nameplate(matching)
    _link_names_elsewhere(matching)
    find_joins(matching, [*_declarations(old), *_declarations(new)])
    while _link_similar(matching):
        while _link_by_children(matching):
            pass
    find_absorptions(matching)
    _link_last_left(matching)
    return matching


def _declarations(snapshot: Snapshot) -> list[tuple[str, Transfer]]:
    return [(f"{snapshot.ref}:{t.locator.source}:{t.locator.line}", t) for t in snapshot.transfers]


def _link_names_downward(matching: Matching, pairs: list[tuple[int, int]]) -> None:
    """Links children of one name under linked parents, and goes on below them; the same group comes first."""
    while pairs:
        old, new = pairs.pop()
        for by_group in (True, False):
            news: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
            for index in matching.free_new(matching.new.under(new)):
                news[_name_in(matching.new.nodes[index], by_group)].append(index)
            for index in matching.free_old(matching.old.under(old)):
                node = matching.old.nodes[index]
                if same := news[_name_in(node, by_group)]:
                    evidence = Evidence(code="same-name", facts=(node.unit.name.primary,), weight=1.0)
                    matching.link(Link(index, partner := same.pop(0), 1.0, (evidence,)))
                    pairs.append((index, partner))


def _name_in(node: Node, by_group: bool) -> tuple[str, str]:
    return node.key, (node.group or "") if by_group else ""


def _link_by_children(matching: Matching) -> bool:
    """Links inner units by what they contain; whether any link was added."""
    olds = _parents_by_child(matching.old, matching.free_old)
    news = _parents_by_child(matching.new, matching.free_new)
    shared: Counter[tuple[int, int]] = Counter()
    for key, parents in olds.items():
        if len(parents) * len(news.get(key, ())) <= _RARE:
            shared.update((one, other) for one in parents for other in news.get(key, ()))
    scores = {pair: _overlap(matching, pair, count) for pair, count in shared.items()}
    added = []
    for old, new in sorted(scores, key=lambda pair: (-scores[pair], sum(pair))):
        if scores[old, new] < _CHILDREN or not (matching.free_old([old]) and matching.free_new([new])):
            continue
        most = max(len(matching.old.under(old)), len(matching.new.under(new)))
        facts = (str(shared[old, new]), str(most))
        evidence = Evidence(code="same-children", facts=facts, weight=scores[old, new])
        matching.link(Link(old, new, round(scores[old, new], 3), (evidence,), sure=scores[old, new] >= FACT))
        added.append((old, new))
    _link_names_downward(matching, added[:])
    return bool(added)


def _parents_by_child(tree: Tree, free: Callable[[Iterable[int]], list[int]]) -> dict[str, list[int]]:
    parents: defaultdict[str, list[int]] = defaultdict(list)
    for index in free(range(len(tree.nodes))):
        for child in tree.under(index):
            parents[tree.nodes[child].key].append(index)
    return parents


def _overlap(matching: Matching, pair: tuple[int, int], shared: int) -> float:
    return 2 * shared / (len(matching.old.under(pair[0])) + len(matching.new.under(pair[1])))


def _link_by_nameplate(matching: Matching) -> None:
    """Links a unit to the one that bears its name as a nameplate: the strongest sign of a change of name."""
    candidates = []
    for olds, news in matching.families():
        for old in olds:
            for new in news:
                one, other = matching.old.nodes[old], matching.new.nodes[new]
                for code, holds, name in (
                    ("nameplate-is-old-name", other.key != one.key and one.key in other.plates, one),
                    ("old-nameplate-is-new-name", other.key != one.key and other.key in one.plates, other),
                ):
                    if holds:
                        candidates.append((old, new, Evidence(code=code, facts=(name.unit.name.primary,), weight=0.9)))
    olds_seen, news_seen = Counter(c[0] for c in candidates), Counter(c[1] for c in candidates)
    for old, new, evidence in candidates:
        if olds_seen[old] == 1 and news_seen[new] == 1:
            matching.link(Link(old, new, 0.95, (evidence,)))
            _link_names_downward(matching, [(old, new)])


def _link_names_elsewhere(matching: Matching) -> None:
    """Links free units of one name under other parents; of several, those with the nearest common parents."""
    olds, news = _free_by_key(matching.old, matching.free_old), _free_by_key(matching.new, matching.free_new)
    everywhere = Counter(node.key for tree in (matching.old, matching.new) for node in tree.nodes)
    for key in sorted(olds.keys() & news.keys()):
        if len(olds[key]) * len(news[key]) > 400:
            continue
        distances = {(o, n): _distance(matching, o, n) for o in olds[key] for n in news[key]}
        for (old, new), distance in distances.items():
            rivals = [d for pair, d in distances.items() if (pair[0] == old) != (pair[1] == new)]
            if any(rival <= distance for rival in rivals):
                continue
            evidence = Evidence(
                code="same-name-elsewhere", facts=(matching.old.nodes[old].unit.name.primary,), weight=0.9
            )
            unique = everywhere[key] == 2
            matching.link(Link(old, new, 0.95 if unique else 0.7, (evidence,), sure=unique or distance <= 4))
            _link_names_downward(matching, [(old, new)])


def _free_by_key(tree: Tree, free: Callable[[Iterable[int]], list[int]]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index in free(range(len(tree.nodes))):
        found[tree.nodes[index].key].append(index)
    return found


def _distance(matching: Matching, old: int, new: int) -> int:
    """Steps up from both units to the nearest ancestors that are linked to each other."""
    above = {index: step for step, index in enumerate(matching.new.above(new), 1)}
    for step, index in enumerate(matching.old.above(old), 1):
        partner = matching.to_new.get(index)
        if partner is not None and partner in above:
            return step + above[partner]
    return step + len(above)


def _link_similar(matching: Matching) -> bool:
    """Links units of like names or duties under linked parents, the same group before others; whether any was added."""
    before = len(matching.links)
    for olds, news in matching.families():
        for same_group in (True, False):
            for old, new, score, other in best_first(
                matching.free_old(olds),
                matching.free_new(news),
                _alike(matching, same_group),
                LIKELY if same_group else FACT,
            ):
                matching.link(
                    Link(old, new, round(score, 3), _similarity(matching, old, new), score >= FACT, _rounded(other))
                )
                _link_names_downward(matching, [(old, new)])
    return len(matching.links) > before


def _rounded(other: tuple[int, int, float] | None) -> tuple[int, int, float] | None:
    return other and (other[0], other[1], round(other[2], 3))


def _alike(matching: Matching, same_group: bool) -> Callable[[int, int], float]:
    """The likeness of two free units: of their names, and of their duties where both state some."""

    def alike(old: int, new: int) -> float:
        one, other = matching.old.nodes[old], matching.new.nodes[new]
        if one.group and other.group and (one.group == other.group) is not same_group:
            return 0.0
        name = names_alike(one.key, other.key, matching.weights)
        shared = shared_duties(one.unit.duties, other.unit.duties)
        return name if shared is None else 0.4 * name + 0.6 * shared[0] / shared[1]

    return alike


def shared_duties(old: Sequence[Duty], new: Sequence[Duty]) -> tuple[int, int] | None:
    """How many duties two units share word for word, of the larger number; None unless both state some."""
    if not old or not new:
        return None
    one, other = ({folded(duty.text.primary) for duty in duties} for duties in (old, new))
    return len(one & other), max(len(one), len(other))


def _similarity(matching: Matching, old: int, new: int) -> tuple[Evidence, ...]:
    one, other = matching.old.nodes[old], matching.new.nodes[new]
    alike = names_alike(one.key, other.key, matching.weights)
    names = (one.unit.name.primary, other.unit.name.primary)
    found = [Evidence(code="similar-name", facts=(*names, f"{alike:.0%}"), weight=round(alike, 3))]
    if (shared := shared_duties(one.unit.duties, other.unit.duties)) and shared[0]:
        found.append(Evidence(code="same-duties", facts=(str(shared[0]), str(shared[1])), weight=0.6))
    return tuple(found)


def _link_last_left(matching: Matching) -> None:
    """Links the only two left in a group under linked parents, as a reading to be ruled on, never as a fact."""
    for olds, news in matching.families():
        for group in sorted({matching.old.nodes[i].group or "" for i in olds}):
            old = [i for i in olds if (matching.old.nodes[i].group or "") == group]
            new = [i for i in news if (matching.new.nodes[i].group or "") == group]
            if len(old) != 1 or len(new) != 1:
                continue
            evidence = [Evidence(code="last-left", facts=(group,), weight=0.2), *_neighbours(matching, old[0], new[0])]
            alike = _similarity(matching, old[0], new[0])
            evidence += [ground for ground in alike if ground.weight >= 0.1]
            score = _LAST_LEFT + 0.1 * (len(evidence) > 1) + 0.2 * alike[0].weight
            matching.link(Link(old[0], new[0], round(score, 3), tuple(evidence), sure=False))
            _link_names_downward(matching, [(old[0], new[0])])


def _neighbours(matching: Matching, old: int, new: int) -> list[Evidence]:
    """The evidence that a unit stands between the same two units on both sides, if it does."""
    before = _beside(matching.old, old, -1), _beside(matching.new, new, -1)
    after = _beside(matching.old, old, 1), _beside(matching.new, new, 1)
    if before[1] != _partner(matching, before[0]) or after[1] != _partner(matching, after[0]):
        return []
    names = tuple("" if i is None else matching.old.nodes[i].unit.name.primary for i in (before[0], after[0]))
    return [Evidence(code="same-neighbours", facts=names, weight=0.3)]


def _partner(matching: Matching, old: int | None) -> int | None:
    return None if old is None else matching.to_new.get(old, BODY)


def _beside(tree: Tree, index: int, step: int) -> int | None:
    siblings: Iterable[int] = tree.under(tree.nodes[index].parent)
    line = [i for i in siblings if tree.nodes[i].group == tree.nodes[index].group]
    place = line.index(index) + step
    return line[place] if 0 <= place < len(line) else None
