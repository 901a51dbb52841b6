"""Gaps, repeats and steps back in the numbers that stand in front of rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gen.sources.doubts.matter import Doubt, Matter
from gen.sources.words import NUMERAL, from_chinese, to_chinese

# The styles of numbers, outermost first, each with the pattern of a row that begins with one.
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("第{}章", re.compile(rf"\s{{0,8}}第\s?(?P<n>{NUMERAL}{{1,5}}|\d{{1,3}})\s?章(?=[\s　]|$)")),
    ("第{}条", re.compile(rf"\s{{0,8}}第\s?(?P<n>{NUMERAL}{{1,5}}|\d{{1,3}})\s?[条條](?=[\s　]|$)")),
    ("{}、", re.compile(rf"\s{{0,8}}(?P<n>{NUMERAL}{{1,5}})、(?!{NUMERAL})")),
    ("（{}）", re.compile(rf"\s{{0,8}}[（(]\s?(?P<n>{NUMERAL}{{1,5}})\s?[)）](?![项条款、，])")),
    ("{}.", re.compile(r"\s{0,8}(?P<n>[1-9]\d{0,2})(?:[．、]|\.(?=\s|[^\s\d.]))")),
    ("({})", re.compile(r"\s{0,8}[（(](?P<n>[1-9]\d{0,2})[)）]")),
)
_BESIDE = re.compile(r"\S(?:[ \u3000]{3,}|[ ]?\t)\s*\S")  # columns of a layout set side by side


@dataclass(slots=True)
class _State:
    """The last number of a style, its line, and the lists that stand open around the innermost one."""

    number: int = 0
    line: int = 0
    shown: str = ""
    around: list[int] = field(default_factory=list)


def numbering(matter: Matter) -> Iterator[Doubt]:
    """Numbers that leave one out, come twice or go back, in the order of the rows."""
    if matter.is_list or matter.paper.format == "wikitext" or _side_by_side(matter.rows):
        return
    states = [_State() for _ in _STYLES]
    for line, row in matter.rows.items():
        for rank, (_, pattern) in enumerate(_STYLES):
            if found := pattern.match(row):
                why = _step(states, rank, found["n"], line, matter)
                if why:
                    yield Doubt(line, "numbering", why)
                break


def _side_by_side(rows: Mapping[int, str]) -> bool:
    """Whether rows are those of a layout in columns, where a number at the beginning speaks for one column only."""
    return sum(_BESIDE.search(row[:400]) is not None for row in rows.values()) * 5 > len(rows)


def _step(states: list[_State], rank: int, said: str, line: int, matter: Matter) -> str | None:
    number = from_chinese(said)
    if not number:
        return None
    state, style = states[rank], _STYLES[rank][0]
    shown, before = style.format(said), _State(state.number, state.line, state.shown)
    for deeper in states[rank + 1 :]:
        deeper.around.clear()
    if number == 1 and before.number:
        state.around.append(before.number)
    elif number != before.number + 1 and number - 1 in state.around:
        state.around.remove(number - 1)
        before.number = number - 1
    state.number, state.line, state.shown = number, line, shown
    if number in (1, before.number + 1) or _told_between(style, number - 1, before.line, line, matter):
        return None
    return _why(shown, number, before)


def _why(shown: str, number: int, before: _State) -> str | None:
    if not before.number:
        return f"the first number here is {shown}: what stands before it is missing"
    where = f"{before.shown} in line {before.line}"
    if number == before.number:
        return f"{shown} stands twice, here and in line {before.line}: one of the two numbers is wrong"
    if number < before.number:
        return f"{shown} follows {where}: the items are out of order, or a number is wrong"
    return f"{shown} follows {where}: what stands between them is missing, or a number is wrong"


def _told_between(style: str, missing: int, start: int, end: int, matter: Matter) -> bool:
    """Whether the missing number stands inside a row between the two, as in running text."""
    if missing < 1:
        return False
    forms = {style.format(to_chinese(missing)), style.format(missing)}
    rows = matter.paper.rows[max(0, start - 1, end - 400) : end]
    return any(form in row for row in rows for form in forms)
