"""The page of all briefings in Chromium: by keyboard, on every screen, on paper, and nothing a name says is run."""

import io
from urllib.parse import unquote

import pikepdf
import pytest

from gen.model.record import Text
from gen.site import Stale, refresh
from tests.render.briefings import HOSTILE
from tests.render.browser import Desk, chromium
from tests.site.made import put

pytestmark = pytest.mark.real
PAYLOADS = (
    *HOSTILE,
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "' onfocus=alert(1) autofocus x='",
)
ACROSS = "() => document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    made = tmp_path_factory.mktemp("site")
    put(made / "fine", "miit", "2008-07", "2019")
    put(made / "fine")
    put(made / "fine", language="en", folder="miit/2019..2022/en")
    put(made / "fine", "mof", name=Text(zh="财政部"))
    refresh(made / "fine", {"mof": Stale("2026-11-22T02:00:00Z", "cannot read inbox/mof/a.docx: no such file")})
    (made / "nothing").mkdir()
    refresh(made / "nothing", {})
    for n, name in enumerate(PAYLOADS):
        put(made / "hostile", f"b{n}", name=Text(zh=name))
    refresh(made / "hostile", {f"b{n}": Stale("2026-11-22", name) for n, name in enumerate(PAYLOADS)})
    return made


@pytest.fixture
def desk(browser, root):
    made = []

    def opened(name, **context):
        made.append(Desk(browser, (root / name).as_uri(), **context))
        return made[-1]

    yield opened
    for one in made:
        assert one.errors == []
        assert one.requests == []
        one.context.close()


@pytest.mark.parametrize(
    ("name", "scheme", "width"),
    [
        ("fine/index.html", "light", 1280),
        ("fine/index.html", "dark", 360),
        ("fine/index.en.html", "light", 360),
        ("fine/index.en.html", "dark", 1280),
        ("nothing/index.html", "light", 1280),
        ("hostile/index.html", "dark", 1280),
        ("hostile/index.en.html", "light", 320),
    ],
)
def test_axe_finds_nothing_wrong(desk, name, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    made = desk(name, color_scheme=scheme, viewport={"width": width, "height": 800})
    found = Axe().run(made.page).response
    assert len(found["passes"]) > 10
    assert [f"{one['id']}: {node['html']}" for one in found["violations"] for node in one["nodes"]] == []


@pytest.mark.parametrize("name", ["fine", "hostile"])
def test_no_screen_is_too_narrow(desk, name):
    made = desk(f"{name}/index.html", viewport={"width": 320, "height": 700})
    for width in (320, 768, 1280, 2560):
        made.page.set_viewport_size({"width": width, "height": 700})
        made.settle()
        assert made.page.evaluate(ACROSS) <= 0, width


def test_hostile_names_run_nothing_and_stand_there_as_text(desk):
    made = desk("hostile/index.html")
    assert made.page.evaluate("() => document.querySelectorAll('script, img, svg, [onerror], [onload]').length") == 0
    headings = made.page.locator("h2 bdi").all_inner_texts()
    assert set(PAYLOADS[-6:]) <= set(headings)
    links = made.page.evaluate("() => [...document.links].map(link => link.protocol)")
    assert set(links) == {"file:"}


def test_every_link_leads_to_what_is_there(desk, root):
    made = desk("fine/index.html")
    found = made.page.evaluate("() => [...document.links].filter(l => !l.hash).map(l => l.pathname)")
    assert len(found) == 2 + 2 + 4 * 3
    for path in found:
        assert (root / unquote(path).removeprefix(f"{root.as_posix()}/")).is_file(), path


def test_the_first_tab_skips_to_the_briefings_and_the_next_opens_the_latest(desk):
    made = desk("fine/index.html")
    made.page.keyboard.press("Tab")
    assert made.page.evaluate("() => document.activeElement.className") == "skip"
    made.page.keyboard.press("Enter")
    made.page.keyboard.press("Tab")
    assert made.page.evaluate("() => document.activeElement.getAttribute('href')") == "miit/latest/briefing.html"
    assert made.page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_reader_goes_to_the_other_language_and_back(desk):
    made = desk("fine/index.html")
    made.page.get_by_role("link", name="English").click()
    assert made.page.locator("html").get_attribute("lang") == "en"
    made.page.get_by_role("link", name="中文").click()
    assert made.page.locator("html").get_attribute("lang") == "zh-CN"


def test_printed_it_has_every_briefing_and_no_controls(desk):
    from tests.render.pdfs import text_of

    data = desk("fine/index.html").page.pdf(prefer_css_page_size=True)
    with pikepdf.open(io.BytesIO(data)) as document:
        assert all(abs(float(page.mediabox[2]) - 595) < 2 for page in document.pages)
    text = text_of(data)
    assert all(said in text for said in ("2008-07→2019", "2019→2022", "未更新"))
    assert "跳到简报" not in text
