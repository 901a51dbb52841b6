"""What gen doctor finds, on a machine that has everything and on machines that lack a part each."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gen import doctor
from gen.doctor import Check, examine, remedy
from gen.errors import CannotRead, Fault, Place


class FakeStore:
    """Two bodies with two releases each; `faults` of them wrong."""

    faults = 0

    def __init__(self, root: Path) -> None:
        self.root = root

    def bodies(self) -> tuple[str, ...]:
        return "miit", "ndrc"

    def releases(self, body: str) -> tuple[str, ...]:
        return "2019", "2022"

    def check(self) -> tuple[Fault, ...]:
        return (Fault(Place("miit/2019.yaml", 3, 1), "unknown key"),) * self.faults


class BrokenStore(FakeStore):
    def check(self) -> tuple[Fault, ...]:
        raise CannotRead("snapshots/miit/2019.yaml", "permission denied")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(doctor, "Store", FakeStore)
    return tmp_path


def named(checks: tuple[Check, ...], name: str) -> Check:
    return next(check for check in checks if check.name == name)


def test_a_machine_that_was_set_up_lacks_nothing(store: Path) -> None:
    (store / "gen.toml").write_text("")
    checks = examine(store, store / "out", store / "gen.toml")
    assert [check for check in checks if not check.ok] == []
    assert remedy(checks) == ""


def test_every_runtime_library_is_looked_at(store: Path) -> None:
    names = {check.name for check in examine(store, store)}
    assert {"Python", "click", "python-docx", "pyyaml", "weasyprint", "Pango", "store", "out"} <= names


def test_a_library_that_only_makes_gen_faster_and_no_set_up_installs_is_not_looked_for(store: Path) -> None:
    assert not {check.name for check in examine(store, store)} & {"fast-diff-match-patch"}


def test_a_library_that_is_too_old_is_told_with_both_versions() -> None:
    check = doctor._library("click>=99.0")
    assert (check.ok, check.required, check.fix) == (False, True, "make setup")
    assert check.found.endswith(", needs 99.0")


@pytest.mark.parametrize("requirement", ["no-such-library>=1", "pip-but-not-there"])
def test_a_library_that_is_not_there_is_told(requirement: str) -> None:
    assert doctor._library(requirement).found.startswith("cannot be loaded: ")


def test_a_library_whose_files_are_gone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert not doctor._library("xlsxwriter>=3").ok


@pytest.mark.parametrize(
    ("less", "more"), [("9.10", "10.1"), ("1.2", "1.2.1"), ("3.1.6", "3.1.10"), ("1+local9", "1.1")]
)
def test_versions_compare_as_numbers(less: str, more: str) -> None:
    assert doctor._numbers(less) < doctor._numbers(more)


def test_without_pango_there_is_one_check_that_says_no_pdfs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint.text", None)
    (check,) = doctor._drawing()
    assert (check.name, check.ok, check.fix) == ("Pango", False, "make setup")
    assert check.found.startswith("no PDFs: ")


def test_without_the_harfbuzz_subsetter_pdfs_are_slow_but_not_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.text import ffi

    monkeypatch.setattr(ffi, "harfbuzz_subset", None)
    check = named(tuple(doctor._drawing()), "HarfBuzz subset")
    assert (check.ok, check.required) == (False, False)
    assert "30 times" in check.found


def test_a_machine_without_fonts_lacks_every_role(tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text(
        f'<?xml version="1.0"?><fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>'
    )
    lines = "from gen.doctor import _drawing\nfor c in _drawing(): print(c.name, c.ok, c.required, sep='|')"
    told = subprocess.run(
        [sys.executable, "-c", lines],
        env={"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
    )
    assert "characters|False|True" in told.stdout.splitlines()
    assert told.stdout.splitlines()[-len(doctor.FONTS) :] == [f"font, {role}|False|False" for role in doctor.FONTS]


@pytest.mark.parametrize("family", sorted({family for stack in doctor.FONTS.values() for family in stack}))
def test_every_font_looked_for_is_one_the_briefing_asks_for(family: str) -> None:
    styles = (Path(__file__).parents[1] / "templates" / "briefing").glob("*.css")
    assert any(f'"{family}"' in style.read_text("utf-8") for style in styles)


@pytest.mark.parametrize("family", sorted({family for stack in doctor.OFFICIAL_FONTS.values() for family in stack}))
def test_every_official_font_looked_for_is_one_the_official_layout_asks_for(family: str) -> None:
    style = Path(__file__).parents[1] / "templates" / "gbt9704" / "official.css"
    assert f'"{family}"' in style.read_text("utf-8")


def test_the_face_that_stands_in_for_an_official_one_is_told() -> None:
    families = frozenset({"Noto Serif CJK SC"})
    check = doctor._official_font("仿宋, official text", ("FangSong", "STFangsong"), families, "fix")
    said = "Noto Serif CJK SC stands in; for the true face install one of FangSong, STFangsong"
    assert check == Check("font, 仿宋, official text", True, said, "fix", required=False)
    assert doctor._official_font("仿宋, official text", ("FangSong",), families | {"FangSong"}, "").found == "FangSong"
    assert not doctor._official_font("仿宋, official text", ("FangSong",), frozenset(), "").ok


def test_a_store_with_faults_is_told_with_their_number(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeStore, "faults", 3)
    check = doctor._store(store)
    assert (check.ok, check.found, check.fix) == (False, "2 bodies, 4 releases, 3 faults", "gen check")


def test_a_store_that_cannot_be_read_is_a_finding_not_a_crash(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "Store", BrokenStore)
    assert doctor._store(store).found == "cannot read snapshots/miit/2019.yaml: permission denied"


def test_no_store_yet_is_no_fault(tmp_path: Path) -> None:
    check = doctor._store(tmp_path / "snapshots")
    assert (check.ok, check.required) == (False, False)


def test_a_store_that_is_a_file_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "snapshots").touch()
    check = doctor._store(tmp_path / "snapshots")
    said = f"{tmp_path}/snapshots is no folder; --store DIR names another"
    assert (check.ok, check.required, check.found) == (False, True, said)


def test_out_may_be_made_when_it_is_not_there_yet(tmp_path: Path) -> None:
    assert doctor._out(tmp_path / "new" / "out").ok
    assert list(tmp_path.iterdir()) == []


def test_out_that_is_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    assert not doctor._out(tmp_path / "out").ok


def test_one_command_mends_everything_and_says_nothing_twice() -> None:
    lacking = [
        Check("a", False, "", "make setup"),
        Check("b", False, "", "make setup"),
        Check("c", False, "", "gen check"),
    ]
    fine = [Check("d", True, "", "make tea"), Check("e", False, "no command helps")]
    assert remedy([*lacking, *fine]) == "make setup && gen check"


def test_outside_a_checkout_the_command_is_the_package_managers(monkeypatch: pytest.MonkeyPatch) -> None:
    there: set[str] = set()
    monkeypatch.setattr(doctor.shutil, "which", lambda name: name if name in there else None)
    assert doctor._by_setup(doctor._system_command()) == ""
    there.add("brew")
    assert doctor._system_command().startswith("brew install pango ")
    there.add("apt-get")
    assert doctor._by_setup(doctor._system_command()).startswith("sudo apt-get install ")


def test_doctor_and_setup_name_the_same_system_packages() -> None:
    setup = (Path(__file__).parents[1] / "setup.sh").read_text("utf-8")
    assert f'required="{" ".join(doctor.SYSTEM_PACKAGES)}"' in setup


def configuration(folder: Path, text: str, **environment: str) -> list[tuple[str, bool, str]]:
    file = folder / "gen.toml"
    file.write_text(text, "utf-8")
    checks = doctor._configuration(file, environment)
    return [(check.name, check.required, check.found) for check in checks if not check.ok]


HOOK = '[webhook]\nurl = "https://x"\nsecret = {{ {} }}\n'


def test_a_configuration_that_is_in_order_raises_no_complaint(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    text = '[body.a]\nsources = ["in", "https://x"]\n' + HOOK.format('env = "HOOK"')
    assert configuration(tmp_path, text, HOOK="hunter2") == []


def test_without_a_configuration_nothing_that_is_required_is_missing() -> None:
    (check,) = doctor._configuration(None, {})
    assert (check.ok, check.found) == (True, "no gen.toml here or above; gen init writes one for gen run")


def test_a_faulty_configuration_is_told_with_its_first_fault(tmp_path: Path) -> None:
    (told,) = configuration(tmp_path, "stone = 1\nouts = 2\njob = 1\n")
    assert told == (
        "configuration",
        True,
        f"{tmp_path}/gen.toml:1:1: unknown key 'stone'; did you mean store? (and 2 more)",
    )
    ((name, _, found),) = [(c.name, c.ok, c.found) for c in doctor._configuration(tmp_path, {})]
    assert (name, found) == ("configuration", f"cannot read {tmp_path}: Is a directory")


def test_sources_that_are_gone_and_secrets_that_cannot_be_had_are_told(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("hunter2")
    (tmp_path / "s").chmod(0o644)
    told = configuration(tmp_path, '[body.a]\nsources = ["in"]\n' + HOOK.format('file = "s"'))
    assert [(name, required) for name, required, _ in told] == [("sources", False), ("secret, webhook", True)]
    assert told[0][2] == f"no {tmp_path}/in of a"
    assert "others may read this secret (mode 0644); chmod 600" in told[1][2]
    ((name, required, found),) = configuration(tmp_path, HOOK.format('env = "HOOK"'))
    assert (name, required, found) == ("secret, webhook", False, "secret 'the variable HOOK' is not set to anything")
