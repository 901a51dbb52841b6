"""The form "regulation": a 三定-style instrument with sections 一、二、三 and items （一）（二）（三）."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gen.model.record import Adjustment, Basis, Coverage, Duty, Locator, Text, Transfer
from gen.sources import basis, transfers
from gen.sources.account import Account
from gen.sources.draft import Draft
from gen.sources.paper import Paper
from gen.sources.words import NUMERAL, clip, has_han, item_number, tidy

_SECTION = re.compile(rf"({NUMERAL}{{1,3}})、\s*(\S.{{0,40}})")
_ITEM = re.compile(rf"[（(]\s*({NUMERAL}{{1,5}}|\d{{1,3}})\s*[)）]\s*(\S.*)")
_SECTIONS = (
    ("adjustments", r"(?:职责|职能)(?:调整|转变|变化)"),
    ("duties", r"(?:主要)?(?:职责|职能)"),
)
_NAMED = re.compile(r"设立(?P<name>[^，。（(]{2,40})")
_TITLED = re.compile(r"(?P<name>.{2,40}?)(?:主要职责|职能配置|职责配置)")
_NUMBER = re.compile(r"[（(]?(?P<number>[^（()），。\s]{1,20}[〔\[［(（]\d{4}[〕\]］)）]第?\d{1,5}号)[)）]?")
_READ = ("adjustments", "duties")
_ADJUSTED: tuple[tuple[Literal["cancelled", "delegated", "strengthened"], str], ...] = (
    ("cancelled", "取消|不再承担|不再负责"),
    ("delegated", "下放|交由|委托"),
    ("strengthened", "加强|强化|推进|促进|加快|增加|统筹"),
)


Row = tuple[int, str]


@dataclass(frozen=True, slots=True)
class _Item:
    """A numbered item, with the lines it runs over."""

    number: str
    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A section 一、二、… and the lines under it."""

    line: int
    title: str
    rows: list[Row]


def fits(paper: Paper) -> bool:
    """Whether the document has a section 一、二、… on duties."""
    return any((found := _SECTION.fullmatch(row.strip())) and _kind(found[2]) for row in paper.rows if len(row) < 100)


def read(paper: Paper, account: Account) -> Draft:
    """Returns what the instrument states; a section it does not know is a finding for each of its lines."""
    head, parts = _parts(paper.rows)
    title = _title(head, account)
    document = _document(head[1:], account)
    rests_on = _basis(head[1:], account)
    name = _name(title, head, account)
    items = {what: [i for part in parts if _kind(part.title) == what for i in _items(part, account)] for what in _READ}
    for part in parts:
        _account_for(part, account)
    adjustments = [_adjustment(item, name, account) for item in items["adjustments"]]
    moved = tuple(movement for item in items["adjustments"] for movement in _transfers(item, name, account))
    stated = tuple(_duty(count, item, account) for count, item in enumerate(items["duties"], 1))
    return Draft(
        language="zh",
        coverage=Coverage(duties=bool(stated), transfers=bool(adjustments)),
        name=Text(zh=name) if has_han(name) else Text(en=name),
        title=title,
        document=document,
        basis=rests_on,
        duties=stated,
        adjustments=tuple(adjustments),
        transfers=moved,
    )


def _kind(title: str) -> str | None:
    return next((what for what, words in _SECTIONS if re.match(words, title)), None)


def _parts(rows: Sequence[str]) -> tuple[list[Row], list[_Part]]:
    """The lines before the first section, and the sections."""
    head: list[Row] = []
    parts: list[_Part] = []
    for number, text in ((n, row.strip()) for n, row in enumerate(rows, 1)):
        if found := _SECTION.fullmatch(text):
            parts.append(_Part(number, tidy(found[2]), []))
        elif text:
            (parts[-1].rows if parts else head).append((number, text))
    return head, parts


def _title(head: Sequence[Row], account: Account) -> str | None:
    if not head or len(head[0][1]) > 100:
        return None
    account.at(head[0][0], "title")
    return tidy(head[0][1])


def _document(head: Sequence[Row], account: Account) -> str | None:
    for line, text in head:
        if found := _NUMBER.fullmatch(text):
            account.at(line, "document number")
            return found["number"]
    return None


def _basis(head: Sequence[Row], account: Account) -> tuple[Basis, ...]:
    return tuple(
        Basis(text=text, document=number, locator=account.at(line, "basis"))
        for line, paragraph in head
        for text, number in basis.instruments(paragraph)
    )


def _name(title: str | None, head: Sequence[Row], account: Account) -> str:
    for line, text in head[1:]:
        if found := _NAMED.search(text):
            account.at(line, "name of the body")
            return tidy(found["name"])
    if title and (found := _TITLED.match(title)):
        return tidy(found["name"])
    account.doubt(head[0][0] if head else 1, "no-name", "the text does not say what the body is called; its id is used")
    return account.body


def _items(part: _Part, account: Account) -> list[_Item]:
    items: list[_Item] = []
    for line, text in part.rows:
        if found := _ITEM.fullmatch(text):
            items.append(_Item(item_number(found[1], "zh"), found[2].strip(), (line,)))
        elif items:
            last = items[-1]
            items[-1] = _Item(last.number, last.text + text, (*last.lines, line))
        elif text.endswith(("：", ":")):
            account.leave(line, "introduces a list")
    return items


def _account_for(part: _Part, account: Account) -> None:
    if _kind(part.title):
        account.at(part.line, "heading")
    else:
        account.doubt(part.line, "unknown-section", f"this section is not read: {clip(part.title)}")


def _at(item: _Item, gave: str, account: Account) -> Locator:
    for line in item.lines[1:]:
        account.at(line, gave)
    return account.at(item.lines[0], gave)


def _duty(count: int, item: _Item, account: Account) -> Duty:
    said = Text(zh=item.text) if has_han(item.text) else Text(en=item.text)
    return Duty(id=f"d{count}", number=item.number, text=said, locator=_at(item, "duty", account))


def _adjustment(item: _Item, name: str, account: Account) -> Adjustment:
    kind: Literal["transfer", "strengthened", "cancelled", "delegated", "other"] = "other"
    if transfers.movements(item.text, [name]):
        kind = "transfer"
    else:
        kind = next((k for k, words in _ADJUSTED if re.match(words, item.text)), "other")
    return Adjustment(number=item.number, kind=kind, text=item.text, locator=_at(item, "adjustment", account))


def _transfers(item: _Item, name: str, account: Account) -> list[Transfer]:
    found = transfers.movements(item.text, [name])
    for sentence in transfers.unread(item.text):
        account.doubt(item.lines[0], "unread-transfer", f"a movement that is not read: {clip(sentence)}")
    return [transfers.transfer(movement, _at(item, "transfer", account), item.number) for movement in found]
