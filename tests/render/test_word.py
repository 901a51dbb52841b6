import io
import shutil
import subprocess
import time
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from gen.errors import TooLong
from gen.model.change import KINDS
from gen.render import word
from gen.render.wordml import run
from gen.report.build import build
from tests.render.briefings import HOSTILE, LANGUAGES, base, hostile, report
from tests.report import sample


def made(language="zh", of=None):
    return Document(io.BytesIO(word.render(of or report(language), base(language))))


def text_of(document):
    return "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))


def paragraphs(document, style):
    return [
        p
        for p in document.element.body.iter(qn("w:p"))
        if p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}[@{qn('w:val')}='{style}']") is not None
    ]


def said(paragraph):
    return "".join(node.text or "" for node in paragraph.iter(qn("w:t")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headings_are_those_of_the_report(language):
    assert [said(p) for p in paragraphs(made(language), "Heading1")] == list(report(language).headings.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_style_used_is_in_the_base_document(language):
    document = made(language)
    known = {style.style_id for style in document.styles}
    tags = [qn(f"w:{name}") for name in ("pStyle", "rStyle", "tblStyle")]
    assert {node.get(qn("w:val")) for node in document.element.body.iter(*tags)} <= known
    assert {f"Mark{kind.capitalize()}" for kind in KINDS} <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_style_names_its_chinese_font_and_no_theme_font(language):
    with zipfile.ZipFile(io.BytesIO(base(language))) as package:
        styles = package.read("word/styles.xml").decode()
    assert 'w:eastAsia="宋体"' in styles
    assert 'w:eastAsia="黑体"' in styles
    assert "Theme=" not in styles


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_base_document_has_nothing_left_of_the_tool_that_made_it(language):
    with zipfile.ZipFile(io.BytesIO(base(language))) as package:
        parts = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    everything = "".join(parts.values())
    assert "python-docx" not in everything
    assert "2013-12-23" not in everything
    assert "stylesWithEffects" not in everything


def test_contents_lead_to_every_heading_and_show_no_page_number_that_could_go_stale():
    document = made()
    marks = [mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    expected = [f"_Toc_{key}" for key in report().headings]
    assert [mark for mark in marks if mark.startswith("_Toc_")] == expected
    links = [paragraph.find(f".//{qn('w:hyperlink')}") for paragraph in paragraphs(document, "TOC1")]
    assert [link.get(qn("w:anchor")) for link in links] == expected
    codes = [node.text.split() for node in document.element.body.iter(qn("w:instrText"))]
    assert codes == [["TOC", "\\o", '"1-1"', "\\n", "\\h", "\\z"]]
    settings = document.settings.element
    assert settings.find(qn("w:updateFields")) is None


def test_every_table_repeats_its_header_and_says_what_it_is():
    tables = list(made().element.body.iter(qn("w:tbl")))
    assert len(tables) > 10
    for one in tables:
        assert one.find(f"{qn('w:tblPr')}/{qn('w:tblDescription')}").get(qn("w:val"))
        if one.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}").get(qn("w:firstRow")) == "1":
            assert one.find(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_the_id_of_a_change_leads_from_the_summary_to_the_change():
    document = made()
    marks = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    assert {f"change_{item.id}" for item in report().items} <= marks
    (links,) = [p.findall(qn("w:hyperlink")) for p in paragraphs(document, "Event") if "装备工业司" in said(p)][:1]
    assert [link.get(qn("w:anchor")) for link in links] == ["change_U1"]


def test_a_redline_is_ordinary_formatting_and_holds_both_wordings():
    (redlined,) = [p for p in paragraphs(made(), "DutyText") if "拟订" in said(p)]
    runs = [
        (r.find(f"{qn('w:rPr')}/{qn('w:rStyle')}"), "".join(t.text for t in r.iter(qn("w:t"))))
        for r in redlined.iter(qn("w:r"))
    ]
    marked = [("" if style is None else style.get(qn("w:val")), text) for style, text in runs]
    assert "".join(text for style, text in marked if style != "Inserted") == sample.OLD_DUTY
    assert "".join(text for style, text in marked if style != "Removed") == sample.NEW_DUTY


def test_the_header_is_filled_and_the_footer_counts_pages():
    section = made().sections[0]
    assert "".join(p.text for p in section.header.paragraphs) == f"{report().title}\t{report().subtitle}"
    assert " PAGE " in [node.text for node in section.footer._element.iter(qn("w:instrText"))]


def test_the_properties_come_from_the_data():
    properties = made().core_properties
    assert (properties.author, properties.language) == ("工业和信息化部", "zh-CN")
    assert (properties.created.year, properties.modified.year) == (2022, 2022)
    assert sample.SHA["2019"] in properties.subject
    assert sample.SHA["2022"] in properties.subject


def test_hostile_names_stay_text():
    text = text_of(made(of=hostile()))
    for name in HOSTILE:
        assert name.replace("\u202e", "[U+202E]").replace("\n", "") in text


def test_a_character_xml_cannot_hold_is_replaced():
    item = hostile().items[0]
    assert "\ufffd" in run("a\x00b")
    assert item.id in text_of(made(of=hostile()))


def test_a_name_of_ten_megabytes_is_refused_with_what_to_do():
    with pytest.raises(
        TooLong, match=r"10,000,000 characters, '长{20}' …; the most is 1,000,000; correct the snapshot"
    ):
        word.render(report()._replace(title="长" * 10**7), base("zh"))


def test_a_name_of_a_million_characters_and_a_hundred_thousand_placeholders_make_a_document():
    endless = report()._replace(title="长" * 10**6, lead="{{ title }}" * 90_000)
    assert word.render(endless, base("zh"))[:2] == b"PK"


def test_time_grows_with_the_number_of_changes_and_no_faster():
    def seconds(times):
        section = next(one for one in report().sections if one.subject == "duty")
        groups = tuple(group._replace(items=group.items * times) for group in section.groups)
        begun = time.process_time()
        word.render(report()._replace(sections=(section._replace(groups=groups),)), base("zh"))
        return time.process_time() - begun

    seconds(1)
    assert seconds(2000) < 14 * seconds(200) + 0.1


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("加挂“稀土办公室”牌子", True),
        ("CPU产业规划司—改革", True),
        ("Raw Materials Industry Department (原材料工业司)", False),
        ("信息中心 was renamed 网络安全产业发展中心 and took “信息中心”", False),
        ("U1", False),
    ],
)
def test_quotation_marks_are_chinese_in_chinese_and_english_in_english(text, chinese):
    assert ("eastAsia" in run(text)) == chinese


def test_a_document_number_is_shown_where_a_release_has_one():
    numbered = sample.NEW.model_copy(update={"document": "国发〔2008〕11号"})
    assert "国发〔2008〕11号" in text_of(made(of=build(sample.CHANGES, sample.OLD, numbered, "zh")))


def test_a_briefing_of_two_empty_releases_can_be_made():
    empty = sample.CHANGES.model_copy(update={"changes": (), "ledger": {}})
    assert "在可比的内容中未见变化。" in text_of(made(of=report(changes=empty)))


@pytest.mark.real
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_office_program_opens_it_and_shows_every_change(language, tmp_path):
    office = shutil.which("soffice")
    if not office or not shutil.which("pdftotext"):
        pytest.skip("LibreOffice (soffice) or pdftotext is not installed")
    source = tmp_path / "briefing.docx"
    source.write_bytes(word.render(report(language), base(language)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shown = subprocess.run(["pdftotext", str(tmp_path / "briefing.pdf"), "-"], check=True, capture_output=True).stdout
    text = "".join(shown.decode().split())
    for item in report(language).items:
        assert item.id in text
    for side in sample.UNIT_CHANGES[0].new:
        assert side.name.zh in text
