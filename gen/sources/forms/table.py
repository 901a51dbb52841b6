"""The form "table": a unit a row under a header, in CSV or in a sheet of a workbook."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gen.errors import BadValue, CannotRead, Fault, FaultyFile, Unknown, nearest
from gen.model.columns import COLUMNS
from gen.model.record import GROUPS, Coverage, Post, Staffing, Text
from gen.sources.account import Account
from gen.sources.columns import Header, headers, normal_space, sheets
from gen.sources.doubts import doubt_names
from gen.sources.draft import Draft
from gen.sources.headings import group_of
from gen.sources.lines import classify
from gen.sources.names import level_of
from gen.sources.paper import Paper
from gen.sources.parents import Row, linked
from gen.sources.units import Node, duties_of, freeze, text_of
from gen.sources.words import clip, has_han, item_number

_SEVERAL = re.compile("[、;；\n]")
_SAID = {",": "comma", ";": "semicolon", "\t": "tab"}
_COUNT = re.compile(r"\d{1,9}")
_MOST_FAULTS = 1_000


def fits(paper: Paper) -> bool:
    """Whether there is a header of a table of units, or the user has said what its columns are called."""
    asked = bool(paper.columns.headers) and not paper.columns.remembered
    return paper.format in ("text", "xlsx") and (asked or bool(headers(paper)))


def read(paper: Paper, account: Account) -> Draft:
    """Returns the units, one a row; rows without a parent are the top units of the body.

    A key labels a row inside the file only; without such a column the name does. A cell of `duty` holds one duty a
    line, one of `nameplates` or `post` several joined by 、 or ;. The body is called by its id, unless the only top
    row bears that id as key or name: that row then is the body itself. Raises FaultyFile with every fault at its place.
    """
    header = _header(paper)
    found, faults = _rows(paper, header, account)
    parents, more = linked(found, header)
    if len(faults) + len(more) > _MOST_FAULTS:
        raise FaultyFile([*faults, *more])
    made = _Making(header, account)
    nodes = [made.node(row) for row in found]
    if faults := [*faults, *more, *made.faults]:
        raise FaultyFile(faults)
    tops = list[Node]()
    for node, parent in zip(nodes, parents, strict=True):
        (tops if parent is None else nodes[parent].units).append(node)
    body = _body([row for row, parent in zip(found, parents, strict=True) if parent is None], tops, account)
    units = freeze(body.units if body else tops, account)
    name = body.name if body else Text(en=account.body)
    doubt_names(body.units if body else tops, name, account)
    return Draft(
        language="zh" if any(has_han(node.name.primary) for node in nodes) else "en",
        title=made.title(paper),
        coverage=Coverage(
            units=True,
            duties="duty" in header.columns and any(node.duties for node in nodes),
            posts=any(node.posts for node in nodes),
            staffing=bool(made.staffing),
        ),
        name=name,
        level=body.level if body else None,
        nameplates=tuple(body.nameplates) if body else (),
        duties=duties_of(body, account) if body else (),
        posts=tuple(body.posts) if body else (),
        units=units,
        staffing=tuple(made.staffing),
    )


def _header(paper: Paper) -> Header:
    """The header of the one table that is read; raises CannotRead, Unknown (sheet), FaultyFile."""
    asked = paper.columns
    if asked.sheet is not None and paper.format != "xlsx":
        raise BadValue("sheet", asked.sheet, f"for {paper.file}, which is no workbook")
    if asked.sheet is not None and asked.sheet not in sheets(paper):
        raise Unknown("sheet", asked.sheet, sheets(paper), paper.file)
    found = headers(paper)
    if len(found) > 1:
        names = ", ".join(repr(one.sheet) for one in found)
        raise CannotRead(paper.file, f"its sheets {names} all hold a table", "name one with --sheet")
    if not found:
        wanted = ", ".join(f"{column}={header}" for column, header in asked.headers.items()) or "a name"
        shown = next((row for row in paper.rows if row.strip()), "")
        todo = f"name the headers as they stand there; the first row is {clip(shown)!r}"
        raise CannotRead(paper.file, f"no row has the headers of the map ({wanted})", todo)
    return found[0]


def _rows(paper: Paper, header: Header, account: Account) -> tuple[list[Row], list[Fault]]:
    """The rows below the header, and the faults of their shape; every line of the document is accounted for."""
    faults = list(_columns(paper, header, account))
    found = list[Row]()
    width = len(header.cells)
    for first, last, cells in _sheet(paper, header, account) if header.sheet else _csv(paper, header, faults):
        if len(cells) != width and not header.sheet:
            what = f"{len(cells)} cells under {width} columns"
            faults.append(Fault(header.place(first), what, f"quote cells that hold a {_SAID[header.separator]}"))
            continue
        said = {column: cells[at].strip() if at < len(cells) else "" for column, at in header.columns.items()}
        row = Row(first, last, dict.fromkeys(COLUMNS, "") | said)
        if found and _goes_on(found[-1], row):
            found[-1] = Row(found[-1].first, last, found[-1].cell, (*found[-1].more, (first, row.cell["duty"])))
        else:
            found.append(row)
    for number, row_text in enumerate(paper.rows[: header.line - 1], 1):
        if not header.sheet and row_text.strip():
            account.at(number, "title")
    return found, faults


def _goes_on(above: Row, row: Row) -> bool:
    """Whether a row is the one above it but for another duty: the unit goes on."""
    duties = (above.cell["duty"], row.cell["duty"], *(duty for _, duty in above.more))
    apart = ("duty", "number")
    same = all(above.cell[column] == said for column, said in row.cell.items() if column not in apart)
    return same and all(duties) and len(set(duties)) == len(duties)


def _columns(paper: Paper, header: Header, account: Account) -> Iterator[Fault]:
    """Says what each header was taken for; yields a fault for one that stands twice."""
    account.at(header.line, "table header")
    for cell in dict.fromkeys(filter(None, header.cells)):
        if header.cells.count(cell) > 1 and header.cells.index(cell) in header.columns.values():
            at = next(column for column, index in header.columns.items() if header.cells[index] == cell)
            yield Fault(header.place(header.line, at), f"the column {clip(cell)!r} stands twice")
    taken = ", ".join(f"{column} is {normal_space(header.cells[at])}" for column, at in header.columns.items())
    if paper.columns.remembered and header.how != "map":
        text = f"the headers remembered for this body do not stand here; taken instead: {taken}"
        account.doubt(header.line, "columns", text)
    elif header.how == "usual":
        account.doubt(header.line, "columns", f"taken by the usual words: {taken}; --map says otherwise")
    for index, cell in enumerate(header.cells):
        if cell.strip() and index not in header.columns.values() and cell not in header.cells[:index]:
            hint = nearest(cell, COLUMNS) if header.how == "own" else "name it with --map if it is to be read"
            account.doubt(header.line, "unknown-column", f"the column {clip(cell)!r} is not read; {hint}")


def _csv(paper: Paper, header: Header, faults: list[Fault]) -> Iterator[tuple[int, int, list[str]]]:
    """Yields the first line, the last line and the cells of each row below the header that is not empty."""
    above = header.line - 1
    lines = (f"{row}\n" for row in paper.rows[above:])
    reader = csv.reader(lines, delimiter=header.separator, strict=True)
    last = 0
    try:
        for cells in reader:
            first, last = last + 1, reader.line_num
            if any(cells) and first > 1:
                yield above + first, above + last, cells
    except csv.Error as error:
        faults.append(Fault(header.place(above + reader.line_num), f"not CSV: {error}"))


def _sheet(paper: Paper, header: Header, account: Account) -> Iterator[tuple[int, int, list[str]]]:
    """Yields first line, last line and cells of each row below the header, and accounts for all other lines."""
    sheet = ""
    for line in paper.lines:
        sheet = line.text if line.kind == "markup" else sheet
        if line.kind == "markup" or sheet != header.sheet:
            account.leave(line.number, "name of a sheet" if line.kind == "markup" else "another sheet")
        elif line.number < header.line:
            account.at(line.number, "title")
        elif line.number > header.line and line.kind == "row":
            yield line.number, line.number, list(line.cells)


@dataclass(slots=True)
class _Making:
    """Makes nodes of rows, and collects what a node does not hold: staffing, and the faults of the cells."""

    header: Header
    account: Account
    staffing: list[Staffing] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def node(self, row: Row) -> Node:
        """The node that a row is."""
        for line in range(row.first, row.last + 1):
            self.account.at(line, "unit")
        cell, level = row.cell, row.cell["level"] or None
        self._count(row)
        return Node(
            name=text_of(cell["name"] or "?", cell["name_en"] or None),
            line=row.first,
            group=_group(cell["group"]),
            level=level and (level_of(level) or level),
            nameplates=[text_of(part) for part in _parts(cell["nameplates"])],
            duties=[said for line, duty in ((row.first, cell["duty"]), *row.more) for said in _duties(duty, line)],
            posts=[self._post(name, row) for name in _parts(cell["post"])],
            number=cell["number"] or None,
        )

    def _post(self, holder: str, row: Row) -> Post:
        return Post(title=self._heading("post"), holder=holder, locator=self.account.at(row.first, "post"))

    def _heading(self, column: str) -> str:
        return normal_space(self.header.cells[self.header.columns[column]])

    def _count(self, row: Row) -> None:
        said = row.cell["staffing"].removesuffix("名").removesuffix("人").strip()
        if not said:
            return
        if not _COUNT.fullmatch(said) or not said.isascii():
            what = f"{clip(row.cell['staffing'])!r} is not a whole number"
            self.faults.append(Fault(self.header.place(row.first, "staffing"), what, "write the number alone"))
            return
        name, heading = row.cell["name"], self._heading("staffing")
        what = f"{name}{heading}" if has_han(name) and has_han(heading) else f"{name} {heading}"
        at = self.account.at(row.first, "staffing")
        self.staffing.append(Staffing(what=what.strip(), count=int(said), locator=at))

    def title(self, paper: Paper) -> str | None:
        """What stands above the header, where that is one text."""
        above = (paper.rows[number - 1] for number in range(self.header.top + 1, self.header.line))
        said = {part for row in above for part in (part.strip() for part in row.strip(",;\t ").split("|")) if part}
        return next(iter(said)) if len(said) == 1 else None


def _group(cell: str) -> str | None:
    """A group in gen's own word, where the cell says it in a usual one."""
    return cell if cell in GROUPS else (group_of(cell[:80]) or cell or None)


def _parts(cell: str) -> Sequence[str]:
    return [part for name in _SEVERAL.split(cell) if (part := name.strip())]


def _duties(cell: str, at: int) -> Iterator[tuple[str | None, Text, int]]:
    """Yields number, text and line of the duties in a cell, one a line of it."""
    for part in filter(None, map(str.strip, cell.split("\n"))):
        line = classify(at, part)
        label = line.label if line.kind == "item" and line.label != "#" else ""
        language = "zh" if has_han(part) else "en"
        yield (item_number(label, language) if label else None), text_of(line.text if label else part), at


def _body(rows: Sequence[Row], tops: Sequence[Node], account: Account) -> Node | None:
    """The only top row, if it bears the id of the body as key or name."""
    if len(tops) != 1:
        return None
    said = {rows[0].cell[column].casefold() for column in ("key", "name", "name_en")}
    return tops[0] if account.body in said else None
