"""Texts damaged on their way: read by a machine from a picture, or decoded wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gen.sources.doubts.matter import Doubt, Item, Matter
from gen.sources.words import HAN


class Sign(NamedTuple):
    """A sign of damage, what it is likely to be, an example of it and one of a text that is in order."""

    pattern: str
    what: str
    example: str
    fine: str


_UNIT = "年|月|日|名|个|個|项|項|号|號|人|万|亿|％|%"
SIGNS: tuple[Sign, ...] = (
    Sign("\ufffd", "a character that was lost in decoding", "负责工\ufffd管理", "负责工业管理"),
    Sign("锟斤拷|烫烫烫|屯屯屯", "what wrong decoding leaves behind", "负责锟斤拷管理", "负责水烫处理"),
    Sign("[\uff66-\uff9d]+", "half-width katakana, of wrong decoding", "负责ｶｷ管理", "负责管理"),
    Sign(f"(?<=[{HAN}])[\u0300-\u036f]", "an accent without a letter", "负责工\u0301业", "Hervé 负责"),
    Sign("[\ue000-\uf8ff]+", "a character of somebody's own font", "负责\ue123管理", "负责管理"),
    Sign("(?<=[0-9〇一二三四五六七八九十])曰|曰(?=[期常报前后])|(?<=[今本即])曰", "日", "2018年7月30曰起", "子曰"),
    Sign("(?<![自知律克异利])己(?=经|被)", "已", "己经批准的项目", "推己及人，自己被指定"),
    Sign("巳(?=经|被|于|由)", "已", "巳经批准的项目", "辰巳之年"),
    Sign("(?<![来出源取引])自已(?=的|身)", "自己", "管理自已的资产", "来自已建成的园区"),
    Sign("(?<![周期年月季])末(?=来|经[批授许])", "未", "末经批准不得", "年末经费，周末来访"),
    Sign(f"(?<=[{HAN}])[lo](?=[{HAN}])", "a mark that is no letter", "工业和l信息化", "推进A股和X光管理"),
    Sign(
        rf"(?<![A-Za-z0-9])(?=[lIOo]{{0,7}}\d)\d{{0,6}}[lIOo][\dlIOo]{{0,6}}(?=\s?(?:{_UNIT}))",
        "a number with letters in it", "行政编制2l0名，2O08年", "O2O模式，5G个人终端",
    ),
    Sign(r"\b(?:[l][09]\d\d|2[Oo]\d\d|20[Oo]\d|19[\d]?[lOo]\d?)\b", "a year with letters in it", "in 2O08", "in 2008"),
    Sign(f"(?<=[{HAN}]{{3}})[ \u3000][{HAN}][ \u3000](?=[{HAN}]{{2}})", "spaces inside a word", "负责信 息 化工作",
         "苗　圩 同志"),
)  # fmt: skip
_ANY = re.compile("|".join(f"(?P<s{at}>{sign.pattern})" for at, sign in enumerate(SIGNS)))
# What every sign has in it, to pass quickly over a text that is in order.
_HINT = re.compile(
    "[\ufffd锟烫屯曰己巳末\u0300-\u036f\ue000-\uf8ff\uff66-\uff9d]|自已|"
    r"[lIOo][\d\u4e00-\u9fff]|\d[lIOo]|[ \u3000].[ \u3000]"
)
_AROUND = 8
_MANY = 20


def damaged(matter: Matter) -> Iterator[Doubt]:
    """Signs of damage in the texts of the record, one finding an item."""
    told = 0
    for item in matter.items:
        if told < _MANY and _HINT.search(item.text) and (found := _ANY.search(item.text)):
            told += 1
            yield _doubt(matter, item, found)


def _doubt(matter: Matter, item: Item, found: re.Match[str]) -> Doubt:
    sign = SIGNS[int((found.lastgroup or "s0")[1:])]
    part = item.text[max(0, found.start() - _AROUND) : found.end() + _AROUND]
    text = f"“{part}” looks damaged: {found[0]!r} is likely {sign.what}; compare with the original"
    return Doubt(matter.place(item, part, found[0]), "damaged-text", text, item.about)
