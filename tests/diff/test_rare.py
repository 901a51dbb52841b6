"""Which texts are compared at all, and which become pairs."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gen.diff.rare import chosen, dice, grams, scored

texts = st.lists(st.text(st.sampled_from("规划财务科技管理工作"), max_size=8), max_size=6)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(texts, texts)
def test_among_few_texts_every_pair_that_shares_anything_is_scored(old: list[str], new: list[str]) -> None:
    olds, news = [grams(text) for text in old], [grams(text) for text in new]
    expected = {(i, j): dice(o, n) for i, o in enumerate(olds) for j, n in enumerate(news) if dice(o, n) > 0}
    assert scored(olds, news, dice) == expected


@settings(max_examples=60, deadline=None, derandomize=True)
@given(texts, texts)
def test_exchanging_the_sides_exchanges_the_pairs(old: list[str], new: list[str]) -> None:
    olds, news = [grams(text) for text in old], [grams(text) for text in new]
    there, back = chosen(scored(olds, news, dice)), chosen(scored(news, olds, dice))
    assert {(j, i) for (i, j), _ in there} == {pair for pair, _ in back}


def test_pairs_are_each_others_best_and_name_the_next_best_reading() -> None:
    scores = {(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.7, (1, 1): 0.2}
    assert chosen(scores) == [((0, 0), (0, 1)), ((1, 1), (0, 1))]


def test_of_equal_scores_the_nearer_pair_is_taken() -> None:
    scores = {(0, 0): 0.5, (0, 1): 0.5}
    assert chosen(scores, lambda pair: pair != (0, 1)) == [((0, 1), (0, 0))]


def test_many_texts_of_one_phrase_are_told_apart_by_what_is_rare() -> None:
    olds = [grams(f"负责第{n:04}号项目的规划、组织和协调工作。") for n in range(3000)]
    news = [grams(f"负责第{n:04}号项目的规划、组织、指导和协调工作。") for n in range(3000)]
    assert len(scored(olds, news, dice)) <= 16 * 3000


def test_nothing_on_a_side_makes_no_pair() -> None:
    assert scored([], [grams("规划")], dice) == {}
    assert chosen({}) == []
