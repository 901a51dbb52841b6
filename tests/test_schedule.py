"""gen init and gen schedule: the configuration to begin with, the crontab line, the service and its timer."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gen import config, schedule
from gen.cli import main
from gen.config.read import FORMATS, FORMS
from gen.config.sample import SAMPLE, init
from gen.errors import BadValue, CannotWrite

GEN = ("/opt/gen/bin/gen",)


def gen(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def configured(folder: Path, text: str = "") -> config.Config:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "gen.toml"
    file.write_text(text, "utf-8")
    return config.load(file)


def crontab(text: str) -> tuple[list[str], str]:
    """The five fields and the command of the one line of a crontab that is no comment, as cron reads it."""
    (line,) = (line for line in text.splitlines() if line and not line.startswith("#"))
    *five, command = line.split(None, 5)
    assert not re.search(r"(?<!\\)%", command)
    for field, most in zip(five, (59, 23, 31, 12, 7), strict=True):
        assert field == "*" or 0 <= int(field) <= most
    return five, command.replace(r"\%", "%")


def unit(text: str) -> dict[str, dict[str, str]]:
    """The sections of a unit; a key that stands twice, or a line that is neither, is an error."""
    parser = configparser.ConfigParser(
        delimiters="=", comment_prefixes="#", inline_comment_prefixes=None, interpolation=None, strict=True
    )
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text)
    return {name: dict(parser[name]) for name in parser.sections()}


def test_init_writes_a_configuration_that_is_valid_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = gen("init", "new")
    assert (result.exit_code, result.stdout) == (0, f"{Path('new/gen.toml')}\n")
    read = config.load(Path("new/gen.toml"))
    assert [(body.id, read.path(body.sources[0]).is_dir()) for body in read.bodies] == [("example", True)]


def test_init_begins_in_the_folder_one_stands_in_and_a_second_time_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert gen("init").exit_code == 0
    Path("gen.toml").write_text("# mine\n")
    result = gen("init")
    assert (result.exit_code, Path("gen.toml").read_text()) == (2, "# mine\n")
    assert "cannot write gen.toml: there is one already" in result.stderr


@pytest.mark.parametrize("command", [("run",), ("run", "--dry-run"), ("status",)])
def test_a_configuration_without_a_body_is_wrong_and_not_a_night_without_anything_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("gen.toml").write_text("")
    result = gen(*command)
    said = f"gen: {tmp_path}/gen.toml: no body stands in it; write [body.<id>] with its sources\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)
    assert [path.name for path in tmp_path.iterdir()] == ["gen.toml"]


def test_init_says_where_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "inbox").write_text("")
    for folder in (tmp_path / "file", tmp_path):
        with pytest.raises(CannotWrite):
            init(folder, "gen.toml")


def test_every_setting_of_the_sample_is_valid_once_its_sign_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / "gen.toml").write_text(re.sub(r"(?m)^# (?=\[|\w+ = )", "", SAMPLE), "utf-8")
    read = config.load(tmp_path / "gen.toml")
    assert [field.name for field in fields(read) if getattr(read, field.name) is None] == []
    body = read.body("example")
    assert (body.form, body.tracked, body.allow_private, len(body.columns)) == ("page", "accepted", True, 2)
    assert (body.brief.pairs, body.brief.template) == (config.Against("2018"), "gbt9704")
    assert body.brief.sets == ("issuer=某部办公厅",)


def test_the_sample_names_every_form_and_format_and_keeps_no_secret() -> None:
    words = set(re.findall(r"\w+", SAMPLE))
    assert words >= {*FORMS, *FORMATS}
    assert tomllib.loads(SAMPLE)["body"] == {"example": {"sources": ["inbox/example"]}}


@pytest.mark.parametrize("name", ["plain", "two words", "it's 100% 部", '$HOME `x` "q"', "a;b&c|d"])
def test_the_crontab_line_runs_what_it_says_with_nothing_around_it(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    read = configured(folder)
    program = folder / "gen"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$(umask)" "$PATH" "$@"\n', "utf-8")
    program.chmod(0o755)
    five, command = crontab(schedule.cron(read, [str(program)], "2:05"))
    assert five == ["5", "2", "*", "*", "*"]
    ran = subprocess.run(
        ["env", "-i", "sh", "-c", command], cwd="/", capture_output=True, check=True, encoding="utf-8", umask=0o077
    )
    assert ran.stdout.splitlines() == ["0022", "/usr/local/bin:/usr/bin:/bin", "run", "--config", str(read.file)]


def test_the_line_that_is_printed_runs_what_init_wrote_with_nothing_around_it_and_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    gen("init")
    result = gen("schedule", "cron", "--at", "23:59")
    five, command = crontab(result.stdout)
    assert (result.exit_code, five[:2], "MAILTO=" in result.stdout) == (0, ["59", "23"], True)
    for _ in range(2):
        ran = subprocess.run(["env", "-i", "sh", "-c", command], cwd="/", capture_output=True, check=False, umask=0o077)
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    assert gen("status").exit_code == 0
    assert Path("out/index.html").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("kind", ["cron", "systemd"])
def test_other_folders_that_are_named_go_into_what_is_printed(tmp_path: Path, kind: str) -> None:
    read = configured(tmp_path)
    said = gen("--store", "s", "schedule", kind, "--out", str(tmp_path / "o"), "--config", str(read.file)).stdout
    words = shlex.split(next(line for line in said.splitlines() if "--config" in line))
    at = words.index("--store")
    assert words[at:] == [
        "--store",
        str(Path("s").absolute()),
        "--out",
        f"{tmp_path}/o",
        "run",
        "--config",
        str(read.file),
    ]
    assert "--store" not in gen("schedule", kind, "--config", str(read.file)).stdout


def test_a_secret_that_cron_cannot_hand_on_is_said_and_one_in_a_file_is_not(tmp_path: Path) -> None:
    said = schedule.cron(configured(tmp_path, '[webhook]\nurl = "https://x"\nsecret = { env = "HOOK" }\n'), GEN, "1:00")
    assert "# cron gives it no HOOK: keep that secret in a file of mode 0600." in said
    kept = schedule.cron(configured(tmp_path, '[webhook]\nurl = "https://x"\nsecret = { file = "s" }\n'), GEN, "1:00")
    assert "# cron gives" not in kept


@pytest.mark.parametrize("at", ["24:00", "2", "02:60", "-1:00", "02:30:00", "noon", "٣:30"])
def test_what_is_no_time_of_the_day_is_refused(tmp_path: Path, at: str) -> None:
    with pytest.raises(BadValue, match="is not a time of the day"):
        schedule.cron(configured(tmp_path), GEN, at)
    with pytest.raises(BadValue, match="is not a time of the day"):
        schedule.systemd(configured(tmp_path), GEN, at, 1)


@pytest.mark.parametrize("name", ["a\nb", "a\x1bb", "a\u202eb"])
def test_a_path_that_could_end_the_line_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadValue, match="rename it to plain signs"):
        schedule.cron(configured(tmp_path / name), GEN, "2:30")
    with pytest.raises(BadValue, match="rename it to plain signs"):
        schedule.systemd(configured(tmp_path / name), GEN, "2:30", 1)


def test_a_line_longer_than_cron_takes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="short enough for a crontab"):
        schedule.cron(configured(tmp_path), ["/" + "x" * 1000], "2:30")


@pytest.mark.parametrize("user", [None, "gen"])
def test_the_service_is_hardened_and_the_timer_makes_up_for_missed_nights(tmp_path: Path, user: str | None) -> None:
    read = configured(
        tmp_path / 'a "b" 100% $c', "jobs = 3\n[limits]\nmemory_mb = 512\n[body.x.limits]\nmemory_mb = 1024\n"
    )
    units = schedule.systemd(read, GEN, "2:30", 8, user)
    service, timer = unit(units["gen.service"])["Service"], unit(units["gen.timer"])
    wanted = {"ProtectSystem": "strict", "PrivateTmp": "yes", "NoNewPrivileges": "yes", "MemoryMax": "4096M"}
    assert wanted.items() <= service.items()
    assert (service.get("User"), service.get("CapabilityBoundingSet")) == (user, "" if user else None)
    place = str(tmp_path) + r"/a \"b\" 100%% "
    assert service["ReadWritePaths"] == f'"{place}$c/snapshots" "{place}$c/out"'
    assert service["ExecStart"] == f'"/opt/gen/bin/gen" "run" "--config" "{place}$$c/gen.toml"'
    assert timer["Timer"] == {"OnCalendar": "*-*-* 02:30:00", "Persistent": "true", "RandomizedDelaySec": "10m"}
    assert timer["Install"] == {"WantedBy": "timers.target"}


def test_a_secret_in_the_environment_gets_a_file_for_it_beside_the_configuration(tmp_path: Path) -> None:
    read = configured(tmp_path, '[webhook]\nurl = "https://x"\nsecret = { env = "HOOK" }\n')
    text = schedule.systemd(read, GEN, "2:30", 1)["gen.service"]
    assert "# a file of mode 0600 with a line HOOK=…\n" in text
    assert unit(text)["Service"]["EnvironmentFile"] == str(tmp_path / "gen.env")
    assert "EnvironmentFile" not in schedule.systemd(configured(tmp_path), GEN, "2:30", 1)["gen.service"]


def test_a_dollar_sign_is_doubled_but_in_the_program_where_systemd_takes_it_as_it_stands(tmp_path: Path) -> None:
    text = schedule.systemd(configured(tmp_path / "$c"), ["/opt/$b/gen"], "2:30", 1)["gen.service"]
    assert unit(text)["Service"]["ExecStart"] == f'"/opt/$b/gen" "run" "--config" "{tmp_path}/$$c/gen.toml"'


@pytest.mark.real
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
@pytest.mark.parametrize("user", [(), ("--user", "root")])
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path, user: tuple[str, ...]) -> None:
    folder = tmp_path / "two words 100% 部"
    configured(folder, '[webhook]\nurl = "https://x"\nsecret = { env = "HOOK" }\n')
    result = gen("schedule", "systemd", "--config", str(folder / "gen.toml"), "-o", str(folder / "u"), *user)
    files = [str(folder / "u" / name) for name in (schedule.SERVICE, schedule.TIMER)]
    assert (result.exit_code, result.stdout.splitlines()) == (0, files)
    ran = subprocess.run(["systemd-analyze", "verify", *files], capture_output=True, encoding="utf-8", check=False)
    assert (ran.returncode, ran.stdout + ran.stderr) == (0, "")


def test_folders_seen_from_above_are_named_as_systemd_takes_them(tmp_path: Path) -> None:
    configured(tmp_path / "conf", 'store = "../record"\nout = "./a/../../site"\n')
    said = gen("schedule", "systemd", "--config", str(tmp_path / "conf" / "gen.toml")).stdout
    assert f'\nReadWritePaths="{tmp_path.resolve()}/record" "{tmp_path.resolve()}/site"\n' in said


def test_the_units_are_printed_with_the_steps_that_put_them_to_work(tmp_path: Path) -> None:
    read = configured(tmp_path)
    result = gen("schedule", "systemd", "--config", str(read.file))
    assert [line for line in result.stdout.splitlines() if line.startswith("# gen.")] == [
        "# gen.service",
        "# gen.timer",
    ]
    assert "systemctl --user enable --now gen.timer" in result.stderr
    assert f"mkdir -p ~/.config/systemd/user {tmp_path}/snapshots {tmp_path}/out\n" in result.stderr
    assert "gen: to put them to work, written with -o DIR, from within it:\n" in result.stderr


def test_a_service_that_runs_as_another_user_gets_folders_that_this_user_may_write_to(tmp_path: Path) -> None:
    read = configured(tmp_path)
    steps = gen("schedule", "systemd", "--config", str(read.file), "--user", "nobody").stderr
    assert f"  install -d -o nobody {tmp_path}/snapshots {tmp_path}/out\n" in steps
    assert "  systemctl enable --now gen.timer\n" in steps


def test_what_is_for_systemd_is_refused_for_cron_and_without_a_configuration_nothing_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (("cron",), ("systemd",)):
        result = gen("schedule", *words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "gen init writes one, --config FILE names one" in result.stderr
    configured(tmp_path)
    assert gen("schedule", "cron", "--user", "x").exit_code == 2
