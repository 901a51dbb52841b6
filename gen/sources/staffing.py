"""Numbers of posts and heads told in running text: "行政编制120名", "employs about 2,000 people"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gen.model.record import Staffing
from gen.sources.account import Account
from gen.sources.dates import dates_in, leading_date_and_end
from gen.sources.words import HAN, NUMERAL, from_chinese, has_han, tidy

_DIGITS = rf"\d{{1,3}}(?:[,，]\d{{3}}){{1,2}}|\d{{1,4}}\.\d{{1,2}}(?=[万萬])|\d{{1,7}}|{NUMERAL}{{1,7}}"
_NUMBER = rf"(?P<count>{_DIGITS})(?P<more>[余餘多]?(?P<myriad>[万萬])?[余餘多]?)(?:名|人|个|個)"
_ABOUT = r"(?P<about>约|約|近|逾|超过|超過|大约|大約)?"
_HEADS = "(?:编制|編制|员额|員額|[职職][数數])(?:总数|總數|总额|總額)?|工作人[员員]|[职職]工|[员員]工|在[职職]人[员員]"
_CHIEFS = "副?(?:[部局署院司处厅][长長]|處長|廳長|主任|[书書][记記]|[总總](?:工程[师師]|经济师|經濟師|会计师))"
_HAVE = r"(?:总数|總數|为|為|共有|共|核定为|核定|现有|現有|：|:)?"
_NOTE = r"(?:[（(][^（()）]{0,40}[)）])?"
_FIGURE = re.compile(rf"(?P<what>[{HAN}]{{0,12}}?(?:{_HEADS}|{_CHIEFS})){_NOTE}{_HAVE}{_ABOUT}{_NUMBER}")
_LATER = re.compile(rf"(?:增加到|增至|[减減]少到|[减減]至|核[减減][为為]|[调調]整[为為]|增加[为為]){_ABOUT}{_NUMBER}")
_LEAD = re.compile(r"^(?:并|其中|核定|核[给給]|现有|現有|共有|共|设有?|設有?|包括|含|将|將|有|的|其)+")
_EN = re.compile(
    r"\b(?:employs|employed|had|has|have|with)(?: a (?:total )?(?:staff|workforce) of| a total of)? "
    r"(?P<about>about |around |approximately |some |over |more than |nearly |almost )?"
    r"(?P<count>\d{1,3}(?:,\d{3}){1,2}|\d{1,7}) "
    r"(?P<what>(?:[a-z-]{2,20} ){0,2}"
    r"(?:employees|people|staff(?: members)?|civil servants|officials|posts|personnel))\b"
)
_EN_STAFF = re.compile(
    r"\b(?P<what>staff|workforce) of (?P<about>about |around |approximately |some |over |more than |nearly )?"
    r"(?P<count>\d{1,3}(?:,\d{3}){1,2}|\d{1,7})(?![\d,]*\d| (?:years|percent))"
)
_ANY_NUMBER = re.compile(rf"\d|{NUMERAL}")
_AFTER = re.compile(r",? ?(?:in|as of|by) ")
_END = re.compile(r"[。;；]|\.\s")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it is for; `date` as precisely as the text tells it, `about` where it is not exact."""

    what: str
    count: int
    date: str | None = None
    about: bool = False


def figures(paragraph: str, names: Iterable[str] = (), *, past: bool = False) -> list[Figure]:
    """Returns the numbers that a paragraph states, in its order; `names` of the body are left off what they are for.

    past: the paragraph tells history, so that a number without a date of its own is of the year the text has come to.
    """
    found, what, told, start = list[Figure](), "", "", 0
    for mark in sorted(_marks(paragraph), key=lambda mark: mark.start()):
        own = paragraph[start : mark.start()]
        here = dates_in(_END.split(own)[-1])
        told = (here or dates_in(own) or [told])[-1]
        what = _for(mark, names) or what
        after, start = _date_after(paragraph, mark.end())
        date = after or (here[-1] if here else told[:4] if past else None)
        if what:
            found.append(Figure(what, _count(mark), date or None, _is_rough(mark)))
    return found


def read(paragraph: str, line: int, names: Iterable[str], account: Account, *, past: bool = False) -> list[Staffing]:
    """Returns the numbers with their locator; one that is not exact is a finding besides."""
    made = []
    for figure in figures(paragraph, names, past=past):
        if figure.about:
            account.doubt(line, "not-exact", f"the source gives {figure.count} for {figure.what} as a rough number")
        at = account.at(line, "staffing")
        made.append(Staffing(what=figure.what, count=figure.count, date=figure.date, locator=at))
    return made


def _marks(text: str) -> Iterator[re.Match[str]]:
    if not _ANY_NUMBER.search(text):
        return
    for pattern in (_FIGURE, _LATER) if has_han(text) else ():
        yield from pattern.finditer(text)
    for pattern in (_EN, _EN_STAFF):
        yield from pattern.finditer(text)


def _for(mark: re.Match[str], names: Iterable[str]) -> str:
    what = tidy(mark.groupdict().get("what") or "")
    for name in sorted(names, key=len, reverse=True):
        what = what.removeprefix(name)
    return _LEAD.sub("", what)


def _date_after(text: str, at: int) -> tuple[str | None, int]:
    """The date in "… in June 2015" at a place in the text, and the place after it."""
    if not (found := _AFTER.match(text, at)):
        return None, at
    date, length = leading_date_and_end(text[found.end() : found.end() + 40])
    return date, found.end() + length


def _count(mark: re.Match[str]) -> int:
    digits = re.sub("[,，]", "", mark["count"])
    number = float(digits) if digits.isascii() else from_chinese(digits) or 0
    return round(number * 10_000 if mark.groupdict().get("myriad") else number)


def _is_rough(mark: re.Match[str]) -> bool:
    part = mark.groupdict()
    return bool(part.get("about") or (part.get("more") or "").strip("万萬"))
