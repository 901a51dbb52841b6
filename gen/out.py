"""What was published: out/<body>/<old>..<new>/; the only room that writes there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from gen.errors import CannotRead
from gen.files import read, remove, write_all

_NONE: Mapping[str, str] = MappingProxyType({})


def publish(
    root: Path, body: str, pair: str, artefacts: Mapping[str, bytes], left_over: Mapping[str, str] = _NONE
) -> tuple[Path, ...]:
    """Writes all artefacts of a pair of releases, or none, and returns their paths; raises CannotWrite.

    left_over: files of an earlier set that do not belong to this one, by name, with the sha256 they had: those are
    removed, unless somebody has changed them since.
    """
    folder = root / body / pair
    files = {folder / name: data for name, data in artefacts.items()}
    write_all(files)
    remove(path for name, sha256 in left_over.items() if _is(path := folder / name, sha256))
    return tuple(files)


def published(root: Path, body: str, pair: str, name: str) -> bytes | None:
    """What was published of a pair of releases under a name, None where there is nothing that can be read."""
    try:
        return read(root / body / pair / name)
    except CannotRead:
        return None


def _is(path: Path, sha256: str) -> bool:
    try:
        return hashlib.sha256(read(path)).hexdigest() == sha256
    except CannotRead:
        return False
