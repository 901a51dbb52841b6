"""A document explained line by line, in words, on a terminal and as a page."""

from __future__ import annotations

import time
import unicodedata

import pytest

from gen.errors import GenError
from gen.render.explain import page, text
from gen.report.explain import FATES, Explained, explain
from gen.report.model import Language
from gen.sources.read import Document, Reading, read
from gen.sources.several import together
from gen.template import STANDARD, pages, root

PAGE = """= 甲部 =

== 职责 ==
# 拟订甲行业规划和政策，组织实施。
# 负责甲行业运行监测（含乙行业。

== 机构设置 ==
=== 内设机构 ===
* 办公厅（副部级）
* 规划司（甲办公室）

== 参考资料 ==
* 甲报
"""


def reading(document: str = PAGE, name: str = "a.txt") -> Reading:
    return read(Document(name, document.encode(), "test"), body="jia", release="2020")


def explained(document: str = PAGE, language: Language = "zh") -> Explained:
    return explain(reading(document), language)


def test_every_line_stands_once_with_its_fate_and_what_it_gave() -> None:
    (source,) = explained().sources
    assert [(line.number, line.word, line.gave or (line.why,)) for line in source.lines if line.text] == [
        (1, "已采用", ("文件标题",)),
        (3, "已采用", ("标题",)),
        (4, "已采用", ("职责（一）",)),
        (5, "已采用", ("职责（二）",)),
        (7, "已采用", ("标题",)),
        (8, "已采用", ("标题",)),
        (9, "已采用", ("内设机构 办公厅（副部级）",)),
        (10, "已采用", ("内设机构 规划司（甲办公室）",)),
        (12, "未采用", ("参考资料",)),
        (13, "未采用", ("参考资料",)),
    ]
    assert [line.number for line in source.lines] == list(range(1, 14))
    assert source.sum == "13行 = 已采用8 + 仅存疑0 + 未采用5"


def test_findings_stand_beside_their_line_with_the_word_for_their_kind() -> None:
    (source,) = explained().sources
    assert {line.number: [doubt.kind for doubt in line.findings] for line in source.lines if line.findings} == {
        5: ["括号或引号未闭合"]
    }


def test_the_same_in_english() -> None:
    (source,) = explained(language="en").sources
    assert source.lines[8].gave == ("internal office: 办公厅 (副部级)",)
    assert source.sum == "13 lines = 8 used + 0 with findings only + 5 not used"


def cells(said: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in said)


@pytest.mark.parametrize("width", [20, 60, 81, 100, 400])
def test_no_line_is_wider_than_the_terminal_and_no_text_is_lost(width: int) -> None:
    document = PAGE + "* " + "甲乙丙丁 戊己 Office of the Ministry, " * 9
    shown = text(explained(document), width=width).split("\n")
    assert max(map(cells, shown[1:])) <= max(width, 54)
    left = "".join(line[8:].split("│")[0] for line in shown if "│" in line)
    assert "".join(left.split()).count("甲乙丙丁戊己OfficeoftheMinistry,") == 9


def test_colour_is_there_only_where_asked_for() -> None:
    assert "\x1b[32m" in text(explained(), width=80, colour=True)
    assert "\x1b" not in text(explained(), width=80)


def test_what_a_document_hides_is_spelled_out() -> None:
    shown = explained(PAGE.replace("甲报", "甲\u202e报\x1b[31m"))
    assert "\x1b" not in text(shown)
    assert b"\x1b" not in page(shown, pages(root() / STANDARD))


def test_the_page_has_a_row_a_line_filters_for_each_fate_and_no_script() -> None:
    made = page(explained(), pages(root() / STANDARD)).decode()
    assert made.count('<th scope="row">') == 13
    assert [made.count(f'id="s1-{fate}"') for fate in FATES] == [1, 1, 1]
    assert "<script" not in made
    assert made == page(explained(), pages(root() / STANDARD)).decode()


def test_several_documents_stand_one_after_the_other_with_what_they_contradict() -> None:
    other = PAGE.replace("（副部级）", "（正部级）")
    both = [read(Document(name, one.encode(), "test", id=name), body="jia", release="2020")
            for name, one in (("s1", PAGE), ("s2", other))]  # fmt: skip
    shown = explain(together(both), "zh")
    assert [source.id for source in shown.sources] == ["s1", "s2"]
    assert [(one.what, one.readings) for one in shown.contradictions] == [
        ("机构“办公厅”的级别", (("副部级", "s1第9行"), ("正部级", "s2第9行")))
    ]
    made = page(shown, pages(root() / STANDARD)).decode()
    assert "正部级" in made
    assert 'id="s2-13"' in made


def test_lines_of_a_million_characters_are_wrapped_in_their_share_of_time() -> None:
    shown = explained(PAGE + ("甲" * 50_000 + "\n") * 20)
    started = time.process_time()
    text(shown, width=100)
    assert time.process_time() - started < 40


@pytest.mark.parametrize(
    "document", [PAGE, PAGE * 3, "= 甲 =\n== 乙 ==\n" + "?\n" * 50, "一、主要职责\n（一）甲。\n乱\n\n二、其他\n"]
)
def test_the_sum_is_the_document(document: str) -> None:
    try:
        (source,) = explained(document).sources
    except GenError:
        pytest.skip("not a document of any form")
    assert sum(fate.number for fate in source.fates) == len(source.lines) == document.count("\n")
    assert all(line.gave or line.why or line.findings for line in source.lines)
