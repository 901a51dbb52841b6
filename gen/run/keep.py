"""What was made of a body put where it belongs, and what the pages above all bodies look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gen import __version__
from gen.run import glance

if TYPE_CHECKING:
    from gen.config.model import Config
    from gen.run.stop import Stop
    from gen.run.task import Made


def put(config: Config, stop: Stop, made: Made) -> tuple[str, ...]:
    """Writes the files of a body, the store first, and returns the paths of those in the store; raises CannotWrite.

    A signal is heeded between two sets, and never within one.
    """
    from gen.out import publish
    from gen.store.folders import write

    store = {config.store / name: data for name, data in made.store.items()}
    with stop.whole():
        write(store, config.store)
    for one in made.sets:
        body, _, place = one.published.folder.partition("/")
        with stop.whole():
            publish(config.out, body, place, one.files, one.gone)
    return tuple(map(str, store))


def look_of_pages(config: Config) -> str:
    """A word for the pages above all bodies as they stand in out, and for what they depend on beside the sets."""
    there = glance.files(config.out)
    pages = {path: stat for path, stat in there.items() if path.endswith((".html", ".xml"))}
    return glance.digest(pages, __version__, config.site, config.keep)
