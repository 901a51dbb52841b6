"""Every byte of the record and of what was published, hashed anew and held against what is stated of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from gen import files, out
from gen.errors import CannotRead, Fault, FaultyFile, GenError, Place
from gen.manifest import FILE, intact, read, sha256
from gen.model.manifest import Manifest
from gen.site import FEED, LATEST, PAGES, Listed, judged, newest
from gen.site.check import pages_faults
from gen.store import Store
from gen.store.folders import SOURCES, release_files

_TEMPORARY = re.compile(r"\..+\.tmp")
_ANEW = "publish it anew with gen brief"
_REFRESH = "gen run sets it right"


class Deep(NamedTuple):
    """What was found: how many files were hashed, what should be known though nothing is wrong, and every fault."""

    hashed: int
    notes: tuple[str, ...]
    faults: tuple[Fault, ...]


class _Set(NamedTuple):
    """A folder of a set: what its manifest says, where that can be read, and what is wrong there."""

    folder: str
    listed: Listed | None
    hashed: int
    faults: tuple[Fault, ...]


def deep(store: Store, root: Path, body: str | None = None) -> Deep:
    """Everything that is wrong with the record and with what was published below `root`, of one body or of all.

    A snapshot is hashed against what the manifests of the sets made from it state; one that no set was made from has
    nothing to be held against, and a note says so. Raises Unknown for a body the store lacks.
    """
    faults = list(store.check(body))
    found = [_set(root, folder) for folder in out.sets(root) if body in (None, folder.split("/")[0])]
    sets = [one.listed for one in found if one.listed]
    faults += [fault for folder in out.folders(root) if body in (None, folder) for fault in _closed(root / folder)]
    faults += [_linked(root / one) for one in store.bodies() if body in (None, one) and (root / one).is_symlink()]
    copies = [_set(root, f) for one in out.folders(root) if body in (None, one) for f in _latest_folders(root, one)]
    faults += [fault for one in (*found, *copies) for fault in one.faults]
    snapshots, notes, wrong = _snapshots(store, sets, body)
    kept = list(_originals(store, body))
    faults += [*wrong, *_leftovers(store.root, body), *_leftovers(root, body)]
    if out.is_site(root):
        faults += [*_behind(root, sets, copies), *pages_faults(root, (*PAGES, FEED), sets, body)]
    hashed = sum(one.hashed for one in (*found, *copies)) + snapshots
    return Deep(hashed, (*notes, *kept), tuple(sorted(set(faults))))


def _linked(path: Path) -> Fault:
    return Fault(Place(str(path)), "is a link, which gen does not follow", "put a folder in its place")


def _closed(folder: Path) -> Iterator[Fault]:
    """A fault where nobody may look into the folder of a body, so that its sets are not found."""
    try:
        for entry in folder.iterdir():
            entry.lstat()
    except OSError as error:
        yield Fault(Place(str(folder)), f"cannot be looked into: {error.strerror or error}", "set its mode right")


def _latest_folders(root: Path, body: str) -> Iterator[str]:
    folder = f"{body}/{LATEST}"
    if folder in out.folders(root, body):
        yield from (folder, *out.folders(root, folder))


def _set(root: Path, folder: str) -> _Set:
    """One folder of a set, every file of it hashed against its manifest."""
    place = root / folder
    try:
        data = files.read(place / FILE)
        about = read(str(place / FILE), data)
    except FaultyFile as error:
        return _Set(folder, None, 0, error.faults)
    except GenError:
        why = f"there is no {FILE} in it that can be read, so nobody trusts what stands there"
        return _Set(folder, None, 0, (Fault(Place(str(place)), why, _ANEW),))
    faults = [*_manifest(root, folder, about, data), *_surplus(root, folder, about)]
    for file in about.files:
        faults += _file(place / file.name, file.size, file.sha256)
    one = judged(folder, data) if LATEST not in folder else Listed(folder, about, sha256(data))
    return _Set(folder, one, len(about.files) + 1, tuple(faults))


def _manifest(root: Path, folder: str, about: Manifest, data: bytes) -> Iterator[Fault]:
    place = Place(str(root / folder / FILE))
    if not intact(about, data):
        yield Fault(place, "its sha256 differs from its own seal", _ANEW)
    if LATEST not in folder and judged(folder, data) is None:
        old, new = about.old, about.new
        what = f"is of another set: {old.body}@{old.release} -> {new.body}@{new.release} in {about.language}"
        yield Fault(place, what, "move the folder back, or take it out")


def _file(path: Path, size: int, stated: str) -> Iterator[Fault]:
    """What is wrong with one published file."""
    if not os.path.lexists(path):
        yield Fault(Place(str(path)), f"is missing, although {FILE} lists it", _ANEW)
        return
    try:
        found = files.digest(path)
    except CannotRead as error:
        yield Fault(Place(str(path)), str(error))
        return
    if found != (size, stated):
        how = "" if found[0] == size else f", and it has {found[0]} bytes instead of {size}"
        yield Fault(Place(str(path)), f"its sha256 differs from {FILE}'s{how}", _ANEW)


def _surplus(root: Path, folder: str, about: Manifest) -> Iterator[Fault]:
    """A fault for each entry of the folder of a set that is neither of it nor a set of its own."""
    known = {FILE, *(file.name for file in about.files)}
    for entry in sorted((root / folder).iterdir()):
        own_set = not entry.is_symlink() and os.path.isfile(entry / FILE)  # noqa: PTH113 (false also where nobody may look)
        if entry.name not in known and not own_set and not _TEMPORARY.fullmatch(entry.name):
            yield Fault(Place(str(entry)), f"is not of this set: {FILE} does not list it", "take it out")


def _snapshots(store: Store, sets: Sequence[Listed], body: str | None) -> tuple[int, list[str], list[Fault]]:
    """How many snapshots were hashed, notes on those nothing states a hash of, and what is wrong with the others."""
    stated: dict[tuple[str, str], dict[str, str]] = {}
    for one in sets:
        for side in (one.manifest.old, one.manifest.new):
            stated.setdefault((side.body, side.release), {}).setdefault(side.sha256, f"{one.folder}/{FILE}")
    notes, faults, held = list[str](), list[Fault](), dict[tuple[str, str], Path]()
    for name in store.bodies():
        held |= {(name, file.stem): file for file in release_files(store.root / name)}
    for ref, path in held.items():
        if ref in stated:
            faults += _snapshot(path, stated[ref])
        elif body in (None, ref[0]):
            notes.append(f"{path}: no published set was made from it, so there is no hash to hold it against")
    for ref in sorted(stated.keys() - held.keys()):
        what = f"was made from {ref[0]}@{ref[1]}, which the store does not hold"
        faults += [Fault(Place(folder), what, "bring the snapshot back") for folder in stated[ref].values()]
    return len(stated.keys() & held.keys()), notes, faults


def _snapshot(path: Path, stated: Mapping[str, str]) -> Iterator[Fault]:
    try:
        _, found = files.digest(path)
    except CannotRead as error:
        yield Fault(Place(str(path)), str(error))
        return
    for wanted, manifest in stated.items():
        if wanted != found:
            what = f"its sha256 differs from what {manifest} states: the snapshot was altered since"
            yield Fault(Place(str(path)), what, "bring the file back, or publish anew with gen brief")


def _originals(store: Store, body: str | None) -> Iterator[str]:
    """A note for each kept original that no release of its body names."""
    for name in store.bodies():
        if body in (None, name):
            kept = {entry.name for entry in (store.root / name / SOURCES).glob("*") if not entry.name.startswith(".")}
            if kept:
                yield from (
                    f"{store.root / name / SOURCES / one}: no release names this original, so it was not hashed"
                    for one in sorted(kept - _named(store, name))
                )


def _named(store: Store, body: str) -> set[str]:
    named = set[str]()
    for file in release_files(store.root / body):
        try:
            sources = store.load(f"{body}@{file.stem}").snapshot.sources
        except GenError:
            continue
        named |= {source.kept for source in sources if source.kept}
    return named


def _leftovers(root: Path, body: str | None) -> Iterator[Fault]:
    """A fault for each temporary file that a write left behind when it was cut short."""
    for path in sorted((root / body if body else root).rglob(".*.tmp")):
        if _TEMPORARY.fullmatch(path.name) and not path.is_dir():
            yield Fault(Place(str(path)), "was left over by a write that was cut short", "delete it")


def _behind(root: Path, sets: Sequence[Listed], copies: Sequence[_Set]) -> Iterator[Fault]:
    """A fault for each latest/ that is not the newest set of its body."""
    there = {one.folder: one.listed for one in copies}
    wanted = {
        f"{body}/{LATEST}{one.folder.removeprefix(some[0].pair)}": one
        for body, some in newest(sets).items()
        for one in some
    }
    for folder, one in wanted.items():
        copy = there.get(folder)
        if folder not in there:
            yield Fault(Place(str(root / folder)), f"is missing: it should be a copy of {one.folder}", _REFRESH)
        elif copy and copy.sha256 != one.sha256:
            yield Fault(Place(str(root / folder)), f"is not the newest set, which is {one.folder}", _REFRESH)
    for folder in there.keys() - wanted.keys():
        yield Fault(Place(str(root / folder)), "is a copy of no set that is there", _REFRESH)
