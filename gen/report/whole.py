"""The whole text of a release as a document: every name and every wording of a snapshot, block by block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from gen.diff.normal import folded, name_key
from gen.model.record import Adjustment, Duty, Post, Relation, Snapshot, Source, Text, Transfer, Unit
from gen.report.build import visible
from gen.report.model import Language
from gen.report.words import Words, capital

Style = Literal[
    "Title", "Heading1", "Heading2", "Heading3", "Heading4", "Heading5", "Heading6", "Fact", "Duty", "Plain", "Caption",
    "Head", "Row", "End",
]  # fmt: skip
Subject = Literal[
    "fixed", "body", "basis", "relation", "section", "group", "unit", "duty", "post", "staffing", "adjustment",
    "transfer", "source",
]  # fmt: skip
_DEEPEST = 6


class Block(NamedTuple):
    """A paragraph, whose text is its parts joined, or a row of `table`, whose cells its parts are.

    subject, item and part: what it speaks of, as ("unit", id, "name"); holder: the id of the unit that stands under,
    "" for the body; key: what the item is known by where no change speaks of it, "" for all but its first block.
    A block of subject "fixed" stands in every text, in this order, and says the same there.
    """

    subject: Subject
    item: str
    part: str
    style: Style
    parts: tuple[str, ...]
    holder: str = ""
    key: str = ""
    table: str = ""

    @property
    def text(self) -> str:
        """The words of a paragraph, or those of a row's cells on a line each."""
        return ("\n" if self.table else "").join(self.parts)


def whole(snapshot: Snapshot, language: Language, names: Language | None = None) -> tuple[Block, ...]:
    """All that a release says, in order: the body, its duties, its units, transfers, posts, staffing and sources.

    Labels are in `language`; names and wordings are in every language the snapshot has them in, `names` before the
    other, or `language` where that is None. What speaks of the record only is left out: dates, coverage, findings and
    source lines. Characters that show nothing are spelled out.
    """
    return tuple(
        block._replace(parts=visible(block.parts)) for block in _Writer(snapshot, language, names or language).blocks()
    )


class _Writer:
    """Writes one snapshot down."""

    def __init__(self, snapshot: Snapshot, language: Language, names: Language) -> None:
        self.snapshot = snapshot
        self.first = names
        self.second: Language = "en" if names == "zh" else "zh"
        self.words = Words(language, {})
        self.called = {unit.id: unit.name for unit, _ in snapshot.walk()}

    def blocks(self) -> Iterator[Block]:
        yield from self._body()
        yield from self._units()
        yield from self._declared()
        yield from self._posts()
        yield from self._staffing()
        yield self._fixed("sources", "Heading1")
        for source in self.snapshot.sources:
            yield self._source(source)
        yield self._fixed("end", "End")

    def _body(self) -> Iterator[Block]:
        one, say = self.snapshot, self.words.say
        yield from self._names("body", "", one.name, "Title", "")
        for part, said in (("title", one.title), ("document", one.document), ("level", one.level)):
            if said:
                yield self._fact("body", "", part, said)
        for plate in one.nameplates:
            yield self._fact("body", "", "nameplate", self._both(plate))
        for n, basis in enumerate(one.basis):
            number = say("bracketed", basis.document) if basis.document else ""
            yield self._fact("basis", str(n), "basis", basis.text + number)
        for n, relation in enumerate(one.relations):
            yield self._relation(n, relation)
        if one.duties:
            yield self._section("duties")
        for duty in one.duties:
            yield from self._duty(duty, "")

    def _units(self) -> Iterator[Block]:
        seen: Counter[str] = Counter()
        group: str | None = ""
        for unit, above in self.snapshot.walk():
            if not above and unit.group != group:
                group = unit.group
                name = group or ""
                seen[name] += 1
                yield Block(
                    "group", f"{name}/{seen[name]}", "name", "Heading1", (capital(self.words.group(group)),), "", name
                )
            yield from self._unit(unit, above)

    def _unit(self, unit: Unit, above: tuple[Unit, ...]) -> Iterator[Block]:
        holder = above[-1].id if above else ""
        style: Style = f"Heading{min(len(above) + 2, _DEEPEST)}"  # type: ignore[assignment]
        yield from self._names("unit", unit.id, unit.name, style, holder)
        if above and unit.group and unit.group != above[-1].group:
            yield self._fact("unit", unit.id, "group", self.words.group(unit.group), holder)
        if unit.level:
            yield self._fact("unit", unit.id, "level", unit.level, holder)
        for plate in unit.nameplates:
            yield self._fact("unit", unit.id, "nameplate", self._both(plate), holder)
        if unit.managed_by:
            manager = self.called.get(unit.managed_by)
            yield self._fact("unit", unit.id, "managed_by", self._both(manager) if manager else unit.managed_by, holder)
        for duty in unit.duties:
            yield from self._duty(duty, unit.id)

    def _names(
        self, subject: Literal["body", "unit"], item: str, name: Text, style: Style, holder: str
    ) -> Iterator[Block]:
        """A heading in the first language, and a line with the name in the second."""
        key = name_key(name.primary) if subject == "unit" else ""
        yield Block(subject, item, "name", style, (name.said_in(self.first),), holder, key)
        if other := self._other(name):
            yield self._fact(subject, item, f"name.{self.second}", other, holder)

    def _duty(self, duty: Duty, holder: str) -> Iterator[Block]:
        said = duty.text.said_in(self.first)
        yield Block("duty", duty.id, "text", "Duty", (_label(duty.number), said), holder, folded(duty.text.primary))
        if other := self._other(duty.text):
            yield Block("duty", duty.id, f"text.{self.second}", "Plain", (other,), holder)

    def _declared(self) -> Iterator[Block]:
        if self.snapshot.adjustments:
            yield self._section("adjustments")
        for n, one in enumerate(self.snapshot.adjustments):
            yield _adjustment(n, one)
        if self.snapshot.transfers:
            yield self._section("transfers")
        for n, transfer in enumerate(self.snapshot.transfers):
            yield from self._transfer(n, transfer)

    def _transfer(self, n: int, one: Transfer) -> Iterator[Block]:
        words = self.words
        told = {
            "kind": words.say(f"transfer.{one.kind}"),
            "what": one.what,
            "origin": one.origin,
            "target": one.target,
            "excepting": one.excepting,
            "includes": words.say("list").join(one.includes),
            "item": one.item,
            "date": one.date,
        }
        parts = [part for key, said in told.items() if said for part in (words.say(f"whole.transfer.{key}"), said)]
        yield Block("transfer", str(n), "text", "Duty", (one.text,), "", folded(one.text + "".join(parts)))
        yield Block("transfer", str(n), "facts", "Plain", tuple(parts))

    def _posts(self) -> Iterator[Block]:
        one = self.snapshot
        held = [("", "", post) for post in one.posts]
        held += [(unit.id, self._both(unit.name), post) for unit, _ in one.walk() for post in unit.posts]
        yield from self._table_head("posts", ("holder", "title", "name", "from", "to", "note"))
        nothing = self.words.labels["nothing"]
        for holder, name, post in held:
            yield Block(
                "post", post_id(holder or one.body, post), "row", "Row",
                tuple(cell or nothing for cell in (name, post.title, post.holder, post.start, post.end, post.note)),
                holder, "\n".join(map(folded, (post.title, post.holder))), "posts",
            )  # fmt: skip

    def _staffing(self) -> Iterator[Block]:
        yield from self._table_head("staffing", ("what", "count"))
        for one in self.snapshot.staffing:
            what = one.what + (self.words.say("bracketed", one.date) if one.date else "")
            yield Block("staffing", what, "row", "Row", (what, str(one.count)), "", folded(what), "staffing")

    def _table_head(self, table: str, columns: tuple[str, ...]) -> Iterator[Block]:
        yield self._fixed(table, "Heading1")
        yield self._fixed(f"{table}.caption", "Caption")
        cells = tuple(self.words.say(f"whole.column.{column}") for column in columns)
        yield Block("fixed", f"{table}.head", "row", "Head", cells, table=table)

    def _source(self, source: Source) -> Block:
        facts = (source.name, source.licence, source.origin, source.sha256)
        said = self.words.say("clause").join(fact for fact in facts if fact)
        return Block(
            "source",
            source.id,
            "source",
            "Plain",
            (_label(source.id + self.words.labels["colon"]), said),
            "",
            source.id,
        )

    def _relation(self, n: int, relation: Relation) -> Block:
        said = self._both(relation.name)
        parts = (self.words.say(f"whole.relation.{relation.kind}"), said)
        return Block("relation", str(n), relation.kind, "Fact", parts, "", relation.kind + folded(said))

    def _fact(self, subject: Subject, item: str, part: str, said: str, holder: str = "") -> Block:
        key = folded(said) if subject == "basis" else ""
        return Block(subject, item, part, "Fact", (self.words.say(f"whole.{part}"), said), holder, key)

    def _section(self, key: str) -> Block:
        return Block("section", key, "name", "Heading1", (self.words.say(f"whole.{key}"),), "", key)

    def _fixed(self, key: str, style: Style) -> Block:
        return Block("fixed", key, "name", style, (self.words.say(f"whole.{key}"),))

    def _both(self, text: Text) -> str:
        other = self._other(text)
        return text.said_in(self.first) + (self.words.say("bracketed", other) if other else "")

    def _other(self, text: Text) -> str:
        """The wording in the second language, "" where there is only one."""
        if text.zh is None or text.en is None:
            return ""
        return text.en if self.second == "en" else text.zh


def post_id(holder: str, post: Post) -> str:
    """The id that changes give to a post and its holder."""
    return "/".join([holder, post.title, post.holder, post.start or ""])


def _adjustment(n: int, one: Adjustment) -> Block:
    return Block("adjustment", str(n), "text", "Duty", (_label(one.number), one.text), "", folded(one.text))


def _label(number: str | None) -> str:
    """The number before a wording, with a space where its last character leaves none."""
    return f"{number} " if number and number[-1].isascii() else number or ""
