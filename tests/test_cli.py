"""The command line as a user meets it: what is printed where, and the exit codes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gen.cli import main
from gen.errors import CannotWrite

ROOT = Path(__file__).parents[1]
SEED = ROOT / "snapshots" / "miit" / "sources" / "miit-rules-2008.txt"
Gen = Callable[..., Result]


@pytest.fixture
def gen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gen:
    """Runs gen in an empty folder that holds a copy of the shipped store."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "snapshots", tmp_path / "snapshots")
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


def written(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_releases_lists_the_store_by_effective_date(gen: Gen) -> None:
    lines = gen("releases").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["miit@2008-07", "miit@2019", "miit@2022", "miit@2025"]
    assert [one["release"] for one in json.loads(gen("releases", "miit", "--json").stdout)][-1] == "2025"


def test_an_empty_store_says_how_to_begin(gen: Gen) -> None:
    result = gen("--store", "nowhere", "releases")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "gen import" in result.stderr


def test_the_store_and_out_may_be_named_before_a_command_or_after_it(gen: Gen) -> None:
    shutil.move("snapshots", "record")
    assert gen("--store", "record", "releases").stdout == gen("releases", "--store", "record").stdout != ""
    assert gen("brief", "miit", "--format", "json", "--out", "shelf", "--store", "record").exit_code == 0
    assert set(written(Path("shelf"))) == {f"miit/2022..2025/{name}" for name in ("changes.json", "manifest.json")}


def test_show_prints_a_tree_and_its_json_has_the_published_keys(gen: Gen) -> None:
    assert "装备工业二司 [国家重大技术装备办公室]" in gen("show", "miit@2022").stdout
    shown = json.loads(gen("show", "miit@2022", "--json").stdout)
    assert set(shown) >= {
        "body", "release", "title", "document", "effective", "captured", "language", "sources", "coverage", "name",
        "level", "nameplates", "duties", "units", "posts", "staffing", "transfers",
    }  # fmt: skip
    assert set(shown["units"][0]) >= {
        "id", "name", "group", "level", "nameplates", "managed_by", "duties", "posts", "units", "locator",
    }  # fmt: skip
    assert set(shown["posts"][0]) >= {"title", "holder", "from", "to", "locator"}
    assert set(shown["transfers"][0]) >= {"what", "from", "to", "kind", "locator"}


def test_check_finds_no_fault_in_the_shipped_store(gen: Gen) -> None:
    result = gen("check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "no faults\n", "")


def test_check_names_every_fault_with_its_place(gen: Gen) -> None:
    path = Path("snapshots/miit/2022.yaml")
    path.write_text(
        path.read_text("utf-8").replace("effective:", "efective:").replace("level: 副部级", "lvel: 副部级", 1), "utf-8"
    )
    result = gen("check", "miit")
    assert result.exit_code == 2
    assert "snapshots/miit/2022.yaml:6:1: unknown key 'efective'; did you mean effective?" in result.stdout
    assert "'lvel'" in result.stdout


def test_diff_finds_what_changed_and_tells_so_by_exit_code_only_when_asked(gen: Gen) -> None:
    assert gen("diff", "miit@2019", "miit@2022").exit_code == 0
    result = gen("diff", "miit@2019", "miit@2022", "--check")
    assert result.exit_code == 1
    assert "装备工业司拆分为装备工业一司、装备工业二司" in result.stdout
    assert gen("diff", "miit@2022", "miit@2022", "--check").exit_code == 0


def test_a_change_of_the_body_itself_is_a_difference_and_stands_at_the_head_of_every_format(gen: Gen) -> None:
    path = Path("snapshots/miit/2022.yaml")
    path.write_text(path.read_text("utf-8").replace("  - {zh: 国家航天局}\n", "", 1), "utf-8")
    assert gen("brief", "miit@2019", "miit@2022", "--format", "html,md,docx,xlsx,json").exit_code == 0
    folder = Path("out/miit/2019..2022")
    for name in ("briefing.html", "briefing.md"):
        assert "本机构不再挂“国家航天局”牌子。" in (folder / name).read_text("utf-8")
    assert gen("diff", "miit@2019", "miit@2022").stdout.splitlines()[4].startswith("本机构不再挂“国家航天局”牌子。")
    assert json.loads((folder / "changes.json").read_text("utf-8"))["body"] == [
        {"aspect": "nameplate", "old": ["国家航天局"], "new": []}
    ]
    same = path.read_text("utf-8").replace("level: 正部级", "level: 副部级", 1)
    Path("other.yaml").write_text(same, "utf-8")
    assert gen("diff", "miit@2022", "./other.yaml", "--check").exit_code == 1


def test_diff_as_json_is_the_published_format(gen: Gen) -> None:
    found = json.loads(gen("diff", "miit@2019", "miit@2022", "--format", "json").stdout)
    assert found["format"] == "gen-changes/1"
    assert set(found) >= {"old", "new", "changes", "folded", "not_comparable", "ledger"}
    split = found["changes"][0]
    assert set(split) >= {
        "id", "subject", "kinds", "old", "new", "survivor", "status", "score", "evidence", "runner_up", "ruling", "redline",
    }  # fmt: skip
    assert (split["id"], split["kinds"], [side["id"] for side in split["new"]]) == (
        "U1",
        ["split"],
        ["装备工业一司", "装备工业二司"],
    )
    assert all(isinstance(ground, str) for ground in split["evidence"])
    assert found["ledger"]["unit"]["old"] == 88


def test_diff_writes_to_a_file_when_asked(gen: Gen) -> None:
    result = gen("diff", "miit@2019", "miit@2022", "--format", "markdown", "--lang", "en", "-o", "report.md")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "装备工业一司" in Path("report.md").read_text("utf-8")


def test_diff_shows_each_folded_case_only_when_asked(gen: Gen) -> None:
    later = json.loads(gen("show", "miit@2022", "--json").stdout)
    wording = later["duties"][0]["text"]
    wording["zh"] = wording["zh"].replace("，", "， ", 1)
    Path("later.json").write_text(json.dumps(later), "utf-8")
    assert "，{+ +}" not in gen("diff", "miit@2022", "later.json").stdout
    assert "，{+ +}" in gen("diff", "miit@2022", "later.json", "--all").stdout


def test_diff_reads_a_snapshot_by_its_path(gen: Gen) -> None:
    by_path = gen("diff", "snapshots/miit/2019.yaml", "snapshots/miit/2022.yaml", "--format", "json")
    assert by_path.stdout == gen("diff", "miit@2019", "miit@2022", "--format", "json").stdout


def test_brief_publishes_every_format_prints_the_paths_and_five_lines(gen: Gen) -> None:
    result = gen("brief", "miit@2019", "miit@2022")
    words = ["briefing.docx", "redline.docx", "comparison.docx"]
    names = ["briefing.pdf", *words, "briefing.html", "changes.xlsx", "changes.json", "briefing.md", "manifest.json"]
    paths, _, summary = result.stdout.partition("\n\n")
    assert paths.splitlines() == [f"out/miit/2019..2022/{name}" for name in names]
    assert len(summary.splitlines()) == 5
    assert set(written(Path("out"))) == {f"miit/2019..2022/{name}" for name in names}
    assert result.stderr == ""


def test_brief_of_a_body_takes_its_latest_two_releases(gen: Gen) -> None:
    assert gen("brief", "miit", "--format", "json,md").stdout.startswith("out/miit/2022..2025/changes.json\n")
    names = ("changes.json", "briefing.md", "manifest.json")
    assert set(written(Path("out"))) == {f"miit/2022..2025/{name}" for name in names}


def test_brief_uses_a_template_folder_of_the_users_own(gen: Gen) -> None:
    shutil.copytree(ROOT / "templates" / "briefing", "mine/house")
    Path("mine/house/briefing.md.j2").write_text("# {{ report.title }} of our house\n", "utf-8")
    assert gen("brief", "miit", "--format", "md", "--template", "mine/house").exit_code == 0
    assert Path("out/miit/2022..2025/briefing.md").read_text("utf-8").endswith("of our house\n")


def test_import_reports_what_it_found_and_writes_the_release(gen: Gen) -> None:
    result = gen("import", SEED, "--body", "test", "--release", "2008", "--licence", "official text")
    assert result.exit_code == 0
    assert "lines: 26 = 24 used + 0 with findings only + 2 not used" in result.stdout
    assert "written: snapshots/test/2008.yaml" in result.stdout
    assert gen("check", "test").exit_code == 0


def test_import_keeps_the_original_when_asked(gen: Gen) -> None:
    assert gen("import", SEED, "--body", "test", "--release", "2008", "--keep").exit_code == 0
    assert Path("snapshots/test/sources/miit-rules-2008.txt").read_bytes() == SEED.read_bytes()


def test_a_dry_run_writes_nothing(gen: Gen) -> None:
    before = written(Path())
    result = gen("import", SEED, "--body", "test", "--release", "2008", "--dry-run")
    assert (result.exit_code, written(Path())) == (0, before)
    assert "nothing was written" in result.stdout


def test_strict_import_writes_nothing_while_there_are_findings(gen: Gen) -> None:
    before = written(Path())
    seed = ROOT / "snapshots" / "miit" / "sources" / "miit-encyclopedia-2025.txt"
    result = gen("import", seed, "--body", "test", "--release", "2025", "--strict")
    assert (result.exit_code, written(Path())) == (2, before)
    assert "leave out --strict" in result.stderr


def test_doctor_says_that_this_machine_has_all_it_needs(gen: Gen) -> None:
    result = gen("doctor")
    assert result.exit_code == 0, result.stdout
    assert "MISSING" not in result.stdout


@pytest.mark.parametrize("name", ["snapshot", "changes"])
def test_schema_prints_a_json_schema(gen: Gen, name: str) -> None:
    assert json.loads(gen("schema", name).stdout)["$schema"].startswith("https://json-schema.org/")


def make(name: str, data: bytes) -> str:
    Path(name).write_bytes(data)
    return name


WRONG: dict[str, tuple[Callable[[], list[str | Path]], str]] = {
    "an empty file": (lambda: ["import", make("a.txt", b""), "--body", "b", "--release", "2020"], "a.txt: .*empty"),
    "a binary file": (lambda: ["import", make("a.txt", b"PK\x03\x04\x00\x00"), "--body", "b", "--release", "2020"], "a.txt: "),
    "bytes of no encoding": (lambda: ["import", make("a.txt", "职责".encode() + b"\xff\xff"), "--body", "b", "--release", "2020"], "byte"),
    "a form it does not have": (lambda: ["import", SEED, "--body", "b", "--release", "2020", "--as", "tree"], "it is no tree"),
    "an unknown form": (lambda: ["import", SEED, "--body", "b", "--release", "2020", "--as", "regulaton"], "regulation"),
    "a missing file": (lambda: ["import", "none.txt", "--body", "b", "--release", "2020"], "none.txt: No such file"),
    "a body that is a path": (lambda: ["import", SEED, "--body", "../b", "--release", "2020"], "is not a body id"),
    "a bad release": (lambda: ["import", SEED, "--body", "b", "--release", "2020-13"], "is not a release"),
    "a bad date": (lambda: ["import", SEED, "--body", "b", "--release", "2020", "--effective", "soon"], "is not a date"),
    "a release that exists": (lambda: ["import", SEED, "--body", "miit", "--release", "2019"], "miit@2019 exists already"),
    "an unknown body": (lambda: ["diff", "mit@2019", "miit@2022"], "did you mean miit?"),
    "an unknown release": (lambda: ["diff", "miit@2018", "miit@2022"], "did you mean 2019"),
    "a reference that is none": (lambda: ["show", "miit"], "BODY@RELEASE"),
    "an unknown format": (lambda: ["brief", "miit", "--format", "pdf,dox"], "did you mean docx?"),
    "an unknown template": (lambda: ["brief", "miit", "--template", "breifing"], "did you mean briefing?"),
    "three releases": (lambda: ["brief", "a", "b", "c"], "two releases, or one body"),
    "an out that is a file": (lambda: ["--out", make("o", b""), "brief", "miit", "--format", "json"], "cannot write o"),
    "a cyclic parent": (lambda: ["import", make("t.csv", b"key,parent,name\n1,2,A\n2,1,B\n"), "--body", "b", "--release", "2020"], "t.csv:"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_wrong_input_is_one_clear_line_on_stderr_and_changes_nothing(gen: Gen, case: str) -> None:
    make_words, message = WRONG[case]
    words = make_words()
    before = written(Path())
    result = gen(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    last = result.stderr.strip().splitlines()[-1]
    assert re.search(message, last), last
    assert "Traceback" not in result.stderr
    assert written(Path()) == before


def test_the_same_input_gives_the_same_bytes_whatever_the_hash_seed_and_locale(tmp_path: Path) -> None:
    published = []
    for seed, locale in (("1", "C"), ("2", "C.UTF-8")):
        env = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": f"UTC{seed}"}
        out = tmp_path / seed
        command = [
            sys.executable,
            "-m",
            "gen",
            "--store",
            str(ROOT / "snapshots"),
            "--out",
            str(out),
            "brief",
            "miit@2019",
            "miit@2022",
        ]
        subprocess.run(command, check=True, env=env, cwd=tmp_path, capture_output=True)
        published.append(written(out))
    assert published[0] == published[1]


def test_help_loads_nothing_but_click(tmp_path: Path) -> None:
    code = "import sys; from gen.cli import main; print(sorted(m for m in sys.modules if m.split('.')[0] in ('pydantic', 'jinja2', 'weasyprint', 'docx', 'yaml', 'rjieba')))"
    result = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=tmp_path)
    assert result.stdout.strip() == "[]"


def test_an_interrupt_exits_with_2_and_leaves_nothing(gen: Gen, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gen.briefing.artefacts", interrupted)
    result = gen("brief", "miit", "--format", "json")
    assert (result.exit_code, result.stderr) == (2, "\ngen: stopped before it was done\n")
    assert not Path("out").exists()


def called(*words: str, out: int = subprocess.PIPE, err: int = subprocess.PIPE) -> tuple[int, str | None, str | None]:
    """The exit code of gen as a process of its own, and what it printed to streams that take it."""
    command = [sys.executable, "-P", "-m", "gen", *words]
    ran = subprocess.run(command, stdout=out, stderr=err, encoding="utf-8", check=False)
    return ran.returncode, ran.stdout, ran.stderr


@pytest.fixture
def full() -> Iterator[int]:
    """A stream on a disk that is full."""
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with Path("/dev/full").open("w") as file:
        yield file.fileno()


def test_a_result_that_is_lost_is_told_and_counts_as_no_difference(gen: Gen, full: int) -> None:
    said = "gen: cannot write standard output: No space left on device; nothing was changed there\n"
    assert called("diff", "miit@2019", "miit@2022", "--check", out=full) == (2, None, said)


def test_an_error_that_cannot_be_told_keeps_its_exit_code(gen: Gen, full: int) -> None:
    assert called("show", "miit@1900", err=full) == (2, "", None)


def test_a_run_whose_words_nobody_takes_goes_on(gen: Gen, full: int) -> None:
    Path("gen.toml").write_text(f'[body.a]\nsources = ["none"]\n[body.b]\nsources = ["{SEED.as_posix()}"]\n')
    reader, closed = os.pipe()
    os.close(reader)
    for stream in (full, closed):
        assert called("run", err=stream) == (3, "", None)
    os.close(closed)
    states = {one["body"]: one["state"] for one in json.loads(gen("status", "--json").stdout)["bodies"]}
    assert states == {"a": "failed", "b": "fine"}


@pytest.mark.parametrize("lost", [CannotWrite("standard output", "Input/output error"), BrokenPipeError()])
def test_a_terminal_that_is_gone_stops_no_run(gen: Gen, monkeypatch: pytest.MonkeyPatch, lost: Exception) -> None:
    def gone(_: str) -> None:
        raise lost

    Path("gen.toml").write_text("[body.miit]\n[brief]\nformats = ['json']\n")
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True, raising=False)
    monkeypatch.setattr("gen.cli.unattended._show", gone)
    assert (gen("run").exit_code, gen("run").stderr) == (0, "")
