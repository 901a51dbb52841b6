"""A redline goes to a reviewer's office program and to the command line, and comes back as a release."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gen.cli import main
from gen.office import installed
from gen.store import Store
from tests.accepted import office, reviewing
from tests.accepted.reviewing import held, redline, reviewed, shape, taken
from tests.render.redlines import NEW, OLD

REFS = ("miit@2019", "miit@2022")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return held(tmp_path / "snapshots", OLD, NEW)


def gen(folder: Path, *words: object) -> Result:
    result = CliRunner().invoke(main, ["--store", str(folder / "snapshots"), *map(str, words)])
    assert "Traceback" not in result.output
    return result


@pytest.mark.real
def test_what_libreoffice_saved_is_read_back(store: Store, tmp_path: Path) -> None:
    found = installed()
    if not found:
        pytest.skip("LibreOffice (soffice) is not installed")
    data = reviewing.commented(redline(store, REFS), "承办交办事项", "李审核", "请核对。")
    whole = [taken(store, tmp_path, office.reviewed(found, tmp_path, data, *some)) for some in ((), ("*",))]
    assert [shape(one.reading.snapshot) for one in whole] == [shape(NEW), shape(OLD)]
    part = taken(store, tmp_path, office.reviewed(found, tmp_path, data, "和政策", "研究院", "二处", accept=False))
    some = part.reading.snapshot
    assert [one.name.zh for one, _ in some.walk()] == [
        "规划司", "一处", "二处", "办公厅", "装备工业一司", "装备工业二司", "科技司", "信息中心",
    ]  # fmt: skip
    assert some.duties[0].text == OLD.duties[0].text
    assert (some.posts, some.staffing) == (NEW.posts, NEW.staffing)
    assert sum(outcome == "rejected" for _, outcome in part.outcomes) == 3
    assert [(one.kind, one.text, one.about) for one in some.findings] == [
        ("comment", "李审核: 请核对。", some.duties[1].id)
    ]


def test_the_command_writes_the_release_and_says_what_became_of_each_change(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "back.docx"
    file.write_bytes(reviewed(redline(store, REFS), lambda name, _: name == "_gen_o3_n3"))
    result = gen(tmp_path, "import", file, "--accepted", "--release", "2023", "--keep")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "miit@2023: read as redline, effective 2023"
    assert lines[-4:-1] == ["changes: 13, 12 accepted, 1 rejected", "  rejected: D3", "rulings: 0"]
    assert lines[-1].startswith("written: ")
    assert store.load("miit@2023").snapshot.duties[0].text == OLD.duties[0].text
    assert gen(tmp_path, "check").exit_code == 0
    again = gen(tmp_path, "import", file, "--accepted", "--release", "2023")
    assert (again.exit_code, "pass --replace" in again.stderr) == (2, True)


def test_a_dry_run_writes_nothing(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "back.docx"
    file.write_bytes(redline(store, REFS))
    before = sorted(path.name for path in store.root.rglob("*"))
    result = gen(tmp_path, "import", file, "--accepted", "--dry-run", "--body", "miit")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "dry run: nothing was written")
    assert sorted(path.name for path in store.root.rglob("*")) == before


def test_without_accepted_the_choice_is_explained(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "back.docx"
    file.write_bytes(redline(store, REFS))
    result = gen(tmp_path, "import", file, "--body", "miit", "--release", "2023")
    assert result.exit_code == 2
    assert result.stderr == (
        "gen: cannot read back.docx: it is a redline made by gen, which holds the old text and the new one; "
        "take it back with --accepted: what a reviewer left tracked in it then counts as accepted "
        "(--accept and --reject are for other Word files with tracked changes)\n"
    )


@pytest.mark.parametrize("missing", ["body", "release"])
def test_any_other_document_needs_a_body_and_a_release(tmp_path: Path, missing: str) -> None:
    file = tmp_path / "text.txt"
    file.write_text("== 职责 ==\n", encoding="utf-8")
    given = [word for name in ("body", "release") if name != missing for word in (f"--{name}", "2023")]
    result = gen(tmp_path, "import", file, *given)
    assert (result.exit_code, f"Missing option '--{missing}'" in result.stderr) == (2, True)
