"""The wheel, built and installed as a stranger would, in an empty folder."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

REPO = Path(__file__).parents[1]
PUBLISHED = {
    "briefing.pdf", "briefing.docx", "redline.docx", "comparison.docx", "briefing.html", "briefing.md", "changes.json",
    "changes.xlsx", "manifest.json",
}  # fmt: skip

pytestmark = pytest.mark.real


def done(command: list[str], cwd: Path | None = None) -> str:
    told = subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(REPO)]
    done(build)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a virtual environment that has the wheel, and borrows only the libraries of this one."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    done(install)
    return python.parent


def gen(installed: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(installed / "gen"), *arguments]
    env = {"PATH": "/usr/bin:/bin", "HOME": str(cwd)}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False)


def test_the_wheel_holds_the_program_every_template_and_the_licence_and_nothing_else(wheel: Path) -> None:
    files = (path for path in (REPO / "templates").rglob("*") if path.is_file())
    templates = {f"gen/templates/{path.relative_to(REPO / 'templates').as_posix()}" for path in files}
    names = set(zipfile.ZipFile(wheel).namelist())
    assert templates
    assert templates <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {name.split("/")[0] for name in names} == {"gen", f"{'-'.join(wheel.name.split('-')[:2])}.dist-info"}
    assert [name for name in names if "__pycache__" in name] == []


def test_help_works_in_an_empty_folder_and_leaves_it_empty(installed: Path, tmp_path: Path) -> None:
    told = gen(installed, tmp_path, "--help")
    assert (told.stderr, told.returncode) == ("", 0)
    assert "brief" in told.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_briefing_of_a_copied_store_is_published_in_every_format(installed: Path, tmp_path: Path) -> None:
    shutil.copytree(REPO / "snapshots", tmp_path / "snapshots")
    told = gen(installed, tmp_path, "brief", "miit@2019", "miit@2022")
    assert (told.stderr, told.returncode) == ("", 0)
    out = tmp_path / "out" / "miit" / "2019..2022"
    assert {path.name for path in out.iterdir() if path.stat().st_size} >= PUBLISHED
    assert (out / "briefing.pdf").read_bytes().startswith(b"%PDF-")
    assert json.loads((out / "changes.json").read_bytes())["format"] == "gen-changes/1"
    assert "out/miit/2019..2022/briefing.pdf" in told.stdout


def test_the_installed_program_is_the_wheels_not_the_checkouts(installed: Path, tmp_path: Path) -> None:
    asked = [str(installed / "python"), "-c", "import gen; print(gen.__file__)"]
    assert Path(done(asked, tmp_path).strip()).is_relative_to(installed.parent)
