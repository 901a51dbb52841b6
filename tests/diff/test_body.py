"""What the body itself differs in, beside its units and duties."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.diff import diff
from gen.diff.body import compare_body
from gen.model.change import Detail
from gen.model.record import Snapshot
from gen.report.build import build
from tests.builders import snapshot, text, unit

MINISTRY = "工业和信息化部|Ministry of Industry and Information Technology"


def body(name: str = MINISTRY, level: str | None = "正部级", plates: str = "", **rest: Any) -> Snapshot:
    made = snapshot(unit("办公厅"), name=name, **rest)
    return made.model_copy(update={"level": level, "nameplates": tuple(map(text, plates.split()))})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (body(), body("信息产业部"), [Detail(aspect="name", old=("工业和信息化部",), new=("信息产业部",))]),
        (body("A Bureau"), body("B Bureau"), [Detail(aspect="name", old=("A Bureau",), new=("B Bureau",))]),
        (body(), body(level="副部级"), [Detail(aspect="level", old=("正部级",), new=("副部级",))]),
        (body(), body(plates="国家航天局"), [Detail(aspect="nameplate", new=("国家航天局",))]),
        (
            body(plates="甲局 乙局"),
            body(plates="乙局 丙局"),
            [Detail(aspect="nameplate", old=("甲局",), new=("丙局",))],
        ),
        (
            body("科学技术部"),
            body("科技部", level="副部级", plates="国家外国专家局"),
            [
                Detail(aspect="name", old=("科学技术部",), new=("科技部",)),
                Detail(aspect="level", old=("正部级",), new=("副部级",)),
                Detail(aspect="nameplate", new=("国家外国专家局",)),
            ],
        ),
    ],
)
def test_what_both_sides_state_and_state_differently_is_told(
    old: Snapshot, new: Snapshot, expected: list[Detail]
) -> None:
    assert list(compare_body(old, new)) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(body(), body(), id="the same"),
        pytest.param(body("經濟部"), body("经济部"), id="script"),
        pytest.param(body("工业和信息化部"), body("工业和 信息化部"), id="spacing"),
        pytest.param(body("中华人民共和国工业和信息化部"), body("工业和信息化部"), id="the name of the state"),
        pytest.param(body("工业和信息化部"), body("Ministry of Industry"), id="another language"),
        pytest.param(body(MINISTRY), body("工业和信息化部|Ministry of Industry"), id="the other language only"),
        pytest.param(body(), body(level=None), id="a level one side does not state"),
        pytest.param(body(level=None), body(plates="国家航天局"), id="a side silent on both"),
        pytest.param(body(plates="国家航天局"), body(plates="國家航天局"), id="script of a nameplate"),
        pytest.param(body(plates="国家航天局"), body(plates="CNSA"), id="nameplates in another language"),
    ],
)
def test_what_one_side_does_not_state_and_other_spelling_is_no_change(old: Snapshot, new: Snapshot) -> None:
    assert compare_body(old, new) == ()


def test_a_nameplate_that_keeps_the_old_name_is_part_of_the_new_one() -> None:
    (detail,) = compare_body(body("甲部"), body("乙部", plates="甲部"))
    assert detail.aspect == "name"


def test_the_body_is_no_change_and_stands_in_no_ledger() -> None:
    changes = diff(body(), body("信息产业部", release="2022"))
    assert [detail.aspect for detail in changes.body] == ["name"]
    assert changes.changes == ()
    assert (changes.ledger["unit"].old, changes.ledger["unit"].kept) == (1, 1)


_bodies = st.builds(
    body,
    st.sampled_from([MINISTRY, "信息产业部", "Ministry of Industry", "信息產業部|Ministry of Information"]),
    st.sampled_from([None, "正部级", "副部级"]),
    st.lists(st.sampled_from(["甲局", "乙局|Bureau", "Bureau"]), max_size=2, unique=True).map(" ".join),
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(_bodies, _bodies)
def test_exchanging_the_releases_exchanges_old_and_new(old: Snapshot, new: Snapshot) -> None:
    turned = tuple(Detail(aspect=one.aspect, old=one.new, new=one.old) for one in compare_body(old, new))
    assert compare_body(new, old) == turned
    assert compare_body(old, old) == ()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "本机构名称由“科学技术部”改为“科技部”，加挂“国家外国专家局”牌子。机构、职责、领导职务和编制未见变化。"),
        (
            "en",
            "The body itself changed its name from “科学技术部” to “科技部” and took the nameplate “国家外国专家局”. "
            "No change in units, duties, posts or staffing.",
        ),
    ],
)
def test_the_lead_tells_it_before_all_else(language: Any, said: str) -> None:
    old, new = body("科学技术部"), body("科技部", plates="国家外国专家局", release="2022")
    assert build(diff(old, new), old, new, language).lead == said
