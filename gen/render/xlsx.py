"""The changes as an Excel workbook: a summary, a sheet a subject, and the tables of the briefing."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from gen.model.change import Kind, Redline
from gen.render.columns import LONGEST, height, widths
from gen.render.sourcelines import Side, SourceLines, source_lines
from gen.render.wordml import xml_text
from gen.report.model import DetailWords, Item, Report, SideWords, SubjectSection, TransferGroup
from gen.report.passages import Passages
from gen.report.words import capital

_COLOURS: dict[Kind, str] = {
    "added": "#0b7a55",
    "removed": "#6e1a08",
    "renamed": "#1a5bc4",
    "reassigned": "#4f0c60",
    "split": "#836a1c",
    "merged": "#0a76a0",
    "amended": "#2f3134",
}
_LINKS = 65_530
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NONE: Mapping[str, Passages] = MappingProxyType({})


def render(report: Report, passages: Mapping[str, Passages] = _NONE) -> bytes:
    """The workbook. Every cell is text or a number, never a formula; a text too long for a cell is cut and says so.

    passages: the source lines behind the changes, by id; they get a sheet of their own that the changes lead to.
    """
    out = io.BytesIO()
    book = workbook(out, report)
    for side, release in (("Old", report.old), ("New", report.new)):
        book.set_custom_property(f"Gen{side}", release.ref[:255])
        book.set_custom_property(f"Gen{side}Sha256", release.sha256)
    writer = _Writer(book, report, source_lines(report, passages))
    writer.summary()
    for section in report.sections:
        writer.subject(section)
    writer.tables()
    book.close()
    return out.getvalue()


def workbook(out: io.BytesIO, report: Report) -> Any:
    """An empty workbook into `out`, dated as the new release is, so that the same report gives the same bytes."""
    return book_of(out, {"title": report.title, "subject": report.subtitle, "author": report.body}, report.new.day)


def book_of(out: io.BytesIO, said: Mapping[str, str], day: Any) -> Any:
    """An empty workbook into `out` with its properties, dated to the day given."""
    import xlsxwriter

    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({**{key: xml_text(text[:255]) for key, text in said.items()}, "created": day})
    return book


class _Writer:
    """Fills a workbook sheet by sheet."""

    def __init__(self, book: Any, report: Report, lines: SourceLines) -> None:
        self.book, self.report, self.lines, self.t = book, report, lines, report.labels
        cell = {"text_wrap": True, "valign": "top"}
        self.cell = book.add_format(cell)
        self.typed = book.add_format({**cell, "quote_prefix": True})
        self.link = book.add_format({**cell, "font_color": "#0b57d0", "underline": 1})
        self.head = book.add_format({**cell, "bold": True, "bottom": 1, "bg_color": "#eef0f2"})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.said = book.add_format({"valign": "top"})
        self.went = book.add_format({"font_strikeout": True, "font_color": _COLOURS["removed"]})
        self.came = book.add_format({"underline": 1, "font_color": _COLOURS["added"]})
        self.plain = book.add_format({})
        self.marks = {kind: book.add_format({**cell, "bold": True, "font_color": c}) for kind, c in _COLOURS.items()}
        self.at = {
            item.id: f"internal:'{sheet_name(section.title)}'!A{row}"
            for section in report.sections
            for row, item in enumerate(section.items, 2)
        }

    def summary(self) -> None:
        """What is compared, the counts, and one line an event that leads to its change."""
        report, t = self.report, self.t
        sheet = self.book.add_worksheet(sheet_name(report.headings["summary"]))
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 12, 14)
        _set_up(sheet)
        sheet.write_string(0, 0, self._cut(report.title), self.title)
        sheet.write_string(1, 0, self._cut(report.subtitle))
        for column, key in enumerate(("release", "effective", "snapshot_sha256")):
            sheet.write_string(3, column, t[key], self.head)
        for row, release in enumerate((report.old, report.new), 4):
            for column, said in enumerate((release.label, release.effective, release.sha256)):
                sheet.write_string(row, column, self._cut(said), self.said)
        sheet.write_string(7, 0, self._cut(report.lead), self.said)
        head = [t["subject"], *(f"{mark.symbol} {mark.word}" for mark in report.legend), t["total"], t["kept"]]
        for column, said in enumerate(head):
            sheet.write_string(9, column, said, self.head)
        for row, counts in enumerate(report.counts, 10):
            sheet.write_string(row, 0, counts.label, self.cell)
            for column, number in enumerate((*counts.numbers, counts.total, counts.kept), 1):
                sheet.write_number(row, column, number)
        for row, sentence in enumerate(report.sentences, 11 + len(report.counts)):
            self._link(sheet, row, 0, self.at.get(sentence.ids[0], ""), sentence.label)
            sheet.write_string(row, 1, self._cut(f"{sentence.mark.symbol} {sentence.text}"), self.said)

    def subject(self, section: SubjectSection) -> None:
        """One row a change: old and new beside each other, the redline as rich text."""
        t = self.t
        before = ("name_before", "text_before", "place_before")
        after = ("name_after", "text_after", "place_after")
        head = [t[key] for key in ("id", "kind", *before, *after, "detail", "redline", "status", "score")]
        head += [t[key] for key in ("evidence_only", "runner_up", "findings", "ruling")]
        wide = widths(section.items)
        sheet = self._sheet(section.title, head, wide, len(section.items))
        for row, item in enumerate(section.items, 1):
            self._change(sheet, row, item, wide)

    def _change(self, sheet: Any, row: int, item: Item, wide: Sequence[int]) -> None:
        kinds = " ".join(f"{mark.symbol} {mark.word}" for mark in item.marks)
        details = "\n".join(map(_detail, item.details))
        old, new = _side(item.old), _side(item.new)
        sides: tuple[tuple[int, Side, tuple[str, str, str]], ...] = ((2, "old", old), (5, "new", new))
        self._text(sheet, row, 0, item.id)
        sheet.write_string(row, 1, kinds, self.marks[item.marks[0].kind])
        for column, side, (names, texts, places) in sides:
            self._text(sheet, row, column, names)
            self._text(sheet, row, column + 1, texts)
            self._link(sheet, row, column + 2, self._source(item, side), places)
        self._text(sheet, row, 8, details)
        self._redline(sheet, row, 9, item.redline)
        self._text(sheet, row, 10, item.status_word)
        sheet.write_number(row, 11, float(item.score), self.cell)
        rest = ("\n".join(item.evidence), item.runner_up, "\n".join(item.findings), item.ruling)
        for column, said in enumerate(rest, 12):
            self._text(sheet, row, column, said)
        redline = "".join(text for _, text in item.redline)
        sheet.set_row(row, height((item.id, kinds, *old, *new, details, redline, item.status_word, "", *rest), wide))

    def _source(self, item: Item, side: Side) -> str:
        """Where the first source line of a side stands, "" where its original is not at hand."""
        place = self.lines.place.get((item.id, side))
        return "" if place is None else f"internal:'{sheet_name(self.t['passages'])}'!A{place + 2}"

    def _text(self, sheet: Any, row: int, column: int, said: str) -> None:
        """A text as it stands, also where Excel would take it for a formula once somebody edits it."""
        sheet.write_string(row, column, self._cut(said), self.typed if said.startswith(_FORMULA) else self.cell)

    def _link(self, sheet: Any, row: int, column: int, target: str, said: str) -> None:
        """A text that leads to a cell; Excel takes 65,530 links a sheet, and what comes after them is text alone."""
        self._text(sheet, row, column, said)
        if target and said and sheet.hlink_count < _LINKS:
            sheet.write_url(row, column, target, self.link, self._cut(said))

    def _redline(self, sheet: Any, row: int, column: int, pieces: Redline) -> None:
        """Old and new wording in one cell; of a wording too long for a cell it says where it stands in full."""
        formats = {"=": self.plain, "-": self.went, "+": self.came}
        parts = [part for sign, text in pieces if text for part in (formats[sign], xml_text(text))]
        whole = "".join(parts[1::2])
        if _fits(whole) and len(parts) > 2:
            cell = self.typed if whole.startswith(_FORMULA) else self.cell
            sheet.write_rich_string(row, column, *parts, cell)
        else:
            self._text(sheet, row, column, whole if _fits(whole) else self.t["cut"])

    def tables(self) -> None:
        """The sheets that are no changes: declared, not comparable, folded, ledger, sources and their lines."""
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
        apart = [
            (r.ref, c.what, *pair) for r in (report.old, report.new) for c in r.contradictions for pair in c.readings
        ]
        if apart:
            self._table("contradictions", [t[key] for key in ("release", "what", "wording", "place")], apart)
        if self.lines.rows:
            self._source_lines()

    def _source_lines(self) -> None:
        """Every line a change rests on, with its neighbours and the ids of the changes."""
        head = [self.t[key] for key in ("release", "source", "line", "wording", "id")]
        wide = (14, 24, 8, 90, 16)
        sheet = self._sheet(self.t["passages"], head, wide, len(self.lines.rows))
        for row, line in enumerate(self.lines.rows, 1):
            self._text(sheet, row, 0, line.release)
            self._text(sheet, row, 1, line.source)
            sheet.write_number(row, 2, line.number, self.cell)
            self._text(sheet, row, 3, line.text)
            self._link(sheet, row, 4, self.at.get(line.ids[0], "") if line.ids else "", " ".join(line.ids))
            sheet.set_row(row, height((line.release, line.source, "", line.text, " ".join(line.ids)), wide))

    def _table(self, key: str, head: Sequence[str], rows: Sequence[Iterable[str | int]]) -> None:
        wide = [24] * len(head)
        sheet = self._sheet(self.report.headings.get(key) or self.t[key], head, wide, len(rows))
        for row, values in enumerate(map(tuple, rows), 1):
            sheet.set_row(row, height(map(str, values), wide))
            for column, value in enumerate(values):
                if isinstance(value, int):
                    sheet.write_number(row, column, value, self.cell)
                else:
                    self._text(sheet, row, column, value)

    def _sheet(self, title: str, head: Sequence[str], wide: Sequence[int], rows: int) -> Any:
        """A sheet with a frozen header, filters on every column and A4 landscape pages."""
        sheet = self.book.add_worksheet(sheet_name(title))
        for column, (said, width) in enumerate(zip(head, wide, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, said, self.head)
        sheet.set_row(0, height(head, wide))
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(rows, 1), len(head) - 1)
        _set_up(sheet)
        sheet.repeat_rows(0)
        return sheet

    def _cut(self, text: str) -> str:
        """The text as a cell can hold it; counted as Excel does, a character beyond the basic plane as two."""
        if _fits(text):
            return xml_text(text)
        units = text[:LONGEST].encode("utf-16-le", "surrogatepass")[: 2 * LONGEST]
        return xml_text(units.decode("utf-16-le", "ignore")) + self.t["cut"]


def _fits(text: str) -> bool:
    return len(text) <= LONGEST and len(text.encode("utf-16-le", "surrogatepass")) <= 2 * LONGEST


def _set_up(sheet: Any) -> None:
    """A4 landscape, as wide as one page, its name and the page number at the foot."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")


def sheet_name(title: str) -> str:
    """A sheet name: a capital first, at most 31 characters, none of those Excel forbids."""
    return capital("".join(char for char in title if char not in "[]:*?/\\'")[:31])


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
