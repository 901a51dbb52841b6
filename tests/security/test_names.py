"""Names from outside: of bodies, releases, files and units. None becomes a path, a line of its own or a command."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gen.cli import main

TABLE = "name,parent,duty\n{},,甲\n"
PATHS = (
    "..",
    ".",
    "../x",
    "/etc/passwd",
    "a/b",
    "a\\b",
    "con",
    "nul.x",
    "lpt1",
    "a\0b",
    "甲",
    "A",
    "a" * 300,
    "-x",
    "a\u202eb",
)
FILES = (
    "<img src=x onerror=alert(1)>.csv",
    "a\u202evsc.exe.csv",
    "\x1b[31mred\x1b[0m.csv",
    "two\nlines.csv",
    "=cmd|'C calc'!A0.csv",
    "é".join(("e\u0301", ".csv")),
    "长" * 80 + ".csv",
    "con.csv",
    "[trade].csv",
)
UNITS = (
    "../../etc/passwd",
    "=1+1",
    "<script>alert(1)</script>",
    "\u202e甲司",
    "con",
    "长" * 300,
    "{{ 7*7 }}",
    "甲\u0301司",
)


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--store", str(folder / "store"), "--out", str(folder / "out"), *words])


def brought(folder: Path, name: str, unit: str = "办公厅", release: str = "2019") -> Result:
    file = folder / name
    file.write_text(TABLE.format(f'"{unit}"'), "utf-8")
    return run(folder, "import", str(file), "--body", "b", "--release", release)


def files(folder: Path) -> set[str]:
    """The files below the folder, but for the schema that stands in every store."""
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    return found - {"store/snapshot.schema.json"}


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize("option", ["--body", "--release"])
def test_what_is_no_id_makes_no_folder_and_no_file(option: str, name: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TABLE.format("甲"), "utf-8")
    words = {"--body": "b", "--release": "2019", option: name}
    found = run(tmp_path, "import", str(tmp_path / "a.csv"), *(word for pair in words.items() for word in pair))
    assert (found.exit_code, files(tmp_path)) == (2, {"a.csv"})


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_name_is_one_line_of_text_and_no_path(name: str, tmp_path: Path) -> None:
    found = brought(tmp_path, name)
    assert not set("\x1b\u202e\0") & set(found.output)
    assert files(tmp_path) - {name} <= {"store/b/2019.yaml"}


@pytest.mark.parametrize("unit", UNITS)
def test_the_name_of_a_unit_names_no_file(unit: str, tmp_path: Path) -> None:
    assert brought(tmp_path, "a.csv", unit).exit_code == 0
    assert files(tmp_path) == {"a.csv", "store/b/2019.yaml"}
    shown = run(tmp_path, "show", "b@2019").output
    assert not set("\x1b\u202e") & set(shown)
    assert "49" not in shown


MARKS = "\u202e\u2066\u200b\u061c\ufeff\u2028\u2029\U000e0041"
COMMANDS = (
    (0, "show", "b@2019"),
    (0, "diff", "b@2019", "b@2020"),
    (0, "diff", "b@2019", "b@2020", "--format", "markdown"),
    (0, "review", "b@2019", "b@2020", "--who", f"a{MARKS}"),
    (0, "releases"),
    (2, "check"),
    (2, "check", "--deep"),
    (0, "import", "c.csv", "--body", "b", "--release", "2021", "--explain"),
    (2, "import", f"a{MARKS}\x1b[31m.csv", "--body", "b", "--release", "2021"),
    (2, "show", f"b{MARKS}\x1b@2019"),
    (2, "brief", "b", "--template", f"a{MARKS}\x1b"),
    (2, "template", "check", f"a{MARKS}\x1b"),
)


def unseen(text: str) -> set[str]:
    """The controls, direction marks and line separators in what a command printed."""
    return {f"{ord(c):04X}" for c in text if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") and c not in "\n\t"}


@pytest.mark.parametrize(("code", "words"), [(code, words) for code, *words in COMMANDS])
def test_no_command_prints_a_control_or_a_mark_that_is_not_seen(
    code: int, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for release, unit in (("2019", f"甲{MARKS}司"), ("2020", f"甲{MARKS}局")):
        assert brought(tmp_path, "c.csv", unit, release).exit_code == 0
    for name in (f"x{MARKS}", "\x1b[31m", "\x9bq"):
        (tmp_path / "store" / name).mkdir()
        (tmp_path / "store/b" / f"{name}.yaml").write_text(f"{name}: 1", "utf-8")
        (tmp_path / "out" / name / "2019..2020").mkdir(parents=True)
        (tmp_path / "out" / name / "2019..2020/manifest.json").write_text("{}", "utf-8")
    found = run(tmp_path, *words)
    assert (found.exit_code, unseen(found.output), bool(found.output)) == (code, set(), True)


def test_the_same_name_composed_in_two_ways_is_no_renaming(tmp_path: Path) -> None:
    brought(tmp_path, "a.csv", "Caf\u00e9 Office")
    brought(tmp_path, "b.csv", "Cafe\u0301 Office", "2020")
    assert json.loads(run(tmp_path, "diff", "b@2019", "b@2020", "--format", "json").output)["changes"] == []


def test_the_explained_source_is_text_in_its_page(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TABLE.format("<script>alert(1)</script>"), "utf-8")
    told = ("--body", "b", "--release", "2019", "--dry-run", "--explain-to", str(tmp_path / "page.html"))
    assert run(tmp_path, "import", str(tmp_path / "a.csv"), *told).exit_code == 0
    assert "<script>alert" not in (tmp_path / "page.html").read_text("utf-8")
