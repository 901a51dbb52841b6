"""The versioned record on disk: snapshots/<body>/<release>.yaml, the kept originals, rulings, and nothing else."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from gen.errors import AlreadyThere, BadValue, CannotWrite, Fault, FaultyFile, Unknown
from gen.files import LOCK
from gen.model.ids import body_id, fits, numbered, partial_date
from gen.model.record import Snapshot, as_plain
from gen.model.ruling import Ruling, Rulings
from gen.store import fetched, rulings
from gen.store.folders import SOURCES, SUFFIXES, day, entries, folders, misplaced, read, release_files, write
from gen.yaml import Document, flaws, judged, parse, top_level

HEADER = "# yaml-language-server: $schema=../snapshot.schema.json"
SCHEMA = "snapshot.schema.json"
_NONE: Mapping[str, bytes] = MappingProxyType({})
_KEPT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")


class Loaded(NamedTuple):
    """A snapshot with the sha256 of its file's bytes and the file's path.

    originals: by the name they are kept under, those that are not on the disk yet.
    """

    snapshot: Snapshot
    sha256: str
    file: str
    originals: Mapping[str, bytes] = _NONE


class Held(NamedTuple):
    """A release the store holds, as the head of its file states it."""

    body: str
    release: str
    effective: str
    file: str

    @property
    def order(self) -> tuple[tuple[int, int, int], tuple[str, int, str]]:
        """What releases sort by: the effective date, a year before its months, then the release."""
        return day(self.effective), numbered(self.release)


class Store:
    """The snapshots under one folder; nothing else reads or writes there."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def bodies(self) -> tuple[str, ...]:
        """Returns the bodies that have at least one release, sorted."""
        return tuple(folder.name for folder in folders(self.root) if any(release_files(folder)))

    def holds(self, body: str) -> bool:
        """Whether a body has at least one release; no other body is looked at."""
        folder = self.root / body
        there = fits(body_id, body) and os.path.isdir(folder)  # noqa: PTH112 (false also where nobody may look)
        return there and not folder.is_symlink() and any(release_files(folder))

    def releases(self, body: str) -> tuple[Held, ...]:
        """Returns the releases of a body by effective date; raises Unknown, CannotRead, FaultyFile."""
        return tuple(sorted(map(_held, release_files(self._folder(body))), key=lambda held: held.order))

    def load(self, ref: str) -> Loaded:
        """Returns the snapshot `body@release`, or that of the file at a path: with a "/", or ending as a file does.

        Raises Unknown with the nearest names, BadValue, CannotRead, and FaultyFile with every fault of the file.
        """
        if "/" in ref or os.sep in ref or ref.endswith((*SUFFIXES, ".yml")):
            return _loaded(ref, read(Path(ref), follow=True))
        body, at, release = ref.partition("@")
        if not at:
            raise BadValue("reference", ref, "BODY@RELEASE or the path of a snapshot file")
        files = {file.stem: file for file in release_files(self._folder(body))}
        if release not in files:
            raise Unknown("release", release, files, body)
        return _loaded(str(files[release]), read(files[release]), (body, release))

    def latest_two(self, body: str) -> tuple[Loaded, Loaded]:
        """Returns the two latest releases of a body, the older first; raises BadValue where there is only one."""
        releases = self.releases(body)
        if len(releases) < 2:
            raise BadValue("body", body, f"one with two releases; there is only {releases[0].release}")
        old, new = (self.load(f"{body}@{held.release}") for held in releases[-2:])
        return old, new

    def save(self, snapshot: Snapshot, *, replace: bool = False, originals: Mapping[str, bytes] | None = None) -> Path:
        """Writes a snapshot and returns its file; raises AlreadyThere, FaultyFile, BadValue, CannotRead, CannotWrite.

        `originals`, by name, are kept in sources/; all is written or nothing. With `replace`, the comments and the
        order of keys of the earlier file are kept, and a file that says the same already is left as it is.
        """
        path, wanted = self.files(snapshot, replace=replace, originals=originals)
        write(wanted, self.root)
        return path

    def files(
        self, snapshot: Snapshot, *, replace: bool = False, originals: Mapping[str, bytes] | None = None
    ) -> tuple[Path, dict[Path, bytes]]:
        """What `save` returns and the files it writes, the snapshot last; nothing is written. Raises what it raises."""
        from gen.schema import json_schema

        plain, folder = as_plain(snapshot), self.root / snapshot.body
        paths = [folder / f"{snapshot.release}{suffix}" for suffix in SUFFIXES]
        there = next(filter(os.path.lexists, paths), None)
        path = there or paths[0]
        if wrong := flaws(plain):
            raise FaultyFile(Document(str(path), "", plain).fault(*flaw) for flaw in wrong)
        if there and not replace:
            raise AlreadyThere(snapshot.ref, str(there))
        earlier = parse(read(there), str(there)) if there else None
        wanted = {self.root / SCHEMA: json_schema().encode()}
        wanted |= {self._original(snapshot.body, name, data): data for name, data in (originals or {}).items()}
        if earlier is None or judged(earlier) != (snapshot, ()):
            wanted[path] = _written(plain, earlier).encode()
        return path, wanted

    def keep(self, body: str, name: str, data: bytes) -> str:
        """Keeps an original in the body's sources/ and returns its name; raises BadValue, CannotRead, CannotWrite."""
        write({self._original(body, name, data): data}, self.root)
        return name

    def _original(self, body: str, name: str, data: bytes) -> Path:
        """Where an original belongs; raises where another one stands there, or the names do not fit."""
        _refuse_no_body(body)
        if not _KEPT_NAME.fullmatch(name):
            raise BadValue("file name", name, "made of letters, digits, '.', '_' and '-'")
        path = self.root / body / SOURCES / name
        if os.path.lexists(path) and read(path) != data:
            raise CannotWrite(str(path), "another original of that name is kept there")
        return path

    def rulings(self, body: str) -> Rulings:
        """Returns the rulings on a body, none where nobody ruled or the store does not know it; raises FaultyFile."""
        _refuse_no_body(body)
        return rulings.load(self.root / body)

    def rule(self, body: str, made: Iterable[Ruling]) -> tuple[Ruling, ...]:
        """Adds rulings to those on a body and returns them with the ids they got, whatever ids they came with.

        All are written or none; comments stay. Raises FaultyFile, Unknown, CannotRead, CannotWrite.
        """
        from gen.schema import json_schema

        folder = self._folder(body)
        numbered, data = rulings.added(folder, made)
        write({folder / rulings.FILE: data, self.root / rulings.SCHEMA: json_schema("rulings").encode()}, self.root)
        return numbered

    def fetched(self, body: str) -> fetched.Fetches:
        """What was last fetched for a body, by address; raises FaultyFile, CannotRead."""
        return fetched.load(self.root / body) if fits(body_id, body) else {}

    def note(self, body: str, address: str, said: Mapping[str, str | None]) -> None:
        """Notes what an address gave (release, sha256 …); raises FaultyFile, CannotRead, CannotWrite."""
        folder = self._folder(body)
        write({folder / fetched.FILE: fetched.added(folder, address, said)}, self.root)

    def check(self, body: str | None = None) -> tuple[Fault, ...]:
        """Returns every fault of a body's files, or of the whole store, in the order of the files."""
        from gen.store.check import check_body, stray

        wanted = [folder for folder in folders(self.root) if body in (None, folder.name)]
        if body is not None and not wanted:
            raise Unknown("body", body, self.bodies(), str(self.root))
        faults = [fault for folder in wanted for fault in check_body(folder)]
        if body is None:
            known = {LOCK, SCHEMA, rulings.SCHEMA, *(folder.name for folder in wanted)}
            faults += [stray(entry) for entry in entries(self.root) if entry.name not in known]
        return tuple(sorted(faults))

    def _folder(self, body: str) -> Path:
        if not self.holds(body):
            raise Unknown("body", body, self.bodies(), str(self.root))
        return self.root / body


def _refuse_no_body(body: str) -> None:
    if not fits(body_id, body):
        raise BadValue("body", body, "a body id: lower-case letters, digits, '.', '_' and '-'")


def _held(file: Path) -> Held:
    body, release = file.parent.name, file.stem
    data = read(file)
    plain = parse(data, str(file)).plain if file.suffix == ".json" else top_level(data, frozenset({"effective"}))
    effective = plain.get("effective") if isinstance(plain, Mapping) else None
    if not fits(partial_date, effective):
        effective = _loaded(str(file), data, (body, release)).snapshot.effective
    return Held(body, release, str(effective), str(file))


def _loaded(file: str, data: bytes, stands_as: tuple[str, str] | None = None) -> Loaded:
    document = parse(data, file)
    snapshot, faults = judged(document)
    if stands_as:
        faults = (*faults, *misplaced(document, *stands_as))
    if snapshot is None or faults:
        raise FaultyFile(faults)
    return Loaded(snapshot, hashlib.sha256(data).hexdigest(), file)


def _written(plain: Mapping[str, Any], earlier: Document | None) -> str:
    from gen.yaml.comments import remember
    from gen.yaml.write import dump

    if earlier is None:
        return dump(plain, HEADER)
    if earlier.faults:
        raise FaultyFile(earlier.faults)
    if earlier.is_json:
        import json

        return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
    return dump(plain, HEADER, remember(earlier))
