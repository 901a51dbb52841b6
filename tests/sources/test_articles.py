"""The form "articles": Taiwan's rules 第 N 條 that set up units and say what each is in charge of."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.errors import GenError
from gen.model.record import Snapshot, Unit
from gen.sources.read import Document, Reading, read
from tests.sources.reading import kinds, reading

SHARED = Path(__file__).parents[3] / "shared" / "sources"

RULES = """林務部處務規程
法規類別：行政＞林務部＞處務目
最新異動日期：20200102
沿革：
1.中華民國一百零一年三月四日林務部林人字第 0100000001  號令訂定發布全
  文 9 條
2.中華民國一百零九年一月二日林務部林人字第 0200000002A  號令修正發布第 3
  條條文；並自一百零九年二月一日施行

第 1 條
林務部（以下簡稱本部）為處理內部單位之分工職掌，特訂定本規程。
第 2 條
部長綜理部務，並指揮、監督所屬機關及人員。
第 3 條
主任秘書權責如下：
一、文稿之核閱。
二、其他交辦事項。
第 4 條
本部設下列司、處：
一、造林司，分二科辦事。
二、水源司，分企劃、巡護二科辦事。
三、人事處。
第 5 條
造林司掌理事項如下：
一、苗木之培育及
    造林。
二、林道之養護。
第 6 條
水源司掌理下列事項：
一、集水區之巡護。
二、其他有關水源事項。
第 7 條
人事處掌理本部人事事項。
第 8 條
本部為應業務需要得設下列常設性任務編組：
一、法規會：辦理法制業務，置執行秘書一人。
第 9 條
本規程自發布日施行。
"""


def units(found: Reading | Snapshot) -> dict[str, list[tuple[str | None, str]]]:
    """The units in document order, each with its duties as (number, wording)."""
    snapshot = found.snapshot if isinstance(found, Reading) else found
    return {u.name.primary: [(d.number, d.text.primary) for d in u.duties] for u, _ in snapshot.walk()}


def groups(snapshot: Snapshot) -> list[tuple[str | None, str | None, str]]:
    return [(unit.number, unit.group, unit.name.primary) for unit, _ in snapshot.walk()]


def articles(*said: str) -> str:
    """A text with these articles, the first one setting up two units."""
    opening = ("本部設甲司、乙處。", *said)
    return "林務部處務規程\n" + "\n".join(f"第 {n} 條\n{text}" for n, text in enumerate(opening, 1))


def fate(found: Reading, row: str) -> tuple[str, str]:
    line = next(n for n, text in enumerate(found.rows, 1) if text == row)
    return found.fates[line - 1].what, found.fates[line - 1].why


def test_units_have_their_group_their_number_and_the_duties_of_their_article() -> None:
    found = reading(RULES, release="2020")
    assert found.form == "articles"
    assert groups(found.snapshot) == [
        ("一", "internal", "造林司"),
        ("二", "internal", "水源司"),
        (None, "internal", "企劃科"),
        (None, "internal", "巡護科"),
        ("三", "internal", "人事處"),
        ("一", "任務編組", "法規會"),
        (None, "職務", "主任秘書"),
    ]
    assert units(found) == {
        "造林司": [("（一）", "苗木之培育及造林。"), ("（二）", "林道之養護。")],
        "水源司": [("（一）", "集水區之巡護。"), ("（二）", "其他有關水源事項。")],
        "企劃科": [],
        "巡護科": [],
        "人事處": [(None, "掌理本部人事事項。")],
        "法規會": [(None, "辦理法制業務，置執行秘書一人。")],
        "主任秘書": [("（一）", "文稿之核閱。"), ("（二）", "其他交辦事項。")],
    }


def test_sections_and_heads_are_counted() -> None:
    stated = [(one.what, one.count) for one in reading(RULES).snapshot.staffing]
    assert stated == [("造林司 科", 2), ("水源司 科", 2), ("法規會 執行秘書", 1)]


def test_only_the_groups_spoken_of_are_covered() -> None:
    covered = reading(RULES).snapshot.coverage
    assert (covered.units, covered.duties) == (("internal", "任務編組", "職務"),) * 2
    assert (covered.staffing, covered.posts, covered.transfers) == (True, False, False)
    silent = reading(articles("甲司掌理事項如下：\n一、造林。")).snapshot.coverage
    assert (silent.units, silent.duties, silent.staffing) == (("internal",), ("internal",), False)


def test_the_last_decree_of_the_history_gives_number_and_date_in_force() -> None:
    snapshot = reading(RULES, release="2020").snapshot
    assert (snapshot.title, snapshot.name.zh) == ("林務部處務規程", "林務部")
    assert (snapshot.document, snapshot.effective) == ("林務部林人字第 0200000002A 號", "2020-02-01")
    assert [(one.document, one.locator.line) for one in snapshot.basis] == [
        ("林務部林人字第 0100000001 號", 5),
        ("林務部林人字第 0200000002A 號", 7),
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("一百十二年九月二十五日", "2023-09-25"),
        ("一百一十二年九月二十五日", "2023-09-25"),
        ("七十三年一月二十六日", "1984-01-26"),
        ("112 年 9 月 25 日", "2023-09-25"),
    ],
)
def test_years_of_the_republic_are_those_of_the_calendar(day: str, expected: str) -> None:
    history = f"林務部處務規程\n沿革：\n1.中華民國{day}林務部林人字第 1 號令訂定發布\n第 1 條\n本部設甲司、乙處。\n第 2 條\n甲司掌理造林。"
    assert reading(history, release=expected[:4]).snapshot.effective == expected


def test_a_latest_change_that_is_not_the_last_decree_is_a_finding() -> None:
    assert ("dates-disagree", 3) in kinds(reading(RULES.replace("20200102", "20210102"), release="2020"))


def test_a_day_that_is_none_is_no_effective_date() -> None:
    found = reading(RULES.replace("一百零九年一月二日", "一百零九年二月三十日"), release="2020")
    assert found.snapshot.document == "林務部林人字第 0100000001 號"


def test_without_a_history_the_last_article_gives_the_date_in_force() -> None:
    found = reading(articles("甲司掌理造林。", "本規程自中華民國一百零九年二月一日施行。"), release="2020-02")
    assert found.snapshot.effective == "2020-02-01"
    assert "effective-disagrees" not in [kind for kind, _ in kinds(found)]


def test_every_line_is_used_or_left_out_for_a_reason() -> None:
    found = reading(RULES, release="2020")
    assert [(one.line, one.what) for one in found.fates if one.what == "finding"] == []
    assert fate(found, "部長綜理部務，並指揮、監督所屬機關及人員。") == (
        "unused",
        "who leads and who assists, no unit and no list of duties",
    )
    assert fate(found, "本規程自發布日施行。") == ("unused", "when the rules are in force")
    assert fate(found, "    造林。") == ("used", "duty")


def test_a_law_the_rules_rest_on_is_a_basis() -> None:
    found = reading("林務部處務規程\n第 1 條\n本規程依林務部組織法第五條之規定訂之。\n第 2 條\n本部設甲司、乙處。")
    assert [one.text for one in found.snapshot.basis] == ["林務部組織法第五條"]


@pytest.mark.parametrize(
    "row",
    ["第 2 條", "第二條", "第 二 條", "　第二條", "第二條之一", "第 2 條之 1", "第 2-1 條"],
)
def test_the_number_of_an_article_is_read_in_every_way_it_is_written(row: str) -> None:
    text = f"林務部處務規程\n第 1 條\n本部設甲司、乙處。\n{row}\n甲司掌理事項如下：\n一、造林。"
    assert units(reading(text)) == {"甲司": [("（一）", "造林。")], "乙處": []}


def test_text_beside_the_number_of_an_article_belongs_to_it() -> None:
    text = "林務部組織條例\n第一條　本部設甲司、乙處。\n第二條　甲司掌理左列事項：\n一、造林。\n二、護林。"
    assert units(reading(text)) == {"甲司": [("（一）", "造林。"), ("（二）", "護林。")], "乙處": []}


def test_an_article_named_in_a_sentence_begins_none() -> None:
    found = reading(articles("甲司掌理事項如下：\n一、依\n第三條之規定造林。\n二、護林。"))
    assert units(found)["甲司"] == [("（一）", "依第三條之規定造林。"), ("（二）", "護林。")]


def test_a_row_that_ends_without_a_stop_goes_on_in_the_next_indented_or_not() -> None:
    flush = articles("甲司掌理事項如下：\n一、苗木之培育、\n造林及\n養護。\n二、林道。")
    indented = articles("甲司掌理事項如下：\n一、苗木之培育、\n    造林及養護。\n二、林道。")
    assert units(reading(flush)) == units(reading(indented))
    assert units(reading(flush))["甲司"][0] == ("（一）", "苗木之培育、造林及養護。")


def test_an_indented_row_goes_on_even_after_a_full_stop() -> None:
    found = reading(articles("甲司掌理事項如下：\n一、造林。\n    但國有林除外。\n二、護林。"))
    assert units(found)["甲司"] == [("（一）", "造林。但國有林除外。"), ("（二）", "護林。")]


def test_a_number_inside_an_open_sentence_begins_no_item_unless_it_is_the_next() -> None:
    found = reading(articles("甲司掌理事項如下：\n一、第一期、第\n三、四期造林。\n二、護林。"))
    assert units(found)["甲司"] == [("（一）", "第一期、第三、四期造林。"), ("（二）", "護林。")]


def test_items_without_stops_are_items_where_they_count_on() -> None:
    found = reading("林務部處務規程\n第 1 條\n本部設下列司、處：\n一、甲司\n二、乙處\n第 2 條\n甲司掌理造林。")
    assert units(found) == {"甲司": [(None, "掌理造林。")], "乙處": []}


def test_items_of_a_second_level_stay_in_the_duty_they_stand_under() -> None:
    found = reading(articles("甲司掌理事項如下：\n一、造林：\n（一）國有林。\n（二）私有林。\n二、護林。"))
    assert units(found)["甲司"] == [("（一）", "造林：（一）國有林。（二）私有林。"), ("（二）", "護林。")]


def test_sections_that_are_listed_are_units_below_theirs() -> None:
    found = reading(articles("甲司設下列科：\n一、苗圃科。\n二、林道科。", "苗圃科掌理苗木之培育。"))
    assert [(unit.name.zh, [above.name.zh for above in path]) for unit, path in found.snapshot.walk()] == [
        ("甲司", []),
        ("苗圃科", ["甲司"]),
        ("林道科", ["甲司"]),
        ("乙處", []),
    ]
    assert units(found)["苗圃科"] == [(None, "掌理苗木之培育。")]


ACT = """林務部組織法
第一條　行政院為辦理林業業務，特設林務部（以下簡稱本部）。
第二條　本部掌理下列事項：
一、造林。
二、護林。
第三條　本部之次級機關及其業務如下：
一、林務署：執行林政事項。
第四條　本部置部長一人，特任；政務次長二人，職務比照簡任第十四職等；秘書二人至四人。
第五條　林務部設左列各司、室：
一、造林司。
二、秘書室。
"""


def test_an_organic_act_gives_the_duties_of_the_body_its_agencies_and_its_heads() -> None:
    found = reading(ACT)
    snapshot = found.snapshot
    assert [(duty.id, duty.number, duty.text.zh) for duty in snapshot.duties] == [
        ("d1", "（一）", "造林。"),
        ("d2", "（二）", "護林。"),
    ]
    assert groups(snapshot) == [
        ("一", "subordinate", "林務署"),
        ("一", "internal", "造林司"),
        ("二", "internal", "秘書室"),
    ]
    assert units(found)["林務署"] == [(None, "執行林政事項。")]
    assert [(one.what, one.count) for one in snapshot.staffing] == [("部長", 1), ("政務次長", 2)]
    assert (kinds(found), snapshot.coverage.duties) == ([("range", 8)], True)


def test_a_place_called_by_a_name_is_a_unit() -> None:
    found = reading(
        "林務部處務規程\n第 1 條\n本部設甲司及乙處。參事辦事之處所，稱參事室。\n第 2 條\n參事室掌理左列事項：\n一、審核。"
    )
    assert units(found) == {"甲司": [], "乙處": [], "參事室": [("（一）", "審核。")]}


def test_duties_of_a_unit_that_no_article_sets_up_are_read_and_doubted() -> None:
    found = reading(articles("丙室掌理事項如下：\n一、文書。"))
    assert units(found)["丙室"] == [("（一）", "文書。")]
    assert kinds(found) == [("unlisted-unit", 5)]


def test_units_whose_duties_stand_elsewhere_are_a_finding_and_no_units() -> None:
    found = reading(articles("訴願委員會及鹽務小組之掌理事項，依其組織規程辦理。"))
    assert (list(units(found)), kinds(found)) == (["甲司", "乙處"], [("stated-elsewhere", 5)])


def test_a_unit_set_up_twice_is_one_unit_and_a_finding() -> None:
    found = reading(articles("本部設乙處、丙室。"))
    assert (list(units(found)), kinds(found)) == (["甲司", "乙處", "丙室"], [("unit-repeated", 5)])


def test_other_numbers_of_sections_than_named_ones_are_a_finding() -> None:
    found = reading(RULES.replace("企劃、巡護二科", "企劃、巡護三科"), release="2020")
    assert ("count-disagrees", 21) in kinds(found)


def test_articles_on_procedure_give_nothing_even_where_they_name_units_and_lists() -> None:
    said = "各司處理授權事項，分負左列責任：\n一、甲司處理錯誤，由甲司主管負責。\n二、乙處登帳。"
    found = reading(articles("本部視業務需要，得設各種委員會，其職掌另定之。", said))
    assert units(found) == {"甲司": [], "乙處": []}
    assert kinds(found) == []
    assert fate(found, "二、乙處登帳。") == ("unused", "procedure, no structure or duty")


def test_an_article_that_speaks_of_duties_and_is_not_understood_is_a_finding() -> None:
    found = reading(articles("林道之養護，由首長指定人員掌理之。"))
    assert kinds(found) == [("unread-article", 5)]


def test_a_list_of_duties_whose_opening_is_not_understood_is_a_finding() -> None:
    found = reading(articles("甲司置司長一人，綜理司務，並掌理下列事項：\n一、造林。"))
    assert [kind for kind, _ in kinds(found)] == ["unread-article"]


def test_a_list_with_a_unit_an_item_gives_each_its_duty() -> None:
    found = reading(articles("各單位職掌如下：\n一、甲司：造林。\n二、乙處：護林。"))
    assert units(found) == {"甲司": [(None, "造林。")], "乙處": [(None, "護林。")]}
    assert kinds(found) == []


def test_a_list_with_a_unit_an_item_that_names_an_unknown_one_is_a_finding() -> None:
    found = reading(articles("各單位職掌如下：\n一、甲司：造林。\n二、丙處：護林。"))
    assert (units(found)["甲司"], [kind for kind, _ in kinds(found)]) == ([], ["unread-article"])


def test_an_item_of_a_list_of_units_that_is_no_name_is_a_finding() -> None:
    found = reading("林務部處務規程\n第 1 條\n本部設下列司、處：\n一、甲司。\n二、。\n第 2 條\n甲司掌理造林。")
    assert [kind for kind, _ in kinds(found)] == ["unread-item"]


def test_a_text_that_names_no_body_takes_its_id_and_says_so() -> None:
    found = reading("第 1 條\n本部設甲司、乙處。\n第 2 條\n本部掌理造林。")
    assert [kind for kind, _ in kinds(found)] == ["no-name"]
    assert found.snapshot.name.en == "miit"
    assert [duty.text.zh for duty in found.snapshot.duties] == ["掌理造林。"]


def test_an_article_that_states_heads_and_a_list_gives_both() -> None:
    found = reading(articles("甲司置司長一人。\n甲司掌理下列事項：\n一、造林。"))
    assert units(found)["甲司"] == [("（一）", "造林。")]
    assert [(one.what, one.count) for one in found.snapshot.staffing] == [("甲司 司長", 1)]


def test_wrapping_and_the_way_articles_are_numbered_change_nothing() -> None:
    wrapped = RULES.replace("一、集水區之巡護。", "一、集水區\n    之巡護。").replace("第 6 條", "第六條")
    one, other = (reading(text, release="2020").snapshot for text in (RULES, wrapped))
    assert bare(one) == bare(other)


@pytest.mark.parametrize(
    "text",
    [
        "一、主要职责\n（一）拟订规划。",
        "第一条 根据规定，制定本规定。\n第二条 甲司负责造林。\n第三条 设下列机构。",
        "== 职责 ==\n第 1 條\n第 2 條\n",
        "出版法\n第 1 條\n本法所稱出版品，指用印版印刷者。\n第 2 條\n發行人應於出版時送繳。",
        "第 1 條\n本部設下列司、處：",
    ],
)
def test_a_text_without_articles_on_units_does_not_fit(text: str) -> None:
    with pytest.raises(GenError):
        reading(text, form="articles")


@pytest.mark.parametrize(
    "row",
    [
        "第" + "一" * 1_000_000,
        "一、" + "設" * 1_000_000,
        "甲司" + "為設下列" * 250_000 + "：",
        "依" * 1_000_000,
        " " * 1_000_000 + "x",
    ],
)
def test_lines_of_a_million_characters_take_no_long_time(row: str) -> None:
    row = "\n".join(row[at : at + 50_000] for at in range(0, len(row), 50_000))
    start = time.process_time()
    reading(articles("甲司掌理事項如下：\n一、造林。", row, "乙處掌理造林。\n" + row))
    assert time.process_time() - start < 30


@given(
    st.lists(st.sampled_from([*"第一二條、：。，（）1. 　\n設下列掌理司處科分辦事置人自施行年月日民國"]), max_size=120)
)
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_or_refused_by_name(said: list[str]) -> None:
    try:
        found = reading(articles("甲司掌理事項如下：\n一、造林。", "".join(said)))
    except GenError:
        return
    assert len(found.fates) == len(found.rows)


def bare(snapshot: Snapshot) -> dict[str, object]:
    """A snapshot without the source and its line numbers."""
    said = snapshot.model_dump(exclude={"sources", "release", "findings", "captured"})
    return without_places(said)  # type: ignore[return-value]


def without_places(value: object) -> object:
    if isinstance(value, dict):
        return {key: without_places(part) for key, part in value.items() if key != "locator"}
    if isinstance(value, (list, tuple)):
        return [without_places(part) for part in value]
    return value


@cache
def real(name: str, release: str) -> Reading:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not on this machine")
    return read(Document(name, path.read_bytes(), "official text"), body="moea", release=release)


def internal(snapshot: Snapshot) -> list[Unit]:
    return [unit for unit in snapshot.units if unit.group == "internal"]


def test_the_rules_of_2021_have_thirteen_units_and_no_section() -> None:
    found = real("tw-moea-2021.txt", "1984-01-26")
    assert {unit.name.zh: len(unit.duties) for unit in internal(found.snapshot)} == {
        "礦業司": 12,
        "商業司": 10,
        "水利司": 10,
        "總務司": 8,
        "國際合作處": 8,
        "投資業務處": 6,
        "技術處": 6,
        "秘書室": 8,
        "人事處": 18,
        "會計處": 6,
        "統計處": 8,
        "法規委員會": 4,
        "參事室": 4,
    }
    assert (found.snapshot.effective, found.snapshot.staffing) == ("1984-01-26", ())
    assert kinds(found) == [("stated-elsewhere", 154)]


def test_the_rules_of_2023_have_twelve_units_with_their_sections_and_items() -> None:
    found = real("tw-moea-2023.txt", "2023-09-26")
    sections = {one.what.removesuffix(" 科"): one.count for one in found.snapshot.staffing}
    assert {unit.name.zh: (sections[unit.name.primary], len(unit.duties)) for unit in internal(found.snapshot)} == {
        "綜合規劃司": (6, 8),
        "產業技術司": (6, 7),
        "投資促進司": (4, 8),
        "投資審議司": (4, 7),
        "國營事業管理司": (7, 10),
        "經濟法制司": (6, 10),
        "秘書處": (5, 5),
        "人事處": (4, 1),
        "政風處": (3, 1),
        "會計處": (5, 1),
        "統計處": (3, 1),
        "資訊處": (4, 8),
    }
    posts = {unit.name.zh: len(unit.duties) for unit in found.snapshot.units if unit.group == "職務"}
    assert (posts, kinds(found)) == ({"主任秘書": 4, "參事、技監": 4}, [])
    assert found.snapshot.document == "經濟部經人字第 11200707040 號"


def test_rules_that_only_wrap_their_lines_otherwise_give_equal_snapshots() -> None:
    one, other = real("tw-most-2021-05.txt", "2020-03-19"), real("tw-most-2021-09.txt", "2020-03-19")
    assert bare(one.snapshot) == bare(other.snapshot)
    assert kinds(one) == kinds(other) == []
    assert [len(unit.duties) for unit in internal(one.snapshot)] == [10, 10, 10, 10, 10, 8, 11, 8, 9, 1, 1, 1, 5]


@pytest.mark.parametrize("name", ["tw-moea-2021.txt", "tw-moea-2023.txt", "tw-most-2021-05.txt", "tw-most-2021-09.txt"])
def test_no_line_of_a_real_text_is_unread(name: str) -> None:
    found = real(name, "2000")
    assert [one.line for one in found.fates if one.why == "unread-line"] == []
    assert len(found.fates) == len(found.rows)
