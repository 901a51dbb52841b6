"""The walk through the open cases: each is shown, asked about, and its ruling written at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from gen.errors import NoAnswer, Unknown, nearest
from gen.model.ruling import Ruling, Verdict
from gen.render.listing import printable
from gen.render.review import numbered, shown
from gen.report.cases import Case, all_cases, either, open_cases, others
from gen.review.decide import Ids, Pair, concerned, lacking
from gen.review.lines import Lines
from gen.store import Store
from gen.store.rulings import ids_of

if TYPE_CHECKING:
    from gen.review import Compared

_ANSWERS: Mapping[str, Verdict] = {"s": "same", "n": "different", "p": "split", "m": "merged", "l": "later"}
_SKIP, _QUIT = ("k", "skip"), ("q", "quit")


@dataclass(slots=True)
class Walk:
    """A review in the terminal.

    ask: puts a question and returns the answer, None where no one is there to give it; tell: shows lines;
    compare: compares anew, with all rulings so far; lines: those of the originals of both releases.
    """

    pair: Pair
    store: Store
    compare: Callable[[], Compared]
    ask: Callable[[str], str | None]
    tell: Callable[[str], None]
    lines: Lines
    made: list[Ruling] = field(default_factory=list)

    def go(self, compared: Compared, wanted: Sequence[str] = ()) -> None:
        """Asks about every open case once, those put off before at the end, until the reviewer quits.

        wanted: ids of the changes to ask about instead, open or not. Raises NoAnswer where the answers end before
        the questions, Unknown for an id there is not, and what Store.rule raises.
        """
        seen = set[object]()
        keys = _keys(compared, wanted)
        while True:
            cases = [case for case in _cases(compared, keys) if case.key not in seen]
            if not seen:
                self.tell(compared.report.labels["review_open"].format(len(cases)))
            if not cases:
                return
            seen.add(cases[0].key)
            (case,) = self.lines.beside(cases[:1])
            self.tell("\n" + shown(case, compared.report))
            answer = self._answer(case, compared)
            if answer == "quit":
                return
            if isinstance(answer, Ruling):
                compared = self._write(answer, compared)

    def _write(self, ruling: Ruling, before: Compared) -> Compared:
        """Writes a ruling, and tells which earlier ones no longer fit because of it."""
        (written,) = self.store.rule(self.pair.new.body, [ruling])
        self.made.append(written)
        self.tell(before.report.labels["review_written"].format(written.id))
        after = self.compare()
        for said in after.report.unfit:
            if said not in before.report.unfit:
                self.tell(printable(said))
        return after

    def _answer(self, case: Case, compared: Compared) -> Ruling | Literal["quit", "skip"]:
        """The ruling on a case, or what to do instead."""
        labels = compared.report.labels
        while True:
            said = self._asked(labels["review_ask"])
            if said.casefold() in _QUIT:
                return "quit"
            if said.casefold() in _SKIP:
                return "skip"
            verdict = _verdict(said)
            if verdict is None:
                self.tell(printable(labels["review_unclear"].format(said)))
                continue
            if ends := self._ends(case, verdict, compared):
                return self._reasoned(case, verdict, ends, labels)

    def _asked(self, question: str) -> str:
        answer = self.ask(question)
        if answer is None:
            raise NoAnswer(question, len(self.made))
        return answer.strip()

    def _reasoned(self, case: Case, verdict: Verdict, ends: tuple[Ids, Ids], labels: Mapping[str, str]) -> Ruling:
        while True:
            why = self._asked(labels["review_ask_why"])
            try:
                return self.pair.ruling(case, verdict, ends, why)
            except ValueError:
                self.tell(printable(labels["review_unclear"].format(why)))

    def _ends(self, case: Case, verdict: Verdict, compared: Compared) -> tuple[Ids, Ids] | None:
        """The items ruled on, those the case does not name asked for; None where the reviewer goes back."""
        ends = concerned(case, verdict)
        if verdict in ("different", "later") and not all(ends):
            self.tell(compared.report.labels["review_unclear"].format(verdict))
            return None
        found = []
        for which, lacks, own, more in zip(
            ("old", "new"), lacking(verdict, ends), ends, others(compared.changes, case), strict=True
        ):
            if not lacks:
                found.append(own)
                continue
            sides = {s.id: s.name.primary for s in (case.change.old if which == "old" else case.change.new)}
            choice = sides if sides and verdict == "same" else more
            picked = self._picked(case, choice, which, verdict == "same", compared)
            if not picked:
                return None
            found.append(picked if verdict == "same" else tuple(dict.fromkeys((*own, *picked))))
        return found[0], found[1]

    def _picked(self, case: Case, choice: Mapping[str, str], which: str, one: bool, compared: Compared) -> Ids:
        """What the reviewer picks by number from a choice, or by id: one, or any number; () to go back."""
        labels = compared.report.labels
        known = ids_of(self.pair.old if which == "old" else self.pair.new, case.change.subject)
        names = list(choice)
        if names:
            self.tell(numbered(choice.values()))
        while True:
            said = self._asked(labels[f"review_ask_{'which' if one else 'more'}_{which}"])
            words = said.replace(",", " ").replace("，", " ").split()
            picked = [names[int(w) - 1] if w.isdecimal() and 0 < int(w) <= len(names) else w for w in words]
            unknown = next((word for word in picked if word not in known), None)
            if unknown is None and not (one and len(picked) > 1):
                return tuple(picked)
            hint = nearest(unknown, known) if unknown else ""
            self.tell(printable(" ".join(filter(None, (labels["review_unclear"].format(unknown or said), hint)))))


def _keys(compared: Compared, wanted: Sequence[str]) -> frozenset[object]:
    """What the changes of the given ids are known by when their numbers have shifted; raises Unknown."""
    by_id = {case.change.id: case.key for case in all_cases(compared.changes, compared.report)}
    for name in wanted:
        if name not in by_id:
            raise Unknown("change of a unit or a duty", name, by_id)
    return frozenset(by_id[name] for name in wanted)


def _cases(compared: Compared, keys: frozenset[object]) -> Iterator[Case]:
    if not keys:
        yield from open_cases(compared.changes, compared.report)
    yield from (case for case in all_cases(compared.changes, compared.report) if case.key in keys)


def _verdict(said: str) -> Verdict | None:
    letter = said.casefold()
    return next((v for key, v in _ANSWERS.items() if letter in (key, v) or letter in either(f"verdict.{v}")), None)
