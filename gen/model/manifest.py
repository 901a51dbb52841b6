"""What a published set of files is: made from which two snapshots, with what, saying what; each file by its hash."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from gen.model.change import Kind, ReleaseRef, Subject
from gen.model.record import PartialDate, Record, Text

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
FileName = Annotated[str, StringConstraints(pattern=r"^\w[\w.-]{0,199}$")]


class Look(Record):
    """The template a set is laid out with: its name and the sha256 of each of its files."""

    name: str
    files: dict[str, Sha256]


class PublishedFile(Record):
    """One file of the set; it stands beside the manifest."""

    name: FileName
    size: Annotated[int, Field(ge=0)]
    sha256: Sha256


class Manifest(Record):
    """Everything a set of published files states of itself; `manifest.json` beside them."""

    format: Literal["gen-manifest/1"] = "gen-manifest/1"
    gen: str = Field(description="version of gen")
    made_with: dict[str, str] = Field(description="versions of the libraries the bytes depend on")
    language: Literal["zh", "en"]
    options: tuple[str, ...] = Field((), description="what was asked for beside the defaults, for instance moves")
    template: Look
    letterhead: dict[str, str] = Field(default_factory=dict, description="the values given for an official document")
    old: ReleaseRef
    new: ReleaseRef
    name: Text | None = Field(None, description="the body, as the new release calls it")
    captured: PartialDate | None = Field(None, description="when the source of the new release was taken")
    rulings: Sha256 = Field(description="of the rulings on the two releases, one a line, as JSON")
    changes: Sha256 = Field(description="of the changes as changes.json has them")
    counts: dict[Subject, dict[Kind, int]] = Field(description="changes by subject and first kind; none is left out")
    ids: tuple[str, ...] = Field(description="the ids of the changes, in the order of changes.json")
    files: tuple[PublishedFile, ...] = Field(description="every file of the set but the manifest")
    seal: Sha256 | None = Field(None, description="of the manifest's own bytes with 64 zeros for the seal")
