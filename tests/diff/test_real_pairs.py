"""The laws of a comparison, on every pair of real snapshots at hand."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from gen.diff import diff
from gen.model.change import Changes
from gen.model.record import Snapshot, Unit
from tests.diff.apply import applied, state
from tests.diff.real import PAIRS, REPO, SHARED, SHIPPED, Load
from tests.diff.test_laws import assert_balanced

EXCHANGED = {"added": "removed", "removed": "added", "split": "merged", "merged": "split"}
EVENTS = {*EXCHANGED, "renamed", "reassigned"}
real_pairs = pytest.mark.parametrize("pair", [pytest.param(pair[1:], id=pair[0]) for pair in PAIRS])


@cache
def loaded(pair: tuple[Load, Load]) -> tuple[Snapshot, Snapshot]:
    old, new = pair
    return old(), new()


def test_the_documents_beside_the_checkout_are_compared_too() -> None:
    if not SHARED.is_dir():
        pytest.skip("the documents and trees beside the checkout are not here")
    assert len(PAIRS) > len(SHIPPED)


@real_pairs
def test_the_ledger_balances(pair: tuple[Load, Load]) -> None:
    for entry in diff(*loaded(pair)).ledger.values():
        assert_balanced(entry)


@real_pairs
def test_no_snapshot_differs_from_itself(pair: tuple[Load, Load]) -> None:
    for one in loaded(pair):
        found = diff(one, one)
        assert (found.changes, found.folded, found.not_comparable) == ((), (), ())


@real_pairs
def test_exchanging_old_and_new_mirrors_every_event_of_units(pair: tuple[Load, Load]) -> None:
    old, new = loaded(pair)
    there, back = events(diff(old, new)), events(diff(new, old))
    mirrored = Counter((tuple(sorted(EXCHANGED.get(k, k) for k in kinds)), n, o) for kinds, o, n in there.elements())
    assert mirrored == back


def events(found: Changes) -> Counter[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """What happened to units, by the ids of both sides."""
    told = [
        (
            tuple(sorted(EVENTS & {*change.kinds})),
            tuple(sorted(side.id for side in change.old)),
            tuple(sorted(side.id for side in change.new)),
        )
        for change in found.changes
        if change.subject == "unit"
    ]
    return Counter(event for event in told if event[0])


@real_pairs
def test_the_changes_turn_the_old_state_into_the_new(pair: tuple[Load, Load]) -> None:
    old, new = loaded(pair)
    found = diff(old, new)
    apart = {entry.subject for entry in found.not_comparable}
    if apart & {"unit", "duty"}:
        found = found.model_copy(update={"changes": [c for c in found.changes if c.subject == "unit"]})
        old, new = without_duties(old), without_duties(new)
    (units, duties), (new_units, new_duties) = applied(old, found), state(new)
    assert duties == new_duties
    if "unit" not in apart:
        # A level that only one side states is no change, so it is left out of the comparison.
        assert unlevelled(units) == unlevelled(new_units)


def without_duties(one: Snapshot) -> Snapshot:
    def bare(unit: Unit) -> Unit:
        return replace(unit, duties=(), units=tuple(map(bare, unit.units)))

    return one.model_copy(update={"duties": (), "units": tuple(map(bare, one.units))})


def unlevelled(units: Counter[Any]) -> Counter[Any]:
    return Counter((*unit[:3], unit[4]) for unit in units.elements())


def test_the_hash_seed_changes_nothing() -> None:
    names = [name for name, _, _ in PAIRS]
    said = [
        subprocess.run(
            (sys.executable, "-m", "tests.diff.real", *names),
            cwd=REPO,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
