"""The table of old and new as a Word document and as the annexe of the PDF: valid, landscape, marked by style."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from gen.diff import diff
from gen.errors import FaultyFile
from gen.model.change import Changes
from gen.model.record import Snapshot
from gen.render.comparison import render
from gen.report.build import build
from gen.report.comparison import comparison
from gen.report.model import Comparison, Language, Report
from tests.builders import duty, snapshot
from tests.render.briefings import LANGUAGES, base, hostile_changes
from tests.render.pdfs import of as pdf_of
from tests.render.pdfs import text_of
from tests.render.redlines import NEW, OLD, SHA
from tests.render.test_word_valid import VALIDATOR, complaints
from tests.render.word_files import p, paragraphs, parts_of, template
from tests.render.word_lint import lint

LONG = snapshot(duties=[duty("甲。", "（一）"), duty("组织实施重大专项；" * 350, "（二）")], release="2022")


def tabled(changes: Changes, old: Snapshot, new: Snapshot, language: Language = "zh") -> Report:
    """The report with its table."""
    report = build(changes, old, new, language)
    return report._replace(comparison=comparison(changes, old, new, report))


def report(old: Snapshot = OLD, new: Snapshot = NEW, language: Language = "zh") -> Report:
    return tabled(diff(old, new, old_sha256=SHA[0], new_sha256=SHA[1]), old, new, language)


def document(some: Report) -> bytes:
    assert some.comparison
    return render(some.comparison, some, base(some.language))


MADE: dict[str, Callable[[], bytes]] = {
    "zh": lambda: document(report()),
    "en": lambda: document(report(language="en")),
    "hostile": lambda: document(tabled(*hostile_changes())),
    "nothing": lambda: document(report(OLD, OLD)),
    "long": lambda: document(report(snapshot(duties=[duty("甲。", "（一）")]), LONG)),
}


@cache
def made(name: str) -> bytes:
    return MADE[name]()


def rows(name: str) -> list[list[str]]:
    """The cells of each row."""
    root = parse_xml(parts_of(made(name))["word/document.xml"])
    return [
        ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]
        for row in root.iter(qn("w:tr"))
    ]


@pytest.mark.parametrize("name", MADE)
def test_the_own_lint_finds_nothing(name: str) -> None:
    assert lint(made(name)) == []


@pytest.mark.real
@pytest.mark.parametrize("name", MADE)
def test_the_open_xml_sdk_finds_nothing(name: str, tmp_path: Path) -> None:
    if not VALIDATOR.exists():
        pytest.skip("the Open XML validator is not installed: ./setup.sh dev gets it where npm is to be had")
    assert complaints(made(name), tmp_path) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cells_say_what_the_table_says(language: Language) -> None:
    table = report(language=language).comparison
    assert table
    head, *body = rows(language)
    assert tuple(head) == table.head
    assert [cells[:3] for cells in body] == [
        [row.number, *("".join(line.text for line in cell) for cell in (row.old, row.new))] for row in table.rows
    ]
    for cells, row in zip(body, table.rows, strict=True):
        assert cells[3].startswith(row.id)
        assert all(remark in cells[3] for remark in row.remarks)


def test_what_went_is_struck_and_what_came_underlined_by_style() -> None:
    root = parse_xml(parts_of(made("zh"))["word/document.xml"])
    styled = {
        run.findtext(qn("w:t")): style.get(qn("w:val"))
        for run in root.iter(qn("w:r"))
        if (style := run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")) is not None
    }
    assert (styled["装备工业司"], styled["装备工业一司"]) == ("Removed", "Inserted")


def test_the_page_is_landscape_and_the_head_is_on_each() -> None:
    root = parse_xml(parts_of(made("zh"))["word/document.xml"])
    (page,) = root.iter(qn("w:pgSz"))
    assert (page.get(qn("w:w")), page.get(qn("w:h")), page.get(qn("w:orient"))) == ("16838", "11906", "landscape")
    first, *others = root.iter(qn("w:tr"))
    assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert all(other.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None for other in others)
    assert sum(int(column.get(qn("w:w"))) for column in root.iter(qn("w:gridCol"))) == 16838 - 2 * 1134


def test_only_short_rows_are_held_together() -> None:
    held = [
        [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in root.iter(qn("w:tr"))]
        for root in (parse_xml(parts_of(made(name))["word/document.xml"]) for name in ("zh", "long"))
    ]
    assert set(held[0]) == {True}
    assert held[1] == [True, False]


def test_notes_and_footer_state_both_snapshots() -> None:
    assert all(any(sha in line for line in paragraphs(made("zh"))) for sha in SHA)
    footer = "".join(paragraphs(made("zh"), "word/footer1.xml"))
    assert footer.startswith("第 1 页，共 1 页")
    assert all(sha[:12] in footer for sha in SHA)


def test_the_properties_name_the_table_and_both_snapshots() -> None:
    core = parts_of(made("zh"))["docProps/core.xml"].decode()
    assert "新旧对照表 2019 → 2022" in core
    assert f"miit@2019 {SHA[0]}; miit@2022 {SHA[1]}" in core


def test_what_awaits_a_ruling_says_so_in_its_row() -> None:
    changes = diff(OLD, NEW, old_sha256=SHA[0], new_sha256=SHA[1])
    likely = tuple(one.model_copy(update={"status": "likely", "score": 0.5}) for one in changes.changes)
    data = document(tabled(changes.model_copy(update={"changes": likely}), OLD, NEW))
    assert paragraphs(data).count("推定，待裁定（得分0.50）") == len(likely)


def test_nothing_changed_makes_no_table() -> None:
    assert rows("nothing") == []
    assert any(line.startswith("两版之间未见变化") for line in paragraphs(made("nothing")))


def test_every_change_can_be_linked_to() -> None:
    root = parse_xml(parts_of(made("zh"))["word/document.xml"])
    marks = [mark.get(qn("w:name")) for mark in root.iter(qn("w:bookmarkStart"))]
    assert sorted(marks) == sorted(f"change_{item.id}" for item in report().items)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert made("zh") == MADE["zh"]()


def test_a_template_that_is_not_in_order_is_refused() -> None:
    some = report()
    assert some.comparison
    with pytest.raises(FaultyFile):
        render(some.comparison, some, template(p("{{ titel }}")))


def test_a_template_of_other_style_ids_is_followed() -> None:
    def rename(parts: dict[str, bytes]) -> None:
        for name in ("word/styles.xml", "word/document.xml"):
            parts[name] = parts[name].replace(b'"TableText"', b'"a7"')

    some = report()
    assert some.comparison
    data = render(some.comparison, some, template(edit=rename))
    document = parts_of(data)["word/document.xml"]
    assert b'"a7"' in document
    assert b'"TableText"' not in document


def test_twice_the_rows_take_about_twice_the_time() -> None:
    some = report()
    assert some.comparison

    def seconds(table: Comparison) -> float:
        started = time.process_time()
        render(table, some, base("zh"))
        return time.process_time() - started

    tables = [some.comparison._replace(rows=some.comparison.rows * times) for times in (40, 80)]
    few, twice = (min(seconds(table) for _ in range(3)) for table in tables)
    assert len(tables[0].rows) >= 500
    assert twice < 3 * few


@pytest.fixture(scope="module")
def annexed() -> bytes:
    return pdf_of(report())


def test_the_annexe_of_the_pdf_is_landscape_and_says_all_of_it(annexed: bytes) -> None:
    with pikepdf.open(io.BytesIO(annexed)) as opened:
        wide = [page.mediabox[2] > page.mediabox[3] for page in opened.pages]
    assert wide.count(True) >= 1
    assert wide == sorted(wide)
    table = report().comparison
    assert table
    text = text_of(annexed)
    for row in table.rows:
        for said in (*(line.text for line in (*row.old, *row.new)), *row.remarks):
            assert "".join(said.split()) in text


def test_the_annexe_stands_in_the_contents(annexed: bytes) -> None:
    assert text_of(annexed).count("附件：新旧对照表") >= 2
