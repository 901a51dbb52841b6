"""The laws of a comparison, on random organisations and random reorganisations."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings

from gen.diff import diff
from gen.model.change import Balance, Changes
from gen.model.record import Snapshot
from tests.diff.apply import applied, state
from tests.diff.generate import pairs, snapshots

law = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@law
@given(snapshots())
def test_a_snapshot_does_not_differ_from_itself(one: Snapshot) -> None:
    found = diff(one, one)
    assert (found.changes, found.folded, found.not_comparable) == ((), (), ())


@law
@given(pairs())
def test_the_changes_turn_the_old_state_into_the_new(pair: tuple[Snapshot, Snapshot]) -> None:
    old, new = pair
    assert applied(old, diff(old, new)) == state(new)


@law
@given(pairs())
def test_every_item_stands_in_the_ledger_exactly_once(pair: tuple[Snapshot, Snapshot]) -> None:
    found = diff(*pair)
    for subject, entry in found.ledger.items():
        assert_balanced(entry)
        for side in ("old", "new"):
            ids = Counter(s.id for c in found.changes if c.subject == subject for s in getattr(c, side))
            assert set(ids.values()) <= {1}, "an item stands in two changes"
            assert sum(ids.values()) + entry.kept == getattr(entry, side)


def assert_balanced(entry: Balance) -> None:
    single = entry.kept + entry.amended + entry.renamed + entry.reassigned
    assert entry.old == (
        single + entry.removed + entry.split_old + entry.merged_old + entry.tangled_old + entry.not_comparable_old
    )
    assert entry.new == (
        single + entry.added + entry.split_new + entry.merged_new + entry.tangled_new + entry.not_comparable_new
    )


@law
@given(pairs())
def test_exchanging_old_and_new_exchanges_added_with_removed_and_split_with_merged(
    pair: tuple[Snapshot, Snapshot],
) -> None:
    old, new = pair
    there, back = _events(diff(old, new)), _events(diff(new, old))
    exchanged = {"added": "removed", "removed": "added", "split": "merged", "merged": "split"}
    assert Counter((tuple(sorted(exchanged.get(k, k) for k in kinds)), new, old) for kinds, old, new in there) == back


def _events(found: Changes) -> Counter[object]:
    """The unit events that create, end or rename, by the ids of their sides."""
    wanted = {"added", "removed", "split", "merged", "renamed"}
    return Counter(
        (
            tuple(sorted(set(c.kinds) & wanted)),
            tuple(sorted(s.id for s in c.old)),
            tuple(sorted(s.id for s in c.new)),
        )
        for c in found.changes
        if c.subject == "unit" and set(c.kinds) & wanted
    )


@law
@given(pairs())
def test_comparing_changes_neither_side(pair: tuple[Snapshot, Snapshot]) -> None:
    before = [one.model_dump_json() for one in pair]
    diff(*pair)
    assert [one.model_dump_json() for one in pair] == before


@law
@given(pairs())
def test_every_change_has_the_sides_its_kind_demands(pair: tuple[Snapshot, Snapshot]) -> None:
    for change in diff(*pair).changes:
        sizes = len(change.old), len(change.new)
        if change.kinds == ("added",):
            assert sizes == (0, 1)
        elif change.kinds == ("removed",):
            assert sizes == (1, 0)
        elif change.kinds == ("split",):
            assert sizes[0] == 1
            assert sizes[1] > 1
        elif change.kinds == ("merged",):
            assert sizes[0] > 1
            assert sizes[1] == 1
        elif change.kinds == ("split", "merged"):
            assert min(sizes) > 1
        else:
            assert sizes == (1, 1)
