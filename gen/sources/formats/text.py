"""Bytes to text, and plain text to lines."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from gen.errors import CannotRead
from gen.sources.lines import Line, classify

_BINARY = (
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_INSIDE_A_WORD = re.compile(r"(?<=[a-z])[^\x00-\x7f](?=[a-z])")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes, name: str) -> str:
    """Returns the text of a file in UTF-8, UTF-16 with a byte order mark, or GB18030.

    Raises CannotRead for an empty or binary file, and with the byte offset for one that is none of the three.
    """
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise CannotRead(name, f"it is {what}, not text", "save it as plain text first")
    text = _utf16(data, name) if data.startswith(_UTF16) else _utf8_or_gb18030(data, name)
    if not text.strip():
        raise CannotRead(name, "the file is empty")
    if "\0" in text or len(_CONTROLS.findall(text)) * 10 > len(text):
        raise CannotRead(name, "it is a binary file, not text")
    return text


def _utf16(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise CannotRead(name, f"not UTF-16 at byte {error.start}", "save it as UTF-8") from None


def _utf8_or_gb18030(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        offset = error.start
    if b"\0" in data:
        raise CannotRead(name, "it is a binary file, not text")
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if not _likely(text):
        raise CannotRead(name, f"neither UTF-8 nor GB18030, at byte {offset}", "save it as UTF-8")
    return text


def _likely(text: str) -> bool:
    """Whether text decoded as GB18030 reads like Chinese: hardly a character outside the common sets."""
    foreign = [char for char in text if char > "\x7f"]
    odd = sum(not _common(char) for char in foreign)
    inside_words = len(_INSIDE_A_WORD.findall(text))
    return bool(foreign) and odd * 5 <= len(foreign) and inside_words * 3 <= len(foreign)


def _common(char: str) -> bool:
    simplified, traditional = char.encode("gb2312", "ignore"), char.encode("big5", "ignore")
    return b"" < simplified < b"\xd8" or b"" < traditional < b"\xc9"


def lines(rows: Sequence[str]) -> list[Line]:
    """Returns the lines of a plain-text document; the items under a line "Infobox" are fields."""
    found, in_box = list[Line](), False
    for number, row in enumerate(rows, 1):
        line = classify(number, row)
        if line.kind == "prose" and line.text.casefold() == "infobox":
            line, in_box = Line(number, "markup", line.text), True
        elif in_box and line.kind == "item" and ": " in line.text:
            label, _, text = line.text.partition(": ")
            line = Line(number, "field", text.strip(), label=label.strip())
        else:
            in_box = False
        found.append(line)
    return found
