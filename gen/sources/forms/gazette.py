"""The form "gazette": numbered holders, each with columns of duties, institutions and laws side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gen.model.record import Coverage, Duty, Text, Unit
from gen.sources.account import Account
from gen.sources.draft import Draft
from gen.sources.forms import layout, masthead
from gen.sources.paper import Paper
from gen.sources.units import Ids, identifier
from gen.sources.words import clip, item_number, tidy

_ROMAN = r"(?:I{1,3}|IV|V)"
_MARKER = re.compile(rf"\s*Column I(?:\s+Column {_ROMAN}){{1,4}}\s*")
_HOLDER = re.compile(r"\s*(?P<number>\d{1,3})\.\s*(?P<name>[A-Z]\S{0,60}(?: \S{1,60}){0,60})\s*")
_CONTINUED = re.compile(r"\s*\(Contd\.?\)\s*$")
_SCHEDULE = re.compile(r"\s*SCHEDULE(?: \(Contd\.?\))?\s*")
_RUNNING = re.compile(r"GAZETTE EXTRAORDINARY OF")
_FOLIO = re.compile(r"\d{1,4}A\b.*|.*\b\d{1,4}A")
_IMPRINT = re.compile(r"printed at the ", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d{1,3}),?\.(?:\s+|(?=[A-Z])|$)(.*)")
_BULLETED = re.compile(r"[•–—▪●◦*-](?:\s+|$)(.*)")
_INSTITUTIONS = re.compile(r"\b(?:Departments?|Institutions?|Corporations?)\b")
_DUTIES = re.compile(r"\b(?:Duties|Functions|Subjects)\b")
_BROKEN_OFF = re.compile(r"\b(?:the|of|and|to|under|for|in|or|with|by)$")
_LONGEST_HEADING = 3  # rows


@dataclass(slots=True)
class _Item:
    """One entry of a list; `label` is "" for a bulleted one, `start` the place in the row where it begins."""

    label: str
    start: int
    parts: list[str]
    lines: list[int]

    @property
    def text(self) -> str:
        """The words, lines rejoined."""
        seams = pairwise(self.parts)
        return tidy(self.parts[0] + "".join(("" if _hyphened(one, more) else " ") + more for one, more in seams))


@dataclass(slots=True)
class _Holder:
    """A numbered holder with the list of each column, by the column's title."""

    number: str
    name: str
    line: int
    lists: dict[str, list[_Item]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Block:
    """One setting of the columns: the holder's heading, the titles of the columns, and the rows below."""

    heading: range
    marker: int
    titles: range
    body: range


def fits(paper: Paper) -> bool:
    """Whether a numbered holder stands above a row "Column I … Column II …"."""
    return any(_heading(paper.rows, at) for at in _markers(paper.rows))


def read(paper: Paper, account: Account) -> Draft:
    """Returns the holders with their duties, institutions and laws; what cannot be placed is a finding."""
    rows = paper.rows
    left = _leave_pages(rows, account)
    blocks = list(_blocks(rows))
    first = min([block.heading.start for block in blocks if block.heading] or [0])
    stated = masthead.read(rows[:first], account)
    holders = _holders(rows, blocks, left, account)
    ids = Ids()
    units = tuple(_unit(holder, ids, account) for holder in holders)
    _doubt_numbers([(holder.number, holder.line) for holder in holders], "the holders", None, account)
    return Draft(
        language="en",
        coverage=Coverage(units=True, duties=True),
        name=Text(en=stated.name or account.body),
        title=stated.title,
        document=stated.number,
        effective=stated.effective,
        basis=stated.basis,
        posts=stated.posts,
        units=units,
    )


def _markers(rows: Sequence[str]) -> Iterator[int]:
    return (at for at, row in enumerate(rows) if len(row) <= layout.WIDEST and _MARKER.fullmatch(row))


def _heading(rows: Sequence[str], marker: int) -> range:
    """The rows of the holder's heading above the row at `marker`, empty where there is none."""
    at = end = next((at for at in range(marker - 1, -1, -1) if rows[at].strip()), -1) + 1
    while at > max(0, end - _LONGEST_HEADING) and rows[at - 1].strip():
        at -= 1
        if len(rows[at]) <= layout.WIDEST and _HOLDER.fullmatch(tidy(rows[at])):
            return range(at, end)
    return range(0)


def _blocks(rows: Sequence[str]) -> Iterator[_Block]:
    markers = list(_markers(rows))
    headings = [_heading(rows, marker) for marker in markers]
    ends = [(heading or (marker,))[0] for heading, marker in zip(headings, markers, strict=True)] + [len(rows)]
    for heading, marker, end in zip(headings, markers, ends[1:], strict=True):
        start = next((at for at in range(marker + 1, end) if rows[at].strip()), end)
        stop = next((at for at in range(start, end) if not rows[at].strip() or _begins_an_item(rows[at])), end)
        yield _Block(heading, marker, range(start, stop), range(stop, end))


def _begins_an_item(row: str) -> bool:
    return any(_NUMBERED.match(text) or _BULLETED.match(text) for _, text in layout.pieces(row))


def _leave_pages(rows: Sequence[str], account: Account) -> set[int]:
    """The rows left out because every page repeats them, or the last one ends with them, counted from 0."""
    left: dict[int, str] = {}
    for at, row in enumerate(rows):
        if len(row) > layout.WIDEST:
            continue
        if _RUNNING.search(row):
            left[at] = "head of a page"
            if at and _FOLIO.fullmatch(rows[at - 1].strip()):
                left[at - 1] = "head of a page"
        elif _SCHEDULE.fullmatch(row):
            left[at] = "heading"
        elif _IMPRINT.match(row.strip()):
            left[at] = "imprint"
    for at, why in left.items():
        account.leave(at + 1, why)
    return set(left)


def _holders(rows: Sequence[str], blocks: Iterable[_Block], left: set[int], account: Account) -> list[_Holder]:
    holders: list[_Holder] = []
    for block in blocks:
        account.at(block.marker + 1, "columns")
        if holder := _named(rows, block, holders, account):
            holders.append(holder)
        if holders:
            body = [at for at in block.body if at not in left]
            _take(rows, block, body, holders[-1], account)
    return holders


def _named(rows: Sequence[str], block: _Block, holders: Sequence[_Holder], account: Account) -> _Holder | None:
    """A new holder, or None where the columns of the one before go on."""
    if not block.heading:
        account.doubt(block.marker + 1, "no-heading", "columns without a holder above them; the one before goes on")
        return None
    for at in block.heading:
        account.at(at + 1, "heading")
    said = tidy(" ".join(rows[at] for at in block.heading))
    found = _HOLDER.fullmatch(_CONTINUED.sub("", said))
    name = found["name"] if found else said
    number = found["number"] if found else ""
    if holders and (holders[-1].number, holders[-1].name) == (number, name):
        return None
    if _CONTINUED.search(said):
        text = f"it is said to go on, but the columns before are those of another: {clip(name)}"
        account.doubt(block.heading.start + 1, "not-continued", text)
    return _Holder(number, name, block.heading.start + 1)


def _take(rows: Sequence[str], block: _Block, body: Sequence[int], holder: _Holder, account: Account) -> None:
    """Adds the entries of one setting of the columns to the holder's lists."""
    middle = _middles(rows, block)
    starts = layout.borders([rows[at] for at in (*block.titles, *body)], middle)
    titles = _titles(rows, block, starts, account)
    for at in body:
        if len(rows[at]) > layout.WIDEST:
            account.doubt(at + 1, "unplaced", f"too wide for a row of columns: {clip(rows[at])}")
            continue
        for cell in layout.cells(rows[at], starts):
            if cell.crosses:
                text = f"it runs over the border of the next column and is read as one: {clip(cell.text)}"
                account.doubt(at + 1, "crosses-columns", text)
            _place(cell, at + 1, holder.lists.setdefault(titles[cell.column], []), account)


def _middles(rows: Sequence[str], block: _Block) -> list[float]:
    """About where the columns stand: by the first row of titles that has one each, or by the numbers above them."""
    wanted = layout.middles(rows[block.marker])
    by_title = (layout.middles(rows[at]) for at in block.titles)
    numbers = len(re.findall("Column", rows[block.marker]))
    return next((found for found in by_title if len(found) == numbers), wanted)


def _titles(rows: Sequence[str], block: _Block, starts: Sequence[int], account: Account) -> list[str]:
    said: list[list[str]] = [[] for _ in range(len(starts) + 1)]
    for at in block.titles:
        account.at(at + 1, "columns")
        for cell in layout.cells(rows[at], starts):
            said[cell.column].append(cell.text)
    return [tidy(" ".join(part)) or f"Column {at}" for at, part in enumerate(said, 1)]


def _place(cell: layout.Cell, line: int, entries: list[_Item], account: Account) -> None:
    """Begins an entry with the cell, or adds it to the last one."""
    numbered, bulleted = _NUMBERED.fullmatch(cell.text), _BULLETED.fullmatch(cell.text)
    last = entries[-1] if entries else None
    if numbered and (last is None or _next(last, int(numbered[1]), cell.start)):
        entries.append(_Item(numbered[1], cell.start, [numbered[2]], [line]))
    elif bulleted and (last is None or not last.label):
        entries.append(_Item("", cell.start, [bulleted[1]], [line]))
    elif last:
        last.parts.append(cell.text)
        last.lines.append(line)
    else:
        account.doubt(line, "unplaced", f"it belongs to no entry of its column: {clip(cell.text)}")


def _next(last: _Item, number: int, start: int) -> bool:
    """Whether a number begins a new entry: the next one, or any that stands where the last one stood."""
    return bool(last.label) and (number == int(last.label) + 1 or abs(start - last.start) <= 2)


def _hyphened(one: str, more: str) -> bool:
    return one[-1:] == "-" and one[-2:-1].islower() and more[:1].islower()


def _unit(holder: _Holder, ids: Ids, account: Account) -> Unit:
    name = Text(en=holder.name)
    given = ids.new(identifier(name))
    duties: list[Duty] = []
    units: list[Unit] = []
    for title, entries in holder.lists.items():
        kept = [(entry, words) for entry in entries if (words := _words(entry, account))]
        _doubt_numbers([(e.label, e.lines[0]) for e in entries if e.label], f"{title} of {holder.name}", given, account)
        if _INSTITUTIONS.search(title):
            units += [_institution(entry, words, ids, account) for entry, words in kept]
        else:
            heading = None if _DUTIES.search(title) else title
            for entry, words in kept:
                duties.append(_duty(f"{given}/d{len(duties) + 1}", entry, words, heading, account))
    return Unit(
        id=given,
        number=holder.number or None,
        name=name,
        group="minister",
        duties=tuple(duties),
        units=tuple(units),
        locator=account.at(holder.line, "unit"),
    )


def _words(entry: _Item, account: Account) -> str:
    """The words of an entry; that it has none, or breaks off, is a finding."""
    words = entry.text
    if not words:
        account.doubt(entry.lines[0], "empty-item", f"entry {entry.label or '•'} has no words")
    elif _BROKEN_OFF.search(words[-20:]):
        account.doubt(entry.lines[-1], "cut-off", f"the entry ends in the middle: …{words[-60:]}")
    return words


def _institution(entry: _Item, words: str, ids: Ids, account: Account) -> Unit:
    name = Text(en=words)
    _use(entry, "unit", account)
    given = ids.new(identifier(name))
    locator = account.at(entry.lines[0], "unit")
    return Unit(id=given, number=entry.label or None, name=name, group="institution", locator=locator)


def _duty(given: str, entry: _Item, words: str, heading: str | None, account: Account) -> Duty:
    _use(entry, "duty", account)
    number = item_number(entry.label, "en") if entry.label else None
    locator = account.at(entry.lines[0], "duty")
    return Duty(id=given, number=number, heading=heading, text=Text(en=words), locator=locator)


def _use(entry: _Item, gave: str, account: Account) -> None:
    for line in entry.lines:
        account.at(line, gave)


def _doubt_numbers(numbers: Iterable[tuple[str, int]], where: str, about: str | None, account: Account) -> None:
    """Adds a finding wherever a list does not count on by one."""
    expected = 1
    for said, line in numbers:
        number = int(said) if said.isdecimal() else expected
        if number != expected:
            account.doubt(line, "numbering", f"{clip(where)}: {number} stands where {expected} would follow", about)
        expected = number + 1
