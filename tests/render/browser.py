"""Pages in headless Chromium, for the tests of what a reader can do with them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser; skips the test where none is installed."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(_ARGUMENTS))
        yield browser
        browser.close()


class Desk:
    """A page opened from a file, every error it made and every request it sent beside that for the file."""

    def __init__(self, browser: Any, address: str, **context: Any) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **context})
        self.page = self.context.new_page()
        self.page.set_default_timeout(5000)
        self.scripted = context.get("java_script_enabled", True)
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text))
        self.page.on("dialog", lambda dialog: (self.errors.append(dialog.message), dialog.dismiss()))
        self.page.route("**/*", self._judge)
        self.go(address)

    def _judge(self, route: Any) -> None:
        if route.request.url.startswith("file:") and route.request.is_navigation_request():
            route.continue_()
        else:
            self.requests.append(route.request.url)
            route.abort()

    def go(self, address: str) -> None:
        self.page.goto(address)
        self.settle()

    def settle(self) -> None:
        """Waits until what was asked for is painted; without scripts there is nothing to wait for."""
        if self.scripted:
            self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def shown(self) -> list[str]:
        """The ids of the changes that can be seen."""
        found = (
            "() => [...document.querySelectorAll('.change')].filter(box => box.checkVisibility()).map(box => box.id)"
        )
        return list(self.page.evaluate(found))

    def opened(self) -> list[str]:
        """The ids of the changes whose evidence is open."""
        return list(self.page.locator(".change:has(> details[open])").evaluate_all("all => all.map(box => box.id)"))

    def fragment(self) -> str:
        return str(self.page.evaluate("() => decodeURIComponent(location.hash)"))
