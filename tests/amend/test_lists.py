"""Operations on lists: what is omitted, put in and numbered, and what does not fit."""

from __future__ import annotations

import pytest

from gen.amend.numbers import value, written
from gen.amend.operations import Consecutive, Holder, Insert, Item, New, Omit, Renumber, Reword
from tests.amend.shapes import FIRST, LAWS, SECOND, duties_of, faults, gazette, named, result, units_of
from tests.builders import duties, snapshot

ONE, OTHER = Holder(FIRST, 2), Holder(SECOND, 6)


def test_omitting_an_item_leaves_the_numbers_of_the_others() -> None:
    after = result(gazette(), Omit(line=3, holder=ONE, items=(Item(2),)))
    assert duties_of(after, FIRST)[:2] == [("(1)", "Preparing the budget."), ("(3)", "Supervising revenue")]


def test_what_is_untouched_keeps_its_place_in_the_old_source_and_what_is_new_points_into_the_amendment() -> None:
    after = result(gazette(), Insert(line=3, holder=OTHER, which="units", items=(New("Zoo", 4, 2),), after=Item(1)))
    tower, zoo = named(after, SECOND).units
    assert (tower.locator.source, zoo.locator.source, zoo.locator.line) == ("s1", "amendment", 4)
    assert (zoo.id, zoo.number, zoo.group) == ("zoo", "2", "institution")
    assert named(after, FIRST) is named(gazette(), FIRST) or named(after, FIRST) == named(gazette(), FIRST)


def test_an_item_put_in_under_a_number_that_stands_is_told_apart_from_it_by_the_renumbering_that_follows() -> None:
    put_in = Insert(line=3, holder=OTHER, items=(New("Developing the port city.", 4, 2),), after=Item(1))
    after = result(gazette(), put_in, Renumber(line=5, holder=OTHER, old=(2,), new=(3,)))
    assert duties_of(after, SECOND)[:3] == [
        ("(1)", "Promoting investment"),
        ("(2)", "Developing the port city."),
        ("(3)", "All other subjects"),
    ]


def test_a_number_that_would_stand_twice_is_a_fault_at_the_line_that_brings_it() -> None:
    put_in = Insert(line=3, holder=OTHER, items=(New("Developing the port city.", 4, 2),), after=Item(1))
    assert faults(gazette(), put_in) == [(4, f"{SECOND}, duties: the number 2 would stand 2 times")]


def test_an_item_omitted_here_and_put_in_there_goes_on_under_its_id() -> None:
    laws = (New("Export Act, No. 40 of 1979", 8),)
    after = result(
        gazette(),
        Omit(line=3, holder=ONE, which="units", items=(Item(2),)),
        Omit(line=4, holder=ONE, which="headed", items=(Item(text="Export Act No. 40 of 1979"),)),
        Insert(line=5, holder=OTHER, which="units", items=(New("Export Board", 6, 2),)),
        Insert(line=7, holder=OTHER, which="headed", items=laws, after=Item(text="citizenship act")),
    )
    assert [one.id for one in named(after, SECOND).units] == ["Lotus-Tower", "Export-Board"]
    assert [(one.id, one.heading) for one in named(after, SECOND).duties][-1] == ("02/d5", LAWS)
    assert units_of(after, FIRST) == [("1", "Treasury"), ("3", "Mint")]


def test_a_new_item_never_takes_an_id_that_another_had() -> None:
    after = result(
        gazette(),
        Omit(line=3, holder=OTHER, items=(Item(2),)),
        Insert(line=4, holder=OTHER, items=(New("Something else", 5, 2),)),
    )
    ids = [one.id for one in named(after, SECOND).duties]
    assert (len(set(ids)), "06/d2" in ids) == (3, False)


def test_an_insertion_that_shifts_gives_what_follows_the_next_numbers() -> None:
    base = snapshot(duties=duties("一。", "二。", "三。"))
    after = result(base, Insert(line=3, items=(New("新。", 3),), after=Item(1), shifts=True))
    assert duties_of(after) == [("（1）", "一。"), ("（2）", "新。"), ("（3）", "二。"), ("（4）", "三。")]


def test_original_numbers_are_those_from_before_the_instrument() -> None:
    base = snapshot(duties=duties("一。", "二。"))
    put_in = Insert(line=3, items=(New("新。", 3),), after=Item(1), shifts=True)
    assert result(base, put_in, Renumber(line=4, old=(2,), new=(3,), original=True)) == result(base, put_in)


def test_a_number_that_means_another_item_by_now_is_doubted() -> None:
    base = snapshot(duties=duties("一。", "二。", "三。"))
    put_in = Insert(line=3, items=(New("新。", 3),), after=Item(1), shifts=True)
    from gen.amend.replay import replay
    from tests.amend.shapes import account

    noted = account()
    replay(base, [put_in, Omit(line=4, items=(Item(3),))], noted)
    assert [(one.kind, one.locator.line) for one in noted.findings] == [("number-moved", 4)]


def test_the_name_of_an_item_that_is_a_unit_is_reworded_as_well() -> None:
    after = result(gazette(), Reword(line=3, holder=ONE, which="units", old="Export", new="Import", item=Item(2)))
    assert units_of(after, FIRST)[1] == ("2", "Import Board")


def test_a_list_is_numbered_from_one_on() -> None:
    base = snapshot(duties=duties("一。", "二。", "三。"))
    after = result(base, Omit(line=3, items=(Item(1),)), Consecutive(line=3))
    assert duties_of(after) == [("（1）", "二。"), ("（2）", "三。")]


def test_words_are_replaced_in_one_item_or_wherever_they_stand() -> None:
    base = snapshot(duties=duties("推进信息化。", "指导信息化。", "其他。"))
    assert duties_of(result(base, Reword(line=1, old="信息化", new="数字化"))) == [
        ("（1）", "推进数字化。"),
        ("（2）", "指导数字化。"),
        ("（3）", "其他。"),
    ]
    after = result(base, Reword(line=1, old="推进", new="", item=Item(1)), Reword(line=2, new="新。", item=Item(3)))
    assert [words for _, words in duties_of(after)] == ["信息化。", "指导信息化。", "新。"]
    assert [one.locator.source for one in after.duties] == ["amendment", "s1", "amendment"]


@pytest.mark.parametrize(
    ("operation", "what"),
    [
        (Omit(line=7, holder=ONE, items=(Item(9),)), f"{FIRST}, duties: there is no item 9"),
        (
            Omit(line=7, holder=ONE, which="headed", items=(Item(text="Zoo Act"),)),
            f"{FIRST}, items under a heading: there is no “Zoo Act”",
        ),
        (Omit(line=7, holder=Holder(FIRST, 3), items=(Item(1),)), f"{FIRST} has the number 02, not 3"),
        (Omit(line=7, holder=Holder("Minister of Nothing"), items=(Item(1),)), "no unit is called Minister of Nothing"),
        (Insert(line=7, holder=ONE, items=(New("x", 8),), after=Item(9)), f"{FIRST}, duties: there is no item 9"),
        (Renumber(line=7, holder=ONE, old=(9,), new=(10,)), f"{FIRST}, duties: there is no item 9"),
        (Renumber(line=7, holder=ONE, old=(3,), new=(1,)), f"{FIRST}, duties: the number 1 would stand 2 times"),
        (Reword(line=7, holder=ONE, old="zebra", new="x"), f"{FIRST}, duties: nothing there says “zebra”"),
        (
            Reword(line=7, holder=ONE, old="Supervising revenue", new=""),
            f"{FIRST}, duties: without “Supervising revenue” nothing is left",
        ),
    ],
)
def test_what_does_not_fit_is_a_fault_with_its_line(operation: Omit, what: str) -> None:
    assert faults(gazette(), operation) == [(7, what)]


def test_all_that_does_not_fit_is_told_together_and_the_base_stays_as_it_was() -> None:
    base, before = gazette(), gazette()
    wrong = [Omit(line=n, holder=ONE, items=(Item(n),)) for n in (7, 8, 9)]
    assert [line for line, _ in faults(base, *wrong, Omit(line=5, holder=ONE, items=(Item(1),)))] == [7, 8, 9]
    assert base == before


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("(32)", 32),
        ("（五）", 5),
        ("（５）", 5),
        ("02", 2),
        ("26", 26),
        ("11.", 11),
        ("二十一", 21),
        ("A", None),
        (None, None),
    ],
)
def test_a_label_has_a_value(label: str | None, number: int | None) -> None:
    assert value(label) == number


@pytest.mark.parametrize(
    ("like", "said"),
    [("(1)", "(12)"), ("（一）", "（十二）"), ("（1）", "（12）"), ("02", "12"), ("7", "12"), (None, "(12)")],
)
def test_a_number_is_written_as_its_list_writes_them(like: str | None, said: str) -> None:
    assert written(12, like, "(1)") == said
