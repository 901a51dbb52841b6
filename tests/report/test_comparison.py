"""The table of old and new: every change in one row, nothing invented in a cell, long wordings shortened."""

from __future__ import annotations

from collections import Counter
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.diff import diff
from gen.diff.text import redline
from gen.model.change import Changes, Detail, Folded, Reading, Redline
from gen.model.record import Basis, Locator, Snapshot, Transfer
from gen.report.build import build
from gen.report.comparison import comparison
from gen.report.elide import BETWEEN, elided
from gen.report.model import Comparison, ComparisonRow, Language
from gen.report.redline import redlined
from tests.builders import AT, duty, post, snapshot, staffing, unit
from tests.diff.generate import numbered, pairs
from tests.render.briefings import LANGUAGES, hostile_changes
from tests.render.redlines import NEW, OLD, SHA

law = settings(max_examples=20, deadline=None, derandomize=True)
LONG = "拟订工业行业规划并组织实施，指导行业技术创新和技术进步，以先进适用技术改造提升传统产业，组织实施有关国家科技重大专项；"


def changes_of(old: Snapshot, new: Snapshot) -> Changes:
    return diff(old, new, old_sha256=SHA[0], new_sha256=SHA[1])


def table(old: Snapshot = OLD, new: Snapshot = NEW, language: Language = "zh", **update: object) -> Comparison:
    changes = changes_of(old, new).model_copy(update=update)
    return comparison(changes, old, new, build(changes, old, new, language))


def said(row: ComparisonRow, side: Literal["old", "new"]) -> list[str]:
    """The lines of a cell, what went in [-brackets-] and what came in [+brackets+]."""
    marks = {"=": "{}", "-": "[-{}-]", "+": "[+{}+]"}
    return ["".join(marks[mark].format(text) for mark, text in line.pieces) for line in getattr(row, side)]


def of(made: Comparison, words: str) -> ComparisonRow:
    """The row that says something in a cell."""
    return next(row for row in made.rows if any(words in line.text for line in (*row.old, *row.new)))


def amended(old: str, new: str) -> ComparisonRow:
    sides = (snapshot(duties=[duty(text, "（一）", "b1")], release=at) for text, at in ((old, "2019"), (new, "2022")))
    (row,) = table(*sides).rows
    return row


@law
@given(pairs(), st.sampled_from(LANGUAGES))
def test_every_change_has_exactly_one_row(pair: tuple[Snapshot, Snapshot], language: Language) -> None:
    made = table(*pair, language)
    assert Counter(row.id for row in made.rows if row.id) == Counter(one.id for one in changes_of(*pair).changes)
    assert [row.number for row in made.rows] == [str(n + 1) for n in range(len(made.rows))]


@law
@given(pairs())
def test_an_old_cell_holds_nothing_that_came_and_a_new_one_nothing_that_went(pair: tuple[Snapshot, Snapshot]) -> None:
    for row in table(*pair).rows:
        assert "+" not in {mark for line in row.old for mark, _ in line.pieces}
        assert "-" not in {mark for line in row.new for mark, _ in line.pieces}
        assert all(line.text for line in (*row.old, *row.new))


def test_rows_follow_the_new_text_and_what_is_gone_stands_where_it_was() -> None:
    old = numbered(snapshot(unit("甲司", level="正处级"), unit("乙司"), unit("丙司", level="正处级")))
    new = numbered(snapshot(unit("甲司", level="正司级"), unit("丙司", level="正司级"), release="2022"))
    assert [row.old[0].text for row in table(old, new).rows] == ["甲司", "乙司", "丙司"]


def test_the_order_is_that_of_the_redline() -> None:
    changes = changes_of(OLD, NEW)
    report = build(changes, OLD, NEW, "zh")
    assert comparison(changes, OLD, NEW, report, redlined(changes, OLD, NEW, report)) == table()


def test_what_is_new_and_what_is_gone_say_so_on_the_empty_side() -> None:
    made = table(snapshot(unit("甲司")), snapshot(unit("丙中心", group="subordinate"), release="2022"))
    gone, new = of(made, "甲司"), of(made, "丙中心")
    assert (said(gone, "old"), said(gone, "new")) == (["[-甲司-]", "内设机构"], ["（删除）"])
    assert (said(new, "old"), said(new, "new")) == (["（新增）"], ["[+丙中心+]", "直属事业单位"])


def test_what_several_units_became_marks_only_the_names_that_are_not_on_both_sides() -> None:
    row = of(table(), "装备工业一司")
    assert said(row, "old")[0] == "[-装备工业司-]"
    assert said(row, "new")[0] == "[+装备工业一司+]"


def test_a_person_who_follows_another_is_never_cut() -> None:
    sides = (snapshot(posts=[post("部长", who)], release=at) for who, at in (("王新哲", "2019"), ("王新民", "2022")))
    row = table(*sides).rows[0]
    assert (said(row, "old"), said(row, "new")) == (["部长[-王新哲-]"], ["部长[+王新民+]"])


def test_a_term_of_office_is_marked_where_it_differs() -> None:
    sides = (
        snapshot(posts=[post("部长", "甲", "2015", end)], release=at) for end, at in ((None, "2019"), ("2020", "2022"))
    )
    row = table(*sides).rows[0]
    assert "".join(said(row, "new")) == "部长甲2015年[+至2020年+]"


def test_a_number_of_staff_is_marked_as_a_whole() -> None:
    sides = (snapshot(staffing=[staffing("行政编制", n)], release=at) for n, at in ((100, "2019"), (120, "2022")))
    row = table(*sides).rows[0]
    assert (said(row, "old"), said(row, "new")) == (["行政编制", "[-100-]"], ["行政编制", "[+120+]"])


def test_a_moved_unit_has_its_place_marked() -> None:
    old, new = snapshot(unit("甲中心")), snapshot(unit("甲中心", group="subordinate"), release="2022")
    row = table(old, new).rows[0]
    assert (said(row, "old"), said(row, "new")) == (["甲中心", "[-内设机构-]"], ["甲中心", "[+直属事业单位+]"])
    assert row.remarks[0].endswith("划转至直属事业单位。")


def test_a_long_duty_keeps_its_opening_and_the_clauses_that_changed() -> None:
    row = amended(f"{LONG}推进信息化工作；{LONG}", f"{LONG}推进信息化建设工作；{LONG}")
    assert said(row, "old") == [
        "（一）拟订工业行业规划并组织实施，……组织实施有关国家科技重大专项；推进信息化工作；拟订工业行业规划并组织实施，……"
    ]
    assert "信息化[+建设+]工作" in said(row, "new")[0]


def test_a_short_duty_is_never_shortened() -> None:
    assert said(amended("拟订规划，组织实施。", "拟订规划，指导实施。"), "old")[:1] == [
        "（一）拟订规划，[-组织-]实施。"
    ]


def test_a_role_that_changed_is_told_in_the_remarks_and_not_in_the_cells() -> None:
    row = amended("拟订规划，组织实施。", "拟订规划，指导实施。")
    assert row.remarks[0] == "职责（一）文字有调整，职责角色由“组织”减弱为“指导”。"


def test_a_duty_of_three_thousand_characters_makes_a_short_row() -> None:
    long = "".join(f"负责第{n}类产品的监督管理；" for n in range(250))
    row = amended(long, long.replace("第120类产品", "第120类产品和设备"))
    assert len(long) > 3000
    assert sum(map(len, said(row, "new"))) < 120
    assert not row.long


def test_a_new_duty_is_told_in_full_and_may_be_broken_over_pages() -> None:
    made = table(
        snapshot(duties=[duty("甲。", "（一）")]),
        snapshot(duties=[duty("甲。", "（一）"), duty(LONG * 8, "（二）")], release="2022"),
    )
    (row,) = made.rows
    assert said(row, "new") == [f"[+（二）+][+{LONG * 8}+]"]
    assert row.long


TERM = Folded(kind="term", count=7, what="股东大会 → 股东会")
NUMBERS = Folded(kind="renumbered", count=3, what="duty")


def test_what_is_replaced_throughout_is_the_first_row() -> None:
    row = table(folded=(NUMBERS, TERM)).rows[0]
    assert (row.id, said(row, "old"), said(row, "new")) == ("", ["[-股东大会-]"], ["[+股东会+]"])
    assert row.remarks == (
        "用语统一替换，共7处，以下不再逐条列示。",
        "编号调整3处（职责），不改变含义，不再逐条列示。",
    )


def test_renumbering_alone_is_a_remark_beside_nothing() -> None:
    row = table(folded=(NUMBERS,)).rows[0]
    assert (said(row, "old"), said(row, "new"), len(row.remarks)) == (["—"], ["—"], 1)


def test_what_differs_in_the_body_itself_has_a_row() -> None:
    details = Detail(aspect="level", old=("正部级",), new=("副部级",)), Detail(aspect="nameplate", new=("乙局",))
    row = of(table(body=details), "副部级")
    assert (said(row, "old"), said(row, "new")) == (["级别：[-正部级-]"], ["级别：[+副部级+]", "牌子：[+乙局+]"])
    assert row.id == ""


def declaring(document: str | None, basis: tuple[Basis, ...] = ()) -> ComparisonRow:
    at = Locator(source="s1", line=51)
    split = Transfer(
        what="装备司",
        target="装备一司、装备二司",
        kind="split",
        date="2020",
        text="依《某规定》将装备司拆分为装备一司、装备二司。",
        locator=at,
    )
    new = snapshot(unit("装备一司"), unit("装备二司"), release="2022", transfers=[split])
    new = new.model_copy(update={"document": document, "basis": basis})
    return table(snapshot(unit("装备司")), new).rows[0]


@pytest.mark.parametrize(
    ("document", "basis", "number"),
    [
        (None, (), ""),
        ("国发〔2022〕1号", (), "（国发〔2022〕1号）"),
        ("国发〔2022〕1号", (Basis(text="《某规定》", document="厅字〔2020〕9号", locator=AT),), "（厅字〔2020〕9号）"),
        (None, (Basis(text="《他规定》", document="厅字〔2020〕9号", locator=AT),), ""),
    ],
)
def test_the_instrument_is_quoted_with_its_number_and_its_line(
    document: str | None, basis: tuple[Basis, ...], number: str
) -> None:
    assert (
        f"来源明文：“依《某规定》将装备司拆分为装备一司、装备二司。”{number}（s1第51行）。"
        in declaring(document, basis).remarks
    )


@pytest.mark.parametrize("turned", [False, True])
def test_duties_that_became_one_are_each_a_line_beside_it(turned: bool) -> None:
    parts = "拟订示例行业发展规划并组织实施，指导示例行业技术创新；", "承担示例统计和信息发布工作，监测分析运行态势。"
    several = snapshot(duties=[duty(text, f"（{n}）", f"d{n}") for n, text in enumerate(parts)])
    one = snapshot(duties=[duty("".join(parts), "（九）", "d9")], release="2022")
    (row,) = table(one, several).rows if turned else table(several, one).rows
    sides = said(row, "old"), said(row, "new")
    assert [len(lines) for lines in sides] == ([1, 2] if turned else [2, 1])
    cells = (row.new, row.old) if turned else (row.old, row.new)
    assert [line.text for line in cells[0]] == [f"（{n}）{text}" for n, text in enumerate(parts)]
    assert cells[1][0].text == "（九）" + "".join(parts)


def test_rulings_and_other_readings_are_told() -> None:
    reading = Reading(kind="removed", score=0.25)
    changes = changes_of(OLD, NEW).changes
    ruled = tuple(one.model_copy(update={"ruling": "r7", "runner_up": reading}) for one in changes)
    for row in table(changes=ruled).rows[1:]:
        assert {"裁定：r7", "另一种读法：不再列出（），得分0.25"} <= set(row.remarks)


def test_a_likely_change_says_that_it_awaits_a_ruling() -> None:
    changes = changes_of(OLD, NEW)
    likely = tuple(one.model_copy(update={"status": "likely", "score": 0.5}) for one in changes.changes)
    made = table(changes=likely)
    assert {row.status for row in made.rows if row.id} == {"推定，待裁定（得分0.50）"}
    assert {row.status for row in table().rows} == {""}


def test_two_equal_releases_have_no_row_and_say_that_nothing_changed() -> None:
    made = table(OLD, OLD)
    assert made.rows == ()
    assert made.notes[-1].startswith("两版之间未见变化")


def test_the_notes_state_both_snapshots_in_full() -> None:
    for sha, note in zip(SHA, table().notes, strict=False):
        assert sha in note


def test_an_english_table_is_in_english() -> None:
    made = table(language="en")
    assert made.head == ("Row", "Before (2019)", "After (2022)", "Remarks")
    assert {line.text for row in made.rows for line in row.old if row.id and line.role == "empty"} == {"(new)"}


def test_hostile_names_stay_text() -> None:
    changes, old, new = hostile_changes()
    made = comparison(changes, old, new, build(changes, old, new, "zh"))
    assert Counter(row.id for row in made.rows) == Counter(one.id for one in changes.changes)
    assert "\u202e" not in str(made)


clauses = st.lists(
    st.sampled_from(["拟订规划，", "组织实施重大专项；", "指导协调。", "没有标点", "推进信息化工作，"]), max_size=30
)


@law
@given(clauses, clauses, clauses)
def test_what_is_left_of_a_long_wording_stands_in_it_in_order(
    first: list[str], second: list[str], last: list[str]
) -> None:
    wordings = ["".join([*first, *middle, *last]) for middle in ([], second)]
    short = elided(redline(*wordings), "……")
    for wording, other in zip(wordings, "+-", strict=True):
        at = 0
        for part in "".join(text for mark, text in short if mark != other).split("……"):
            at = wording.index(part, at) + len(part)
    assert [piece for piece in short if piece[0] != "="] == [piece for piece in redline(*wordings) if piece[0] != "="]


@pytest.mark.parametrize(
    ("pieces", "short"),
    [
        ((("=", LONG + LONG),), (("=", "拟订工业行业规划并组织实施，……"),)),
        ((("+", LONG + LONG),), (("+", LONG + LONG),)),
        ((("=", "没有标点" * 40), ("+", "尾")), (("=", "没有标点" * 40), ("+", "尾"))),
        (
            (("=", f"{LONG}{BETWEEN}{LONG}"), ("+", "尾")),
            (
                (
                    "=",
                    f"拟订工业行业规划并组织实施，……{BETWEEN}拟订工业行业规划并组织实施，……组织实施有关国家科技重大专项；",
                ),
                ("+", "尾"),
            ),
        ),
    ],
)
def test_only_whole_clauses_that_stay_are_left_out(pieces: Redline, short: Redline) -> None:
    assert elided(pieces, "……") == short


def test_english_clauses_end_at_a_mark_before_a_space() -> None:
    text = "Draft plans for version 1.2 of the industry, carry out major projects in every region of the country; guide standards. "
    assert elided((("=", text), ("-", "Old"), ("+", "New")), "… ")[0] == (
        "=",
        "Draft plans for version 1.2 of the industry, … guide standards. ",
    )
