"""Traditional and simplified characters brought to one script, for comparing only."""

from __future__ import annotations

from functools import cache
from typing import Any


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
