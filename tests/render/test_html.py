import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from gen.model.change import KINDS
from gen.render import html
from gen.render.measure import ems, wrapped
from gen.render.picture import pictures
from tests.render.briefings import HOSTILE, LANGUAGES, hostile, report, templates


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


def page(*args):
    return html.render(*args, templates()).decode()


def svg(picture):
    return base64.b64decode(picture.src.partition(",")[2]).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_refers_to_nothing_outside_itself(language):
    made = Page(page(report(language)))
    referring = {
        value[:5] for tag, name, value in made.attributes if name in ("src", "href", "srcset", "action", "data")
    }
    assert {ref if ref == "data:" else ref[0] for ref in referring} == {"data:", "#"}
    assert "url(" not in page(report(language))
    assert not {"script", "iframe", "object", "embed", "link", "form", "base"} & set(made.tags)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_inside_the_page_has_its_place(language):
    made = Page(page(report(language)))
    wanted = {value[1:] for _, name, value in made.attributes if name == "href"}
    assert wanted <= set(made.ids)
    assert len(made.ids) == len(set(made.ids))


def test_the_policy_allows_the_style_of_the_page_by_its_hash_and_no_other():
    text = page(report())
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src &#39;sha256-{digest}&#39;" in text
    assert "default-src &#39;none&#39;" in text
    assert " style=" not in text


def test_hostile_names_stay_text():
    made = Page(page(hostile()))
    text = "".join(made.text)
    assert "script" not in made.tags
    for name in HOSTILE:
        assert name.replace("\u202e", "[U+202E]") in text
    assert "\u202e" not in text


def test_hostile_names_stay_text_in_the_pictures():
    drawn = "".join(svg(picture) for picture in pictures(hostile(), templates()))
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


def test_every_kind_has_a_colour_of_its_own_in_the_style():
    colours = [re.search(rf"^\.{kind} {{ color: (#\w+)", templates()["style.css"], re.MULTILINE)[1] for kind in KINDS]
    assert len(set(colours)) == len(KINDS)
    for kind, colour in zip(KINDS, colours, strict=True):
        assert f'"{kind}": "{colour}"' in templates()["structure.svg.j2"]


def test_every_picture_says_in_words_what_it_shows():
    alts = [picture.alt for picture in pictures(report(), templates())]
    assert all(alts)
    assert "U1 拆分: 装备工业司 → 装备工业一司, 装备工业二司" in "".join(alts)
    assert sum("22个均未变" in alt for alt in alts) == 1


def test_a_doubtful_event_is_drawn_with_a_broken_line_and_a_question_mark():
    drawn = next(svg(picture) for picture in pictures(report(), templates()) if "U3" in svg(picture))
    assert "stroke-dasharray" in drawn
    assert "U3 ?" in drawn


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
