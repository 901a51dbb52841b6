"""The use case of ruling on the open cases of a comparison: question by question, or through a workbook."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from gen.errors import BadValue, CannotWrite, NoAnswer
from gen.files import read, write
from gen.model.ids import fits, words
from gen.store import Store

if TYPE_CHECKING:
    from gen.model.change import Changes
    from gen.model.ruling import Ruling
    from gen.report.model import Report
    from gen.review.decide import Pair
    from gen.store import Loaded


class Compared(Protocol):
    """What a review needs of a comparison."""

    @property
    def old(self) -> Loaded: ...
    @property
    def new(self) -> Loaded: ...
    @property
    def changes(self) -> Changes: ...
    @property
    def report(self) -> Report: ...


@dataclass(frozen=True, slots=True)
class Review:
    """A review of one pair of releases on a `day`.

    compare: compares the two with all rulings so far; ask: puts a question and returns the answer, None where no
    one is there to give it; tell: shows lines.
    """

    store: Store
    compare: Callable[[], Compared]
    ask: Callable[[str], str | None]
    tell: Callable[[str], None]
    day: str

    def walk(self, who: str | None, wanted: Sequence[str] = ()) -> tuple[Ruling, ...]:
        """The rulings made by asking about every open case, written one by one; raises NoAnswer, BadValue.

        wanted: ids of the changes to ask about instead, open or not; raises Unknown.
        """
        from gen.review.lines import Lines
        from gen.review.walk import Walk

        compared = self.compare()
        pair = self._pair(who, compared)
        walk = Walk(pair, self.store, self.compare, self.ask, self.tell, Lines.of(compared.old, compared.new))
        walk.go(compared, wanted)
        return tuple(walk.made)

    def export(self, file: Path) -> int:
        """Writes the open cases to a new workbook and returns how many there are; raises CannotWrite."""
        from gen.render.review import sheet
        from gen.report.cases import open_cases
        from gen.review.lines import Lines

        if os.path.lexists(file):
            raise CannotWrite(str(file), "it is there already and may hold verdicts")
        compared = self.compare()
        cases = Lines.of(compared.old, compared.new).beside(open_cases(compared.changes, compared.report))
        write(file, sheet(cases, compared.report))
        return len(cases)

    def take(self, file: Path, who: str | None) -> tuple[Ruling, ...]:
        """The rulings written from a filled-in workbook, all or none; raises CannotRead, FaultyFile, NoAnswer."""
        from gen.diff.rulings import on_pair
        from gen.report.cases import open_cases
        from gen.review.sheet import decisions
        from gen.store.rulings import rulings_between

        compared = self.compare()
        data = read(file, follow=True)
        pair = self._pair(who, compared)
        earlier = on_pair(rulings_between(self.store, pair.old.body, pair.new.body), pair.old, pair.new)
        made = decisions(str(file), data, pair, open_cases(compared.changes, compared.report), earlier)
        return self.store.rule(pair.new.body, made) if made else ()

    def _pair(self, who: str | None, compared: Compared) -> Pair:
        from gen.review.decide import Pair

        question = compared.report.labels["review_ask_who"]
        name = self.ask(question) if who is None else who
        if name is None:
            raise NoAnswer(question, 0)
        if not fits(words, name.strip()):
            raise BadValue("--who", name, "a name")
        return Pair(compared.old.snapshot, compared.new.snapshot, name.strip(), self.day)
