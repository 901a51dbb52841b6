"""The documents behind the sources of a body: files, what stands in watched folders, addresses."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from gen.config.model import Body, is_address
from gen.errors import CannotRead

_UNFINISHED = (".tmp", ".part", ".crdownload", ".download", ".partial", "~")


class Document(NamedTuple):
    """One document; `key` is its source, or its path below a watched folder. Where it has no path, it is an address."""

    key: str
    path: Path | None = None


class Looked(NamedTuple):
    """The documents of a body, its watched folders that hold none, and what was left aside there."""

    documents: tuple[Document, ...]
    empty: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


def look(body: Body, folder: Path) -> Looked:
    """What the sources of a body are now, in order, seen from the folder of gen.toml; raises CannotRead."""
    documents, empty, aside = list[Document](), list[str](), list[str]()
    for source in body.sources:
        path = folder / source
        if is_address(source):
            documents.append(Document(source))
        elif os.path.isdir(path):  # noqa: PTH112 (false also where nobody may look)
            found = [*_within(source, path)]
            documents += (one for one in found if isinstance(one, Document))
            aside += (one for one in found if isinstance(one, str))
            if not any(isinstance(one, Document) for one in found):
                empty.append(source)
        elif os.path.lexists(path):
            documents.append(Document(source, path))
        else:
            raise _absent(path)
    return Looked(tuple(documents), tuple(empty), tuple(aside))


def _absent(path: Path) -> CannotRead:
    try:
        path.stat()
    except FileNotFoundError:
        pass
    except OSError as error:
        return CannotRead(str(path), error.strerror or str(error))
    return CannotRead(str(path), "there is no such file or folder", "put the source there or correct gen.toml")


def _within(source: str, folder: Path) -> Iterator[Document | str]:
    """Yields the documents in a folder by name, and a word on what is none: links, folders, what is being written."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise CannotRead(str(folder), error.strerror or str(error)) from None
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        key = f"{source.rstrip('/')}/{entry.name}"
        if entry.is_symlink():
            yield f"{key} is a symbolic link and was left aside"
        elif not entry.is_file():
            yield f"{key} is no file and was left aside"
        elif entry.name.endswith(_UNFINISHED):
            yield f"{key} looks as if it were still being written and was left aside"
        else:
            yield Document(key, folder / entry.name)
