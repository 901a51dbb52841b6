"""A document explained line by line, for a terminal or as one self-contained HTML page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from gen.render.html import policy
from gen.render.listing import printable
from gen.render.templates import environment
from gen.report.explain import Explained, ExplainedLine, Fate

_COLOURS: Mapping[Fate, str] = {"used": "32", "finding": "33", "unused": "2"}
_DOUBT = "33"
_NUMBER = 7  # the columns of a line's number and symbol
_LEAST, _MOST = 50, 180
_UNSEEN = ("Cc", "Cf", "Co", "Cs")


def page(explained: Explained, templates: Mapping[str, str]) -> bytes:
    """The page, UTF-8: nothing fetched, no script, its styles allowed by their hash alone."""
    css = templates["style.css"] + templates["line-by-line.css"]
    made = environment(templates).get_template("line-by-line.html.j2")
    return made.render(e=explained, t=explained.labels, css=css, policy=policy(css), seen=_seen).encode()


def text(explained: Explained, *, width: int | None = None, colour: bool = False) -> str:
    """The lines as text: in two columns of a terminal `width` cells wide, or one line each where that is None."""
    return "\n".join(_text(explained, width, colour)) + "\n"


def _text(explained: Explained, width: int | None, colour: bool) -> Iterator[str]:
    t = explained.labels
    for source in explained.sources:
        yield printable(f"{source.name} ({t['explain_form']} {source.form})")
        for line in source.lines:
            yield from _line(line, width, colour)
        yield source.sum
    for one in explained.contradictions:
        yield printable(f"{t['contradictions']}: {one.what}")
        for at, (said, place) in enumerate(one.readings):
            yield printable(f"  {t['reading_other' if at else 'reading_taken']}: {said} ({place})")


def _line(line: ExplainedLine, width: int | None, colour: bool) -> Iterator[str]:
    head = f"{line.number:>{_NUMBER - 2}} {line.symbol}"
    told = [f"{line.word}: {line.why}" if line.why else line.word, *line.gave]
    doubts = [f"! {doubt.kind or ''}{': ' if doubt.kind else ''}{doubt.text}" for doubt in line.findings]
    row = printable(line.text)
    if width is None:
        yield f"{head} {row}\t{'; '.join(map(printable, told))}".rstrip()
        yield from (" " * (_NUMBER + 1) + printable(doubt) for doubt in doubts)
        return
    room = max(_LEAST, min(width, _MOST)) - _NUMBER - 4
    left, right = room * 3 // 5, room - room * 3 // 5
    beside = [cut for said in told for cut in _wrapped(printable(said), right)]
    for at, (one, other) in enumerate(zip_longest(_wrapped(row, left), beside, fillvalue="")):
        padded = one + " " * (left - _cells(one))
        shown = _coloured(other, _COLOURS[line.fate], colour)
        begin = _coloured(head, _COLOURS[line.fate], colour) if not at else " " * _NUMBER
        yield f"{begin} {padded} │ {shown}".rstrip()
    for doubt in doubts:
        for cut in _wrapped(printable(doubt), room):
            yield " " * (_NUMBER + 1) + _coloured(cut, _DOUBT, colour)


def _coloured(said: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{said}\x1b[0m" if colour and said else said


def _wrapped(said: str, room: int) -> list[str]:
    """The text in lines of at most `room` cells, cut at a space where one is near, else between characters."""
    lines, at, said = list[str](), 0, said.replace("\t", " ").rstrip()
    while at < len(said):
        end = at + _fitting(said[at : at + room], room)
        space = said.rfind(" ", at, end)
        if end < len(said) and space > at + (end - at) * 2 // 3:
            end = space + 1
        lines.append(said[at:end].rstrip())
        at = end
    return lines or [""]


def _fitting(said: str, room: int) -> int:
    """How many characters of the text fit; one at least."""
    used = 0
    for at, char in enumerate(said):
        used += _cells(char)
        if used > room:
            return max(at, 1)
    return len(said)


def _cells(said: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in said)


def _seen(said: str) -> str:
    """The text with every unseen control or direction mark spelled out; tabs stay."""
    return "".join(f"[U+{ord(c):04X}]" if c != "\t" and unicodedata.category(c) in _UNSEEN else c for c in said)
