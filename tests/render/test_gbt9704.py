"""The layout of GB/T 9704-2012, measured on the page."""

import io
import re

import page
import pikepdf
import pytest

from gen.errors import BadValue, FaultyFile
from gen.render import json
from gen.render.official import evened, lettered, official_page
from gen.report.comparison import comparison
from gen.template import load
from gen.template.check import check
from tests.render.briefings import HOSTILE, LANGUAGES, report
from tests.render.officials import RED, held, ink, made, of, plain, words
from tests.render.pdfs import complain, text_of
from tests.report import sample

HANZI = "机构职能变化简报"
FULL = f"<p>{HANZI * 200}</p>"
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
FOOT = '<footer class="colophon"><div class="lines"><p class="printed"><span>办公厅</span><span>印发</span></p></div></footer>'


def near(value, slack=0.2):
    return pytest.approx(value, abs=slack)


def pages(data):
    with pikepdf.open(io.BytesIO(data)) as document:
        return len(document.pages)


def lines(data, number):
    return [word for word in words(data, number) if word.top < BOTTOM]


def number_of(data, which):
    """The words of a page number as they stand under the text, and "" where a page has none."""
    return " ".join(word.text for word in words(data, which) if word.top > BOTTOM)


def test_a_full_page_has_22_lines_of_28_characters():
    data = plain(FULL)
    for number in (1, 2):
        assert [len(word.text) for word in lines(data, number)] == [28 - 2 * (number == 1), *[28] * 21]


def test_the_text_area_is_156_by_225_mm_where_the_standard_has_it():
    told = lines(plain(FULL), 2)
    assert min(word.left for word in told) == near(LEFT)
    assert max(word.right for word in told) == near(RIGHT)
    strips = [strip for strip in ink(plain(FULL), 2, red=False) if strip[1] < BOTTOM]
    assert TOP < strips[0][1] < TOP + 4
    assert BOTTOM - 4 < strips[-1][3] < BOTTOM


def test_headings_and_english_text_keep_the_22_lines():
    head = "<h2>一、黑体</h2><h3>（一）楷体</h3>"
    assert len(ink_lines(plain(head + f"<p>{HANZI * 200}</p>"))) == 22
    assert len(ink_lines(plain(f"<p>{'Ministry of the Interior ' * 200}</p>", "en"))) == 22


def ink_lines(data):
    return {round(word.top, 1) for word in lines(data, 1)}


@pytest.mark.parametrize(("which", "side"), [(1, "right"), (2, "left")])
def test_the_page_number_stands_outside_one_character_in_and_7_mm_under_the_text(which, side):
    data = plain(FULL)
    assert number_of(data, which) == f"— {which} —"
    (strip,) = (strip for strip in ink(data, which, red=False) if strip[1] > BOTTOM)
    foot = [word for word in words(data, which) if word.top > BOTTOM]
    if side == "right":
        assert foot[-1].right == near(RIGHT - 14 * 25.4 / 72)
    else:
        assert foot[0].left == near(LEFT + 14 * 25.4 / 72)
    assert dash_top(data, which) == near(BOTTOM + 7)
    assert strip[3] - strip[1] < 4


def dash_top(data, which):
    """Where the ink of the first dash of a page number begins: the digit beside it is painted over with nothing."""
    only = data_of_dashes(which)
    return next(strip[1] for strip in ink(only, which, red=False) if strip[1] > BOTTOM)


def data_of_dashes(which):
    css = held()["official.css"].replace('"— " counter(page) " —"', '"—"')
    assert css.count('content: "—"') == 2
    from gen.render import pdf

    template = f'<html lang="zh-CN"><head><title>x</title><style>{css}</style></head><body>{FULL}</body>'
    return pdf.render(report(), {**held(), "official.html.j2": "{% raw %}" + template + "{% endraw %}"}, complain)


def test_the_red_head_keeps_its_distances():
    data = made("zh", RED)
    mark, rule = ink(data, 1, red=True)
    assert mark[1] == near(TOP + 35)
    assert mark[0] - LEFT == near(RIGHT - mark[2], 1)
    assert (rule[0], rule[2]) == (near(LEFT), near(RIGHT))
    (number,) = (word for word in words(data, 1) if word.text.endswith("3号"))
    assert (number.left + number.right) / 2 == near((LEFT + RIGHT) / 2)
    below = [strip for strip in ink(data, 1, red=False) if mark[3] < strip[1] < rule[1]]
    assert rule[1] - below[-1][3] == near(4, 0.6)
    assert below[0][1] - mark[3] == near(2 * 28.98 * 25.4 / 72, 2)


def test_with_a_signatory_the_number_stands_left_and_the_name_right():
    data = made("nothing", (*RED, "signatory=张三"))
    (number,) = (word for word in words(data, 1) if word.text.endswith("3号"))
    (name,) = (word for word in words(data, 1) if word.text == "签发人：张三")
    character = 16 * 25.4 / 72
    assert number.left == near(LEFT + character)
    assert name.right == near(RIGHT - character, 0.5)


def test_without_a_letterhead_there_is_no_red_no_signature_and_no_colophon():
    data = made("zh")
    assert all(not ink(data, number, red=True) for number in (1, 2))
    assert "印发" not in text_of(data)
    assert words(data, 1)[0].top == near(TOP, 3)


def test_a_long_issuer_stays_on_one_line_within_the_text():
    data = made("nothing", ("issuer=" + "国家发展和改革委员会工业和信息化部科学技术部文件",))
    (mark, _) = ink(data, 1, red=True)
    assert LEFT <= mark[0] < mark[2] <= RIGHT


def test_each_annex_begins_a_page_with_its_number_in_the_first_line_and_its_title_in_the_third():
    data = made("zh", RED)
    heads = {}
    for number in range(1, pages(data) + 1):
        told = words(data, number)
        if told and re.fullmatch(r"附件\d", told[0].text):
            heads[told[0].text] = told
    assert list(heads) == ["附件1", "附件2", "附件3", "附件4"]
    for told in heads.values():
        line = 28.98 * 25.4 / 72
        assert told[0].left == near(LEFT)
        assert told[1].top - told[0].top == near(2 * line, 1.5)
        assert told[1].left - LEFT == near(RIGHT - told[1].right, 0.5)
    listed = text_of(data)
    assert "附件：1.机构和领导职务变化新旧对照表2.职责修订对照3.来源声明与比对所见4.台账和来源" in listed


@pytest.mark.parametrize(
    ("before", "total", "numbered"),
    [(1, 2, [True, True]), (2, 2, [True, True]), (3, 4, [True] * 4)],
)
def test_the_colophon_stands_at_the_foot_of_an_even_page(before, total, numbered):
    data = plain('<p style="break-after: page">文</p>' * (before - 1) + f'<p id="end">文</p>{FOOT}')
    assert pages(data) == total
    assert [bool(number_of(data, number)) for number in range(1, total + 1)] == numbered
    rules = [strip for strip in ink(data, total, red=False) if strip[2] - strip[0] > 150 and strip[1] < BOTTOM + 1]
    assert rules[-1][3] == near(BOTTOM, 0.3)
    assert "印发" in "".join(word.text for word in words(data, total))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lines_of_the_colophon_are_28_pt_high_between_rules_of_035_and_025_mm(language):
    data = made(language, RED)
    total = pages(data)
    rules = [strip for strip in ink(data, total, red=False) if strip[2] - strip[0] > 150 and strip[1] < BOTTOM + 1]
    assert total % 2 == 0
    assert [strip[3] for strip in rules[-3:]] == [
        near(BOTTOM - 2 * 28 * 25.4 / 72, 1),
        near(BOTTOM - 10, 1),
        near(BOTTOM),
    ]
    assert [strip[3] - strip[1] for strip in rules[-3:]] == [near(0.35), near(0.25), near(0.35)]


def test_a_colophon_for_which_an_even_page_has_no_room_follows_a_blank_page_and_neither_is_numbered():
    data = plain(f'<p style="break-after: page">文</p>{"<p>文</p>" * 21}<p id="end">文</p>{FOOT}')
    assert pages(data) == 4
    assert [number_of(data, number) for number in range(1, 5)] == ["— 1 —", "— 2 —", "", ""]
    assert words(data, 3) == []


def test_a_page_that_is_well_is_not_laid_out_again():
    html = official_page(report(), lettered(held(), RED))
    assert evened(html, 4, ends_there=True) is None
    assert evened(official_page(report(), held()), 3, ends_there=True) is None
    assert evened(html, 3, ends_there=True) != evened(html, 3, ends_there=False)


@pytest.mark.parametrize("profile", ["ua1", "3a"])
@pytest.mark.parametrize(("name", "sets"), [("zh", RED), ("en", RED), ("hostile", RED), ("zh", ()), ("nothing", ())])
def test_the_checker_finds_nothing(name, sets, profile):
    found = page.validate_pdf_bytes(made(name, sets), profile=profile)
    assert [(failure.rule_id, failure.message) for failure in found.failures] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_carries_the_ids_counts_hashes_and_data_of_every_other_format(language):
    data, told = made(language, RED), report(language)
    text = text_of(data)
    for item in told.items:
        assert item.id in text
    for release in (told.old, told.new):
        assert release.sha256 in text
        assert release.sha256[:12] in text
    for row in told.ledger:
        assert "".join(row.old_equation.split()) in text
    assert "".join(told.lead.split()) in text
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.attachments["changes.json"].get_file().read_bytes() == json.render(sample.CHANGES)


def test_every_id_in_the_body_leads_to_its_change():
    html = official_page(report(), held())
    anchors = set(re.findall(r' id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= anchors
    assert {item.id for item in report().items} <= anchors


def test_what_staff_give_and_what_the_report_says_can_be_read_back():
    text = text_of(made("zh", RED))
    assert sample.MOVED_DUTY in text
    assert "工业和信息化部文件" in text
    assert "国务院办公厅：" in text
    assert "抄送：中央编办，审计署。" in text
    assert "工业和信息化部办公厅2026年11月3日印发" in text


def test_the_table_of_old_and_new_is_an_annex_with_every_change():
    table = comparison(sample.CHANGES, sample.OLD, sample.NEW, report())
    html = official_page(report()._replace(comparison=table), held())
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {item.id for item in report().items} <= set(ids)


def test_hostile_names_are_printed_as_they_stand():
    text = text_of(made("hostile", RED))
    for name in HOSTILE[:4]:
        assert "".join(name.replace("\u202e", "[U+202E]").split()) in text


def test_hostile_values_of_a_letterhead_are_text():
    html = official_page(report(), lettered(held(), ('issuer=<script>alert("x")</script>{{7*7}}',)))
    assert "<script>" not in html
    assert "{{7*7}}" in html


def test_the_same_input_gives_the_same_bytes():
    assert of(report(), RED, json.render(sample.CHANGES)) == made("zh", RED)


def test_values_for_a_template_without_a_letterhead_are_refused():
    with pytest.raises(BadValue, match="no letterhead; gbt9704 has"):
        lettered({}, ["issuer=x"])
    assert lettered({}, ()) == {}


def test_the_template_stands_on_the_ordinary_one_and_is_in_order():
    template = load("gbt9704", "zh")
    assert {"official.html.j2", "official.css", "letterhead.toml", "print.html.j2", "style.css"} <= set(template.pages)
    assert template.word_file.endswith("gbt9704/briefing.docx")
    assert load("gbt9704", "en").word_file.endswith("gbt9704/briefing.en.docx")
    assert check("gbt9704") == ()


def test_a_faulty_letterhead_is_told_with_its_line(tmp_path):
    from gen.template import copy

    copy("gbt9704", tmp_path / "own")
    file = tmp_path / "own" / "letterhead.toml"
    file.write_text(file.read_text("utf-8").replace('issuer = ""', 'isuer = "部"'), "utf-8")
    (fault,) = check(str(tmp_path / "own"))
    assert str(fault).endswith("letterhead.toml:6: there is no 'isuer' in a letterhead; did you mean issuer?")
    with pytest.raises(FaultyFile, match="did you mean issuer"):
        load(str(tmp_path / "own"), "zh")
