"""`gen run` as a process of its own: as cron starts it, beside another one, and when it is ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from gen.errors import Busy, CannotWrite
from gen.run.lock import locked
from tests.run.estate import NEXT, NIGHT, UNITS, Estate, page

REPO = Path(__file__).parents[2]
GEN = (sys.executable, "-P", "-m", "gen", "run")


@pytest.fixture
def made(tmp_path: Path) -> Estate:
    """One body with one page; the work is done in processes."""
    estate = Estate(tmp_path)
    estate.configure()
    estate.put("inbox/a.txt", page())
    return estate


def start(estate: Estate, *asked: str, **how: object) -> subprocess.Popen[str]:
    command = [*GEN, "--config", str(estate.root / "gen.toml"), *asked]
    environment = {"PYTHONPATH": str(REPO), "PATH": os.environ["PATH"]}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd="/", **how
    )  # type: ignore[call-overload, no-any-return]


def ended(estate: Estate, *asked: str) -> tuple[int, str, str]:
    process = start(estate, *asked)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def test_a_run_says_nothing_when_all_is_well_and_again_when_there_is_nothing_new(made: Estate) -> None:
    made.put("inbox/b.txt", page(*UNITS, "大数据司"))
    assert ended(made, "--now", NIGHT) == (0, "", "")
    assert made.sets() == ["2026-11-20..2026-11-20+2", "latest"]
    before = made.seen()
    assert ended(made, "--now", NEXT) == (0, "", "")
    assert made.seen() == before


def test_it_works_as_cron_starts_it(made: Estate) -> None:
    """No environment, no home, the root folder, all streams closed, a strict umask."""
    made.put("inbox/b.txt", page(*UNITS, "大数据司"))
    command = f"umask 077; cd /; exec {' '.join(map(str, GEN))} --config {made.root / 'gen.toml'} <&- >&- 2>&-"
    process = subprocess.run(
        ["/bin/sh", "-c", command], env={"LANG": "C", "PYTHONPATH": str(REPO)}, check=False, timeout=60
    )
    assert process.returncode == 0
    assert len(made.releases()) == 2
    assert made.record()[-1]["state"] == "finished"
    assert (made.root / "out/demo/latest/manifest.json").stat().st_mode & 0o777 == 0o600


def test_a_wrong_configuration_or_body_is_code_2(made: Estate) -> None:
    code, out, err = ended(made, "dem")
    assert (code, out) == (2, "")
    assert "did you mean demo?" in err
    made.configure("[body.demo]\nsource = 3\n")
    assert ended(made)[0] == 2
    assert ended(made, "--now", "yesterday")[0] == 2
    assert not (made.root / "snapshots").exists()


def test_a_rehearsal_writes_nothing_at_all(made: Estate) -> None:
    before = made.seen()
    code, out, err = ended(made, "--dry-run", "--now", NIGHT)
    assert (code, err) == (0, "")
    assert out.splitlines() == ["demo: nothing is known of it yet", "demo: would import demo@2026-11-20"]
    assert made.seen() == before
    assert not (made.root / "snapshots").exists()


def test_a_second_run_leaves_at_once_and_says_who_is_at_work(made: Estate) -> None:
    ended(made)
    record = made.root / "out/.gen/runs" / made.records()[-1]
    record.write_bytes(record.read_bytes().splitlines(keepends=True)[0])
    with locked(made.root / "snapshots"):
        before = made.seen()
        code, out, err = ended(made)
        assert (code, out) == (75, "")
        assert "another run is at work (process " in err
        assert made.seen() == before
    assert ended(made)[0] == 0


def test_the_lock_is_free_once_its_holder_was_killed(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from gen.run.lock import locked\n"
        "with locked(Path(sys.argv[1])): print(1, flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-P", "-c", script, str(tmp_path)], stdout=subprocess.PIPE, cwd=REPO,
        env={**os.environ, "PYTHONPATH": str(REPO)},
    )  # fmt: skip
    assert holder.stdout
    holder.stdout.readline()
    with pytest.raises(Busy), locked(tmp_path):
        pass
    holder.kill()
    holder.communicate()
    with locked(tmp_path):
        assert (tmp_path / ".lock").read_bytes() == b""


def test_where_no_lock_can_be_had_nothing_runs(tmp_path: Path) -> None:
    (tmp_path / "store").write_bytes(b"")
    with pytest.raises(CannotWrite, match="no lock can be had"), locked(tmp_path / "store"):
        pass
    (tmp_path / "made").mkdir()
    (tmp_path / "made/.lock").symlink_to(tmp_path / "store")
    with pytest.raises(CannotWrite, match="no lock can be had"), locked(tmp_path / "made"):
        pass


def children(pid: int) -> Sequence[int]:
    """The processes that a process began, and those that these did."""
    found = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in found.splitlines()]
    own = [one for one, parent in pairs if parent == pid]
    return [*own, *(grandchild for child in own for grandchild in children(child))]


def lives(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to see the workers")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_run_and_its_workers_within_two_seconds(made: Estate, number: signal.Signals) -> None:
    made.put("inbox/b.txt", page(*UNITS, "大数据司"))
    made.configure(head='[brief]\nformats = ["pdf"]\n')
    process = start(made, "--now", NIGHT)
    began = time.monotonic()
    while not (workers := children(process.pid)) and time.monotonic() - began < 20:
        time.sleep(0.02)
    time.sleep(0.3)
    sent = time.monotonic()
    process.send_signal(number)
    _, err = process.communicate(timeout=20)
    assert time.monotonic() - sent < 5
    assert process.returncode == 128 + number
    assert err.splitlines() == [f"gen: stopped by signal {int(number)}; the next run goes on from here"]
    assert workers
    while any(map(lives, workers)) and time.monotonic() - sent < 5:
        time.sleep(0.02)
    assert not any(map(lives, workers))
    assert made.record()[-1]["state"] == "running"
    assert not [*made.root.rglob("*.tmp")]
    made.configure()
    assert ended(made, "--now", NIGHT) == (0, "", "")


def test_what_a_killed_run_left_lying_is_taken_away_and_the_run_is_recorded(made: Estate) -> None:
    ended(made, "--now", NIGHT)
    record = made.root / "out/.gen/runs" / made.records()[-1]
    record.write_bytes(record.read_bytes().splitlines(keepends=True)[0] + b'{"state": "do')
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = [made.put(f"{place}/.x.yaml.{gone.pid}.tmp", "half") for place in ("snapshots/demo", "out/demo", "out/.gen")]
    living = made.put(f"snapshots/.x.yaml.{os.getpid()}.tmp", "of a process that lives")
    other = made.put("inbox/.x.1.tmp", "not ours")
    assert ended(made, "--now", NEXT) == (0, "", "")
    assert not any(path.exists() for path in left)
    assert living.exists()
    assert other.exists()
    assert [line["state"] for line in made.record()] == ["running", "nothing", "finished"]
