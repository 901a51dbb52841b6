import io
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pytest

from gen.briefing import compare
from gen.errors import MissingPart, TooLong
from gen.model.change import Declared
from gen.render import bounds, pdf
from gen.render.html import page
from gen.render.pdf import fonts
from gen.store import Store
from tests.render.briefings import HOSTILE, LANGUAGES, hostile, report, templates
from tests.render.pdfs import complain, made, made_hostile, of, of_one_word, text_of
from tests.report import sample

STORE = Path(__file__).parents[2] / "snapshots"
BARE = """
@page { @top-left { content: none } @top-right { content: none } @bottom-left { content: none } @bottom-right { content: none } }
thead { display: table-row-group } nav a::after { content: none } img { display: none !important } ul { list-style: none }
"""


class Visible(HTMLParser):
    """What a page says between the tags of its body, without spaces."""

    def __init__(self, html):
        super().__init__()
        self.inside, self.said = False, []
        self.feed(html)
        self.text = "".join("".join(self.said).split())

    def handle_starttag(self, tag, attrs):
        self.inside |= tag == "body"

    def handle_data(self, data):
        self.said += [data] if self.inside else []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_text_taken_back_out_is_the_text_put_in_in_the_same_order(language):
    said = Visible(page(report(language), templates(), "print")).text
    assert sample.MOVED_DUTY in said
    assert text_of(of(report(language), BARE)) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pictures_and_running_heads_can_be_read_as_text_too(language):
    text, told = text_of(made(language)), report(language)
    assert "".join(told.structure.groups[0].counts.split()) in text
    pages = len(pikepdf.open(io.BytesIO(made(language))).pages)
    last = told.labels["page_of"].format(pages, pages)
    assert "".join(last.split()) in text
    assert text.count(sample.SHA["2019"][:12]) >= pages


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_says_its_language_title_and_date_from_the_data(language):
    with pikepdf.open(io.BytesIO(made(language))) as document:
        assert str(document.Root.Lang) == {"zh": "zh-CN", "en": "en"}[language]
        assert report(language).title in str(document.docinfo["/Title"])
        assert str(document.docinfo["/CreationDate"]).startswith("D:2022")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_heading_has_its_bookmark_under_the_title(language):
    told = report(language)
    with pikepdf.open(io.BytesIO(made(language))) as document:
        (title,) = document.open_outline().root
        outline = [str(entry.title) for entry in title.children]
    summary, *others = told.headings.values()
    assert str(title.title) == told.body + told.labels["cover"]
    assert outline == [summary, told.labels["contents"], *others]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pair", [("2008-07", "2019"), ("2019", "2022"), ("2022", "2025")])
def test_the_summary_of_a_real_body_is_one_page(pair, language):
    told = compare(Store(STORE), [f"miit@{release}" for release in pair], language).report
    bare = tuple(section._replace(groups=()) for section in told.sections)
    flows = told.flows._replace(rows=())
    short = told._replace(
        sections=bare,
        flows=flows,
        transfers=(),
        sentences=tuple(one._replace(ids=("ledger",)) for one in told.sentences),
    )
    with pikepdf.open(io.BytesIO(of(short))) as document:
        (title,) = document.open_outline().root
        (first, _), (contents, top) = (where(document, entry) for entry in title.children[:2])
    assert first == 1
    assert contents == 1 or (contents == 2 and top > 700)


def where(document, entry):
    """The page a bookmark leads to, counted from 0, and the height on it in points."""
    page, _, _, top, _ = entry.destination
    return document.pages.index(pikepdf.Page(page)), float(top)


def test_pages_are_a4():
    with pikepdf.open(io.BytesIO(made("zh"))) as document:
        assert {tuple(round(float(x)) for x in page.mediabox) for page in document.pages} == {(0, 0, 595, 842)}


def test_hostile_names_are_printed_as_they_stand():
    text = text_of(made_hostile())
    for name in HOSTILE[:4]:
        assert "".join(name.replace("\u202e", "[U+202E]").split()) in text
    assert text.count("长") >= 400


def test_a_text_no_page_can_be_set_from_is_refused_before_any_work():
    told = report()._replace(lead="长" * 10_000_000)
    with pytest.raises(TooLong, match=r"10,000,000 characters, '长{20}' …; the most is 20,000"):
        pdf.render(told, {}, complain)


def test_a_text_of_the_greatest_length_is_not_refused():
    bounds.too_long(report()._replace(lead="长" * bounds.LONGEST["PDF"]), "PDF")
    bounds.too_long(hostile(), "PDF")


def test_nothing_outside_the_page_is_fetched(tmp_path):
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text y='9'>STOLEN</text></svg>")
    link = tmp_path / "font.ttf"
    link.symlink_to(secret)
    urls = (secret.as_uri(), link.as_uri(), "http://127.0.0.1:1/x.svg", "ftp://127.0.0.1/x.svg")
    images = "".join(f'<img src="{url}" alt="x">' for url in urls)
    told = []
    bare = f"<html lang=en><title>x</title><body>{images}</body></html>"
    data = pdf.render(report(), {**templates(), "print.html.j2": bare}, told.append)
    assert len(told) == len(urls)
    assert "STOLEN" not in text_of(data)


def test_what_is_wrong_with_a_template_is_told():
    told = []
    pdf.render(report(), {**templates(), "print.css": "p { colour: red }"}, told.append)
    assert any("colour" in message for message in told)


def test_each_page_is_told_as_it_is_laid_out_and_again_as_it_is_drawn():
    told = []
    data = pdf.render(report(), templates(), complain, progress=lambda *far: told.append(far))
    pages = len(pikepdf.open(io.BytesIO(data)).pages)
    numbers = range(1, pages + 1)
    assert told == [*((n, 0) for n in numbers), *((n, pages) for n in numbers)]


def test_no_box_is_printed_for_want_of_a_font(monkeypatch):
    monkeypatch.setattr(fonts, "unknown_characters", lambda text: "工" in text)
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


def test_a_run_without_the_subsetting_library_says_so_once_at_the_start(monkeypatch):
    from weasyprint.logger import LOGGER
    from weasyprint.text import ffi

    told = []
    monkeypatch.setattr(ffi, "harfbuzz_subset", None)
    assert pdf.slow_subsetting()
    of_one_word(told.append)
    assert len(told) == 1
    assert "thirty times longer" in told[0]
    monkeypatch.setattr(ffi, "harfbuzz_subset", object())
    assert not pdf.slow_subsetting()
    assert LOGGER.level == 0
