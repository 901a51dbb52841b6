"""What was made of a body put where it belongs, and what the pages above all bodies look like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gen import __version__
from gen.config.model import is_address
from gen.errors import CannotRead, CannotWrite
from gen.run import glance

if TYPE_CHECKING:
    from gen.config.model import Config
    from gen.run.stop import Stop
    from gen.run.task import Made


def put(config: Config, stop: Stop, made: Made, inputs: glance.Stats) -> tuple[str, ...]:
    """Writes the files of a body, the store first, and returns the paths of those in the store.

    A signal is heeded between two sets, and never within one. Raises CannotWrite, and CannotRead where a document that
    was taken is no longer as it was among the `inputs`: it was still being written, and half of it may have been read.
    """
    from gen.out import publish
    from gen.store.folders import write

    store = {config.store / name: data for name, data in made.store.items()}
    with refused(config.out):
        _nobody_else(store)
        _all_still(config, made, inputs)
        with stop.whole():
            write(store, config.store)
        for one in made.sets:
            body, _, place = one.published.folder.partition("/")
            with stop.whole():
                publish(config.out, body, place, one.files, one.gone)
    return tuple(map(str, store))


def _all_still(config: Config, made: Made, inputs: glance.Stats) -> None:
    for key, known in made.known.items():
        if known.release in made.imported and not is_address(key) and not glance.is_in(config.path(key), inputs):
            raise CannotRead(key, "it was changed while the run was at work, and is taken by the next one")


def _nobody_else(files: Mapping[Path, bytes]) -> None:
    """Raises CannotWrite where a release, or an original, is there that was not when the work began."""
    from gen.files import read
    from gen.store import SCHEMA

    for path, data in files.items():
        if path.name != SCHEMA and path.exists() and read(path) != data:
            raise CannotWrite(str(path), "it was written by somebody else meanwhile")


@contextmanager
def refused(out: Path) -> Iterator[None]:
    """Has a folder in which nobody may even look be one where nothing can be written; raises CannotWrite."""
    try:
        yield
    except OSError as error:
        raise CannotWrite(str(error.filename or out), error.strerror or str(error)) from None


def look_of_pages(config: Config) -> str:
    """A word for the pages above all bodies as they stand in out, and for what they depend on beside the sets."""
    there = glance.files(config.out)
    pages = {path: stat for path, stat in there.items() if path.endswith((".html", ".xml"))}
    return glance.digest(pages, __version__, config.site, config.keep)
