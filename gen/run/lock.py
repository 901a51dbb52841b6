"""One run at a time: a lock of the system's on a file in the store, gone with the process that holds it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gen.errors import Busy, CannotWrite
from gen.files import LOCK

_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def locked(store: Path, *, create: bool = True) -> Iterator[None]:
    """Holds the lock of a store; raises Busy where another process holds it, CannotWrite where there can be none.

    The file is only read, and made where there is none; without `create`, no file means no lock.
    """
    path = store / LOCK
    if not create and not path.exists():
        yield
        return
    try:
        descriptor = _opened(path)
    except OSError as error:
        raise _no_lock(path, error) from None
    try:
        _take(descriptor, path)
        yield
    finally:
        os.close(descriptor)


def _opened(path: Path) -> int:
    try:
        return os.open(path, _FLAGS)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, _FLAGS | os.O_CREAT, 0o644)


def _take(descriptor: int, path: Path) -> None:
    try:
        import fcntl
    except ImportError:
        raise CannotWrite(str(path), "this system has no lock that ends with its process") from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Busy(str(path)) from None
    except OSError as error:
        raise _no_lock(path, error) from None


def _no_lock(path: Path, error: OSError) -> CannotWrite:
    return CannotWrite(str(path), f"no lock can be had ({error.strerror or error}), so the run did not begin")
