"""The clauses of a gazette's amendment: "In Column II thereof, by omitting items 26, 50 and 51"."""

from __future__ import annotations

import re
from typing import NamedTuple, TypedDict

from gen.amend.operations import Holder, Insert, Item, New, Omit, Operation, Rename, Renumber, Reword, Which
from gen.sources.words import clip, tidy

_QUOTED = '["“”]'
_ITEM = rf"(?:the )?items? (?:No\. ?)?(?:{_QUOTED}(?P<said>[^\"“”]{{1,1000}}){_QUOTED}|(?P<after>\d{{1,3}}))"
_NUMBERS = r"\d{1,3}(?:, ?\d{1,3})*(?:,? and \d{1,3})?"
_WHERE = re.compile(r"In Column (?P<column>I{1,3})(?: thereof)?,? (?:by )?(?:the )?(?P<rest>.*)", re.IGNORECASE)
HEADING = re.compile(
    rf"With reference to the Heading,? (?:No\. ?)?{_QUOTED} ?(?P<number>\d{{1,3}})\. ?"
    rf"(?P<name>[^\"“”]{{2,300}}?) ?{_QUOTED}"
    r"(?: of the said notification)?,? as follows ?[:;.-]{0,3}"
)
_COLUMNS: dict[str, Which] = {"I": "duties", "II": "units", "III": "headed"}

# What stands after "In Column … by", with an example each; the operation is named by the row.
OPERATIONS: tuple[tuple[str, str, str], ...] = (
    ("omit", rf"(?:omitting|omission of) (?:the )?items? (?P<numbers>{_NUMBERS})", "omitting items 26, 50 and 51"),
    ("omit-listed", r"(?:omitting|omission of) the following items?", "omitting the following items"),
    (
        "insert-after",
        rf"(?:insertion|inserting)(?: of)? the following items? (?:immediately )?after {_ITEM}",
        "insertion of the following items immediately after item 10",
    ),
    (
        "insert-last",
        r"(?:insertion|inserting|addition|adding)(?: of)? the following items?(?: at the end)?(?: thereof)?",
        "inserting the following items at the end thereof",
    ),
    (
        "renumber",
        rf"re-?numbering(?: of)? (?:the )?items? (?P<numbers>{_NUMBERS}),?(?: respectively,?)? as (?:numbers?|items?)"
        rf" (?P<new>{_NUMBERS})(?:,? respectively)?",
        "re-numbering of items 11 and 12 respectively, as numbers 12 and 13",
    ),
    (
        "reword",
        rf"(?:substituting|substitution of) {_QUOTED}(?P<text>[^\"“”]{{1,1000}}){_QUOTED} for"
        rf" {_QUOTED}(?P<old>[^\"“”]{{1,1000}}){_QUOTED}(?: in item (?P<after>\d{{1,3}}))?",
        "substituting “Trade Policy” for “Trade” in item 4",
    ),
    (
        "replace",
        r"(?:substituting|substitution) for item (?P<after>\d{1,3}) of the following items?",
        "substitution for item 5 of the following item",
    ),
)
_OPERATIONS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern, _ in OPERATIONS)
_RENAMED = re.compile(
    rf"by substituting(?: for the (?:said )?Heading)?,? the (?:following )?Heading {_QUOTED}(?:\d{{1,3}}\. ?)?"
    rf"(?P<name>[^\"“”]{{2,300}}){_QUOTED}",
    re.IGNORECASE,
)


class Refused(NamedTuple):
    """Why a clause is not understood, and the line."""

    line: int
    what: str
    todo: str = ""


class _At(TypedDict):
    """The list that an operation is on."""

    line: int
    holder: Holder
    which: Which


def clause(text: str, items: tuple[New, ...], line: int, holder: Holder) -> list[Operation] | Refused:
    """Returns the operations of a clause on a heading's columns and of the items listed below it."""
    if wordless := next((one for one in items if not one.text), None):
        return Refused(wordless.line, "an item without words")
    if (renamed := _RENAMED.fullmatch(text)) and renamed["name"].strip():
        if items:
            return _unannounced(items)
        return [Rename(line=line, holder=holder, to=tidy(renamed["name"]))]
    if where := _WHERE.fullmatch(text):
        for kind, pattern in _OPERATIONS:
            found = pattern.fullmatch(where["rest"])
            if found and all(said is None or said.strip() for said in found.groups()):
                at = _At(line=line, holder=holder, which=_COLUMNS[where["column"].upper()])
                return _checked(kind, found.groupdict(), items, at)
    return Refused(line, f"not understood: {clip(text)}", "by omitting, inserting, re-numbering or substituting")


def _unannounced(items: tuple[New, ...]) -> Refused:
    return Refused(items[0].line, f"an item that no operation announces: {clip(items[0].text)}")


def _checked(kind: str, part: dict[str, str | None], items: tuple[New, ...], at: _At) -> list[Operation] | Refused:
    announced = kind in ("omit-listed", "insert-after", "insert-last", "replace")
    if announced and not items:
        return Refused(at["line"], "no items follow")
    if items and not announced:
        return _unannounced(items)
    if kind == "renumber" and len(_numbers(part["numbers"])) != len(_numbers(part["new"])):
        return Refused(at["line"], f"items {part['numbers']} cannot take the numbers {part['new']}")
    return _made(kind, part, items, at)


def _made(kind: str, part: dict[str, str | None], items: tuple[New, ...], at: _At) -> list[Operation]:
    item = _item(part.get("after"), part.get("said"))
    if kind == "omit":
        return [Omit(items=tuple(map(Item, _numbers(part["numbers"]))), **at)]
    if kind == "omit-listed":
        return [Omit(items=tuple(Item(None, one.text) for one in items), **at)]
    if kind == "renumber":
        return [Renumber(old=_numbers(part["numbers"]), new=_numbers(part["new"]), **at)]
    if kind == "reword":
        return [Reword(new=part["text"] or "", old=part["old"], item=item, **at)]
    if kind == "replace":
        more: list[Operation] = [Insert(items=items[1:], after=item, **at)] if items[1:] else []
        return [Reword(new=items[0].text, item=item, **at), *more]
    return [Insert(items=items, after=item, **at)]


def _item(number: str | None, said: str | None) -> Item | None:
    if said is not None:
        return Item(None, tidy(said))
    return None if number is None else Item(int(number))


def _numbers(said: str | None) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", said or ""))
