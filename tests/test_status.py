"""gen status: what is known of each body, and when that is not as it should be."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gen import config, status
from gen.cli import main
from gen.config import Webhook
from gen.errors import BadValue, Unknown
from gen.model.run import Done, Finished, Told
from gen.run.lock import locked
from gen.run.record import Recorder, instant
from gen.run.state import BodyState, State, Trouble, save
from gen.status import BodyStatus, Briefing, Run
from gen.store import Store
from tests.builders import snapshot, unit

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
LOOKED = NOW - timedelta(days=1)
AGE = timedelta(days=8)


def gen(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> config.Config:
    """Two bodies, of one of which two releases were published; no run yet."""
    monkeypatch.chdir(tmp_path)
    Path("gen.toml").write_text('[body.miit]\nsources = ["in"]\n[body.mep]\n', "utf-8")
    store = Store(Path("snapshots"))
    store.save(snapshot(unit("办公厅"), body="miit", release="2019"))
    store.save(snapshot(unit("规划司"), body="miit", release="2022"))
    assert gen("brief", "miit", "--format", "json").exit_code == 0
    stamp = LOOKED.timestamp()
    os.utime(Path("out/miit/2019..2022/manifest.json"), (stamp, stamp))
    return config.load(Path("gen.toml"))


def ran(
    here: config.Config, *lines: Done | Told, at: datetime = LOOKED, ended: int | None = 0, **bodies: BodyState
) -> None:
    """What a run leaves: its record, and unless it was killed its last line and the state."""
    recorder = Recorder(here.out, at, 1)
    recorder.begin()
    for line in lines:
        recorder.add(line)
    if ended is not None:
        said = {"miit": BodyState(looked=instant(at)), "mep": BodyState(looked=instant(at)), **bodies}
        save(here.out, State(said))
        recorder.add(Finished(at=instant(at + timedelta(seconds=40)), exit=ended, bodies={"done": 2}))
    recorder.close()


def judged(here: config.Config, now: datetime = NOW) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {body.body: (body.state, body.why) for body in status.status(here, now, AGE).bodies}


def left(folder: Path) -> dict[str, tuple[int, int, int]]:
    return {str(path): (s.st_ino, s.st_mtime_ns, s.st_size) for path in folder.rglob("*") if (s := path.stat())}


@contextmanager
def unwritable() -> Iterator[None]:
    """Every attempt to open a file for writing, to make or to remove one, is an error."""

    def refuse(event: str, words: tuple[object, ...]) -> None:
        if on and (
            (event == "open" and isinstance(words[2], int) and words[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
            or event in ("os.mkdir", "os.remove", "os.rename", "os.utime")
        ):
            raise AssertionError(f"{event} {words}")

    import sys

    on = True
    sys.addaudithook(refuse)
    try:
        yield
    finally:
        on = False


def test_before_the_first_run_every_body_is_stale(here: config.Config) -> None:
    unseen = ("stale", ("no run has looked at it yet",))
    assert judged(here) == {"miit": unseen, "mep": unseen}
    result = gen("status")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (1, "no run yet; gen run does all there is to do")


def test_without_store_and_out_there_is_an_answer_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert (gen("status").exit_code, gen("status").stdout) == (2, "")
    Path("gen.toml").write_text("[body.x]\n")
    assert (gen("status").exit_code, [*tmp_path.iterdir()]) == (1, [tmp_path / "gen.toml"])


def test_after_a_run_everything_known_of_a_body_is_told(here: config.Config) -> None:
    at = instant(LOOKED)
    ran(
        here,
        Done(state="done", body="miit", at=at, imported=("2022",)),
        Told(state="told", channel="mail", about="miit@2022", at=at),
        Told(state="put off", channel="webhook", about="miit@2022", at=at, why="no connection"),
        miit=BodyState(looked=at, told={"2022": ("webhook",)}),
    )
    found = status.status(replace(here, webhook=Webhook("https://example.org/hook", None)), NOW, AGE)
    assert found.run == Run(at, "finished", instant(LOOKED + timedelta(seconds=40)), 0)
    assert found.bodies == (
        BodyStatus("miit", "fine", at, "2022", at, Briefing("miit/2019..2022", ("zh",), at), at, ("webhook",), ()),
        BodyStatus("mep", "fine", at, None, None, None, None, (), ()),
    )
    assert not found.fine
    assert list(status.told(found)) == [
        "the last run that had something to do began 2026-11-21T02:30:00Z and ended 2026-11-21T02:30:40Z with exit 0",
        f"miit  fine    looked at {at} | release 2022, imported {at} | published miit/2019..2022 (zh) {at} | told {at}",
        "              still to be told by webhook; every run tries again",
        f"mep   fine    looked at {at} | release none | nothing published yet | nobody told yet",
    ]


def test_nobody_waits_for_what_no_channel_tells_any_more(here: config.Config) -> None:
    ran(here, miit=BodyState(looked=instant(LOOKED), told={"2022": ("webhook",)}))
    found = status.status(here, NOW, AGE)
    assert (found.fine, [body.waiting for body in found.bodies]) == (True, [(), ()])


def test_the_command_says_it_all_as_json_and_of_one_body_alone(here: config.Config) -> None:
    ran(here, at=datetime.now(UTC) - timedelta(hours=2))
    result = gen("status", "mep", "--json")
    plain = json.loads(result.stdout)
    assert (result.exit_code, plain["fine"], plain["run"]["state"]) == (0, True, "finished")
    assert [(body["body"], body["state"]) for body in plain["bodies"]] == [("mep", "fine")]
    assert gen("status", "--max-age", "1h").exit_code == 1
    with pytest.raises(Unknown, match="no body 'miiit'"):
        status.status(here, NOW, AGE, "miiit")


@pytest.mark.parametrize(("days", "state"), [(0, "fine"), (8, "fine"), (8.1, "stale"), (400, "stale")])
def test_a_body_is_stale_once_it_was_not_looked_at_for_longer_than_the_age(
    here: config.Config, days: float, state: str
) -> None:
    ran(here, at=NOW)
    assert {how for how, _ in judged(here, NOW + timedelta(days=days)).values()} == {state}


def test_a_clock_that_was_set_back_makes_no_body_look_fresh(here: config.Config) -> None:
    ran(here, at=NOW)
    assert {how for how, _ in judged(here, NOW - timedelta(hours=2)).values()} == {"fine"}
    assert judged(here, NOW - timedelta(days=365))["mep"] == (
        "stale", ("it was looked at in days to come: the clock was set back since; gen run mends that",),
    )  # fmt: skip


def test_a_record_from_days_to_come_is_forgotten_once_a_run_has_looked_again(here: config.Config) -> None:
    line = Done(state="nothing", body="mep", at=instant(NOW + timedelta(days=365)))
    ran(here, line, at=NOW + timedelta(days=365))
    save(here.out, State({"miit": BodyState(looked=instant(NOW)), "mep": BodyState(looked=instant(NOW))}))
    assert judged(here, NOW)["mep"] == ("fine", ())


def test_a_quiet_night_of_another_body_is_known_from_the_record(here: config.Config) -> None:
    ran(here)
    ran(here, Done(state="nothing", body="mep", at=instant(NOW)), at=NOW, mep=BodyState(looked=instant(LOOKED)))
    assert [body.looked for body in status.status(here, NOW, AGE).bodies] == [instant(NOW), instant(NOW)]


def test_a_run_that_was_killed_never_shows_the_success_of_the_day_before(here: config.Config) -> None:
    ran(here)
    assert status.status(here, NOW, AGE).fine
    ran(here, Done(state="failed", body="miit", at=instant(NOW), why=("cannot read in",)), at=NOW, ended=None)
    found = status.status(here, NOW, AGE)
    assert (found.fine, found.run) == (False, Run(instant(NOW), "killed"))
    assert judged(here) == {"miit": ("failed", (f"since {instant(NOW)}: cannot read in",)), "mep": ("fine", ())}
    assert "did not finish; gen run goes on where it stopped" in next(status.told(found))
    assert gen("status").exit_code == 1


def test_a_record_without_a_whole_line_is_that_of_a_killed_run(here: config.Config) -> None:
    ran(here)
    (here.out / ".gen/runs/20261122T023000Z.jsonl").write_text('{"state": "run')
    assert status.status(here, NOW, AGE).run == Run("2026-11-22T02:30:00Z", "killed")


def test_a_run_that_holds_the_lock_is_at_work_and_nothing_is_wrong(here: config.Config) -> None:
    ran(here)
    ran(here, at=NOW, ended=None)
    with locked(here.store):
        found = status.status(here, NOW, AGE)
    assert (found.fine, found.run) == (True, Run(instant(NOW), "at work"))
    assert next(status.told(found)) == f"a run is at work since {instant(NOW)}"
    assert status.status(here, NOW, AGE).run == Run(instant(NOW), "killed")


def test_a_lock_that_cannot_be_looked_at_is_nobodys(here: config.Config) -> None:
    ran(here, ended=None)
    (here.store / ".lock").symlink_to(here.file)
    assert status.status(here, NOW, AGE).run == Run(instant(LOOKED), "killed")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (0, "with exit 0"),
        (2, "with exit 2, nothing could be done"),
        (3, "with exit 3, the pages above all bodies could not be brought up to date"),
    ],
)
def test_a_run_that_did_not_do_everything_is_not_fine(here: config.Config, code: int, told: str) -> None:
    ran(here, ended=code)
    found = status.status(here, NOW, AGE)
    assert (found.fine, next(status.told(found)).endswith(told)) == (code == 0, True)


def test_a_body_that_failed_and_is_well_again_leaves_no_doubt_about_the_pages(here: config.Config) -> None:
    ran(here, ended=None)
    recorder = Recorder(here.out, NOW, 1)
    recorder.add(Finished(at=instant(NOW), exit=3, bodies={"failed": 1, "done": 1}))
    save(here.out, State({"miit": BodyState(looked=instant(NOW)), "mep": BodyState(looked=instant(NOW))}))
    assert status.status(here, NOW, AGE).fine


@pytest.mark.parametrize("state", ["failed", "held"])
def test_a_body_in_trouble_is_told_with_every_reason_and_since_when(here: config.Config, state: str) -> None:
    trouble = Trouble(state, "2026-11-20", ("cannot read in: it is gone", "and \x1b[31mmore"))  # type: ignore[arg-type]
    ran(here, ended=3, mep=BodyState(looked=instant(NOW), trouble=trouble))
    found = status.status(here, NOW, AGE)
    reasons = ("since 2026-11-20: cannot read in: it is gone", "since 2026-11-20: and \x1b[31mmore")
    assert (found.fine, judged(here)["mep"]) == (False, (state, reasons))
    result = gen("status")
    assert (result.exit_code, "\x1b" in result.stdout) == (1, False)
    assert "since 2026-11-20: cannot read in: it is gone" in result.stdout


def test_what_cannot_be_read_is_a_reason_and_no_crash(here: config.Config) -> None:
    ran(here, at=NOW)
    (here.store / "mep").mkdir()
    (here.store / "miit/2022.yaml").write_text("a: [")
    (here.out / "miit/2019..2022/manifest.json").write_text("{")
    found = status.status(here, NOW, AGE).bodies[0]
    assert (found.state, found.release, found.published) == ("failed", None, None)
    assert "snapshots/miit/2022.yaml:" in found.why[0]
    (here.out / ".gen/state.json").write_text("{")
    (here.out / ".gen/runs/20261122T023000Z.jsonl").write_bytes(b"\xff\n[]\n")
    assert judged(here)["mep"] == ("stale", ("no run has looked at it yet",))


def test_nothing_is_written(here: config.Config, tmp_path: Path) -> None:
    ran(here)
    ran(here, at=NOW, ended=None)
    with locked(here.store):
        pass
    before = left(tmp_path)
    with unwritable():
        assert gen("status").exit_code == 1
        assert gen("status", "--json").exit_code == 1
    assert left(tmp_path) == before


@pytest.mark.parametrize(
    ("said", "is_it"), [("90s", {"seconds": 90}), ("36h", {"hours": 36}), ("0d", {}), ("2w", {"days": 14})]
)
def test_an_age_is_a_number_with_its_unit(said: str, is_it: dict[str, int]) -> None:
    assert status.age(said) == timedelta(**is_it)


@pytest.mark.parametrize("said", ["8", "d", "-1d", "8 d", "1.5d", "8y", "٣d", "9999999d"])
def test_what_is_no_age_is_refused(said: str) -> None:
    with pytest.raises(BadValue, match="is not a time such as 8d, 36h or 90m"):
        status.age(said)
