"""What a briefing says of duties: roles, clauses, and what was folded."""

from __future__ import annotations

import pytest

from gen.diff import diff
from gen.model.record import Snapshot
from gen.render import html, markdown, text, word
from gen.report.build import build
from gen.report.model import Language
from tests.builders import duties, duty, snapshot, unit
from tests.render.briefings import base, templates

CLIMATE = "参与应对气候变化工作"
WATER = "负责水污染防治的监督管理；拟订重点流域水环境保护规划并监督实施"
SCIENCE = "组织环境科学重大研究和技术工程示范，推动环境技术管理体系建设"
TERMS = tuple(f"由国务院有关主管部门负责第{word}类目录的管理。" for word in "甲乙丙")


def sentences(old: Snapshot, new: Snapshot, language: Language) -> list[str]:
    return [item.sentence for item in build(diff(old, new), old, new, language).items]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", "职责（1）文字有调整，职责角色由“参与”加强为“负责”"),
        ("en", "the wording of duty （1） was amended and its role was strengthened from “参与” to “负责”"),
    ],
)
def test_a_stronger_role_is_said_in_both_languages(language: Language, expected: str) -> None:
    old, new = (duties(f"{said}应对气候变化工作。") for said in ("参与", "负责"))
    said = sentences(snapshot(duties=old), snapshot(duties=new, release="2022"), language)
    assert [sentence.replace("（一）", "（1）") for sentence in said] == [expected]


def test_a_role_given_up_for_acting_oneself_is_said_as_such() -> None:
    old, new = duties("参与拟订国家主体功能区划。"), duties("拟订国家主体功能区划。")
    (said,) = sentences(snapshot(duties=old), snapshot(duties=new, release="2022"), "zh")
    assert said == "职责（1）文字有调整，职责角色由“参与”加强为自行办理"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", f"其中“{CLIMATE}”由职责（1）移至职责（2）"),
        ("en", f"its clause “{CLIMATE}” moved from duty （1） to duty （2）"),
    ],
)
def test_a_clause_that_moved_is_said_with_both_duties(language: Language, expected: str) -> None:
    old = snapshot(duties=duties(f"{WATER}；{CLIMATE}。", f"{SCIENCE}。"))
    new = snapshot(duties=duties(f"{WATER}。", f"{SCIENCE}；{CLIMATE}。"), release="2022")
    assert all(expected in sentence for sentence in sentences(old, new, language))


@pytest.mark.parametrize("number", [None, "1"])
def test_a_clause_that_went_to_another_unit_is_reassigned(number: str | None) -> None:
    old = snapshot(
        unit("规划司", duties=[duty(f"{WATER}；{CLIMATE}。", number, "a")]),
        unit("科技司", duties=[duty(f"{SCIENCE}。", number, "b")]),
    )
    new = snapshot(
        unit("规划司", duties=[duty(f"{WATER}。", number, "a")]),
        unit("科技司", duties=[duty(f"{SCIENCE}；{CLIMATE}。", number, "b")]),
        release="2022",
    )
    places = ("规划司职责1", "科技司职责1") if number else ("规划司的一项职责", "科技司的一项职责")
    expected = f"其中“{CLIMATE}”由{places[0]}划转至{places[1]}"
    assert all(expected in sentence for sentence in sentences(old, new, "zh"))


def test_a_clause_of_a_body_that_numbers_nothing_went_to_another_duty() -> None:
    old = snapshot(duties=[duty(f"{WATER}；{CLIMATE}。", id="a"), duty(f"{SCIENCE}。", id="b")])
    new = snapshot(duties=[duty(f"{WATER}。", id="a"), duty(f"{SCIENCE}；{CLIMATE}。", id="b")], release="2022")
    assert all("由另一项职责移至另一项职责" in sentence for sentence in sentences(old, new, "zh"))


def test_what_was_folded_is_shown_case_by_case_only_when_asked_for() -> None:
    old = snapshot(duties=duties(*TERMS))
    new = snapshot(duties=duties(*(said.replace("主管部门", "部门") for said in TERMS)), release="2022")
    changes = diff(old, new)
    short, full = (build(changes, old, new, "zh", everything=everything) for everything in (False, True))
    assert [(one.count, one.items) for one in short.folded] == [(3, ())]
    assert [len(one.items) for one in full.folded] == [3]
    assert full.folded[0].what == "国务院有关主管部门 → 国务院有关部门"
    case = "第甲类目录的管理"
    assert case not in text.render(short)
    assert case in text.render(full)
    assert case in markdown.render(full, templates()).decode()
    assert case in html.render(full, templates()).decode()
    assert len(word.render(full, base("zh"))) > len(word.render(short, base("zh")))
