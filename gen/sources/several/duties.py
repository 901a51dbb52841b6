"""The duties of one holder that two sources state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gen.model.record import Duty
from gen.sources.several.clash import About, Clashes, plain
from gen.sources.units import Ids
from gen.sources.words import clip, item_number


@dataclass(slots=True)
class Given:
    """Ids: those handed out, each once, and what the units and duties of the second source are called now."""

    given: Ids
    ids: dict[str, str] = field(default_factory=dict)

    def new(self, known: str, wanted: str) -> str:
        """The id of what the second source calls `known`."""
        self.ids[known] = given = self.given.new(wanted)
        return given


def joined(
    first: Sequence[Duty], second: Sequence[Duty], given: Given, unit: str, clashes: Clashes
) -> tuple[Duty, ...]:
    """The duties of the first source, whose ids are given already, and those that only the second one states.

    Duties are the same by their text, or by heading and number; then the first wording is taken.
    """
    by_text = {_key(duty): at for at, duty in reversed(list(enumerate(first)))}
    met = {index: by_text[_key(duty)] for index, duty in enumerate(second) if _key(duty) in by_text}
    taken = set(met.values())
    by_number = {_place(duty): at for at, duty in enumerate(first) if duty.number and at not in taken}
    for index, duty in enumerate(second):
        if index not in met and duty.number and (at := by_number.pop(_place(duty), None)) is not None:
            met[index] = at
    result = list(first)
    for index, duty in enumerate(second):
        if index in met:
            result[met[index]] = _one(result[met[index]], duty, clashes)
            given.ids[duty.id] = result[met[index]].id
        else:
            result.append(replace(duty, id=given.new(duty.id, own_id(unit, duty))))
    return tuple(result)


def own_id(unit: str, duty: Duty) -> str:
    """The id a duty has under a unit, "" for the body."""
    last = duty.id.rpartition("/")[2]
    return f"{unit}/{last}" if unit else last


def same_language(first: Sequence[Duty], second: Sequence[Duty]) -> bool:
    """Whether there is a language in which both have texts."""
    return any(
        any(getattr(duty.text, key) for duty in first) and any(getattr(duty.text, key) for duty in second)
        for key in ("zh", "en")
    )


def _one(ours: Duty, theirs: Duty, clashes: Clashes) -> Duty:
    name = f"{ours.number or ''}{clip(ours.text.primary, 24)}"
    about = About("duty", name, ours.id, ours.locator, theirs.locator)
    return replace(ours, text=clashes.text(about, "text", ours.text, theirs.text))


def _key(duty: Duty) -> tuple[str, str]:
    return duty.heading or "", plain(duty.text.primary)


def _place(duty: Duty) -> tuple[str, str]:
    return duty.heading or "", item_number(duty.number or "", "en")
