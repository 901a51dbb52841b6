"""A made country as it begins: provinces, prefectures and counties, names only."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from benchmarks.maker import Name, Organ
from benchmarks.words import CHARACTERS, PEOPLES, QUARTERS

_CLASSES = {"区": 0, "县": 1, "旗": 1, "市": 2}


@dataclass(slots=True)
class Founder:
    """Draws stems and places; the same seed draws the same."""

    chance: random.Random
    keys: Iterator[int] = field(default_factory=count)
    stems: set[str] = field(default_factory=set)

    def unit(self, stem: str, kind: str) -> Organ:
        return Organ(next(self.keys), named(stem, kind))

    def stem(self, length: int = 2) -> str:
        """A stem, that two places may come to bear by chance, as in life, but seldom."""
        for _ in range(50):
            stem = "".join(self.chance.sample(CHARACTERS, length))
            if stem not in self.stems or self.chance.random() < 0.02:
                break
        self.stems.add(stem)
        return stem

    def province(self, early: bool) -> Organ:
        province = self.unit(self.stem(), "省")
        for _ in range(self.chance.randint(7, 14)):
            province.below += self._prefecture(early)
        return province

    def _prefecture(self, early: bool) -> list[Organ]:
        """One prefecture; now and then the city of its stem stands beside it, with districts of its own."""
        stem, how = self.stem(), self.chance.random()
        if how < 0.06:
            people = self.chance.choice(PEOPLES)
            found = [self._filled(stem + people, "自治州", 0, self.chance.randint(5, 11), seat=stem)]
        elif how < (0.6 if early else 0.15):
            found = [self._filled(stem, "地区", 0, self.chance.randint(5, 12), seat=stem)]
            if self.chance.random() < 0.25:
                found = [self._filled(stem, "市", self.chance.randint(2, 5), 0), self._filled(stem, "地区", 0, 6)]
        else:
            found = [self._filled(stem, "市", self.chance.randint(1, 6), self.chance.randint(2, 7))]
        return found

    def _filled(self, stem: str, kind: str, districts: int, counties: int, seat: str = "") -> Organ:
        organ = self.unit(stem, kind)
        for quarter in self.chance.sample(QUARTERS, districts):
            plain = self.chance.random() < 0.7
            organ.below.append(self.unit(quarter if plain else self.stem(), "区"))
        for place in range(counties):
            how = self.chance.random()
            if place == 0 and (seat or how < 0.4):
                organ.below.append(self.unit(seat or stem, "市" if seat else "县"))
            elif how < 0.06:
                organ.below.append(self.unit(self.stem() + self.chance.choice(PEOPLES), "自治县"))
            elif how < 0.14:
                organ.below.append(self.unit(self.stem(1), "县"))
            else:
                organ.below.append(self.unit(self.stem(), "县" if how < 0.85 else "市"))
            if self.chance.random() < 0.04 and len(stem := stem_of(organ.below[-1])) == 2:
                other = "县" if kind_of(organ.below[-1]) == "市" else "市"
                organ.below.append(self.unit(stem, other))
        put_in_order(organ)
        return organ


def named(stem: str, kind: str) -> Name:
    return Name((), (kind, kind), place=(stem, stem))


def stem_of(organ: Organ) -> str:
    return organ.name.place[0]


def kind_of(organ: Organ) -> str:
    return organ.name.organ[0]


def put_in_order(organ: Organ) -> None:
    """Districts before counties before cities, as lists of places have them."""
    organ.below.sort(key=lambda one: _CLASSES.get(kind_of(one)[-1], 1))
