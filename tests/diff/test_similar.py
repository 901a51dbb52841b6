"""How alike two names are, and that a very long one takes no more work than a long one."""

from __future__ import annotations

from gen.diff.similar import ratio


def test_a_ratio_is_the_longest_common_subsequence_over_both_lengths() -> None:
    assert ratio("装备工业司", "装备工业一司") == 10 / 11
    assert ratio("规划司", "") == ratio("", "") == 0.0


def test_a_name_of_a_million_characters_is_compared_as_it_begins() -> None:
    one, other = "规" * 1_000_000, "规" * 500 + "划" * 999_500
    assert (ratio(one, one), ratio(one, other), ratio(other, one)) == (1.0, 0.5, 0.5)
