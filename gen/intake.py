"""The use case of bringing a document in: a file to a release in the store."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from gen.errors import CannotRead
from gen.files import read as read_file
from gen.model.columns import UNASKED, Columns
from gen.sources.paper import Tracked
from gen.sources.read import Document, Reading, read, source_id
from gen.sources.units import Ids
from gen.sources.workbook.back import FORM as WORKBOOK
from gen.sources.workbook.back import Given, is_export
from gen.sources.workbook.back import body_of as workbook_body
from gen.sources.workbook.back import read as read_back
from gen.store import Store

if TYPE_CHECKING:
    from gen.fetch import Fetched

_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Request:
    """What is brought in, as which release, and what is known about it; `fetched` is what an address gave.

    tracked: what the tracked changes of a Word file are taken as; source: the id of the source, its name unless given.
    """

    file: Path
    body: str
    release: str
    effective: str | None = None
    captured: str | None = None
    form: str | None = None
    licence: str = "not stated"
    origin: str | None = None
    keep: bool = False
    columns: Columns = UNASKED
    fetched: Fetched | None = None
    tracked: Tracked | None = None
    source: str | None = None


def read_together(requests: Sequence[Request]) -> tuple[tuple[Document, ...], Reading]:
    """The documents that state one release, and what reading them all gives; the first outranks the others.

    Their sources get ids of their own, and so do the names they are kept under.
    """
    from gen.sources.several import together

    ids, names = Ids(), Ids()
    numbered = (replace(one, source=ids.new(source_id(one.file.name))) for one in requests)
    brought = [read_in(request, names) for request in numbered]
    if len(brought) > 1 and (whole := next((d for d, reading in brought if reading.form == WORKBOOK), None)):
        raise CannotRead(whole.name, "it is a whole release, which goes with no other document", "bring it in alone")
    return tuple(document for document, _ in brought), together([reading for _, reading in brought])


def read_in(request: Request, names: Ids | None = None) -> tuple[Document, Reading]:
    """The document and what reading it gives; nothing is written. Raises what gen.sources.read raises.

    names: those that other originals are kept under.
    """
    name, data = _taken(request)
    _refuse_redline(name, data)
    kept = (_plain(name) if request.fetched else name) if request.keep else None
    if kept and names:
        kept = _kept(kept, names)
    document = Document(name, data, request.licence, request.origin, kept, request.columns, request.source)
    if request.form is None and is_export(name, data):
        return document, _read_back(document, request)
    reading = read(
        document,
        body=request.body,
        release=request.release,
        effective=request.effective,
        captured=request.captured,
        form=request.form,
        tracked=request.tracked,
    )
    return document, reading


def _read_back(document: Document, request: Request) -> Reading:
    """The snapshot of a workbook that gen export wrote, as it stands now."""
    given = Given(request.release, request.body, request.effective, request.captured)
    return read_back(document, given)


def body_of(file: Path) -> str | None:
    """The body that a workbook of gen export is on, None for every other file; raises CannotRead."""
    data = read_file(file, follow=True)
    return workbook_body(file.name, data) if is_export(file.name, data) else None


def fetch_first(store: Store, request: Request, address: str, *, allow_private: bool, anew: bool) -> Request | None:
    """The request with what stands at a web address; None where that is what its last fetch gave the body already.

    anew: whatever was fetched before. Raises CannotRead, FaultyFile.
    """
    from gen.fetch import fetch

    last = store.fetched(request.body).get(address, {})
    asked = bool(last) and not anew and store.holds(request.body)
    held = {one.release for one in store.releases(request.body)} if asked else set()
    known = last if last.get("release") in held else {}
    found = fetch(address, known=known, allow_private=allow_private)
    if found is None or (known and hashlib.sha256(found.data).hexdigest() == known.get("sha256")):
        return None
    return replace(request, file=Path(found.name), origin=request.origin or address, fetched=found)


def note_fetched(store: Store, request: Request) -> None:
    """Notes what an address gave, once the release made of it is written."""
    if found := request.fetched:
        said = {
            "release": request.release,
            "sha256": hashlib.sha256(found.data).hexdigest(),
            "etag": found.etag,
            "last_modified": found.last_modified,
        }
        store.note(request.body, found.address, said)


def _taken(request: Request) -> tuple[str, bytes]:
    """The name and the bytes of the document."""
    if request.fetched:
        return request.fetched.name, request.fetched.data
    return request.file.name, read_file(request.file, follow=True)


def _kept(name: str, names: Ids) -> str:
    """The name, numbered in front of its ending where another original is kept under it."""
    given = names.new(name.casefold())
    number = given[len(name) :]
    return f"{PurePath(name).stem}{number}{PurePath(name).suffix}"


def _plain(name: str) -> str:
    """A name from the web as one that originals are kept under."""
    path = PurePath(name)
    return (_UNFIT.sub("-", path.stem).strip("-._") or "document") + _UNFIT.sub("", path.suffix)


def _refuse_redline(name: str, data: bytes) -> None:
    """Raises CannotRead for a redline of gen: what is still tracked in it has to be decided on first."""
    if data.startswith(b"PK") and _is_redline(name, data):
        why = "it is a redline made by gen, which holds the old text and the new one"
        todo = (
            "take it back with --accepted: what a reviewer left tracked in it then counts as accepted "
            "(--accept and --reject are for other Word files with tracked changes)"
        )
        raise CannotRead(name, why, todo)


def _is_redline(name: str, data: bytes) -> bool:
    from gen.render.redline import FORMAT
    from gen.sources.formats.docx.resolve import stated
    from gen.sources.formats.docx.wordfile import opened

    try:
        return stated(opened(name, data)).get("GenFormat") == FORMAT
    except CannotRead:
        return False


def put(store: Store, documents: Sequence[Document], reading: Reading, *, overwrite: bool = False) -> Path:
    """Saves a reading, with the originals that are kept, and returns the snapshot's file.

    Raises what Store.save raises; then nothing was written.
    """
    originals = {document.kept: document.data for document in documents if document.kept}
    return store.save(reading.snapshot, replace=overwrite, originals=originals)
