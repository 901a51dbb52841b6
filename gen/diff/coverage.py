"""What cannot be compared, because one side does not speak of it or speaks of it in another way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from gen.diff.tree import LANGUAGES, Tree, lay_out
from gen.model.change import NotComparable, Subject
from gen.model.record import Snapshot, Text

PLURAL = {"unit": "units", "duty": "duties", "post": "posts", "staffing": "staffing"}
WHOLLY = ("prose-against-list", "languages-differ")
_BODY_ITSELF = None


class Spoken:
    """What two snapshots speak of and in which languages, each thing looked up once."""

    def __init__(self, old: Snapshot, new: Snapshot, trees: tuple[Tree, Tree] | None = None) -> None:
        self._sides = old, new
        self._trees = trees or (lay_out(old), lay_out(new))
        self._known: dict[tuple[Subject, str | None], str | None] = {}
        self._states: dict[tuple[int, Subject], set[str | None]] = {}

    def why_not(self, subject: Subject, group: str | None) -> str | None:
        """The reason a `subject` of `group` is not comparable, or None; group None: the body."""
        if (subject, group) not in self._known:
            self._known[subject, group] = self._why_not(subject, group)
        return self._known[subject, group]

    def _why_not(self, subject: Subject, group: str | None) -> str | None:
        old, new = self._sides
        if subject == "duty" and old.duties and new.duties and old.coverage.prose != new.coverage.prose:
            return "prose-against-list"
        if subject != "staffing":
            languages = _languages(old, self._trees[0], subject), _languages(new, self._trees[1], subject)
            if all(languages) and not languages[0] & languages[1]:
                return "languages-differ"
        if not self._speaks(0, subject, group):
            return "old-silent"
        return None if self._speaks(1, subject, group) else "new-silent"

    def _speaks(self, place: int, subject: Subject, group: str | None) -> bool:
        """Whether a side speaks of a subject; one that states no duty of any unit of a group says nothing of them."""
        side = self._sides[place]
        if subject == "unit" or group is _BODY_ITSELF:
            said = getattr(side.coverage, PLURAL[subject])
            return bool(said) if group is _BODY_ITSELF else side.coverage.covers(PLURAL[subject], group)
        if (place, subject) not in self._states:
            self._states[place, subject] = set(_stating(self._trees[place], subject))
        return group in self._states[place, subject] and bool(getattr(side.coverage, PLURAL[subject]))


def _stating(tree: Tree, subject: Subject) -> Iterator[str | None]:
    """Yields the group of every unit that states a duty, or a post."""
    for index in tree.telling:
        unit = tree.units[index]
        if unit.duties if subject == "duty" else unit.posts:
            yield tree.groups[index]


def _languages(side: Snapshot, tree: Tree, subject: Subject) -> set[str]:
    if subject == "unit":
        return {language for language in LANGUAGES if tree.named(language)}
    found: set[str] = set()
    telling = [tree.units[index] for index in tree.telling]
    if subject == "duty":
        for duty in chain(side.duties, *(unit.duties for unit in telling)):
            found |= _spoken(duty.text)
    else:
        for post in chain(side.posts, *(unit.posts for unit in telling)):
            found.add("zh" if any("一" <= c <= "鿿" for c in post.title + post.holder) else "en")
    return found


def _spoken(text: Text) -> set[str]:
    return {language for language in LANGUAGES if getattr(text, language)}


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
