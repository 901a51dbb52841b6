"""Texts brought to the form in which they are compared, and what separates two that differ."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from gen.diff.script import SIMPLIFIED, simplified

Difference = Literal["none", "spacing", "width", "script", "real"]
_PUNCTUATION = str.maketrans("〔〕“”‘’—–―‐－・。", "[]\"\"''-----·.")
_FOLDED = SIMPLIFIED | {"、"}
_SPACES = re.compile(r"\s+")
_SPACE_BY_HAN = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
_BRACKET = re.compile(r"^(?P<stem>[^(]+)\((?P<inside>[^()]*)\)$")
_ORGANS = (
    "司", "局", "厅", "办公室", "办", "室", "处", "科", "委员会", "委", "部", "署", "院", "中心", "所", "研究院",
    "研究所",
    "department", "bureau", "office", "division", "center", "centre", "administration", "institute", "committee",
)  # fmt: skip
_OF = re.compile(r" (?:of|for) ")
_COMMON = re.compile(r"\b(?:the|and|of|for)\b")
_COUNTED = re.compile(
    r"第?[〇一二三四五六七八九十]+(?=[司局厅处科室部组所])|\b(?:no\.? ?)?[0-9]+\b|第[〇一二三四五六七八九十百0-9]+"
    r"|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|i|ii|iii|iv|v|vi)\b"
)
_LONGEST_FIRST = sorted(_ORGANS, key=len, reverse=True)
_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_LONGEST_NUMBER = 100


def unspaced(text: str) -> str:
    """The text with runs of white space as one space, and none beside a character outside ASCII."""
    return _SPACE_BY_HAN.sub("", _SPACES.sub(" ", text.strip()))


def folded(text: str) -> str:
    """The text without differences of spacing, of width, of bracket, quote or dash shape, and of script."""
    if _FOLDED.issuperset(text):
        return text
    return simplified(_one_shape(text))


def _one_shape(text: str) -> str:
    return unspaced(unicodedata.normalize("NFKC", text).translate(_PUNCTUATION))


def difference(old: str, new: str) -> Difference:
    """What separates two wordings: nothing, spacing, the width or shape of characters, the script, or the words."""
    if old == new:
        return "none"
    if SIMPLIFIED.issuperset(old) and SIMPLIFIED.issuperset(new):
        return "real"
    if unspaced(old) == unspaced(new):
        return "spacing"
    one, other = _one_shape(old), _one_shape(new)
    if one == other:
        return "width"
    return "script" if simplified(one) == simplified(other) else "real"


def name_key(name: str) -> str:
    """The name as compared: folded, in one case, without a trailing bracket."""
    if SIMPLIFIED.issuperset(name):
        return name
    key = folded(name).casefold()
    found = _BRACKET.match(key)
    return found["stem"].strip() if found else key


def bracketed(name: str) -> tuple[str, ...]:
    """The names inside the trailing bracket of a name, () where it has none."""
    found = _BRACKET.match(folded(name))
    return tuple(part for part in re.split("[、,;]", found["inside"]) if part) if found else ()


@lru_cache(maxsize=1 << 14)
def stem(name: str) -> str:
    """The name without the word for the kind of organ at its end, or the name itself where nothing would remain."""
    for organ in _LONGEST_FIRST:
        if name.endswith(organ) and len(name) > len(organ):
            return name[: -len(organ)].rstrip()
    return name


@lru_cache(maxsize=1 << 14)
def specific(name: str) -> str:
    """What a name key says beyond the kind of organ: what follows " of " or " for ", or else its stem."""
    of = _OF.search(name)
    return name[of.end() :] if of else stem(_COMMON.sub("", name).strip())


@lru_cache(maxsize=1 << 14)
def unnumbered(name: str) -> str:
    """The name key with its ordinals, 一 in 装备工业一司 or 2 in division 2, taken out."""
    return _COUNTED.sub("", name)


@lru_cache(maxsize=1 << 10)
def ordinal(number: str | None) -> int | None:
    """The value of a number as written in a document, （十五） = 15, "3." = 3, or None where it is none, or endless."""
    inner = re.sub(r"[^\w]|第|条|項|项", "", unicodedata.normalize("NFKC", number or ""))
    if len(inner) > _LONGEST_NUMBER:
        return None
    if re.fullmatch(r"[0-9]+", inner):
        return int(inner)
    return _chinese(inner) if inner and all(c in _DIGITS or c in "十百" for c in inner) else None


def _chinese(number: str) -> int:
    total, digit = 0, 0
    for char in number:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[char] if digit == 0 else digit * 10 + _DIGITS[char]
    return total + digit
