"""The use case of taking a redline back that a reviewer has worked on: the snapshot it makes, and the rulings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from gen.accepted.making import Joined, Made, made, snapshot
from gen.accepted.outcomes import Judge, Outcome, rejected, remarks, rulings
from gen.accepted.placing import Side, Spot, Texts, placed, spot_of
from gen.accepted.sides import Release, release, together
from gen.accepted.statement import Stated, blocks_stated, stated_in
from gen.briefing import Comparison, compare
from gen.errors import BadValue, CannotRead
from gen.files import read as read_file
from gen.model.change import Change
from gen.model.record import Snapshot
from gen.model.ruling import Ruling
from gen.render.reviewed import Note, Reviewed, reviewed
from gen.render.wordml import xml_text
from gen.report.cases import all_cases, either
from gen.report.redline import preface, redlined
from gen.sources.account import Account
from gen.sources.formats.docx.wordfile import WordFile, opened
from gen.sources.read import Document, Reading, check, counts, source_of
from gen.store import Store

PREFIX = "_gen_"


@dataclass(frozen=True, slots=True)
class Request:
    """Which redline is taken back, as which release, and what is known about it.

    body: to be sure that it is on that body; release: the new one with the label "accepted" unless given; who: the
    reviewer, where the document does not tell.
    """

    file: Path
    captured: str
    body: str | None = None
    release: str | None = None
    effective: str | None = None
    licence: str = "not stated"
    origin: str | None = None
    keep: bool = False
    who: str | None = None


class Taken(NamedTuple):
    """What a redline gives: a snapshot with the fate of every paragraph, what became of each change, rulings."""

    document: Document
    reading: Reading
    outcomes: tuple[tuple[Change, Outcome], ...]
    rulings: tuple[Ruling, ...]


def take(store: Store, request: Request) -> Taken:
    """What the redline gives; nothing is written.

    Raises CannotRead for what is no redline of gen, or not of what the store holds, BadValue, and what Store.load
    raises.
    """
    data = read_file(request.file, follow=True)
    document = Document(
        request.file.name, data, request.licence, request.origin, request.file.name if request.keep else None
    )
    file = opened(request.file.name, data)
    said = stated_in(file)
    comparison = compare(store, (said.old, said.new), said.language)
    said.prove(file.name, (comparison.old.sha256, comparison.new.sha256))
    return _Taking(request, document, file, said, comparison).taken()


def put(store: Store, taken: Taken, *, overwrite: bool = False) -> Path:
    """Saves the snapshot, with the document where that is kept, and the rulings; returns the snapshot's file.

    Raises what Store.save and Store.rule raise.
    """
    document, some = taken.document, taken.reading.snapshot
    originals = {document.kept: document.data} if document.kept else {}
    store.rulings(some.body)
    file = store.save(some, replace=overwrite, originals=originals)
    if taken.rulings:
        store.rule(some.body, taken.rulings)
    return file


class _Taking:
    """One redline with the comparison it was made from."""

    def __init__(
        self, request: Request, document: Document, file: WordFile, said: Stated, comparison: Comparison
    ) -> None:
        self.request, self.document, self.file, self.said, self.comparison = request, document, file, said, comparison
        self.old, self.new = comparison.old.snapshot, comparison.new.snapshot
        self.words: Reviewed = reviewed(file, PREFIX)
        self.joined, self.comments = self._joined()
        self.pieces = placed(self.words.pieces, self.joined.texts, self.joined.together)

    def _joined(self) -> tuple[Joined, frozenset[tuple[str, ...]]]:
        """Both texts and what of them is one: as the file has it and, where that does not tell, the record."""
        words = redlined(self.comparison.changes, self.old, self.new, self.comparison.report)
        told = blocks_stated(self.file, (words.old, words.new))
        marks = [spot for piece in self.words.pieces for name in piece.bookmarks if (spot := spot_of(name))]
        lines = [Spot(line.old, line.new) for line in words.lines]
        texts, alone = Texts(words.old, words.new), {end for spot in marks if None in spot for end in spot.ends()}
        standing = texts.pairs((*marks, *(line for line in lines if alone.isdisjoint(line.ends()))))
        moves = texts.pairs((*standing, *(Spot(*pair) for pair in (*told, *lines, *words.moved))))[len(standing) :]
        comments = frozenset(tuple(map(xml_text, one.lines)) for one in words.comments)
        return Joined(texts, standing, moves), comments

    def taken(self) -> Taken:
        changes = self.comparison.changes.changes
        sources, *ids, own = together(self.old, self.new, source_of(self.document))
        releases: dict[Side, Release] = {
            "old": release("old", self.old, self.joined.texts.old, ids[0]),
            "new": release("new", self.new, self.joined.texts.new, ids[1]),
        }
        result = made(self.pieces, self.joined, releases, own)
        judge = Judge(self.joined, result, releases)
        outcomes = tuple((change, judge.outcome(change)) for change in changes)
        notes = [note for note in self.words.notes if not self._ours(note)]
        ruled, used = self._rulings(outcomes, notes, releases)
        some = snapshot(result, releases, sources, own, self._dates())
        return Taken(self.document, self._reading(some, result, own, notes, used), outcomes, ruled)

    def _ours(self, note: Note) -> bool:
        return note.author.casefold() in either("redline_author") and note.lines in self.comments

    def _dates(self) -> dict[str, str]:
        """The release, the day from which it holds, and the day it was taken back."""
        label = self.new.release.partition("+")[2]
        day = self.new.release.partition("+")[0]
        name = self.request.release or f"{day}+{f'{label}.'[:23] if label else ''}accepted"
        same = name.partition("+")[0] == day
        effective = self.request.effective or (self.new.effective if same else name.partition("+")[0])
        check(body=self.new.body, release=name, effective=effective, captured=self.request.captured)
        if self.request.body not in (None, self.new.body):
            raise BadValue("body", str(self.request.body), f"the one the redline is on, which is {self.new.body}")
        if (self.new.body, name) in ((self.old.body, self.old.release), (self.new.body, self.new.release)):
            raise BadValue("release", name, "another than the two that the redline compares")
        return {"release": name, "effective": effective, "captured": self.request.captured}

    def _rulings(
        self,
        outcomes: Sequence[tuple[Change, Outcome]],
        notes: Sequence[Note],
        releases: Mapping[Side, Release],
    ) -> tuple[tuple[Ruling, ...], set[Note]]:
        """The rulings, and the comments that say why."""
        changes = self.comparison.changes.changes
        told = remarks(notes, self.pieces, self.joined, changes)
        refused = list(rejected(outcomes, told, self.pieces, self.joined, either("redline_author")))
        nameless = [one.change.id for one in refused if not (one.who or self.request.who)]
        if nameless:
            why = f"likely changes are rejected in it ({', '.join(nameless)}), and it does not say by whom"
            raise CannotRead(self.file.name, why, "name the reviewer with --who")
        cases = {case.change.id: case for case in all_cases(self.comparison.changes, self.comparison.report)}
        ruled = rulings(refused, cases, releases, self.request.who or "", self.request.captured)
        return tuple(ruled), {note for one in refused for note in one.notes}

    def _reading(self, some: Snapshot, result: Made, own: str, notes: Sequence[Note], used: set[Note]) -> Reading:
        """The snapshot with its findings, and the fate of every paragraph."""
        account = Account(self.file.name, some.body, own)
        for line, gave in result.used.items():
            account.at(line, gave)
        head = frozenset(map(xml_text, preface(self.comparison.report)))
        for line, text in enumerate(self.words.lines, 1):
            if text in head:
                account.leave(line, "note")
            elif line in result.beside:
                account.leave(line, "told with the row it is in")
        for doubt in result.doubts:
            if doubt.kind != "unplaced" or self.words.lines[doubt.line - 1] not in head:
                account.doubt(doubt.line, doubt.kind, doubt.text, (doubt.about and doubt.about.id) or None)
        for note in notes:
            if note not in used:
                said = " ".join(note.lines).strip()
                account.doubt(note.paragraph or 1, "comment", f"{note.author}: {said}", result.about(note.paragraph))
        for text in self.words.footnotes:
            account.doubt(1, "footnote", text)
        fates = account.settle(self.words.lines)
        findings = (*some.findings, *account.findings)
        whole = some.model_copy(update={"findings": findings})
        return Reading(whole, "redline", self.words.lines, fates, MappingProxyType(counts(whole)))
