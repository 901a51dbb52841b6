"""The use case of bringing a document in: a file to a release in the store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gen.errors import CannotRead
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
    _refuse_redline(request.file.name, data)
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


def _refuse_redline(name: str, data: bytes) -> None:
    """Raises CannotRead for a redline of gen: what is still tracked in it has to be decided on first."""
    if data.startswith(b"PK") and _is_redline(name, data):
        why = "it is a redline made by gen, which holds the old text and the new one"
        todo = "take it back with --accepted: what a reviewer left tracked in it then counts as accepted"
        raise CannotRead(name, why, todo)


def _is_redline(name: str, data: bytes) -> bool:
    from gen.render.redline import FORMAT
    from gen.render.resolve import stated
    from gen.render.wordfile import opened

    try:
        return stated(opened(name, data)).get("GenFormat") == FORMAT
    except CannotRead:
        return False


def put(store: Store, document: Document, reading: Reading, *, overwrite: bool = False) -> Path:
    """Saves a reading, with its original where that is kept, and returns the snapshot's file.

    Raises what Store.save raises; then nothing was written.
    """
    originals = {document.kept: document.data} if document.kept else {}
    return store.save(reading.snapshot, replace=overwrite, originals=originals)
