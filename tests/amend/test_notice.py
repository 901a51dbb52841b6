"""Chinese notices: what each sentence does, what is left out, and that nothing is dropped."""

from __future__ import annotations

import time

import pytest

from gen.amend import notice
from gen.amend.operations import (
    Abolish,
    Create,
    Expect,
    Holder,
    Insert,
    Instrument,
    Item,
    Move,
    New,
    Omit,
    Plate,
    Rename,
    Renumber,
    Reword,
    SetCount,
)
from gen.amend.phrases import IDLE, LEFT, PHRASES
from gen.amend.sentence import Sentence
from gen.sources.account import Account
from tests.amend.shapes import account, paper, told

TITLE = "关于调整产业部职责机构编制的通知\n产编发〔2023〕12号\n各司局：\n根据《改革方案》，现就调整事项通知如下：\n"


def read(text: str) -> tuple[Instrument, list[tuple[int, str]], Account]:
    noted, sheet = account(), paper(TITLE + text)
    found, faults = notice.read(sheet, noted)
    noted.settle(sheet.rows)
    return found, told(faults), noted


def operations(text: str) -> list[object]:
    found, faults, noted = read(text)
    assert (faults, noted.findings) == ([], [])
    return list(found.operations)


def test_a_notice_says_its_number_its_body_its_basis_and_from_when_it_holds() -> None:
    found, faults, noted = read("撤销甲司。\n本通知自2023年6月1日起施行。\n产业部\n2023年5月20日\n")
    assert (found.title, found.document, found.about) == (
        "关于调整产业部职责机构编制的通知",
        "产编发〔2023〕12号",
        "产业部",
    )
    assert ([one.text for one in found.basis], found.effective) == (["《改革方案》"], "2023-06-01")
    assert (faults, noted.findings) == ([], [])


def test_a_notice_that_holds_from_its_issue_holds_from_the_date_it_is_signed() -> None:
    assert read("撤销甲司。本通知自印发之日起执行。\n产业部\n2023年5月20日\n")[0].effective == "2023-05-20"


@pytest.mark.parametrize("phrase", PHRASES, ids=[one.example for one in PHRASES])
def test_every_phrase_reads_its_example(phrase: object) -> None:
    kind, example = phrase.kind, phrase.example  # type: ignore[attr-defined]
    reader = Sentence()
    reader.take("撤销甲司。", 1)
    before = len(reader.operations)
    assert reader.take(f"{example}。", 2)[0] is None
    assert len(reader.operations) > before or (kind == "effect" and reader.effective)


@pytest.mark.parametrize("phrase", IDLE, ids=[one.example for one in IDLE])
def test_every_idle_phrase_reads_its_example(phrase: object) -> None:
    why, example = phrase.kind, phrase.example  # type: ignore[attr-defined]
    assert next(name for name, pattern in LEFT if pattern.fullmatch(example)) == why
    assert read(f"撤销甲司。\n{example}。\n")[1] == []


def test_organs_are_abolished_created_renamed_and_given_nameplates_in_one_sentence() -> None:
    text = "二、机构调整\n（一）撤销甲司、乙办公室，其职责划入丙司；丙司更名为丁司，加挂戊局牌子；增设己司，承担数据管理职责。\n"
    assert operations(text) == [
        Abolish(line=6, unit="甲司"),
        Abolish(line=6, unit="乙办公室"),
        Move(line=6, what=None, origin="乙办公室", target="丙司"),
        Rename(line=6, holder=Holder("丙司"), to="丁司"),
        Plate(line=6, holder=Holder("丁司"), name="戊局"),
        Create(line=6, unit="己司", duties=("承担数据管理职责",)),
    ]


def test_duties_move_in_and_out() -> None:
    text = "（一）将科学技术部的高新技术规划职责划入产业部。\n（二）将产业部的航天协调职责划给国家航天局。\n"
    assert operations(text) == [
        Move(line=5, what="高新技术规划职责", origin="科学技术部", target="产业部"),
        Move(line=6, what="航天协调职责", origin="产业部", target="国家航天局"),
    ]
    assert [(one.origin, one.target, one.item) for one in read(text)[0].transfers] == [
        ("科学技术部", "产业部", "（一）"),
        ("产业部", "国家航天局", "（二）"),
    ]


def test_items_are_reworded_put_in_struck_out_and_renumbered() -> None:
    text = (
        "第（二）项修改为：“拟订规划；管理项目。”在第（二）项后增加一项，作为第（三）项：“推进数字化。”"
        "删去第（五）项，原第（六）项至第（七）项改为第（五）项至第（六）项。\n"
        "将甲司职责表述中“信息化”修改为“数字化”。\n"
    )
    assert operations(text) == [
        Reword(line=5, item=Item(2), new="拟订规划；管理项目。"),
        Insert(line=5, items=(New("推进数字化。", 5, 3),), after=Item(2), shifts=True),
        Omit(line=5, items=(Item(5),)),
        Renumber(line=5, old=(6, 7), new=(5, 6), original=True),
        Reword(line=6, holder=Holder("甲司"), old="信息化", new="数字化"),
    ]


def test_numbers_of_staff_are_set_and_those_after_the_adjustment_are_expected() -> None:
    text = "三、编制调整\n行政编制由50名调整为52名，增加司局级领导职数1名。调整后，内设机构24个，行政编制52名。\n"
    assert operations(text) == [
        SetCount(line=6, what="行政编制", before=50, count=52),
        SetCount(line=6, what="司局级领导职数", by=1),
        Expect(line=6, what=None, count=24),
        Expect(line=6, what="行政编制", count=52),
    ]


def test_an_item_of_an_adjustment_of_duties_is_kept_in_full() -> None:
    found, _, _ = read(
        "一、职责调整\n（一）将科学技术部的高新技术规划职责划入产业部。\n二、机构调整\n（一）撤销甲司。\n"
    )
    assert [(one.number, one.kind, one.text) for one in found.adjustments] == [
        ("（一）", "transfer", "将科学技术部的高新技术规划职责划入产业部。")
    ]


def test_what_stands_before_the_title_is_left_out() -> None:
    noted, sheet = account(), paper("产业部文件\n产编发〔2023〕12号\n关于调整产业部职责的通知\n撤销甲司。\n")
    assert notice.read(sheet, noted)[1] == []
    assert [one.what for one in noted.settle(sheet.rows)] == ["unused", "used", "used", "used"]


def test_a_sentence_of_many_thousand_characters_is_a_fault() -> None:
    assert [line for line, _ in read("撤销甲司。\n" + "很" * 5000 + "\n")[1]] == [6]


def test_traditional_characters_are_read_as_well() -> None:
    text = "撤銷甲處，其職責劃入乙處；乙處更名為丙處。行政編制由五十名調整為五十二名。\n"
    assert operations(text) == [
        Abolish(line=5, unit="甲處"),
        Move(line=5, what=None, origin="甲處", target="乙處"),
        Rename(line=5, holder=Holder("乙處"), to="丙處"),
        SetCount(line=5, what="行政編制", before=50, count=52),
    ]


def test_a_sentence_that_runs_over_rows_is_one_and_faults_name_their_own_row() -> None:
    text = "将科学技术部承担的组织拟订高新技术发展及产业化规划和\n政策职责划入产业部。把大家都叫来。\n"
    found, faults, _ = read(text)
    assert [one.what for one in found.operations if isinstance(one, Move)] == [
        "组织拟订高新技术发展及产业化规划和政策职责"
    ]
    assert faults == [(6, "not understood: 把大家都叫来。")]


@pytest.mark.parametrize(
    "text",
    [
        "信息化工作很重要。",
        "撤销甲司并且很高兴。",
        "甲司与乙司大不相同。",
        "甲司的有关情况另行研究。",
        "增设很多。",
        "增设丙司、丁司，承担管理职责。",
        "撤销一切。",
        "删去第（五）项至第（三）项。",
        "原第（六）项至第（三）项改为第（七）项。",
        "很多很多并入甲司。",
        "本通知自适当时候起施行。",
    ],
)
def test_a_sentence_that_is_not_understood_is_a_fault(text: str) -> None:
    assert [line for line, _ in read(f"撤销乙司。\n{text}\n")[1]] == [6]


@pytest.mark.parametrize(
    "text",
    [
        "产业部主要职责内设机构和人员编制规定\n一、职责调整\n（一）将甲部的规划职责划入产业部。\n",
        "国务院办公厅关于印发产业部主要职责内设机构和人员编制规定的通知\n",
        "# Ministry\n",
        "经济部处务规程\n第 1 条\n本部设下列司。\n",
    ],
)
def test_what_is_no_notice_of_adjustment_does_not_fit(text: str) -> None:
    assert not notice.fits(paper(text))


@pytest.mark.parametrize(
    "row", ["将" * 1_000_000, "撤销" + "甲司、" * 300_000, "“" * 1_000_000, "第（" * 500_000, "将甲。" * 20_000]
)
def test_a_line_of_a_million_characters_takes_no_time(row: str) -> None:
    sheet = paper(TITLE + row + "\n")
    start = time.process_time()
    assert notice.fits(sheet)
    notice.read(sheet, account())
    assert time.process_time() - start < 40
