"""Traditional and simplified characters brought to one script, for comparing only."""

from __future__ import annotations

from functools import cache
from typing import Any


def _gb2312() -> frozenset[str]:
    """The Chinese characters of GB 2312, which stand in its rows 16 to 87."""
    cells = range(0xA1, 0xFF)
    codes = bytearray(2 * 72 * len(cells))
    codes[::2] = b"".join(bytes([row]) * len(cells) for row in range(0xB0, 0xF8))
    codes[1::2] = bytes(cells) * 72
    return frozenset(codes.decode("gb2312", "ignore"))


SIMPLIFIED = _gb2312()


def simplified(text: str) -> str:
    """The text in simplified characters; one that has no others comes back as it is.

    GB 2312 holds the simplified set, so OpenCC is loaded only for a text that goes beyond it.
    """
    if text.isascii() or _in_gb2312(text):
        return text
    converted: str = _converter().convert(text)
    return converted


def _in_gb2312(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
