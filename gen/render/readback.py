"""What a published file holds, however it was packed: its parts, its words, the fonts of a PDF."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from html import unescape

from gen.sources.formats.package import unpacked

_PACKAGES = (".docx", ".xlsx")
_STREAM = re.compile(rb"\bstream\r?\n")
_TAG = re.compile(r"<[^<>]*>")
_FONT = re.compile(rb"/BaseFont\s*/(?:[A-Z]{6}\+)?([^\s/<>\[\]()]+)")
_MOST = 64 * 2**20
_DATA = '"format": "gen-changes/'


def parts(name: str, data: bytes) -> dict[str, bytes]:
    """The parts of a file by name: of a package, the streams of a PDF, or the file itself under ""; raises CannotRead.

    Two files with the same parts say the same; only how they were compressed may differ.
    """
    if name.endswith(_PACKAGES):
        return unpacked(name, data)
    if name.endswith(".pdf"):
        return {f"stream {number}": stream for number, stream in enumerate(_streams(data), 1)}
    return {"": data}


def words(name: str, data: bytes) -> str:
    """The words of a file without its markup, of a PDF only the data attached to it; raises CannotRead."""
    held = parts(name, data)
    if name.endswith(_PACKAGES):
        texts = [text for part, text in sorted(held.items()) if part.endswith(".xml")]
        return "\n".join(_plain(text.decode("utf-8", "replace")) for text in texts)
    decoded = [text.decode("utf-8", "replace") for text in held.values()]
    if name.endswith(".pdf"):
        return "\n".join(text for text in decoded if _DATA in text)
    return _plain(decoded[0]) if name.endswith(".html") else decoded[0]


def fonts(data: bytes) -> frozenset[bytes]:
    """The names of the fonts that a PDF embeds."""
    return frozenset(name for stream in (data, *_streams(data)) for name in _FONT.findall(stream))


def _plain(text: str) -> str:
    return unescape(_TAG.sub("\n", text))


def _streams(data: bytes) -> Iterator[bytes]:
    """Every stream of a PDF, unpacked where it is packed."""
    for found in _STREAM.finditer(data):
        end = data.find(b"endstream", found.end())
        raw = data[found.end() : end]
        if end < 0:
            continue
        try:
            yield zlib.decompressobj().decompress(raw, _MOST)
        except zlib.error:
            yield raw.rstrip(b"\r\n")
