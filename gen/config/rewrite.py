"""Columns written into gen.toml with everything else in it left as it stands."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from gen.config.toml import text_of
from gen.errors import CannotWrite
from gen.files import write


def remembered(file: Path, body: str, columns: Mapping[str, str]) -> None:
    """Writes the columns of a body into a valid gen.toml, which is made where there is none; raises CannotWrite.

    They get a table of their own, an inline one where the body is written inline or by dotted keys.
    """
    before = text_of(file) if file.exists() else ""
    wanted = tomllib.loads(before)
    wanted.setdefault("body", {}).setdefault(body, {})["columns"] = dict(columns)
    for inline in (False, True):
        text = _with_columns(before, body, columns, inline=inline)
        if _says(text, wanted):
            return write(file, text.encode())
    raise CannotWrite(str(file), f"write the columns below [body.{body}] by hand")


def _with_columns(text: str, body: str, columns: Mapping[str, str], *, inline: bool) -> str:
    """The text with the columns; nothing where they cannot stand in it like that."""
    import tomlkit

    document = tomlkit.parse(text)
    table = tomlkit.inline_table() if inline else tomlkit.table()
    table.update(columns)
    above = tomlkit.inline_table if inline else lambda: tomlkit.table(is_super_table=True)
    try:
        bodies = document.setdefault("body", above())
        bodies.setdefault(body, above())["columns"] = table
    except ValueError:
        return ""
    return tomlkit.dumps(document)


def _says(text: str, wanted: Mapping[str, object]) -> bool:
    """Whether a text is TOML and states what is wanted."""
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False
