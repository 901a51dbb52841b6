"""Files read with care and written whole or not at all; the only room that opens one for writing."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from gen.errors import CannotRead, CannotWrite

MOST = 64 * 2**20


def read(path: Path, *, follow: bool = False, most: int = MOST) -> bytes:
    """Returns the bytes of a file, through a symbolic link only with `follow`; raises CannotRead, also above `most`."""
    strict = 0 if follow else getattr(os, "O_NOFOLLOW", 0)
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | strict
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise CannotRead(str(path), "it is not a file")
            data = file.read(most + 1)
    except OSError as error:
        link = error.errno == errno.ELOOP and path.is_symlink()
        raise CannotRead(str(path), "it is a symbolic link" if link else error.strerror or str(error)) from None
    if len(data) > most:
        raise CannotRead(str(path), f"it is larger than {most // 2**20} MB")
    return data


def write(path: Path, data: bytes) -> None:
    """Puts `data` at `path` whole or not at all; raises CannotWrite."""
    write_all({path: data})


def write_all(files: Mapping[Path, bytes]) -> None:
    """Puts every file in place, none before all of them are safely on the disk; raises CannotWrite.

    A file that holds its bytes already is left untouched.
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
        for path, temporary in ready.items():
            temporary.replace(path)
        for folder in {path.parent for path in ready}:
            _sync(folder)
    except OSError as error:
        raise CannotWrite(str(path), error.strerror or str(error)) from None
    finally:
        for temporary in ready.values():
            _discard(temporary)


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
