"""Units and duties of made organisations: names in parts, how they are drawn, and the tree they are written as."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from benchmarks.words import (
    ASPECTS,
    DEPARTMENTS,
    GENERAL,
    INSTITUTES,
    OBJECTS,
    OFFICES,
    ROLES,
    SECTIONS,
    SYLLABLES,
    TOPICS,
    Word,
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its parts: where, what about, in which respect, what kind of organ."""

    topics: tuple[Word, ...]
    organ: Word
    aspect: Word = ASPECTS[0]
    place: Word = ("", "")

    @property
    def zh(self) -> str:
        return f"{self.place[0]}{'与'.join(zh for zh, _ in self.topics)}{self.aspect[0]}{self.organ[0]}"

    @property
    def en(self) -> str:
        about = f"{' and '.join(en for _, en in self.topics)} {self.aspect[1]}".strip()
        return f"{self.place[1]} {self.organ[1]} of {about}".strip()


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a duty: who does what with which object, how."""

    role: Word
    topic: Word
    object: Word
    habit: Word = ("", "")

    @property
    def zh(self) -> str:
        return f"{self.habit[0]}{self.role[0]}{self.topic[0]}{self.object[0]}"

    @property
    def en(self) -> str:
        return f"{self.role[1]} {self.topic[1].lower()} {self.object[1]} {self.habit[1]}".strip()


@dataclass(slots=True)
class Duty:
    """A duty; `key` is who it is, whatever it says and whoever holds it."""

    key: int
    clauses: tuple[Clause, ...]


@dataclass(slots=True)
class Organ:
    """A unit; `key` is who it is, whatever it is called and wherever it stands."""

    key: int
    name: Name
    group: str | None = None
    plates: tuple[Name, ...] = ()
    duties: list[Duty] = field(default_factory=list)
    below: list[Organ] = field(default_factory=list)

    def walk(self) -> Iterator[Organ]:
        """Yields the unit and all below it in document order."""
        stack = [self]
        while stack:
            organ = stack.pop()
            yield organ
            stack.extend(reversed(organ.below))

    def copy(self) -> Organ:
        duties = [Duty(duty.key, duty.clauses) for duty in self.duties]
        return Organ(self.key, self.name, self.group, self.plates, duties, [one.copy() for one in self.below])


class Maker:
    """Draws names, duties and units; the same seed draws the same."""

    def __init__(self, seed: int, *, duties: bool = True) -> None:
        self.chance = random.Random(seed)
        self.keys = count()
        self.has_duties = duties

    def name(self, organs: tuple[Word, ...], place: Word = ("", "")) -> Name:
        topics = tuple(self.chance.sample(TOPICS, 1 if self.chance.random() < 0.7 else 2))
        return Name(topics, self.chance.choice(organs), self.chance.choice(ASPECTS), place)

    def place(self) -> Word:
        (a, x), (b, y) = self.chance.sample(SYLLABLES, 2)
        return a + b, x + y.lower()

    def duty(self, topics: tuple[Word, ...]) -> Duty:
        objects = self.chance.sample(OBJECTS, self.chance.choice((1, 2, 2, 3, 3, 4)))
        roles = [self.chance.choice(ROLES) for _ in objects]
        clauses = (Clause(r, self.chance.choice(topics), o) for r, o in zip(roles, objects, strict=True))
        return Duty(next(self.keys), tuple(clauses))

    def unit(self, name: Name, least: int, most: int, group: str | None = None) -> Organ:
        held = self.chance.randint(least, most) if self.has_duties else 0
        return Organ(next(self.keys), name, group, duties=[self.duty(name.topics) for _ in range(held)])

    def fill(self, organ: Organ, size: int, organs: tuple[Word, ...], duties: tuple[int, int] = (1, 3)) -> None:
        """Puts `size` units of names of their own below a unit, a general office first."""
        names = [Name((GENERAL[0],), organs[0])]
        seen = {names[0].zh}
        while len(names) < size:
            own = self.chance.random() < 0.5
            name = self.name(organs)
            if own and organ.name.topics[0] not in name.topics:
                name = Name((organ.name.topics[0], name.topics[0]), name.organ)
            if name.zh not in seen:
                seen.add(name.zh)
                names.append(name)
        organ.below += [self.unit(name, *duties) for name in names[:size]]

    def organisation(self, size: int) -> Organ:
        """A body of about `size` units: departments, institutes, and a regional arm that takes up the rest."""
        body = self.unit(Name((TOPICS[21],), ("部", "Ministry")), 10, 14)
        inner = min(size, 1200)
        self._tops(body, inner * 55 // 100, "internal", DEPARTMENTS, OFFICES)
        self._tops(body, inner * 30 // 100, "subordinate", INSTITUTES, OFFICES)
        self._arm(body, size - sum(1 for _ in body.walk()) + 1)
        return body

    def _tops(self, body: Organ, size: int, group: str, kinds: tuple[Word, ...], below: tuple[Word, ...]) -> None:
        seen = {organ.name.zh for organ in body.below}
        while size > 0:
            name = self.name(kinds)
            if name.zh in seen:
                continue
            seen.add(name.zh)
            top = self.unit(name, 3, 7, group)
            offices = min(self.chance.randint(3, 9), max(size - 1, 0))
            if offices:
                self.fill(top, offices, below)
            if self.has_duties and offices > 2 and self.chance.random() < 0.3:
                self.fill(top.below[1], 3, SECTIONS, (1, 2))
                size -= 3
            body.below.append(top)
            size -= offices + 1

    def _arm(self, body: Organ, size: int) -> None:
        """Regional offices, nested as deep as the size asks for."""
        kinds = (("局", "Bureau"),)
        level = [body]
        breadth = 31
        while size > 0:
            following: list[Organ] = []
            for above in level:
                seen: set[str] = set()
                for _ in range(breadth):
                    place = self.place()
                    if size <= 0 or place[0] in seen:
                        continue
                    seen.add(place[0])
                    name = Name(body.name.topics, kinds[0], ASPECTS[1], place)
                    office = self.unit(name, 2, 4, "regional" if above is body else None)
                    rooms = min(self.chance.randint(4, 12), max(size - 1, 0))
                    if rooms:
                        self.fill(office, rooms, OFFICES)
                    above.below.append(office)
                    following.append(office)
                    size -= rooms + 1
            level, breadth = following, 11


def tree(organ: Organ, language: str = "zh") -> dict[str, object]:
    """The unit as `gen import --as tree` reads it; keys without a value are left out."""
    other = {"name_en": organ.name.en} if language == "both" else {}
    said: dict[str, object] = {"name": organ.name.en if language == "en" else organ.name.zh, **other}
    if organ.group:
        said["group"] = organ.group
    if organ.plates:
        said["nameplates"] = [plate.en if language == "en" else plate.zh for plate in organ.plates]
    if organ.duties:
        said["duties"] = [wording(duty, language) for duty in organ.duties]
    if organ.below:
        said["children"] = [tree(one, language) for one in organ.below]
    return said


def wording(duty: Duty, language: str) -> str:
    if language == "en":
        return "; ".join(clause.en for clause in duty.clauses) + "."
    return "；".join(clause.zh for clause in duty.clauses) + "。"
