"""What a page calls its body: in the title, the infobox and the first sentence (全称, 简称, an acronym)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gen.model.record import Text
from gen.sources.account import Account
from gen.sources.headings import Section
from gen.sources.infobox import Box
from gen.sources.lines import Line
from gen.sources.words import has_han, tidy

STATE = "中华人民共和国"
_FULL = re.compile(r"(?P<zh>[^（(，。]{2,60})[（(](?:英语：|英文：)?(?P<en>[A-Z][A-Za-z ,&'-]{3,120})[，,;；）)]")
_SHORT = re.compile(r"(?:简称|簡稱|缩写|縮寫|縮稱)(?:为|為)?：?[“”']{0,3}(?P<name>[^，。、；是（）“”']{2,20})")
_ACRONYM = re.compile(r"\((?P<name>[A-Z]{2,10})[);,]")
_CHINESE = re.compile(
    r"\((?:[^()]{0,80}[;,] )?(?:Simplified |Traditional )?Chinese: ?(?P<zh>[^;,()A-Za-z]{2,60})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Called:
    """The name of the body, the page's title, and every name by which its sentences may call the body."""

    name: Text
    title: str | None
    names: tuple[str, ...]


def read(parts: Sequence[Section], box: Box, account: Account) -> Called:
    """Returns the names that the page gives its body; where there is none, the body's id, and a finding."""
    title = _title(parts, account)
    zh = box.zh or (title if title and has_han(title) else None)
    en = box.en or (title if title and not has_han(title) else None)
    short: list[str] = []
    for line in (line for part in parts if part.role == "introduction" for line in part.prose):
        en = en or _english(line, zh, account)
        zh = zh or _chinese(line, en, account)
        short += _short(line, en, account)
    if not (zh or en):
        account.doubt(1, "no-name", "the page does not say what the body is called; its id is used")
        en = account.body
    full = [name for name in (en, zh) if name]
    names = [*(name.removeprefix(STATE) for name in full), *full, *short]
    return Called(Text(zh=zh, en=en), title, tuple(dict.fromkeys(filter(None, names))))


def _title(parts: Sequence[Section], account: Account) -> str | None:
    heading = next((part.heading for part in parts if part.heading and part.heading.level == 1), None)
    if heading is None:
        return None
    account.at(heading.number, "title")
    return tidy(heading.text)


def _english(line: Line, zh: str | None, account: Account) -> str | None:
    found = _FULL.match(line.text)
    if not found or tidy(found["zh"]) != zh:
        return None
    account.at(line.number, "name of the body")
    return tidy(found["en"])


def _chinese(line: Line, en: str | None, account: Account) -> str | None:
    found = _CHINESE.search(line.text[:400]) if en and en in line.text[:200] else None
    if not found or not has_han(found["zh"]):
        return None
    account.at(line.number, "name of the body")
    return tidy(found["zh"])


def _short(line: Line, en: str | None, account: Account) -> list[str]:
    names = [found["name"] for found in _SHORT.finditer(line.text)]
    if en and en in line.text:
        names += [found["name"] for found in _ACRONYM.finditer(line.text[:200])]
    if names:
        account.at(line.number, "name of the body")
    return names
