"""What differs between two releases: typed two-sided changes, what was folded, the ledger."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from gen.model.record import Finding, Locator, Record, Text, Transfer
from gen.model.ruling import Unfit

Subject = Literal["unit", "duty", "post", "staffing"]
Kind = Literal["added", "removed", "renamed", "reassigned", "split", "merged", "amended"]
Status = Literal["fact", "likely", "ruled"]
Unchecked = Literal["earlier", "later", "undated", "elsewhere", "itself", "unnamed", "general", "not-comparable"]
Redline = tuple[tuple[Literal["=", "-", "+"], str], ...]
SUBJECTS: tuple[Subject, ...] = ("unit", "duty", "post", "staffing")
KINDS: tuple[Kind, ...] = ("split", "merged", "renamed", "reassigned", "amended", "added", "removed")


class ReleaseRef(Record):
    """Which snapshot one side of a comparison is; `sha256` is of the snapshot file's bytes."""

    body: str
    release: str
    effective: str
    sha256: str


class Side(Record):
    """One item as it stands on one side; `path` names its ancestors from the body down."""

    id: str
    name: Text
    path: tuple[str, ...] = ()
    group: str | None = None
    level: str | None = None
    nameplates: tuple[Text, ...] = ()
    text: str | None = None
    number: str | None = None
    locator: Locator


class Detail(Record):
    """One aspect in which a 1→1 pair differs; `old` and `new` hold only what differs.

    aspect: name, nameplate, level, parent, group, holder, managed_by, text, from, to, count, title,
    role (the verb of a duty's role), clause (wording that came from or went to another duty).
    """

    aspect: str
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


class Evidence(Record):
    """One ground for a reading: a code that gen.report words, and the facts it speaks of."""

    code: str
    facts: tuple[str, ...] = ()
    weight: float = 0.0


class Reading(Record):
    """Another way to read the same items, which scored lower."""

    kind: Kind
    old: tuple[Side, ...] = ()
    new: tuple[Side, ...] = ()
    score: float


class Change(Record):
    """One typed difference; `old` and `new` have the sizes its first kind demands (design §7)."""

    id: str
    subject: Subject
    kinds: tuple[Kind, ...]
    old: tuple[Side, ...] = ()
    new: tuple[Side, ...] = ()
    survivor: str | None = None
    status: Status = "fact"
    score: float = 1.0
    evidence: tuple[Evidence, ...] = ()
    runner_up: Reading | None = None
    ruling: str | None = None
    redline: Redline = ()
    details: tuple[Detail, ...] = ()
    findings: tuple[Finding, ...] = Field((), description="what the readers doubted about the sides")


class Folded(Record):
    """A kind of difference that is counted once instead of shown each time."""

    kind: Literal["renumbered", "spacing", "width", "script", "term"]
    count: int
    what: str
    items: tuple[tuple[str, str], ...] = Field((), description="each old and new wording that was folded")


class NotComparable(Record):
    """A subject, or a group of it, that one side does not cover; never added or removed.

    old-omits, new-omits: terms of office of the other side that lie before the old release, so that their
    absence from a list says nothing of what changed since.
    """

    subject: Subject
    group: str | None = None
    why: Literal["old-silent", "new-silent", "languages-differ", "prose-against-list", "old-omits", "new-omits"]
    old: int = 0
    new: int = 0


class Balance(Record):
    """Where every item of one subject went: the parts of each side add up to `old` and `new`.

    old = kept + amended + renamed + reassigned + removed + split_old + merged_old + tangled_old + not_comparable_old,
    and likewise for new with added. `split` and `merged` count events.
    """

    old: int = 0
    new: int = 0
    kept: int = 0
    amended: int = 0
    renamed: int = 0
    reassigned: int = 0
    added: int = 0
    removed: int = 0
    split: int = 0
    merged: int = 0
    split_old: int = 0
    split_new: int = 0
    merged_old: int = 0
    merged_new: int = 0
    tangled_old: int = 0
    tangled_new: int = 0
    not_comparable_old: int = 0
    not_comparable_new: int = 0


class Declared(Record):
    """A transfer one of the two releases declares, and whether the changes show it.

    seen: `changes` names them; partly: of several items it names some show, others should and do not;
    not-seen: it should show between the two releases and does not;
    unchecked: it happened outside the time between them, or concerns what they do not cover; `why` says which.
    why: earlier (than the old release), later (than the new one), undated (or too roughly), elsewhere (between other
    bodies), itself (the body as a whole), unnamed (neither release names what moves), general (no topic is named),
    not-comparable.
    """

    side: Literal["old", "new"]
    transfer: Transfer
    verdict: Literal["seen", "partly", "not-seen", "unchecked"] = "unchecked"
    why: Unchecked | None = None
    changes: tuple[str, ...] = ()
    shown: tuple[str, ...] = Field((), description="of several items named, those that the changes show")
    missing: tuple[str, ...] = Field((), description="of several items named, those that should show and do not")
    unlisted: tuple[str, ...] = Field((), description="of several items named, those that say nothing either way")


class Changes(Record):
    """Everything that differs between two releases of a body."""

    format: Literal["gen-changes/1"] = "gen-changes/1"
    old: ReleaseRef
    new: ReleaseRef
    body: tuple[Detail, ...] = Field((), description="how the body's own name, level and nameplates differ")
    changes: tuple[Change, ...] = ()
    folded: tuple[Folded, ...] = ()
    not_comparable: tuple[NotComparable, ...] = ()
    ledger: dict[Subject, Balance] = Field(default_factory=dict)
    declared: tuple[Declared, ...] = ()
    undeclared: tuple[str, ...] = Field((), description="ids of the unit changes that no declared transfer speaks of")
    unfit: tuple[Unfit, ...] = Field((), description="rulings that no longer fit the two snapshots")
