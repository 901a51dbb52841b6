"""The text of gen.toml and what it states, every fault of it at its line and column."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gen.config.table import Flaw
from gen.errors import Fault, FaultyFile, Place
from gen.files import read

_MOST = 4 * 2**20
_AT = r" \(at (?:line (\d+), column (\d+)|end of document)\)$"


def text_of(file: Path) -> str:
    """The text of the file; raises CannotRead, FaultyFile."""
    data = read(file, follow=True, most=_MOST)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FaultyFile([Fault(Place(str(file), line), "is not UTF-8", "save the file as UTF-8")]) from None


def parse(file: Path, text: str) -> dict[str, Any]:
    """What a text states; raises FaultyFile where it is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(_AT, str(error))
        where = (found[1], found[2]) if found else (None, None)
        place = Place(str(file), int(where[0] or text.count("\n") + 1), int(where[1] or 0))
        raise FaultyFile(
            [Fault(place, f"not TOML: {re.sub(_AT, '', str(error))}", "correct it here or just before")]
        ) from None
    except RecursionError:
        raise FaultyFile([Fault(Place(str(file)), "not TOML that can be read: it is nested too deep")]) from None
    except ValueError:
        raise FaultyFile([Fault(Place(str(file)), "not TOML that can be read: a number has too many digits")]) from None


def faulty(file: Path, text: str, flaws: Iterable[Flaw]) -> FaultyFile:
    """The flaws as faults at their places, which a text nested beyond measure does not have."""
    from gen.config.places import nearest_place, places

    try:
        found = places(text)
    except RecursionError:
        found = {}
    return FaultyFile(Fault(Place(str(file), *nearest_place(found, path)), what, todo) for path, what, todo in flaws)
