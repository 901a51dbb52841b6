"""What only the issuing office can say of an official document: its red head, its signature, its colophon."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from gen.errors import BadValue, Fault, FaultyFile, Place, nearest

FILE = "letterhead.toml"
_KEY = re.compile(r"\s*[\"']?([\w.-]+)[\"']?\s*=")
_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")
_DATES = ("date", "printed_on")
_PADDED = re.compile(r"第|(?<!\d)0+\d+\s*号")
_WRONG_BRACKETS = re.compile(r"[\[(（【［]\s*(?:19|20)\d\d\s*[\])）】］]")


class Letterhead(NamedTuple):
    """The values staff give; all empty unless they do. Dates are YYYY-MM-DD, lists are comma-separated words."""

    issuer: str = ""
    number: str = ""
    signatory: str = ""
    secrecy: str = ""
    urgency: str = ""
    title: str = ""
    recipients: str = ""
    signed: str = ""
    date: str = ""
    note: str = ""
    copies: str = ""
    printed_by: str = ""
    printed_on: str = ""


def letterhead(text: str, sets: Iterable[str] = (), file: str = FILE) -> Letterhead:
    """The values of a letterhead file, those of `sets` ("issuer=…") going first.

    Raises FaultyFile with each faulty line of the file, BadValue for a set that is no "key=value" or has a bad value.
    """
    said = _read(text, file)
    faults = sorted(_faults(text, said, file))
    if faults:
        raise FaultyFile(faults)
    return Letterhead(**{**{key: _words(value) for key, value in said.items()}, **dict(map(_set, sets))})


def written(head: Letterhead) -> str:
    """The values as the text of a letterhead file."""
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in head._asdict().items())


def _read(text: str, file: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = _LINE.search(str(error))
        line, column = (int(where[1]), int(where[2])) if where else (text.count("\n") + 1, 0)
        why = str(error).partition(" (at ")[0]
        raise FaultyFile([Fault(Place(file, line, column), why, 'write key = "value"')]) from None


def _faults(text: str, said: Mapping[str, object], file: str) -> Iterator[Fault]:
    lines = {found[1]: n for n, line in enumerate(text.splitlines(), 1) if (found := _KEY.match(line))}
    for key, value in said.items():
        place = Place(file, lines.get(key, 0))
        if key not in Letterhead._fields:
            yield Fault(place, f"there is no {key!r} in a letterhead", nearest(key, Letterhead._fields))
        elif not _is_words(value):
            yield Fault(place, f"{key!r} is no text", f'write {key} = "…", or a list of such texts')
        elif what := _expected(key, _words(value)):
            yield Fault(place, f"{key!r} {_words(value)!r} is not {what}")


def _set(given: str) -> tuple[str, str]:
    key, equals, value = given.partition("=")
    key, value = key.strip(), value.strip()
    if not equals or key not in Letterhead._fields:
        hint = f"; {nearest(key, Letterhead._fields)}" if key else ""
        raise BadValue("--set", given, f"KEY=VALUE with a key of the letterhead{hint}")
    if what := _expected(key, value):
        raise BadValue(f"--set {key}", value, what)
    return key, value


def _expected(key: str, value: str) -> str:
    """What a value should have been, or nothing."""
    if not value.isprintable():
        return "plain text"
    if value and key in _DATES and not _is_date(value):
        return "a date as in 2026-03-01"
    if key == "number" and (_PADDED.search(value) or _WRONG_BRACKETS.search(value)):
        return "a document number as in 工信函〔2026〕3号: the year in 〔〕, no 第, no zero in front"
    return ""


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_words(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    return isinstance(value, str) or type(value) is date


def _words(value: object) -> str:
    """The value on one line: a list joined, a date as it is written."""
    text = "，".join(value) if isinstance(value, list) else str(value)
    return " ".join(text.split())
