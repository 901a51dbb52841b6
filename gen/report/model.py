"""What a briefing says, in finished words of one language; renderers lay it out and add nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from gen.model.change import Kind, Redline, Status, Subject

Language = Literal["zh", "en"]
_HALF_PAGE = 350


class Mark(NamedTuple):
    """How a kind of change is told apart: by symbol and by word; `kind` is what a stylesheet colours by."""

    kind: Kind
    symbol: str
    word: str


class SideWords(NamedTuple):
    """One side of a change: name, a second line under it, what it stands under, and where the source says so."""

    name: str
    under: str
    number: str
    text: str
    place: str
    survivor: str = ""


class GroupWords(NamedTuple):
    """A group of units: what the record calls it, and the word for it."""

    key: str
    word: str


class DetailWords(NamedTuple):
    """One aspect that differs and that the sides do not show already: its name, and what each side says of it or ""."""

    aspect: str
    old: str
    new: str


class Item(NamedTuple):
    """One change in words; `title` is short enough for a heading, `sentence` says the whole event.

    `groups` are those its sides stand in.
    """

    id: str
    subject: Subject
    marks: tuple[Mark, ...]
    title: str
    sentence: str
    old: tuple[SideWords, ...]
    new: tuple[SideWords, ...]
    details: tuple[DetailWords, ...]
    redline: Redline
    status: Status
    status_word: str
    score: str
    evidence: tuple[str, ...]
    runner_up: str
    ruling: str
    findings: tuple[str, ...]
    groups: tuple[GroupWords, ...] = ()


class KindGroup(NamedTuple):
    """All changes of one subject whose first kind is the same, in the order of the record."""

    mark: Mark
    title: str
    items: tuple[Item, ...]


class SubjectSection(NamedTuple):
    """The changes of one subject; `note` says what holds where there is nothing, or little, to list."""

    subject: Subject
    title: str
    note: str
    groups: tuple[KindGroup, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every change of the section, kind by kind."""
        return tuple(item for group in self.groups for item in group.items)


class Sentence(NamedTuple):
    """One line of the summary and the ids of the changes it speaks of; `label` shows them, as in "U1" or "P2–P9"."""

    mark: Mark
    text: str
    ids: tuple[str, ...]
    label: str


class CountRow(NamedTuple):
    """The headline numbers of one subject: changes by kind in the order of the legend, their total, what stayed."""

    subject: Subject
    label: str
    numbers: tuple[int, ...]
    total: int
    kept: int


class SourceWords(NamedTuple):
    """A document one of the releases rests on; `id` is what source lines name it by."""

    id: str
    name: str
    licence: str
    origin: str
    captured: str
    sha256: str


class ContradictionWords(NamedTuple):
    """What two sources state differently: of what, and each reading with its place, the one taken first."""

    what: str
    readings: tuple[tuple[str, str], ...]


class ReleaseWords(NamedTuple):
    """One of the two releases compared: `effective` is in words, `date` as the record has it."""

    ref: str
    label: str
    title: str
    document: str
    effective: str
    date: str
    sha256: str
    sources: tuple[SourceWords, ...]
    contradictions: tuple[ContradictionWords, ...] = ()

    @property
    def day(self) -> datetime:
        """Midnight of the first day that `date` may mean, which documents are dated by."""
        year, month, day = (int(part) for part in f"{self.date}-01-01".split("-")[:3])
        return datetime(year, month, day)  # noqa: DTZ001


class GoesOn(NamedTuple):
    """The side of a split or a merger that goes on: which of the names of that side, and the words for it."""

    side: Literal["old", "new"]
    nth: int
    word: str


class PictureRow(NamedTuple):
    """One event in the picture of the structure: names on the left became names on the right, under `under`."""

    id: str
    mark: Mark
    old: tuple[str, ...]
    new: tuple[str, ...]
    note: str
    doubtful: bool
    under: str = ""
    goes_on: GoesOn | None = None


class PictureGroup(NamedTuple):
    """One group of units in the picture; `rest` tells how many units did not change, `named` also which.

    Rows under one unit stand together. `more` tells of the events that the picture leaves to the tables, "" if none.
    """

    name: str
    counts: str
    rows: tuple[PictureRow, ...]
    rest: str
    named: str = ""
    more: str = ""


class Structure(NamedTuple):
    """The picture of the structure as data; `caption` also serves as its alternative text."""

    title: str
    caption: str
    old: str
    new: str
    groups: tuple[PictureGroup, ...]


class Holder(NamedTuple):
    """What units and duties move between: its name and what it stands under, "" right under the body."""

    name: str
    under: str


class Flow(NamedTuple):
    """What moved from an old holder to a new one: how many units and duties, by which changes.

    `mark` is the weightiest kind among them, `label` the ids in short; `stays` is set where a unit goes on beside what
    was split off or taken in, and then nothing moved.
    """

    mark: Mark
    old: Holder
    new: Holder
    units: int
    duties: int
    ids: tuple[str, ...]
    label: str
    doubtful: bool
    stays: str

    @property
    def size(self) -> int:
        """How many units and duties moved."""
        return self.units + self.duties


class Flows(NamedTuple):
    """The picture and the table of what moved; `rest` tells of the flows left out, "" if none."""

    title: str
    caption: str
    rows: tuple[Flow, ...]
    rest: str


class ShownWords(NamedTuple):
    """A change beside the declarations: what it says, and the source lines of both its sides."""

    id: str
    mark: Mark
    text: str
    place: str


class TransferWords(NamedTuple):
    """One transfer that a release declares, with the changes that show it, or why it is not checked."""

    release: str
    what: str
    origin: str
    target: str
    kind: str
    remarks: str
    text: str
    place: str
    why: str = ""
    shown: tuple[ShownWords, ...] = ()


class TransferGroup(NamedTuple):
    """The transfers of one verdict, or, of "undeclared", the changes that no transfer declares."""

    verdict: Literal["seen", "partly", "not-seen", "undeclared", "unchecked"]
    title: str
    note: str
    rows: tuple[TransferWords, ...] = ()
    changes: tuple[ShownWords, ...] = ()


class NotComparableWords(NamedTuple):
    """A subject, or a group of it, that cannot be compared, and why."""

    subject: str
    group: str
    old: int
    new: int
    why: str


class FoldedWords(NamedTuple):
    """A kind of difference told once instead of each time; `items` are its single cases, where they are asked for."""

    kind: str
    count: int  # type: ignore[assignment]
    what: str
    items: tuple[Redline, ...] = ()


class LedgerRow(NamedTuple):
    """Where every item of one subject went; the equations are whole sentences."""

    subject: str
    old: int
    new: int
    old_equation: str
    new_equation: str
    balanced: bool
    verdict: str


class CellLine(NamedTuple):
    """A paragraph of a cell; role: a name, the wording of a duty, what it stands under, or that there is nothing."""

    role: Literal["name", "text", "under", "empty"]
    pieces: Redline

    @property
    def text(self) -> str:
        """The words of the paragraph."""
        return "".join(text for _, text in self.pieces)


class ComparisonRow(NamedTuple):
    """One change beside what it was, or what the table tells once for the whole text, then without id and marks."""

    number: str
    id: str
    marks: tuple[Mark, ...]
    status: str
    old: tuple[CellLine, ...]
    new: tuple[CellLine, ...]
    remarks: tuple[str, ...]

    @property
    def long(self) -> bool:
        """Whether it may be broken over pages: some cell would fill half of one."""
        cells = ([piece for line in cell for _, piece in line.pieces] for cell in (self.old, self.new))
        return any(sum(map(len, said)) > _HALF_PAGE for said in (*cells, self.remarks))


class Comparison(NamedTuple):
    """The table of old and new: `notes` say what is compared and how to read it, `head` names the columns."""

    title: str
    caption: str
    notes: tuple[str, ...]
    head: tuple[str, str, str, str]
    rows: tuple[ComparisonRow, ...]


class Report(NamedTuple):
    """A whole briefing in words, numbered and sorted; `comparison` only where the table is wanted."""

    language: Language
    body: str
    title: str
    subtitle: str
    old: ReleaseWords
    new: ReleaseWords
    lead: str
    counts: tuple[CountRow, ...]
    sentences: tuple[Sentence, ...]
    legend: tuple[Mark, ...]
    structure: Structure
    flows: Flows
    sections: tuple[SubjectSection, ...]
    transfers: tuple[TransferGroup, ...]
    not_comparable: tuple[NotComparableWords, ...]
    folded: tuple[FoldedWords, ...]
    unfit: tuple[str, ...]
    ledger: tuple[LedgerRow, ...]
    labels: Mapping[str, str]
    headings: Mapping[str, str]
    comparison: Comparison | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        """Every change, section by section."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def awaiting(self) -> tuple[Item, ...]:
        """The changes that await a reviewer's ruling."""
        return tuple(item for item in self.items if item.status == "likely")
