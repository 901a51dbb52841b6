"""Columns written into gen.toml with everything else in it left as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gen.config.toml import text_of
from gen.files import write


def remembered(file: Path, body: str, columns: Mapping[str, str]) -> None:
    """Writes the columns of a body into a valid gen.toml, which is made where there is none; raises CannotWrite."""
    import tomlkit

    document = tomlkit.parse(text_of(file)) if file.exists() else tomlkit.document()
    table = tomlkit.table()
    for column, header in columns.items():
        table[column] = header
    bodies = document.setdefault("body", tomlkit.table(is_super_table=True))
    bodies.setdefault(body, tomlkit.table(is_super_table=True))["columns"] = table
    write(file, tomlkit.dumps(document).encode())
