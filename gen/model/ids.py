"""The forms of texts, ids and dates: words, bodies, releases, days as precise as they are known."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

BODY = r"[a-z0-9][a-z0-9._-]{0,63}"
RELEASE = r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(\+[a-z0-9][a-z0-9._-]{0,31})?"
DATE = r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DEVICE = r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?"


def words(text: str) -> str:
    """The text, if something stands in it and no control character; raises ValueError."""
    if found := _CONTROL.search(text):
        raise ValueError(f"contains the control character U+{ord(found[0]):04X}")
    if not text.strip():
        raise ValueError("is empty")
    return text


def body_id(text: str) -> str:
    """The text, if it is the id of a body; raises ValueError."""
    if not re.fullmatch(BODY, text) or ".." in text or re.fullmatch(_DEVICE, text):
        raise ValueError("is not a body id: lower-case letters, digits, '.', '_' and '-', at most 64")
    return text


def partial_date(text: str) -> str:
    """The text, if it is a year, a month or a day of the calendar; raises ValueError."""
    found = re.fullmatch(DATE, text)
    if not found:
        raise ValueError("is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        raise ValueError("is not a day of the calendar") from None
    return text


def release_id(text: str) -> str:
    """The text, if it is a release; raises ValueError."""
    found = re.fullmatch(RELEASE, text)
    if not found:
        raise ValueError("is not a release: write YYYY, YYYY-MM or YYYY-MM-DD, optionally followed by +label")
    partial_date(found[1])
    return text


def numbered(release: str) -> tuple[str, int, str]:
    """What releases of one date sort by: a number after the + follows any word there, and +10 follows +9."""
    date_, _, label = release.partition("+")
    return date_, int(label) if label.isdecimal() else 0, label


def fits(form: Callable[[str], str], text: object) -> bool:
    """Whether something is a text of a form."""
    if not isinstance(text, str):
        return False
    try:
        form(text)
    except ValueError:
        return False
    return True
