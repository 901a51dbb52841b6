"""One run at a time; one that was killed, its workers included, blocks nobody; where no lock can be had nothing runs."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gen.run.lock import locked
from tests.faults.harness import gen, run, started, strays
from tests.run.estate import NIGHT, UNITS, Estate, page
from tests.run.test_process import children, lives


class Slow(ThreadingHTTPServer):
    """A page on loopback that comes when it is let go."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Page)
        self.asked, self.go = threading.Event(), threading.Event()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/page.txt"


class _Page(BaseHTTPRequestHandler):
    server: Slow

    def do_GET(self) -> None:
        self.server.asked.set()
        self.server.go.wait(30)
        data = page().encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        with suppress(BrokenPipeError):
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def slow(estate: Estate) -> Iterator[Slow]:
    """A source of the body that keeps a run at work for as long as it is wanted."""
    server = Slow()
    estate.configure(f'[body.demo]\nsources = ["{server.url}"]\nallow_private = true\n')
    yield server
    server.go.set()
    server.shutdown()
    server.server_close()


def test_of_two_runs_at_once_one_works_and_the_other_leaves(estate: Estate, slow: Slow) -> None:
    with started(estate, "run", "--now", NIGHT) as first:
        assert slow.asked.wait(30)
        before = estate.seen()
        other = run(estate, NIGHT)
        assert (other.code, other.out) == (75, "")
        assert f"another run is at work (process {first.pid}, since " in other.err
        assert estate.seen() == before
        assert gen(estate, "run", "--dry-run").code == 75
        assert "at work" in gen(estate, "status").out
        slow.go.set()
        assert first.communicate(timeout=60) == ("", "")
        assert first.returncode == 0
    assert estate.releases() == ["2026-11-20"]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to see the workers")
def test_a_killed_run_takes_its_workers_along_and_blocks_nobody(estate: Estate, slow: Slow) -> None:
    with started(estate, "run", "--now", NIGHT) as first:
        assert slow.asked.wait(30)
        workers = children(first.pid)
        first.send_signal(signal.SIGKILL)
        first.wait(10)
        slow.go.set()
        assert run(estate, NIGHT) == (0, "", "")
    assert workers
    until = time.monotonic() + 10
    while any(map(lives, workers)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(map(lives, workers))
    assert estate.releases() == ["2026-11-20"]
    assert strays(estate) == []


def test_a_lock_that_is_a_folder_locks_as_well(estate: Estate) -> None:
    (estate.root / "snapshots/.lock").mkdir(parents=True)
    with locked(estate.root / "snapshots"):
        before = estate.seen()
        assert run(estate, NIGHT).code == 75
        assert estate.seen() == before
    assert run(estate, NIGHT) == (0, "", "")
    assert run(estate, NIGHT) == (0, "", "")


def test_a_store_that_can_only_be_read_is_code_2_and_leaves_everything_as_it_was(
    estate: Estate, bound: tuple[str, ...]
) -> None:
    assert run(estate, NIGHT) == (0, "", "")
    estate.put("inbox/b.txt", page(*UNITS, "新司"))
    store = estate.root / "snapshots"
    for path in (store / "demo", store):
        path.chmod(0o555)
    done = run(estate, NIGHT, under=bound)
    for path in (store, store / "demo"):
        path.chmod(0o755)
    assert (done.code, done.out) == (2, "")
    assert "Permission denied" in done.err
    assert estate.releases() == ["2026-11-20"]
    assert run(estate, NIGHT) == (0, "", "")
    assert estate.releases() == ["2026-11-20", "2026-11-20+2"]


def test_a_store_that_cannot_be_made_stops_the_run_before_anything_is_written(
    estate: Estate, bound: tuple[str, ...]
) -> None:
    before = estate.seen()
    estate.root.chmod(0o555)
    done = run(estate, NIGHT, under=bound)
    estate.root.chmod(0o755)
    assert (done.code, done.out) == (2, "")
    assert "no lock can be had" in done.err
    assert estate.seen() == before
