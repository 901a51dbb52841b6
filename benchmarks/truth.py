"""The truth about a made pair, in the form of the curated pairs: preorder indexes, labels, events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.maker import Organ, wording

if TYPE_CHECKING:
    from benchmarks.reform import Reform


def told(made: Reform) -> dict[str, object]:
    """Units and, under "duties", duties: pairs with labels, removed, added, splits, merges and what a score ignores."""
    olds, news = ({o.key: (n, o) for n, o in enumerate(side.walk())} for side in (made.old, made.new))
    parents = _parents(made.old), _parents(made.new)
    pairs = []
    for key, (index, organ) in olds.items():
        if key in news:
            other = news[key][1]
            labels = ["renamed"] if organ.name.zh != other.name.zh else []
            labels += ["moved"] if parents[0].get(key) != parents[1].get(key) else []
            pairs.append([index, news[key][0], "+".join(labels) or "unchanged"])
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
        "pairs": pairs,
        "removed": sorted(n for key, (n, _) in olds.items() if key not in news and n not in dissolved),
        "added": sorted(n for key, (n, _) in news.items() if key not in olds and n not in founded),
        "ambiguous_a": sorted(dissolved),
        "ambiguous_b": sorted(founded),
        "splits": splits,
        "merges": merges,
        "tangles": tangles,
        "duties": _duties(made),
    }


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
