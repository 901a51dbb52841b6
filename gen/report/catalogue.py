"""What has been published, in words: every body with its briefings, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from gen.model.change import KINDS, SUBJECTS, ReleaseRef
from gen.model.ids import numbered
from gen.model.manifest import Manifest, PublishedFile
from gen.model.record import Text
from gen.report.model import Language, Mark
from gen.report.words import Words, capital

LATEST = "latest"
FORMATS: Mapping[str, str] = {
    "pdf": "PDF",
    "docx": "Word",
    "html": "HTML",
    "xlsx": "Excel",
    "json": "JSON",
    "md": "Markdown",
}


class Listed(NamedTuple):
    """One published set: its folder below out ("miit/2019..2022", "miit/2019..2022/en"), what its manifest says, and
    the sha256 of that.
    """

    folder: str
    manifest: Manifest
    sha256: str

    @property
    def body(self) -> str:
        """The body it is about."""
        return self.folder.split("/")[0]

    @property
    def pair(self) -> str:
        """The folder of the two releases, whatever the language."""
        return "/".join(self.folder.split("/")[:2])

    @property
    def order(self) -> tuple[object, ...]:
        """What sets sort by: the new release by its date, then the old one."""
        sides = (self.manifest.new, self.manifest.old)
        return tuple(part for ref in sides for part in (ref.effective, numbered(ref.release)))


class Stale(NamedTuple):
    """Why a body could not be brought up to date, a line a reason, and since when: a date or the time of a run."""

    since: str
    why: str


class FileWords(NamedTuple):
    """A file to open: where, and what it is or how its address reads."""

    href: str
    text: str


class EditionWords(NamedTuple):
    """The files of a briefing in one language; `word` names the language."""

    code: str
    word: str
    files: tuple[FileWords, ...]


class CountWords(NamedTuple):
    """How many changes of each kind a subject has."""

    subject: str
    kinds: tuple[tuple[Mark, int], ...]


class BriefingWords(NamedTuple):
    """One briefing: of which releases, as of which dates, with how many changes."""

    key: str
    title: str
    dates: str
    total: str
    counts: tuple[CountWords, ...]
    editions: tuple[EditionWords, ...]


class BodyWords(NamedTuple):
    """One body with its briefings, newest first; `latest` opens the newest at an address that stays.

    stale: since when it could not be brought up to date, or ""; why: the reasons, a line each.
    """

    key: str
    name: str
    stale: str
    why: tuple[str, ...]
    latest: FileWords | None
    briefings: tuple[BriefingWords, ...]


class Catalogue(NamedTuple):
    """Everything the page of all briefings says."""

    language: Language
    title: str
    lead: str
    labels: Mapping[str, str]
    bodies: tuple[BodyWords, ...]


def pairs(sets: Iterable[Listed]) -> list[tuple[Listed, ...]]:
    """The sets from the newest on, those of the same two releases together, Chinese first."""
    found: dict[str, list[Listed]] = {}
    for one in sorted(sets, key=lambda one: (one.pair, one.manifest.language != "zh", one.folder)):
        found.setdefault(one.pair, []).append(one)
    return sorted(map(tuple, found.values()), key=lambda some: some[0].order, reverse=True)


def catalogue(sets: Sequence[Listed], stale: Mapping[str, Stale], language: Language) -> Catalogue:
    """All briefings in the words of a language; a body that is stale is listed even where it has none."""
    words = Words(language, {})
    found: dict[str, list[tuple[Listed, ...]]] = {}
    for pair in pairs(sets):
        found.setdefault(pair[0].body, []).append(pair)
    found |= {body: [] for body in sorted(stale) if body not in found}
    bodies = tuple(_body(body, some, stale.get(body), words) for body, some in found.items())
    number = sum(len(some) for some in found.values())
    lead = words.say(
        "site.lead", words.say("site.bodies", len(found), n=len(found)), words.say("site.briefings", number, n=number)
    )
    return Catalogue(language, words.say("site.title"), lead if number else "", words.labels, bodies)


def _body(body: str, some: Sequence[tuple[Listed, ...]], stale: Stale | None, words: Words) -> BodyWords:
    named = (one.manifest.name for pair in some for one in pair if one.manifest.name)
    return BodyWords(
        body,
        words.name(next(named, Text(zh=body))),
        words.say("site.stale" if some else "site.stale.bare", words.date(stale.since[:10])) if stale else "",
        tuple(stale.why.splitlines()) if stale else (),
        _latest(some[0], words) if some else None,
        tuple(_briefing(pair, words) for pair in some),
    )


def _latest(pair: tuple[Listed, ...], words: Words) -> FileWords | None:
    """The file to open first of the newest briefing, at the address that stays."""
    chosen = next((one for one in pair if one.manifest.language == words.language), pair[0])
    file = first_to_open(chosen.manifest)
    if file is None:
        return None
    path = chosen.folder.replace(pair[0].pair, f"{chosen.body}/{LATEST}", 1) + f"/{file.name}"
    return FileWords(quote(path), path)


def first_to_open(manifest: Manifest) -> PublishedFile | None:
    """The file of a set that a reader would open: the page, else the PDF, else the first."""
    by_suffix = {suffix_of(file.name): file for file in reversed(manifest.files)}
    return by_suffix.get("html") or by_suffix.get("pdf") or next(iter(manifest.files), None)


def _briefing(pair: tuple[Listed, ...], words: Words) -> BriefingWords:
    about = pair[0].manifest
    total = sum(sum(kinds.values()) for kinds in about.counts.values())
    return BriefingWords(
        pair[0].pair,
        words.say("to_release", release_of(about.old, about.new), about.new.release),
        words.say("to_release", *(words.date(side.effective) for side in (about.old, about.new))),
        words.say("site.total", total, n=total) if total else words.say("site.same"),
        counted(about, words),
        tuple(_edition(one, words) for one in pair),
    )


def release_of(old: ReleaseRef, new: ReleaseRef) -> str:
    """The old release, with its body where that is another one."""
    return old.release if old.body == new.body else f"{old.body}@{old.release}"


def counted(about: Manifest, words: Words) -> tuple[CountWords, ...]:
    """How many changes of each kind a set tells of, subject by subject."""
    return tuple(
        CountWords(
            capital(words.say(f"subject.{subject}")),
            tuple((words.mark(kind), about.counts[subject][kind]) for kind in KINDS if about.counts[subject].get(kind)),
        )
        for subject in SUBJECTS
        if about.counts.get(subject)
    )


def _edition(one: Listed, words: Words) -> EditionWords:
    code = one.manifest.language
    files = tuple(FileWords(quote(f"{one.folder}/{file.name}"), _described(file, words)) for file in one.manifest.files)
    return EditionWords("zh-CN" if code == "zh" else code, words.say(f"site.edition.{code}"), files)


def _described(file: PublishedFile, words: Words) -> str:
    """What a file is, its format and its size: "简报（PDF，135 KB）"."""
    key = f"site.file.{file.name.partition('.')[0]}"
    suffix = suffix_of(file.name)
    what = words.say(key) if words.has(key) else file.name
    return words.say("site.link", what, FORMATS.get(suffix, suffix.upper()), size_words(file.size))


def suffix_of(name: str) -> str:
    """The ending of a file's name in lower case."""
    return name.rpartition(".")[2].lower()


def size_words(size: int) -> str:
    """A number of bytes as people read it: "980 B", "135 KB", "2.4 MB"."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{max(size // 1000, 1)} KB"
    return f"{size // 100_000 / 10:.1f} MB"
