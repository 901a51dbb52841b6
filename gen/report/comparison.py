"""The table of old and new: one row a change, in the order of the whole text, with the reason beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal

from gen.diff.text import Names
from gen.model.change import Changes, Declared, Redline
from gen.model.record import Snapshot, Transfer
from gen.report.build import visible
from gen.report.cells import cells
from gen.report.model import CellLine, Comparison, ComparisonRow, Item, Report
from gen.report.redline import Redlined, preface, redlined
from gen.report.words import Words, capital

_TOLD = 160


def comparison(
    changes: Changes, old: Snapshot, new: Snapshot, report: Report, text: Redlined | None = None
) -> Comparison:
    """The table of the changes between two snapshots in the language of the report.

    text: the redline of both whole texts where it is at hand, whose order the rows follow. Every change has one row.
    What was folded and what differs in the body itself come first, without ids.
    """
    text = text or redlined(changes, old, new, report)
    words = Words(report.language, {})
    writer = _Writer(changes, (old, new), words)
    items = {item.id: item for item in report.items}
    rows = [*writer.folded(), *writer.body(), *(writer.row(items[change]) for change in _in_order(text))]
    title = words.say("comparison.title", report.body)
    heads = [words.say(f"comparison.{key}", one.release) for key, one in (("old", old), ("new", new))]
    reading = (words.say("comparison.reading"),) if rows else ()
    return visible(
        Comparison(
            title=title,
            caption=words.say("comparison.caption", title, len(rows)),
            notes=(*preface(report)[1:4], *reading),
            head=(words.say("comparison.number"), heads[0], heads[1], words.labels["remarks"]),
            rows=tuple(row._replace(number=str(number)) for number, row in enumerate(rows, 1)),
        )
    )


def _in_order(text: Redlined) -> Iterator[str]:
    """The ids of the changes in the order they are commented in."""
    for line in text.lines:
        for number in line.comments:
            if change := text.comments[number].change:
                yield change


class _Writer:
    """Writes the rows of one table."""

    def __init__(self, changes: Changes, releases: tuple[Snapshot, Snapshot], words: Words) -> None:
        self.changes, self.words = changes, words
        self.releases = {"old": releases[0], "new": releases[1]}
        self.told = {change.id: change for change in changes.changes}
        self.declared: defaultdict[str, list[Declared]] = defaultdict(list)
        for one in changes.declared:
            for change in one.changes:
                self.declared[change].append(one)
        self.names = Names(name for side in releases for name in _names(side))

    def folded(self) -> Iterator[ComparisonRow]:
        """The row of what is told once for the whole text: terms replaced, and what is not listed at all."""
        words = self.words
        terms = [one for one in self.changes.folded if one.kind == "term"]
        rest = [
            words.say("comparison.part", capital(words.say(f"folded.{one.kind}")), one.count, self._subject(one.what))
            for one in self.changes.folded
            if one.kind != "term"
        ]
        remarks = [words.say("comparison.term", one.count) for one in terms]
        remarks += [words.say("comparison.rest", words.joined(rest))] if rest else []
        if remarks:
            became = [one.what.split(" → ", 1) for one in terms]
            old: list[Redline] = [(("-", said[0]),) for said in became]
            new: list[Redline] = [(("+", said[-1]),) for said in became]
            yield self._apart(old, new, remarks)

    def _subject(self, what: str) -> str:
        return self.words.say(f"subject.{what}") if self.words.has(f"subject.{what}") else what

    def body(self) -> Iterator[ComparisonRow]:
        """The row of what differs in the name, the level and the nameplates of the body itself."""
        details = self.changes.body
        if details:
            old = [self._aspect(detail.aspect, "-", detail.old) for detail in details if detail.old]
            new = [self._aspect(detail.aspect, "+", detail.new) for detail in details if detail.new]
            yield self._apart(old, new, [self.words.say("comparison.body")])

    def _aspect(self, aspect: str, mark: Literal["-", "+"], said: Sequence[str]) -> Redline:
        label = capital(self.words.say(f"aspect.{aspect}")) + self.words.say("colon")
        return ("=", label), (mark, self.words.joined(said))

    def _apart(self, old: Sequence[Redline], new: Sequence[Redline], remarks: Sequence[str]) -> ComparisonRow:
        """A row that is no change of its own."""
        nothing = (CellLine("empty", (("=", self.words.labels["nothing"]),)),)
        was, is_ = (tuple(CellLine("text", pieces) for pieces in some) or nothing for some in (old, new))
        return ComparisonRow("", "", (), "", was, is_, tuple(remarks))

    def row(self, item: Item) -> ComparisonRow:
        """The row of one change."""
        old, new = cells(item, self.words, self.names)
        status = self.words.say("comparison.status", item.status_word, item.score) if item.status != "fact" else ""
        return ComparisonRow("", item.id, item.marks, status, old, new, tuple(self._remarks(item)))

    def _remarks(self, item: Item) -> Iterator[str]:
        """Why: the whole event where the cells do not say it, what declares it, the evidence, doubts, the places."""
        words, change = self.words, self.told[item.id]
        within = item.subject == "duty" and item.details
        if len(item.old) + len(item.new) > 2 or "reassigned" in change.kinds or within:
            yield words.say("comparison.event", capital(item.sentence))
        declared = self.declared[item.id]
        yield from map(self._said, declared)
        if grounds := [
            said
            for ground, said in zip(change.evidence, item.evidence, strict=True)
            if not (declared and ground.code == "declared")
        ]:
            yield words.say("comparison.grounds", words.say("sentence").join(grounds))
        if item.ruling:
            yield words.say("redline.ruling", item.ruling)
        if item.runner_up:
            yield item.runner_up
        if item.findings:
            yield words.say("redline.doubts", words.say("sentence").join(item.findings))
        yield words.say("redline.places", words.say("sentence").join(self._places(item)))

    def _said(self, one: Declared) -> str:
        """What an instrument says of the change, its number and where that stands."""
        words, transfer = self.words, one.transfer
        key = "comparison.partly" if one.verdict == "partly" else "comparison.declared"
        number = _document(transfer, self.releases[one.side])
        said = words.excerpt(transfer.text, _TOLD) + (words.say("bracketed", number) if number else "")
        return words.say(key, said, words.place(transfer.locator))

    def _places(self, item: Item) -> Iterator[str]:
        for key, sides in (("old", item.old), ("new", item.new)):
            if places := dict.fromkeys(side.place for side in sides):
                yield self.words.say("redline.place", self.words.say(key), self.words.joined(places))


def _names(release: Snapshot) -> Iterator[str]:
    """The names of units and of those who hold posts."""
    posts = list(release.posts)
    for unit, _ in release.walk():
        yield from filter(None, (unit.name.zh, unit.name.en))
        posts += unit.posts
    yield from (post.holder for post in posts)


def _document(transfer: Transfer, release: Snapshot) -> str:
    """The number of the instrument that a transfer stands in, or that it names; "" where none is known."""
    for basis in release.basis:
        if basis.document and (basis.locator == transfer.locator or basis.text in transfer.text):
            return basis.document
    return release.document or ""
