"""Comments in the text of a page: what its readers do not see, but for the duties some keep in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from gen.sources.lines import Line, classify

OPEN, CLOSE = "<!--", "-->"
_HIDDEN_DUTIES = re.compile(
    r"\s*[*#:]*\s*[^：:。；]{2,60}[：:]\s*<!--(?=.{0,40}(?:负责|負責|承担|承擔|拟订|擬訂|拟定|组织|組織|指导|指導|管理|承办|承辦))"
)


def hides_duties(text: str) -> bool:
    """Whether a list item goes on after its name and a colon with a comment that states duties."""
    return _HIDDEN_DUTIES.match(text) is not None


def shown(lines: Iterable[Line], rows: Sequence[str]) -> Iterator[Line]:
    """Yields the lines of the rows without their comments; what is nothing but comment is markup."""
    inside = False
    for line in lines:
        if inside:
            hidden, closed, after = rows[line.number - 1].partition(CLOSE)
            inside = not closed
            line = classify(line.number, after) if after.strip() else Line(line.number, "markup", OPEN + hidden)
        if OPEN in line.text and line.kind != "markup" and not (line.kind == "item" and hides_duties(line.text)):
            text, opened, _ = _without(line.text).partition(OPEN)
            inside = bool(opened)
            cells = tuple(map(_without, line.cells))
            kept = replace(line, text=text.strip(), cells=cells)
            line = kept if kept.text else Line(line.number, "markup", line.text)
        yield line


def _without(text: str) -> str:
    """The text without the comments that are closed in it."""
    kept, at = list[str](), 0
    while (start := text.find(OPEN, at)) >= 0 and (end := text.find(CLOSE, start + len(OPEN))) >= 0:
        kept.append(text[at:start])
        at = end + len(CLOSE)
    return "".join([*kept, text[at:]])
