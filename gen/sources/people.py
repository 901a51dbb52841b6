"""Persons with their terms: "徐晓兰（女，致公党）（2021年7月14日至今）"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gen.sources.dates import term
from gen.sources.names import brackets, split_outside
from gen.sources.words import tidy

_OTHERS = re.compile(r"^(?:其他|其余|[Oo]ther )\s*")
_LONGEST = 60
_SENTENCE = re.compile("[，。；：]")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Person:
    """A holder as one line states it; `end` is None while in office, `dated` tells whether a term is stated."""

    holder: str
    start: str | None = None
    end: str | None = None
    note: str | None = None
    dated: bool = False


def person(text: str) -> Person | None:
    """Returns the holder, term and note in a list item, or None where there is no name."""
    head, inner = brackets(text)
    holder = tidy(head)
    if not _LETTER.search(holder) or len(holder) > _LONGEST or _SENTENCE.search(holder):
        return None
    terms = [stated for part in inner if (stated := term(part))]
    note = "，".join(tidy(part) for part in inner if part and not term(part)) or None
    if len(terms) != 1:
        more = "，".join(tidy(part) for part in inner if part)
        return Person(holder, note=more or None)
    return Person(holder, terms[0][0], terms[0][1], note, dated=True)


def people(text: str, separators: str = "、，,;；\n") -> list[Person]:
    """Returns the holders in a field that lists several."""
    return [found for part in split_outside(text, separators) if (found := person(part))]


def post_title(text: str) -> str:
    """The title of a post as its heading states it, without "other" (其他党组成员)."""
    return _OTHERS.sub("", tidy(text)).strip() or tidy(text)
