"""The changes as an Excel workbook: a summary, a sheet a subject, and the tables of the briefing."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from gen.model.change import Kind, Redline
from gen.report.model import DetailWords, Item, Report, SideWords, SubjectSection, TransferGroup

_COLOURS: dict[Kind, str] = {
    "added": "#00694f",
    "removed": "#a33a00",
    "renamed": "#00589b",
    "reassigned": "#76308c",
    "split": "#7d5200",
    "merged": "#1f6370",
    "amended": "#55585c",
}
LONGEST = 32_000


def render(report: Report) -> bytes:
    """The workbook. Every cell is text or a number, never a formula; a text too long for a cell is cut and says so."""
    out = io.BytesIO()
    book = workbook(out, report)
    writer = _Writer(book, report)
    writer.summary()
    for section in report.sections:
        writer.subject(section)
    writer.tables()
    book.close()
    return out.getvalue()


def workbook(out: io.BytesIO, report: Report) -> Any:
    """An empty workbook into `out`, dated as the new release is, so that the same report gives the same bytes."""
    import xlsxwriter

    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    year, month, day = (int(part) for part in f"{report.new.date}-01-01".split("-")[:3])
    book.set_properties(
        {"title": report.title[:255], "author": report.body[:255], "created": datetime(year, month, day)}  # noqa: DTZ001
    )
    return book


class _Writer:
    """Fills a workbook sheet by sheet."""

    def __init__(self, book: Any, report: Report) -> None:
        self.book, self.report, self.t = book, report, report.labels
        cell = {"text_wrap": True, "valign": "top"}
        self.cell = book.add_format(cell)
        self.head = book.add_format({**cell, "bold": True, "bottom": 1, "bg_color": "#eef0f2"})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.went = book.add_format({"font_strikeout": True, "font_color": "#a33a00"})
        self.came = book.add_format({"underline": 1, "font_color": "#00694f"})
        self.plain = book.add_format({})
        self.marks = {kind: book.add_format({**cell, "bold": True, "font_color": c}) for kind, c in _COLOURS.items()}

    def summary(self) -> None:
        report, t = self.report, self.t
        sheet = self.book.add_worksheet(sheet_name(report.headings["summary"]))
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 12, 14)
        sheet.write_string(0, 0, self._cut(report.title), self.title)
        lines = [(report.subtitle,), (report.old.label, report.old.effective, report.old.sha256)]
        lines += [(report.new.label, report.new.effective, report.new.sha256), (report.lead,)]
        for row, words in enumerate(lines, 1):
            for column, said in enumerate(words):
                sheet.write_string(row, column, self._cut(said))
        head = [t["subject"], *(f"{mark.symbol} {mark.word}" for mark in report.legend), t["total"], t["kept"]]
        for column, said in enumerate(head):
            sheet.write_string(6, column, said, self.head)
        for row, counts in enumerate(report.counts, 7):
            sheet.write_string(row, 0, counts.label, self.cell)
            for column, number in enumerate((*counts.numbers, counts.total, counts.kept), 1):
                sheet.write_number(row, column, number)
        start = 8 + len(report.counts)
        for row, sentence in enumerate(report.sentences, start):
            sheet.write_string(row, 0, sentence.label, self.marks[sentence.mark.kind])
            sheet.write_string(row, 1, self._cut(f"{sentence.mark.symbol} {sentence.text}"))

    def subject(self, section: SubjectSection) -> None:
        """One row a change: old and new beside each other, the redline as rich text."""
        t = self.t
        before = ("name_before", "text_before", "place_before")
        after = ("name_after", "text_after", "place_after")
        head = [t[key] for key in ("id", "kind", *before, *after, "detail", "redline", "status", "score")]
        head += [t[key] for key in ("evidence_only", "runner_up", "findings", "ruling")]
        widths = (7, 12, 26, 36, 14, 26, 36, 14, 30, 50, 14, 8, 40, 30, 24, 14)
        sheet = self._sheet(section.title, head, widths, len(section.items))
        for row, item in enumerate(section.items, 1):
            self._change(sheet, row, item)

    def _change(self, sheet: Any, row: int, item: Item) -> None:
        kinds = " ".join(f"{mark.symbol} {mark.word}" for mark in item.marks)
        details = "\n".join(map(_detail, item.details))
        words = [item.id, kinds, *_side(item.old), *_side(item.new), details]
        for column, said in enumerate(words):
            sheet.write_string(
                row, column, self._cut(said), self.marks[item.marks[0].kind] if column == 1 else self.cell
            )
        self._redline(sheet, row, len(words), item.redline)
        sheet.write_string(row, len(words) + 1, item.status_word, self.cell)
        sheet.write_number(row, len(words) + 2, float(item.score), self.cell)
        rest = ("\n".join(item.evidence), item.runner_up, "\n".join(item.findings), item.ruling)
        for column, said in enumerate(rest, len(words) + 3):
            sheet.write_string(row, column, self._cut(said), self.cell)

    def _redline(self, sheet: Any, row: int, column: int, pieces: Redline) -> None:
        """Old and new wording in one cell; a wording too long for a cell is left to the two texts beside it."""
        formats = {"=": self.plain, "-": self.went, "+": self.came}
        if not pieces or sum(len(text) for _, text in pieces) > LONGEST:
            return
        parts = [part for sign, text in pieces if text for part in (formats[sign], text)]
        if len(parts) > 2:
            sheet.write_rich_string(row, column, *parts, self.cell)
        else:
            sheet.write_string(row, column, parts[1], self.cell)

    def tables(self) -> None:
        """The sheets that are no changes: declared, not comparable, folded, ledger, sources."""
        report, t = self.report, self.t
        declared = ("release", "kind", "what", "origin", "target", "remarks")
        if report.unfit:
            self._table("awaiting", [t["unfit_note"]], [(one,) for one in report.unfit])
        self._table(
            "transfers",
            [t[key] for key in ("verdict", "id", "shown", *declared, "wording", "place", "why")],
            [row for group in report.transfers for row in _compared(group)],
        )
        self._table(
            "not_comparable",
            [t[key] for key in ("subject", "group", "old", "new", "why")],
            [(x.subject, x.group, x.old, x.new, x.why) for x in report.not_comparable],
        )
        self._table(
            "folded", [t[key] for key in ("kind", "count", "what")], [(x.kind, x.count, x.what) for x in report.folded]
        )
        self._table(
            "ledger",
            [t[key] for key in ("subject", "old", "new", "ledger_old", "ledger_new", "verdict")],
            [(x.subject, x.old, x.new, x.old_equation, x.new_equation, x.verdict) for x in report.ledger],
        )
        both = [(release, source) for release in (report.old, report.new) for source in release.sources]
        self._table(
            "sources",
            [t[key] for key in ("release", "id", "source", "origin_of_source", "licence", "captured", "sha256")],
            [(r.ref, s.id, s.name, s.origin, s.licence, s.captured, s.sha256) for r, s in both],
        )

    def _table(self, key: str, head: Sequence[str], rows: Sequence[Iterable[str | int]]) -> None:
        sheet = self._sheet(self.report.headings[key], head, [24] * len(head), len(rows))
        for row, values in enumerate(rows, 1):
            for column, value in enumerate(values):
                if isinstance(value, int):
                    sheet.write_number(row, column, value, self.cell)
                else:
                    sheet.write_string(row, column, self._cut(value), self.cell)

    def _sheet(self, title: str, head: Sequence[str], widths: Sequence[int], rows: int) -> Any:
        """A sheet with a frozen header, filters on every column and A4 landscape pages."""
        sheet = self.book.add_worksheet(sheet_name(title))
        for column, (said, width) in enumerate(zip(head, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, said, self.head)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(rows, 1), len(head) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def _cut(self, text: str) -> str:
        return text if len(text) <= LONGEST else text[:LONGEST] + self.t["cut"]


def sheet_name(title: str) -> str:
    """A sheet name: at most 31 characters, none of those Excel forbids."""
    return "".join(char for char in title if char not in "[]:*?/\\'")[:31]


def _compared(group: TransferGroup) -> Iterator[tuple[str, ...]]:
    """A row a declaration, with the changes that show it; then a row a change that none declares."""
    for x in group.rows:
        ids, shown = "\n".join(one.id for one in x.shown), "\n".join(f"{one.text} · {one.place}" for one in x.shown)
        declared = (x.release, x.kind, x.what, x.origin, x.target, x.remarks)
        yield (group.title, ids, shown, *declared, x.text, x.place, x.why)
    for one in group.changes:
        yield (group.title, one.id, one.text, *[""] * 7, one.place, "")


def _side(sides: tuple[SideWords, ...]) -> tuple[str, str, str]:
    names = (" · ".join(filter(None, (side.name, side.under, side.survivor))) for side in sides)
    return "\n".join(names), "\n".join(side.text for side in sides if side.text), "\n".join(s.place for s in sides)


def _detail(detail: DetailWords) -> str:
    return f"{detail.aspect}: {detail.old} → {detail.new}"
