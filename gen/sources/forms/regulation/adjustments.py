"""The adjustments a regulation declares, and the movements in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Literal, NamedTuple

from gen.model.record import Adjustment, Transfer
from gen.sources import transfers
from gen.sources.account import Account
from gen.sources.forms.regulation.outline import Item, Piece
from gen.sources.words import clip, item_number

_Kind = Literal["transfer", "strengthened", "cancelled", "delegated", "other"]
_KINDS: tuple[tuple[_Kind, str], ...] = (
    ("cancelled", "取消|不再承担|不再负责"),
    ("delegated", "下放|交由|委托"),
    ("strengthened", "加强|强化|推进|促进|加快|增加|统筹"),
)
_TOPICS: tuple[tuple[_Kind, str], ...] = (
    ("transfer", "划[入出转]"),
    ("cancelled", "取消"),
    ("delegated", "下放|转移"),
    ("strengthened", "加强|强化|增加"),
)
_RECEIVES, _GIVES = re.compile("划入的?职[责能]"), re.compile("划出的?职[责能]")
_DONE = "(?:划入|划出|取消|下放|转移|移交|增加|加强|转变|调整|整合)"
_TOPIC = re.compile(rf"{_DONE}(?:[、和]{_DONE}){{0,4}}的?(?:职责|职能|事项)[。：:]?")
_LONGEST_TOPIC = 30
_MARKS = ".．、 "


class _Stated(NamedTuple):
    """One adjustment: its number, its wording, its rows, and the heading it stands under within its item."""

    number: str | None
    text: str
    lines: tuple[int, ...]
    topic: str = ""


def read(items: Iterable[Item], names: Sequence[str], account: Account) -> tuple[list[Adjustment], list[Transfer]]:
    """Returns the adjustments, and the movements the grammar reads in them; `names` are the names of the body."""
    made, moved = list[Adjustment](), list[Transfer]()
    for stated in (one for item in items for one in _stated(item, account)):
        found = _movements(stated, names)
        for line in stated.lines[1:]:
            account.at(line, "adjustment")
        locator = account.at(stated.lines[0], "adjustment")
        kind: _Kind = "transfer" if found else _kind(stated)
        made.append(Adjustment(number=stated.number, kind=kind, text=stated.text, locator=locator))
        moved += (transfers.transfer(movement, locator, stated.number) for movement in found)
        for sentence in transfers.unread(stated.text):
            account.doubt(stated.lines[0], "unread-transfer", f"a movement that is not read: {clip(sentence)}")
    return made, moved


def _stated(item: Item, account: Account) -> Iterator[_Stated]:
    """The item, or each of its numbered parts where it is but a heading for them."""
    first, *rest = item.pieces
    number = item_number(item.label, "zh") if item.label else None
    if not rest or not _heads(first, rest[0]):
        yield _Stated(number, item.text, tuple(piece.line for piece in item.pieces))
        return
    account.at(first.line, "heading")
    for part in _numbered(rest):
        label = part[0].label.strip(_MARKS)
        text = part[0].text + "".join(piece.text for piece in part[1:])
        yield _Stated(f"{number or ''}{label}", text, tuple(piece.line for piece in part), first.text)


def _heads(first: Piece, following: Piece) -> bool:
    """Whether the first row of an item is but a heading: short before numbered parts, or a known one before others."""
    if following.label:
        return len(first.text) <= _LONGEST_TOPIC and not re.search("[，；]", first.text)
    return _TOPIC.fullmatch(first.text) is not None


def _numbered(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    held = list[Piece]()
    for piece in pieces:
        if piece.label and held:
            yield held
            held = []
        held.append(piece)
    yield held


def _movements(stated: _Stated, names: Sequence[str]) -> list[transfers.Movement]:
    """The movements declared; under a heading on duties received or given (划入, 划出) an item leaves out the body."""
    found = transfers.movements(stated.text, names)
    if _GIVES.search(stated.topic) and names[0] not in stated.text:
        told = f"将{names[0]}的{stated.text.removeprefix('将')}"
    elif _RECEIVES.search(stated.topic) and not found:
        told = f"将{stated.text.rstrip('。；')}划入{names[0]}。"
    else:
        return found
    return [replace(movement, text=stated.text) for movement in transfers.movements(told, names)]


def _kind(stated: _Stated) -> _Kind:
    said = (kind for kind, words in _KINDS if re.match(words, stated.text))
    under = (kind for kind, words in _TOPICS if re.search(words, stated.topic))
    return next(chain(said, under), "other")
