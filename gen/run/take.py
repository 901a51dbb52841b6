"""New and changed documents of one body as the next releases, made and not written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from gen.config.model import is_address
from gen.model.ids import numbered
from gen.run.look import Document, Looked, look
from gen.run.shrink import shrunken
from gen.run.state import Known
from gen.run.task import Task
from gen.store.folders import day
from gen.yaml import is_after

if TYPE_CHECKING:
    from gen.fetch import Fetched
    from gen.intake import Request
    from gen.model.change import Changes
    from gen.model.record import Snapshot
    from gen.store import Held, Loaded
    from gen.store.ahead import Ahead

_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")
_MARK = 12


@dataclass(slots=True)
class Taken:
    """What the documents came to: the releases made of them, what each document is now, notes, and why to hold."""

    imported: list[str] = field(default_factory=list)
    known: dict[str, Known] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Fresh:
    """A document that is new or was changed, as it was read; stated: the date it says it takes effect.

    lost: the release that was made of these very bytes and is no longer in the store, where that is known. own: where
    nothing is known of the document, the latest release of its name or address.
    """

    key: str
    found: Fetched
    request: Request
    snapshot: Snapshot
    stated: str | None
    lost: str | None = None
    own: Loaded | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.found.data).hexdigest()

    def order(self, today: str) -> tuple[object, ...]:
        """Where its release stands among the others."""
        release = self.lost or self.stated or today
        return day(self.stated or _base(release)), numbered(release)


def take(task: Task, store: Ahead) -> Taken:
    """Adds the releases of new and changed documents to the store ahead; what it holds is in `why`.

    Raises CannotRead for a source that is gone, and whatever the readers raise.
    """
    looked = look(task.body, task.folder)
    taken = Taken(notes=list(looked.aside))
    if emptied := [*_emptied(task, looked)]:
        taken.why += emptied
        return taken
    fresh = [one for document in looked.documents if (one := _fresh(task, store, document, taken)) is not None]
    for one in sorted(fresh, key=lambda one: one.order(task.day)):
        _bring(task, store, one, taken)
    return taken


def _emptied(task: Task, looked: Looked) -> Iterator[str]:
    """Yields a line for each watched folder that held documents and holds none."""
    for source in looked.empty if not task.accept_shrink else ():
        if had := sum(key.startswith(f"{source.rstrip('/')}/") for key in task.known):
            were = "document is" if had == 1 else "documents are"
            yield f"{source} is empty: {had} {were} gone; if that is right, run again with --accept-shrink"


def _fresh(task: Task, store: Ahead, document: Document, taken: Taken) -> _Fresh | None:
    """The document as it was read, None where it is what it was."""
    from gen.errors import CannotRead
    from gen.fetch import fetch

    before = _before(task, store, document.key)
    fetched = None
    if document.path is None:
        validators = {key: said for key in ("etag", "last_modified") if before and (said := getattr(before, key))}
        fetched = fetch(document.key, known=validators, allow_private=task.body.allow_private)
        if fetched is None and before is None:
            raise CannotRead(document.key, "it says that it has not changed, but nothing of it is known", "try again")
    data = fetched.data if fetched else _data(task, document, document.path) if document.path else None
    sha256 = hashlib.sha256(data).hexdigest() if data is not None else ""
    if before and (data is None or sha256 == before.sha256):
        taken.known[document.key] = _validated(before, fetched)
        return None
    if data is not None and (release := _release_of(store, task.body.id, sha256, before)):
        taken.known[document.key] = _validated(Known(sha256, release), fetched)
        return None
    from gen.fetch import Fetched

    name = document.path.name if document.path else ""
    known = task.known.get(document.key)
    lost = known.release if known and known.sha256 == sha256 else None
    fresh = _read(task, document.key, fetched or Fetched(document.key, name, data or b""))
    return replace(fresh, lost=lost, own=None if known or fresh.stated else _latest_of(store, fresh))


def _data(task: Task, document: Document, path: Path) -> bytes:
    """The bytes of a file, through a link only where gen.toml names it and not a folder it stands in."""
    from gen.files import read

    return read(path, follow=document.key in task.body.sources)


def _before(task: Task, store: Ahead, key: str) -> Known | None:
    """What is known of a document, None also where the release made of it is no longer there."""
    before = task.known.get(key)
    if before and before.release and before.release not in {held.release for held in store.releases(task.body.id)}:
        return None
    return before


def _validated(known: Known, fetched: Fetched | None) -> Known:
    return replace(known, etag=fetched.etag, last_modified=fetched.last_modified) if fetched else known


def _release_of(store: Ahead, body: str, sha256: str, before: Known | None) -> str | None:
    """The latest release that was made of a document with this hash, for instance by a run that was killed.

    Of a document that was taken before only a later release counts: it may say again what it said once.
    """
    if before and before.release is None:
        return None
    for held in reversed(store.releases(body)):
        if before and held.release == before.release:
            return None
        if any(source.sha256 == sha256 for source in store.load(f"{body}@{held.release}").snapshot.sources):
            return held.release
    return None


def _latest_of(store: Ahead, one: _Fresh) -> Loaded | None:
    """The latest release that was made of a document of this name or address."""
    for held in reversed(store.releases(one.snapshot.body)):
        if _is_same_source(None, one, loaded := store.load(f"{held.body}@{held.release}")):
            return loaded
    return None


def _read(task: Task, key: str, found: Fetched) -> _Fresh:
    """The document as it is read; its bytes are taken once, so that what is hashed is what is read."""
    from gen.intake import Request, read_in
    from gen.model.columns import Columns

    body = task.body
    request = Request(
        file=Path(found.name),
        body=body.id,
        release=task.day,
        captured=task.day,
        form=body.form,
        licence=body.licence,
        origin=key if is_address(key) else None,
        columns=Columns(dict(body.columns), remembered=bool(body.columns)),
        fetched=found,
        tracked=body.tracked,
    )
    snapshot = read_in(request)[1].snapshot
    stated = None if snapshot.effective == task.day else snapshot.effective
    return _Fresh(key, found, request, snapshot, stated)


def _bring(task: Task, store: Ahead, one: _Fresh, taken: Taken) -> None:
    """Adds the release of one document, unless it says nothing new or has lost too much."""
    held = store.releases(task.body.id)
    if one.lost:
        earlier = [each for each in held if each.order < one.order(task.day)]
    else:
        earlier = [each for each in held if one.stated is None or day(each.effective) <= day(one.stated)]
    previous = store.load(f"{task.body.id}@{earlier[-1].release}") if earlier else None
    named = _named(one, task.day, held)
    for said in filter(None, (one.own, previous)):
        changes = _changes(said, named)
        if not (changes.changes or changes.body or changes.not_comparable):
            taken.known[one.key] = _known(one, None)
            taken.notes.append(f"{one.key} differs in nothing from {said.snapshot.ref}")
            return
    if previous:
        same = _is_same_source(task.known.get(one.key), one, previous)
        if not (task.accept_shrink or one.lost) and (lost := shrunken(changes, same_source=same)):
            taken.why += (f"{one.key}: {line}" for line in lost)
            return
    snapshot, originals = _with_original(named, one)
    store.add(snapshot, originals)
    taken.known[one.key] = _known(one, snapshot.release)
    taken.imported.append(snapshot.release)


def _named(one: _Fresh, today: str, held: tuple[Held, ...]) -> Snapshot:
    """The snapshot under the release it becomes: of the date it states, or else the day of the run, numbered if taken.

    Where the clock stands before the latest release, a document without a date follows that release. A state that
    begins after the day of the run states no date of capture, which would contradict it. A release that was lost comes
    back under its own name, or an old state would read as the newest.
    """
    from gen.intake import read_in

    if one.lost:
        same = next((each.effective for each in held if _base(each.release) == _base(one.lost)), _base(one.lost))
        return read_in(replace(one.request, release=one.lost, effective=one.stated or same))[1].snapshot
    latest = held[-1].effective if held else ""
    wanted = one.stated or (today if not latest or day(today) >= day(latest) else latest)
    same_day = next((each for each in held if day(each.effective) == day(wanted)), None)
    base = _base(same_day.release) if same_day else wanted
    taken = {each.release for each in held}
    release = next(name for number in range(1, len(taken) + 2) if (name := _numbered(base, number)) not in taken)
    if release == one.snapshot.release:
        return one.snapshot
    effective = one.stated or (same_day.effective if same_day else wanted)
    captured = None if is_after(effective, today) else today
    return read_in(replace(one.request, release=release, effective=effective, captured=captured))[1].snapshot


def _base(release: str) -> str:
    return release.partition("+")[0]


def _numbered(base: str, number: int) -> str:
    return base if number == 1 else f"{base}+{number}"


def _changes(old: Loaded, new: Snapshot) -> Changes:
    from gen.diff import diff

    return diff(old.snapshot, new, old_sha256=old.sha256, new_sha256="0" * 64)


def _is_same_source(before: Known | None, one: _Fresh, previous: Loaded) -> bool:
    """Whether the previous release was made of the document under the same name or address."""
    if before and before.release:
        return before.release == previous.snapshot.release
    name, origin = one.snapshot.sources[0].name, one.snapshot.sources[0].origin
    return any((source.origin or source.name) == (origin or name) for source in previous.snapshot.sources)


def _with_original(snapshot: Snapshot, one: _Fresh) -> tuple[Snapshot, Mapping[str, bytes]]:
    """The snapshot with the name its original is kept under, which no other original has."""
    name = PurePath(one.snapshot.sources[0].name)
    stem, suffix = (_UNFIT.sub("-", part).strip("-._") for part in (name.stem, name.suffix))
    kept = f"{stem[:80] or 'document'}-{one.sha256[:_MARK]}" + (f".{suffix[:20]}" if suffix else "")
    sources = tuple(
        source.model_copy(update={"kept": kept}) if source.sha256 == one.sha256 and not source.kept else source
        for source in snapshot.sources
    )
    originals = {kept: one.found.data} if any(source.kept == kept for source in sources) else {}
    return snapshot.model_copy(update={"sources": sources}), originals


def _known(one: _Fresh, release: str | None) -> Known:
    return Known(one.sha256, release, one.found.etag, one.found.last_modified)
