"""The folders of the store: which bodies and releases there are, and reading and writing only there."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from gen import files
from gen.errors import CannotRead, CannotWrite, Fault
from gen.model.ids import body_id, fits, release_id
from gen.yaml import MAX_BYTES, Document

SOURCES = "sources"
SUFFIXES = (".yaml", ".json")


def entries(folder: Path) -> list[Path]:
    """Returns what stands in a folder, sorted; nothing where there is no folder; raises CannotRead."""
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise CannotRead(str(folder), error.strerror or str(error)) from None


def folders(root: Path) -> list[Path]:
    """Returns the folders of bodies, sorted; raises CannotRead."""
    return [entry for entry in entries(root) if fits(body_id, entry.name) and stat.S_ISDIR(_mode(entry))]


def release_files(folder: Path) -> list[Path]:
    """Returns the snapshot files of a body, a .yaml before a .json of the same release; raises CannotRead."""
    found = dict[str, Path]()
    for entry in entries(folder):
        if entry.suffix in SUFFIXES and fits(release_id, entry.stem) and stat.S_ISREG(_mode(entry)):
            found[entry.stem] = entry
    return list(found.values())


def _mode(path: Path) -> int:
    """What an entry is, no link followed, 0 where it is gone; raises CannotRead."""
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise CannotRead(str(path), error.strerror or str(error)) from None


def read(path: Path, *, follow: bool = False) -> bytes:
    """Returns the bytes of a snapshot file or of an original; raises CannotRead."""
    return files.read(path, follow=follow, most=max(MAX_BYTES.values()))


def write(wanted: Mapping[Path, bytes], root: Path) -> None:
    """Puts files under `root` in place, all or none and through no symbolic link; raises CannotWrite."""
    for path in wanted:
        if link := next((above for above in path.parents if root in above.parents and above.is_symlink()), None):
            raise CannotWrite(str(path), f"{link} is a symbolic link")
    files.write_all(wanted)


def misplaced(document: Document, body: str, release: str) -> Iterator[Fault]:
    """Yields a fault for each of body and release that the file's folder or name contradicts."""
    said = document.plain if isinstance(document.plain, dict) else {}
    for key, name, where in (("body", body, "folder"), ("release", release, "file")):
        if isinstance(said.get(key), str) and said[key] != name:
            yield document.fault((key,), f"{key} {said[key]!r} stands in the {where} {name!r}", "rename one of the two")


def day(date: str) -> tuple[int, int, int]:
    """Returns year, month and day of a date, 0 where it is less precise."""
    parts = (*map(int, date.split("-")), 0, 0)
    return parts[0], parts[1], parts[2]
