"""The open cases for a reviewer: side by side for a terminal, or as an Excel workbook to fill in."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from gen.model.ruling import VERDICTS
from gen.render.listing import printable
from gen.render.text import marked
from gen.render.xlsx import LONGEST, sheet_name, workbook
from gen.report.cases import Case, ids
from gen.report.model import Report, SideWords

FORMAT = "gen-review/1"
ABOUT = "gen"
COLUMNS = ("id", "status", "reading", "old", "new", "score", "evidence_only", "runner_up")
ANSWERS = ("review_verdict", "review_old_ids", "review_new_ids", "review_why")
_WIDTHS = (7, 14, 40, 36, 36, 8, 44, 30, 14, 26, 26, 40)
_SIDE = 38


def shown(case: Case, report: Report) -> str:
    """One case for a terminal: the reading, both sides beside each other, and the grounds."""
    return "\n".join(printable(line).rstrip() for line in _case(case, report))


def _case(case: Case, report: Report) -> Iterator[str]:
    item = case.item
    yield f"{item.id}  {item.sentence}  [{item.status_word} {item.score}]"
    columns = [report.old.label, *_sides(item.old)], [report.new.label, *_sides(item.new)]
    for left, right in _beside(*columns):
        yield f"  {left} | {right}"
    if item.redline:
        yield f"  {marked(item.redline)}"
    yield from (f"  · {ground}" for ground in (*item.evidence, item.runner_up) if ground)
    yield from (f"  ! {finding}" for finding in item.findings)


def _sides(sides: Iterable[SideWords]) -> Iterator[str]:
    for side in sides:
        yield from (said for said in (f"{side.name} {side.number}", side.survivor, side.text, side.under) if said)
        yield side.place


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
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    to_fill = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#fff8e1"})
    rows = book.add_worksheet(sheet_name(report.headings["awaiting"]))
    for column, (key, width) in enumerate(zip((*COLUMNS, *ANSWERS), _WIDTHS, strict=True)):
        rows.set_column(column, column, width)
        rows.write_string(0, column, t[key], head)
    for row, case in enumerate(cases, 1):
        for column, said in enumerate(_cells_of(case)):
            rows.write_string(row, column, said[:LONGEST], cell)
        for column, said in enumerate(
            ("", *("\n".join(ids(s)) for s in (case.change.old, case.change.new)), ""), len(COLUMNS)
        ):
            rows.write_string(row, column, said, to_fill) if said else rows.write_blank(row, column, None, to_fill)
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
