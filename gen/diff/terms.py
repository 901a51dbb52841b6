"""Terms replaced throughout: the wording everywhere the same but for one name of a thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gen.diff.normal import difference, folded
from gen.diff.roles import is_verb
from gen.diff.text import compared_words

_PLACES = 3
_LONGEST = 16
_WORDY = re.compile(r"[\w·&'/ -]*\w[\w·&'/ -]*")
_BOUND = frozenset(
    re.findall(
        r"\w+",
        """
    不 非 未 无 除 应当 应 须 必须 可以 得 可 不得 禁止 或 或者 和 与 及 并 批准 备案 许可 同意
    一 二 三 四 五 六 七 八 九 十 應當 應 須 必須 無 批準 備案 許可
    not no shall may must should or and except
        """,
    )
)

_PARTICLES = frozenset("的由在经对报向为将把被于以从等至到是有第各其所该該經對報為將於從")


@dataclass(frozen=True, slots=True)
class Term:
    """A wording that every duty has given up for another one."""

    old: str
    new: str

    @property
    def said(self) -> str:
        return f"{self.old} → {self.new}"

    def put(self, text: str) -> str:
        return text.replace(self.old, self.new)


@dataclass(frozen=True, slots=True)
class _Place:
    """One replacement in one pair: what went and came, and the words before it, the nearest first, and after it."""

    pair: int
    gone: str
    come: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def replaced_throughout(pairs: Sequence[tuple[str, str]]) -> tuple[Term, ...]:
    """The terms that three or more pairs of wordings replace, and that no new wording still uses, the longest first."""
    changed = [(old, new) for old, new in pairs if difference(old, new) == "real"]
    groups: defaultdict[tuple[str, str], list[_Place]] = defaultdict(list)
    for number, (old, new) in enumerate(changed):
        for place in _places(number, folded(old), folded(new)):
            groups[place.gone, place.come].append(place)
    wordings = [folded(new) for _, new in pairs] if groups else []
    found = []
    for (gone, come), places in groups.items():
        if len({place.pair for place in places}) >= _PLACES and _nominal(gone, come):
            term = _widened(places)
            if term and not any(_still(term, wording) for wording in wordings):
                found.append(term)
    return tuple(sorted(found, key=lambda term: (-len(term.old), term.old, term.new)))


def without(old: str, new: str, terms: Iterable[Term]) -> tuple[Term, ...]:
    """The terms whose replacement is all that separates two wordings, () where more does."""
    text, target, used = folded(old), folded(new), []
    for term in terms:
        if (put := term.put(text)) != text:
            text = put
            used.append(term)
    return tuple(used) if text == target else ()


def _places(pair: int, old: str, new: str) -> list[_Place]:
    """What one pair replaces where: the unchanged words between and around the edits are its context."""
    segments = compared_words(old, new)
    found = []
    for at, (mark, words) in enumerate(segments):
        if mark == "=" or (at and segments[at - 1][0] != "="):
            continue
        following = segments[at + 1] if at + 1 < len(segments) and segments[at + 1][0] != "=" else None
        gone = "".join(words) if mark == "-" else "".join(following[1]) if following else ""
        come = "".join(words) if mark == "+" else "".join(following[1]) if following else ""
        rest = at + 2 if following else at + 1
        before = tuple(reversed(segments[at - 1][1])) if at else ()
        after = tuple(segments[rest][1]) if rest < len(segments) else ()
        found.append(_Place(pair, gone, come, before, after))
    return found


def _nominal(gone: str, come: str) -> bool:
    """Whether a replacement can be one of terms: words, no numbers, nothing that says who does what or may."""
    both = [part for part in (gone, come) if part]
    return all(_WORDY.fullmatch(part) for part in both) and not any(
        part.strip() in _BOUND or is_verb(part.strip()) or any(c.isdigit() for c in part) for part in both
    )


def _widened(places: Sequence[_Place]) -> Term | None:
    """The term with the words beside it that stand beside it everywhere; None where one side stays empty."""
    gone, come = places[0].gone, places[0].come
    for side in ("before", "after"):
        for words in zip(*(getattr(place, side) for place in places), strict=False):
            word = words[0]
            if len(set(words)) > 1 or not _joins(word) or len(gone + word) > _LONGEST:
                break
            gone, come = (word + gone, word + come) if side == "before" else (gone + word, come + word)
    return Term(gone.strip(), come.strip()) if len(gone.strip()) > 1 and len(come.strip()) > 1 else None


def _joins(word: str) -> bool:
    """Whether a word can be part of a term."""
    return bool(_WORDY.fullmatch(word)) and word not in _PARTICLES and not (word in _BOUND or is_verb(word))


def _still(term: Term, wording: str) -> bool:
    """Whether a new wording still uses the old term, other than inside the new one."""
    if term.old in term.new:
        wording = wording.replace(term.new, "\0")
    return term.old in wording
