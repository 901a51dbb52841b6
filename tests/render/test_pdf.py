import io
import os
import shutil
import subprocess
import sys

import pikepdf
import pytest

from gen.errors import MissingPart
from gen.model.change import Declared
from gen.render import pdf
from tests.render.briefings import HOSTILE, LANGUAGES, hostile, report, templates
from tests.report import sample


def complain(message):
    raise AssertionError(message)


@pytest.fixture(scope="module")
def made():
    return {language: pdf.render(report(language), templates(), complain) for language in LANGUAGES}


def text_of(data):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    out = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], input=data, capture_output=True, check=True)
    return "".join(out.stdout.decode().split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_taken_back_out_is_the_text_put_in(made, language):
    text = text_of(made[language])
    for change in sample.CHANGES.changes:
        for side in (*change.old, *change.new):
            if change.subject == "unit":
                assert side.name.zh in text
        for _, piece in change.redline if change.subject == "duty" else ():
            assert piece in text
    assert sample.MOVED_DUTY in text
    assert sample.SHA["2019"] in text
    assert sample.SHA["2022"] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_of_ours_gives_no_warning(made, language):
    assert made[language].startswith(b"%PDF-")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_says_its_language_title_and_date_from_the_data(made, language):
    with pikepdf.open(io.BytesIO(made[language])) as document:
        assert str(document.Root.Lang) == {"zh": "zh-CN", "en": "en"}[language]
        assert report(language).title in str(document.docinfo["/Title"])
        assert str(document.docinfo["/CreationDate"]).startswith("D:2022")
        outline = [str(entry.title) for entry in document.open_outline().root[0].children]
    assert outline == [
        *list(report(language).headings.values())[:1],
        report(language).labels["contents"],
        *list(report(language).headings.values())[1:],
    ]


def test_pages_are_a4_and_every_font_is_embedded(made):
    with pikepdf.open(io.BytesIO(made["zh"])) as document:
        assert {tuple(round(float(x)) for x in page.mediabox) for page in document.pages} == {(0, 0, 595, 842)}
        for page in document.pages:
            for font in page.Resources.Font.values():
                (inner,) = font.DescendantFonts
                assert "/FontFile3" in inner.FontDescriptor or "/FontFile2" in inner.FontDescriptor


def test_hostile_names_are_printed_as_they_stand():
    text = text_of(pdf.render(hostile(), templates(), complain))
    for name in HOSTILE[:4]:
        assert "".join(name.replace("\u202e", "[U+202E]").split()) in text
    assert text.count("长") >= 400


def test_nothing_outside_the_page_is_fetched(tmp_path):
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text y='9'>STOLEN</text></svg>")
    link = tmp_path / "font.ttf"
    link.symlink_to(secret)
    urls = (secret.as_uri(), link.as_uri(), "http://127.0.0.1:1/x.svg", "ftp://127.0.0.1/x.svg")
    images = "".join(f'<img src="{url}" alt="x">' for url in urls)
    told = []
    data = pdf.render(report(), {**templates(), "page.html.j2": f"<html><body>{images}</body></html>"}, told.append)
    assert len(told) == len(urls)
    assert "STOLEN" not in text_of(data)


def test_what_is_wrong_with_a_template_is_told():
    told = []
    page = templates()["page.html.j2"].replace("<style>", "<style>p { colour: red }")
    pdf.render(report(), {**templates(), "page.html.j2": page}, told.append)
    assert any("colour" in message for message in told)


def test_no_box_is_printed_for_want_of_a_font(monkeypatch):
    monkeypatch.setattr(pdf, "unknown_characters", lambda text: "工" in text)
    assert pdf.missing_fonts("zh") == ("Chinese",)
    with pytest.raises(MissingPart, match=r"a font for Chinese is missing; install fonts-noto-cjk"):
        pdf.render(report(), templates(), complain)


def test_a_character_that_no_font_has_is_told():
    rare = sample.CHANGES.declared[0].transfer.model_copy(update={"what": "甲\U0010fffd乙"})
    told = []
    changes = sample.CHANGES.model_copy(update={"declared": (Declared(side="old", transfer=rare),)})
    pdf.render(report(changes=changes), templates(), told.append)
    assert len(told) == 1
    assert "unsupported by fonts" in told[0]
    assert "U+10FFFD" in told[0]


def test_a_machine_with_all_fonts_lacks_none():
    assert pdf.missing_fonts("zh") == pdf.missing_fonts("en") == ()
    assert not pdf.unknown_characters("工业和信息化部 MIIT")


def test_a_machine_without_fonts_lacks_them_all(tmp_path):
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}</cachedir></fontconfig>")
    code = "from gen.render.pdf import missing_fonts; print(*missing_fonts('zh'))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "FONTCONFIG_FILE": str(config)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == ["Chinese", "symbols", "Latin"]


def test_the_subsetting_library_is_noticed(monkeypatch):
    from weasyprint.text import ffi

    monkeypatch.setattr(ffi, "harfbuzz_subset", None)
    assert pdf.slow_subsetting()
    monkeypatch.setattr(ffi, "harfbuzz_subset", object())
    assert not pdf.slow_subsetting()
