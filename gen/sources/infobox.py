"""The infobox of an encyclopedia page: names, level, related bodies and present leaders."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from gen.model.record import Post, Relation, Text
from gen.sources.account import Account
from gen.sources.lines import Line
from gen.sources.names import bilingual, level_of, split_outside
from gen.sources.people import people, post_title
from gen.sources.posts import post
from gen.sources.words import clip, tidy

# Field names, lower case, without "_"; each row: what the field states, its names.
_FIELDS = (
    ("name", r"机构名称|部门名称|中文名称?|agency name|nativename(?: a)?|native name|name"),
    ("nameplates", r"保留牌子|加挂牌子|机构名称2"),
    ("level", r"行政级别|级别"),
    ("parent", r"上级(?:机构|机关|主管|部门)\d*|parent (?:agency|department)\d*"),
    ("child", r"(?:下级|下属|下设|内设|管理)机构\d*|child ?\d* (?:agency|department)"),
    ("predecessor", r"被接替者|前身(?:机构)?\d*|superseding\d*|preceding\d*"),
    ("successor", r"接替者|后继机构|superseded by"),
    ("title", r"职位(?P<zh>\d+)|(?P<kind>chief|minister|deputyminister)(?P<en>\d*) (?:position|title)"),
    ("holder", r"人员(?P<zh>\d+)|(?P<kind>chief|minister|deputyminister)(?P<en>\d*) name"),
    ("count", r"人数(?P<zh>\d+)"),
)  # fmt: skip
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


def read(fields: Iterable[Line], account: Account) -> Box:
    """Returns what the fields state; fields outside the record are left out, and said so."""
    stated = [(line, *_what(line.label)) for line in fields]
    titles = {_index(found): line for line, what, found in stated if found and what == "title" and line.text}
    box, counts = Box(), Counter[str]()
    for line, what, found in stated:
        if not line.text.strip():
            account.leave(line.number, "empty infobox field")
        elif what == "name":
            _name(line, box, account)
        elif what == "level" and (level := level_of(line.text)):
            account.at(line.number, "level")
            box.level = level
        elif what == "nameplates":
            account.at(line.number, "nameplate")
            box.nameplates += [_text(part) for part in _parts(line.text)]
        elif what == "title" and found:
            account.at(line.number, "title of a post")
        elif what == "holder" and found:
            counts[_index(found)] += _holders(line, found, titles, box, account)
        elif what == "count" and found:
            _check_count(line, counts[_index(found)], account)
        else:
            _relation_or_leave(line, what, box, account)
        if line.dropped and what:
            account.doubt(line.number, "unread-template", f"left out of the field: {clip(', '.join(line.dropped))}")
    return box


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
        box.relations.append(Relation(kind=kind, name=_text(part), locator=account.at(line.number, kind)))


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


def _check_count(line: Line, named: int, account: Account) -> None:
    if line.text.strip() == str(named):
        account.leave(line.number, "a count that the names beside it add up to")
    else:
        account.doubt(line.number, "count-disagrees", f"says {clip(line.text)}, but {named} are named")
