"""What was published: out/<body>/<old>..<new>/, latest/, the pages above; the only room that writes there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from gen.errors import CannotRead, CannotWrite
from gen.files import move, read, remove, write_all

_NONE: Mapping[str, str] = MappingProxyType({})
_PAIR = ".."
RETIRED = ".retired.json"
_PAGES = ("index.html", "index.en.html", "feed.xml")


def publish(
    root: Path, body: str, pair: str, artefacts: Mapping[str, bytes], left_over: Mapping[str, str] = _NONE
) -> tuple[Path, ...]:
    """Writes all artefacts of a pair of releases, or none, and returns their paths; raises CannotWrite.

    left_over: files of an earlier set that do not belong to this one, by name, with the sha256 they had: those are
    removed, unless somebody has changed them since, before the last artefact is in place, so that a manifest which
    stands last is never there with what it does not know of.
    """
    folder = _own(root, f"{body}/{pair}")
    files = {folder / name: data for name, data in artefacts.items()}
    begun = [path for path in (folder / RETIRED,) if path.exists()]
    write_all(files, [*begun, *(path for name, sha256 in left_over.items() if _is(path := folder / name, sha256))])
    return tuple(files)


def published(root: Path, body: str, pair: str, name: str) -> bytes | None:
    """What was published of a pair of releases under a name, None where there is nothing that can be read."""
    try:
        return read(root / body / pair / name)
    except CannotRead:
        return None


def sets(root: Path) -> Iterator[str]:
    """Yields each folder that may hold a set, "miit/2019..2022" and then those of further languages in it, sorted."""
    for body in folders(root):
        for pair in folders(root, body):
            if _PAIR in pair:
                yield pair
                yield from folders(root, pair)


def folders(root: Path, folder: str = "") -> tuple[str, ...]:
    """The folders in a folder below `root`, by their path from there, sorted; hidden ones and links are none."""
    try:
        found = sorted(entry for entry in (root / folder).iterdir() if not entry.name.startswith("."))
    except OSError:
        return ()
    return tuple(entry.relative_to(root).as_posix() for entry in found if _is_folder(entry))


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path) and not path.is_symlink()  # noqa: PTH112 (false also where nobody may look)


def is_site(root: Path) -> bool:
    """Whether pages above all bodies are kept there: one stands there, or what a run keeps beside them."""
    return any((root / name).exists() for name in (*_PAGES, ".gen"))


def place(root: Path, pages: Mapping[str, bytes]) -> None:
    """Puts the pages that stand above all bodies in place; one that is right already is left; raises CannotWrite."""
    write_all({root / name: data for name, data in pages.items()})


def retire(root: Path, folder: str, first: str, files: Mapping[str, str]) -> None:
    """Takes a set away, the file `first` before all others, so that nobody trusts what is left; raises CannotWrite.

    files: the others, by name, with the sha256 they had. One that somebody has changed since stays where it is. Until
    they are gone `first` stands there as RETIRED, so that what was begun can be brought to its end.
    """
    gone = _own(root, folder)
    move(gone / first, gone / RETIRED)
    remove(path for name, sha256 in files.items() if _is(path := gone / name, sha256))
    remove([gone / RETIRED])
    with suppress(OSError):
        gone.rmdir()


def _own(root: Path, folder: str) -> Path:
    """The folder below `root`; raises CannotWrite where a link on the way leads elsewhere."""
    path = root
    for part in folder.split("/"):
        path /= part
        if path.is_symlink():
            raise CannotWrite(str(path), "it is a symbolic link")
    return path


def _is(path: Path, sha256: str) -> bool:
    try:
        return hashlib.sha256(read(path)).hexdigest() == sha256
    except CannotRead:
        return False
