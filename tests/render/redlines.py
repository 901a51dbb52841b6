"""Redlines of two snapshots, for tests: their words, their document, and what its readings ought to be."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from gen.diff import diff
from gen.model.record import Snapshot
from gen.render.redline import render
from gen.report.build import build
from gen.report.model import Language, Report
from gen.report.redline import Redlined, preface, redlined
from gen.sources.formats.docx.wordfile import WordFile, opened
from gen.verify import paragraphs
from tests.builders import duties, duty, post, snapshot, staffing, unit
from tests.diff.generate import numbered

_TEMPLATES = Path(__file__).parents[2] / "templates"
OLD = numbered(
    snapshot(
        unit("办公厅|General Office", level="正司级"),
        unit("规划司", unit("一处"), unit("二处"), duties=duties("拟订工业发展规划。", "组织实施重大专项。")),
        unit("装备工业司", duties=duties("指导装备制造业发展。"), nameplates=["重大装备办公室"]),
        unit("信息中心", group="subordinate"),
        duties=[duty("提出发展战略，协调重大问题。", "（一）", "b1", 3), duty("承办交办事项。", "（二）", "b2", 4)],
        posts=[post("部长", "甲", "2015"), post("副部长", "乙"), post("副部长", "丙")],
        staffing=[staffing("行政编制", 100)],
    )
)
NEW = numbered(
    snapshot(
        unit("规划司", unit("一处"), duties=duties("拟订工业、通信业发展规划。")),
        unit("办公厅|General Office", level="副部级"),
        unit("装备工业一司", duties=duties("指导装备制造业发展。"), nameplates=["重大装备办公室"]),
        unit("装备工业二司"),
        unit("科技司", duties=[duty("组织实施重大专项。", "（一）", "k1")]),
        unit("信息中心", group="subordinate"),
        unit("研究院", group="subordinate"),
        duties=[
            duty("提出发展战略和政策，协调重大问题。", "（一）", "b1", 5),
            duty("承办交办事项。", "（二）", "b2", 6),
        ],
        posts=[
            post("部长", "甲", "2015", "2020"),
            post("部长", "丁", "2020"),
            post("副部长", "丙"),
            post("副部长", "乙"),
        ],
        staffing=[staffing("行政编制", 120), staffing("司局级领导职数", 9)],
        release="2022",
    )
)
SHA = "a" * 64, "b" * 64


def words(old: Snapshot = OLD, new: Snapshot = NEW, language: Language = "zh") -> tuple[Redlined, Report]:
    """The redline in words, and the report on the same changes."""
    changes = diff(old, new, old_sha256=SHA[0], new_sha256=SHA[1])
    report = build(changes, old, new, language)
    return redlined(changes, old, new, report), report


@cache
def template(language: Language = "zh") -> bytes:
    return (_TEMPLATES / ("briefing.en.docx" if language == "en" else "briefing.docx")).read_bytes()


def document(made: tuple[Redlined, Report], *, moves: bool = True) -> bytes:
    """The redline as a Word file."""
    return render(*made, template(made[1].language), moves=moves)


def file(made: tuple[Redlined, Report], *, moves: bool = True) -> WordFile:
    return opened("redline.docx", document(made, moves=moves))


def expected(made: tuple[Redlined, Report]) -> list[list[str]]:
    """Every paragraph of both readings."""
    return [paragraphs(preface(made[1]), blocks) for blocks in (made[0].old, made[0].new)]
