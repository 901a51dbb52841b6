"""The feed is Atom as RFC 4287 has it, its ids and dates come from the data alone."""

import re
from urllib.parse import urlsplit

import pytest
from lxml import etree

from gen.model.record import Text
from gen.report.feed import MOST, instant
from gen.site import pages
from tests.render.briefings import HOSTILE
from tests.site.made import one

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ONCE = ("id", "title", "updated")
MOMENT = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T\d\d:\d\d:\d\dZ")
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
WITHIN = {
    "feed": {"id", "title", "updated", "author", "generator", "link", "entry"},
    "entry": {"id", "title", "updated", "link", "category", "summary"},
    "author": {"name"},
}
ATTRIBUTES = {
    "feed": {LANG},
    "entry": {LANG},
    "link": {"rel", "type", "hreflang", "length", "title", "href"},
    "category": {"term"},
}
SITE = "https://changes.example.org/gen/"
SETS = (
    one("miit", "2019", "2022"),
    one("miit", "2019", "2022", language="en", folder="miit/2019..2022/en"),
    one("miit", "2022", "2025", captured="2025-05"),
    one("mof", "2020", "2023", captured=None, language="en"),
)


def parsed(sets=SETS, site=None):
    return etree.fromstring(pages(sets, {}, site=site)["feed.xml"])


def texts(element, name):
    return [found.text for found in element.iter(ATOM + name)]


def entries(feed):
    return feed.findall(ATOM + "entry")


def links(element, rel):
    return [link for link in element.findall(ATOM + "link") if link.get("rel") == rel]


def faults(feed):
    """What RFC 4287 finds wrong with a feed."""
    yield from () if feed.tag == ATOM + "feed" else ("not a feed",)
    for element in feed.iter():
        name = element.tag.removeprefix(ATOM)
        others = {child.tag.removeprefix(ATOM) for child in element} - WITHIN.get(name, set())
        yield from (f"{name} holds {other}" for other in others)
        yield from (f"{name} has {other}" for other in set(element.keys()) - ATTRIBUTES.get(name, set()))
    for holder in (feed, *entries(feed)):
        yield from about_one(holder)
    yield from () if feed.findall(f"{ATOM}author/{ATOM}name") else ("no author",)
    yield from () if len(links(feed, "self")) == 1 else ("no address of its own",)
    yield from () if len(set(texts(feed, "id"))) == len(texts(feed, "id")) else ("the same id twice",)


def about_one(holder):
    """What is wrong with the feed itself or with an entry."""
    for name in ONCE:
        found = holder.findall(ATOM + name)
        yield from () if len(found) == 1 and (found[0].text or "").strip() else (f"{name} is to stand once",)
    yield from (
        f"{date.text} is no date" for date in holder.findall(ATOM + "updated") if not MOMENT.fullmatch(date.text)
    )
    yield from (f"{name.text} is no UUID" for name in holder.findall(ATOM + "id") if not UUID.fullmatch(name.text))
    seen = [(link.get("type"), link.get("hreflang")) for link in links(holder, "alternate")]
    yield from () if seen and len(set(seen)) == len(seen) else ("an alternate for each type and language",)
    for link in holder.findall(ATOM + "link"):
        typed = re.fullmatch(r"[\w.+-]+/[\w.+-]+", link.get("type", ""))
        yield from () if typed and link.get("href") and link.get("length", "0").isdecimal() else ("a link without",)


@pytest.mark.parametrize("site", [None, SITE, SITE.rstrip("/")])
@pytest.mark.parametrize("sets", [SETS, (), SETS[:1], [one(name=Text(zh=name), counts={}) for name in HOSTILE][:1]])
def test_the_feed_is_valid(sets, site):
    assert list(faults(parsed(sets, site))) == []


def test_a_feed_that_is_not_valid_is_found():
    feed = parsed()
    feed.remove(feed.find(ATOM + "updated"))
    entries(feed)[0].find(ATOM + "id").text = "miit"
    etree.SubElement(feed, ATOM + "logo")
    assert sorted(faults(feed)) == ["feed holds logo", "miit is no UUID", "updated is to stand once"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text_of_the_title(name):
    title = entries(parsed([one(name=Text(zh=name))]))[0].find(ATOM + "title")
    assert len(title) == 0
    assert title.text.startswith(name[:5].replace("\u202e", "[U+202E]")[:5])


def test_two_releases_are_one_entry_in_the_first_language_with_links_to_both():
    found = entries(parsed(SETS[:2]))
    assert [entry.get(LANG) for entry in found] == ["zh-CN"]
    assert [(link.get("hreflang"), link.get("href")) for link in links(found[0], "alternate")] == [
        ("zh-CN", "miit/2019..2022/briefing.html"),
        ("en", "miit/2019..2022/en/briefing.html"),
    ]
    assert [link.get("length") for link in links(found[0], "enclosure")] == ["4", "2", "4", "2"]
    assert texts(found[0], "title") == ["工业和信息化部 2019 → 2022：机构：更名3、新增2；职责：调整12"]


def test_entries_are_dated_by_the_capture_of_the_source_else_by_the_date_of_effect_and_the_newest_is_first():
    feed = parsed()
    dates = ["2025-05-01T00:00:00Z", "2023-01-01T00:00:00Z", "2022-03-01T00:00:00Z"]
    assert texts(feed, "updated") == ["2025-05-01T00:00:00Z", *dates]


@pytest.mark.parametrize(
    ("date", "moment"),
    [("2022", "2022-01-01T00:00:00Z"), ("2022-12", "2022-12-01T00:00:00Z"), ("2024-02-29", "2024-02-29T00:00:00Z")],
)
def test_a_date_known_roughly_is_the_first_moment_of_it(date, moment):
    assert instant(date) == moment


def test_an_id_depends_on_body_releases_and_changes_and_on_nothing_else():
    def name(**said):
        return texts(entries(parsed([one(**said)]))[0], "id")[0]

    same = {name(), name(captured="2030"), name(files={"a.html": b""}), name(counts={}), name(name=None)}
    others = {name(body="mof"), name(old="2018"), name(new="2025"), name(changes="other"), name(old_body="moc")}
    assert len(same) == 1
    assert len(others - same) == 5


def test_links_are_absolute_where_the_site_is_known_and_relative_elsewhere():
    assert {urlsplit(link.get("href")).scheme for link in parsed().iter(ATOM + "link")} == {""}
    assert all(link.get("href").startswith(SITE) for link in parsed(site=SITE).iter(ATOM + "link"))
    assert pages(SETS, {}, site=SITE) == pages(SETS, {}, site=SITE.rstrip("/"))


def test_the_site_changes_no_page_of_the_briefings():
    assert [pages(SETS, {}, site=SITE)[name] for name in ("index.html", "index.en.html")] == [
        pages(SETS, {})[name] for name in ("index.html", "index.en.html")
    ]


def test_only_the_newest_are_in_the_feed():
    many = [one("miit", str(year), str(year + 1), captured=str(year + 1)) for year in range(1900, 2020)]
    found = texts(parsed(many), "updated")[1:]
    assert len(found) == MOST
    assert found == sorted(found, reverse=True)
    assert found[0].startswith("2020")


def test_of_a_night_that_brought_very_many_briefings_none_is_missing_in_the_feed():
    reform = [one(f"b{n}", captured="2026-11-22") for n in range(2 * MOST)]
    assert len(entries(parsed([*reform, one("miit", captured="2025-01-01")]))) == 2 * MOST
    assert len(entries(parsed([*reform, one("miit", captured="2026-11-23")]))) == MOST
