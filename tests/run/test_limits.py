"""What the work on one body may take of memory and time."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from gen.config.model import Limits
from gen.errors import Fault, FaultyFile, Place
from gen.run import limits as held
from gen.run.limits import Failed, too_long, within
from tests.run.standins import blunder, swallow

SMALL = Limits(seconds=0.1, memory_mb=60)
AMPLE = Limits(seconds=60, memory_mb=2048)
HUNDRED_MB = partial(bytearray, 100 * 2**20)


def test_work_within_its_limits_gives_its_result() -> None:
    assert within(AMPLE, lambda: "made") == "made"


def test_an_error_gen_names_is_told_line_by_line() -> None:
    def fail() -> None:
        raise FaultyFile([Fault(Place("a.txt", 1), "no date"), Fault(Place("a.txt", 2), "no name")])

    assert within(AMPLE, fail) == Failed(("a.txt:1: no date", "a.txt:2: no name"))


def test_an_error_no_one_foresaw_is_told_in_one_line_with_its_place() -> None:
    failed = within(AMPLE, lambda: blunder("a\nb" * 500))
    assert isinstance(failed, Failed)
    (line,) = failed.why
    assert line.startswith("a fault of gen itself, KeyError at standins.py:")
    assert len(line) < 400
    assert "\n" not in line


def test_memory_above_the_limit_is_refused() -> None:
    assert within(SMALL, HUNDRED_MB) == Failed(("needs more than 60 MB of memory, its limit",))


def test_what_the_process_holds_already_does_not_count() -> None:
    before = HUNDRED_MB()
    assert within(SMALL, lambda: len(bytearray(30 * 2**20))) == 30 * 2**20
    assert len(before) == 100 * 2**20


def test_the_limit_of_memory_holds_for_the_work_alone() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    within(SMALL, HUNDRED_MB)
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_a_tighter_limit_of_the_user_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (5 * 2**30, 6 * 2**30))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limit: asked.append(limit))
    within(Limits(memory_mb=100_000), lambda: None)
    assert asked == [(5 * 2**30, 6 * 2**30)] * 2


def test_a_loop_that_swallows_errors_is_ended() -> None:
    assert within(SMALL, lambda: swallow(None)) == too_long(SMALL)
    assert too_long(SMALL).why == ("takes longer than 0.1 s, its limit",)


def test_no_alarm_is_left_when_the_work_is_done() -> None:
    before = signal.getsignal(signal.SIGALRM)
    within(SMALL, lambda: None)
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) is before


def test_outside_the_main_thread_work_is_done_without_a_timer() -> None:
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(within, AMPLE, lambda: "made").result() == "made"


def test_work_is_done_where_the_system_can_limit_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "setitimer")
    monkeypatch.setattr(sys, "platform", "win32")
    assert within(SMALL, lambda: len(HUNDRED_MB())) == 100 * 2**20


def test_work_is_done_where_the_system_does_not_tell_what_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_text", refuse)
    assert held._held() == 0


def test_the_watchdog_lets_timely_work_be() -> None:
    code = "import time; from gen.run.limits import watchdog\nwith watchdog(0.5): pass\ntime.sleep(1); print('done')"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=30)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"done\n", b"")


def test_the_watchdog_ends_a_process_that_c_code_keeps() -> None:
    code = "from itertools import repeat; from gen.run.limits import watchdog\nwith watchdog(0.1): sum(repeat(0))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=30)
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, b"", b"")
