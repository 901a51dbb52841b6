"""The redline of two wordings: what stays, goes and comes, cut at word borders and never through a name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby, takewhile

from gen.model.change import Redline

Segment = tuple[str, str]
Engine = Callable[[str, str], list[tuple[int, str]]]
_TOKEN = re.compile(r"[一-鿿㐀-䶿]+|[A-Za-z0-9]+|\s+|.", re.DOTALL)
_ISLAND = 2
_REWRITTEN = 0.85
_MOST_WORDS = 50_000


class Names:
    """Names that no redline cuts through, found in a text without trying each of them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(name for name in names if len(name) > 1)
        self._starts: dict[str, list[str]] | None = None

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._names))

    def cut(self, text: str) -> list[tuple[str, bool]]:
        """The text in pieces, each with whether it is one of the names; the longest name that fits comes first."""
        if not self._names:
            return [(text, False)] if text else []
        pieces: list[tuple[str, bool]] = []
        start = at = 0
        while at < len(text):
            name = self._at(text, at)
            if name:
                pieces += [(text[start:at], False)] if at > start else []
                pieces.append((name, True))
                start = at = at + len(name)
            else:
                at += 1
        return [*pieces, (text[start:], False)] if start < len(text) else pieces

    def _at(self, text: str, at: int) -> str | None:
        for name in self._starting().get(text[at : at + 2], ()):
            if text.startswith(name, at):
                return name
        return None

    def _starting(self) -> dict[str, list[str]]:
        """The names by their first two characters, the longest first."""
        if self._starts is None:
            starts: defaultdict[str, list[str]] = defaultdict(list)
            for name in sorted(self._names, key=lambda name: (-len(name), name)):
                starts[name[:2]].append(name)
            self._starts = starts
        return self._starts


def redline(old: str, new: str, names: Iterable[str] = ()) -> Redline:
    """Segments ("=", "-" or "+", words) that give `old` without the + ones and `new` without the - ones.

    `names` are never cut. A rewrite of more than 85 % is one removal and one insertion.
    """
    if old == new:
        return (("=", old),) if old else ()
    whole = names if isinstance(names, Names) else Names(names)
    words = _words(old, whole), _words(new, whole)
    segments = _smooth(_compare(*words)) if _shared(*words) >= _least(old, new) else []
    if sum(len(text) for mark, text in segments if mark == "=") < _least(old, new) or not segments:
        segments = [("-", old), ("+", new)]
    return tuple((mark, text) for mark, text in segments if text)  # type: ignore[misc]


def _least(old: str, new: str) -> float:
    """How many characters have to stay for a redline to say more than both wordings side by side."""
    return (1 - _REWRITTEN) * (len(old) + len(new)) / 2


def _shared(old: list[str], new: list[str]) -> int:
    """How many characters can stay at most."""
    left, found = Counter(old), 0
    for word in new:
        if left[word] > 0:
            left[word] -= 1
            found += len(word)
    return found


def compared_words(old: str, new: str) -> list[tuple[str, list[str]]]:
    """What stays, goes and comes as lists of words, unsmoothed; exchanged wordings give what goes and comes exchanged.

    The engine chooses between equal readings by which text is the first, so it is always given them in one order.
    """
    turned = old > new
    words = [_words(text, Names(())) for text in sorted((old, new))]
    marks = {"=": "=", "-": "+" if turned else "-", "+": "-" if turned else "+"}
    found = [(marks[mark], some) for mark, some in _compared(*words)]
    return [(mark, [word for _, words in run for word in words]) for mark, run in groupby(found, key=lambda s: s[0])]


def _words(text: str, names: Names) -> list[str]:
    """The words of a text in order; joined they are the text."""
    import rjieba

    words: list[str] = []
    for piece, whole in names.cut(text):
        if whole:
            words.append(piece)
            continue
        for token in _TOKEN.findall(piece):
            words.extend(rjieba.cut(token, False) if "㐀" <= token[0] <= "鿿" else [token])
    return words


def _compare(old: list[str], new: list[str]) -> list[Segment]:
    return [(mark, "".join(words)) for mark, words in _compared(old, new)]


def _compared(old: list[str], new: list[str]) -> list[tuple[str, list[str]]]:
    """The engine's difference of two word lists, words standing as one private character each.

    Of lists too long for it, what both begin and end with stays, and the rest is replaced.
    """
    if len(old) + len(new) > _MOST_WORDS:
        return _by_ends(old, new)
    table: dict[str, str] = {}
    coded = ["".join(table.setdefault(word, chr(0xF0000 + len(table))) for word in words) for words in (old, new)]
    back = {code: word for word, code in table.items()}
    marks = {0: "=", -1: "-", 1: "+"}
    return [(marks[operation], [back[code] for code in codes]) for operation, codes in engine()(*coded)]


def _by_ends(old: list[str], new: list[str]) -> list[tuple[str, list[str]]]:
    start = _alike(zip(old, new, strict=False))
    end = _alike(zip(reversed(old[start:]), reversed(new[start:]), strict=False))
    middle = [("-", old[start : len(old) - end]), ("+", new[start : len(new) - end])]
    parts = [("=", old[:start]), *middle, ("=", old[len(old) - end :])]
    return [(mark, words) for mark, words in parts if words]


def _alike(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs are of one word each, up to the first that is not."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


@cache
def engine(fast: bool = True) -> Engine:
    """Myers' difference as diff-match-patch finds it: its C++ port where that is installed, which finds the same."""
    try:
        if fast:
            from fast_diff_match_patch import diff

            return _ported(diff)
    except ImportError:
        pass
    from diff_match_patch import diff_match_patch

    made = diff_match_patch()
    made.Diff_Timeout = 0
    return lambda old, new: made.diff_main(old, new, False)


def _ported(diff: Callable[..., list[tuple[str, str]]]) -> Engine:
    operations = {"=": 0, "-": -1, "+": 1}

    def compare(old: str, new: str) -> list[tuple[int, str]]:
        found = diff(old, new, timelimit=0, checklines=False, cleanup="No", counts_only=False)
        return [(operations[mark], text) for mark, text in found]

    return compare


def _smooth(segments: list[Segment]) -> list[Segment]:
    """The segments with islands of one or two unchanged characters between edits taken into the edits."""
    out: list[Segment] = []
    gone = come = ""
    for index, (mark, text) in enumerate(segments):
        inner = 0 < index < len(segments) - 1
        if mark == "=" and not (inner and len(text.strip()) <= _ISLAND):
            out += [(m, t) for m, t in (("-", gone), ("+", come)) if t]
            out.append((mark, text))
            gone = come = ""
            continue
        gone += text if mark != "+" else ""
        come += text if mark != "-" else ""
    return out + [(m, t) for m, t in (("-", gone), ("+", come)) if t]
