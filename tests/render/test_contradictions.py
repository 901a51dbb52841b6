"""What the sources of a release state differently stands in the briefing in every format, and nowhere else."""

from __future__ import annotations

import io
import zipfile
from html import unescape

import pytest

from gen.diff import diff
from gen.model.record import Contradiction, Locator, Snapshot, Stated
from gen.render import html, markdown, word, xlsx
from gen.report.build import build
from gen.report.model import Language, Report
from tests.builders import snapshot, unit
from tests.render.briefings import base, templates

CLASH = Contradiction(
    subject="unit",
    name="办公厅",
    what="level",
    about="办公厅",
    readings=(
        Stated(text="副部级", locator=Locator(source="s1", line=3)),
        Stated(text="正部级<b>", locator=Locator(source="s1", line=9)),
    ),
)


def report(language: Language, *clashes: Contradiction) -> Report:
    old: Snapshot = snapshot(unit("办公厅"), release="2019")
    new = snapshot(unit("办公厅"), unit("规划司"), release="2022").model_copy(update={"contradictions": clashes})
    return build(diff(old, new), old, new, language)


def said(form: str, told: Report, language: Language) -> str:
    if form == "html":
        return unescape(html.render(told, templates()).decode())
    if form == "md":
        return markdown.render(told, templates()).decode()
    data = word.render(told, base(language)) if form == "docx" else xlsx.render(told)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return unescape("".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml")))


@pytest.mark.parametrize("form", ["html", "md", "docx", "xlsx"])
def test_both_readings_stand_with_their_places(form: str) -> None:
    shown = said(form, report("zh", CLASH), "zh")
    assert [part for part in ("机构“办公厅”的级别", "副部级", "正部级", "s1第9行") if part not in shown] == []
    assert "来源之间的矛盾" in shown


@pytest.mark.parametrize("form", ["html", "md", "docx", "xlsx"])
def test_where_the_sources_agree_nothing_is_said_of_it(form: str) -> None:
    shown = said(form, report("en"), "en")
    assert "Contradictions" not in shown
