"""Who hears of what: one message a body and release, never twice, and again where it could not be delivered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from gen.run import record
from tests.run.estate import HEAD, NEXT, THIRD, UNITS, Estate, page

FOURTH = "2026-11-23T02:00:00+00:00"


class Hook:
    """A server on loopback that takes what it is told, or refuses it with `code`."""

    def __init__(self) -> None:
        self.code = 200
        self.heard: list[dict[str, Any]] = []
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                said = self.rfile.read(int(self.headers["content-length"]))
                if hook.code == 200:
                    hook.heard.append(json.loads(said))
                self.send_response(hook.code)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def hook() -> Iterator[Hook]:
    made = Hook()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def told(estate: Estate, hook: Hook) -> Estate:
    """An estate with one briefing, which the hook was told of."""
    hooked(estate, hook)
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    assert estate.run() == 0
    assert len(hook.heard) == 1
    return estate


def hooked(estate: Estate, hook: Hook) -> None:
    estate.configure('[body.demo]\nsources = ["inbox"]\n', HEAD + f'[webhook]\nurl = "{hook.url}"\n')


def states(estate: Estate) -> list[tuple[str, str]]:
    return [(line["state"], line["about"]) for line in estate.record() if "about" in line]


def test_a_briefing_is_told_once(told: Estate, hook: Hook) -> None:
    assert states(told) == [("told", "demo@2026-11-20+2")]
    before = told.seen()
    assert told.run(NEXT) == 0
    assert len(hook.heard) == 1
    assert told.seen() == before


def test_the_next_release_is_told_and_no_earlier_one_again(told: Estate, hook: Hook) -> None:
    told.put("inbox/b.txt", page(*UNITS, "大数据司", "新司"))
    assert told.run(NEXT) == 0
    assert states(told) == [("told", "demo@2026-11-21")]
    assert len(hook.heard) == 2


def test_what_is_published_again_for_another_reason_is_not_told_again(told: Estate, hook: Hook) -> None:
    (told.root / "out/demo/2026-11-20..2026-11-20+2/briefing.md").unlink()
    assert told.run(NEXT) == 0
    assert "briefing.md" in {path.name for path in (told.root / "out/demo/2026-11-20..2026-11-20+2").iterdir()}
    assert len(hook.heard) == 1


def test_what_could_not_be_told_is_published_and_told_by_the_next_run(estate: Estate, hook: Hook) -> None:
    hooked(estate, hook)
    hook.code = 503
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    assert estate.run() == 0
    assert states(estate) == [("put off", "demo@2026-11-20+2")]
    assert estate.sets() == ["2026-11-20..2026-11-20+2", "latest"]
    assert len(estate.said) == 1
    hook.code = 200
    assert estate.run(NEXT) == 0
    assert states(estate) == [("told", "demo@2026-11-20+2")]
    before = estate.seen()
    assert estate.run(THIRD) == 0
    assert len(hook.heard) == 1
    assert estate.seen() == before


def test_a_run_killed_after_telling_does_not_tell_twice(told: Estate, hook: Hook) -> None:
    state = told.root / "out/.gen/state.json"
    earlier = state.read_bytes()
    told.put("inbox/b.txt", page(*UNITS, "大数据司", "新司"))
    told.run(NEXT)
    assert len(hook.heard) == 2
    state.write_bytes(earlier)
    last = record.runs(told.root / "out")[-1]
    last.write_bytes(b"".join(last.read_bytes().splitlines(keepends=True)[:-1]))
    assert told.run(THIRD) == 0
    assert len(hook.heard) == 2
    assert told.record()[-1]["state"] == "finished"


def test_a_run_killed_before_telling_is_told_by_the_next_one(estate: Estate, hook: Hook) -> None:
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    estate.run()
    hooked(estate, hook)
    (estate.root / "out/.gen/state.json").unlink()
    last = record.runs(estate.root / "out")[-1]
    last.write_bytes(last.read_bytes().splitlines(keepends=True)[0])
    assert estate.run(NEXT) == 0
    assert len(hook.heard) == 1


def test_neither_a_lost_state_nor_a_new_channel_tells_what_is_old(told: Estate, hook: Hook) -> None:
    (told.root / "out/.gen/state.json").unlink()
    assert told.run(NEXT) == 0
    told.configure()
    assert told.run(NEXT) == 0
    hooked(told, hook)
    assert told.run(THIRD) == 0
    assert len(hook.heard) == 1


def test_the_same_failure_is_told_once_a_day_and_recovery_once(told: Estate, hook: Hook) -> None:
    told.put("inbox/c.txt", "nothing that could be read")
    assert told.run(NEXT) == 2
    assert told.run("2026-11-21T06:00:00+00:00") == 2
    assert len(hook.heard) == 2
    assert told.run(THIRD) == 2
    assert len(hook.heard) == 3
    (told.root / "inbox/c.txt").unlink()
    assert told.run(FOURTH) == 0
    assert len(hook.heard) == 4
    before = told.seen()
    assert told.run("2026-11-24T02:00:00+00:00") == 0
    assert len(hook.heard) == 4
    assert told.seen() == before
