"""Amendments of a gazette: "In Column II thereof, by omitting items 26, 50 and 51"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gen.amend.clauses import HEADING, Refused, clause
from gen.amend.operations import Holder, Instrument, New, Operation, Rename
from gen.errors import Fault, Place
from gen.sources.account import Account
from gen.sources.dates import first_date
from gen.sources.paper import Paper
from gen.sources.words import clip, tidy

_SCHEDULE = re.compile(r"SCHEDULE(?: \(Contd\.?\))?")
_RUNNING = re.compile(r"GAZETTE EXTRAORDINARY OF")
_FOLIO = re.compile(r"\d{1,4}A\b.*|.*\b\d{1,4}A")
_IMPRINT = re.compile(r"printed at the |This Gazette Extraordinary can be|\d{1,3}A?- ?G \d", re.IGNORECASE)
_TITLE = re.compile(r"(?P<number>No\. ?\d{1,6}/\d{1,4})\b.{0,80}")
_AMENDS = re.compile(
    r"\b(?:Gazette|Notification)\b.{0,80}?(?P<number>No\. ?\d{1,6}/\d{1,4})"
    r".{0,120}? (?:is|are) (?:hereby )?amended"
)
_EFFECT = re.compile(r"with effect from (?P<date>[^,;]{4,40}(?:, \d{4})?)")
_ACTS = re.compile(r"\b(?:omitting|omission|insert(?:ing|ion)|re-?numbering|substitut(?:ing|ion))\b")
_HEAD = re.compile(r"\((?P<label>\d{1,3})\) ?(?P<rest>With reference to .*)")
_PART = re.compile(r"\((?P<label>[a-z]{1,3})\) (?P<rest>.*)")
_NUMBERED = re.compile(r"(?P<number>\d{1,3})\. ?(?P<rest>\S.*)")
_BULLET = re.compile(r"[•▪●◦*–-] (?P<rest>\S.*)")
_LONGEST = 4000


@dataclass(slots=True)
class _Paragraph:
    """A labelled paragraph, with the rows it runs over; `label` tells its kind."""

    label: str
    parts: list[str]
    lines: list[int]
    number: int | None = None

    @property
    def text(self) -> str:
        """The words, rows rejoined."""
        return " ".join(self.parts)


@dataclass(slots=True)
class _Reader:
    """What was read so far, and the faults."""

    account: Account
    holder: Holder | None = None
    operations: list[Operation] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, line: int, what: str, todo: str = "") -> None:
        self.faults.append(Fault(Place(self.account.file, line), what, todo))


def fits(paper: Paper) -> bool:
    """Whether a schedule amends headings with columns."""
    head = any(_HEAD.match(text) for row in paper.rows if (text := tidy(row[:_LONGEST])).startswith("("))
    return head and any(_SCHEDULE.fullmatch(row.strip()) for row in paper.rows if len(row) < 200)


def read(paper: Paper, account: Account) -> tuple[Instrument, list[Fault]]:
    """Returns the amendment with its operations, and a fault for everything in its schedule that is not understood."""
    reader = _Reader(account)
    rows = [(number, tidy(row[:_LONGEST]) if len(row) <= _LONGEST else row) for number, row in enumerate(paper.rows, 1)]
    start = next(at for at, (_, text) in enumerate(rows) if len(text) < 200 and _SCHEDULE.fullmatch(text))
    stated = _notice(rows[:start], reader)
    paragraphs = list(_paragraphs(rows[start:], reader))
    _operate(paragraphs, reader)
    title, line, number, amends, effective, at = stated
    instrument = Instrument(
        title=title,
        line=line,
        document=number,
        operations=tuple(reader.operations),
        amends=amends,
        effective=effective,
        effective_line=at,
    )
    return instrument, reader.faults


def _notice(
    rows: Sequence[tuple[int, str]], reader: _Reader
) -> tuple[str, int, str | None, str | None, str | None, int]:
    """Title, its line, number, what is amended, the effective date and its line; the masthead is left out."""
    number, amends, effective, line, at = None, None, None, 1, 0
    for block in _blocks(rows):
        said = " ".join(text for _, text in block)[:_LONGEST]
        if found := _AMENDS.search(said):
            amends, at = found["number"], block[0][0]
            when = _EFFECT.search(said)
            effective = first_date(when["date"]) if when else None
            for row, _ in block:
                reader.account.at(row, "effective date and what is amended")
        elif _ACTS.search(said):
            reader.fault(block[0][0], f"an operation outside of the schedule: {clip(said)}")
        else:
            for row, text in block:
                if number is None and (title := _TITLE.fullmatch(text)):
                    number, line = title["number"], row
                    reader.account.at(row, "document number")
                else:
                    reader.account.leave(row, "masthead and signature")
    return f"Gazette Extraordinary {number}" if number else "Gazette Extraordinary", line, number, amends, effective, at


def _blocks(rows: Sequence[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    held: list[tuple[int, str]] = []
    for line, text in rows:
        if text:
            held.append((line, text))
        elif held:
            yield held
            held = []
    if held:
        yield held


def _paragraphs(rows: Sequence[tuple[int, str]], reader: _Reader) -> Iterator[_Paragraph]:
    """Yields the labelled paragraphs of the schedule, rows rejoined, also over the end of a page."""
    held: _Paragraph | None = None
    apart = False  # a blank row stands between this row and the paragraph
    furniture = _furniture(rows)
    for at, (line, text) in enumerate(rows):
        if not text or at in furniture:
            if text:
                reader.account.leave(line, furniture[at])
                apart = False if held and not _ends(held.parts[-1]) else apart
            else:
                apart = apart or at - 1 not in furniture
            continue
        begun = _begun(line, text)
        if begun:
            if held:
                yield held
            held = begun
        elif held and not apart:
            held.parts.append(text)
            held.lines.append(line)
        else:
            reader.fault(line, f"not understood: {clip(text)}", "it belongs to no operation")
        apart = False
    if held:
        yield held


def _ends(text: str) -> bool:
    return text.endswith((".", ";", ":", ":-"))


def _furniture(rows: Sequence[tuple[int, str]]) -> dict[int, str]:
    """The rows that every page repeats, by their place."""
    found: dict[int, str] = {}
    for at, (_, text) in enumerate(rows):
        if _RUNNING.search(text[:300]):
            found[at] = "head of a page"
            if at and len(rows[at - 1][1]) < 300 and _FOLIO.fullmatch(rows[at - 1][1]):
                found[at - 1] = "head of a page"
        elif _IMPRINT.match(text):
            found[at] = "imprint"
        elif len(text) < 200 and _SCHEDULE.fullmatch(text):
            found[at] = "heading"
    return found


def _begun(line: int, text: str) -> _Paragraph | None:
    for label, pattern in (("head", _HEAD), ("part", _PART), ("item", _NUMBERED), ("item", _BULLET)):
        if found := pattern.fullmatch(text):
            number = int(found["number"]) if pattern is _NUMBERED else None
            return _Paragraph(label, [found["rest"]], [line], number)
    return None


def _operate(paragraphs: Sequence[_Paragraph], reader: _Reader) -> None:
    at = 0
    while at < len(paragraphs):
        paragraph = paragraphs[at]
        end = at + 1
        while end < len(paragraphs) and paragraphs[end].label == "item":
            end += 1
        listed = paragraphs[at + 1 : end]
        if paragraph.label == "head":
            _open(paragraph, listed, reader)
        elif paragraph.label == "part":
            _part(paragraph, listed, reader)
        else:
            for one in paragraphs[at:end]:
                reader.fault(one.lines[0], f"an item that no operation announces: {clip(one.text)}")
        at = end


def _open(paragraph: _Paragraph, listed: Sequence[_Paragraph], reader: _Reader) -> None:
    found = HEADING.fullmatch(paragraph.text)
    reader.holder = Holder(tidy(found["name"]), int(found["number"])) if found else None
    if not found:
        reader.fault(paragraph.lines[0], f"not understood: {clip(paragraph.text)}", "a heading is named as No. “02. …”")
    _use([paragraph], "heading", reader)
    for one in listed:
        reader.fault(one.lines[0], f"an item that no operation announces: {clip(one.text)}")


def _use(paragraphs: Sequence[_Paragraph], gave: str, reader: _Reader) -> None:
    for paragraph in paragraphs:
        for line in paragraph.lines:
            reader.account.at(line, gave)


def _part(paragraph: _Paragraph, listed: Sequence[_Paragraph], reader: _Reader) -> None:
    line = paragraph.lines[0]
    _use([paragraph, *listed], "operation", reader)
    if reader.holder is None:
        reader.fault(line, "an operation without a heading that it applies to that is understood")
        return
    items = tuple(New(one.text.rstrip(" ;"), one.lines[0], one.number) for one in listed)
    said = clause(paragraph.text.rstrip(" ;:.-–"), items, line, reader.holder)
    if isinstance(said, Refused):
        reader.fault(said.line, said.what, said.todo)
        return
    reader.operations += said
    renamed = [one.to for one in said if isinstance(one, Rename)]
    reader.holder = Holder(renamed[-1], reader.holder.number) if renamed else reader.holder
