"""Terms replaced throughout: the wording everywhere the same but for one name of a thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

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


class Term(NamedTuple):
    """A wording that every duty has given up for another one."""

    old: str
    new: str

    @property
    def said(self) -> str:
        return f"{self.old} → {self.new}"

    @property
    def rank(self) -> tuple[object, ...]:
        """What terms are tried by where several fit, the longest first; the same in both directions."""
        return -len(self.old) - len(self.new), min(self.old, self.new), max(self.old, self.new)


class _Place(NamedTuple):
    """One replacement in one pair: what went and came, and the words before it, the nearest first, and after it."""

    pair: int
    gone: str
    come: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def replaced_throughout(pairs: Sequence[tuple[str, str]]) -> tuple[Term, ...]:
    """The terms that three or more pairs of folded wordings replace, the longest first.

    No new wording still uses the old term and no old one the new term yet, so that the pairs exchanged give the
    terms exchanged.
    """
    changed = [(old, new) for old, new in pairs if old != new]
    groups: defaultdict[tuple[str, str], list[_Place]] = defaultdict(list)
    for number, (old, new) in enumerate(changed):
        for place in _places(number, old, new):
            groups[place.gone, place.come].append(place)
    several = [(ends, some) for ends, some in groups.items() if len({place.pair for place in some}) >= _PLACES]
    terms = {term for ends, some in several if _nominal(*ends) and (term := _widened(some))}
    return tuple(sorted((term for term in terms if _throughout(term, pairs)), key=lambda term: term.rank))


def without(old: str, new: str, terms: Iterable[Term]) -> tuple[Term, ...]:
    """The terms whose replacement is all that separates two folded wordings, () where more does."""
    here = [term for term in terms if term.old in old and term.new in new]
    used: list[Term] = []
    at = to = 0
    while here and (at < len(old) or to < len(new)):
        term = next((one for one in here if old.startswith(one.old, at) and new.startswith(one.new, to)), None)
        if term is None and old[at : at + 1] != new[to : to + 1]:
            return ()
        used += [term] if term and term not in used else []
        at, to = at + (len(term.old) if term else 1), to + (len(term.new) if term else 1)
    return tuple(used)


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
            if len(set(words)) > 1 or not _joins(word) or len(word + max(gone, come, key=len)) > _LONGEST:
                break
            gone, come = (word + gone, word + come) if side == "before" else (gone + word, come + word)
    return Term(gone.strip(), come.strip()) if len(gone.strip()) > 1 and len(come.strip()) > 1 else None


def _joins(word: str) -> bool:
    """Whether a word can be part of a term."""
    return bool(_WORDY.fullmatch(word)) and word not in _PARTICLES and not (word in _BOUND or is_verb(word))


def _throughout(term: Term, wordings: Iterable[tuple[str, str]]) -> bool:
    """Whether every old wording says the old term alone, and every new one the new term alone."""
    return not any(_says(old, term.new, term.old) or _says(new, term.old, term.new) for old, new in wordings)


def _says(wording: str, one: str, other: str) -> bool:
    """Whether a wording uses one term, other than inside the other one."""
    if one in other:
        wording = wording.replace(other, "\0")
    return one in wording
