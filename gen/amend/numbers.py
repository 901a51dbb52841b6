"""Numbers of items: their value, and how a list writes them."""

from __future__ import annotations

import re

from gen.sources.words import NUMERAL, from_chinese, to_chinese

_NUMERAL = re.compile(
    rf"(?P<before>[^0-9{NUMERAL[1:-1]}]{{0,4}})(?:(?P<arabic>\d{{1,6}})|(?P<han>{NUMERAL}{{1,7}}))(?P<after>\D{{0,4}})"
)
_MOST = 999


def value(number: str | None) -> int | None:
    """The number that a label such as "(32)", "（五）", "02." or "第三项" stands for, or None."""
    found = _NUMERAL.fullmatch(number.strip()) if number else None
    if found is None:
        return None
    return int(found["arabic"]) if found["arabic"] else from_chinese(found["han"])


def written(number: int, like: str | None, plain: str) -> str:
    """The number in the way that `like` is written, or without such a label as `plain` ("(1)", "（一）", "1")."""
    found = _NUMERAL.fullmatch((like or plain).strip()) or _NUMERAL.fullmatch(plain)
    assert found is not None
    if found["arabic"]:
        width = len(found["arabic"]) if found["arabic"].startswith("0") else 1
        numeral = str(number).zfill(width)
    else:
        numeral = to_chinese(number) if 0 < number <= _MOST else str(number)
    return f"{found['before']}{numeral}{found['after']}"
