"""The rulings on a body: read strictly, written with the comments of the file, checked against the releases."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Protocol

from gen.errors import CannotRead, Fault, FaultyFile, Place, nearest
from gen.model.record import Snapshot, as_plain
from gen.model.ruling import Ruling, Rulings, fits_sizes, items_of
from gen.store.folders import read, release_files
from gen.yaml import Document, Flaw, Plain, judged, parse, stated

FILE = "rulings.yaml"
SCHEMA = "rulings.schema.json"
_HEADER = f"# yaml-language-server: $schema=../{SCHEMA}"
_NUMBER = re.compile(r"r([1-9]\d{0,8})")


class Kept(Protocol):
    """What holds the rulings on every body."""

    def rulings(self, body: str) -> Rulings: ...


def load(folder: Path) -> Rulings:
    """Returns the rulings in the folder of a body, none where it has no such file; raises CannotRead, FaultyFile."""
    rulings, faults = _read(folder)[1:]
    if faults or rulings is None:
        raise FaultyFile(faults)
    return rulings


def rulings_between(store: Kept, old: str, new: str) -> tuple[Ruling, ...]:
    """The rulings on two bodies by the day they were made; the ids of those kept with the old one name that body."""
    own = store.rulings(new).rulings
    if old == new:
        return own
    others = (one.model_copy(update={"id": f"{old}:{one.id}"}) for one in store.rulings(old).rulings)
    return tuple(sorted((*others, *own), key=lambda one: one.when))


def added(folder: Path, made: Iterable[Ruling]) -> tuple[tuple[Ruling, ...], bytes]:
    """Returns the rulings with the ids they get, and the file with them added; raises CannotRead, FaultyFile."""
    from gen.yaml.comments import remember
    from gen.yaml.write import dump

    document, rulings, faults = _read(folder)
    if faults or rulings is None:
        raise FaultyFile(faults)
    given = max([rulings.given, *(int(found[1]) for one in rulings.rulings if (found := _NUMBER.fullmatch(one.id)))])
    numbered = tuple(one.model_copy(update={"id": f"r{number}"}) for number, one in enumerate(made, given + 1))
    whole = rulings.model_copy(update={"given": given + len(numbered), "rulings": (*rulings.rulings, *numbered)})
    return numbered, dump(as_plain(whole), _HEADER, remember(document) if document else None).encode()


def check(folder: Path, snapshots: Mapping[str, Snapshot]) -> Iterator[Fault]:
    """Yields every fault of the rulings of a body, also what they name and the releases do not hold.

    snapshots: those of the body's releases that could be read.
    """
    try:
        document, rulings, faults = _read(folder)
    except CannotRead as error:
        yield Fault(Place(str(folder / FILE)), str(error))
        return
    yield from faults
    known = {(folder.name, release): snapshot for release, snapshot in snapshots.items()}
    if document and rulings:
        for number, ruling in enumerate(rulings.rulings):
            yield from _dangling(document, number, ruling, folder, known)


def _read(folder: Path) -> tuple[Document | None, Rulings | None, tuple[Fault, ...]]:
    path = folder / FILE
    if not os.path.lexists(path):
        return None, Rulings(body=folder.name), ()
    document = parse(read(path), str(path))
    rulings, faults = stated(document, Rulings, "a list of rulings", _contradictions)
    if rulings and rulings.body != folder.name:
        what = f"body {rulings.body!r} stands in the folder {folder.name!r}"
        faults = (*faults, document.fault(("body",), what, "correct it"))
    return document, rulings, faults


def _contradictions(plain: Plain) -> Iterator[Flaw]:
    listed = plain.get("rulings") if isinstance(plain, Mapping) else None
    seen = set[object]()
    for number, one in enumerate(listed if isinstance(listed, list) else ()):
        name = one.get("id") if isinstance(one, Mapping) else None
        if isinstance(name, str) and name in seen:
            yield Flaw(("rulings", number, "id"), f"ruling id {name!r} stands twice", "give the later one another id")
        seen.add(name)


def _dangling(
    document: Document, number: int, ruling: Ruling, folder: Path, known: dict[tuple[str, str], Snapshot]
) -> Iterator[Fault]:
    """Yields a fault for each release and item a ruling names that is not there, and where its sides do not fit."""
    ends = ("old", ruling.old_body or folder.name, ruling.old_release), ("new", folder.name, ruling.new_release)
    for side, body, release in ends:
        files = {file.stem: file for file in release_files(folder.parent / body)}
        if release not in files:
            what = f"there is no release {release!r} of {body}"
            yield document.fault(("rulings", number, f"{side}_release"), what, nearest(release, files))
        elif snapshot := known.get((body, release)) or _snapshot(files[release]):
            known[body, release] = snapshot
            items = items_of(snapshot, ruling.subject)
            for place, (name, said) in enumerate(zip_longest(getattr(ruling, side), getattr(ruling, f"{side}_said"))):
                if name and name not in items and said not in items.values():
                    what = f"{body}@{release} has no {ruling.subject} {name!r}, so ruling {ruling.id} no longer fits"
                    yield document.fault(("rulings", number, side, place), what, nearest(name, items))
    if not fits_sizes(ruling):
        what = f"verdict {ruling.verdict!r} does not go with {len(ruling.old)} old and {len(ruling.new)} new items"
        yield document.fault(("rulings", number, "verdict"), what, "correct the verdict or the items")


def _snapshot(file: Path) -> Snapshot | None:
    """The snapshot of a file, None where it cannot be read: that is a fault of its own."""
    try:
        return judged(parse(read(file), str(file)))[0]
    except CannotRead:
        return None


def ids_of(snapshot: Snapshot, subject: str) -> frozenset[str]:
    """The ids of every unit or every duty of a snapshot."""
    return frozenset(items_of(snapshot, subject))
