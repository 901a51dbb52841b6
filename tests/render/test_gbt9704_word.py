"""The Word file in the layout of GB/T 9704-2012: its page, its prose, and the lines LibreOffice sets on a page."""

import json
import re
import shutil
import subprocess

import pytest

from gen.errors import FaultyFile
from gen.render import word
from gen.render.lint import lint as redline_lint
from gen.render.redline import render as redline
from gen.sources.formats.docx.wordfile import opened
from tests.render.briefings import LANGUAGES, hostile, report
from tests.render.officials import FOLDER, words
from tests.render.redlines import words as redlined
from tests.render.test_word_valid import VALIDATOR
from tests.render.word_files import SECTIONS, p, paragraphs, parts_of, template, zipped
from tests.render.word_lint import lint

FILES = {"zh": "briefing.docx", "en": "briefing.en.docx"}
HANZI = '<w:p><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>' + "机构职能变化简报" * 200 + "</w:t></w:r></w:p>"


def look(language="zh"):
    return (FOLDER / FILES[language]).read_bytes()


def made(language="zh", some=None):
    return word.render(some or report(language), look(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_margins_grid_and_feet_are_those_of_the_standard(language):
    parts = parts_of(look(language))
    section = parts["word/document.xml"].decode().partition("<w:sectPr>")[2]
    assert 'w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"' in section
    assert '<w:docGrid w:type="lines" w:linePitch="579"/>' in section
    assert "<w:evenAndOddHeaders/>" in parts["word/settings.xml"].decode()
    feet = {kind: f"word/footer{n}.xml" for n, kind in ((1, "default"), (2, "even"))}
    for kind, side in (("default", "right"), ("even", "left")):
        foot = parts[feet[kind]].decode()
        assert f'<w:ind w:{side}="280"' in foot
        assert f'<w:jc w:val="{side}"/>' in foot
        assert paragraphs(look(language), feet[kind]) == ["— 1 —"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prose_of_the_official_document_stands_in_it_with_every_change(language):
    said = paragraphs(made(language))
    text = "".join(said)
    told = report(language)
    assert told.lead in text
    for item in told.items:
        assert item.id in text
    for release in (told.old, told.new):
        assert release.sha256 in text
    if language == "zh":
        assert said.index("一、机构变化") < said.index("附件1") < said.index("附件4")


@pytest.mark.parametrize("some", [report("zh"), report("en"), hostile()], ids=["zh", "en", "hostile"])
def test_the_own_lint_finds_nothing(some):
    assert lint(made(some=some)) == []


def test_the_same_input_gives_the_same_bytes():
    assert made() == made()


def test_the_block_of_the_official_document_stands_alone():
    with pytest.raises(FaultyFile, match=r"\{\{ official \}\} says all that the other blocks say"):
        word.render(report(), template(p("{{ official }}") + SECTIONS))
    assert "附件1" in paragraphs(word.render(report(), template(p("{{ official }}"))))


def test_a_redline_takes_the_look_too():
    assert redline_lint(opened("redline.docx", redline(*redlined(), look()))) == ()


@pytest.mark.real
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_open_xml_sdk_finds_nothing(language, tmp_path):
    if not VALIDATOR.exists():
        pytest.skip("the Open XML validator is not installed: ./setup.sh dev gets it where npm is to be had")
    file = tmp_path / "x.docx"
    file.write_bytes(made(language))
    told = subprocess.run([VALIDATOR, str(file)], capture_output=True, text=True, check=False, timeout=120)
    assert json.loads(told.stdout)["errors"] == []


@pytest.mark.real
def test_libreoffice_sets_22_lines_of_28_characters(tmp_path):
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice (soffice) is not installed")
    parts = parts_of(look())
    body = re.sub(
        r"(<w:body>).*?(<w:sectPr>)", rf"\g<1>{HANZI}\g<2>", parts["word/document.xml"].decode(), flags=re.DOTALL
    )
    source = tmp_path / "full.docx"
    source.write_bytes(zipped({**parts, "word/document.xml": body.encode()}))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    data = (tmp_path / "full.pdf").read_bytes()
    for number, indent in ((1, 2), (2, 0)):
        lines = [line for line in words(data, number) if line.top < 262]
        assert [len(line.text) for line in lines] == [28 - indent, *[28] * 21]
    foot = [line for line in words(data, 2) if line.top > 262]
    assert " ".join(line.text for line in foot) == "— 2 —"
    assert foot[0].left == pytest.approx(28 + 14 * 25.4 / 72, abs=0.5)
