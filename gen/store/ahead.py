"""The store as it will be once releases that are made, but not written yet, are in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from gen.model.record import Snapshot
from gen.store import Held, Loaded, Store


class Ahead(Store):
    """A store with releases in it that only its reader knows of; what is added is never written."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._made: dict[str, Loaded] = {}
        self._files: dict[str, bytes] = {}

    @property
    def unwritten(self) -> Mapping[str, bytes]:
        """The files to be written, by their path below the store, in order."""
        return dict(self._files)

    def add(self, snapshot: Snapshot, originals: Mapping[str, bytes]) -> Loaded:
        """The release as it will be loaded; raises what Store.save raises."""
        path, files = self.files(snapshot, originals=originals)
        self._files |= {file.relative_to(self.root).as_posix(): data for file, data in files.items()}
        made = Loaded(snapshot, hashlib.sha256(files[path]).hexdigest(), str(path), dict(originals))
        self._made[snapshot.ref] = made
        return made

    def bodies(self) -> tuple[str, ...]:
        """The bodies that have, or will have, a release."""
        return tuple(sorted({*super().bodies(), *(made.snapshot.body for made in self._made.values())}))

    def holds(self, body: str) -> bool:
        """Whether a body has, or will have, a release."""
        return super().holds(body) or any(made.snapshot.body == body for made in self._made.values())

    def releases(self, body: str) -> tuple[Held, ...]:
        """The releases of a body by effective date, those to be written among them."""
        written = super().releases(body) if super().holds(body) else ()
        ahead = (
            Held(body, made.snapshot.release, made.snapshot.effective, made.file)
            for made in self._made.values()
            if made.snapshot.body == body
        )
        return tuple(sorted((*written, *ahead), key=lambda held: held.order))

    def load(self, ref: str) -> Loaded:
        """The snapshot of a reference, also of a release that is not written yet."""
        return self._made[ref] if ref in self._made else super().load(ref)
