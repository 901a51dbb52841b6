"""The redline of two whole texts: nothing lost, nothing invented, every change commented once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.model.record import Snapshot
from gen.report.model import Language
from gen.report.redline import Line, Redlined, names_first, preface
from gen.report.whole import whole
from tests.builders import duty, snapshot, unit
from tests.diff.generate import numbered, pairs
from tests.render.briefings import LANGUAGES
from tests.render.redlines import NEW, OLD, SHA, words
from tests.strategies import snapshots

law = settings(max_examples=20, deadline=None, derandomize=True)


def reading(lines: Iterable[Line], side: str) -> tuple[tuple[str, ...], ...]:
    """What the lines say on one side: the parts of each block that stands there."""
    gone = "+" if side == "old" else "-"
    return tuple(
        tuple("".join(text for mark, text in part if mark != gone) for part in line.parts)
        for line in lines
        if getattr(line, side) is not None
    )


def assert_whole(made: Redlined, old: Snapshot, new: Snapshot, language: Language) -> None:
    first = names_first(old, new, language)
    assert (made.old, made.new) == (whole(old, language, first), whole(new, language, first))
    for side, blocks in (("old", made.old), ("new", made.new)):
        assert reading(made.lines, side) == tuple(block.parts for block in blocks)
        places = [getattr(line, side) for line in made.lines]
        assert [place for place in places if place is not None] == list(range(len(blocks)))


@law
@given(pairs(), st.sampled_from(LANGUAGES))
def test_read_on_either_side_it_is_that_whole_text(pair: tuple[Snapshot, Snapshot], language: Language) -> None:
    assert_whole(words(*pair, language)[0], *pair, language)


@law
@given(pairs())
def test_every_change_is_commented_once_and_every_comment_stands_once(pair: tuple[Snapshot, Snapshot]) -> None:
    made, report = words(*pair)
    told = [comment.change for comment in made.comments if comment.change]
    assert sorted(told) == sorted(item.id for item in report.items)
    placed = Counter(number for line in made.lines for number in line.comments)
    assert placed == Counter(range(len(made.comments)))


@settings(max_examples=10, deadline=None, derandomize=True)
@given(snapshots(3), snapshots(3))
def test_whatever_two_texts_say_nothing_is_lost(old: Snapshot, new: Snapshot) -> None:
    assert_whole(words(old, new)[0], old, new, "zh")


@law
@given(pairs())
def test_a_move_has_two_places_and_lies_together_at_each(pair: tuple[Snapshot, Snapshot]) -> None:
    lines = words(*pair)[0].lines
    for name in {line.move for line in lines} - {""}:
        for state in ("deleted", "inserted"):
            at = [n for n, line in enumerate(lines) if line.move == name and line.state == state]
            assert at == list(range(at[0], at[-1] + 1))


def test_a_release_beside_itself_has_no_change_and_no_comment() -> None:
    made, _ = words(OLD, OLD)
    assert {line.state for line in made.lines} == {"kept"}
    assert (made.comments, made.moved) == ((), ())


def test_a_text_replaced_altogether_keeps_what_is_fixed() -> None:
    other = snapshot(unit("甲"), release="2022", name="乙部")
    states = {line.state for line in words(OLD, other)[0].lines if line.block.subject == "fixed"}
    assert states == {"kept"}


def line_of(text: str, state: str | None = None, lines: tuple[Line, ...] = ()) -> Line:
    lines = lines or words()[0].lines
    return next(line for line in lines if text in line.block.text and state in (None, line.state))


def said(line: Line) -> list[str]:
    made, _ = words()
    return [text for number in line.comments for text in made.comments[number].lines]


def test_a_duty_that_was_reworded_is_cut_at_words() -> None:
    line = line_of("协调重大问题")
    assert (line.state, line.parts[1]) == (
        "changed",
        (("=", "提出发展战略"), ("+", "和政策"), ("=", "，协调重大问题。")),
    )


def test_a_name_is_never_cut() -> None:
    old, new = (
        numbered(snapshot(unit("规划司", duties=[duty(f"会同{name}办理。")]), unit(name)))
        for name in ("科技一司", "科技二司")
    )
    (line,) = [line for line in words(old, new)[0].lines if "办理" in line.block.text]
    assert line.parts[1] == (("=", "会同"), ("-", "科技一司"), ("+", "科技二司"), ("=", "办理。"))


def test_a_comment_says_what_changed_where_it_is_said_and_how_sure_that_is() -> None:
    what, places, status, grounds = said(line_of("协调重大问题"))
    assert what.endswith(" △调整：职责（一）文字有调整")
    assert places == "出处：旧版 s1第3行；新版 s1第5行"
    assert status.startswith("状态：据实；得分 ")
    assert "编号相同：（一）" in grounds


def test_what_moved_says_from_where_to_where() -> None:
    line = line_of("组织实施重大专项", "inserted")
    assert said(line)[-1] == "位置：由“规划司”下“（1）拟订工业发展规划。”之后移至“科技司”之首"


def test_what_moved_without_a_change_has_a_comment_of_its_own() -> None:
    made, _ = words(
        snapshot(unit("甲司"), unit("乙司"), unit("丙司")), snapshot(unit("丙司"), unit("甲司"), unit("乙司"))
    )
    assert [(comment.change, comment.lines) for comment in made.comments] == [
        ("", ("位置：由“内设机构”下“乙司”之后移至“内设机构”之首",))
    ]
    assert [(line.state, line.block.text, line.move) for line in made.lines if line.move] == [
        ("inserted", "丙司", "move1"),
        ("deleted", "丙司", "move1"),
    ]


def test_what_moved_and_was_edited_is_no_move_but_says_so() -> None:
    old = numbered(
        snapshot(unit("甲司", duties=[duty("拟订工业发展规划和政策。")]), unit("乙司", duties=[duty("其他。")]))
    )
    new = numbered(
        snapshot(
            unit("甲司", duties=[duty("别的。")]),
            unit("乙司", duties=[duty("其他。"), duty("拟订工业和通信业发展规划和政策。")]),
        )
    )
    made, _ = words(old, new)
    line = line_of("通信业", "inserted", made.lines)
    assert line.move == ""
    assert made.comments[line.comments[0]].lines[-1].startswith("位置：由“甲司”之首移至“乙司”下")


def test_rows_that_moved_are_no_moves() -> None:
    lines = [line for line in words()[0].lines if line.block.parts[1:3] == ("副部长", "丙")]
    assert [(line.state, line.move) for line in lines] in ([("kept", "")], [("inserted", ""), ("deleted", "")])


def test_what_an_item_states_anew_follows_it_before_the_next_item_goes() -> None:
    old = snapshot(unit("甲司"), unit("乙司"), unit("丙司"))
    made, _ = words(old, snapshot(unit("甲司", level="正司级"), unit("丙司")))
    assert [(line.state, line.block.text) for line in made.lines if line.state != "kept"] == [
        ("inserted", "级别：正司级"),
        ("deleted", "乙司"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_preface_states_both_releases_and_counts_the_changes_by_kind(language: Language) -> None:
    _, report = words(language=language)
    head = "\n".join(preface(report))
    for wanted in (*SHA, "2019", "2022", *(f"{mark.symbol}" for item in report.items for mark in item.marks[:1])):
        assert wanted in head


def test_the_preface_of_equal_releases_says_that_nothing_changed() -> None:
    assert "两版之间未见变化。" in preface(words(OLD, OLD)[1])


def test_both_languages_tell_the_same_changes() -> None:
    told = [[comment.change for comment in words(OLD, NEW, language)[0].comments] for language in LANGUAGES]
    assert told[0] == told[1]


def test_a_release_that_names_its_units_in_english_too_shows_no_change_of_names() -> None:
    old, new = snapshot(unit("甲司"), unit("乙司")), snapshot(unit("甲司|Department A"), unit("乙司|Department B"))
    made, _ = words(old, new, "en")
    assert [(line.state, line.block.text) for line in made.lines if line.state != "kept"] == [
        ("inserted", "English name: Department A"),
        ("inserted", "English name: Department B"),
    ]


def test_names_both_releases_have_in_english_stand_first_in_the_english_text() -> None:
    both = snapshot(unit("甲司|Department A"))
    assert [line.block.text for line in words(both, both, "en")[0].lines][3:5] == [
        "Department A",
        "Chinese name: 甲司",
    ]
