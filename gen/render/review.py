"""The open cases for a reviewer: side by side for a terminal, or as an Excel workbook to fill in."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from gen.model.ruling import VERDICTS
from gen.render.columns import LONGEST
from gen.render.listing import printable
from gen.render.text import marked
from gen.render.xlsx import sheet_name, workbook
from gen.report.cases import Case, ids
from gen.report.model import Report, SideWords

FORMAT = "gen-review/1"
ABOUT = "gen"
COLUMNS = ("id", "status", "reading", "old", "new", "score", "evidence_only", "runner_up")
ANSWERS = ("review_verdict", "review_old_ids", "review_new_ids", "review_why")
LINES = ("line_before", "line_after")
_WIDTHS = (7, 14, 40, 36, 36, 8, 44, 30, 14, 26, 26, 40, 50, 50)
_SIDE = 38
_SHOWN = 120
_BEFORE = 40


def shown(case: Case, report: Report) -> str:
    """One case for a terminal: the reading, both sides beside each other, and the grounds."""
    return "\n".join(printable(line).rstrip() for line in _case(case, report))


def _case(case: Case, report: Report) -> Iterator[str]:
    item = case.item
    yield f"{item.id}  {item.sentence}  [{item.status_word} {item.score}]"
    columns = (
        [report.old.label, *_sides(item.old, case.lines[0])],
        [report.new.label, *_sides(item.new, case.lines[1])],
    )
    for left, right in _beside(*columns):
        yield f"  {left} | {right}"
    if item.redline:
        yield f"  {marked(item.redline)}"
    yield from (f"  · {ground}" for ground in (*item.evidence, item.runner_up) if ground)
    yield from (f"  ! {finding}" for finding in item.findings)


def _sides(sides: Sequence[SideWords], lines: Sequence[str] = ()) -> Iterator[str]:
    """Yields what each side says, where its source says so, and the line itself where it is at hand."""
    for side, line in zip_longest(sides, lines, fillvalue=""):
        if isinstance(side, SideWords):
            yield from (said for said in (f"{side.name} {side.number}", side.survivor, side.text, side.under) if said)
            yield side.place
            yield from ([f"> {_around(line, side)}"] if line else [])


def _around(line: str, side: SideWords) -> str:
    """A source line, of a long one the part around what the side is about."""
    at = max(line.find(side.text[:8] if side.text else side.name.split(" (")[0].split("（")[0]), 0)
    start = max(at - _BEFORE, 0) if len(line) > _SHOWN else 0
    end = start + _SHOWN
    return ("… " if start else "") + line[start:end] + (" …" if end < len(line) else "")


def _beside(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yields the lines of two columns, the left one padded to its width on the screen."""
    wrapped = ([line for said in column for line in _wrapped(said)] for column in (left, right))
    for one, other in zip_longest(*wrapped, fillvalue=""):
        yield one + " " * (_SIDE - sum(map(_cells, one))), other


def _wrapped(text: str) -> Iterator[str]:
    line, width = "", 0
    for char in " ".join(text.split()):
        if width + _cells(char) > _SIDE:
            yield line
            line, width = "", 0
        line, width = line + char, width + _cells(char)
    if line:
        yield line


def _cells(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def numbered(names: Iterable[str]) -> str:
    """Names to choose from, each on a line with its number."""
    return "\n".join(printable(f"  {number:>3}  {name}") for number, name in enumerate(names, 1))


def sheet(cases: Sequence[Case], report: Report) -> bytes:
    """The workbook: a row a case, its verdict to be chosen from a list; a second sheet says which releases it is on."""
    out, t = io.BytesIO(), report.labels
    book = workbook(out, report)
    head, cell = (
        book.add_format({"bold": True, "text_wrap": True}),
        book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
    )
    to_fill = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "bg_color": "#fff8e1"})
    rows = book.add_worksheet(sheet_name(report.headings["awaiting"]))
    for column, (key, width) in enumerate(zip((*COLUMNS, *ANSWERS, *LINES), _WIDTHS, strict=True)):
        rows.set_column(column, column, width)
        rows.write_string(0, column, t[key], head)
    for row, case in enumerate(cases, 1):
        for column, said in enumerate(_cells_of(case)):
            rows.write_string(row, column, said[:LONGEST], cell)
        for column, said in enumerate(
            ("", *("\n".join(ids(s)) for s in (case.change.old, case.change.new)), ""), len(COLUMNS)
        ):
            rows.write_string(row, column, said, to_fill) if said else rows.write_blank(row, column, None, to_fill)
        for column, lines in enumerate(case.lines, len(COLUMNS) + len(ANSWERS)):
            rows.write_string(row, column, "\n".join(filter(None, lines))[:LONGEST], cell)
    verdicts = [t[f"verdict.{verdict}"] for verdict in VERDICTS]
    rows.data_validation(1, len(COLUMNS), max(len(cases), 1), len(COLUMNS), {"validate": "list", "source": verdicts})
    rows.freeze_panes(1, 1)
    about = book.add_worksheet(ABOUT)
    about.set_column(0, 1, 40)
    for row, words in enumerate(
        (("format", FORMAT), ("old", report.old.ref), ("new", report.new.ref), (t["review_help"],))
    ):
        about.write_row(row, 0, words, cell)
    book.close()
    return out.getvalue()


def _cells_of(case: Case) -> list[str]:
    item = case.item
    old, new = ("\n".join(_sides(sides)) for sides in (item.old, item.new))
    return [item.id, item.status_word, item.sentence, old, new, item.score, "\n".join(item.evidence), item.runner_up]
