"""What every subject's comparison needs to know, and what it comes to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gen.diff.align import align
from gen.diff.coverage import PLURAL, WHOLLY, Spoken
from gen.diff.holders import Family, Held, Item, Paired, families, node_of
from gen.diff.matching import Link, Matching
from gen.diff.rulings import not_applied, on_pair
from gen.diff.sides import Sides
from gen.diff.text import Names
from gen.diff.tree import Language, call, common_language, lay_out
from gen.model.change import Change, Detail, Kind, Reading, Redline, Side, Subject
from gen.model.record import Finding, Snapshot
from gen.model.ruling import Ruling, Unfit

_UNSURE = 0.5
Apart = tuple[Subject, str | None, str, bool]


@dataclass(frozen=True, slots=True)
class Context:
    """Two snapshots, their units aligned, and what follows from that for everything the units hold."""

    old: Snapshot
    new: Snapshot
    language: Language
    matching: Matching
    sides: tuple[Sides, Sides]
    families: tuple[Callable[[int], Family], Callable[[int], Family]]
    coverage: Spoken
    rulings: tuple[Ruling, ...] = ()
    called: list[Names] = field(default_factory=list)

    @staticmethod
    def of(old: Snapshot, new: Snapshot, rulings: Sequence[Ruling] = ()) -> Context:
        trees = lay_out(old), lay_out(new)
        language = common_language(*trees)
        call(trees, language)
        coverage = Spoken(old, new, trees)
        rulings = tuple(on_pair(rulings, old, new))
        matching = Matching.of(*trees)
        if coverage.why_not("unit", None) not in WHOLLY:
            align(matching, old, new, rulings)
        else:
            matching.unfit += not_applied(rulings, "unit")
        sides = Sides.of(old, matching.old, language), Sides.of(new, matching.new, language)
        return Context(old, new, language, matching, sides, families(matching), coverage, rulings)

    @property
    def names(self) -> Names:
        """Every name of a unit on either side, listed when first asked for."""
        if not self.called:
            texts = [unit.name for tree in (self.matching.old, self.matching.new) for unit in tree.units]
            self.called.append(Names(name for text in texts for name in (text.zh, text.en) if name))
        return self.called[0]

    def why_not(self, subject: Subject, group: str | None) -> str | None:
        return self.coverage.why_not(subject, group)


@dataclass(slots=True)
class Outcome:
    """What the comparison of one subject comes to; changes stand with their place in the document, without ids."""

    context: Context
    subject: Subject
    old: int
    new: int
    changes: list[tuple[int, Change]] = field(default_factory=list)
    apart: list[Apart] = field(default_factory=list)
    noise: Counter[tuple[str, str]] = field(default_factory=Counter)
    unfit: list[Unfit] = field(default_factory=list)
    wordings: defaultdict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def fold(self, kind: str, what: str, old: str, new: str) -> None:
        """Counts a difference as noise and keeps the two wordings."""
        self.noise[kind, what] += 1
        self.wordings[kind, what].append((old, new))

    def lone(
        self,
        place: int,
        group: str | None,
        side: Side,
        *,
        on_new: bool,
        details: tuple[Detail, ...] = (),
        findings: tuple[Finding, ...] = (),
        unsure: tuple[Reading | None, str | None] = (None, None),
    ) -> None:
        """Records an addition or a removal, or sets it apart where the other side does not speak of such items.

        unsure: what else it may be, and the ruling that put it off, if any.
        """
        why = self.context.why_not(self.subject, group)
        if why is not None:
            silent = self.context.new if why == "new-silent" else self.context.old
            whole = why in WHOLLY or not getattr(silent.coverage, PLURAL[self.subject])
            self.apart.append((self.subject, None if whole else group, why, on_new))
            return
        change = Change(
            id="",
            subject=self.subject,
            kinds=("added",) if on_new else ("removed",),
            old=() if on_new else (side,),
            new=(side,) if on_new else (),
            status="likely" if unsure[0] else "fact",
            score=_UNSURE if unsure[0] else 1.0,
            runner_up=unsure[0],
            ruling=unsure[1],
            details=details,
            findings=findings,
        )
        self.changes.append((place, change))

    def lone_held(self, paired: Paired[Item]) -> None:
        """Records every item of a pairing that has no counterpart."""
        for on_new, free in ((False, paired.free_old), (True, paired.free_new)):
            sides = self.context.sides[on_new]
            for item in free.values():
                node = node_of(sides.tree, item.holder)
                self.lone(item.index, node.group if node else None, sides.held(item), on_new=on_new)

    def linked(
        self,
        link: Link,
        kinds: tuple[Kind, ...],
        ends: tuple[Side, Side],
        details: tuple[Detail, ...],
        redline: Redline,
        runner_up: Reading | None = None,
        findings: tuple[Finding, ...] = (),
    ) -> None:
        """Records a change from one old item to one new one."""
        change = Change(
            id="",
            subject=self.subject,
            kinds=kinds,
            old=ends[:1],
            new=ends[1:],
            status="likely" if not link.sure else "ruled" if link.ruling else "fact",
            score=link.score,
            evidence=link.evidence,
            runner_up=runner_up,
            ruling=link.ruling or link.put_off,
            details=details,
            redline=redline,
            findings=findings,
        )
        self.changes.append((link.new, change))


def both_held(context: Context, kind: type[Item]) -> tuple[list[Held[Item]], list[Held[Item]]]:
    """Every item of a kind (Duty or Post) on either side in document order: the body's first, then unit by unit."""
    one, other = (
        sides.all_held(kind, families) for sides, families in zip(context.sides, context.families, strict=True)
    )
    return one, other
