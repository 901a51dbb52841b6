"""What a reviewer made of each change of the record, and the rulings that follow from it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from gen.accepted.draft import Node
from gen.accepted.making import Joined, Made, taken_at
from gen.accepted.placing import Placed, Side, Spot, State
from gen.accepted.sides import Release
from gen.model.change import Change
from gen.model.ruling import Ruling
from gen.render.reviewed import Note
from gen.report.cases import Case
from gen.review.decide import Pair, concerned

Outcome = Literal["accepted", "rejected", "partly"]
Item = tuple[Side, str, str]
_IDS = re.compile(r"(?<![A-Za-z0-9])[A-Z]\d{1,6}(?![A-Za-z0-9])")
_SIDES: tuple[Side, Side] = ("old", "new")


class Rejected(NamedTuple):
    """A likely change that a reviewer rejected: by whom, where that is known, and what they say of it."""

    change: Change
    who: str
    notes: tuple[Note, ...]


@dataclass(slots=True)
class Judge:
    """Tells what became of changes from what stands and how."""

    joined: Joined
    made: Made
    releases: Mapping[Side, Release]
    spots: defaultdict[Item, list[Spot]] = field(default_factory=lambda: defaultdict(list))
    holders: dict[int, Node] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for spot in self.joined.spots():
            for item in _items(spot, self.joined):
                self.spots[item].append(spot)
        body = self.made.draft.body
        for node in (body, *body.walk()):
            self.holders |= {id(item): node for item in (*node.below, *node.duties)}

    def outcome(self, change: Change) -> Outcome:
        """What became of a change: its paragraphs tell and, for what has another place, where it stands."""
        items: list[Item] = [(side, change.subject, one.id) for side in _SIDES for one in getattr(change, side)]
        spots = dict.fromkeys(spot for item in items for spot in self.spots[item])
        votes = {taken_at(spot, self.made.states.get(spot)) for spot in spots}
        if "reassigned" in change.kinds or votes == {"both"}:
            votes.add(self._place(change))
        votes.discard("both")
        return "partly" if len(votes) > 1 or "own" in votes else "rejected" if votes == {"old"} else "accepted"

    def _place(self, change: Change) -> State:
        """Which release has the item where it stands now: "both" where that does not tell."""
        if len(change.old) != 1 or len(change.new) != 1 or change.subject not in ("unit", "duty"):
            return "both"
        draft = self.made.draft
        item = (draft.nodes if change.subject == "unit" else draft.duties).get(("new", change.new[0].id))
        if item is None:
            return "both"
        fits = [self._fits(side, change, item) for side in _SIDES]
        if all(fits):
            return "both"
        return "old" if fits[0] else "new" if fits[1] else "own"

    def _fits(self, side: Side, change: Change, item: object) -> bool:
        one = getattr(change, side)[0]
        place = self.spots[side, change.subject, one.id][0]
        blocks = self.releases[side].blocks
        number = place.old if side == "old" else place.new
        holder = self.holders[id(item)]
        grouped = not isinstance(item, Node) or item.group is None or item.group == one.group
        return number is not None and holder.is_known((side, blocks[number].holder)) and grouped


def _items(spot: Spot, joined: Joined) -> Iterator[Item]:
    for side, place, blocks in (("old", spot.old, joined.texts.old), ("new", spot.new, joined.texts.new)):
        if place is not None:
            yield side, blocks[place].subject, blocks[place].item  # type: ignore[misc]


def remarks(
    notes: Sequence[Note], pieces: Sequence[Placed], joined: Joined, changes: Sequence[Change]
) -> dict[str, list[Note]]:
    """The comments on each change, by its id: those that name it, or are on a paragraph of one of its items."""
    speaking: defaultdict[Item, list[str]] = defaultdict(list)
    for change in changes:
        for side in _SIDES:
            for one in getattr(change, side):
                speaking[side, change.subject, one.id].append(change.id)
    found: defaultdict[str, list[Note]] = defaultdict(list)
    for note in notes:
        named = dict.fromkeys(_IDS.findall(" ".join(note.lines)))
        spots = (one.spot for one in pieces if one.spot and note.paragraph in one.piece.paragraphs)
        near = dict.fromkeys(name for spot in spots for item in _items(spot, joined) for name in speaking[item])
        for name in named if any(change.id in named for change in changes) else near:
            found[name].append(note)
    return dict(found)


def rejected(
    told: Sequence[tuple[Change, Outcome]],
    notes: Mapping[str, Sequence[Note]],
    pieces: Sequence[Placed],
    joined: Joined,
    others: frozenset[str],
) -> Iterator[Rejected]:
    """Yields the likely changes of units and duties that a reviewer rejected, although each has two sides.

    others: the authors whose tracked changes are not a reviewer's.
    """
    workers: dict[Item, str] = {}
    for one in pieces:
        author = next((name for name in one.piece.authors if name.casefold() not in others), "")
        if author and one.spot:
            workers |= dict.fromkeys(_items(one.spot, joined), author)
    for change, outcome in told:
        two_sided = change.subject in ("unit", "duty") and change.old and change.new
        if outcome == "rejected" and change.status == "likely" and two_sided:
            said = tuple(notes.get(change.id, ()))
            items = [(side, change.subject, one.id) for side in _SIDES for one in getattr(change, side)]
            worked = next((workers[item] for item in items if item in workers), "")
            who = next((note.author for note in said if note.author.strip()), "") or worked
            yield Rejected(change, who, tuple(note for note in said if note.author == who))


def rulings(
    some: Sequence[Rejected], cases: Mapping[str, Case], releases: Mapping[Side, Release], who: str, when: str
) -> list[Ruling]:
    """The rulings that rejected changes come to: what the change took for one is not."""
    return [
        Pair(releases["old"].snapshot, releases["new"].snapshot, one.who.strip() or who, when).ruling(
            cases[one.change.id],
            "different",
            concerned(cases[one.change.id], "different"),
            " ".join(line for note in one.notes for line in note.lines),
        )
        for one in some
    ]
