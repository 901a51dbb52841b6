"""What stands above the first article: the title, and the history of decrees (沿革) with years of the Republic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gen.model.record import Basis
from gen.sources.account import Account
from gen.sources.forms.articles.statute import Paragraph
from gen.sources.words import NUMERAL, from_chinese, tidy

_COUNT = rf"(?:{NUMERAL}{{1,6}}|\d{{1,3}})"
_DAY = re.compile(
    rf"(?:(?:中華)?民國)?\s{{0,2}}(?P<y>{_COUNT})\s{{0,2}}年\s{{0,2}}(?P<m>{_COUNT})\s{{0,2}}月\s{{0,2}}(?P<d>{_COUNT})\s{{0,2}}日"
)
_IN_FORCE = re.compile(rf"自(?P<when>(?:公?[發頒公]布|令)日|{_DAY.pattern})(?:起)?施行")
_DECREE = re.compile(r"(?P<number>[^，。；日]{1,60}?字第\s{0,3}[0-9A-Z－-]{1,20}\s{0,3}號)")
_CHANGED = re.compile(r"最新異動日期[：:]\s*(\d{4})(\d{2})(\d{2})")
_TITLE = re.compile(r"(?:法規名稱[：:]\s*)?(?P<title>[^：:]{2,80})")
_ENTRY = re.compile(r"[^：:\s]{2,10}[：:].{0,200}")
_REPUBLIC = 1911


@dataclass(slots=True)
class History:
    """What the head states; `effective` is a date and the line that states it."""

    title: str | None = None
    document: str | None = None
    effective: tuple[str, int] | None = None
    basis: tuple[Basis, ...] = ()


def day(text: str) -> str | None:
    """The first day in the text, its year counted from the founding of the Republic, as YYYY-MM-DD, or None."""
    found = _DAY.search(text)
    if not found:
        return None
    year, month, day = (from_chinese(found[part].replace("百十", "百一十")) or 0 for part in ("y", "m", "d"))
    try:
        return date(year + _REPUBLIC, month, day).isoformat()
    except ValueError:
        return None


def in_force(text: str) -> str | None:
    """The day from which a sentence says the text is in force, "" where it is the day of issue, or None."""
    found = _IN_FORCE.search(text)
    return (day(found["when"]) or "") if found else None


def read(head: Sequence[Paragraph], account: Account) -> History:
    """Returns what the head states; every decree of the history is a basis, the newest gives number and date."""
    stated = History()
    changed: tuple[str, int] | None = None
    newest = ""
    for one in head:
        line = one.lines[0]
        issued = day(one.text) if one.label else None
        if found := _CHANGED.fullmatch(one.text):
            changed = ("-".join(found.groups()), line)
            account.at(line, "date")
        elif issued:
            _decree(one, issued, stated, account)
            newest = issued
        elif not stated.title and (found := _TITLE.fullmatch(one.text)):
            stated.title = tidy(found["title"])
            account.at(line, "title")
        elif _ENTRY.fullmatch(one.text):
            account.leave(line, "entry of the register")
    if changed and newest and changed[0] != newest:
        text = f"the latest change is given as {changed[0]}, the last decree listed is of {newest}"
        account.doubt(changed[1], "dates-disagree", text)
    return stated


def _decree(one: Paragraph, issued: str, stated: History, account: Account) -> None:
    for line in one.lines:
        account.at(line, "basis")
    found = _DECREE.search(_DAY.sub("。", one.text, count=1))
    number = tidy(found["number"]) if found else None
    stated.basis += (Basis(text=tidy(one.text), document=number, locator=account.at(one.lines[0], "basis")),)
    stated.document = number or stated.document
    stated.effective = (in_force(one.text) or issued, one.lines[0])
