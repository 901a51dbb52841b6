"""What a briefing says, in finished words of one language; renderers lay it out and add nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from gen.model.change import Kind, Redline, Status, Subject

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Mark:
    """How a kind of change is told apart: by symbol and by word; `kind` is what a stylesheet colours by."""

    kind: Kind
    symbol: str
    word: str


@dataclass(frozen=True, slots=True)
class SideWords:
    """One side of a change: name, a second line under it, what it stands under, and where the source says so."""

    name: str
    under: str
    number: str
    text: str
    place: str
    survivor: str = ""


@dataclass(frozen=True, slots=True)
class DetailWords:
    """One aspect that differs and that the sides do not show already: its name, and what each side says of it or ""."""

    aspect: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Item:
    """One change in words; `title` is short enough for a heading, `sentence` says the whole event."""

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


@dataclass(frozen=True, slots=True)
class KindGroup:
    """All changes of one subject whose first kind is the same, in the order of the record."""

    mark: Mark
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class SubjectSection:
    """The changes of one subject; `note` says what holds where there is nothing, or little, to list."""

    subject: Subject
    title: str
    note: str
    groups: tuple[KindGroup, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every change of the section, kind by kind."""
        return tuple(item for group in self.groups for item in group.items)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line of the summary and the ids of the changes it speaks of; `label` shows them, as in "U1" or "P2–P9"."""

    mark: Mark
    text: str
    ids: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class CountRow:
    """The headline numbers of one subject: changes by kind in the order of the legend, their total, what stayed."""

    subject: Subject
    label: str
    numbers: tuple[int, ...]
    total: int
    kept: int


@dataclass(frozen=True, slots=True)
class SourceWords:
    """A document one of the releases rests on; `id` is what source lines name it by."""

    id: str
    name: str
    licence: str
    origin: str
    captured: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReleaseWords:
    """One of the two releases compared: `effective` is in words, `date` as the record has it."""

    ref: str
    label: str
    title: str
    document: str
    effective: str
    date: str
    sha256: str
    sources: tuple[SourceWords, ...]


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One event in the picture of the structure: names on the left became names on the right."""

    id: str
    mark: Mark
    old: tuple[str, ...]
    new: tuple[str, ...]
    note: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class PictureGroup:
    """One group of units in the picture; `rest` tells how many units did not change."""

    name: str
    counts: str
    rows: tuple[PictureRow, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class Structure:
    """The picture of the structure as data; `caption` also serves as its alternative text."""

    title: str
    caption: str
    old: str
    new: str
    groups: tuple[PictureGroup, ...]


@dataclass(frozen=True, slots=True)
class ShownWords:
    """A change beside the declarations: what it says, and the source lines of both its sides."""

    id: str
    mark: Mark
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class TransferWords:
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


@dataclass(frozen=True, slots=True)
class TransferGroup:
    """The transfers of one verdict, or, of "undeclared", the changes that no transfer declares."""

    verdict: Literal["seen", "not-seen", "undeclared", "unchecked"]
    title: str
    note: str
    rows: tuple[TransferWords, ...] = ()
    changes: tuple[ShownWords, ...] = ()


@dataclass(frozen=True, slots=True)
class NotComparableWords:
    """A subject, or a group of it, that cannot be compared, and why."""

    subject: str
    group: str
    old: int
    new: int
    why: str


@dataclass(frozen=True, slots=True)
class FoldedWords:
    """A kind of difference told once instead of each time; `items` are its single cases, where they are asked for."""

    kind: str
    count: int
    what: str
    items: tuple[Redline, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """Where every item of one subject went; the equations are whole sentences."""

    subject: str
    old: int
    new: int
    old_equation: str
    new_equation: str
    balanced: bool
    verdict: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole briefing in words, numbered and sorted."""

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
    sections: tuple[SubjectSection, ...]
    transfers: tuple[TransferGroup, ...]
    not_comparable: tuple[NotComparableWords, ...]
    folded: tuple[FoldedWords, ...]
    unfit: tuple[str, ...]
    ledger: tuple[LedgerRow, ...]
    labels: Mapping[str, str] = field(hash=False)
    headings: Mapping[str, str] = field(hash=False)

    @property
    def items(self) -> tuple[Item, ...]:
        """Every change, section by section."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def awaiting(self) -> tuple[Item, ...]:
        """The changes that await a reviewer's ruling."""
        return tuple(item for item in self.items if item.status == "likely")
