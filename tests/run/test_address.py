"""An address as the source: asked on every run, taken only where it has changed."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from gen.store import Store
from tests.run.estate import NEXT, THIRD, UNITS, Estate, page


class Site:
    """A server on loopback with one page and its etag."""

    def __init__(self) -> None:
        self.text, self.etag, self.code = page(), '"1"', 200
        self.given: list[int] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                same = self.headers.get("if-none-match") == site.etag
                code = 304 if same and site.code == 200 else site.code
                data = site.text.encode() if code == 200 else b""
                site.given.append(code)
                self.send_response(code)
                self.send_header("etag", site.etag)
                self.send_header("content-type", "text/plain; charset=utf-8")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/miit"


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def fetched(estate: Estate, site: Site) -> Estate:
    estate.configure(f'[body.demo]\nsources = ["{site.url}"]\nallow_private = true\n')
    assert estate.run() == 0
    return estate


def test_a_page_is_imported_with_its_address_and_asked_for_again_by_its_etag(fetched: Estate, site: Site) -> None:
    snapshot = Store(fetched.root / "snapshots").load("demo@2026-11-20").snapshot
    assert snapshot.sources[0].origin == site.url
    before = fetched.seen()
    assert fetched.run(NEXT) == 0
    assert site.given == [200, 304]
    assert fetched.seen() == before


def test_a_changed_page_is_the_next_release(fetched: Estate, site: Site) -> None:
    site.text, site.etag = page(*UNITS, "大数据司"), '"2"'
    assert fetched.run(NEXT) == 0
    assert fetched.releases() == ["2026-11-20", "2026-11-21"]
    site.text, site.etag = page(), '"3"'
    assert fetched.run(THIRD) == 0
    assert fetched.releases() == ["2026-11-20", "2026-11-21", "2026-11-22"]


def test_a_run_is_on_record_before_what_it_found_at_an_address_is_written(
    fetched: Estate, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise SystemExit(9)

    monkeypatch.setattr("gen.run.night.put", killed)
    site.text, site.etag = page(*UNITS, "大数据司"), '"2"'
    with pytest.raises(SystemExit):
        fetched.run(NEXT)
    assert [line["state"] for line in fetched.record()] == ["running"]


def test_a_lost_state_fetches_again_and_imports_nothing_twice(fetched: Estate, site: Site) -> None:
    (fetched.root / "out/.gen/state.json").unlink()
    assert fetched.run(NEXT) == 0
    assert site.given == [200, 200]
    assert fetched.releases() == ["2026-11-20"]
    fetched.run(THIRD)
    assert site.given == [200, 200, 304]


def test_a_page_that_is_gone_is_a_failure_and_not_the_end_of_the_body(fetched: Estate, site: Site) -> None:
    site.code = 404
    assert fetched.run(NEXT) == 2
    assert "the answer is '404 Not Found'" in fetched.said[0]
    assert fetched.releases() == ["2026-11-20"]
    site.code = 200
    assert fetched.run(THIRD) == 0


def test_a_private_address_is_refused_unless_it_is_allowed(estate: Estate, site: Site) -> None:
    estate.configure(f'[body.demo]\nsources = ["{site.url}"]\n')
    assert estate.run() == 2
    assert site.given == []
