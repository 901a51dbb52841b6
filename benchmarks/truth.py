"""The truth about a made pair, in the form of the curated pairs: preorder indexes, labels, events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.maker import Organ, wording

if TYPE_CHECKING:
    from benchmarks.reform import Reform
    from benchmarks.regions import Country


def told(made: Reform) -> dict[str, object]:
    """Units and, under "duties", duties: pairs with labels, removed, added, splits, merges and what a score ignores."""
    olds, news = ({o.key: (n, o) for n, o in enumerate(side.walk())} for side in (made.old, made.new))
    splits = [{"from": olds[one][0], "to": [news[n][0] for n in many]} for one, many in made.splits]
    merges = [{"from": [olds[o][0] for o in many], "to": news[one][0]} for many, one in made.merges]
    dissolved = {olds[one][0] for one, _ in made.splits if one not in news}
    tangles = [{"from": [olds[o][0] for o in some], "to": [news[n][0] for n in many]} for some, many in made.tangles]
    dissolved |= {o for tangle in tangles for o in tangle["from"]} | {
        olds[o][0] for many, one in made.merges if one not in olds for o in many
    }
    founded = {news[one][0] for _, one in made.merges if one not in olds}
    founded |= {n for tangle in tangles for n in tangle["to"]} | {
        news[n][0] for one, many in made.splits if one not in news for n in many
    }
    return {
        "n_a": len(olds),
        "n_b": len(news),
        "pairs": labelled(made.old, made.new),
        "removed": sorted(n for key, (n, _) in olds.items() if key not in news and n not in dissolved),
        "added": sorted(n for key, (n, _) in news.items() if key not in olds and n not in founded),
        "ambiguous_a": sorted(dissolved),
        "ambiguous_b": sorted(founded),
        "splits": splits,
        "merges": merges,
        "tangles": tangles,
        "duties": _duties(made),
    }


def composed(made: Country) -> dict[str, object]:
    """The same of a country; a split or merger counts where all its sides are of these two trees."""
    olds, news = preorder(made.old), preorder(made.new)
    unsure = {olds[key] for key in made.unsure if key in olds}, {news[key] for key in made.unsure if key in news}
    return {
        "n_a": len(olds),
        "n_b": len(news),
        "pairs": labelled(made.old, made.new),
        "removed": sorted(index for key, index in olds.items() if key not in news and index not in unsure[0]),
        "added": sorted(index for key, index in news.items() if key not in olds and index not in unsure[1]),
        "ambiguous_a": sorted(unsure[0]),
        "ambiguous_b": sorted(unsure[1]),
        "splits": [
            {"from": olds[one], "to": [news[part] for part in many]}
            for one, many in made.splits
            if one in olds and all(part in news for part in many)
        ],
        "merges": [
            {"from": [olds[one] for one in many], "to": news[goal]}
            for many, goal in made.merges
            if goal in news and all(one in olds for one in many)
        ],
    }


def preorder(root: Organ) -> dict[int, int]:
    """The place of every unit in document order, by its key; the root is 0."""
    return {organ.key: place for place, organ in enumerate(root.walk())}


def labelled(old: Organ, new: Organ) -> list[list[object]]:
    """The units of both sides with what became of them: [old place, new place, label]."""
    places, parents = (preorder(old), preorder(new)), (_parents(old), _parents(new))
    names = {organ.key: organ.name.zh for organ in new.walk()}
    pairs: list[list[object]] = []
    for organ in old.walk():
        if organ.key in names:
            labels = ["renamed"] if organ.name.zh != names[organ.key] else []
            labels += ["moved"] if parents[0].get(organ.key) != parents[1].get(organ.key) else []
            pairs.append([places[0][organ.key], places[1][organ.key], "+".join(labels) or "unchanged"])
    return pairs


def _parents(root: Organ) -> dict[int, int]:
    return {below.key: above.key for above in root.walk() for below in above.below}


def _duties(made: Reform) -> dict[str, object]:
    from benchmarks.reform import held

    olds, news = ({d.key: (n, d, h) for n, (d, h) in enumerate(held(side))} for side in (made.old, made.new))
    tangled_old, tangled_new = ({key for tangle in made.tangles for key in tangle[side]} for side in (0, 1))
    joined_old = tangled_old | {one for one, _ in made.splits} | {o for many, _ in made.merges for o in many}
    joined_new = tangled_new | {one for _, one in made.merges} | {n for _, many in made.splits for n in many}
    pairs = []
    for key, (index, duty, holder) in olds.items():
        if key in news:
            place, other, keeper = news[key]
            labels = ["amended"] if wording(duty, "zh") != wording(other, "zh") else []
            labels += ["moved"] if holder.key != keeper.key else []
            pairs.append([index, place, "+".join(labels) or "unchanged"])
    parts = {n for _, many in made.duty_splits for n in many} | {one for _, one in made.duty_merges}
    wholes = {one for one, _ in made.duty_splits} | {o for many, _ in made.duty_merges for o in many}
    return {
        "pairs": pairs,
        "removed": sorted(n for key, (n, _, _) in olds.items() if key not in news and key not in wholes),
        "added": sorted(n for key, (n, _, _) in news.items() if key not in olds and key not in parts),
        "splits": [{"from": olds[one][0], "to": [news[n][0] for n in many]} for one, many in made.duty_splits],
        "merges": [{"from": [olds[o][0] for o in many], "to": news[one][0]} for many, one in made.duty_merges],
        "follows_a": sorted(n for n, _, holder in olds.values() if holder.key in joined_old),
        "follows_b": sorted(n for n, _, holder in news.values() if holder.key in joined_new),
    }
