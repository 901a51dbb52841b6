import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from gen.render import html
from gen.render.facets import facets, group_keys, status_of
from gen.render.measure import ems, wrapped
from gen.report.model import GroupWords
from gen.report.passages import Passage, Passages, SourceLine
from tests.render.briefings import HOSTILE, LANGUAGES, hostile, report, templates
from tests.report import sample


class Page(HTMLParser):
    """The tags, the attributes and the text of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.text, self.ids = [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_data(self, data):
        self.text.append(data)


def page(said, passages=None):
    return html.render(said, templates(), passages or {}).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_refers_to_nothing_outside_itself(language):
    made = Page(page(report(language)))
    referring = {
        value[:5] for tag, name, value in made.attributes if name in ("src", "href", "srcset", "action", "data")
    }
    assert {ref if ref == "data:" else ref[0] for ref in referring} == {"data:", "#"}
    assert "url(" not in page(report(language))
    assert not {"iframe", "object", "embed", "link", "base"} & set(made.tags)
    assert {name for tag, name, _ in made.attributes if tag == "script" or name.startswith("on")} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_inside_the_page_has_its_place(language):
    made = Page(page(report(language)))
    wanted = {value[1:] for _, name, value in made.attributes if name == "href"}
    assert wanted <= set(made.ids)
    assert len(made.ids) == len(set(made.ids))


def digest_of(tag, text):
    (found,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
    return base64.b64encode(hashlib.sha256(found.encode()).digest()).decode()


def test_the_policy_allows_the_style_and_the_script_of_the_page_by_their_hash_and_no_other():
    text = page(report())
    assert f"style-src &#39;sha256-{digest_of('style', text)}&#39;;" in text
    assert f"script-src &#39;sha256-{digest_of('script', text)}&#39;;" in text
    assert "default-src &#39;none&#39;" in text
    assert " style=" not in text


def test_the_page_for_print_has_no_script_and_its_policy_allows_none():
    made = Page(html.page(report(), templates(), "print"))
    assert "script" not in made.tags
    assert not any("script-src" in value for _, _, value in made.attributes)


def test_the_script_and_the_styles_hold_no_words_of_any_language():
    own = "".join(re.sub(r"//.*", "", templates()[name]) for name in ("screen.js", "screen.css"))
    assert not [char for char in own if "\u4e00" <= char <= "\u9fff"]
    said = [label for label in report("en").labels.values() if " " in label.strip()]
    assert said
    assert not [label for label in said if label in own]


def test_every_change_is_a_card_with_what_it_can_be_filtered_by():
    text = page(report())
    cards = dict(re.findall(r'<article class="change \w+" id="(\w+)" (data-[^>]+)>', text))
    assert list(cards) == [item.id for item in report().items]
    assert cards["U5"] == (
        'data-subject="unit" data-kind="reassigned" data-group="subordinate internal" data-status="fact"'
    )
    assert cards["U3"].endswith('data-status="likely"')


def test_the_facets_count_the_changes_and_leave_out_what_tells_none_apart():
    made = {facet.name: [(one.key, one.number) for one in facet.options] for facet in facets(report())}
    assert made["subject"] == [("unit", 11), ("duty", 2), ("post", 4), ("staffing", 1)]
    assert made["kind"][:2] == [("split", 1), ("merged", 1)]
    assert made["group"] == [("internal", 5), ("subordinate", 7)]
    assert made["status"] == [("fact", 17), ("likely", 1)]
    assert facets(report(changes=sample.NOTHING)) == ()


def test_a_group_with_spaces_stays_one_value():
    item = report().items[0]._replace(groups=(GroupWords("a b", "a b"),))
    assert group_keys(item) == "a%20b"


def test_a_ruling_that_was_put_off_has_a_status_of_its_own():
    item = report().items[0]
    assert [
        status_of(item._replace(status=status, ruling=ruling))
        for status, ruling in (("fact", ""), ("likely", ""), ("likely", "r1"), ("ruled", "r1"))
    ] == ["fact", "likely", "put-off", "ruled"]


def test_the_source_lines_stand_with_their_change_and_a_missing_original_is_told():
    passage = Passage("s.txt", (SourceLine(85, "原材料工业司", False), SourceLine(86, "<b>装备工业司</b>", True)))
    made = page(report(), {"U1": Passages((passage,), (Passage("t.docx", ()),))})
    assert '<p data-line="86" class="named"><bdi lang="zh-CN">&lt;b&gt;装备工业司&lt;/b&gt;</bdi></p>' in made
    assert made.count(report().labels["no_passage"]) == 1
    assert made.count('<figure class="passage">') == 2


def test_hostile_names_stay_text():
    made = Page(page(hostile()))
    text = "".join(made.text)
    assert made.tags.count("script") == 1
    for name in HOSTILE:
        assert name.replace("\u202e", "[U+202E]") in text
    assert "\u202e" not in text


def test_a_name_a_template_misspells_is_an_error():
    with pytest.raises(UndefinedError):
        html.render(report(), {**templates(), "page.html.j2": "{{ report.titel }}"})


@pytest.mark.parametrize("attack", ["{{ report.__class__.__mro__ }}", "{{ t.update({'a': 'b'}) }}"])
def test_a_template_cannot_leave_its_sandbox(attack):
    with pytest.raises((SecurityError, UndefinedError)):
        html.render(report(), {**templates(), "page.html.j2": attack})


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 5, [""]),
        ("信息中心", 10, ["信息中心"]),
        ("信息中心信息中心", 5, ["信息中心信", "息中心"]),
        ("Planning Department", 6, ["Planning", "Department"]),
        ("信息中心，信息", 4, ["信息中", "心，信息"]),
        ("长" * 9, 0.5, ["长"] * 9),
    ],
)
def test_words_are_wrapped_to_their_room(text, room, lines):
    assert wrapped(text, room) == lines
    assert "".join(lines) == text.replace(" ", "")


def test_a_chinese_character_is_an_em_wide_and_a_latin_letter_about_half():
    assert ems("司") == 1.0
    assert 0.4 < ems("a") < ems("A") < 0.8
