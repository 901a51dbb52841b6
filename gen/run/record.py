"""The record of each run: out/.gen/runs/<start>.jsonl, one line an event, each on the disk before the next is made."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gen import __version__
from gen.errors import CannotRead, CannotWrite
from gen.files import read, remove

if TYPE_CHECKING:
    from gen.model.run import Done, Finished, Started, Told

FOLDER = ".gen/runs"
KEPT = 90
_NAME = r"(\d{8}T\d{6}Z)(?:-(\d{1,9}))?\.jsonl"
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_CLOEXEC", 0)


def instant(now: datetime) -> str:
    """A time as the record has it."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def runs(out: Path) -> tuple[Path, ...]:
    """The records there are, in the order in which the runs began."""
    try:
        found = [entry for entry in (out / FOLDER).iterdir() if re.fullmatch(_NAME, entry.name)]
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda path: _order(path.name)))


def lines(path: Path) -> tuple[dict[str, Any], ...]:
    """The lines of a record as they stand; one that was cut short by the end of the run is left out."""
    try:
        return tuple(_plain(read(path)))
    except CannotRead:
        return ()


def finished(path: Path) -> bool:
    """Whether a record has its last line."""
    try:
        data = read(path).rstrip(b"\n")
    except CannotRead:
        return False
    return [line.get("state") for line in _plain(data[data.rfind(b"\n") + 1 :])] == ["finished"]


def _plain(data: bytes) -> Iterator[dict[str, Any]]:
    for line in data.splitlines():
        try:
            said = json.loads(line)
        except ValueError:
            return
        if isinstance(said, dict):
            yield said


def _order(name: str) -> tuple[str, int]:
    found = re.fullmatch(_NAME, name)
    return (found[1], int(found[2] or 1)) if found else ("", 0)


def holder(out: Path) -> str:
    """Which run is likely to hold the lock, as its record has it."""
    last = runs(out)[-1:]
    found = lines(last[0])[:1] if last and not finished(last[0]) else ()
    return f" (process {found[0].get('pid')}, since {found[0].get('at')})" if found else ""


class Recorder:
    """The record of the run that is on; its file is made with the first line."""

    def __init__(self, out: Path, now: datetime, pid: int) -> None:
        self._out, self._now, self._pid = out, now, pid
        self._path: Path | None = None
        self._descriptor = -1

    @property
    def begun(self) -> bool:
        """Whether there was anything to record."""
        return self._path is not None

    def begin(self) -> None:
        """Writes the first line unless that is done; raises CannotWrite."""
        if self._path is not None:
            return
        from gen.model.run import Started

        folder = self._out / FOLDER
        path = folder / _next(self._now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ"), runs(self._out))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(path, _FLAGS, 0o666)
            _sync(folder)
        except OSError as error:
            raise CannotWrite(str(path), error.strerror or str(error)) from None
        self._path = path
        self._write(Started(at=instant(self._now), gen=__version__, pid=self._pid))

    def add(self, line: Done | Told | Finished) -> None:
        """Writes a line, and before it the first one; it is on the disk when this returns. Raises CannotWrite."""
        self.begin()
        self._write(line)

    def _write(self, line: Started | Done | Told | Finished) -> None:
        data = (json.dumps(line.model_dump(mode="json"), ensure_ascii=False) + "\n").encode("utf-8", "replace")
        try:
            while data:
                data = data[os.write(self._descriptor, data) :]
            os.fsync(self._descriptor)
        except OSError as error:
            raise CannotWrite(str(self._path), error.strerror or str(error)) from None

    def close(self) -> None:
        """Closes the file and removes the records beyond the newest KEPT."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
            remove(runs(self._out)[:-KEPT])


def _next(stamp: str, there: tuple[Path, ...]) -> str:
    """A name that sorts after all there are, also where the clock was set back."""
    if there and _order(there[-1].name)[0] >= stamp:
        last, number = _order(there[-1].name)
        return f"{last}-{number + 1}.jsonl"
    return f"{stamp}.jsonl"


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
