"""gen.toml, the configuration: found upwards from a folder, read strictly, changed with its comments kept."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from gen.config.model import (
    Against,
    Body,
    Brief,
    Config,
    Language,
    Limits,
    Mail,
    Pairs,
    Ping,
    Since,
    Webhook,
    is_address,
)  # fmt: skip
from gen.config.secret import Secret
from gen.config.toml import faulty, parse, text_of

__all__ = [
    "FILE", "Against", "Body", "Brief", "Config", "Language", "Limits", "Mail", "Pairs", "Ping", "Secret", "Since",
    "Webhook", "find", "is_address", "load", "remember", "stated_places",
]  # fmt: skip

FILE = "gen.toml"
_TABLE = r"(?m)^[ \t]*\["


def find(start: Path) -> Path | None:
    """The nearest gen.toml in a folder or above it, None where there is none, as in a folder that is gone."""
    try:
        start = start.absolute()
    except FileNotFoundError:
        return None
    return next((path for folder in (start, *start.parents) if os.path.isfile(path := folder / FILE)), None)  # noqa: PTH113


def load(file: Path) -> Config:
    """What a gen.toml says; raises CannotRead, and FaultyFile with every fault at its line and column."""
    from gen.config.read import read
    from gen.config.table import Flaw

    text, flaws = text_of(file), list[Flaw]()
    config = read(parse(file, text), file, flaws)
    if flaws:
        raise faulty(file, text, flaws)
    return config


def stated_places(file: Path) -> dict[str, Path]:
    """The folders "store" and "out" that a gen.toml names itself, absolute; raises CannotRead, FaultyFile.

    Only what stands before its first table is read, so that its size costs nothing.
    """
    from gen.config import rules
    from gen.config.table import Flaw, Table

    head, flaws = re.split(_TABLE, text_of(file), maxsplit=1)[0], list[Flaw]()
    top, place = Table(parse(file, head), (), flaws), rules.path(file.absolute().parent)
    found = {name: top.take(name, place, Path()) for name in ("store", "out") if name in top.said}
    if flaws:
        raise faulty(file, head, flaws)
    return found


def remember(file: Path, body: str, columns: Mapping[str, str]) -> bool:
    """Writes the columns of a body into a gen.toml, which is made where there is none; whether that changed it.

    Everything else in it stays as it is. Raises CannotRead, CannotWrite, FaultyFile.
    """
    from gen.config.rewrite import remembered

    if file.exists() and load(file).body(body).columns == columns:
        return False
    remembered(file, body, columns)
    return True
