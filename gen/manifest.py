"""The manifest beside published files: made, written, read back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from typing import TYPE_CHECKING

from gen import __version__
from gen.errors import FaultyFile
from gen.model.change import SUBJECTS, Changes, Kind, Subject
from gen.model.manifest import Look, Manifest, PublishedFile
from gen.model.record import as_plain
from gen.report.letterhead import FILE as LETTERHEAD
from gen.report.letterhead import letterhead
from gen.report.sentences import kinds_of
from gen.yaml import parse, stated

if TYPE_CHECKING:
    from gen.model.record import Snapshot
    from gen.model.ruling import Ruling
    from gen.template import Language, Template

FILE = "manifest.json"
_NO_SEAL = "0" * 64
_MAKERS = (
    "diff-match-patch", "fast-diff-match-patch", "fonttools", "jinja2", "lxml", "opencc", "pydyf", "pydantic", "rjieba",
    "weasyprint", "xlsxwriter",
)  # fmt: skip


def manifest(
    changes: Changes,
    new: Snapshot,
    rulings: Iterable[Ruling],
    language: Language,
    options: tuple[str, ...],
    look: Template,
    data: bytes,
    files: Mapping[str, bytes],
) -> Manifest:
    """The manifest of `files`; `data` is changes.json, whether or not it is one of them; `new` is the later release."""
    return Manifest(
        gen=__version__,
        made_with=made_with(),
        language=language,
        options=options,
        template=Look(name=look.name, files=look_of(look)),
        letterhead=letterhead_of(look),
        old=changes.old,
        new=changes.new,
        name=new.name,
        captured=new.captured,
        rulings=rulings_sha256(changes, rulings),
        changes=sha256(data),
        counts=counts(changes),
        ids=tuple(change.id for change in changes.changes),
        files=tuple(
            PublishedFile(name=name, size=len(content), sha256=sha256(content)) for name, content in files.items()
        ),
    )


def written(made: Manifest) -> bytes:
    """The manifest as its file, sealed: UTF-8, indented, in the order of the model."""
    bare = made.model_copy(update={"seal": _NO_SEAL})
    data = (json.dumps(as_plain(bare), ensure_ascii=False, indent=2) + "\n").encode()
    return data.replace(_NO_SEAL.encode(), sha256(data).encode())


def intact(made: Manifest, data: bytes) -> bool:
    """Whether the file of a manifest is as it was written, to the bit; one that bears no seal counts as such."""
    seal = made.seal
    return seal is None or sha256(data.replace(seal.encode(), _NO_SEAL.encode())) == seal


def read(name: str, data: bytes) -> Manifest:
    """The manifest a file holds; raises CannotRead and FaultyFile for what is none of gen's."""
    made, faults = stated(parse(data, name), Manifest, "a manifest", lambda _: ())
    if made is None or faults:
        raise FaultyFile(faults)
    return made


def counts(changes: Changes) -> dict[Subject, dict[Kind, int]]:
    """How many changes there are by subject and first kind."""
    found: dict[Subject, dict[Kind, int]] = {subject: {} for subject in SUBJECTS}
    for change in changes.changes:
        kinds, first = found[change.subject], kinds_of(change)[0]
        kinds[first] = kinds.get(first, 0) + 1
    return {subject: kinds for subject, kinds in found.items() if kinds}


def rulings_sha256(changes: Changes, rulings: Iterable[Ruling]) -> str:
    """The sha256 of the rulings on the two releases of `changes`, whichever of them is the older."""
    pair = {changes.old.release, changes.new.release}
    lines = [one.model_dump_json() for one in rulings if {one.old_release, one.new_release} == pair]
    return sha256("\n".join(lines).encode())


def made_with() -> dict[str, str]:
    """The versions of the libraries that the bytes of the files depend on, of those installed here."""
    found = {}
    for name in _MAKERS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def sha256(data: bytes) -> str:
    """The sha256 of some bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def look_of(look: Template) -> dict[str, str]:
    """The sha256 of each file of a template by name; the letterhead is no file of it, but values given for one run."""
    files = {name: sha256(text.encode()) for name, text in sorted(look.pages.items()) if name != LETTERHEAD}
    return {**files, PurePath(look.word_file).name: sha256(look.word)}


def letterhead_of(look: Template) -> dict[str, str]:
    """The values of a template's letterhead that are given."""
    return {key: said for key, said in letterhead(look.pages.get(LETTERHEAD, ""))._asdict().items() if said}


def left_over(earlier: Manifest | None, made: Sequence[str]) -> dict[str, str]:
    """The sha256 by name of the files an earlier set had that the new one has not."""
    return {file.name: file.sha256 for file in earlier.files if file.name not in made} if earlier else {}
