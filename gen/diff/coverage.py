"""What cannot be compared, because one side does not speak of it or speaks of it in another way."""

from __future__ import annotations

from collections.abc import Callable

from gen.model.change import NotComparable, Subject
from gen.model.record import Snapshot, Text, Unit

PLURAL = {"unit": "units", "duty": "duties", "post": "posts", "staffing": "staffing"}
WHOLLY = ("prose-against-list", "languages-differ")
_BODY_ITSELF = None


def why_not(old: Snapshot, new: Snapshot, subject: Subject, group: str | None) -> str | None:
    """The reason a `subject` of `group` is not comparable (see NotComparable.why), or None; group None: the body."""
    if subject == "duty" and old.duties and new.duties and old.coverage.prose != new.coverage.prose:
        return "prose-against-list"
    if subject != "staffing":
        languages = _languages(old, subject), _languages(new, subject)
        if all(languages) and not languages[0] & languages[1]:
            return "languages-differ"
    if not _speaks(old, subject, group):
        return "old-silent"
    return None if _speaks(new, subject, group) else "new-silent"


def _speaks(side: Snapshot, subject: Subject, group: str | None) -> bool:
    """Whether a side speaks of a subject; one that states no duty of any unit of a group says nothing about them."""
    if subject == "unit" or group is _BODY_ITSELF:
        said = getattr(side.coverage, PLURAL[subject])
        return bool(said) if group is _BODY_ITSELF else side.coverage.covers(PLURAL[subject], group)
    held: Callable[[Unit], object] = (lambda u: u.duties) if subject == "duty" else (lambda u: u.posts)
    states = any(held(unit) for unit, above in side.walk() if _group(unit, above) == group)
    return states and bool(getattr(side.coverage, PLURAL[subject]))


def _group(unit: Unit, above: tuple[Unit, ...]) -> str | None:
    return next((u.group for u in (unit, *reversed(above)) if u.group), None)


def _languages(side: Snapshot, subject: Subject) -> set[str]:
    if subject == "unit":
        return {language for unit, _ in side.walk() for language in _spoken(unit.name)}
    if subject == "duty":
        texts = [*side.duties, *(duty for unit, _ in side.walk() for duty in unit.duties)]
        return {language for duty in texts for language in _spoken(duty.text)}
    posts = [*side.posts, *(post for unit, _ in side.walk() for post in unit.posts)]
    return {"zh" if any("一" <= c <= "鿿" for c in post.title + post.holder) else "en" for post in posts}


def _spoken(text: Text) -> set[str]:
    return {language for language in ("zh", "en") if getattr(text, language)}


def tally(items: list[tuple[Subject, str | None, str, bool]]) -> tuple[NotComparable, ...]:
    """One line a subject, group and reason, with how many items of each side it covers.

    items: subject, group, why, whether the item is on the new side.
    """
    counts: dict[tuple[Subject, str | None, str], list[int]] = {}
    for subject, group, why, on_new in items:
        counts.setdefault((subject, group, why), [0, 0])[on_new] += 1
    return tuple(
        NotComparable(subject=subject, group=group, why=why, old=old, new=new)
        for (subject, group, why), (old, new) in counts.items()
    )
