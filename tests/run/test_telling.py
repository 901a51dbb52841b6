"""Who hears of what: one message a body and release, never twice, and again where it could not be delivered."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise
from threading import Thread
from typing import Any

import pytest

from gen.model.run import Told
from gen.run import record
from gen.run.state import State
from gen.run.telling import settled
from gen.tell import FAILURES, Failed, Failures
from tests.run.estate import HEAD, NEXT, NIGHT, THIRD, UNITS, Estate, page
from tests.tell.servers import Box, certificate, post_office

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


def test_after_nights_without_a_server_every_release_is_told_once_and_then_nothing_is_left_to_do(
    told: Estate, hook: Hook
) -> None:
    hook.code = 503
    for night, units in enumerate((("甲司",), ("甲司", "乙司"), ("甲司", "乙司", "丙司")), 21):
        told.put("inbox/b.txt", page(*UNITS, "大数据司", *units))
        assert told.run(f"2026-11-{night}T02:00:00+00:00") == 0
    assert told.said == [
        "demo@2026-11-21 and 2 more could not be told by webhook, the next run tries again: 127.0.0.1 answers 503"
    ]
    hook.code = 200
    assert told.run("2026-11-24T02:00:00+00:00") == 0
    days = ["2026-11-20", "2026-11-20+2", "2026-11-21", "2026-11-22", "2026-11-23"]
    assert [(one["old"], one["new"]) for one in hook.heard] == list(pairwise(days))
    before = told.seen()
    assert told.run("2026-11-25T02:00:00+00:00") == 0
    assert told.seen() == before


def test_a_briefing_that_is_still_to_be_told_is_kept_for_as_long(told: Estate, hook: Hook) -> None:
    told.configure('[body.demo]\nsources = ["inbox"]\n', HEAD + f'[publish]\nkeep = 1\n[webhook]\nurl = "{hook.url}"\n')
    hook.code = 503
    for night, units in enumerate((("甲司",), ("甲司", "乙司")), 21):
        told.put("inbox/b.txt", page(*UNITS, "大数据司", *units))
        told.run(f"2026-11-{night}T02:00:00+00:00")
    assert told.sets() == ["2026-11-20+2..2026-11-21", "2026-11-21..2026-11-22", "latest"]


def test_a_release_that_is_gone_from_the_record_is_told_no_more(told: Estate, hook: Hook) -> None:
    hook.code = 503
    told.put("inbox/b.txt", page(*UNITS, "大数据司", "甲司"))
    told.run(NEXT)
    (told.root / "snapshots/demo/2026-11-21.yaml").unlink()
    told.put("inbox/b.txt", page(*UNITS, "大数据司", "乙司"))
    hook.code = 200
    assert told.run(THIRD) == 0
    before = told.seen()
    assert told.run(FOURTH) == 0
    assert told.seen() == before
    assert "2026-11-21" not in [one["new"] for one in hook.heard]


def test_a_reader_who_was_refused_is_said_once(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate().file))
    box = Box(refuse={"wang@office.example": "550 gone"})
    with post_office(box) as port:
        mail = f'[mail]\nhost = "localhost"\nport = {port}\nfrom = "gen@office.example"\n'
        estate.configure(head=f'{HEAD}{mail}to = ["li@office.example", "wang@office.example"]\n')
        estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
        assert estate.run() == 0
        assert estate.said == ["demo@2026-11-20+2 told by mail, but not accepted for wang@office.example (550 gone)"]
        assert estate.run(NEXT) == 0
    assert (estate.said, len(box.mails)) == ([], 1)


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


def test_a_state_lost_by_a_killed_run_does_not_tell_again_what_an_earlier_one_told(told: Estate, hook: Hook) -> None:
    broken = told.put("inbox/c.txt", "nothing that could be read")
    told.run(NEXT)
    broken.unlink()
    (told.root / "out/.gen/state.json").unlink()
    last = record.runs(told.root / "out")[-1]
    last.write_bytes(last.read_bytes().splitlines(keepends=True)[0])
    assert told.run(THIRD) == 0
    assert [one["new"] for one in hook.heard if one["what"] == "published"] == ["2026-11-20+2"]


def test_with_neither_state_nor_record_only_what_is_made_now_is_told(told: Estate, hook: Hook) -> None:
    shutil.rmtree(told.root / "out/.gen")
    assert told.run(NEXT) == 0
    assert len(hook.heard) == 1
    told.put("inbox/b.txt", page(*UNITS, "大数据司", "新司"))
    assert told.run(THIRD) == 0
    assert len(hook.heard) == 2


def test_neither_a_lost_state_nor_a_new_channel_tells_what_is_old(told: Estate, hook: Hook) -> None:
    (told.root / "out/.gen/state.json").unlink()
    assert told.run(NEXT) == 0
    told.configure()
    assert told.run(NEXT) == 0
    hooked(told, hook)
    assert told.run(THIRD) == 0
    assert len(hook.heard) == 1


def test_a_body_that_comes_back_to_the_configuration_is_not_told_again(told: Estate, hook: Hook) -> None:
    head = HEAD + f'[webhook]\nurl = "{hook.url}"\n'
    told.configure("", head)
    told.run(NEXT)
    told.configure('[body.demo]\nsources = ["inbox"]\n', head)
    assert told.run(THIRD) == 0
    assert len(hook.heard) == 1


def test_a_lost_state_tells_nothing_old_of_bodies_that_are_looked_at_later(estate: Estate, hook: Hook) -> None:
    two = '[body.demo]\nsources = ["inbox"]\n[body.two]\nsources = ["two"]\n'
    for folder in ("inbox", "two"):
        estate.put(f"{folder}/a.txt", page())
        estate.put(f"{folder}/b.txt", page(*UNITS, "大数据司"))
    estate.configure(two)
    estate.run()
    estate.configure(two, HEAD + f'[webhook]\nurl = "{hook.url}"\n')
    (estate.root / "out/.gen/state.json").unlink()
    assert estate.run(NEXT, only=["demo"]) == 0
    assert estate.run(THIRD) == 0
    assert hook.heard == []


def test_what_a_killed_run_made_of_a_new_body_is_told_although_the_next_run_leaves_it_out(
    told: Estate, hook: Hook
) -> None:
    told.put("two/a.txt", page())
    told.put("two/b.txt", page(*UNITS, "大数据司"))
    two = '[body.demo]\nsources = ["inbox"]\n[body.two]\nsources = ["two"]\n'
    told.configure(two, HEAD + f'[webhook]\nurl = "{hook.url}"\n')
    state = told.root / "out/.gen/state.json"
    earlier = state.read_bytes()
    hook.code = 503
    told.run(NEXT)
    state.write_bytes(earlier)
    newest = record.runs(told.root / "out")[-1]
    newest.write_bytes(b"".join(newest.read_bytes().splitlines(keepends=True)[:1]))
    hook.code = 200
    assert told.run(THIRD, only=["demo"]) == 0
    assert told.run(FOURTH) == 0
    assert [one["new"] for one in hook.heard] == ["2026-11-20+2", "2026-11-21+2"]


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


def test_a_run_on_some_bodies_forgets_nothing_that_was_told_of_the_others(estate: Estate, hook: Hook) -> None:
    estate.configure(
        '[body.demo]\nsources = ["inbox"]\n[body.other]\nsources = ["elsewhere"]\n',
        HEAD + f'[webhook]\nurl = "{hook.url}"\n',
    )
    estate.put("inbox/c.txt", "nothing that could be read")
    assert estate.run() == 2
    estate.put("elsewhere/a.txt", page())
    assert estate.run("2026-11-20T03:00:00+00:00", only=["other"]) == 0
    assert estate.run("2026-11-20T04:00:00+00:00") == 3
    assert [(len(one["failing"]), one["recovered"]) for one in hook.heard] == [(2, []), (0, ["other"])]


def test_what_one_channel_heard_of_troubles_leaves_what_another_heard() -> None:
    mail = {"demo": {"state": "failed", "mark": "a" * 64, "since": NIGHT, "told": NIGHT}}
    told = Told(state="told", channel="webhook", about=FAILURES, at="2026-11-20T02:00:00Z")
    failed = Failures((Failed("demo", "failed", ("why",)),), frozenset({"demo"}), frozenset({"demo"}), {})
    found = settled(State(heard={"mail": mail}), told, failed, datetime.fromisoformat(NIGHT)).heard
    assert (found["mail"], {*found["webhook"]}) == (mail, {"demo"})
