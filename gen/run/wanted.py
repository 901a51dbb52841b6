"""Which briefings of a body are wanted, and whether what is published is what is wanted today."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from gen.config.model import Against, Brief, Since
from gen.errors import CannotRead, GenError, Unknown
from gen.model.change import Changes, ReleaseRef
from gen.store import Held, Store
from gen.store.folders import day

if TYPE_CHECKING:
    from gen.config.model import Language, Pairs
    from gen.model.manifest import Manifest
    from gen.template import Template


@dataclass(frozen=True, slots=True)
class Wanted:
    """One set that is to stand in out/<body>/<place>."""

    body: str
    old: str
    new: str
    language: Language
    second: bool = False

    @property
    def place(self) -> str:
        """The folder below that of the body."""
        return f"{self.old}..{self.new}" + (f"/{self.language}" if self.second else "")


def pairs(
    releases: Sequence[Held], which: Pairs, keep: int | None, owed: Collection[str] = ()
) -> tuple[tuple[str, str], ...]:
    """The two releases of each briefing that is wanted, `old, new`; raises Unknown.

    At most the newest `keep`, and those on releases that are `owed`: that somebody has still to be told of.
    """
    names, most = [held.release for held in releases], keep
    if isinstance(which, Against):
        if which.release not in names:
            raise Unknown("release", which.release, names, releases[0].body if releases else "")
        found = [(which.release, new) for new in names[names.index(which.release) + 1 :]]
    elif isinstance(which, Since):
        found = [(old.release, new.release) for old, new in pairwise(releases) if _is_since(new.effective, which.date)]
    else:
        found, most = [*pairwise(names)], 1
    newest = found[-most:] if most else found
    return tuple(pair for pair in found if pair in newest or pair[1] in owed)


def _is_since(effective: str, date: str) -> bool:
    """Whether a date is not before another one, as far as the less precise of the two tells."""
    precision = min(effective.count("-"), date.count("-")) + 1
    return day(effective)[:precision] >= day(date)[:precision]


def wanted(
    body: str, brief: Brief, releases: Sequence[Held], keep: int | None, owed: Collection[str] = ()
) -> tuple[Wanted, ...]:
    """Every set that is wanted of a body, Chinese before English, in the order of the releases."""
    languages = sorted(brief.languages, reverse=True)
    return tuple(
        Wanted(body, old, new, language, second=language != languages[0])
        for old, new in pairs(releases, brief.pairs, keep, owed)
        for language in languages
    )


@cache
def look_of(template: str, language: Language, sets: tuple[str, ...]) -> Template:
    """The template of a briefing, read once; raises what gen.template.load raises."""
    from gen.template import load

    return load(template, language, sets)


def differs(out: Path, one: Wanted, store: Store, brief: Brief) -> str:
    """Why a set has to be made, "" where it stands as it is wanted; raises what Store.load raises."""
    from gen.briefing import files
    from gen.manifest import FILE, letterhead_of, read, rulings_sha256
    from gen.manifest import look_of as hashes
    from gen.out import published
    from gen.store.rulings import rulings_between

    data = published(out, one.body, one.place, FILE)
    if data is None:
        return "not published yet"
    try:
        about = read(FILE, data)
    except GenError:
        return f"its {FILE} cannot be read"
    look = look_of(brief.template, one.language, brief.sets)
    sides = [_ref(store, one.body, release, about) for release in (one.old, one.new)]
    ruled = rulings_sha256(Changes(old=sides[0], new=sides[1]), rulings_between(store, one.body, one.body))
    names = files(",".join(brief.formats) if brief.formats else None)
    reasons = {
        "the snapshots are others": (about.old, about.new) == tuple(sides),
        "the rulings are others": about.rulings == ruled,
        "the language is another": (about.language, about.options) == (one.language, ()),
        "the template has changed": (about.template.name, about.template.files) == (look.name, hashes(look)),
        "the letterhead is another": about.letterhead == letterhead_of(look),
        "other files are wanted": tuple(file.name for file in about.files) == names,
        "its files are not those of its manifest": _stands(out / one.body / one.place, about),
    }
    return next((why for why, fine in reasons.items() if not fine), "")


def _ref(store: Store, body: str, release: str, about: Manifest) -> ReleaseRef:
    """The release as it is now; what its file says is read only where the file is not the one the manifest names."""
    import hashlib

    from gen.store.folders import read

    held = next(held for held in store.releases(body) if held.release == release)
    for side in (about.old, about.new):
        if side.release == release:
            try:
                if hashlib.sha256(read(Path(held.file))).hexdigest() == side.sha256:
                    return side
            except CannotRead:
                break
    loaded = store.load(f"{body}@{release}")
    return ReleaseRef(body=body, release=release, effective=loaded.snapshot.effective, sha256=loaded.sha256)


def _stands(folder: Path, about: Manifest) -> bool:
    """Whether every file of a set is there as its manifest has it."""
    from gen.files import read
    from gen.manifest import sha256

    try:
        return all(sha256(read(folder / file.name)) == file.sha256 for file in about.files)
    except CannotRead:
        return False
