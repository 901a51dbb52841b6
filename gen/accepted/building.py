"""The placed pieces of a redline, read in order, as a draft of the snapshot they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from gen.accepted import words
from gen.accepted.draft import Draft, HeldDuty, Identity, Node, names_of
from gen.accepted.placing import Placed, Side
from gen.accepted.sides import Release
from gen.model.record import Locator
from gen.report.model import Language
from gen.report.whole import Block
from gen.sources.words import clip

_DUTY = "redline duty"
_HOLDING = frozenset({"section", "unit", "duty"})


class Doubt(NamedTuple):
    """A finding to be: what it is about is known by the id it gets in the end."""

    line: int
    kind: str
    text: str
    about: Node | HeldDuty | None = None


class Told(NamedTuple):
    """A placed piece, the release it is read from, and its block and record there."""

    one: Placed
    side: Release
    block: Block
    record: Any

    @classmethod
    def of(cls, one: Placed, side: Release, place: int) -> Told:
        return cls(one, side, side.blocks[place], side.records[place])

    @property
    def holder(self) -> Identity:
        return self.side.side, self.block.holder

    @property
    def own(self) -> bool:
        """Whether the words are the reviewer's."""
        return self.one.state == "own"

    @property
    def said(self) -> str:
        return self.one.parts[0]

    @property
    def value(self) -> str:
        """What the reviewer wrote after the label of a line, "" where the words are those of a release."""
        return words.value(self.said, self.block) if self.own else ""


@dataclass(slots=True)
class Builder:
    """Reads pieces one after the other; what stands under what is as the document has it.

    first: the release that is taken where both word a block alike; partners: which item of one release is which of
    the other, by subject, side and id; source: the id of the document among the sources.
    """

    releases: Mapping[Side, Release]
    first: Side
    partners: Mapping[tuple[str, Side, str], str]
    language: Language
    source: str
    draft: Draft = field(default_factory=lambda: Draft(Node()))
    doubts: list[Doubt] = field(default_factory=list)
    used: dict[int, str] = field(default_factory=dict)
    beside: set[int] = field(default_factory=set)
    items: dict[int, Node | HeldDuty] = field(default_factory=dict)
    path: list[Node] = field(default_factory=list)
    group: str | None = None
    transfer: dict[Side, str] = field(default_factory=dict)
    last: str = ""

    def read(self, one: Placed) -> None:
        """Takes in the next piece."""
        told = self._told(one)
        if told is None:
            self._typed(one)
            return
        self.used |= dict.fromkeys(one.piece.paragraphs, told.block.subject)
        item = _READERS[told.block.subject](self, told)
        if item:
            self.items |= dict.fromkeys(one.piece.paragraphs, item)
        if told.own:
            self.doubt(one, "edited", "edited by the reviewer", item)
        self.last = told.block.subject

    def _told(self, one: Placed) -> Told | None:
        """The piece with the release that words it so; of two, that which has it where it stands, else the first."""
        if one.spot is None:
            return None
        places: dict[Side, int | None] = {"old": one.spot.old, "new": one.spot.new}
        other: Side = "new" if self.first == "old" else "old"
        sides: list[Side] = [one.state] if one.state == "old" or one.state == "new" else [self.first, other]
        found = [Told.of(one, self.releases[side], place) for side in sides if (place := places[side]) is not None]
        return next((told for told in found if self.holder(told).is_known(told.holder)), found[0])

    def holder(self, told: Told) -> Node:
        """What an item would stand under."""
        path = self.path[: told.side.depths[told.block.item]] if told.block.subject == "unit" else self.path
        return path[-1] if path else self.draft.body

    def _typed(self, one: Placed) -> None:
        """What is of neither release: a paragraph among duties, styled as they are, is a duty of the reviewer's."""
        if not any(map(str.strip, one.parts)):
            return
        number, said = words.numbered(one.parts[0])
        if one.piece.table or one.piece.style != _DUTY or self.last not in _HOLDING or not said:
            self.beside |= set(one.piece.paragraphs[1:])
            self.doubt(one, "unplaced", "it is of neither release, and what it speaks of is unclear")
            return
        where = Locator(source=self.source, line=one.piece.number)
        held = HeldDuty(ids={}, number=number, names=words.names(said), locator=where)
        (self.path[-1] if self.path else self.draft.body).duties.append(held)
        self.used[one.piece.number] = "duty"
        self.items[one.piece.number] = held
        self.doubt(one, "edited", "added by the reviewer", held)

    def doubt(self, one: Placed, kind: str, why: str, about: Node | HeldDuty | None = None) -> None:
        """Adds a finding at a piece."""
        self.doubts.append(Doubt(one.piece.number, kind, f"{why}: {clip(' | '.join(one.parts))}", about))

    def at(self, told: Told) -> Locator:
        """Where it is said: in the source of its release or, in the reviewer's words, in the document."""
        if told.own:
            return Locator(source=self.source, line=told.one.piece.number)
        return told.side.at(told.record.locator)

    def identity(self, told: Told) -> dict[Side, str]:
        """The ids of an item in both releases, as far as it is in them."""
        ids: dict[Side, str] = {told.side.side: told.block.item}
        other = self.partners.get((told.block.subject, told.side.side, told.block.item))
        if other is not None:
            ids["new" if told.side.side == "old" else "old"] = other
        return ids

    def place(self, told: Told, item: Node | HeldDuty, holder: Node, known: dict[Identity, Any]) -> None:
        """Notes where an item is, and doubts that it stands where neither release has it."""
        for which, name in item.ids.items():
            if (which, name) not in known or which == told.side.side:
                known[which, name] = item
        if not holder.is_known(told.holder):
            self.doubt(told.one, "elsewhere", "it stands under another heading than in its release", item)


def _fixed(builder: Builder, told: Told) -> None:
    """What gives the text its order, and the sources, which are listed by who cites them."""


def _heading(builder: Builder, told: Told) -> None:
    builder.group = words.fit(told.said) if told.own else told.block.key or None
    builder.path = []


def _body(builder: Builder, told: Told) -> Node:
    node, part = builder.draft.body, told.block.part
    if part.partition(".")[0] == "name":
        _name(builder, node.names, told, told.record.name)
    elif part in ("title", "document"):
        setattr(builder.draft, part, told.value or getattr(told.record, part))
    else:
        _fact(node, told)
    return node


def _name(builder: Builder, names: dict[str, str], told: Told, known: Any) -> None:
    """A name or wording: that of the heading, or that in the other language."""
    _, dot, other = told.block.part.partition(".")
    if dot:
        said = told.value if len(told.block.parts) > 1 else words.fit(told.said) if told.own else ""
        names[other] = said or getattr(known, other)
        return
    names |= names_of(known, builder.language)
    if told.own and (said := words.fit(told.said)):
        names |= dict.fromkeys(names_of(known, builder.language), said)


def _fact(node: Node, told: Told) -> None:
    part = told.block.part
    if part == "nameplate":
        node.plates.append(words.text(told.value) if told.value else told.record)
    elif part == "managed_by":
        node.manager = (told.side.side, told.record.managed_by)
    else:
        setattr(node, part, told.value or getattr(told.record, part))


def _unit(builder: Builder, told: Told) -> Node | None:
    if told.block.part == "name":
        return _new_unit(builder, told)
    node = builder.draft.nodes.get((told.side.side, told.block.item))
    if node is None:
        builder.doubt(told.one, "unplaced", "the unit that this speaks of is not there")
    elif told.block.part.startswith("name."):
        _name(builder, node.names, told, told.record.name)
    else:
        _fact(node, told)
    return node


def _new_unit(builder: Builder, told: Told) -> Node:
    path = builder.path
    del path[told.side.depths[told.block.item] :]
    holder = builder.holder(told)
    node = Node(ids=builder.identity(told), locator=builder.at(told))
    _name(builder, node.names, told, told.record.name)
    node.group = (told.record.group and holder.group) if path else builder.group
    builder.place(told, node, holder, builder.draft.nodes)
    holder.below.append(node)
    path.append(node)
    return node


def _duty(builder: Builder, told: Told) -> HeldDuty | None:
    known = builder.draft.duties
    if told.block.part != "text":
        worded = known.get((told.side.side, told.block.item))
        if worded is None:
            builder.doubt(told.one, "unplaced", "the duty that this words is not there")
        else:
            _name(builder, worded.names, told, told.record.text)
        return worded
    holder = builder.holder(told)
    held = HeldDuty(
        ids=builder.identity(told),
        number=told.record.number,
        names=names_of(told.record.text, builder.language),
        locator=builder.at(told),
    )
    if told.own:
        held.number, said = words.labelled(told.said, told.block, told.record.number)
        held.names = dict.fromkeys(held.names, said)
    builder.place(told, held, holder, known)
    holder.duties.append(held)
    return held


def _post(builder: Builder, told: Told) -> Node | None:
    post, read = words.post(told.one.parts, told.record) if told.own else (told.record, True)
    _unread(builder, told, read)
    holder = builder.draft.nodes.get((told.side.side, told.block.holder))
    if holder is None:
        builder.doubt(told.one, "unplaced", "the unit of this post is not there")
        return None
    also = () if told.own else tuple(map(told.side.at, told.record.also))
    holder.posts.append(post.model_copy(update={"locator": builder.at(told), "also": also}))
    return holder


def _staffing(builder: Builder, told: Told) -> None:
    made, read = words.staffing(told.one.parts, told.record) if told.own else (told.record, True)
    _unread(builder, told, read)
    builder.draft.staffing.append(made.model_copy(update={"locator": builder.at(told)}))


def _unread(builder: Builder, told: Told, read: bool) -> None:
    if not read:
        builder.doubt(told.one, "unread", "not all of this row could be read; that part is as it was")


def _basis(builder: Builder, told: Told) -> None:
    own = {"text": told.value, "document": None} if told.value else {}
    builder.draft.basis.append(told.record.model_copy(update={**own, "locator": builder.at(told)}))


def _relation(builder: Builder, told: Told) -> None:
    own = {"name": words.text(told.value)} if told.value else {}
    builder.draft.relations.append(told.record.model_copy(update={**own, "locator": builder.at(told)}))


def _adjustment(builder: Builder, told: Told) -> None:
    own = {}
    if told.own:
        number, said = words.labelled(told.said, told.block, told.record.number)
        own = {"number": number, "text": said}
    builder.draft.adjustments.append(told.record.model_copy(update={**own, "locator": builder.at(told)}))


def _transfer(builder: Builder, told: Told) -> None:
    """A declared transfer: first its wording, then the facts read from it, which no reviewer's words replace."""
    transfers, ids = builder.draft.transfers, builder.identity(told)
    if told.block.part == "text":
        said = words.fit(told.said) if told.own else ""
        own = {"text": said} if said else {}
        transfers.append(told.record.model_copy(update={**own, "locator": builder.at(told)}))
        builder.transfer = ids
    elif not builder.transfer.items() & ids.items():
        builder.doubt(told.one, "unplaced", "the transfer that this speaks of is not there")
    elif not told.own:
        kept = {"text": transfers[-1].text, "locator": transfers[-1].locator}
        transfers[-1] = told.record.model_copy(update=kept)


_READERS: Mapping[str, Callable[[Builder, Told], Node | HeldDuty | None]] = {
    "fixed": _fixed,
    "section": _fixed,
    "source": _fixed,
    "group": _heading,
    "body": _body,
    "unit": _unit,
    "duty": _duty,
    "post": _post,
    "staffing": _staffing,
    "basis": _basis,
    "relation": _relation,
    "adjustment": _adjustment,
    "transfer": _transfer,
}
