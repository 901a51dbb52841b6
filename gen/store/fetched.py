"""What was last fetched from which address, so that the same is not fetched again: <body>/fetched.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from gen.errors import Fault, FaultyFile, Place
from gen.store.folders import read

FILE = "fetched.json"
KEYS = ("release", "sha256", "etag", "last_modified")
_TODO = "delete the file: everything is then fetched once more"
Fetches = dict[str, dict[str, str]]


def load(folder: Path) -> Fetches:
    """What is known by address, nothing where nothing was fetched; raises FaultyFile, CannotRead."""
    file = folder / FILE
    if not file.exists():
        return {}
    data = read(file)
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError) as error:
        where = Place(str(file), getattr(error, "lineno", 0), getattr(error, "colno", 0))
        raise FaultyFile([Fault(where, "is not JSON", _TODO)]) from None
    if not _is_fetches(plain):
        what = f"is not an object of addresses with {', '.join(KEYS)}"
        raise FaultyFile([Fault(Place(str(file)), what, _TODO)])
    return dict(plain)


def _is_fetches(plain: object) -> bool:
    return isinstance(plain, dict) and all(
        isinstance(said, dict) and all(key in KEYS and isinstance(value, str) for key, value in said.items())
        for said in plain.values()
    )


def added(folder: Path, address: str, said: Mapping[str, str | None]) -> bytes:
    """The file with one address more or told anew; raises what load raises."""
    known = load(folder) | {address: {key: value for key in KEYS if (value := said.get(key))}}
    return (json.dumps(dict(sorted(known.items())), ensure_ascii=False, indent=1) + "\n").encode()
