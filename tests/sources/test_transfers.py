from __future__ import annotations

import pytest

from gen.sources.grammar import CHINESE, ENGLISH, Row
from gen.sources.transfers import movements, unread
from tests.sources.reading import kinds, reading

BODY = ("工业和信息化部", "中华人民共和国工业和信息化部", "工信部")
MINISTRY = "Ministry of Industry and Information Technology"


def told(paragraph: str, *body: str) -> list[tuple[str, str, str | None, str | None]]:
    return [(m.kind, m.what, m.origin, m.target) for m in movements(paragraph, body or BODY)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("将甲部的乙职责划给丙局。", [("transfer", "乙职责", "甲部", "丙局")]),
        ("将有关乙职责划入丙局。", [("transfer", "有关乙职责", None, "丙局")]),
        ("将甲部和乙办公室的职责划入丙局。", [("transfer", "职责", "甲部", "丙局"), ("transfer", "职责", "乙办公室", "丙局")]),
        ("将国家发展和改革委员会的工业行业管理职责划给丙局。", [("transfer", "工业行业管理职责", "国家发展和改革委员会", "丙局")]),
        ("将工业和信息化部牵头履约职责划入国家卫生健康委员会。", [("transfer", "牵头履约职责", "工业和信息化部", "国家卫生健康委员会")]),
        ("国家邮政局改由交通运输部管理。", [("supervision", "国家邮政局", None, "交通运输部")]),
        ("组建国家国防科技工业局，由工业和信息化部管理。",
         [("created", "国家国防科技工业局", None, None), ("supervision", "国家国防科技工业局", None, "工业和信息化部")]),
        ("不再保留甲委员会、乙部、丙办公室。", [("abolished", n, None, None) for n in ("甲委员会", "乙部", "丙办公室")]),
        ("决定将原工信部装备工业司拆分为装备工业一司、装备工业二司。", [("split", "装备工业司", None, "装备工业一司、装备工业二司")]),
        ("信息中心更名为网络安全产业发展中心。", [("renamed", "信息中心", None, "网络安全产业发展中心")]),
        ("将甲局、乙总局合并，组建丙部。", [("merged", "甲局、乙总局", None, "丙部")]),
        ("甲部、乙部合并组建丙部。", [("merged", "甲部、乙部", None, "丙部")]),
        ("将甲部的职责，乙部的丁职责整合，组建丙部。",
         [("transfer", "职责", "甲部", "丙部"), ("transfer", "丁职责", "乙部", "丙部"), ("created", "丙部", None, None)]),
        ("原由工业和信息化部主管的中国互联网协会与工业和信息化部分离。", [("supervision", "中国互联网协会", "工业和信息化部", None)]),
        ("推进信息化和工业化融合。", []),
        ("新组建的生态环境部正式挂牌。", []),
        ("中国烟草工业公司被批判并撤销建制。", []),
        ("", []),
    ],
)  # fmt: skip
def test_each_row_of_the_grammar(sentence: str, expected: list[tuple[str, str, str | None, str | None]]) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize("row", [*CHINESE, *ENGLISH], ids=lambda row: row.example)
def test_the_grammar_reads_its_own_examples_as_what_they_declare(row: Row) -> None:
    assert row.kind in [movement.kind for movement in movements(row.example, BODY)]
    assert unread(row.example) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("稀土办公室并入原材料工业司。", [("merged", "稀土办公室", None, "原材料工业司")]),
        ("将稀土办公室并入原材料工业司。", [("merged", "稀土办公室", None, "原材料工业司")]),
        ("将甲司的职责并入乙司。", [("transfer", "职责", "甲司", "乙司")]),
        ("原材料工业司更名为材料司。", [("renamed", "原材料工业司", None, "材料司")]),
        ("原政策司更名为法规司。", [("renamed", "政策司", None, "法规司")]),
        ("国家烟草专卖局划归国家经贸委管理。", [("supervision", "国家烟草专卖局", None, "国家经贸委")]),
        ("國家煙草專賣局劃歸國家經貿委管理。", [("supervision", "國家煙草專賣局", None, "國家經貿委")]),
        ("将甲中心由乙部划归丙部管理。", [("supervision", "甲中心", "乙部", "丙部")]),
        ("甲总队转隶应急管理部。", [("supervision", "甲总队", None, "应急管理部")]),
        ("中国互联网协会与工业和信息化部脱钩。", [("supervision", "中国互联网协会", "工业和信息化部", None)]),
        ("将质量监督职责由甲部划转至乙局。", [("transfer", "质量监督职责", "甲部", "乙局")]),
        ("将甲部负责的质量监督职责划入乙局。", [("transfer", "质量监督职责", "甲部", "乙局")]),
        ("将甲部的质量监督职责交由乙局承担。", [("transfer", "质量监督职责", "甲部", "乙局")]),
        ("水利部的编制水功能区划职责划入生态环境部。", [("transfer", "编制水功能区划职责", "水利部", "生态环境部")]),
        ("撤销甲司，其职责划给乙司。", [("abolished", "甲司", None, None), ("transfer", "职责", "甲司", "乙司")]),
        ("将甲局、乙局合并设立丙局。", [("merged", "甲局、乙局", None, "丙局")]),
        ("将甲局与乙局合并为丙局。", [("merged", "甲局与乙局", None, "丙局")]),
        ("将甲局升格为甲总局。", [("renamed", "甲局", None, "甲总局")]),
        ("增设高新技术司。", [("created", "高新技术司", None, None)]),
        ("裁撤甲局、乙署。", [("abolished", "甲局", None, None), ("abolished", "乙署", None, None)]),
        ("将城市服务部调整为第二商业部。", [("renamed", "城市服务部", None, "第二商业部")]),
        ("将税率由百分之三调整为百分之五。", []),
        ("产业分为三类。", []),
        ("推进协会与行政机关脱钩改革。", []),
        ("高新技术并入互联网。", []),
    ],
)  # fmt: skip
def test_the_common_ways_to_declare_a_movement(
    sentence: str, expected: list[tuple[str, str, str | None, str | None]]
) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The Rare Earth Office was merged into the Materials Department.", [("merged", "Rare Earth Office", None, "Materials Department")]),
        ("In 2020, the Equipment Department was split into the First Department and the Second Department.",
         [("split", "Equipment Department", None, "First Department and the Second Department")]),
        ("The Information Center has been renamed the Cybersecurity Center.", [("renamed", "Information Center", None, "Cybersecurity Center")]),
        ("The Tobacco Bureau was placed under the Ministry of Industry.", [("supervision", "Tobacco Bureau", None, "Ministry of Industry")]),
        ("The Ministry of Information Industry was abolished in 2008.", [("abolished", "Ministry of Information Industry", None, None)]),
        ("The functions of the Energy Agency are hereby transferred to the Safety Agency.", [("transfer", "functions", "Energy Agency", "Safety Agency")]),
        (f"Mining was transferred to the {MINISTRY}.", [("transfer", "Mining", None, MINISTRY)]),
        ("The market was divided into Three parts.", []),
        ("Slavery was abolished in 1833.", []),
        ("The Office was opened in 2020.", []),
    ],
)  # fmt: skip
def test_the_english_forms_of_encyclopedias_and_gazettes(
    sentence: str, expected: list[tuple[str, str, str | None, str | None]]
) -> None:
    assert told(sentence, MINISTRY) == expected


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("组建甲部。甲司的人员随之划转至乙司。", ["甲司的人员随之划转至乙司。"]),
        ("同时更名为乙中心。", ["同时更名为乙中心。"]),
        ("The staff of the Office were subsequently transferred.", ["The staff of the Office were subsequently transferred."]),
        ("将生态保护红线划入范围。", []),
        ("依法审批企业的设立、分立、合并、撤销。", []),
        ("Files are transferred nightly.", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_sentence_that_speaks_of_a_movement_and_is_not_read_is_told(paragraph: str, expected: list[str]) -> None:
    assert unread(paragraph) == expected


def test_a_movement_that_is_not_read_becomes_a_finding_of_its_line() -> None:
    page = reading("= 甲部 =\n== 历史 ==\n1998年，人员划转至乙部。\n\n2008年，组建甲部。\n")
    assert kinds(page) == [("unread-transfer", 3)]
    rules = reading("甲部主要职责规定\n一、职责调整\n（一）人员划转至乙部。\n二、主要职责\n（一）负责甲事项。\n")
    assert ("unread-transfer", 3) in kinds(rules)


@pytest.mark.parametrize("words", ["甲部除核电管理以外的职责", "甲部核电管理以外的职责", "甲部的除核电管理之外的职责"])
def test_an_exception_stands_apart_from_what_moves(words: str) -> None:
    (found,) = movements(f"将{words}划给丙局。", BODY)
    assert (found.what, found.origin, found.excepting) == ("职责", "甲部", "核电管理")


def test_a_carve_out_carries_the_donor_of_the_sentence_before() -> None:
    paragraph = "将原甲部的职责划给丙局。其中乙职责划给丁局。有关戊职责划给己局，己局改由庚部管理。"
    assert told(paragraph) == [
        ("transfer", "职责", "原甲部", "丙局"),
        ("carve-out", "乙职责", "原甲部", "丁局"),
        ("carve-out", "有关戊职责", "原甲部", "己局"),
        ("supervision", "己局", None, "庚部"),
    ]
    assert [m.text for m in movements(paragraph, BODY)] == [
        "将原甲部的职责划给丙局。", "其中乙职责划给丁局。", "有关戊职责划给己局", "己局改由庚部管理",
    ]  # fmt: skip


def test_a_list_after_a_colon_is_kept_segment_by_segment_and_ends_with_the_sentence() -> None:
    (found,) = movements("将甲部的职责划给丙局，具体包括：乙，丁；戊、己；庚的工作，管理辛局的职责。", BODY)
    assert found.includes == ("乙，丁", "戊、己", "庚的工作，管理辛局的职责")
    assert found.text.endswith("管理辛局的职责。")


def test_the_date_of_a_paragraph_holds_until_another_is_named() -> None:
    paragraph = "1958年2月11日，撤销甲部。同年9月，撤销乙部。撤销丁部。1960年，撤销丙部。"
    assert [(m.what, m.date) for m in movements(paragraph)] == [
        ("甲部", "1958-02-11"), ("乙部", "1958-09"), ("丁部", "1958-09"), ("丙部", "1960"),
    ]  # fmt: skip


def test_a_movement_told_twice_is_one() -> None:
    assert told("组建甲部。将乙部的职责整合，组建甲部。") == [
        ("created", "甲部", None, None),
        ("transfer", "职责", "乙部", "甲部"),
    ]


def test_a_quotation_that_runs_over_sentences_leaves_no_stray_mark() -> None:
    assert [m.text for m in movements("方案规定：“组建甲部。不再保留乙部。”")] == ["组建甲部。", "不再保留乙部。"]


def test_an_english_reassignment_refers_back_to_the_task_told_before() -> None:
    paragraph = (
        "The MIIT was historically responsible for the control of tobacco, including the Convention, a rather obvious "
        "conflict. This task has since been reassigned to the National Health Commission as part of a reform in 2018."
    )
    (found,) = movements(paragraph, [MINISTRY])
    assert (found.kind, found.what, found.origin, found.target, found.date, found.includes) == (
        "transfer", "the control of tobacco", MINISTRY, "National Health Commission", "2018", ("the Convention",),
    )  # fmt: skip
    assert found.text == paragraph


def test_an_english_transfer_names_what_from_and_to() -> None:
    sentence = "Responsibility for mining was transferred from the Energy Agency to the Safety Agency in May 2020."
    assert told(sentence, MINISTRY) == [("transfer", "Responsibility for mining", "Energy Agency", "Safety Agency")]
    assert movements(sentence)[0].date == "2020-05"


def test_a_reference_back_without_anything_told_keeps_its_own_words() -> None:
    assert told("This task was moved to the Safety Agency.", MINISTRY) == [
        ("transfer", "This task", MINISTRY, "Safety Agency")
    ]


def test_ordinary_english_prose_declares_nothing() -> None:
    assert told("The ministry would supersede the Ministry of Information Industry (MII).", MINISTRY) == []
