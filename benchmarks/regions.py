"""The yearly reforms of a made country of provinces, prefectures and counties, names only.

`Country.of(seed, years)` composes as many years as asked for; what a key is called and where it stands at the end,
against the beginning, is the truth. Keys of which several could be the one are kept apart as unsure.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.country import Founder, kind_of, named, put_in_order, stem_of
from benchmarks.maker import Organ
from benchmarks.truth import composed
from benchmarks.words import CHARACTERS

YEARLY = {
    "county_to_city": 12,
    "county_to_district": 7,
    "prefecture_to_city": 4,
    "unite": 1,
    "move_county": 3,
    "found_city": 1,
    "redraw_districts": 1,
    "carve_out": 4,
    "absorb": 3,
    "raise_city": 1,
    "rename": 3,
    "merge_two": 1,
    "split_one": 1,
    "part_province": 0.1,
}


@dataclass(slots=True)
class Country:
    """The old tree, the new one, and what only the reforms know: who went into or came out of whom."""

    founder: Founder
    splits: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)
    merges: list[tuple[tuple[int, ...], int]] = field(default_factory=list)
    unsure: set[int] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)
    old: Organ = field(init=False)
    new: Organ = field(init=False)

    @staticmethod
    def of(seed: int, years: int = 1, *, provinces: int = 12, early: bool = True, pace: float = 1.0) -> Country:
        """A country after so many years of reform; an `early` one has most of its prefectures to turn into cities."""
        made = Country(Founder(random.Random(seed)))
        made.old = made.founder.unit("", "国")
        made.old.below = [made.founder.province(early) for _ in range(provinces)]
        made.new = made.old.copy()
        for _ in range(years):
            made.touched = set()
            for how, rate in YEARLY.items():
                times = int(rate * pace) + (made.chance.random() < rate * pace % 1)
                made._repeat(getattr(made, how), times)
        return made

    @property
    def chance(self) -> random.Random:
        return self.founder.chance

    def _repeat(self, edit: Callable[[], bool], times: int) -> None:
        done = tries = 0
        while done < times and tries < 20 * times:
            done += edit()
            tries += 1

    # What there is to choose from

    def _prefectures(self, *kinds: str) -> list[Organ]:
        return [one for province in self.new.below for one in province.below if one.below and kind_of(one) in kinds]

    def _pick(self, above: list[Organ], *kinds: str, least: int = 1) -> tuple[Organ, Organ] | None:
        """A county or the like that nothing happened to this year, and what it stands under."""
        found = [
            (parent, one)
            for parent in above
            for one in parent.below
            if kind_of(one) in kinds and one.key not in self.touched and not one.below and len(parent.below) > least
        ]
        return self.chance.choice(found) if found else None

    def _call(self, parent: Organ, organ: Organ, stem: str, kind: str) -> bool:
        """Renames, unless a sibling bears the name."""
        name = named(stem, kind)
        if any(one.name.zh == name.zh for one in parent.below):
            return False
        organ.name = name
        self.touched.add(organ.key)
        put_in_order(parent)
        return True

    def _anywhere(self) -> list[Organ]:
        return self._prefectures("市", "地区", "自治州")

    # Reforms

    def county_to_city(self) -> bool:
        found = self._pick(self._anywhere(), "县")
        return found is not None and self._call(*found, stem_of(found[1]), "市")

    def county_to_district(self) -> bool:
        """The stem stays, takes a 州 where it is short, or gives way to another where the prefecture bears it."""
        found = self._pick(self._prefectures("市"), "县", "市")
        if found is None:
            return False
        parent, organ = found
        stem = stem_of(organ)
        if stem == stem_of(parent) or self.chance.random() < 0.08:
            stem = self.founder.stem()
        return self._call(parent, organ, stem + "州" if len(stem) == 1 else stem, "区")

    def prefecture_to_city(self) -> bool:
        """The seat, a city of its stem, becomes one district of another name, or two or three."""
        found = [one for one in self._prefectures("地区") if one.key not in self.touched]
        if not found:
            return False
        organ = self.chance.choice(found)
        province = self._above(organ)
        stem = stem_of(organ)
        if any(one.name.zh == stem + "市" for one in province.below):
            return self._unite(province, organ)
        if self.chance.random() < 0.1:
            stem = self.founder.stem()
        seat = next((one for one in organ.below if one.name.zh == stem_of(organ) + "市"), None)
        self._call(province, organ, stem, "市")
        if seat is None:
            return True
        if self.chance.random() < 0.6:
            return self._call(organ, seat, self.founder.stem(), "区")
        self._dissolve(organ, [seat], self.chance.randint(2, 3))
        return True

    def _dissolve(self, parent: Organ, organs: list[Organ], into: int) -> None:
        """Several districts in the place of others, nobody can say which of which."""
        fresh = [self.founder.unit(self.founder.stem(), "区") for _ in range(into)]
        for organ in organs:
            parent.below.remove(organ)
        parent.below += fresh
        self.unsure.update(one.key for one in [*organs, *fresh])
        self.touched.update(one.key for one in fresh)
        put_in_order(parent)

    def unite(self) -> bool:
        """A prefecture goes into the city of its stem beside it."""
        pairs = [
            (province, one)
            for province in self.new.below
            for one in province.below
            if kind_of(one) == "地区" and any(b.name.zh == stem_of(one) + "市" for b in province.below)
        ]
        return bool(pairs) and self._unite(*self.chance.choice(pairs))

    def _unite(self, province: Organ, organ: Organ) -> bool:
        city = next(one for one in province.below if one.name.zh == stem_of(organ) + "市")
        known = {one.name.zh for one in city.below}
        if known & {one.name.zh for one in organ.below}:
            return False
        city.below += organ.below
        province.below.remove(organ)
        self.merges.append(((city.key, organ.key), city.key))
        self.touched.update((city.key, organ.key))
        put_in_order(city)
        return True

    def move_county(self) -> bool:
        """One, two or three counties go over to a prefecture nearby, now and then with another kind."""
        found = self._pick(self._anywhere(), "县", "市", "自治县", least=3)
        if found is None:
            return False
        parent, first = found
        near = [o for o in self._above(parent).below if o is not parent and o.below and o.key not in self.touched]
        if not near:
            return False
        goal = self.chance.choice(near)
        more = [o for o in parent.below if kind_of(o) in ("县", "市") and o.key not in self.touched and o is not first]
        moved = [first, *self.chance.sample(more, min(len(more), self.chance.choice((0, 0, 0, 1, 2))))]
        known = {one.name.zh for one in goal.below}
        if known & {one.name.zh for one in moved} or len(parent.below) <= len(moved):
            return False
        for organ in moved:
            parent.below.remove(organ)
            goal.below.append(organ)
            self.touched.add(organ.key)
        put_in_order(goal)
        return True

    def found_city(self) -> bool:
        """A city of prefecture rank round a county-level one, with some of the counties of its prefecture."""
        found = self._pick(self._anywhere(), "市", least=6)
        if found is None or stem_of(found[1]) == stem_of(found[0]):
            return False
        parent, seat = found
        province = self._above(parent)
        stem = stem_of(seat)
        if any(one.name.zh == stem + "市" for one in province.below):
            return False
        city = self.founder.unit(stem, "市")
        rest = [one for one in parent.below if one is not seat and kind_of(one) in ("县", "市")]
        taken = self.chance.sample(rest, min(len(rest), self.chance.randint(2, 4)))
        parent.below = [one for one in parent.below if one not in taken and one is not seat]
        province.below.append(city)
        city.below = [seat, *taken]
        self.splits.append((parent.key, (parent.key, city.key)))
        self.touched.update((city.key, parent.key, *(one.key for one in taken)))
        if self.chance.random() < 0.6:
            return self._call(city, seat, self.founder.stem(), "区")
        self._dissolve(city, [seat], 2)
        return True

    def redraw_districts(self) -> bool:
        """All plain quarters of a city give way to districts of other names."""
        fit = [o for o in self._prefectures("市") if sum(kind_of(b) == "区" for b in o.below) > 2]
        if not fit:
            return False
        parent = self.chance.choice(fit)
        olds = [one for one in parent.below if kind_of(one) == "区" and one.key not in self.touched]
        if len(olds) < 2:
            return False
        self._dissolve(parent, olds, max(2, len(olds) + self.chance.randint(-1, 1)))
        return True

    def carve_out(self) -> bool:
        """A new district or city out of its neighbours, or under the province or an autonomous prefecture."""
        parent = self.chance.choice(self._anywhere())
        organ = self.founder.unit(self.founder.stem(), "区" if kind_of(parent) == "市" else "市")
        parent.below.append(organ)
        self.touched.add(organ.key)
        put_in_order(parent)
        return True

    def absorb(self) -> bool:
        """A county or district goes into one beside it, mostly into the city of its stem if there is one."""
        found = self._pick(self._anywhere(), "县", "区", least=3)
        if found is None:
            return False
        parent, organ = found
        rest = [one for one in parent.below if one is not organ]
        kin = [one for one in rest if stem_of(one) == stem_of(organ)]
        goal = self.chance.choice(kin or rest)
        parent.below.remove(organ)
        self.merges.append(((goal.key, organ.key), goal.key))
        return True

    def raise_city(self) -> bool:
        """A county-level city stands right under its province."""
        found = self._pick(self._anywhere(), "市", least=3)
        if found is None:
            return False
        parent, organ = found
        province = self._above(parent)
        if any(one.name.zh == organ.name.zh for one in province.below):
            return False
        parent.below.remove(organ)
        province.below.append(organ)
        self.touched.add(organ.key)
        return True

    def rename(self) -> bool:
        """A name of which nothing stays but the kind, or one character."""
        found = self._pick(self._anywhere(), "县", "区", "市")
        if found is None:
            return False
        stem = stem_of(found[1])
        fresh = self.founder.stem() if self.chance.random() < 0.6 else stem[0] + self.chance.choice(CHARACTERS)
        return self._call(*found, fresh, kind_of(found[1]))

    def merge_two(self) -> bool:
        """Two districts become one of another name, or of half of each name."""
        fit = [o for o in self._prefectures("市") if sum(kind_of(b) == "区" for b in o.below) > 2]
        if not fit:
            return False
        parent = self.chance.choice(fit)
        free = [one for one in parent.below if kind_of(one) == "区" and one.key not in self.touched]
        if len(free) < 2:
            return False
        self._dissolve(parent, self.chance.sample(free, 2), 1)
        return True

    def split_one(self) -> bool:
        """A county becomes two districts or cities."""
        found = self._pick(self._prefectures("市"), "县", "市", least=2)
        if found is None:
            return False
        self._dissolve(found[0], [found[1]], 2)
        return True

    def part_province(self) -> bool:
        """A new province takes some of the prefectures of an old one."""
        fit = [province for province in self.new.below if len(province.below) > 9]
        if not fit:
            return False
        parent = self.chance.choice(fit)
        taken = self.chance.sample(parent.below, 3)
        province = self.founder.unit(self.founder.stem(), "省")
        parent.below = [one for one in parent.below if one not in taken]
        province.below = taken
        self.new.below.append(province)
        self.splits.append((parent.key, (parent.key, province.key)))
        return True

    def _above(self, organ: Organ) -> Organ:
        return next(province for province in self.new.below if any(one is organ for one in province.below))

    def truth(self) -> dict[str, object]:
        """What became what, by preorder index, over all the years together."""
        return composed(self)
