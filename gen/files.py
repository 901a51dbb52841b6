"""Files read with care and written whole or not at all; the only room that opens one for writing."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from gen.errors import CannotRead, CannotWrite

MOST = 64 * 2**20
LOCK = ".lock"
_PIECE = 2**20


def read(path: Path, *, follow: bool = False, most: int = MOST) -> bytes:
    """Returns the bytes of a file, through a symbolic link only with `follow`; raises CannotRead, also above `most`."""
    with _opened(path, follow=follow) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise CannotRead(str(path), f"it is larger than {most // 2**20} MB")
    return data


def digest(path: Path) -> tuple[int, str]:
    """Returns the size and the sha256 of a file however large it is, through no symbolic link; raises CannotRead."""
    with _opened(path) as file:
        found, size = hashlib.sha256(), 0
        while piece := file.read(_PIECE):
            found.update(piece)
            size += len(piece)
    return size, found.hexdigest()


@contextmanager
def _opened(path: Path, *, follow: bool = False) -> Iterator[BinaryIO]:
    strict = 0 if follow else getattr(os, "O_NOFOLLOW", 0)
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | strict
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise CannotRead(str(path), "it is not a file")
            yield file
    except OSError as error:
        link = error.errno == errno.ELOOP and path.is_symlink()
        raise CannotRead(str(path), "it is a symbolic link" if link else error.strerror or str(error)) from None


def write(path: Path, data: bytes) -> None:
    """Puts `data` at `path` whole or not at all; raises CannotWrite."""
    write_all({path: data})


def write_all(files: Mapping[Path, bytes], gone: Sequence[Path] = ()) -> None:
    """Puts every file in place, none before all of them are safely on the disk; raises CannotWrite.

    A file that holds its bytes already is left untouched. gone: files to be removed, before the last one is in place.
    """
    wanted = {path: data for path, data in files.items() if not _holds(path, data)}
    ready: dict[Path, Path] = {}
    path = Path()
    try:
        for path, data in wanted.items():
            if path.is_dir() and not path.is_symlink():
                raise IsADirectoryError(errno.EISDIR, "it is a folder")
            ready[path] = path.with_name(f".{path.name}.{os.getpid()}.tmp")
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_down(ready[path], data)
        for number, (path, temporary) in enumerate(ready.items(), 1):
            if number == len(ready):
                remove(gone)
            temporary.replace(path)
        if not ready:
            remove(gone)
        for folder in {path.parent for path in ready}:
            _sync(folder)
    except OSError as error:
        raise CannotWrite(str(path), error.strerror or str(error)) from None
    finally:
        for temporary in ready.values():
            _discard(temporary)


def move(old: Path, new: Path) -> None:
    """Gives a file in a folder another name there, if it is there; raises CannotWrite."""
    try:
        old.replace(new)
        _sync(new.parent)
    except FileNotFoundError:
        return
    except OSError as error:
        raise CannotWrite(str(old), error.strerror or str(error)) from None


def remove(paths: Iterable[Path]) -> None:
    """Removes files; raises CannotWrite for one that cannot be, and leaves the rest."""
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise CannotWrite(str(path), error.strerror or str(error)) from None


def _holds(path: Path, data: bytes) -> bool:
    try:
        return not path.is_symlink() and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _write_down(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _discard(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def _sync(folder: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
