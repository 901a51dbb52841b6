"""A redline is proved against the record it states."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from gen import office
from gen.briefing import Comparison, compare
from gen.errors import CannotRead, Unknown
from gen.model.ruling import Ruling
from gen.render.redline import render
from gen.report.redline import redlined
from gen.store import Store
from gen.verify import verify_redline
from tests.render.redlines import NEW, OLD, template


@pytest.fixture
def store(tmp_path: Path) -> Store:
    held = Store(tmp_path)
    held.save(OLD)
    held.save(NEW)
    return held


def made(store: Store) -> bytes:
    found: Comparison = compare(store, ("miit@2019", "miit@2022"), "zh")
    words = redlined(found.changes, found.old.snapshot, found.new.snapshot, found.report)
    return render(words, found.report, template(), moves=True)


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == part:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode(), 1)
            after.writestr(name, text)
    return out.getvalue()


def faults(store: Store, data: bytes) -> tuple[str, ...]:
    return verify_redline("redline.docx", data, store).faults


def test_a_redline_as_it_was_made_has_no_fault(store: Store) -> None:
    assert verify_redline("redline.docx", made(store), store) == ("miit@2019", "miit@2022", ("gen",), ())


def test_a_redline_of_files_outside_the_store_is_proved_against_the_files_named(store: Store, tmp_path: Path) -> None:
    files = [str(held.file) for held in store.releases("miit")]
    empty = Store(tmp_path / "empty")
    assert verify_redline("redline.docx", made(store), empty, refs=files).faults == ()
    assert verify_redline("redline.docx", made(store), empty, refs=files[::-1]).faults


def test_a_word_that_was_changed_is_found_in_both_readings(store: Store) -> None:
    found = faults(store, changed(made(store), "word/document.xml", "协调重大问题", "协调一般问题"))
    assert [fault.partition(", gen reads")[0] for fault in found] == [
        "with every change rejected",
        "with every change accepted",
    ]
    assert "协调一般问题" in found[0]


def test_a_sentence_cut_off_the_end_is_found(store: Store) -> None:
    end = "（全文完）"
    found = faults(store, changed(made(store), "word/document.xml", end, ""))
    assert [fault.rpartition(" as paragraph")[0].rpartition(" ")[2] for fault in found] == ["''", "''"]


def test_a_comment_that_was_changed_is_found(store: Store) -> None:
    found = faults(store, changed(made(store), "word/comments.xml", "状态：", "状况："))
    assert found == ("the comments are not those on the changes that the record and its rulings give today",)


def test_a_fault_only_the_lint_sees_is_found(store: Store) -> None:
    found = faults(store, changed(made(store), "word/document.xml", "<w:moveFromRangeEnd ", "<w:none "))
    assert ["moveFromRange" in fault for fault in found] == [True]


def test_a_snapshot_that_was_changed_since_is_found(store: Store) -> None:
    data = made(store)
    store.save(NEW.model_copy(update={"title": "新题"}), replace=True)
    assert "states the sha256" in faults(store, data)[0]


def test_a_ruling_made_since_is_found(store: Store) -> None:
    data = made(store)
    ids = {unit.name.zh: unit.id for unit, _ in (*OLD.walk(), *NEW.walk()) if unit.name.zh}
    old = next(unit.id for unit, _ in OLD.walk() if unit.name.zh == "装备工业司")
    store.rule("miit", [Ruling(
        id="r1", verdict="same", subject="unit", old_release="2019", new_release="2022",
        old=(old,), new=(ids["装备工业一司"],), who="x", when="2022-01-01",
    )])  # fmt: skip
    assert any("comments are not those" in fault for fault in faults(store, data))


def test_a_release_the_store_lacks_is_named(store: Store) -> None:
    data = changed(made(store), "docProps/custom.xml", "miit@2022", "miit@2021")
    with pytest.raises(Unknown, match="2021"):
        faults(store, data)


def test_a_word_file_that_is_no_redline_is_refused(store: Store) -> None:
    with pytest.raises(CannotRead, match="only a redline made by gen"):
        faults(store, template())


def test_what_is_no_word_file_is_refused(store: Store) -> None:
    with pytest.raises(CannotRead):
        faults(store, b"PK")


@pytest.mark.real
def test_libreoffice_judges_too_where_it_is_installed(store: Store) -> None:
    found = office.installed()
    if not found:
        pytest.skip("LibreOffice (soffice) is not installed")
    verdict = verify_redline("redline.docx", made(store), store, found)
    assert (verdict.judges, verdict.faults) == (("gen", "LibreOffice"), ())


def test_an_office_program_that_makes_nothing_is_told(store: Store) -> None:
    with pytest.raises(CannotRead, match="LibreOffice makes nothing of it"):
        verify_redline("redline.docx", made(store), store, "/bin/true")
