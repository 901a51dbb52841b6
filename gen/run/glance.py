"""What a body depends on at a glance: size, time and inode of every file, no file opened."""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gen.config.model import is_address

if TYPE_CHECKING:
    from gen.config.model import Body

Stats = dict[str, tuple[int, int, int]]


def inputs(body: Body, folder: Path, store: Path) -> Stats:
    """The stats of the sources of a body, seen from the folder of gen.toml, and of its files in the store."""
    found: Stats = {}
    base = str(folder)
    for source in body.sources:
        if not is_address(source):
            found |= files(os.path.join(base, source))  # noqa: PTH118 (called for every source of every body)
    return found | files(f"{store}/{body.id}")


def files(path: Path | str) -> Stats:
    """The stats of a file, or of every file in a folder, folders in it left out; nothing where none is."""
    try:
        told = os.stat(path)  # noqa: PTH116 (called for every source of every body)
        return dict(_entries(path)) if stat.S_ISDIR(told.st_mode) else {str(path): _told(told)}
    except OSError:
        return {}


def tree(path: Path | str) -> Stats:
    """The stats of every file in a folder and those below it, links as such."""
    found: Stats = {}
    folders = [os.fspath(path)]
    for folder in folders:
        try:
            for entry in os.scandir(folder):
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    found[entry.path] = _told(entry.stat(follow_symlinks=False))
        except OSError:
            continue
    return found


def _entries(path: Path | str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    for entry in os.scandir(path):
        if not entry.is_dir(follow_symlinks=False):
            yield entry.path, _told(entry.stat(follow_symlinks=False))


def _told(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ino


def digest(stats: Mapping[str, tuple[int, int, int]], *besides: Any) -> str:
    """One word for stats and what else counts, words and numbers; another one where anything differs."""
    said = marshal.dumps((sorted(stats.items()), besides), 2)  # equal values are equal bytes in this version of it
    return hashlib.sha256(said).hexdigest()[:32]


def after(before: Stats, now: Stats, written: Iterable[str]) -> Stats:
    """The stats that count once a run has written some files: of all others, those from before it read them."""
    return {**before, **{path: now[path] for path in written if path in now}}


def is_in(path: Path, stats: Stats) -> bool:
    """Whether a file is now as some stats have it."""
    return any(stat in stats.values() for stat in files(path).values())
