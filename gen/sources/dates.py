"""Dates and terms of office as documents write them, in Chinese and English."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NAMES = "|".join(_MONTHS)
_DATE = re.compile(
    r"(?P<y>\d{4})年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?"
    rf"|(?:(?P<d1>\d{{1,2}}) )?(?P<n1>{_NAMES}) (?:(?P<d2>\d{{1,2}}), )?(?P<y1>\d{{4}})"
    r"|(?P<y2>\d{4})-(?P<m2>\d{2})(?:-(?P<d3>\d{2}))?(?!\d)"
    r"|(?<!\d)(?P<y3>\d{4})(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_BETWEEN = r"\s*(?:至|到|[-－–—―~～]+|to|until)\s*"
_NOW = r"(?:今|现在|present|now|incumbent)?"


def _partial(found: re.Match[str]) -> str | None:
    part = found.groupdict()
    year = int(part["y"] or part["y1"] or part["y2"] or part["y3"])
    month = _MONTHS.index(part["n1"].lower()) + 1 if part["n1"] else int(part["m"] or part["m2"] or 0)
    day = int(part["d"] or part["d1"] or part["d2"] or part["d3"] or 0)
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")


def first_date(text: str) -> str | None:
    """The first date in the text as YYYY, YYYY-MM or YYYY-MM-DD, or None."""
    found = _DATE.search(text)
    return _partial(found) if found else None


def leading_date(text: str) -> str | None:
    """The date that the text begins with, or None."""
    found = _DATE.match(text)
    return _partial(found) if found else None


def leading_date_and_end(text: str) -> tuple[str | None, int]:
    """The date that the text begins with, or None, and the place in the text after it."""
    found = _DATE.match(text)
    return (_partial(found), found.end()) if found else (None, 0)


def whole_date(text: str) -> str | None:
    """The date that the text is, or None."""
    found = _DATE.fullmatch(text.strip())
    return _partial(found) if found else None


def term(text: str) -> tuple[str | None, str | None] | None:
    """The start and end of a term ("2010年12月25日至今", "2011年2月至2018年2月"), end None while in office.

    None where the text is not wholly a term.
    """
    marks = list(_DATE.finditer(text))
    stated = [_partial(mark) for mark in marks]
    if not marks or None in stated or len(marks) > 2:
        return None
    rest = _DATE.sub("@", text).strip()
    if len(marks) == 2 and re.fullmatch(f"@{_BETWEEN}@", rest):
        return stated[0], stated[1]
    if len(marks) == 1 and re.fullmatch(f"@{_BETWEEN}{_NOW}|@起|since @", rest):
        return stated[0], None
    if len(marks) == 1 and re.fullmatch(f"{_BETWEEN}@", rest):
        return None, stated[0]
    return None


def dates_in(text: str) -> list[str]:
    """Every date that the text states, in its order."""
    return [date for mark in _DATE.finditer(text) if (date := _partial(mark))]
