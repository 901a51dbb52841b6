"""Duties of the body: a numbered list, or the sentences of running prose that state a function."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gen.model.record import Duty, Text
from gen.sources.account import Account
from gen.sources.lines import Line
from gen.sources.words import clip, ends_in_organ, has_han, item_number, tidy

_SENTENCE_EN = re.compile(r"\S.*?(?:(?<!\b[A-Z])(?<!\bNo)[.!?](?=[\s\"”’)]|$)|$)")
_SENTENCE_ZH = re.compile(r"[^。！？]+[。！？]?")
_OFFICE = r"(?:the )?(?:ministry|agency|department|bureau|commission|office|administration|authority)"
_ADVERB = r"(?: (?:also|mainly|primarily|currently|further|jointly))*"
_VERBS = (
    "oversees|regulates|supervises|manages|administers|approves|formulates|implements|coordinates|drafts|develops|"
    "enforces|issues|promotes|organi[sz]es|guides|monitors|plans|licenses|co-manages"
)
_FUNCTION_ZH = re.compile(r"(?:主要)?负责|承担|主管|监督管理|拟订|组织实施|指导|统筹|协调|制定|管理|推进|承办|开展")
_ELSEWHERE_ZH = re.compile(r"(?P<who>[^，。：]{2,30}?)(?:主要)?(?:负责|負責)[^，。]{4,}")
_CLAIM = re.compile(
    r"\b(?:said|says|claimed|claims|reported|reports|according to|alleged|alleges)\b|表示|声称|称，|认为"
)


def listed(items: Iterable[Line], language: str, account: Account) -> tuple[Duty, ...]:
    """Returns one duty an item; `number` in the standard form of the language, None for mere bullets."""
    duties: list[Duty] = []
    counted = 0
    for line in items:
        counted = counted + 1 if line.label == "#" else counted
        number = item_number(str(counted) if line.label == "#" else line.label, language) or None
        duties.append(_duty(len(duties) + 1, number, line.text, line.number, account))
    return tuple(duties)


def told(paragraphs: Iterable[Line], body: Sequence[str], account: Account) -> tuple[Duty, ...]:
    """Returns one unnumbered duty for each sentence that states a function; the other sentences are findings."""
    function = _function_en(body)
    duties: list[Duty] = []
    for line in paragraphs:
        for sentence in sentences(line.text):
            if (_FUNCTION_ZH if has_han(sentence) else function).search(sentence) and not _CLAIM.search(sentence):
                duties.append(_duty(len(duties) + 1, None, sentence, line.number, account))
            elif _CLAIM.search(sentence):
                account.doubt(line.number, "third-party-claim", f"not the body's own statement: {clip(sentence)}")
            else:
                account.doubt(line.number, "not-a-function", f"states no function of the body: {clip(sentence)}")
    return tuple(duties)


def tells_duties(sentence: str, body: Sequence[str]) -> bool:
    """Whether a sentence outside the section on duties says what the body or a unit is responsible for."""
    if not has_han(sentence):
        return _function_en(body).match(sentence) is not None
    found = _ELSEWHERE_ZH.match(sentence)
    return found is not None and not _is_another(found["who"], body)


def _is_another(who: str, body: Sequence[str]) -> bool:
    """Whether a sentence is about an organ that is neither the body, nor named after it, nor pointed at (该局)."""
    return ends_in_organ(who) and not who.startswith((*body, "该", "該", "本", "其"))


def sentences(paragraph: str) -> Iterator[str]:
    """Yields the sentences of a paragraph with their full stops."""
    pattern = _SENTENCE_ZH if has_han(paragraph) else _SENTENCE_EN
    return (tidy(found[0]) for found in pattern.finditer(paragraph) if found[0].strip())


def _function_en(body: Sequence[str]) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in body if not has_han(name))
    subject = rf"(?:it|(?:the )?(?:{names})|{_OFFICE})" if names else f"(?:it|{_OFFICE})"
    state = rf"is(?: the [\w -]{{1,60}}?)?{_ADVERB} (?:responsible for|in charge of|charged with|tasked with)"
    consent = rf"\brequires? (?:\S+ )?(?:pre-)?(?:approval|permission|a licen[cs]e) from {subject}\b"
    return re.compile(rf"^{subject}{_ADVERB} (?:{state}|(?:{_VERBS})\b)|{consent}", re.IGNORECASE)


def _duty(count: int, number: str | None, text: str, line: int, account: Account) -> Duty:
    text = text.strip()
    said = Text(zh=text) if has_han(text) else Text(en=text)
    return Duty(id=f"d{count}", number=number, text=said, locator=account.at(line, "duty"))
