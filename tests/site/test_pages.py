"""The pages above all briefings say what there is, newest first, in both languages, and nothing of their own."""

import re
from pathlib import Path

import pytest

from gen.model.record import Text
from gen.report.catalogue import size_words
from gen.site import PAGES, Stale, listed, pages
from tests.render.briefings import HOSTILE
from tests.site.made import MINISTRY, one, put

SETS = (
    one("miit", "2019", "2022"),
    one("miit", "2008-07", "2019"),
    one("mof", "2020", "2023", name=Text(zh="财政部")),
    one("miit", "2022", "2025"),
    one("miit", "2022", "2025", language="en", folder="miit/2022..2025/en"),
)


def page(name="index.html", sets=SETS, stale=None, **how):
    return pages(sets, stale or {}, **how)[name].decode()


def ids(text, tag):
    return re.findall(rf'<{tag} id="([^"]*)"', text)


def links(text):
    return re.findall(r'<a [^>]*href="([^"#]+)"', text.partition("<main")[2])


def test_every_briefing_is_listed_by_body_the_newest_first():
    text = page()
    assert ids(text, "h2") == ["miit", "mof"]
    assert ids(text, "h3") == ["miit/2022..2025", "miit/2019..2022", "miit/2008-07..2019", "mof/2020..2023"]


def test_the_tenth_release_of_a_date_follows_the_ninth():
    sets = (one("miit", "2025+8", "2025+9"), one("miit", "2025+9", "2025+10"))
    assert ids(page(sets=sets), "h3") == ["miit/2025+9..2025+10", "miit/2025+8..2025+9"]


def test_whatever_order_the_sets_come_in_the_bytes_are_the_same():
    assert pages(SETS, {}) == pages(SETS[::-1], {})


def test_every_file_of_every_language_is_linked_with_its_format_and_size():
    text = page(sets=SETS[3:])
    assert links(text) == [
        "miit/latest/briefing.html",
        *(f"miit/2022..2025/{name}" for name in ("briefing.html", "briefing.pdf", "changes.json")),
        *(f"miit/2022..2025/en/{name}" for name in ("briefing.html", "briefing.pdf", "changes.json")),
    ]
    assert "简报（PDF，4 B）" in text
    assert "Briefing (PDF, 4 B)" in page("index.en.html")


def test_the_address_of_the_latest_is_in_the_language_of_the_page_where_there_is_one():
    assert 'href="miit/latest/en/briefing.html"' in page("index.en.html")
    assert 'href="mof/latest/briefing.html"' in page("index.en.html")
    assert 'href="miit/latest/briefing.html"' in page()


@pytest.mark.parametrize(
    ("files", "first"),
    [
        ({"changes.json": b"", "briefing.pdf": b"", "briefing.html": b""}, "briefing.html"),
        ({"changes.json": b"", "briefing.pdf": b""}, "briefing.pdf"),
        ({"changes.json": b"", "briefing.md": b""}, "changes.json"),
    ],
)
def test_the_latest_opens_what_a_reader_would_open(files, first):
    assert links(page(sets=[one(files=files)]))[0] == f"miit/latest/{first}"


def test_dates_of_effect_and_counts_by_kind_are_told():
    text = page(sets=[one("miit", "2008-07", "2019")])
    assert "2008年7月 → 2019年" in text
    assert "变化17项" in text
    assert re.findall(r"</span> (\w+)</span> (\d+)", text) == [("更名", "3"), ("新增", "2"), ("调整", "12")]
    assert "July 2008 → 2019" in page("index.en.html", sets=[one("miit", "2008-07", "2019")])


def test_a_briefing_on_no_change_says_so():
    assert "可比内容未见变化" in page(sets=[one(counts={})])


def test_a_stale_body_bears_its_mark_with_date_and_every_reason():
    text = page(stale={"miit": Stale("2026-11-22T02:00:00Z", "cannot read a.docx\nit is <empty>")})
    assert text.count("未更新") == 1 + 1
    assert "自2026年11月22日起未能更新" in text
    assert re.findall(r"<li><bdi[^>]*>(.*?)</bdi></li>", text.partition("<main")[2]) == [
        "cannot read a.docx",
        "it is &lt;empty&gt;",
    ]
    assert "未更新" not in page()


def test_a_body_without_a_briefing_is_listed_only_where_it_is_stale():
    text = page(stale={"moe": Stale("2026-11-22", "no such file")})
    assert ids(text, "h2") == ["miit", "mof", "moe"]
    assert "尚未发布简报" in text


def test_without_any_briefing_the_page_says_so():
    assert "尚未发布简报。" in page(sets=())
    assert "No briefing has been published yet." in page("index.en.html", sets=())


def test_the_two_pages_link_each_other_and_the_feed():
    assert 'href="index.en.html" hreflang="en"' in page()
    assert 'href="index.html" hreflang="zh-CN"' in page("index.en.html")
    assert all('href="feed.xml"' in page(name) for name in PAGES)


def test_a_page_is_self_contained_and_allows_nothing_but_its_own_style():
    text = page()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert re.fullmatch(
        r"default-src &#39;none&#39;; img-src data:; style-src &#39;sha256-[\w+/=]+&#39;; "
        r"base-uri &#39;none&#39;; form-action &#39;none&#39;",
        policy[1],
    )
    assert "<script" not in text
    assert "http" not in text.replace("http-equiv", "")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_and_reasons_stay_text(name):
    text = page(sets=[one(name=Text(zh=name))], stale={"miit": Stale("2026", name)})
    assert "<script>alert" not in text
    assert "\u202e" not in text
    assert "49" not in text


def test_a_body_with_a_hostile_folder_makes_no_address_but_one_below_out():
    text = page(sets=[one("javascript:alert(1)"), one('"><script>')])
    assert all(link.startswith(("javascript%3Aalert%281%29/", "%22%3E%3Cscript%3E/")) for link in links(text))


def test_a_body_that_no_manifest_names_is_called_by_its_id():
    assert ">mof</bdi></h2>" in page(sets=[one("mof", name=None)])
    assert MINISTRY.en in page("index.en.html")


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "0 B"), (999, "999 B"), (1000, "1 KB"), (999_999, "999 KB"), (1_000_000, "1.0 MB"), (2_499_999, "2.4 MB")],
)
def test_sizes_are_told_as_people_read_them(size, said):
    assert size_words(size) == said


def test_sets_are_listed_from_their_manifests_and_what_is_none_of_gens_is_not(tmp_path: Path):
    put(tmp_path)
    put(tmp_path, language="en", folder="miit/2019..2022/en")
    put(tmp_path, "mof", folder="miit/2018..2019")
    put(tmp_path, folder="miit/latest")
    put(tmp_path, "mof", "2019", "2022", old_body="moc", folder="mof/moc@2019..2022")
    (tmp_path / "miit" / "2008..2019").mkdir()
    (tmp_path / "miit" / "2008..2019" / "manifest.json").write_text("[]")
    (tmp_path / "miit" / "2022..2025").symlink_to(tmp_path / "miit" / "2019..2022")
    (tmp_path / "index.html").write_text("")
    assert [found.folder for found in listed(tmp_path)] == [
        "miit/2019..2022",
        "miit/2019..2022/en",
        "mof/moc@2019..2022",
    ]
    assert listed(tmp_path / "nowhere") == ()
