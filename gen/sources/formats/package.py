"""The gate before an Office document: a zip that is no bomb and whose parts declare no entities."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from zipfile import BadZipFile, ZipFile, ZipInfo

from gen.errors import CannotRead

_PARTS = 2_000
_TOTAL = 128 * 2**20
_PART = 64 * 2**20
_RATIO = 200
_SMALL = 2**20
_ENCRYPTED = 1


def check_package(name: str, data: bytes) -> None:
    """Raises CannotRead for what is no zip, unpacks to too much, is encrypted, or holds a part with a DOCTYPE.

    What the zip states of its sizes can be relied on: reading a part stops where its stated size ends.
    """
    for _ in _checked(name, data):
        pass


def unpacked(name: str, data: bytes) -> dict[str, bytes]:
    """The parts of a package by name, folders among them; raises CannotRead as check_package does."""
    return dict(_checked(name, data))


def _checked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if why := _too_much(parts):
                raise CannotRead(name, why)
            for part in parts:
                content = package.read(part)
                if _declares(content):
                    raise CannotRead(
                        name, f"its part {part.filename!r} holds a DOCTYPE, which no Office program writes"
                    )
                yield part.filename, content
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise CannotRead(name, f"it is no intact Office document ({error})") from None


def _too_much(parts: list[ZipInfo]) -> str:
    if len(parts) > _PARTS:
        return f"it has {len(parts)} parts; {_PARTS} is the limit"
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        return "it is encrypted"
    if sum(part.file_size for part in parts) > _TOTAL or any(part.file_size > _PART for part in parts):
        return f"it unpacks to more than {_TOTAL >> 20} MB, or a part of it to more than {_PART >> 20} MB"
    bombs = (part for part in parts if part.file_size > max(_SMALL, _RATIO * part.compress_size))
    return (
        f"its part {bomb.filename!r} unpacks to more than {_RATIO} times its size"
        if (bomb := next(bombs, None))
        else ""
    )


def _declares(part: bytes) -> bool:
    """Whether a part is XML that has a document type, in whichever encoding of Unicode."""
    text = part.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    return text.startswith(b"<") and b"<!DOCTYPE" in text
