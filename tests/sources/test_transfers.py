from __future__ import annotations

import pytest

from gen.sources.transfers import movements

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
