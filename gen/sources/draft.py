"""What a form found in a document: the parts of a snapshot that the document itself states."""

from __future__ import annotations

from dataclasses import dataclass

from gen.model.record import Adjustment, Basis, Coverage, Duty, Post, Relation, Staffing, Text, Transfer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The fields of a snapshot that come out of the text; the names are those of Snapshot.

    effective: the date from which the document says it is in force, and the line that says so.
    """

    language: str
    coverage: Coverage
    name: Text
    title: str | None = None
    document: str | None = None
    effective: tuple[str, int] | None = None
    level: str | None = None
    nameplates: tuple[Text, ...] = ()
    basis: tuple[Basis, ...] = ()
    relations: tuple[Relation, ...] = ()
    duties: tuple[Duty, ...] = ()
    units: tuple[Unit, ...] = ()
    posts: tuple[Post, ...] = ()
    staffing: tuple[Staffing, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    transfers: tuple[Transfer, ...] = ()
