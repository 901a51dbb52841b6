"""The columns that a table of units can have, and what a file calls them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from gen.errors import BadValue, Unknown

COLUMNS = (
    "key", "parent", "number", "name", "name_en", "group", "level", "nameplates", "duty", "post", "staffing",
)  # fmt: skip
_NONE: Mapping[str, str] = MappingProxyType({})
_BETWEEN = re.compile(r",(?=\s*[A-Za-z_]+\s*=)")


@dataclass(frozen=True, slots=True)
class Columns:
    """What is known of a table before it is read: the header of each column by gen's word for it, and the sheet.

    remembered: the headers are those of an earlier table, which this one need not have.
    """

    headers: Mapping[str, str] = field(default_factory=lambda: _NONE)
    sheet: str | None = None
    remembered: bool = False


UNASKED = Columns()


def mapping(said: Iterable[str]) -> dict[str, str]:
    """The headers by column that texts like "name=机构名称,parent=上级" state; raises BadValue, Unknown (column)."""
    found: dict[str, str] = {}
    for part in (part for text in said for part in _BETWEEN.split(text)):
        column, _, header = (piece.strip() for piece in part.partition("="))
        if not column or not header:
            raise BadValue("map", part, "COLUMN=HEADER, as in name=机构名称")
        if column not in COLUMNS:
            raise Unknown("column", column, COLUMNS)
        if column in found or header in found.values():
            raise BadValue("map", part, "a column and a header that stand in it once")
        found[column] = header
    if found and "name" not in found:
        raise BadValue("map", ",".join(said), "complete: it has to say which header is the name (name=…)")
    return found
