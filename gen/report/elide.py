"""Long wordings shortened for reading: what did not change is left out, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gen.model.change import Redline

BETWEEN = "\0"
_CLAUSE = re.compile(r".*?(?:[，；。：！？\n]|[,;:.!?](?=\s)\s*)|.+", re.DOTALL)
_LONG = 90
_CONTEXT = 10
_WORTH = 16


def elided(pieces: Redline, dots: str) -> Redline:
    """The pieces of a long redline with `dots` for whole clauses that stay and lie away from every edit.

    The clause an edit stands in is kept, with a little before and after it, and the words a wording opens with.
    Several wordings in one redline have BETWEEN between them.
    """
    if sum(len(text) for _, text in pieces) <= _LONG:
        return pieces
    last = len(pieces) - 1
    return tuple(
        (mark, text if mark != "=" else _unedited(text, dots, followed=place < last))
        for place, (mark, text) in enumerate(pieces)
    )


def _unedited(text: str, dots: str, *, followed: bool) -> str:
    *ended, last = text.split(BETWEEN)
    said = [_shortened(one, dots, followed=False) for one in ended]
    return BETWEEN.join([*said, _shortened(last, dots, followed=followed)])


def _shortened(text: str, dots: str, *, followed: bool) -> str:
    """The text without its middle, or without its end where no edit follows."""
    clauses = _CLAUSE.findall(text)
    head = _enough(clauses)
    tail = _enough(reversed(clauses[head:])) if followed else 0
    middle = "".join(clauses[head : len(clauses) - tail])
    if len(middle.strip()) < _WORTH:
        return text
    kept = clauses[len(clauses) - tail :] if tail else []
    return "".join([*clauses[:head], dots if kept else dots.rstrip(), *kept])


def _enough(clauses: Iterable[str]) -> int:
    """How many of the clauses it takes to read on."""
    size = count = 0
    for clause in clauses:
        if size >= _CONTEXT:
            break
        size, count = size + len(clause), count + 1
    return count
