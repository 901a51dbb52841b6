"""Everything wrong with the files of one body: alone, against their names, their originals and each other."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from gen.errors import CannotRead, Fault, FaultyFile, Place
from gen.model.record import Snapshot
from gen.store import fetched, rulings
from gen.store.folders import SOURCES, day, entries, misplaced, read, release_files
from gen.yaml import Document, is_after, judged, parse

_KNOWN = (SOURCES, rulings.FILE, fetched.FILE)


def check_body(folder: Path) -> Iterator[Fault]:
    """Yields every fault of the files in the folder of one body."""
    files = release_files(folder)
    yield from (stray(entry) for entry in entries(folder) if entry not in files and entry.name not in _KNOWN)
    dated = list[tuple[str, str, Document]]()
    snapshots = dict[str, Snapshot]()
    for file in files:
        try:
            document = parse(read(file), str(file))
        except CannotRead as error:
            yield Fault(Place(str(file)), str(error))
            continue
        snapshot, faults = judged(document)
        yield from (*faults, *misplaced(document, folder.name, file.stem))
        if snapshot:
            yield from _originals(document, snapshot, folder / SOURCES)
            dated.append((file.stem, snapshot.effective, document))
            snapshots[file.stem] = snapshot
    yield from _disordered(dated)
    yield from rulings.check(folder, snapshots)
    try:
        fetched.load(folder)
    except FaultyFile as error:
        yield from error.faults


def _originals(document: Document, snapshot: Snapshot, folder: Path) -> Iterator[Fault]:
    for n, source in enumerate(snapshot.sources):
        if not source.kept:
            continue
        path = folder / source.kept
        if not os.path.lexists(path):
            yield document.fault(("sources", n, "kept"), f"there is no {path}", "put the original there")
            continue
        try:
            found = hashlib.sha256(read(path)).hexdigest()
        except CannotRead as error:
            yield document.fault(("sources", n, "kept"), str(error))
            continue
        if found != source.sha256:
            what = f"the sha256 is not that of {path}"
            yield document.fault(("sources", n, "sha256"), what, "the original or its hash was altered")


def _disordered(dated: Iterable[tuple[str, str, Document]]) -> Iterator[Fault]:
    """Yields a fault for each two releases whose effective dates leave their order open or turn it round."""
    for (one, since, _), (other, from_then, document) in combinations(sorted(dated, key=lambda each: each[0]), 2):
        old, new = one.partition("+")[0], other.partition("+")[0]
        if old != new and day(since) == day(from_then):
            what = f"release {other} takes effect on the same date as release {one}, so their order is open"
        elif is_after(new, old) and is_after(since, from_then):
            what = f"release {other} takes effect {from_then}, before the earlier release {one} ({since})"
        else:
            continue
        yield document.fault(("effective",), what, "correct one of the dates")


def stray(path: Path) -> Fault:
    """Returns the fault of an entry that has no place in the store."""
    if path.name.endswith(".tmp"):
        return Fault(Place(str(path)), "was left over by a write that was cut short", "delete it")
    if path.suffix in (".yml", ".yaml", ".json"):
        return Fault(Place(str(path)), "is in the wrong place", "a snapshot is <body>/<release>.yaml or .json, once")
    return Fault(Place(str(path)), "is not a part of the record", "move it elsewhere")
