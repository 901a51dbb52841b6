"""The kept originals of a release, as far as they are at hand and are what the record says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from gen.errors import CannotRead
from gen.model.record import Source
from gen.store import Loaded
from gen.store.folders import SOURCES, read


def originals(loaded: Loaded) -> Iterator[tuple[Source, bytes]]:
    """Yields each source of a release whose original is kept beside it, unaltered, with its bytes."""
    folder = Path(loaded.file).parent / SOURCES
    for source in loaded.snapshot.sources:
        data = (loaded.originals.get(source.kept) or _read(folder / source.kept)) if source.kept else None
        if data is not None and hashlib.sha256(data).hexdigest() == source.sha256:
            yield source, data


def _read(path: Path) -> bytes | None:
    """The bytes of an original, None where it cannot be read: what a check of the store tells is no matter here."""
    try:
        return read(path)
    except CannotRead:
        return None
