"""Whether the pages above all briefings are as they were written, and lead to what is there and to all of it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from gen.errors import CannotRead, Fault, Place
from gen.files import read
from gen.manifest import sha256
from gen.report.catalogue import Listed
from gen.report.feed import MOST

HASHES = ".gen/pages.json"
FEED = "feed.xml"
_ANEW = "gen run makes it anew"


def written_hashes(pages: dict[str, bytes]) -> bytes:
    """The file that states the sha256 of each page, so that a bit that flipped is found."""
    return (json.dumps({name: sha256(data) for name, data in pages.items()}, indent=2) + "\n").encode()


def pages_faults(root: Path, names: Sequence[str], sets: Sequence[Listed], body: str | None = None) -> Iterator[Fault]:
    """Yields what is wrong with the pages of those names; of their links only those to one body, where one is named."""
    stated = _stated(root)
    for name in names:
        place = Place(str(root / name))
        try:
            data = read(root / name)
        except CannotRead as error:
            missing = not (root / name).exists()
            yield Fault(place, "is missing" if missing else str(error), _ANEW)
            continue
        if stated.get(name, "") != sha256(data):
            yield Fault(place, f"its sha256 differs from {HASHES}'s", _ANEW)
        yield from _links(root, name, data, sets, body)


def _stated(root: Path) -> dict[str, str]:
    try:
        found = json.loads(read(root / HASHES))
    except (CannotRead, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _links(root: Path, name: str, data: bytes, sets: Sequence[Listed], body: str | None) -> Iterator[Fault]:
    place, linked = Place(str(root / name)), _paths(data)
    for path in sorted(linked):
        inside = ".." not in path.split("/") and os.path.isfile(root / path)  # noqa: PTH113 (false also where nobody may look)
        if body in (None, path.split("/")[0]) and not inside:
            yield Fault(place, f"lists {path}, which is not there", _ANEW)
    if name == FEED and len({one.pair for one in sets}) > MOST:
        return
    folders = {path.rpartition("/")[0] for path in linked}
    for one in sets:
        if one.folder not in folders and one.manifest.files:
            yield Fault(place, f"does not list {one.folder}", _ANEW)


def _paths(data: bytes) -> set[str]:
    """What a page or the feed links to below out, by its path there."""
    reader = _Links()
    reader.feed(data.decode("utf-8", "replace"))
    base = reader.at.removesuffix(FEED)
    own = (link.removeprefix(base) if base else link for link in reader.links)
    return {unquote(link.partition("#")[0]) for link in own if "://" not in link and not link.startswith("#")}


class _Links(HTMLParser):
    """The addresses a page links to, and its own where it states that."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.at = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in ("a", "link") and (href := said.get("href")):
            self.links.append(href)
            if said.get("rel") == "self":
                self.at = href
