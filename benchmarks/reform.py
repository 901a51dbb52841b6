"""A reorganisation: known renames, moves, splits, mergers, additions and removals of units and of duties."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from benchmarks.maker import Clause, Duty, Maker, Name, Organ
from benchmarks.words import ASPECTS, GENERAL, HABITS, HABITS_EN, OBJECTS, OFFICES, ROLES, TOPICS

UNIT_EDITS = {
    "rename": 0.02,
    "rewrite": 0.004,
    "move": 0.012,
    "move_and_rename": 0.004,
    "add": 0.012,
    "remove": 0.012,
    "split": 0.006,
    "secede": 0.003,
    "merge": 0.006,
    "absorb": 0.003,
    "tangle": 0.002,
}
DUTY_EDITS = {
    "amend_duty": 0.03,
    "move_duty": 0.015,
    "split_duty": 0.006,
    "merge_duties": 0.006,
    "add_duty": 0.008,
    "remove_duty": 0.008,
}


@dataclass(slots=True)
class Reform:
    """An old organisation, the new one, and what was done on purpose that the two alone do not say."""

    maker: Maker
    old: Organ
    new: Organ
    splits: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)
    merges: list[tuple[tuple[int, ...], int]] = field(default_factory=list)
    tangles: list[tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=list)
    duty_splits: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)
    duty_merges: list[tuple[tuple[int, ...], int]] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    parents: dict[int, Organ] = field(default_factory=dict)
    pool: list[Organ] = field(default_factory=list)
    drawn: int = 0

    @staticmethod
    def of(size: int, seed: int, *, duties: bool = True, share: float = 1.0) -> Reform:
        """An organisation of about `size` units and its reform; `share` scales how much of it changes."""
        maker = Maker(seed, duties=duties)
        old = maker.organisation(size)
        made = Reform(maker, old, old.copy())
        made.parents = {below.key: above for above in made.new.walk() for below in above.below}
        made.pool = [organ for organ in made.new.walk() if organ is not made.new]
        maker.chance.shuffle(made.pool)
        for how, rate in UNIT_EDITS.items():
            made._repeat(getattr(made, how), round(rate * share * size))
        if duties:
            for how, rate in DUTY_EDITS.items():
                made._repeat(getattr(made, how), round(rate * share * size * 2))
        return made

    def _repeat(self, edit: Callable[[], bool], times: int) -> None:
        done = tries = 0
        while done < times and tries < 50 * times:
            done += edit()
            tries += 1

    def _free(self, fits: Callable[[Organ], bool] = lambda organ: True) -> Organ | None:
        """A unit nothing has happened to, nor to those right above and below it."""
        for _ in range(min(400, len(self.pool))):
            self.drawn = (self.drawn + 1) % len(self.pool)
            organ = self.pool[self.drawn]
            near = [organ.key, *(one.key for one in organ.below)]
            if organ.key in self.parents and self.parents[organ.key].key != self.new.key:
                near.append(self.parents[organ.key].key)
            if not self.touched & set(near) and organ.name.topics[0] not in GENERAL and fits(organ):
                return organ
        return None

    def _fresh(self, name: Name, parent: Organ, spare: Organ | None = None) -> bool:
        """Whether no other unit under a parent bears the name or bore it."""
        return all(one is spare or one.name.zh != name.zh for one in parent.below)

    # Units

    def rename(self) -> bool:
        """A name of which most stays: another topic beside, another respect, another kind of organ; or a nameplate."""
        return self._rename(self._free())

    def _rename(self, organ: Organ | None) -> bool:
        if organ is None:
            return False
        chance, name = self.maker.chance, organ.name
        how = chance.random()
        if how < 0.35:
            new = replace(name, aspect=chance.choice([a for a in ASPECTS if a != name.aspect]))
        elif how < 0.6:
            new = replace(name, topics=(*name.topics[:1], chance.choice(TOPICS)))
        elif how < 0.75 and len(name.topics) > 1:
            new = replace(name, topics=name.topics[:1])
        elif how < 0.9:
            new = replace(name, topics=(name.topics[0], chance.choice(TOPICS)), aspect=chance.choice(ASPECTS))
        else:
            new = replace(name, topics=(chance.choice(TOPICS),))
            organ.plates = (name,)
        if len({zh for zh, _ in new.topics}) < len(new.topics) or new.zh == name.zh:
            organ.plates = ()
            return False
        if not self._fresh(new, self.parents[organ.key], organ):
            organ.plates = ()
            return False
        organ.name = new
        self.touched.add(organ.key)
        return True

    def rewrite(self) -> bool:
        """A name of which nothing stays, over the same duties or the same units below."""
        organ = self._free(lambda one: len(one.duties) > 1 or len(one.below) > 2)
        if organ is None:
            return False
        new = replace(self.maker.name((organ.name.organ,)), place=organ.name.place)
        if set(new.topics) & set(organ.name.topics) or not self._fresh(new, self.parents[organ.key]):
            return False
        organ.name = new
        self.touched.add(organ.key)
        return True

    def move(self) -> bool:
        """The unit stands under another one of the same kind as its parent."""
        organ = self._free(lambda one: self.parents[one.key].key != self.new.key and not one.below)
        goal = self._free(lambda one: bool(one.below) and one.name.organ[0] not in ("处", "办公室"))
        if organ is None or goal is None or goal.key in (organ.key, self.parents[organ.key].key):
            return False
        if not self._fresh(organ.name, goal):
            return False
        self.parents[organ.key].below.remove(organ)
        goal.below.insert(self.maker.chance.randint(0, len(goal.below)), organ)
        self.parents[organ.key] = goal
        self.touched.add(organ.key)
        return True

    def move_and_rename(self) -> bool:
        """The unit moves and then takes a name of which most stays."""
        before = set(self.touched)
        if not self.move():
            return False
        (key,) = self.touched - before
        self._rename(next(one for one in self.parents[key].below if one.key == key))
        return True

    def add(self) -> bool:
        """A unit that had no forerunner."""
        parent = self._free(lambda one: bool(one.below))
        if parent is None:
            return False
        name = self.maker.name(OFFICES)
        if not self._fresh(name, parent):
            return False
        organ = self.maker.unit(name, 1, 3)
        parent.below.insert(self.maker.chance.randint(0, len(parent.below)), organ)
        self.parents[organ.key] = parent
        self.touched.add(organ.key)
        return True

    def remove(self) -> bool:
        """A unit that ends with all it did."""
        organ = self._free(lambda one: not one.below)
        if organ is None:
            return False
        self.parents[organ.key].below.remove(organ)
        self.touched.add(organ.key)
        return True

    def split(self) -> bool:
        """A unit whose duties are divided among two new ones: numbered, of its topics, or of other names."""
        wanted = 4 if self.maker.has_duties else 0
        organ = self._free(lambda one: not one.below and len(one.duties) >= wanted)
        if organ is None:
            organ = self._free(lambda one: not one.below and len(one.duties) >= wanted // 2)
        if organ is None:
            return False
        names = self._parts(organ.name)
        parent = self.parents[organ.key]
        if names[0].zh == names[1].zh or not all(self._fresh(name, parent) for name in names):
            return False
        cut = len(organ.duties) // 2
        parts = [Organ(next(self.maker.keys), name, organ.group) for name in names]
        parts[0].duties, parts[1].duties = organ.duties[:cut], organ.duties[cut:]
        place = parent.below.index(organ)
        parent.below[place : place + 1] = parts
        self.splits.append((organ.key, (parts[0].key, parts[1].key)))
        self._seal(organ, *parts, parent=parent)
        return True

    def _parts(self, name: Name) -> tuple[Name, Name]:
        if len(name.topics) > 1:
            return replace(name, topics=name.topics[:1]), replace(name, topics=name.topics[1:])
        if self.maker.has_duties and self.maker.chance.random() < 0.4:
            return self.maker.name((name.organ,)), self.maker.name((name.organ,))
        one, two = (
            replace(name, organ=(n + name.organ[0], f"{name.organ[1]} {r}")) for n, r in (("一", "I"), ("二", "II"))
        )
        return one, two

    def secede(self) -> bool:
        """A unit that goes on, and a new one that takes part of its duties."""
        organ = self._free(lambda one: not one.below and len(one.duties) >= 3)
        if organ is None:
            return False
        parent = self.parents[organ.key]
        name = self.maker.name((organ.name.organ,))
        if not self._fresh(name, parent):
            return False
        cut = (len(organ.duties) + 1) // 2
        part = Organ(next(self.maker.keys), name, organ.group, duties=organ.duties[cut:])
        organ.duties = organ.duties[:cut]
        parent.below.insert(parent.below.index(organ) + 1, part)
        self.splits.append((organ.key, (organ.key, part.key)))
        self._seal(organ, part, parent=parent)
        return True

    def merge(self) -> bool:
        """Two units end and a new one takes over what both did, named for both or anew."""
        found = self._two()
        if found is None:
            return False
        one, other, parent = found
        topics = (one.name.topics[-1], other.name.topics[-1])
        aspect = one.name.aspect if one.name.aspect == other.name.aspect else ASPECTS[0]
        name = replace(one.name, topics=topics, aspect=aspect)
        if self.maker.has_duties and self.maker.chance.random() < 0.3:
            name = self.maker.name((one.name.organ,))
        if topics[0] == topics[1] or not self._fresh(name, parent):
            return False
        whole = Organ(next(self.maker.keys), name, one.group, duties=[*one.duties, *other.duties])
        parent.below[parent.below.index(one)] = whole
        parent.below.remove(other)
        self.merges.append(((one.key, other.key), whole.key))
        self._seal(one, other, whole, parent=parent)
        return True

    def absorb(self) -> bool:
        """A unit ends, and one that goes on under its own name takes over what it did, now and then with its name."""
        found = self._two()
        if found is None or not found[1].duties:
            return False
        one, other, parent = found
        one.duties += other.duties
        if self.maker.chance.random() < 0.4:
            one.plates = (*one.plates, other.name)
        parent.below.remove(other)
        self.merges.append(((one.key, other.key), one.key))
        self._seal(one, other, parent=parent)
        return True

    def tangle(self) -> bool:
        """Two units end and three new ones share out what they did, each taking something of both."""
        found = self._two()
        if found is None or min(len(one.duties) for one in found[:2]) < 3:
            return False
        one, other, parent = found
        names = [self.maker.name((one.name.organ,)) for _ in range(3)]
        if len({name.zh for name in names}) < 3 or not all(self._fresh(name, parent) for name in names):
            return False
        parts = [Organ(next(self.maker.keys), name, one.group) for name in names]
        for at, duty in enumerate((*one.duties[:3], *other.duties[:3])):
            parts[at % 3].duties.append(duty)
        parts[0].duties += [*one.duties[3:], *other.duties[3:]]
        place = parent.below.index(one)
        parent.below[place : place + 1] = parts
        parent.below.remove(other)
        self.tangles.append(((one.key, other.key), tuple(part.key for part in parts)))
        self._seal(one, other, *parts, parent=parent)
        return True

    def _two(self) -> tuple[Organ, Organ, Organ] | None:
        """Two leaf units under one parent to which nothing has happened."""
        one = self._free(lambda unit: not unit.below)
        if one is None:
            return None
        parent = self.parents[one.key]
        rest = [
            unit
            for unit in parent.below
            if unit is not one
            and not unit.below
            and unit.key not in self.touched
            and unit.name.topics[0] not in GENERAL
        ]
        return (one, self.maker.chance.choice(rest), parent) if rest else None

    def _seal(self, *organs: Organ, parent: Organ) -> None:
        self.touched.update(organ.key for organ in organs)
        self.parents |= {organ.key: parent for organ in organs}

    # Duties

    def _held(self, least: int = 1, clauses: int = 1) -> tuple[Organ, Duty] | None:
        """A duty of at least so many clauses, of a unit with at least so many duties, to which nothing has happened."""
        for _ in range(200):
            organ = self.maker.chance.choice(self.pool)
            fit = [d for d in organ.duties if d.key not in self.touched and len(d.clauses) >= clauses]
            if len(organ.duties) >= least and fit and organ.key not in self.touched:
                duty = self.maker.chance.choice(fit)
                self.touched.add(duty.key)
                return organ, duty
        return None

    def amend_duty(self) -> bool:
        """One clause says something else, is put in or is left out."""
        found = self._held()
        if found is None:
            return False
        duty, chance = found[1], self.maker.chance
        at = chance.randrange(len(duty.clauses))
        clause, how = duty.clauses[at], chance.random()
        habit = chance.randrange(len(HABITS))
        if how < 0.3:
            duty.clauses = _with(duty.clauses, at, replace(clause, habit=(HABITS[habit], HABITS_EN[habit])))
        elif how < 0.5:
            duty.clauses = _with(
                duty.clauses, at, replace(clause, role=chance.choice([r for r in ROLES if r != clause.role]))
            )
        elif how < 0.7 and len(duty.clauses) > 1:
            fresh = chance.choice([o for o in OBJECTS if all(o != c.object for c in duty.clauses)])
            duty.clauses = _with(duty.clauses, at, replace(clause, object=fresh))
        elif how < 0.85 and len(duty.clauses) > 2:
            duty.clauses = (*duty.clauses[:at], *duty.clauses[at + 1 :])
        else:
            fresh = chance.choice([o for o in OBJECTS if all(o != c.object for c in duty.clauses)])
            duty.clauses = (*duty.clauses, replace(clause, role=chance.choice(ROLES), object=fresh))
        return True

    def move_duty(self) -> bool:
        """Another unit holds the duty, one time in four with a word more."""
        found, goal = self._held(2), self._held()
        if found is None or goal is None or found[0] is goal[0]:
            return False
        organ, duty = found
        organ.duties.remove(duty)
        goal[0].duties.insert(self.maker.chance.randint(0, len(goal[0].duties)), duty)
        if self.maker.chance.random() < 0.25:
            duty.clauses = _with(duty.clauses, 0, replace(duty.clauses[0], habit=(HABITS[0], HABITS_EN[0])))
        return True

    def split_duty(self) -> bool:
        """The clauses of a duty stand in two."""
        found = self._held(1, 3)
        if found is None:
            return False
        organ, duty = found
        cut = 1 if len(duty.clauses) == 3 else 2
        parts = [Duty(next(self.maker.keys), part) for part in (duty.clauses[:cut], duty.clauses[cut:])]
        place = organ.duties.index(duty)
        organ.duties[place : place + 1] = parts
        self.touched.update(part.key for part in parts)
        self.duty_splits.append((duty.key, (parts[0].key, parts[1].key)))
        return True

    def merge_duties(self) -> bool:
        """Two duties of a unit stand in one."""
        found = self._held(2)
        if found is None:
            return False
        organ, duty = found
        rest = [d for d in organ.duties if d is not duty and d.key not in self.touched]
        if not rest:
            return False
        other = self.maker.chance.choice(rest)
        whole = Duty(next(self.maker.keys), (*duty.clauses, *other.clauses))
        organ.duties[organ.duties.index(duty)] = whole
        organ.duties.remove(other)
        self.touched.update((other.key, whole.key))
        self.duty_merges.append(((duty.key, other.key), whole.key))
        return True

    def add_duty(self) -> bool:
        """A duty that is new."""
        found = self._held()
        if found is None:
            return False
        organ, _ = found
        duty = self.maker.duty(organ.name.topics)
        self.touched.add(duty.key)
        organ.duties.insert(self.maker.chance.randint(0, len(organ.duties)), duty)
        return True

    def remove_duty(self) -> bool:
        """A duty that ends."""
        found = self._held(2)
        if found is None:
            return False
        found[0].duties.remove(found[1])
        return True

    def truth(self) -> dict[str, object]:
        """What became what, by preorder index (units: the body is 0; duties: from 0, in document order)."""
        from benchmarks.truth import told

        return told(self)


def _with(items: tuple[Clause, ...], at: int, item: Clause) -> tuple[Clause, ...]:
    return (*items[:at], item, *items[at + 1 :])


def held(organ: Organ) -> Iterator[tuple[Duty, Organ]]:
    """Yields every duty with its holder, in document order."""
    for one in organ.walk():
        for duty in one.duties:
            yield duty, one
