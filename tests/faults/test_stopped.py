"""SIGTERM at any moment, a clock that jumps, a record that was cut short: the next run goes on from where all stands."""

from __future__ import annotations

import json
import random
import shutil
import signal
import time

from gen.run.lock import locked
from gen.store import Store
from tests.faults.harness import again, ends, gen, run, started, strace, strays, torn
from tests.run.estate import NEXT, NIGHT, UNITS, Estate, page
from tests.run.estate import estate as at_once

_MOMENTS = 3
_ENDED = (0, 143, -signal.SIGTERM)
__all__ = ["at_once"]


def test_sigterm_at_any_moment_frees_the_lock_and_leaves_nothing_half(estate: Estate) -> None:
    """The moments are spread over a whole run by chance; a process that has not yet begun ends as any other does."""
    chance, start = random.Random(6), estate.root.with_name(f"{estate.root.name}-start")
    assert run(estate, NIGHT) == (0, "", "")
    estate.put("inbox/a.txt", page(*UNITS, "大数据司"))
    shutil.copytree(estate.root, start)
    before, began = ends(estate), time.monotonic()
    assert run(estate, NEXT) == (0, "", "")
    took, wanted = time.monotonic() - began, ends(estate)
    for moment in sorted(chance.uniform(0.15, 1.0) for _ in range(_MOMENTS)):
        again(start, estate)
        with started(estate, "run", "--jobs", "1", "--now", NEXT) as process:
            time.sleep(took * moment)
            sent = time.monotonic()
            process.terminate()
            assert process.wait(20) in _ENDED
            assert time.monotonic() - sent < 5
        assert strays(estate) == []
        with locked(estate.root / "snapshots"):
            assert torn(ends(estate), before, wanted) == []
    assert run(estate, NEXT) == (0, "", "")
    assert ends(estate) == wanted


def test_a_killed_run_never_shows_the_success_of_the_day_before(estate: Estate, traced: None) -> None:
    assert run(estate, NIGHT) == (0, "", "")
    assert gen(estate, "status", "--max-age", "99999d").code == 0
    estate.put("inbox/a.txt", page(*UNITS, "大数据司"))
    log = estate.root.with_name("calls")
    assert run(estate, NEXT, under=strace(log, "-e", "inject=rename:signal=KILL:when=3")).code in (-9, 137)
    assert [line["state"] for line in estate.record()] == ["running"]
    status = gen(estate, "status", "--max-age", "99999d", "--json")
    assert (status.code, status.err) == (1, "")
    assert "2026-11-21T02:00:00Z" in json.dumps(json.loads(status.out))
    assert run(estate, NEXT) == (0, "", "")
    assert estate.record()[-1]["state"] == "finished"
    assert gen(estate, "status", "--max-age", "99999d").code == 0


JUMPS = {
    "a leap day": ("2028-02-29T00:30:00+08:00", "2028-02-29"),
    "the same leap day elsewhere": ("2028-02-29T23:30:00Z", "2028-02-29+2"),
    "back a year": ("2027-02-28T02:00:00Z", "2028-02-29+3"),
    "an hour that summer time leaves out": ("2028-03-26T02:30:00+01:00", "2028-03-26"),
    "an hour that comes twice": ("2028-10-29T02:30:00+02:00", "2028-10-29"),
    "that hour again": ("2028-10-29T02:30:00+01:00", "2028-10-29+2"),
    "a day ahead": ("2028-10-30T11:00:00+14:00", "2028-10-30"),
    "the day before, on the other side of the world": ("2028-10-29T11:00:00-11:00", "2028-10-30+2"),
}


def test_whatever_the_clock_says_every_new_document_becomes_the_next_release(tmp_path: object, at_once: Estate) -> None:
    estate, units = at_once, [*UNITS]
    assert estate.run(NIGHT) == 0
    for number, (at, release) in enumerate(JUMPS.values()):
        units.append(f"第{number}司")
        estate.put("inbox/a.txt", page(*units))
        latest = estate.releases()
        assert (estate.run(at), estate.said) == (0, [])
        assert [*{*estate.releases()} - {*latest}] == [release]
        changes = json.loads((estate.root / "out/demo/latest/changes.json").read_text("utf-8"))
        assert [change["new"][0]["name"]["zh"] for change in changes["changes"]] == [units[-1]]
        before = estate.seen()
        assert (estate.run(at), estate.said) == (0, [])
        assert estate.seen() == before
    assert Store(estate.root / "snapshots").check() == ()
    assert gen(estate, "check", "--deep").code == 0


def test_the_zone_of_the_machine_changes_nothing_of_what_is_done(estate: Estate) -> None:
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    assert gen(estate, "run", "--now", NIGHT, "--jobs", "1", TZ="Pacific/Kiritimati") == (0, "", "")
    assert estate.releases() == ["2026-11-20", "2026-11-20+2"]
    before = estate.seen()
    assert gen(estate, "run", "--jobs", "1", "--now", NEXT, TZ="America/New_York") == (0, "", "")
    assert estate.seen() == before
