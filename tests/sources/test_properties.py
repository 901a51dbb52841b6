from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gen.errors import GenError
from gen.model.record import Snapshot
from gen.sources.formats.wikitext import lines
from gen.sources.read import FORMS, Document, Reading, read
from gen.sources.transfers import movements
from tests.sources.reading import account

STEADY = settings(derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])

WORDS = st.sampled_from(
    [
        "工业和信息化部",
        "办公厅",
        "装备工业司",
        "信息中心",
        "国家局",
        "职责",
        "将",
        "划给",
        "划入",
        "的",
        "其中",
        "有关",
        "除",
        "以外",
        "改由",
        "管理",
        "组建",
        "不再保留",
        "拆分为",
        "更名为",
        "根据",
        "设立",
        "《规定》",
        "（副部级）",
        "(稀土办公室)",
        "—",
        "-",
        "代管",
        "，",
        "。",
        "；",
        "、",
        "：",
        "2008年3月17日",
        "至今",
        "－",
        "副",
        "……",
        "“",
        "”",
        "《",
        "》",
        "（",
        "）",
        "(",
        ")",
        "Ministry",
        "Office",
        "of",
        "Radio",
        "responsible",
        "for",
        "This",
        "task",
        "was",
        "reassigned",
        "to",
        "the",
        "in",
        "2018",
        ".",
        ",",
        ";",
        ":",
        "(",
        ")",
        '"',
        "The",
        "is",
    ]
)
MARKS = st.sampled_from(
    ["== 内设机构 ==", "== 沿革 ==", "== 职责 ==", "== 历任领导 ==", "== History ==", "== Functions ==", "== Structure ==",
     "=== List of ministers ===", "= T =", "* ", "# ", "** ", "- ", "; ", "Infobox", "- Minister1 Name: ", "|人员1 = ", "|职位1 = ",
     "一、主要职责", "一、职责调整", "（一）", "(二)", "| Name | Took office |", "| a | 2008 |", "{{Infobox x", "}}", "[[", "]]",
     "{{columns-list|2|", "<ref>", "</ref>", "<!--", "-->", "{|", "|-", "|}", "'''", "\n", "\n\n", "\x07", "\u202e", "\u3000", "\t"]
)  # fmt: skip
ROWS = st.lists(st.lists(WORDS | MARKS | st.text(max_size=5), max_size=8).map("".join), max_size=25).map("\n".join)
STARTS = {
    "page": "== 内设机构 ==\n",
    "regulation": "甲部规定\n一、主要职责\n",
    "tree": "",
    "table": "key,parent,name,duty\n",
    "articles": "甲部處務規程\n第 1 條\n本部設甲司、乙處。\n第 2 條\n甲司掌理下列事項：\n",
    "gazette": "01. Minister of Forests\n\n  Column I    Column II\n  Duties      Institutions\n\n",
}
CELLS = st.lists(st.sampled_from(["1", "2", "3", "", "办公厅", '"', '"a,b"', "\n", ",", "x y"]), max_size=30).map(
    ",".join
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["name", "children", "duties", "nameplates", "level", "x"]), inner, max_size=5
        )
    ),
    max_leaves=20,
)


def attempt(text: str, form: str | None) -> Reading | None:
    """The reading, or None where the document is refused in words."""
    document = Document("a.txt", text.encode("utf-8", "surrogatepass"), "test")
    with contextlib.suppress(GenError):
        return read(document, body="miit", release="2019", form=form)
    return None


def check(found: Reading | None, text: str) -> None:
    """Every line has one fate, every locator a line, and the snapshot validates anew."""
    if found is None:
        return
    count = len(text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n"))
    assert [fate.line for fate in found.fates] == list(range(1, count + 1))
    dumped = found.snapshot.model_dump(mode="json", by_alias=True)
    assert Snapshot.model_validate(dumped) == found.snapshot
    used = {fate.line for fate in found.fates if fate.what == "used"}
    doubted = {finding.locator.line for finding in found.snapshot.findings}
    assert {fate.line for fate in found.fates if fate.what == "finding"} <= doubted
    assert {unit.locator.line for unit, _ in found.snapshot.walk()} <= used
    assert {item.locator.line for item in (*found.snapshot.duties, *found.snapshot.posts)} <= used
    ids = [unit.id for unit, _ in found.snapshot.walk()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("form", FORMS)
@STEADY
@given(text=ROWS)
def test_no_text_raises_anything_but_an_error_in_words(form: str, text: str) -> None:
    text = STARTS[form] + text
    check(attempt(text, form), text)


@STEADY
@given(text=ROWS)
def test_no_text_of_unknown_form_raises_anything_but_an_error_in_words(text: str) -> None:
    check(attempt(text, None), text)


@STEADY
@given(data=st.binary(max_size=200))
def test_no_bytes_raise_anything_but_an_error_in_words(data: bytes) -> None:
    with contextlib.suppress(GenError):
        read(Document("a.txt", data, "test"), body="miit", release="2019")


@STEADY
@given(text=CELLS)
def test_no_table_raises_anything_but_an_error_in_words(text: str) -> None:
    text = STARTS["table"] + text
    check(attempt(text, "table"), text)


@STEADY
@given(value=JSON, indent=st.sampled_from([None, 1]))
def test_no_tree_raises_anything_but_an_error_in_words(value: object, indent: int | None) -> None:
    text = json.dumps({"name": "甲部", "children": [value]}, ensure_ascii=False, indent=indent)
    check(attempt(text, "tree"), text)


@STEADY
@given(text=ROWS)
def test_wikitext_lines_come_in_the_order_of_the_source_and_leave_none_out(text: str) -> None:
    rows = text.split("\n")
    numbers = [line.number for line in lines(rows, "a")]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, len(rows) + 1))


@STEADY
@given(words=st.lists(WORDS, max_size=40))
def test_what_a_movement_says_stands_in_the_paragraph(words: list[str]) -> None:
    paragraph = "".join(words)
    for movement in movements(paragraph, ["工业和信息化部"]):
        for said in filter(None, (movement.what, movement.origin, movement.target)):
            assert said.replace(" ", "") in paragraph.replace(" ", "") or said == "工业和信息化部"


def test_an_account_that_nobody_used_reports_every_line() -> None:
    seen = account()
    assert [fate.what for fate in seen.settle(["a", "", "b"])] == ["finding", "unused", "finding"]
