"""The use case of bringing a document in: a file to a release in the store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gen.files import read as read_file
from gen.sources.read import Document, Reading, read
from gen.store import Store


@dataclass(frozen=True, slots=True)
class Request:
    """What is brought in, as which release, and what is known about it."""

    file: Path
    body: str
    release: str
    effective: str | None = None
    captured: str | None = None
    form: str | None = None
    licence: str = "not stated"
    origin: str | None = None
    keep: bool = False


def read_in(request: Request) -> tuple[Document, Reading]:
    """The document and what reading it gives; nothing is written. Raises what gen.sources.read raises."""
    kept = request.file.name if request.keep else None
    data = read_file(request.file, follow=True)
    document = Document(request.file.name, data, request.licence, request.origin, kept)
    reading = read(
        document,
        body=request.body,
        release=request.release,
        effective=request.effective,
        captured=request.captured,
        form=request.form,
    )
    return document, reading


def put(store: Store, document: Document, reading: Reading, *, overwrite: bool = False) -> Path:
    """Saves a reading, with its original where that is kept, and returns the snapshot's file.

    Raises what Store.save raises; then nothing was written.
    """
    originals = {document.kept: document.data} if document.kept else {}
    return store.save(reading.snapshot, replace=overwrite, originals=originals)
