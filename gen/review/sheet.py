"""Decisions made in a workbook that `gen review --export` wrote: read back whole, or every wrong cell told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gen.diff.ruled import Items
from gen.diff.rulings import decided
from gen.errors import Cell, Fault, FaultyFile, nearest
from gen.model.ruling import UNNUMBERED, Ruling
from gen.render.review import ABOUT, ANSWERS, FORMAT
from gen.report.cases import Case, either, verdict_of, verdict_words
from gen.review.decide import Pair, concerned, is_repeated
from gen.sources.formats.xlsx import Row, sheets
from gen.store.rulings import ids_of

Known = Mapping[str, tuple[frozenset[str], frozenset[str]]]
_SUBJECTS = {"U": "unit", "D": "duty"}
_WHY_UNFIT = {
    "sizes": "does not go with so many ids: same takes one old and one new, split several new, merged several old",
    "taken": "claims an item that a later row claims as well",
}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The sheet of the cases, and in which column each of the keys stands."""

    file: str
    name: str
    rows: tuple[Row, ...]
    columns: dict[str, int]

    def said(self, row: int, key: str) -> str:
        column = self.columns[key]
        cells = self.rows[row]
        return cells[column].strip() if column < len(cells) else ""

    def fault(self, row: int, key: str, what: str, todo: str = "") -> Fault:
        return Fault(Cell(self.file, self.name, row + 1, self.columns[key] + 1), what, todo)


def decisions(
    file: str, data: bytes, pair: Pair, cases: Iterable[Case], earlier: Sequence[Ruling]
) -> tuple[Ruling, ...]:
    """The rulings a filled-in workbook holds, without those that say again what `earlier` ones say.

    cases: those open now. Raises CannotRead, and FaultyFile with every wrong cell.
    """
    known = {subject: (ids_of(pair.old, subject), ids_of(pair.new, subject)) for subject in _SUBJECTS.values()}
    by_key: dict[object, Case] = {case.key: case for case in cases}
    sheet = _sheet(file, sheets(file, data), pair)
    found: dict[int, Ruling] = {}
    faults: list[Fault] = []
    for row in range(1, len(sheet.rows)):
        if not sheet.said(row, "review_verdict"):
            continue
        wrong = list(_wrong(sheet, row, pair, known))
        faults += wrong
        if not wrong:
            found[row] = _ruling(sheet, row, pair, by_key)
    faults += _conflicts(sheet, found, pair)
    if faults:
        raise FaultyFile(faults)
    return tuple(ruling for ruling in found.values() if not is_repeated(ruling, earlier))


def _sheet(file: str, book: dict[str, tuple[Row, ...]], pair: Pair) -> _Sheet:
    """The sheet with the cases of this pair; raises FaultyFile for a workbook that is none, or of another pair."""
    about = {row[0]: row[1] for row in book.get(ABOUT, ()) if len(row) > 1}
    if about.get("format") != FORMAT:
        what = f"the sheet that says {FORMAT} is missing"
        raise FaultyFile([Fault(Cell(file, ABOUT), what, "fill in a workbook that gen review --export wrote")])
    wanted = {"old": pair.old.ref, "new": pair.new.ref}
    other = [
        Fault(
            Cell(file, ABOUT), f"is on {about.get(key, '')!r} as the {key} release, not on {ref}", "name its releases"
        )
        for key, ref in wanted.items()
        if about.get(key) != ref
    ]
    if other:
        raise FaultyFile(other)
    name = next((name for name in book if name != ABOUT), ABOUT)
    rows = book[name] or ((),)
    head = [said.strip().casefold() for said in rows[0]]
    columns = {key: next((n for n, said in enumerate(head) if said in either(key)), -1) for key in ("id", *ANSWERS)}
    missing = [key for key, column in columns.items() if column < 0]
    if missing:
        told = [f"the column {' or '.join(sorted(either(key)))} is missing" for key in missing]
        raise FaultyFile(Fault(Cell(file, name, 1, 1), one, "keep the first row as it was") for one in told)
    return _Sheet(file, name, rows, columns)


def _wrong(sheet: _Sheet, row: int, pair: Pair, known: Known) -> Iterator[Fault]:
    """Yields a fault for each cell of a row that cannot be used."""
    said = sheet.said(row, "review_verdict")
    if verdict_of(said) is None:
        yield sheet.fault(row, "review_verdict", f"verdict {said!r} is none", nearest(said, verdict_words()))
    subject = _SUBJECTS.get(sheet.said(row, "id")[:1])
    if subject is None:
        yield sheet.fault(row, "id", "is not the id of a case, as U3 or D12", "keep the ids as they were")
        return
    ends = ("review_old_ids", pair.old.ref), ("review_new_ids", pair.new.ref)
    for (key, ref), ids in zip(ends, known[subject], strict=True):
        for name in sheet.said(row, key).split():
            if name not in ids:
                yield sheet.fault(row, key, f"{ref} has no {subject} {name!r}", nearest(name, ids))
    try:
        pair.ruling_on(subject, "later", ((), ()), sheet.said(row, "review_why"))
    except ValueError:
        yield sheet.fault(row, "review_why", "holds a character that cannot stand in the record", "type it anew")


def _ruling(sheet: _Sheet, row: int, pair: Pair, cases: Mapping[object, Case]) -> Ruling:
    ends = tuple(sheet.said(row, "review_old_ids").split()), tuple(sheet.said(row, "review_new_ids").split())
    verdict = verdict_of(sheet.said(row, "review_verdict")) or "later"
    subject = _SUBJECTS[sheet.said(row, "id")[:1]]
    if case := cases.get((subject, *ends)):
        ends = concerned(case, verdict)
    return pair.ruling_on(subject, verdict, ends, sheet.said(row, "review_why"))


def _conflicts(sheet: _Sheet, found: dict[int, Ruling], pair: Pair) -> Iterator[Fault]:
    """Yields a fault for each row whose verdict does not go with its items, or with another row."""
    for subject in _SUBJECTS.values():
        named = [r.model_copy(update={"id": f"{UNNUMBERED}-{row}"}) for row, r in found.items() if r.subject == subject]
        olds, news = (
            Items({name: n for n, name in enumerate(name for one in named for name in getattr(one, side))}, of, subject)
            for side, of in (("old", pair.old), ("new", pair.new))
        )
        for unfit in decided(named, olds, news).unfit:
            row = int(unfit.ruling.rpartition("-")[2])
            yield sheet.fault(row, "review_verdict", f"verdict {_WHY_UNFIT[unfit.why]}", "correct the row")
    first: dict[object, int] = {}
    for row, ruling in found.items():
        key = ruling.subject, frozenset(ruling.old), frozenset(ruling.new)
        if first.setdefault(key, row) != row:
            what = f"the same items are ruled on in row {first[key] + 1} already"
            yield sheet.fault(row, "review_verdict", what, "leave one of the two empty")
