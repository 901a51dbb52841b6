"""Bytes to text, and plain text to lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gen.errors import CannotRead
from gen.sources.account import Account
from gen.sources.formats.encoding import decoded, unreadable
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


def decode(data: bytes, name: str, account: Account | None = None) -> str:
    """Returns the text of a file in UTF-8, GB18030, Big5, or UTF-16 with a byte order mark.

    Any encoding but UTF-8 is a finding of the account. Raises CannotRead for an empty or binary file, and with the byte
    offset for one that is none of them.
    """
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise CannotRead(name, f"it is {what}, not text", "save it as plain text first")
    found = decoded(data)
    if found is None:
        raise _unreadable(data, name)
    if not found.text.strip():
        raise CannotRead(name, "the file is empty")
    if "\0" in found.text or len(_CONTROLS.findall(found.text)) * 10 > len(found.text):
        raise CannotRead(name, "it is a binary file, not text")
    if account and found.encoding != "UTF-8":
        doubt = f"; {found.rival} is nearly as likely: check the text" if found.rival else ""
        account.doubt(1, "encoding", f"the file is not in UTF-8, it was read as {found.encoding}{doubt}")
    return found.text


def _unreadable(data: bytes, name: str) -> CannotRead:
    what, offset = unreadable(data)
    if b"\0" in data and what != "UTF-16":
        return CannotRead(name, "it is a binary file, not text")
    return CannotRead(name, f"not {what} at byte {offset}", "save it as UTF-8")


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
