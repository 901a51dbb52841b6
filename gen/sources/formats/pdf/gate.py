"""The gate before a PDF: not too large, and no stream in it that unpacks to too much."""

from __future__ import annotations

import re
import zlib

from gen.errors import CannotRead

_MOST = 50 * 2**20
_STREAM = 64 * 2**20
_TOTAL = 256 * 2**20
_STEP = 2**20
_LAYERS = 3
_START = re.compile(rb"stream\r?\n")


def check(name: str, data: bytes) -> None:
    """Raises CannotRead for a PDF of more than 50 MB, or one whose compressed streams unpack to too much."""
    if len(data) > _MOST:
        raise CannotRead(name, f"it has {len(data) >> 20} MB; {_MOST >> 20} MB is the most a PDF may have")
    total, last = 0, 0
    for start in _START.finditer(data):
        if start.start() < last or data[start.start() - 3 : start.start()] == b"end":
            continue
        size, used = _unpacked(memoryview(data)[start.end() :], _LAYERS)
        last = start.end() + used
        total += size
        if size > _STREAM or total > _TOTAL:
            most = (_STREAM if size > _STREAM else _TOTAL) >> 20
            raise CannotRead(name, f"it unpacks to more than {most} MB", "save it with smaller pictures")


def _unpacked(packed: memoryview, layers: int) -> tuple[int, int]:
    """How many bytes a stream unpacks to, as far as it is allowed to, and how many it takes; 0 for one not packed."""
    if len(packed) < 2 or (packed[0] & 0x0F) != 8 or (packed[0] * 256 + packed[1]) % 31:
        return 0, 0
    unpacker = zlib.decompressobj()
    size, used, inner = 0, 0, bytearray()
    try:
        while not unpacker.eof and size <= _STREAM:
            chunk = unpacker.unconsumed_tail or bytes(packed[used : used + _STEP])
            if not chunk:
                break
            used += 0 if unpacker.unconsumed_tail else len(chunk)
            out = unpacker.decompress(chunk, _STEP)
            size += len(out)
            inner += out if len(inner) < _STEP else b""
    except zlib.error:
        pass
    used -= len(unpacker.unused_data)
    deeper = _unpacked(memoryview(inner), layers - 1)[0] if layers else 0
    return max(size, deeper), max(0, used)
