"""What two sources state of one thing: the same, one of them only, or a contradiction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from gen.model.record import Contradiction, Locator, Stated, Text
from gen.sources.words import unmarked

Subject = Literal["body", "unit", "duty", "post", "staffing"]


@dataclass(frozen=True, slots=True)
class About:
    """What is compared: its subject, its name, its id, and where the two sources speak of it."""

    subject: Subject
    name: str
    id: str | None
    first: Locator
    second: Locator


@dataclass(slots=True)
class Clashes:
    """The contradictions found so far."""

    found: list[Contradiction] = field(default_factory=list)

    def pick(self, about: About, what: str, first: str | None, second: str | None) -> str | None:
        """What the first source states, or the second where the first does not; where they differ, both are kept."""
        if first is None or second is None:
            return first if second is None else second
        if plain(first) != plain(second):
            self.keep(about, what, first, second)
        return first

    def dated(self, about: About, what: str, first: str | None, second: str | None) -> str | None:
        """The more precise one of two dates that agree, the first where they do not."""
        if first and second and (first.startswith(second) or second.startswith(first)):
            return max(first, second, key=len)
        return self.pick(about, what, first, second)

    def plates(self, about: About, first: Sequence[Text], second: Sequence[Text]) -> tuple[Text, ...]:
        """The nameplates, those of the first source where both state some and they are not the same."""
        if not first or not second:
            return tuple(first or second)
        told, other = ("、".join(plate.primary for plate in plates) for plates in (first, second))
        names = {plain(name) for plate in first for name in (plate.zh, plate.en) if name}
        if not all(_is_known(plate, names) for plate in second) or len(first) != len(second):
            self.keep(about, "nameplate", told, other)
        return tuple(first)

    def text(self, about: About, what: str, first: Text, second: Text) -> Text:
        """The text in every language that one of the two sources has."""
        zh, en = (self.pick(about, what, getattr(first, key), getattr(second, key)) for key in ("zh", "en"))
        return Text(zh=zh, en=en)

    def keep(self, about: About, what: str, first: str, second: str) -> None:
        """Notes that the two sources contradict each other."""
        readings = (Stated(text=first, locator=about.first), Stated(text=second, locator=about.second))
        self.found.append(
            Contradiction(subject=about.subject, name=about.name, what=what, about=about.id, readings=readings)
        )


def _is_known(plate: Text, keys: set[str]) -> bool:
    return any(plain(name) in keys for name in (plate.zh, plate.en) if name)


def plain(text: str) -> str:
    """The text without spaces and punctuation, in lower case, to compare by."""
    return unmarked(text).casefold()
