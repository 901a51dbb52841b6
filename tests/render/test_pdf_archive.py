"""The PDF as something to keep and to be read aloud: PDF/A-3a, PDF/UA-1, and the data inside."""

import hashlib
import io
import re
from itertools import pairwise
from zlib import compress

import page
import pikepdf
import pytest

from gen.errors import MissingPart
from gen.render import json
from tests.render.briefings import LANGUAGES, report
from tests.render.pdfs import made, made_hostile, made_of_nothing, made_with_everything, of_one_word, text_of
from tests.report import sample

MAKERS = {
    "zh": lambda: made("zh"),
    "en": lambda: made("en"),
    "hostile": made_hostile,
    "nothing": made_of_nothing,
    "everything": made_with_everything,
}
STRUCTURAL = {"/Document", "/Part", "/Sect", "/Div", "/P", "/Span", "/Link", "/H1", "/H2", "/H3", "/L", "/LI", "/Lbl"}
STRUCTURAL |= {"/LBody", "/Table", "/THead", "/TBody", "/TR", "/TH", "/TD", "/Figure", "/BlockQuote", "/NonStruct"}


def opened(name):
    return pikepdf.open(io.BytesIO(MAKERS[name]()))


def elements(node, above=()):
    """Each element of a structure tree in reading order with the names of those it stands in."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid, above
            yield from elements(kid, (*above, str(kid.S)))


def all_elements(document):
    return list(elements(document.Root.StructTreeRoot))


@pytest.mark.parametrize("profile", ["ua1", "3a"])
@pytest.mark.parametrize("name", MAKERS)
def test_the_checker_finds_nothing(name, profile):
    found = page.validate_pdf_bytes(MAKERS[name](), profile=profile)
    assert [(failure.rule_id, failure.message) for failure in found.failures] == []


@pytest.mark.parametrize("name", MAKERS)
def test_it_claims_both_standards_in_plain_sight(name):
    for claim in (b'pdfaid:part="3"', b'pdfaid:conformance="A"', b'pdfuaid:part="1"', b"pdfaExtension:schemas"):
        assert claim in MAKERS[name]()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_changes_are_in_it_byte_for_byte_as_its_data(language):
    changes = json.render(sample.CHANGES)
    with opened(language) as document:
        (name,) = document.attachments
        spec = document.attachments[name]
        assert name == "changes.json"
        assert spec.get_file().read_bytes() == changes
        assert spec.get_file().mime_type == "application/json"
        (associated,) = document.Root.AF
        assert str(associated.AFRelationship) == "/Data"
        assert bytes(associated.EF.F.Params.CheckSum) == hashlib.md5(changes).digest()
        assert str(associated.EF.F.Params.ModDate).startswith("D:2022")


def test_without_data_there_is_no_attachment():
    with pikepdf.open(io.BytesIO(of_one_word())) as document:
        assert not document.attachments
        assert "/AF" not in document.Root


def test_data_whose_compressed_form_ends_like_a_line_is_kept_whole():
    content = b"\x0c"
    assert compress(content).endswith(b"\r")
    data = of_one_word(attached=content)
    assert page.is_pdf_compliant_bytes(data, profile="3a")
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.attachments["changes.json"].get_file().read_bytes() == content


def test_a_font_that_cannot_be_subset_is_an_error_and_not_an_empty_font(monkeypatch):
    from weasyprint.pdf.fonts import Font

    monkeypatch.setattr(Font, "subset", lambda *_: None)
    with pytest.raises(MissingPart, match="a font that HarfBuzz can subset"):
        of_one_word()


@pytest.mark.parametrize("name", MAKERS)
def test_it_is_tagged_in_one_language_and_runs_nothing(name):
    with opened(name) as document:
        assert str(document.Root.Lang) in ("zh-CN", "en")
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert {str(element.S) for element, _ in all_elements(document)} <= STRUCTURAL
    assert not re.search(rb"/(JavaScript|JS|Launch|OpenAction|AA|RichMedia|SubmitForm)\b", MAKERS[name]())


@pytest.mark.parametrize("name", MAKERS)
def test_every_font_is_embedded_and_says_what_its_glyphs_mean(name):
    with opened(name) as document:
        fonts = {font.objgen: font for one in document.pages for font in one.Resources.Font.values()}
        assert fonts
        for font in fonts.values():
            (inner,) = font.DescendantFonts
            assert "/FontFile3" in inner.FontDescriptor or "/FontFile2" in inner.FontDescriptor
            assert b"beginbfchar" in font.ToUnicode.read_bytes()


@pytest.mark.parametrize("name", MAKERS)
def test_no_level_of_heading_is_jumped(name):
    with opened(name) as document:
        levels = [int(str(element.S)[2:]) for element, _ in all_elements(document) if re.match(r"/H\d", str(element.S))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", MAKERS)
def test_every_figure_is_told_in_words_and_lies_on_its_page(name):
    with opened(name) as document:
        figures = [element for element, _ in all_elements(document) if element.S == "/Figure"]
        assert figures
        for figure in figures:
            left, bottom, right, top = map(float, figure.A.BBox)
            assert str(figure.Alt)
            assert 0 < left < right < 596
            assert 0 < bottom < top < 842


@pytest.mark.parametrize("name", MAKERS)
def test_header_cells_say_what_they_head(name):
    with opened(name) as document:
        cells = [(element, above) for element, above in all_elements(document) if element.S == "/TH"]
    for cell, above in cells:
        assert str(cell.A.Scope) == ("/Column" if "/THead" in above else "/Row")


def test_a_link_is_described_by_what_it_leads_to():
    told = report("en")
    with opened("en") as document:
        links = [link for one in document.pages for link in one.get("/Annots", [])]
        described = {str(link.Dest): str(link.Contents) for link in links}
    assert described["ledger"] == told.headings["ledger"]
    assert described["U1"] == f"U1 {told.items[0].title}"


@pytest.mark.parametrize("name", ["zh", "hostile"])
def test_running_heads_are_no_part_of_the_text_read_aloud(name):
    with opened(name) as document:
        pages = len(document.pages)
        contents = [one.Contents.read_bytes() for one in document.pages]
        numbers = document.Root.StructTreeRoot.ParentTree.Nums
        for number in range(pages):
            owners = list(numbers[2 * number + 1])
            named = {int(n) for n in re.findall(rb"/MCID (\d+)", contents[number])}
            assert named == {n for n, owner in enumerate(owners) if owner is not None}
    assert b"/Pagination" not in contents[0]
    assert all(one.count(b"/Type /Pagination") == 4 for one in contents[1:])
    assert text_of(MAKERS[name]())
