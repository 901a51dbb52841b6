"""What frames the pages of a document: headers, footers and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from gen.sources.formats.pdf.pages import Page, TextLine

_OUTER = 3
_SHARE = 0.4
_MARGIN = 0.15
_LONGEST = 120
_ROOM = 1.3
_DASHED = r"[-—–－―‐·•]{1,2}\s?\d{1,4}\s?[-—–－―‐·•]{1,2}"
_SAID = (
    r"第\s?\d{1,4}\s?页(?:\s?[,，/／]?\s?(?:共|总)\s?\d{1,4}\s?页)?|"
    r"Page\s?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?|\d{1,4}\s?/\s?\d{1,4}"
)
_SURE = re.compile(rf"{_DASHED}|{_SAID}", re.IGNORECASE)
_BARE = re.compile(r"\d{1,4}[A-Z]?|[ivxlc]{1,6}")
_DIGITS = re.compile(r"\d+")


def framing(pages: Sequence[Page]) -> dict[TextLine, str]:
    """Why each line that frames a page is no text of the document: "header …" or "footer …"."""
    found: dict[TextLine, str] = {}
    for at_top in (True, False):
        edges = {page.number: list(_edge(page, at_top)) for page in pages}
        repeated = _repeated(edges)
        for page in pages:
            whys = [(line, _why(line, repeated, len(pages), at_top)) for line in edges[page.number]]
            for line, why in _apart(list(takewhile(lambda pair: pair[1], whys)), page):
                found.setdefault(line, why)
    return found


def _apart(framed: list[tuple[TextLine, str]], page: Page) -> list[tuple[TextLine, str]]:
    """The lines of a margin down to the last that is a page number, or stands apart from the text by room or size."""
    inner = [line for line in page.lines if line not in dict(framed)]
    while framed and not _SURE.fullmatch(framed[-1][0].text):
        line = framed[-1][0]
        near = min(inner, key=lambda other: abs(other.bottom - line.bottom), default=None)
        if near is None or near.size != line.size or _room(line, near) > _ROOM * line.size:
            break
        inner.append(framed.pop()[0])
    return framed


def _room(one: TextLine, other: TextLine) -> float:
    return max(one.bottom, other.bottom) - min(one.bottom, other.bottom) - one.size


def _edge(page: Page, at_top: bool) -> Iterator[TextLine]:
    """The outermost lines in the margin of a page, from its edge inwards."""
    lines = sorted(page.lines, key=lambda line: line.bottom, reverse=at_top)
    if len(lines) == 1 and not _SURE.fullmatch(lines[0].text):
        return
    for line in lines[:_OUTER]:
        middle = (line.bottom + line.top) / 2
        distance = page.height - middle if at_top else middle
        if distance <= _MARGIN * page.height and len(line.text) <= _LONGEST:
            yield line


def _key(line: TextLine) -> str:
    return _DIGITS.sub("#", "".join(line.text.split()))


def _repeated(edges: dict[int, list[TextLine]]) -> set[str]:
    """What stands in the margin of two pages at least, and of two in five."""
    counts = Counter(key for lines in edges.values() for key in {_key(line) for line in lines})
    return {key for key, count in counts.items() if count >= max(2, _SHARE * len(edges))}


def _why(line: TextLine, repeats: set[str], pages: int, at_top: bool) -> str:
    repeated = _key(line) in repeats
    place = "header" if at_top else "footer"
    if _SURE.fullmatch(line.text) or (_BARE.fullmatch(line.text) and (repeated or (pages == 1 and line.text == "1"))):
        return f"{place}: page number"
    return f"{place} of the page" if repeated else ""
