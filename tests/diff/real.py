"""Every pair of real snapshots at hand: the shipped record, and documents and trees that stand beside the checkout."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from functools import partial
from itertools import combinations
from pathlib import Path

from gen.diff import diff
from gen.model.record import Snapshot
from gen.sources.read import Document, read
from gen.store import Store

REPO = Path(__file__).parents[2]
SHARED = REPO / ".." / "shared"
Load = Callable[[], Snapshot]


def _shipped() -> list[tuple[str, Load, Load]]:
    store = Store(REPO / "snapshots")
    refs = [f"miit@{held.release}" for held in store.releases("miit")]

    def load(ref: str) -> Snapshot:
        return store.load(ref).snapshot

    loads = {ref: partial(load, ref) for ref in refs}
    return [(f"{one}..{other}", loads[one], loads[other]) for one, other in combinations(refs, 2)]


def _read(file: Path, release: str, form: str | None = None) -> Load:
    def load() -> Snapshot:
        document = Document(file.name, file.read_bytes(), "test")
        return read(document, body="sample", release=release, form=form).snapshot

    return load


def _beside() -> list[tuple[str, Load, Load]]:
    units, sources = SHARED / "cases" / "units", SHARED / "sources"
    found = [
        (
            years,
            _read(units / f"{years}.a.json", years[10:14], "tree"),
            _read(units / f"{years}.b.json", years[15:], "tree"),
        )
        for years in ("divisions-1995-1996", "divisions-2015-2016")
    ]
    return [
        *found,
        ("mep-2008..mee-2018", _read(sources / "mep-2008.txt", "2008"), _read(sources / "mee-2018.txt", "2018")),
    ]


SHIPPED = _shipped()
BESIDE = _beside()
PAIRS = SHIPPED + (BESIDE if SHARED.is_dir() else [])


def fingerprint(names: list[str]) -> str:
    """A hash of everything that comparing the named pairs gives."""
    said = hashlib.sha256()
    for name, old, new in PAIRS:
        if name in names:
            said.update(diff(old(), new()).model_dump_json().encode())
    return said.hexdigest()


if __name__ == "__main__":
    print(fingerprint(sys.argv[1:]))
