"""What an unattended run did: the lines of its record, in the order in which they are written."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from gen.model.change import Kind, Subject
from gen.model.record import BodyId, Record, Release

Instant = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$")]
Channel = Literal["mail", "webhook", "ping"]


class Started(Record):
    """The first line: a record that ends with it is that of a run which was killed."""

    format: Literal["gen-run/1"] = "gen-run/1"
    state: Literal["running"] = "running"
    at: Instant
    gen: str = Field(description="version of gen")
    pid: int


class Published(Record):
    """A briefing that the run published: of two releases, in one language, in one folder below out."""

    old: Release
    new: Release
    language: Literal["zh", "en"]
    folder: str = Field(description="relative to out, for instance miit/2019..2022")
    counts: dict[Subject, dict[Kind, int]] = Field(description="changes by subject and first kind")
    manifest: str = Field(description="sha256 of manifest.json, which names every file")


class Done(Record):
    """One body, written as its work ends. why: of held and failed, one line a fault."""

    state: Literal["done", "nothing", "held", "failed"]
    body: BodyId
    at: Instant
    imported: tuple[Release, ...] = ()
    published: tuple[Published, ...] = ()
    notes: tuple[str, ...] = Field((), description="what a person should know although all went well")
    why: tuple[str, ...] = ()


class Told(Record):
    """One message: sent, or put off to the next run. about: body@release, "failures", or "run"."""

    state: Literal["told", "put off"]
    channel: Channel
    about: str
    at: Instant
    why: str | None = None


class Finished(Record):
    """The last line."""

    state: Literal["finished"] = "finished"
    at: Instant
    exit: int
    bodies: dict[Literal["done", "nothing", "held", "failed"], int]


RunLine = Annotated[Started | Done | Told | Finished, Field(description="one line of the record of a run")]


def line_schema() -> dict[str, Any]:
    """The JSON Schema of one line of a record."""
    return TypeAdapter(RunLine).json_schema(mode="serialization")
