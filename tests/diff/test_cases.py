"""Each case of tests/cases says the whole of what changed, and nothing else did."""

from __future__ import annotations

import pytest

from gen.diff import diff
from tests.cases import cases, expected, found, pairs
from tests.diff.test_laws import assert_balanced


@pytest.mark.parametrize("name", cases())
def test_the_changes_are_the_expected_ones_and_no_others(name: str) -> None:
    assert found(name) == expected(name)


@pytest.mark.parametrize("name", cases())
def test_the_ledger_balances_in_both_directions(name: str) -> None:
    for old, new in pairs(name).values():
        for one, other in ((old, new), (new, old)):
            for entry in diff(one, other).ledger.values():
                assert_balanced(entry)
