"""What has been published, as the entries of a feed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote

from gen.model.manifest import Manifest, PublishedFile
from gen.model.record import Text
from gen.report.catalogue import Listed, counted, first_to_open, pairs, release_of, suffix_of
from gen.report.model import Language
from gen.report.words import Words

MOST = 100
_NEVER = "1970-01-01T00:00:00Z"
_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "md": "text/markdown",
}


class Link(NamedTuple):
    """A link of an entry; `rel` is "alternate" for the file to open first, "enclosure" for the others."""

    rel: str
    href: str
    type: str
    language: str
    size: int
    title: str


class Entry(NamedTuple):
    """One briefing in the feed."""

    id: str
    language: str
    title: str
    summary: str
    updated: str
    body: str
    links: tuple[Link, ...]


class Feed(NamedTuple):
    """The feed of the newest briefings; `at` is its own address, `pages` those of the page of all by language."""

    id: str
    language: str
    title: str
    updated: str
    at: str
    pages: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]


def feed(sets: Iterable[Listed], site: str | None = None) -> Feed:
    """The feed of the newest briefings, one entry for two releases in whatever languages.

    Nothing of it comes from a clock or a path on this machine: ids are made of body, releases and changes, dates are
    those of the data. site: the address under which out/ is served; links are relative without it.
    """
    some = pairs(sets)
    base = f"{site.rstrip('/')}/" if site else ""
    entries = _newest(sorted((_entry(pair, base) for pair in some), key=lambda entry: entry.updated, reverse=True))
    language: Language = (
        "zh" if not some or any(one.manifest.language == "zh" for pair in some for one in pair) else "en"
    )
    return Feed(
        _urn("feed", base),
        _code(language),
        Words(language, {}).say("site.title"),
        entries[0].updated if entries else _NEVER,
        f"{base}feed.xml",
        (("zh-CN", f"{base}index.html"), ("en", f"{base}index.en.html")),
        tuple(entries),
    )


def _newest(entries: list[Entry]) -> list[Entry]:
    """The first MOST of the entries, and all that are as new as the first: what one night brought is never cut."""
    return [one for number, one in enumerate(entries) if number < MOST or one.updated == entries[0].updated]


def _entry(pair: tuple[Listed, ...], base: str) -> Entry:
    first = pair[0]
    about, words = first.manifest, Words(first.manifest.language, {})
    name = words.name(about.name or Text(zh=first.body))
    old = release_of(about.old, about.new)
    return Entry(
        _urn(first.body, old, about.new.release, about.changes),
        _code(about.language),
        words.say("feed.title", name, words.say("to_release", old, about.new.release), _counts(about, words)),
        words.say(
            "feed.summary",
            words.say("to_release", old, about.new.release),
            words.say("to_release", *(words.date(side.effective) for side in (about.old, about.new))),
        ),
        instant(about.captured or about.new.effective),
        first.body,
        tuple(link for one in pair for link in _links(one, base)),
    )


def _counts(about: Manifest, words: Words) -> str:
    """How many changes of each kind there are, in one line."""
    said = (
        words.say(
            "feed.counts",
            row.subject,
            words.say("list").join(words.say("feed.kind", mark.word, number) for mark, number in row.kinds),
        )
        for row in counted(about, words)
    )
    return words.say("sentence").join(said) or words.say("site.same")


def _links(one: Listed, base: str) -> list[Link]:
    chosen = first_to_open(one.manifest)
    return [_link(file, one, base, "alternate" if file == chosen else "enclosure") for file in one.manifest.files]


def _link(file: PublishedFile, one: Listed, base: str, rel: str) -> Link:
    kind = _TYPES.get(suffix_of(file.name), "application/octet-stream")
    href = base + quote(f"{one.folder}/{file.name}")
    return Link(rel, href, kind, _code(one.manifest.language), file.size, file.name)


def _code(language: str) -> str:
    return "zh-CN" if language == "zh" else language


def instant(date: str) -> str:
    """A date known to the year, the month or the day as the first moment of it."""
    return f"{date}{'-01-01'[len(date) - 4 :] if len(date) < 10 else ''}T00:00:00Z"


def _urn(*parts: str) -> str:
    """A name for what the parts tell apart, the same everywhere and always: a UUID of version 8 over their sha256."""
    found = hashlib.sha256("\n".join(("gen", *parts)).encode()).hexdigest()
    return f"urn:uuid:{found[:8]}-{found[8:12]}-8{found[13:16]}-8{found[17:20]}-{found[20:32]}"
