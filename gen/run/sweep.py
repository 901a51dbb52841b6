"""The temporary files that a run left behind which was killed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from gen.errors import CannotWrite
from gen.files import remove

_TEMPORARY = re.compile(r"\..+\.(\d{1,10})\.tmp")


def sweep(*roots: Path) -> tuple[Path, ...]:
    """Removes the temporary files of processes that are no more, below some folders and through no link.

    One that cannot be removed stays: it harms nobody, and gen check --deep names it.
    """
    found = tuple(path for root in roots for path in _left(root))
    for path in found:
        with suppress(CannotWrite):
            remove([path])
    return found


def _left(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _left(Path(entry.path))
        elif (
            entry.is_file(follow_symlinks=False) and (name := _TEMPORARY.fullmatch(entry.name)) and _dead(int(name[1]))
        ):
            yield Path(entry.path)


def _dead(pid: int) -> bool:
    """Whether no process has this number, or only the one that asks, which has written nothing yet."""
    if pid == os.getpid():
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return True
    except OSError:
        return False
    return False
