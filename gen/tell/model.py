"""What is told: a briefing that was published, bodies in trouble, and what a channel was told of them before."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gen.model.record import Record
from gen.model.run import Channel, Instant
from gen.report.troubles import State

if TYPE_CHECKING:
    from gen.model.change import Changes, Kind, Subject
    from gen.model.manifest import Manifest, PublishedFile
    from gen.model.record import Text
    from gen.report.model import Language, Report
    from gen.report.news import NewsWords

FAILURES = "failures"


@dataclass(frozen=True, slots=True)
class NewsSet:
    """One published set: its folder below out, the sha256 of its manifest, and the files that lists."""

    language: Language
    folder: str
    manifest: str
    files: tuple[PublishedFile, ...]


@dataclass(frozen=True, slots=True)
class News:
    """A briefing on a body's release that people are to hear of, in the language of the first of its sets.

    changes: the sha256 of the changes as changes.json has them.
    """

    body: str
    name: Text
    old: str
    new: str
    counts: Mapping[Subject, Mapping[Kind, int]]
    changes: str
    words: NewsWords
    sets: tuple[NewsSet, ...]

    @property
    def about(self) -> str:
        """What the record of a run calls it."""
        return f"{self.body}@{self.new}"


def news_of(report: Report, changes: Changes, name: Text, sets: Mapping[str, bytes]) -> News:
    """The news of a briefing; sets: the bytes of each manifest.json by the folder below out, that of `report` first.

    name: the body's, as the new release has it. Raises FaultyFile for what is no manifest.
    """
    from gen.manifest import FILE, read, sha256
    from gen.report.news import news_words

    read_back = {folder: read(f"{folder}/{FILE}", data) for folder, data in sets.items()}
    first: Manifest = next(iter(read_back.values()))
    return News(
        body=changes.new.body,
        name=name,
        old=changes.old.release,
        new=changes.new.release,
        counts=first.counts,
        changes=first.changes,
        words=news_words(report, changes),
        sets=tuple(
            NewsSet(about.language, folder, sha256(sets[folder]), about.files) for folder, about in read_back.items()
        ),
    )


class Seen(Record):
    """What a channel was told of a body in trouble: its state, a mark of the reasons, since when, and when told."""

    state: State
    mark: str
    since: Instant
    told: Instant


@dataclass(frozen=True, slots=True)
class Failed:
    """A body that could not be brought up to date, and why, a line a fault."""

    body: str
    state: State
    why: tuple[str, ...]

    @property
    def mark(self) -> str:
        """What tells these reasons from others."""
        return hashlib.sha256("\n".join((self.state, *self.why)).encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Failures:
    """The bodies in trouble, of those a run looked at, and what each channel was told of it before, by body.

    known: all bodies of the configuration; of any other nothing is told any more.
    """

    failed: tuple[Failed, ...]
    looked: frozenset[str]
    known: frozenset[str]
    before: Mapping[Channel, Mapping[str, Seen]] = field(default_factory=dict)


def instant(now: datetime) -> Instant:
    """A time as a record has it."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(said: Instant) -> datetime:
    """The time that a record states."""
    return datetime.fromisoformat(said)
