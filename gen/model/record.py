"""The record of one release: a snapshot, its units, duties, posts, staffing, transfers and sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, model_validator
from pydantic.dataclasses import dataclass

from gen.model import ids

GROUPS = (
    "internal", "managed", "nameplate", "regional", "subordinate", "university", "enterprise", "association",
)  # fmt: skip


def _count(value: object) -> object:
    if isinstance(value, str):
        if not re.fullmatch(r"0|[1-9]\d{0,9}", value):
            raise ValueError("is not a whole number: write digits without leading zeros")
        return int(value)
    if isinstance(value, bool):
        raise ValueError("is not a whole number")
    return value


Words = Annotated[str, AfterValidator(ids.words)]
BodyId = Annotated[str, AfterValidator(ids.body_id), Field(json_schema_extra={"pattern": f"^{ids.BODY}$"})]
Release = Annotated[str, AfterValidator(ids.release_id), Field(json_schema_extra={"pattern": f"^{ids.RELEASE}$"})]
PartialDate = Annotated[str, AfterValidator(ids.partial_date), Field(json_schema_extra={"pattern": f"^{ids.DATE}$"})]
Count = Annotated[int, BeforeValidator(_count), Field(ge=0)]
ItemId = Annotated[str, AfterValidator(ids.words), Field(pattern=r"^[^\s@#]+$", max_length=200)]
Covered = StrictBool | tuple[Words, ...]


# What a large body has hundreds of thousands of is a dataclass with slots: a quarter the size of a Record.
_STRICT = ConfigDict(extra="forbid", defer_build=True)


class Record(BaseModel):
    """The base of the parts of a snapshot: frozen, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Text:
    """A name or a wording in Chinese, in English, or in both."""

    zh: Words | None = None
    en: Words | None = None

    @model_validator(mode="after")
    def _some(self) -> Self:
        if self.zh is None and self.en is None:
            raise ValueError("has neither zh nor en")
        return self

    @property
    def primary(self) -> str:
        """The Chinese wording, or the English one where there is no Chinese."""
        return self.zh or self.en or ""

    def said_in(self, language: str) -> str:
        """The wording in `language` ("zh" or "en"), or the other one where that is absent."""
        return (self.en or self.primary) if language == "en" else self.primary


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Locator:
    """A line, counted from 1, of one of the snapshot's sources."""

    source: ItemId
    line: Annotated[Count, Field(ge=1)]


class Source(Record):
    """A document the snapshot was made from."""

    id: ItemId
    name: Words
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    licence: Words
    origin: Words | None = None
    tracked: Literal["accepted", "rejected"] | None = Field(
        None, description="what its tracked changes were taken as, where it is a Word file that has any"
    )
    kept: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")] | None = Field(
        None, description="file name in the body's sources/ folder, where the original is kept"
    )


class Coverage(Record):
    """What the sources speak of: all of a subject, none of it, or only the groups named."""

    units: Covered = False
    duties: Covered = False
    posts: Covered = False
    staffing: Covered = False
    transfers: Covered = False
    prose: StrictBool = Field(False, description="the duties are told in running prose, not listed")

    def covers(self, subject: str, group: str | None) -> bool:
        """Whether `subject` ("units", "duties" …) is covered for `group`; None is the body itself."""
        said: Covered = getattr(self, subject)
        return said if isinstance(said, bool) else group in said


class Basis(Record):
    """An instrument the release rests on."""

    text: Words
    document: Words | None = None
    locator: Locator


class Relation(Record):
    """Another body this one is related to."""

    kind: Literal["parent", "child", "predecessor", "successor"]
    name: Text
    locator: Locator


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Duty:
    """One function of a body or a unit; `number` is as the source counts it, None where it does not.

    `heading` is the one it stands under, where the source sets several lists for one holder (laws to be implemented).
    """

    id: ItemId
    number: Words | None = None
    heading: Words | None = None
    text: Text
    locator: Locator


class Post(Record):
    """A post and one holder's term in it; `to` is None while the holder is in office, `from` where unstated."""

    title: Words
    holder: Words
    start: PartialDate | None = Field(None, alias="from")
    end: PartialDate | None = Field(None, alias="to")
    note: Words | None = None
    locator: Locator
    also: tuple[Locator, ...] = Field((), description="other lines that state the same post and holder")


class Staffing(Record):
    """A number of posts or heads allotted for something; `date` is when it was set, where that is stated."""

    what: Words
    count: Count
    date: PartialDate | None = None
    locator: Locator


class Adjustment(Record):
    """One numbered item of a section on the adjustment of duties (职责调整), in full."""

    number: Words | None = None
    kind: Literal["transfer", "strengthened", "cancelled", "delegated", "other"]
    text: Words
    locator: Locator


class Transfer(Record):
    """A declared movement of duties or units between bodies, or a declared change of units.

    kind: transfer (划给, 划入), carve-out (其中…划给), supervision (改由…管理), and for units
    split, merged, renamed, created, abolished. `item` is the number of the adjustment it stands in.
    """

    what: Words
    origin: Words | None = Field(None, alias="from")
    target: Words | None = Field(None, alias="to")
    kind: Literal[
        "transfer", "carve-out", "supervision", "split", "merged", "renamed", "created", "abolished"
    ]  # fmt: skip
    excepting: Words | None = None
    includes: tuple[Words, ...] = ()
    item: Words | None = None
    date: PartialDate | None = None
    text: Words
    locator: Locator


class Finding(Record):
    """Something a reader noticed and could not use, or doubts; `about` is the id of the item it concerns."""

    kind: Words
    text: Words
    about: ItemId | None = None
    locator: Locator


class Stated(Record):
    """What one source says of something that another source says differently."""

    text: Words
    locator: Locator


class Contradiction(Record):
    """Something that two sources of one release state differently; the first reading is the one taken.

    what: the aspect, as in "name", "nameplate", "level", "count", "from", "to"; `about` is the id of the unit or duty.
    """

    subject: Literal["body", "unit", "duty", "post", "staffing"]
    name: Words = Field(description="the unit, duty, post or figure the sources disagree on")
    what: Words
    about: ItemId | None = None
    readings: Annotated[tuple[Stated, ...], Field(min_length=2)]


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Unit:
    """An organ of the body; units nest. `number` is as the source counts it; renumbering alone is no change."""

    id: ItemId
    number: Words | None = None
    name: Text
    group: Words | None = None
    level: Words | None = None
    nameplates: tuple[Text, ...] = ()
    managed_by: Annotated[ItemId | None, Field(description="the id of the unit that manages this one (代管)")] = None
    duties: tuple[Duty, ...] = ()
    posts: tuple[Post, ...] = ()
    units: tuple[Unit, ...] = ()
    locator: Locator


class Snapshot(Record):
    """The state of one body at one release, every statement with its source line."""

    format: Literal["gen-snapshot/1"] = "gen-snapshot/1"
    body: BodyId
    release: Release
    title: Words | None = None
    document: Words | None = None
    effective: PartialDate
    captured: PartialDate | None = None
    language: Words
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    coverage: Coverage
    name: Text
    level: Words | None = None
    nameplates: tuple[Text, ...] = ()
    basis: tuple[Basis, ...] = ()
    relations: tuple[Relation, ...] = ()
    duties: tuple[Duty, ...] = ()
    units: tuple[Unit, ...] = ()
    posts: tuple[Post, ...] = ()
    staffing: tuple[Staffing, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    findings: tuple[Finding, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def ref(self) -> str:
        """`body@release`, the way the command line names it."""
        return f"{self.body}@{self.release}"

    def walk(self) -> Iterator[tuple[Unit, tuple[Unit, ...]]]:
        """Yields every unit in document order with its ancestors, outermost first."""
        stack = [(unit, ()) for unit in reversed(self.units)]  # type: list[tuple[Unit, tuple[Unit, ...]]]
        while stack:
            unit, above = stack.pop()
            yield unit, above
            stack.extend((child, (*above, unit)) for child in reversed(unit.units))


def as_plain(record: Record) -> dict[str, Any]:
    """The record as JSON-ready values under its published keys (`from`, `to`), every key present."""
    return record.model_dump(mode="json", by_alias=True)
