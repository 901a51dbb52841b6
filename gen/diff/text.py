"""The redline of two wordings: what stays, goes and comes, cut at word borders and never through a name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gen.model.change import Redline

_TOKEN = re.compile(r"[一-鿿㐀-䶿]+|[A-Za-z0-9]+|\s+|.", re.DOTALL)
_ISLAND = 2
_REWRITTEN = 0.85


def redline(old: str, new: str, names: Iterable[str] = ()) -> Redline:
    """Segments ("=", "-" or "+", words) that give `old` without the + ones and `new` without the - ones.

    `names` are never cut. A rewrite of more than 85 % is one removal and one insertion.
    """
    if old == new:
        return (("=", old),) if old else ()
    present = {name for name in names if len(name) > 1 and (name in old or name in new)}
    whole = sorted(present, key=lambda name: (-len(name), name))
    segments = _smooth(_compare(_words(old, whole), _words(new, whole)))
    same = sum(len(text) for mark, text in segments if mark == "=")
    if 2 * same < (1 - _REWRITTEN) * (len(old) + len(new)):
        segments = [("-", old), ("+", new)]
    return tuple((mark, text) for mark, text in segments if text)  # type: ignore[misc]


def _words(text: str, names: list[str]) -> list[str]:
    """The words of a text in order; joined they are the text."""
    import rjieba

    pieces = re.split("(" + "|".join(map(re.escape, names)) + ")", text) if names else [text]
    words: list[str] = []
    for index, piece in enumerate(pieces):
        if index % 2:
            words.append(piece)
            continue
        for token in _TOKEN.findall(piece):
            words.extend(rjieba.cut(token, False) if "㐀" <= token[0] <= "鿿" else [token])
    return words


def _compare(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    """The engine's difference of two word lists, words standing as one private character each."""
    from diff_match_patch import diff_match_patch

    table: dict[str, str] = {}
    coded = ["".join(table.setdefault(word, chr(0xF0000 + len(table))) for word in words) for words in (old, new)]
    back = {code: word for word, code in table.items()}
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    found = engine.diff_main(coded[0], coded[1], False)
    marks = {0: "=", -1: "-", 1: "+"}
    return [(marks[operation], "".join(back[code] for code in codes)) for operation, codes in found]


def _smooth(segments: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The segments with islands of one or two unchanged characters between edits taken into the edits."""
    out: list[tuple[str, str]] = []
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
