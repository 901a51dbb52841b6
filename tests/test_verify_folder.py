"""A published set is proved against the record: what was tampered with, mixed, lost, added or is stale is named."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from gen import manifest, verify
from gen.briefing import compare, files, put, whole
from gen.cli import main
from gen.errors import CannotRead, FaultyFile
from gen.model.ruling import Ruling
from gen.store import Store
from gen.template import copy, load
from gen.verify import Checked, verify_folder
from tests.render.redlines import NEW, OLD

QUICK = "docx,html,xlsx,json,md"
SET = [
    "briefing.docx",
    "redline.docx",
    "comparison.docx",
    "briefing.html",
    "changes.xlsx",
    "changes.json",
    "briefing.md",
]
ANEW = "publish it anew with gen brief"


def published(store: Store, out: Path, wanted: str = QUICK, template: str = "briefing", **how: Any) -> Path:
    comparison = compare(store, ("miit@2019", "miit@2022"), how.pop("language", "zh"))
    look = load(template, comparison.report.language, how.pop("sets", ()))
    made = whole(comparison, files(wanted), look, lambda _: None, **how)
    return put(comparison, out, made, lambda _: None)[0].parent


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("published")
    store = Store(root / "snapshots")
    store.save(OLD)
    store.save(NEW)
    published(store, root / "out")
    return root


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A set of another run: the new snapshot was another one."""
    root = tmp_path_factory.mktemp("other")
    store = Store(root / "snapshots")
    store.save(OLD)
    store.save(NEW.model_copy(update={"title": "另一份"}))
    return published(store, root / "out")


@pytest.fixture
def root(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "here"))


def folder(root: Path) -> Path:
    return root / "out" / "miit" / "2019..2022"


def checked(root: Path, **how: Any) -> Checked:
    return verify_folder(folder(root), Store(root / "snapshots"), lambda _: None, **how)


def faults(root: Path, **how: Any) -> list[tuple[str, str]]:
    return [(Path(fault.place.file).name, fault.what) for fault in checked(root, **how).faults]


def restated(root: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    """Edits the manifest, which states every file as it is now."""
    stated_as_they_are(folder(root), change)


def stated_as_they_are(here: Path, change: Callable[[dict[str, Any]], Any] = lambda _: None) -> None:
    file = here / "manifest.json"
    stated = json.loads(file.read_text("utf-8"))
    for one in stated["files"]:
        data = (here / one["name"]).read_bytes()
        one["size"], one["sha256"] = len(data), manifest.sha256(data)
    change(stated)
    file.write_text(json.dumps(stated, ensure_ascii=False), "utf-8")


def edited(file: Path, old: str, new: str, part: str = "") -> None:
    """Replaces words in a file, or in one part of a package."""
    if not part:
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")
        return
    out, data = io.BytesIO(), file.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        assert old.encode() in before.read(part)
        for name in before.namelist():
            held = before.read(name)
            after.writestr(name, held.replace(old.encode(), new.encode()) if name == part else held)
    file.write_bytes(out.getvalue())


def test_a_set_as_it_was_published_is_proved_file_by_file(root: Path) -> None:
    fine = tuple(f"{name}: as the record gives it, byte for byte" for name in SET)
    assert checked(root) == Checked(fine, (), ())


def test_a_file_changed_since_is_named(root: Path) -> None:
    edited(folder(root) / "briefing.md", "装备工业一司", "装备工业三司")
    what = "has been changed since it was published: its bytes are not those the manifest lists"
    assert faults(root) == [("briefing.md", what)]


@pytest.mark.parametrize(
    ("name", "part", "told"),
    [
        ("briefing.md", "", "is not what the record gives"),
        ("briefing.html", "", "is not what the record gives"),
        ("changes.json", "", "is not what the record gives"),
        ("changes.xlsx", "xl/sharedStrings.xml", "is not what the record gives: its xl/sharedStrings.xml differs"),
        ("briefing.docx", "word/document.xml", "is not what the record gives: its word/document.xml differs"),
        ("redline.docx", "word/document.xml", "is not what the record gives: its word/document.xml differs"),
        ("comparison.docx", "word/document.xml", "is not what the record gives: its word/document.xml differs"),
    ],
)
def test_a_file_changed_along_with_the_manifest_is_found_against_the_record(
    root: Path, name: str, part: str, told: str
) -> None:
    edited(folder(root) / name, "工业和信息化部", "工业和信息产业部", part)
    restated(root, lambda _: None)
    assert faults(root) == [(name, told)]


def test_a_package_compressed_otherwise_is_the_same(root: Path) -> None:
    edited(folder(root) / "changes.xlsx", "<sst", "<sst", "xl/sharedStrings.xml")
    restated(root, lambda _: None)
    assert checked(root).fine[4] == "changes.xlsx: as the record gives it, only compressed otherwise"
    assert checked(root).faults == ()


def test_a_file_that_is_missing_and_one_too_many_are_named(root: Path) -> None:
    (folder(root) / "changes.xlsx").unlink()
    (folder(root) / "notes.txt").write_text("x")
    assert faults(root) == [
        ("changes.xlsx", "is missing, although the manifest lists it"),
        ("notes.txt", "is not of this set: the manifest does not list it"),
    ]


@pytest.mark.parametrize("name", SET)
def test_a_file_of_another_run_is_told_by_the_snapshots_it_states(root: Path, other: Path, name: str) -> None:
    shutil.copy(other / name, folder(root))
    ((file, what),) = faults(root)
    assert file == name
    assert what.startswith("is of another run: it does not state miit@2022 with sha256 ")


def test_a_file_in_another_language_is_not_of_the_set(root: Path, tmp_path: Path) -> None:
    english = published(Store(root / "snapshots"), tmp_path / "english", "md", language="en")
    shutil.copy(english / "briefing.md", folder(root))
    restated(root, lambda _: None)
    assert faults(root) == [("briefing.md", "is not what the record gives")]


def test_a_snapshot_changed_since_makes_the_set_stale(root: Path) -> None:
    Store(root / "snapshots").save(NEW.model_copy(update={"title": "新题"}), replace=True)
    ((name, what),) = faults(root)
    assert name == "manifest.json"
    assert what.startswith("is stale: miit@2022 had the sha256 ")
    assert checked(root).fine[0] == "briefing.docx: as the manifest lists it; not compared with the record"


def test_a_ruling_made_since_makes_the_set_stale(root: Path) -> None:
    ids = {unit.name.zh: unit.id for unit, _ in (*OLD.walk(), *NEW.walk())}
    ruling = Ruling(
        id="r1", verdict="same", old_release="2019", new_release="2022", who="x", when="2022-01-01",
        old=(ids["装备工业司"],), new=(ids["装备工业一司"],),
    )  # fmt: skip
    Store(root / "snapshots").rule("miit", [ruling])
    assert faults(root) == [("manifest.json", "is stale: rulings made or changed since give other changes")]


def test_a_release_the_store_lacks_is_named_and_may_be_given_as_a_file(root: Path) -> None:
    (root / "snapshots" / "miit" / "2022.yaml").rename(root / "2022.yaml")
    ((name, what),) = faults(root)
    assert (name, what[:47]) == ("manifest.json", "nothing can be made anew: no release '2022' in ")
    given = (str(root / "snapshots/miit/2019.yaml"), str(root / "2022.yaml"))
    assert faults(root, refs=given) == []


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("ids", ["U1"], "states other ids than the changes have"),
        ("counts", {}, "states other counts than the changes give"),
        ("changes", "0" * 64, "states other changes than the record gives"),
    ],
)
def test_what_a_manifest_misstates_is_named(root: Path, key: str, value: object, told: str) -> None:
    restated(root, lambda stated: stated.update({key: value}))
    assert ("manifest.json", told) in faults(root)


def test_an_id_the_manifest_adds_is_missed_in_every_file(root: Path) -> None:
    restated(root, lambda stated: stated["ids"].append("U99"))
    assert [what for _, what in faults(root)][1:] == ["says nothing of U99"] * len(SET)


@pytest.mark.parametrize("name", ["../escape.md", "/etc/passwd", ".hidden", ""])
def test_a_manifest_that_names_what_is_no_file_beside_it_is_refused(root: Path, name: str) -> None:
    file = folder(root) / "manifest.json"
    file.write_text(file.read_text("utf-8").replace('briefing.md"', name + '"'), "utf-8")
    with pytest.raises(FaultyFile, match="name"):
        checked(root)


def test_a_folder_without_a_manifest_is_refused(root: Path) -> None:
    (folder(root) / "manifest.json").unlink()
    with pytest.raises(CannotRead, match=r"there is no manifest\.json in it; name a folder that gen brief published"):
        checked(root)


def test_a_file_replaced_by_a_link_is_named_beside_the_others(root: Path) -> None:
    (folder(root) / "briefing.md").rename(root / "elsewhere.md")
    (folder(root) / "briefing.md").symlink_to(root / "elsewhere.md")
    found = checked(root)
    assert len(found.fine) == len(SET) - 1
    ((place, what, _),) = found.faults
    assert (Path(place.file).name, what.endswith("it is a symbolic link")) == ("briefing.md", True)


def test_a_package_that_cannot_be_opened_is_named(root: Path) -> None:
    (folder(root) / "briefing.docx").write_bytes(b"PK")
    ((name, what),) = faults(root)
    assert (name, "intact" in what) == ("briefing.docx", True)


def test_a_template_of_the_staffs_own_is_asked_for_and_then_used(root: Path) -> None:
    own = root / "house"
    copy("briefing", own)
    edited(own / "briefing.md.j2", "# {{ report.title | md }}", "# 本局 {{ report.title | md }}")
    shutil.rmtree(folder(root))
    published(Store(root / "snapshots"), root / "out", "md,json", str(own))
    assert faults(root) == [("manifest.json", "the set was made with the template 'house', which is none of gen's")]
    assert faults(root, template=str(own)) == []
    edited(own / "briefing.md.j2", "本局", "我局")
    assert faults(root, template=str(own)) == [("manifest.json", "the template has changed since: briefing.md.j2")]


def test_what_other_libraries_lay_out_otherwise_is_compared_by_its_text(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited(folder(root) / "changes.xlsx", "<sst", '<sst other=""', "xl/sharedStrings.xml")
    edited(folder(root) / "briefing.md", "工业和信息化部", "工业和信息产业部")
    restated(root, lambda _: None)
    monkeypatch.setattr(verify, "made_with", lambda: {**manifest.made_with(), "xlsxwriter": "0"})
    found = checked(root)
    version = manifest.made_with()["xlsxwriter"]
    assert found.notes == (f"changes.xlsx: its layout differs here (xlsxwriter {version} then, 0 now)",)
    assert [(Path(one.place.file).name, one.todo) for one in found.faults] == [("briefing.md", ANEW)]


def test_the_options_of_a_run_are_kept(root: Path) -> None:
    published(Store(root / "snapshots"), root / "out", "redline", moves=True)
    assert faults(root) == []
    restated(root, lambda stated: stated.update({"options": []}))
    assert [name for name, _ in faults(root)] == ["redline.docx"]


def test_publishing_other_formats_removes_what_the_set_no_longer_has_and_nothing_else(root: Path) -> None:
    (folder(root) / "notes.txt").write_text("mine")
    edited(folder(root) / "briefing.docx", "工业和信息化部", "工业和信息产业部", "word/document.xml")
    published(Store(root / "snapshots"), root / "out", "json")
    left = sorted(file.name for file in folder(root).iterdir())
    assert left == ["briefing.docx", "changes.json", "manifest.json", "notes.txt"]
    assert [name for name, _ in faults(root)] == ["briefing.docx", "notes.txt"]


def test_a_manifest_of_another_program_is_replaced_and_nothing_is_removed(root: Path) -> None:
    (folder(root) / "manifest.json").write_text("{}")
    told: list[str] = []
    comparison = compare(Store(root / "snapshots"), ("miit@2019", "miit@2022"))
    put(comparison, root / "out", whole(comparison, ["changes.json"], load("briefing", "zh"), told.append), told.append)
    assert [line.partition(" was none")[0] for line in told] == ["the manifest.json that stood there"]
    assert len(list(folder(root).iterdir())) == len(SET) + 1


def test_the_same_input_publishes_the_same_manifest(root: Path, once: Path) -> None:
    before = (folder(once) / "manifest.json").read_bytes()
    assert (published(Store(root / "snapshots"), root / "again") / "manifest.json").read_bytes() == before


def gen(root: Path, *given: object) -> Result:
    return CliRunner().invoke(main, ["--store", str(root / "snapshots"), "verify", *map(str, given)])


def test_the_command_tells_a_line_a_file_and_exits_with_0(root: Path) -> None:
    result = gen(root, folder(root))
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f"{name}: as the record gives it, byte for byte" for name in SET] + [
        "no faults"
    ]


def test_the_command_names_each_fault_with_what_to_do_and_exits_with_2(root: Path) -> None:
    file = folder(root) / "briefing.md"
    file.write_bytes(file.read_bytes() + b"x")
    result = gen(root, folder(root))
    what = "has been changed since it was published: its bytes are not those the manifest lists"
    assert (result.exit_code, result.stdout.splitlines()[-2:]) == (2, [f"{file}: {what}; {ANEW}", "1 fault"])


def test_the_command_takes_both_releases_or_neither(root: Path) -> None:
    assert gen(root, folder(root), "miit@2019").exit_code == 2


def test_the_command_says_what_is_no_set_and_no_redline(root: Path) -> None:
    assert "manifest.json" in gen(root, root).stderr
    assert gen(root, folder(root) / "briefing.docx").exit_code == 2


@pytest.fixture(scope="module")
def printed(once: Path) -> Path:
    """A set of a PDF alone."""
    return published(Store(once / "snapshots"), once / "print", "pdf")


def of_pdf(once: Path, here: Path) -> Checked:
    return verify_folder(here, Store(once / "snapshots"), lambda _: None)


@pytest.fixture
def pdf(printed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the set, to be compared with what was published, so that it need not be set once more."""
    data = (printed / "briefing.pdf").read_bytes()
    monkeypatch.setattr(verify, "artefacts", lambda *_, **__: {"briefing.pdf": data})
    return Path(shutil.copytree(printed, tmp_path / "pair"))


def redrawn(here: Path, mark: bytes, change: Callable[[bytes], bytes]) -> None:
    """Changes the first stream of the PDF that holds `mark`, and states the file as it is now."""
    data = (here / "briefing.pdf").read_bytes()
    for found in re.finditer(rb"stream\r?\n", data):
        start, end = found.end(), data.find(b"endstream", found.end())
        try:
            drawn = zlib.decompress(data[start:end])
        except zlib.error:
            continue
        if mark in drawn:
            (here / "briefing.pdf").write_bytes(data[:start] + zlib.compress(change(drawn), 1) + b"\n" + data[end:])
            return stated_as_they_are(here)
    raise AssertionError("no such stream")


def test_a_pdf_is_proved(once: Path, printed: Path) -> None:
    assert of_pdf(once, printed) == Checked(("briefing.pdf: as the record gives it, byte for byte",), (), ())


def test_a_pdf_drawn_otherwise_is_found(once: Path, pdf: Path) -> None:
    redrawn(pdf, b" Tf", lambda drawn: drawn + b"\n% other")
    ((place, what, _),) = of_pdf(once, pdf).faults
    assert (Path(place.file).name, what[:42]) == ("briefing.pdf", "is not what the record gives: its stream 2")


def test_a_pdf_packed_otherwise_is_the_same(once: Path, pdf: Path) -> None:
    redrawn(pdf, b" Tf", lambda drawn: drawn)
    assert of_pdf(once, pdf) == Checked(("briefing.pdf: as the record gives it, only compressed otherwise",), (), ())


def test_a_pdf_that_cannot_be_made_identically_here_is_said_to_be_so(
    once: Path, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    redrawn(pdf, b" Tf", lambda drawn: drawn + b"\n% other")
    monkeypatch.setattr(verify, "made_with", lambda: {**manifest.made_with(), "weasyprint": "0"})
    cause = f"weasyprint {manifest.made_with()['weasyprint']} then, 0 now"
    assert of_pdf(once, pdf) == Checked(
        ("briefing.pdf: ids, counts and hashes agree with the record",),
        (f"briefing.pdf: it could not be made identically here ({cause}), so its pages were not compared",),
        (),
    )


def test_a_pdf_set_in_other_fonts_is_said_to_be_so(once: Path, pdf: Path) -> None:
    redrawn(pdf, b"/BaseFont", lambda held: held.replace(b"Noto", b"None"))
    (note,) = of_pdf(once, pdf).notes
    assert "(the fonts here are others)" in note


def test_a_pdf_of_another_run_is_told_by_the_data_attached_to_it(once: Path, pdf: Path) -> None:
    redrawn(pdf, b"gen-changes/", lambda data: data.replace(b'"sha256": "', b'"sha256": "0'))
    ((_, what, _),) = of_pdf(once, pdf).faults
    assert what.startswith("is of another run: it does not state miit@2019 with sha256 ")


def test_the_manifest_fits_its_published_schema_and_names_every_file_and_count(once: Path) -> None:
    stated = json.loads((folder(once) / "manifest.json").read_text("utf-8"))
    schema = json.loads(CliRunner().invoke(main, ["schema", "manifest"]).stdout)
    jsonschema.validate(stated, schema)
    assert [one["name"] for one in stated["files"]] == SET
    changes = json.loads((folder(once) / "changes.json").read_text("utf-8"))
    assert stated["ids"] == [change["id"] for change in changes["changes"]]
    assert sum(number for kinds in stated["counts"].values() for number in kinds.values()) == len(stated["ids"])
    assert (stated["old"], stated["new"]) == (changes["old"], changes["new"])


def test_the_letterhead_of_a_run_is_kept_in_the_manifest_and_used_again(root: Path) -> None:
    sets = ("issuer=某某部", "number=某函〔2022〕3号")
    published(Store(root / "snapshots"), root / "out", "md", "gbt9704", sets=sets)
    stated = json.loads((folder(root) / "manifest.json").read_text("utf-8"))
    assert (stated["template"]["name"], stated["letterhead"]["issuer"]) == ("gbt9704", "某某部")
    assert faults(root) == []
