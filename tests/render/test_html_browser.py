"""What a reader can do with the page, in Chromium: filter, search, open, link, print, by mouse, keyboard and screen."""

import io
from functools import cache

import pikepdf
import pytest

from gen.render import html
from gen.report.passages import passages
from tests.render.briefings import HOSTILE, LANGUAGES, hostile_changes, report, templates
from tests.render.browser import Desk, chromium
from tests.report import sample

pytestmark = pytest.mark.real
ROWS = {"s1": [f"来源第{number}行" for number in range(1, 221)]}
EVERY = [item.id for item in report().items]
ACROSS = "() => document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("pages")
    for language in LANGUAGES:
        said = report(language)
        lines = passages(sample.CHANGES, said, ROWS, {})
        (made / f"{language}.html").write_bytes(html.render(said, templates(), lines))
    (made / "nothing.html").write_bytes(html.render(report(changes=sample.NOTHING), templates()))
    (made / "hostile.html").write_bytes(hostile_page())
    return made


@cache
def hostile_page():
    from gen.report.build import build

    changes, old, new = hostile_changes()
    said = build(changes, old, new, "zh")
    lines = passages(changes, said, {"s1": HOSTILE}, {"s1": ["</script>\u2028<img src=x onerror=alert(1)>", *HOSTILE]})
    return html.render(said, templates(), lines)


@pytest.fixture
def desk(browser, folder):
    made = []

    def opened(name="zh", fragment="", **context):
        made.append(Desk(browser, f"{(folder / name).with_suffix('.html').as_uri()}{fragment}", **context))
        return made[-1]

    yield opened
    for one in made:
        assert one.errors == []
        assert one.requests == []
        one.context.close()


def tick(made, name, *values):
    made.page.locator(".facets").evaluate("box => box.open = true")
    for value in values:
        made.page.locator(f"input[name={name}][value={value}]").click()


def search(made, words):
    made.page.get_by_role("searchbox").fill(words)
    return made.shown()


def counted(made):
    return made.page.locator("output").inner_text()


def test_at_first_everything_is_shown_and_nothing_is_open(desk):
    made = desk()
    assert made.shown() == EVERY
    assert made.opened() == []
    assert counted(made) == "显示 18 项，共 18 项"


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ({"kind": ["split"]}, ["U1"]),
        ({"kind": ["split", "merged"]}, ["U1", "U2"]),
        ({"subject": ["duty"]}, ["D1", "D2"]),
        ({"subject": ["unit"], "kind": ["removed"]}, ["U11"]),
        ({"group": ["internal"]}, ["U1", "U2", "U3", "U5", "U6"]),
        ({"status": ["likely"]}, ["U3"]),
        ({"status": ["likely"], "subject": ["post"]}, []),
    ],
)
def test_values_of_one_facet_add_up_and_facets_narrow_each_other(desk, wanted, shown):
    made = desk()
    for name, values in wanted.items():
        tick(made, name, *values)
    assert made.shown() == shown
    assert made.page.locator(".none").is_visible() == (not shown)


def test_a_value_counts_what_the_other_facets_leave(desk):
    made = desk()
    tick(made, "subject", "duty")
    numbers = {
        kind: made.page.locator(f"label:has(input[value={kind}]) .number").inner_text()
        for kind in ("split", "reassigned", "amended", "unit")
    }
    assert numbers == {"split": "0", "reassigned": "1", "amended": "1", "unit": "11"}


@pytest.mark.parametrize(
    ("edition", "words", "shown"),
    [
        ("zh", "稀土办公室", ["U6"]),
        ("zh", "拟订相关政策", ["D2"]),
        ("zh", "组织制定相关政策", ["D2"]),
        ("zh", "信息化　软件", ["U3"]),
        ("zh", "ｕ１１", ["U11"]),
        ("zh", "没有这个机构", []),
        ("en", "rare earth", []),
        ("en", "EQUIPMENT industry", ["U1", "D1"]),
        ("en", "ｒａｗ materials", ["U6"]),
    ],
)
def test_search_finds_words_of_either_side_whatever_their_case_and_width(desk, edition, words, shown):
    made = desk(edition)
    assert search(made, words) == shown
    assert str(len(shown)) in counted(made)
    assert made.page.locator(".none").is_visible() == (not shown)


def test_while_something_is_sought_only_changes_are_shown_and_clearing_brings_all_back(desk):
    made = desk()
    search(made, "装备工业司")
    assert not made.page.locator("#summary").is_visible()
    assert not made.page.locator("#post").is_visible()
    made.page.locator("[type=reset]").click()
    made.settle()
    assert made.shown() == EVERY
    assert made.page.locator("#summary").is_visible()


def test_words_found_are_marked_and_the_text_stays_whole(desk):
    made = desk()
    search(made, "装备")
    marked = "() => [...CSS.highlights.get('found')].map(range => range.toString())"
    assert set(made.page.evaluate(marked)) == {"装备"}
    search(made, "")
    assert made.page.evaluate(marked) == []


def test_a_click_on_a_change_opens_its_evidence_and_both_source_passages(desk):
    made = desk()
    made.page.locator("#U1 h4 bdi").click()
    assert made.opened() == ["U1"]
    text = made.page.locator("#U1 details").inner_text()
    assert "来源第86行" in text
    assert "来源第84行" in text
    assert "原件未随记录保存" in text
    made.page.locator("#U1 h4 bdi").click()
    assert made.opened() == []


def test_everything_can_be_reached_and_opened_by_keyboard(desk):
    made = desk()
    press = made.page.keyboard.press
    press("Tab")
    assert made.page.evaluate("() => document.activeElement.className") == "skip"
    press("Enter")
    for _ in "copy", "link", "evidence":
        press("Tab")
    press("Enter")
    press("ArrowDown")
    press("Enter")
    press("ArrowUp")
    assert made.opened() == ["U1", "U2"]
    assert made.page.evaluate("() => document.activeElement.closest('.change').id") == "U1"
    outline = "() => getComputedStyle(document.activeElement).outlineStyle"
    assert made.page.evaluate(outline) == "solid"


def test_filters_are_ticked_by_keyboard_and_enter_in_the_search_goes_to_the_first_hit(desk):
    made = desk()
    made.page.locator(".facets summary").focus()
    made.page.keyboard.press("Enter")
    made.page.locator("input[value=merged]").focus()
    made.page.keyboard.press("Space")
    assert made.shown() == ["U2"]
    made.page.get_by_role("searchbox").focus()
    made.page.keyboard.press("Enter")
    assert made.page.evaluate("() => document.activeElement.closest('.change').id") == "U2"


def test_a_deep_link_scrolls_to_its_change_and_opens_and_marks_it(desk):
    made = desk(fragment="#P3")
    assert made.opened() == ["P3"]
    assert "here" in made.page.locator("#P3").get_attribute("class")
    made.settle()
    top = made.page.locator("#P3").bounding_box()["y"]
    assert made.page.locator(".tools").bounding_box()["height"] <= top < 300


def test_a_link_in_the_text_opens_its_change_and_back_returns(desk):
    made = desk()
    made.page.locator(".events a", has_text="U2").first.click()
    assert made.opened() == ["U2"]
    assert made.fragment() == "#U2"
    made.page.go_back()
    assert made.fragment() == ""


def test_what_is_looked_at_stands_in_the_address_and_comes_back_from_it(desk):
    made = desk()
    tick(made, "kind", "renamed", "split")
    search(made, "信息 ＆")
    search(made, "信息")
    made.page.locator("#U3 summary").click()
    assert made.fragment() == "#U3&kind=split+renamed&q=信息"
    again = desk(fragment="#U3&kind=split+renamed&q=%E4%BF%A1%E6%81%AF")
    assert again.shown() == ["U3", "U4"]
    assert again.opened() == ["U3"]
    assert again.page.get_by_role("searchbox").input_value() == "信息"


def test_a_link_to_what_is_filtered_out_clears_the_filter(desk):
    made = desk(fragment="#kind=split")
    assert made.shown() == ["U1"]
    made.page.locator(".toc a[href='#ledger']").click()
    assert made.page.locator("#ledger").is_visible()
    assert made.shown() == EVERY
    assert desk(fragment="#P3&kind=split").shown() == EVERY


@pytest.mark.parametrize("fragment", ["#", "#nowhere", "#%E4", "#kind=nothing&q=", "#toString&__proto__=x", '#"]<b>'])
def test_an_address_nobody_made_shows_everything(desk, fragment):
    assert desk(fragment=fragment).shown() == EVERY


def test_a_link_to_a_change_can_be_copied(desk):
    made = desk(fragment="#kind=split", permissions=["clipboard-read", "clipboard-write"])
    made.page.locator("#U1").hover()
    made.page.get_by_role("button", name="复制链接 U1").click()
    made.page.locator(".told", has_text="已复制 U1 的链接").wait_for()
    copied = made.page.evaluate("() => navigator.clipboard.readText()")
    assert copied == f"{made.page.url.partition('#')[0]}#U1"


def test_where_copying_is_refused_the_link_stands_in_the_address(desk):
    made = desk()
    made.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
    made.page.get_by_role("button", name="复制链接 U2").click()
    made.page.locator(".told", has_text="链接已在地址栏中").wait_for()
    assert made.fragment() == "#U2"


def test_all_that_is_shown_opens_and_closes_at_once(desk):
    made = desk(fragment="#subject=duty")
    made.page.get_by_role("button", name="全部展开").click()
    assert made.opened() == ["D1", "D2"]
    made.page.get_by_role("button", name="全部收起").click()
    assert made.opened() == []


def test_without_javascript_everything_is_there_to_read_and_no_dead_control(desk):
    made = desk(java_script_enabled=False)
    assert made.page.locator(".change:visible").count() == len(EVERY)
    assert not made.page.locator(".tools").is_visible()
    assert made.page.locator(".copy:visible").count() == 0
    made.page.locator("#U1 summary").click()
    assert made.page.locator("#U1 .passage").first.is_visible()
    assert made.page.locator(".toc a").first.is_visible()


@pytest.mark.parametrize("name", ["zh", "en", "hostile"])
def test_no_screen_is_too_narrow(desk, name):
    made = desk(name, viewport={"width": 320, "height": 700})
    made.page.locator(".facets summary").click()
    made.page.locator("[name=all]").click()
    for width in (320, 360, 768, 1280, 2560):
        made.page.set_viewport_size({"width": width, "height": 700})
        made.settle()
        assert made.page.evaluate(ACROSS) <= 0, width


def test_the_contents_stay_at_hand(desk):
    made = desk(fragment="#sources")
    assert made.page.locator(".toc a").first.is_visible()
    assert 0 <= made.page.locator(".toc").bounding_box()["y"] < 5
    small = desk(fragment="#sources", viewport={"width": 360, "height": 700})
    assert 0 <= small.page.locator(".toc").bounding_box()["y"] < 5
    small.page.locator(".toc summary").click()
    small.page.locator(".toc a[href='#duty']").click()
    assert not small.page.locator(".toc a").first.is_visible()
    assert small.fragment() == "#duty"


def test_a_printed_page_has_what_is_shown_and_no_controls(desk):
    made = desk(fragment="#U1&subject=unit")
    text = printed(made)
    assert "装备工业司" in text
    assert "来源第86行" in text
    assert "拟订相关政策" not in text
    assert "全部展开" not in text
    assert "复制链接" not in text


def printed(made):
    """The text of the printed page, as far as its fonts say which letters they draw."""
    from tests.render.pdfs import text_of

    data = made.page.pdf(prefer_css_page_size=True)
    with pikepdf.open(io.BytesIO(data)) as document:
        assert all(abs(float(page.mediabox[2]) - 595) < 2 for page in document.pages)
    return text_of(data)


def judged(made):
    """What axe finds wrong with a page as it is now, a line each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(made.page).response
    assert len(found["passes"]) > 15
    return [f"{one['id']}: {node['html']}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize(
    ("name", "scheme"),
    [("zh", "light"), ("zh", "dark"), ("en", "light"), ("en", "dark"), ("nothing", "light"), ("hostile", "dark")],
)
def test_axe_finds_nothing_wrong(desk, name, scheme):
    made = desk(name, "" if name == "nothing" else "#U1", color_scheme=scheme)
    assert judged(made) == []


def test_axe_finds_nothing_wrong_on_a_narrow_screen_and_while_something_is_sought(desk):
    made = desk("en", "#kind=split&q=Equipment", viewport={"width": 360, "height": 700})
    made.page.locator(".facets summary").click()
    assert judged(made) == []
    made.page.locator("[type=reset]").click()
    made.page.locator(".toc summary").click()
    assert judged(made) == []


def test_axe_finds_what_is_wrong(desk):
    made = desk("nothing")
    made.page.evaluate("() => document.documentElement.removeAttribute('lang')")
    assert [found.partition(":")[0] for found in judged(made)] == ["html-has-lang"]


def test_hostile_names_run_nothing_and_are_found_as_they_are_written(desk):
    made = desk("hostile")
    assert search(made, '=hyperlink("http') == ["U3", "D3"]
    assert search(made, "") == [f"{subject}{n}" for subject in "UD" for n in range(1, 8)]
    made.page.locator("[name=all]").click()
    assert made.page.locator("#changes script, #changes img").count() == 0
    assert "</script>[U+2028]<img src=x onerror=alert(1)>" in made.page.locator("#U1 .passage").inner_text()
    made.page.locator(".facets summary").click()
    made.page.locator("[data-facet=subject] input").first.click()
    assert made.page.evaluate("() => document.querySelectorAll('script').length") == 1


def test_nothing_but_the_script_of_the_page_may_run(browser, folder):
    page = (folder / "zh.html").read_text("utf-8")
    attacked = page.replace("</main>", "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'></main>")
    (folder / "attacked.html").write_text(attacked, "utf-8")
    made = Desk(browser, (folder / "attacked.html").as_uri())
    assert made.shown() == EVERY
    assert made.page.evaluate("() => window.ran") is None
    assert made.requests == []
    assert len([error for error in made.errors if "Content Security Policy" in error]) >= 2
    made.context.close()
