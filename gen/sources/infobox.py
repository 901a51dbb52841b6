"""The infobox of an encyclopedia page: names, level, related bodies and present leaders."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from gen.model.record import Post, Relation, Staffing, Text
from gen.sources.account import Account
from gen.sources.dates import first_date
from gen.sources.lines import Line
from gen.sources.names import bilingual, level_of, split_outside
from gen.sources.people import people, post_title
from gen.sources.posts import post
from gen.sources.words import clip, tidy

_ORGAN = "(?:机构|機構|机关|機關|部门|部門|单位|單位)"
# Field names, lower case, without "_"; each row: what the field states, its names.
_FIELDS = (
    ("name", r"(?:机构|機構|部门|部門|机关|機關|单位)(?:全?名称|全?名稱|全稱|全称)|(?:中文|英文|外文)(?:名称?|名稱)|"
     r"(?:agency|native|department|office|official) name|native ?name(?: a)?|name"),
    ("nameplates", r"保留牌子\d*|加[挂掛]牌子\d*|(?:机构名称|機構名稱)[2-9]|[对對]外名[称稱]|其他名[称稱]"),
    ("level", r"(?:行政|机构|機構)?[级級][别別]|rank|administrative level"),
    ("parent", rf"(?:上[级級]|主管|[隶隸][属屬]|所[属屬])(?:{_ORGAN}|主管)?\d*|"
     r"parent (?:agency|department|organi[sz]ation|ministry)\d*"),
    ("child", rf"(?:下[级級属屬设設]|[内內][设設]|管理|所[辖轄])(?:{_ORGAN})\d*|child ?\d* (?:agency|department)"),
    ("predecessor", rf"被接替者\d*|被取代者\d*|前身(?:{_ORGAN})?\d*|前任(?:{_ORGAN})\d*|"
     r"preced(?:ing|ed by) ?\d*(?: agency)?|predecessors?\d*"),
    ("successor", rf"接替者\d*|取代者\d*|[后後][继繼续續](?:{_ORGAN}|者)?\d*|"
     r"(?:superseded|succeeded) by ?\d*|successors?\d*"),
    ("superseding", r"superseding ?\d*(?: agency)?"),
    ("ended", r"dissolved|abolished|defunct|解散|[终終]止|[撤裁][销銷](?:[时時][间間]|日期)?"),
    ("staffing", r"(?:行政|人[员員]|机关)?[编編]制(?:人[数數员員])?|(?:[雇僱職职][员員]|[员員]工)(?:人?[数數]|數目)|"
     r"employees|staff(?: number| size)?"),
    ("title", r"(?:[职職]位|首[长長][职職][称稱])(?P<zh>\d+)|"
     r"(?P<kind>chief|minister|deputyminister)(?P<en>\d*) (?:position|title|pfo)"),
    ("holder", r"(?:人[员員]|首[长長]姓名)(?P<zh>\d+)|"
     r"(?P<kind>chief|minister|deputyminister)(?P<en>\d*) name"),
    ("post", r"(?:[现現]任)?"
     r"(?P<who>(?:常[务務])?副?(?:[部局署院司厅廳][长長]|主任(?:委[员員])?)|[党黨][组組委][书書][记記])\d*"),
    ("count", r"人[数數](?P<zh>\d+)"),
)  # fmt: skip
_NOTHING = re.compile(r"\s*(?:无|無|none|n/?a|[-–—])?\s*", re.IGNORECASE)
_ROUGH = re.compile(r"[约約近逾余餘多]|about|around|approx|over|some|circa|\+", re.IGNORECASE)
_HEADS = re.compile(r"\D{0,12}?(?P<count>\d{1,3}(?:[,，]\d{3}){1,2}|\d{1,7})(?!\d|年)")
_PATTERNS = tuple((what, re.compile(words)) for what, words in _FIELDS)
_TITLES = {"minister": "Minister", "deputyminister": "Deputy Minister", "chief": "Chief"}
_RELATIONS: tuple[Literal["parent", "child", "predecessor", "successor"], ...] = (
    "parent", "child", "predecessor", "successor",
)  # fmt: skip


@dataclass(slots=True)
class Box:
    """What the infobox states; `partial` holds the titles of which it names only some holders."""

    zh: str | None = None
    en: str | None = None
    level: str | None = None
    nameplates: list[Text] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    partial: set[str] = field(default_factory=set)
    staffing: list[Staffing] = field(default_factory=list)


def read(fields: Iterable[Line], account: Account) -> Box:
    """Returns what the fields state; fields outside the record are left out, and said so."""
    reading = _Reading([(line, *_what(line.label)) for line in fields], account)
    for line, what, found in reading.stated:
        if _NOTHING.fullmatch(line.text):
            account.leave(line.number, "empty infobox field")
        else:
            reading.take(line, what, found)
        if line.dropped and what:
            account.doubt(line.number, "unread-template", f"left out of the field: {clip(', '.join(line.dropped))}")
    return reading.box


_Stated = tuple[Line, str | None, re.Match[str] | None]


class _Reading:
    """The fields of one infobox, and the box they fill."""

    def __init__(self, stated: Sequence[_Stated], account: Account) -> None:
        self.stated = stated
        self.account = account
        self.box = Box()
        self.titles = {_index(found): line for line, what, found in stated if found and what == "title" and line.text}
        self.counts = Counter[str]()
        # Who superseded the body once it ended; of one that goes on, whom it superseded.
        ended = any(what == "ended" and line.text.strip() for line, what, _ in stated)
        self.superseding = "successor" if ended else "predecessor"

    def take(self, line: Line, what: str | None, found: re.Match[str] | None) -> None:
        box, account = self.box, self.account
        match what:
            case "name":
                _name(line, box, account)
            case "level" if level := level_of(line.text):
                account.at(line.number, "level")
                box.level = level
            case "nameplates":
                account.at(line.number, "nameplate")
                box.nameplates += [_text(part) for part in _parts(line.text)]
            case "staffing":
                _staffing(line, box, account)
            case "superseding":
                _relation_or_leave(line, self.superseding, box, account)
            case "title" | "holder" | "post" | "count" if found:
                self._post(line, what, found)
            case _:
                _relation_or_leave(line, what, box, account)

    def _post(self, line: Line, what: str, found: re.Match[str]) -> None:
        match what:
            case "title":
                self.account.at(line.number, "title of a post")
            case "holder":
                self.counts[_index(found)] += _holders(line, found, self.titles, self.box, self.account)
            case "post":
                self.box.posts += [post(found["who"], who, line.number, self.account) for who in people(line.text)]
            case _:
                _check_count(line, self.counts[_index(found)], self.account)


def relates(label: str) -> bool:
    """Whether an infobox names another body under a label."""
    return _what(label)[0] in (*_RELATIONS, "superseding")


def _what(label: str) -> tuple[str | None, re.Match[str] | None]:
    name = re.sub(r"[_\s]+", " ", label).strip().lower()
    return next(((what, found) for what, pattern in _PATTERNS if (found := pattern.fullmatch(name))), (None, None))


def _index(found: re.Match[str]) -> str:
    part = found.groupdict()
    return part.get("zh") or f"{part.get('kind')}{part.get('en')}"


def _name(line: Line, box: Box, account: Account) -> None:
    account.at(line.number, "name of the body")
    zh, en = bilingual(tidy(line.text))
    box.zh, box.en = box.zh or zh, box.en or en


def _parts(text: str) -> list[str]:
    return split_outside(text, "、，；;\n")


def _text(name: str) -> Text:
    zh, en = bilingual(name)
    return Text(zh=zh, en=en)


def _relation_or_leave(line: Line, what: str | None, box: Box, account: Account) -> None:
    kind = next((kind for kind in _RELATIONS if kind == what), None)
    if kind is None:
        account.leave(line.number, "infobox field outside the record")
        return
    for part in _parts(line.text):
        locator, name = account.at(line.number, kind), _text(part)
        if (kind, name) not in [(known.kind, known.name) for known in box.relations]:
            box.relations.append(Relation(kind=kind, name=name, locator=locator))


def _holders(line: Line, found: re.Match[str], titles: dict[str, Line], box: Box, account: Account) -> int:
    stated = titles.get(_index(found))
    words = stated.text if stated else _TITLES.get(found.groupdict().get("kind") or "", "")
    title = post_title(words)
    persons = people(line.text) if title else []
    box.posts += [post(title, who, line.number, account) for who in persons]
    if title != tidy(words):
        box.partial.add(title)
    if not title:
        account.doubt(line.number, "post-without-title", f"holders of a post that is not named: {clip(line.text)}")
    return len(persons)


def _staffing(line: Line, box: Box, account: Account) -> None:
    """The number of a field, with the year in brackets after it."""
    found = _HEADS.match(line.text)
    if not found:
        account.doubt(line.number, "unread-number", f"no number of posts or heads: {clip(line.text)}")
        return
    count = int(re.sub("[,，]", "", found["count"]))
    if _ROUGH.search(line.text):
        account.doubt(line.number, "not-exact", f"the source gives a rough number: {clip(line.text)}")
    at = account.at(line.number, "staffing")
    box.staffing.append(Staffing(what=line.label, count=count, date=first_date(line.text[found.end() :]), locator=at))


def _check_count(line: Line, named: int, account: Account) -> None:
    if line.text.strip() == str(named):
        account.leave(line.number, "a count that the names beside it add up to")
    else:
        account.doubt(line.number, "count-disagrees", f"says {clip(line.text)}, but {named} are named")
