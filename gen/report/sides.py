"""The two sides of a change in words: what an item is called, what it stands under, where its source says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gen.model.change import Change, Side, Subject
from gen.model.record import Post, Snapshot
from gen.report.model import SideWords
from gen.report.words import Words

Posts = Mapping[tuple[str, int], tuple[Post, ...]]


class Teller(NamedTuple):
    """What is needed to tell of the items of one release: the words, the body's name, its posts by source line."""

    words: Words
    body: str
    posts: Posts

    @staticmethod
    def of(snapshot: Snapshot, words: Words) -> Teller:
        """A teller for the items of `snapshot`."""
        posts: dict[tuple[str, int], tuple[Post, ...]] = {}
        for post in (*snapshot.posts, *(post for unit, _ in snapshot.walk() for post in unit.posts)):
            for at in (post.locator, *post.also):
                posts[at.source, at.line] = (*posts.get((at.source, at.line), ()), post)
        return Teller(words, snapshot.name.primary, posts)

    def holder(self, side: Side) -> str:
        """The unit the side belongs to or stands under, "" where that is the body itself."""
        above = [name for name in side.path if name != self.body]
        return self.words.named(above[-1]) if above else ""

    def above(self, side: Side) -> str:
        """The group and the units the side stands under: "直属事业单位", "内设机构 › 办公厅"."""
        names = [self.words.named(name) for name in side.path if name != self.body]
        group = [self.words.group(side.group)] if side.group else []
        return " › ".join([*group, *names])

    def post(self, side: Side) -> Post | None:
        """The post the side speaks of, found by its source line and its words."""
        title, text = side.name.primary, side.text or ""
        here = [post for post in self.posts.get((side.locator.source, side.locator.line), ()) if post.title == title]
        return max(
            (post for post in here if text.startswith(post.holder)), key=lambda post: len(post.holder), default=None
        )

    def term(self, side: Side) -> str:
        """The term of office of a post in words, "" where its source states none."""
        post = self.post(side)
        start, end = (self.words.date(post.start or ""), self.words.date(post.end or "")) if post else ("", "")
        if start and end:
            return self.words.say("term", start, end)
        return self.words.say("term.from", start) if start else self.words.say("term.to", end) if end else ""

    def ref(self, side: Side, subject: Subject, *, short: bool = False) -> str:
        """What an item is called in a sentence; `short` leaves out the wording of a duty that has no number."""
        if subject == "duty":
            number = side.number or ("" if short else self.words.excerpt(wording(side), 16))
            return self._of(self.words.say("ref.duty", number).strip(), "ref.duty.of", number, side)
        if subject == "post":
            post = self.post(side)
            facts = (post.title, post.holder) if post else (side.name.primary, side.text or "")
            called = self.words.say("ref.post", *facts) if all(facts) else facts[0]
            return self._of(called, "ref.post.of", called, side)
        return self.words.name(side.name)

    def _of(self, bare: str, key: str, what: str, side: Side) -> str:
        holder = self.holder(side)
        return self.words.say(key, what, holder) if holder else bare

    def standing(self, side: Side, *, nameplates: bool) -> str:
        """What a unit stands under, its level and its nameplates: "内设机构，副部级，牌子：“港澳台办公室”"."""
        words = self.words
        plates = words.joined(words.quoted(words.name(plate)) for plate in side.nameplates) if nameplates else ""
        said = (self.above(side), side.level, words.say("nameplates", plates) if plates else "")
        return words.say("clause").join(part for part in said if part)

    def side(self, side: Side, change: Change) -> SideWords:
        """One side of a change as a table shows it; nameplates that differ are left to the change's details."""
        subject, survivor = change.subject, change.survivor
        differ = any(detail.aspect == "nameplate" for detail in change.details)
        under = self.term(side) if subject == "post" else self.holder(side)
        if subject == "unit":
            under = self.standing(side, nameplates=not differ)
        return SideWords(
            name=self.ref(side, subject, short=True),
            under=under,
            number=side.number or "",
            text=wording(side) if subject in ("duty", "staffing") else "",
            place=self.words.place(side.locator),
            survivor=self.words.say("goes_on") if side.id == survivor else "",
        )

    def joined(self, sides: Iterable[Side], subject: Subject, *, short: bool = False) -> str:
        """What several items are called, as a list."""
        return self.words.joined(self.ref(side, subject, short=short) for side in sides)


def wording(side: Side) -> str:
    """The text of a side, or its name where it has no text of its own."""
    return side.text or side.name.primary


def title(change: Change, old: Teller, new: Teller) -> str:
    """A change as a heading: its item, or its items on both sides with an arrow between."""
    before = old.joined(change.old, change.subject)
    after = new.joined(change.new, change.subject)
    return before if before == after or not after else after if not before else f"{before} → {after}"
