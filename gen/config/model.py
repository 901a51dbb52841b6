"""What gen.toml says: bodies and their sources, which briefings are made of them, where they go and who is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from gen.config.secret import Secret

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Against:
    """Each release against this one."""

    release: str


@dataclass(frozen=True, slots=True)
class Since:
    """Each two neighbouring releases whose new one takes effect on this date or later."""

    date: str


Pairs = Literal["latest"] | Against | Since


@dataclass(frozen=True, slots=True)
class Brief:
    """Which briefings are made; none of `formats` means all, `template` is a name or an absolute path."""

    pairs: Pairs = "latest"
    formats: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ("zh",)
    template: str = "briefing"
    sets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """What the work on one body may take."""

    seconds: float = 600
    memory_mb: int = 2048


@dataclass(frozen=True, slots=True)
class Body:
    """What is configured for one body; its sources as they are written, see Config.path and is_address."""

    id: str
    sources: tuple[str, ...] = ()
    form: str | None = None
    licence: str = "not stated"
    columns: Mapping[str, str] = field(default_factory=dict)
    tracked: Literal["accepted", "rejected"] | None = None
    allow_private: bool = False
    brief: Brief = field(default_factory=Brief)
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Mail:
    """The server that takes our mail, and who gets it."""

    host: str
    sender: str
    to: tuple[str, ...]
    port: int = 587
    tls: Literal["starttls", "tls"] = "starttls"
    user: str | None = None
    password: Secret | None = None
    attach_mb: float = 10


@dataclass(frozen=True, slots=True)
class Webhook:
    """The address that is told of each briefing, and what signs it."""

    url: str
    secret: Secret | None = None


@dataclass(frozen=True, slots=True)
class Ping:
    """The health check that is told of each run."""

    url: str


@dataclass(frozen=True, slots=True)
class Config:
    """All that gen.toml says; `store` and `out` are absolute. keep: briefings kept of a body, None for all."""

    file: Path
    store: Path
    out: Path
    bodies: tuple[Body, ...] = ()
    keep: int | None = None
    site: str | None = None
    jobs: int | None = None
    limits: Limits = field(default_factory=Limits)
    mail: Mail | None = None
    webhook: Webhook | None = None
    ping: Ping | None = None

    def body(self, name: str) -> Body:
        """What is configured for a body, all defaults where nothing is."""
        return next((body for body in self.bodies if body.id == name), Body(name))

    def path(self, source: str) -> Path:
        """The file or folder that a source names, seen from the folder of gen.toml."""
        return self.file.parent / source


def is_address(source: str) -> bool:
    """Whether a source is an address on the web."""
    return source.casefold().startswith(("http://", "https://"))
