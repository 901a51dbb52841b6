"""Every Word briefing is valid by Microsoft's own Open XML SDK."""

import json
import subprocess
from pathlib import Path

import pytest

from gen.render.word import render
from gen.report.model import GoesOn
from gen.template.sample import report as sample_report
from tests.render.briefings import base, hostile, report
from tests.render.word_files import SECTIONS, p, paragraphs, template
from tests.render.word_lint import lint
from tests.report import sample

VALIDATOR = Path(__file__).parents[2] / "build" / "node" / "node_modules" / ".bin" / "ooxml-validator"
MADE = {
    "zh": lambda: render(report("zh"), base("zh")),
    "en": lambda: render(report("en"), base("en")),
    "hostile": lambda: render(hostile(), base("zh")),
    "nothing": lambda: render(
        report(changes=sample.CHANGES.model_copy(update={"changes": (), "ledger": {}})), base("zh")
    ),
    "own": lambda: render(report(), template(p("{{ contents }}") + p("{{ title }}") + SECTIONS, p("{{ subtitle }}"))),
    "trial": lambda: render(trial(), base("zh")),
    "base": lambda: base("zh"),
}


def trial():
    """The trial report with what a picture says of nested units, of the side that goes on, and of what it leaves out."""
    (group, *groups) = sample_report().structure.groups
    row = group.rows[0]._replace(under="规划司", goes_on=GoesOn("new", 0, "存续"), note="注")
    groups = (group._replace(rows=(row, row, *group.rows[1:]), more="另有3处变化未绘"), *groups)
    made = sample_report()
    return made._replace(structure=made.structure._replace(groups=groups), flows=made.flows._replace(rest="另有2条"))


def complaints(package: bytes, folder: Path) -> list[str]:
    file = folder / "x.docx"
    file.write_bytes(package)
    told = subprocess.run([VALIDATOR, str(file)], capture_output=True, text=True, check=False, timeout=120)
    return [str(error) for error in json.loads(told.stdout)["errors"]]


@pytest.mark.parametrize("name", MADE)
def test_the_own_lint_finds_nothing(name):
    assert lint(MADE[name]()) == []


def test_what_the_picture_says_stands_in_its_table():
    said = paragraphs(MADE["trial"]())
    for words in ("规划司", "注", "另有3处变化未绘", "另有2条", "裁定 r1 不再适用"):
        assert words in said
    assert sum(line.endswith(" 存续") for line in said) == 2


@pytest.mark.real
@pytest.mark.parametrize("name", MADE)
def test_the_open_xml_sdk_finds_nothing(name, tmp_path):
    if not VALIDATOR.exists():
        pytest.skip("the Open XML validator is not installed: ./setup.sh dev gets it where npm is to be had")
    assert complaints(MADE[name](), tmp_path) == []


@pytest.mark.real
def test_the_open_xml_sdk_finds_what_is_wrong(tmp_path):
    if not VALIDATOR.exists():
        pytest.skip("the Open XML validator is not installed: ./setup.sh dev gets it where npm is to be had")
    wrong = p("x", properties='<w:jc w:val="left"/><w:pStyle w:val="Note"/>')
    assert complaints(template(wrong), tmp_path)
    assert lint(template(wrong))
