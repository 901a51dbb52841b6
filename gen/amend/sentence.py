"""One sentence of a notice after the other to operations; what was named before is what "its" means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from gen.amend.numbers import value
from gen.amend.operations import (
    Abolish,
    Consecutive,
    Create,
    Expect,
    Holder,
    Insert,
    Item,
    Merge,
    Move,
    New,
    Omit,
    Operation,
    Plate,
    Rename,
    Renumber,
    Reword,
    SetCount,
    Split,
)
from gen.amend.phrases import LEFT, READ
from gen.sources.dates import first_date
from gen.sources.transfers import movements
from gen.sources.words import ends_in_organ, tidy

_BETWEEN = re.compile(
    r"[，,、；;。\s]*(?:(?:同[时時]|此外|另外|相[应應]地?|其中|[并並](?=不再|[将將]|加[挂掛]|[对對]外|更名|增|[撤划劃]))，?)?"
)
_LEADING = re.compile("^(?:以及|[、和与與及])")
_LONGEST = 4000

Part = dict[str, str | None]


@dataclass(slots=True)
class Sentence:
    """The operations read so far, and what the sentences to come may refer to."""

    operations: list[Operation] = field(default_factory=list)
    effective: str | None = None
    effective_line: int = 0
    from_issue: bool = False
    _unit: str | None = None
    _after: bool = False
    _list: Holder = field(default_factory=Holder)

    @staticmethod
    def silent(text: str) -> bool:
        """Whether no phrase reads the beginning of a text."""
        return not any(pattern.match(text) for _, pattern in READ)

    def take(self, sentence: str, line: int) -> tuple[str | None, str]:
        """Reads a sentence; returns what of it is not understood, and why it states no operation where it does not."""
        if len(sentence) > _LONGEST:
            return sentence, ""
        bare = sentence.strip("。；， ")
        for why, pattern in LEFT:
            if pattern.fullmatch(bare):
                return None, why
        self._after = False
        at = 0
        while at < len(sentence):
            at = _end(_BETWEEN.match(sentence, at), at)
            if at >= len(sentence):
                break
            step = self._step(sentence, at, line)
            if step is None:
                return sentence[at:], ""
            at = step
        return None, "" if self.operations else "when it takes effect"

    def _step(self, sentence: str, at: int, line: int) -> int | None:
        """The place behind the phrase that begins at `at`, or None where none is read."""
        for kind, pattern in READ:
            found = pattern.match(sentence, at)
            if found is None or found.end() == at:
                continue
            part = {key: said and tidy(said) for key, said in found.groupdict().items()}
            made = None if "" in part.values() else _MAKERS[kind](self, part, line, found[0])
            if made is not None:
                self.operations += made
                return found.end()
        return None

    # Each of these returns the operations of one kind of phrase, or None where it does not fit after all.

    def _holder(self, part: Part) -> Holder:
        """Whose list it is: the one named, or else the one named last."""
        if part.get("who"):
            self._list = Holder(part["who"])
        return self._list

    def _reword(self, part: Part, line: int, _: str) -> list[Operation] | None:
        number = value(part.get("item"))
        item = Item(number) if number is not None else None
        return [Reword(line=line, holder=self._holder(part), item=item, old=part.get("old"), new=part.get("new") or "")]

    def _omit(self, part: Part, line: int, _: str) -> list[Operation] | None:
        numbers = _span(part["items"] or "")
        if not numbers:
            return None
        return [Omit(line=line, holder=self._holder(part), items=tuple(map(Item, numbers)))]

    def _insert(self, part: Part, line: int, _: str) -> list[Operation] | None:
        number, after = value(part.get("item")), value(part.get("after"))
        new = New(part["new"] or "", line, number)
        behind = Item(after) if after is not None else Item(number - 1) if number is not None and number > 1 else None
        return [Insert(line=line, holder=self._holder(part), items=(new,), after=behind, shifts=True)]

    def _renumber(self, part: Part, line: int, _: str) -> list[Operation] | None:
        first, last, new = (value(part.get(key)) for key in ("first", "last", "new"))
        if first is None or new is None or (last is not None and not first <= last):
            return None
        old = tuple(range(first, (last or first) + 1))
        now = tuple(number + new - first for number in old)
        return [Renumber(line=line, holder=self._list, old=old, new=now, original=True)]

    def _consecutive(self, _: Part, line: int, __: str) -> list[Operation] | None:
        return [Consecutive(line=line, holder=self._list)]

    def _plate(self, part: Part, line: int, said: str) -> list[Operation] | None:
        who = part.get("who") or self._unit
        self._unit = who
        added = not re.search("不再|撤|取消", said)
        names = [name for name in (part["plate"] or "").split("、") if name.strip()]
        return [Plate(line=line, holder=Holder(who), name=name.strip(), added=added) for name in names]

    def _rename(self, part: Part, line: int, _: str) -> list[Operation] | None:
        who, to = part["who"] or "", part["to"] or ""
        self._unit = to
        return [Rename(line=line, holder=Holder(who), to=to)]

    def _merge(self, part: Part, line: int, _: str) -> list[Operation] | None:
        units, into = _organs(part["what"] or ""), part["to"] or ""
        if not units:
            return None
        self._unit = into
        return [Merge(line=line, units=units, into=into)]

    def _split(self, part: Part, line: int, _: str) -> list[Operation] | None:
        into = _organs(part["into"] or "")
        return [Split(line=line, unit=part["what"] or "", into=into)] if len(into) > 1 else None

    def _create(self, part: Part, line: int, _: str) -> list[Operation] | None:
        names, duties = _organs(part["what"] or ""), part.get("duties")
        if not names or (duties and len(names) > 1):
            return None
        self._unit = names[-1]
        return [Create(line=line, unit=name, duties=(duties,) if duties else ()) for name in names]

    def _abolish(self, part: Part, line: int, _: str) -> list[Operation] | None:
        names = _organs(part["what"] or "")
        if not names:
            return None
        self._unit = names[-1]
        return [Abolish(line=line, unit=name) for name in names]

    def _move_all(self, part: Part, line: int, _: str) -> list[Operation] | None:
        origin = part.get("who") or self._unit
        return [Move(line=line, what=None, origin=origin, target=part["to"])] if origin else None

    def _move(self, part: Part, line: int, said: str) -> list[Operation] | None:
        if part.get("to") is None:
            return [Move(line=line, what=part["what"], origin=part.get("who") or self._unit or "本部", target=None)]
        found = [one for one in movements(said) if one.kind in ("transfer", "carve-out")]
        if not found:
            return None
        return [Move(line=line, what=one.what, origin=one.origin, target=one.target or part["to"]) for one in found]

    def _count(self, part: Part, line: int, _: str) -> list[Operation] | None:
        count, by, before = (value(part.get(key)) for key in ("count", "by", "before"))
        what = None if part.get("organs") else part.get("what")
        self._after = self._after or bool(part.get("after"))
        if count is not None and before is None and (self._after or what is None):
            return [Expect(line=line, what=what, count=count)]
        if by is not None and re.search("[减減]", part.get("way") or ""):
            by = -by
        return [SetCount(line=line, what=what or "", count=count, by=by, before=before)]

    def _effect(self, part: Part, line: int, _: str) -> list[Operation] | None:
        date = first_date(part["date"] or "")
        self.from_issue = self.from_issue or bool(re.search("印|[发發]布|公布|下[发發]", part["date"] or ""))
        if date is None and not self.from_issue:
            return None
        self.effective, self.effective_line = date or self.effective, line
        return []


_MAKERS: dict[str, Callable[[Sentence, Part, int, str], list[Operation] | None]] = {
    "reword-item": Sentence._reword,
    "reword": Sentence._reword,
    "strike": Sentence._reword,
    "omit": Sentence._omit,
    "insert": Sentence._insert,
    "renumber": Sentence._renumber,
    "consecutive": Sentence._consecutive,
    "plate-off": Sentence._plate,
    "plate-on": Sentence._plate,
    "rename": Sentence._rename,
    "merge": Sentence._merge,
    "split": Sentence._split,
    "create": Sentence._create,
    "abolish": Sentence._abolish,
    "move-all": Sentence._move_all,
    "move": Sentence._move,
    "give-up": Sentence._move,
    "count-set": Sentence._count,
    "count-by": Sentence._count,
    "count": Sentence._count,
    "effect": Sentence._effect,
}


def _end(found: re.Match[str] | None, at: int) -> int:
    return found.end() if found else at


def _span(said: str) -> tuple[int, ...]:
    """The numbers that "第（三）、（四）项" or "第（三）项至第（五）项" name."""
    numbers = [
        number for one in re.findall(r"[^第项項（）()、和及与至到]+", said) if (number := value(one)) is not None
    ]
    if re.search("[至到]", said):
        return tuple(range(numbers[0], numbers[-1] + 1)) if len(numbers) == 2 and numbers[0] <= numbers[1] else ()
    return tuple(numbers)


def _organs(said: str) -> tuple[str, ...]:
    """The names in a list, none where one of them is no organ's; a name with 和 in it stays whole where it has to."""
    names, held = list[str](), ""
    for part in re.split("(以及|[、和与與及])", said):
        held += part
        if ends_in_organ(held):
            names.append(_LEADING.sub("", held))
            held = ""
    return tuple(name.strip("等") for name in names) if not held.strip("、和与與及等") else ()
