"""A briefing's news, a configuration and a clock that stands still, for the tests of telling."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from gen.config.model import Body, Brief, Config, Mail, Webhook
from gen.model.change import Changes
from gen.model.manifest import PublishedFile
from gen.model.record import Text
from gen.report.model import Language, Report
from gen.report.news import news_words
from gen.tell import Failed, Failures, News, NewsSet, Seen
from tests.render.briefings import report
from tests.report import sample

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=timezone(timedelta(hours=8)))
FILES = {"briefing.pdf": b"%PDF-" + b"x" * 3000, "briefing.docx": b"PK" + b"y" * 2000, "changes.json": b"{}"}
SENDER, READER, OTHER = "gen@ministry.example", "li@office.example", "wang@office.example"


def clock() -> datetime:
    return NOW


def published(out: Path, folder: str = "miit/2019..2022", language: Language = "zh") -> NewsSet:
    """A set of files, written below a folder."""
    place = out / folder
    place.mkdir(parents=True, exist_ok=True)
    for name, data in FILES.items():
        (place / name).write_bytes(data)
    files = tuple(
        PublishedFile(name=name, size=len(data), sha256=hashlib.sha256(data).hexdigest())
        for name, data in FILES.items()
    )
    return NewsSet(language, folder, "e" * 64, files)


def news(
    out: Path,
    new: str = "2022",
    language: Language = "zh",
    said: Report | None = None,
    changes: Changes = sample.CHANGES,
    sets: tuple[NewsSet, ...] = (),
) -> News:
    sets = sets or (published(out, f"miit/2019..{new}", language),)
    words = news_words(said or report(language, changes), changes)
    counts: Any = {"unit": {"added": 4}}
    return News("miit", Text(zh=sample.BODY), "2019", new, counts, "d" * 64, words, sets)


def mail(port: int, **changed: Any) -> Mail:
    return Mail(**{"host": "localhost", "port": port, "sender": SENDER, "to": (READER, OTHER), **changed})


def config(out: Path, mail: Mail | None = None, webhook: Webhook | None = None, **changed: Any) -> Config:
    bodies = (Body("miit", brief=Brief(languages=("zh",))),)
    return Config(out / "gen.toml", out / "store", out, bodies=bodies, mail=mail, webhook=webhook, **changed)


def failures(*failed: Failed, looked: str = "", before: dict[str, Seen] | None = None, known: str = "") -> Failures:
    """What failed among the bodies looked at (those that failed, and `looked`), and what mail was told before."""
    seen = frozenset([*(one.body for one in failed), *looked.split()])
    return Failures(failed, seen, seen | {*known.split()}, {"mail": before or {}})


class Pauses(list[float]):
    """A pause that takes no time and is kept."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)
