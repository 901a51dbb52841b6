"""The instruments a document says it rests on: "根据《…》（国发〔2008〕11号）和…", "According to the …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gen.sources.words import has_han, tidy

_OPENING = re.compile(r"(?:^|，|。)(?:根据|依据|依照|按照)(?P<what>.{2,600}?)(?=，|。|$)")
_TITLE = re.compile(r"《[^》]{1,200}》(?:[（(〔](?P<number>[^（(）)]{1,60}?号)[）)〕])?")
_JOINTS = " 、和及与，以"
_OPENING_EN = re.compile(r"According to |Pursuant to |Under the |In accordance with ")
_TITLE_EN = re.compile(r"[\"“](?P<what>[A-Z][^\"“”]{8,300})[\"”](?: \((?P<number>[^()]{3,100}No\. ?\d+)\))?")
_AN_INSTRUMENT = re.compile(r"(?:方案|规定|决定|通知|条例|法|意见|办法|批复|细则)$")


def instruments(sentence: str) -> list[tuple[str, str | None]]:
    """Returns the instruments (text, document number) that a sentence says it rests on, in its order."""
    if not has_han(sentence):
        return _english(sentence)
    found = _OPENING.search(sentence)
    return [pair for pair in _listed(found["what"]) if pair[0]] if found else []


def _listed(text: str) -> Iterator[tuple[str, str | None]]:
    start = 0
    for title in _TITLE.finditer(text):
        yield from _untitled(text[start : title.start()])
        number = title["number"]
        yield tidy(title[0] if number is None else title[0][: title.start("number") - title.start() - 1]), number
        start = title.end()
    yield from _untitled(text[start:])


def _untitled(text: str) -> Iterator[tuple[str, str | None]]:
    text = tidy(text.strip(_JOINTS))
    if _AN_INSTRUMENT.search(text):
        yield text, None


def _english(sentence: str) -> list[tuple[str, str | None]]:
    if not _OPENING_EN.match(sentence):
        return []
    return [(tidy(title["what"]), title["number"]) for title in _TITLE_EN.finditer(sentence)]
