"""What the body itself differs in: its name, its level, the nameplates it bears."""

from __future__ import annotations

from collections.abc import Callable

from gen.diff.mentions import key_of_body, names_of
from gen.diff.normal import folded
from gen.model.change import Detail
from gen.model.record import Snapshot, Text

_LANGUAGES: tuple[Callable[[Text], str | None], ...] = (lambda text: text.zh, lambda text: text.en)


def compare_body(old: Snapshot, new: Snapshot) -> tuple[Detail, ...]:
    """How the body's own name, level and nameplates differ, as far as both sides state them.

    Spelling, and the name of the state before that of the body, make no other name. A side that states neither a level
    nor a nameplate of the body is silent on both: nothing was gained or lost for that.
    """
    found = [_name(old.name, new.name)]
    if old.level and new.level and folded(old.level) != folded(new.level):
        found.append(Detail(aspect="level", old=(old.level,), new=(new.level,)))
    if _speaks(old) and _speaks(new):
        lost, gained = _only(old, new), _only(new, old)
        found.append(Detail(aspect="nameplate", old=lost, new=gained) if lost or gained else None)
    return tuple(detail for detail in found if detail)


def _name(old: Text, new: Text) -> Detail | None:
    """The name in the language both state it in, Chinese first, where it is another one."""
    both = next(((a, b) for language in _LANGUAGES if (a := language(old)) and (b := language(new))), None)
    if both is None or key_of_body(both[0]) == key_of_body(both[1]):
        return None
    return Detail(aspect="name", old=both[:1], new=both[1:])


def _speaks(side: Snapshot) -> bool:
    return bool(side.level or side.nameplates)


def _only(one: Snapshot, other: Snapshot) -> tuple[str, ...]:
    """The nameplates of one side that the other neither bears nor is called by; not those in another language."""
    known = names_of((other.name, *other.nameplates))
    spoken = [language for language in _LANGUAGES if not other.nameplates or any(map(language, other.nameplates))]
    return tuple(
        plate.primary
        for plate in one.nameplates
        if any(language(plate) for language in spoken) and not names_of((plate,)) & known
    )
