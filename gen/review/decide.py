"""What a reviewer's verdict on a case comes to as a ruling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from gen.model.record import Snapshot
from gen.model.ruling import UNNUMBERED, Ruling, Verdict, items_of
from gen.report.cases import Case, ids

Ids = tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """The two releases under review, and by whom and on which day they are reviewed."""

    old: Snapshot
    new: Snapshot
    who: str
    when: str

    @cached_property
    def _said(self) -> Mapping[str, tuple[Mapping[str, str], Mapping[str, str]]]:
        """What every item of either release says, by subject and id."""
        return {subject: (items_of(self.old, subject), items_of(self.new, subject)) for subject in ("unit", "duty")}

    def ruling(self, case: Case, verdict: Verdict, ends: tuple[Ids, Ids], why: str) -> Ruling:
        """The ruling, not yet numbered, that the items of `ends` are what the verdict says; raises ValueError."""
        return self.ruling_on("duty" if case.change.subject == "duty" else "unit", verdict, ends, why)

    def ruling_on(self, subject: str, verdict: Verdict, ends: tuple[Ids, Ids], why: str) -> Ruling:
        """The same of a subject, "unit" or "duty"; raises ValueError where a text is not fit for the record."""
        old_said, new_said = (
            tuple(map(said.__getitem__, some)) for said, some in zip(self._said[subject], ends, strict=True)
        )
        return Ruling(
            id=UNNUMBERED,
            subject="duty" if subject == "duty" else "unit",
            verdict=verdict,
            old_body=None if self.old.body == self.new.body else self.old.body,
            old_release=self.old.release,
            new_release=self.new.release,
            old=ends[0],
            new=ends[1],
            old_said=old_said,
            new_said=new_said,
            who=self.who,
            when=self.when,
            why=" ".join(why.split()) or None,
        )


def concerned(case: Case, verdict: Verdict) -> tuple[Ids, Ids]:
    """The items of a case that a verdict is about: of a refused join, not the pair of the one that goes on.

    To refuse an addition or a removal its doubt, or to put it off, is to say so of the other reading.
    """
    old, new = ids(case.change.old), ids(case.change.new)
    other = case.change.runner_up
    if verdict in ("different", "later") and other and not (old and new):
        return ids(other.old), ids(other.new)
    survivor = case.change.survivor
    if verdict != "different" or survivor is None:
        return old, new
    return (old, _without(new, survivor)) if len(new) > 1 else (_without(old, survivor), new)


def _without(some: Ids, one: str) -> Ids:
    return tuple(name for name in some if name != one) or some


def lacking(verdict: Verdict, ends: tuple[Ids, Ids]) -> tuple[bool, bool]:
    """On which sides the verdict needs other items than `ends`: one each for same, several for split and merged."""
    old, new = map(len, ends)
    if verdict == "same":
        return old != 1, new != 1
    return verdict == "merged" and old < 2, verdict == "split" and new < 2


def is_repeated(ruling: Ruling, earlier: Sequence[Ruling]) -> bool:
    """Whether the ruling on the same items says the same already; `earlier` are those on the pair, as it reads."""
    on_same = [one for one in earlier if _on(one) == _on(ruling)]
    said = on_same[-1:] and (on_same[-1].verdict, on_same[-1].who, on_same[-1].why)
    return said == (ruling.verdict, ruling.who, ruling.why)


def _on(ruling: Ruling) -> tuple[object, ...]:
    return ruling.subject, frozenset(ruling.old), frozenset(ruling.new)
