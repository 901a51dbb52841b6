"""The use case of amending: a release and an instrument to the next release in the store."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gen.amend.operations import Instrument
from gen.amend.read import read as read_instrument
from gen.amend.replay import Done, replay
from gen.errors import BadValue, Fault, FaultyFile, Place
from gen.files import read as read_file
from gen.model.record import Basis, Snapshot, Source
from gen.sources.account import Account, Fate
from gen.sources.formats.any import paper as paper_of
from gen.sources.formats.any import refuse_endless
from gen.sources.paper import Tracked
from gen.sources.read import Document, check, source_of
from gen.sources.units import Ids
from gen.sources.words import clip
from gen.store import Loaded, Store

_DIGITS = re.compile(r"\d{1,6}\s*[/号號]\s*\d{0,6}")


@dataclass(frozen=True, slots=True)
class Request:
    """What amends which release, what the result is called, and what is known about the document."""

    base: str
    file: Path
    release: str
    effective: str | None = None
    captured: str | None = None
    form: str | None = None
    licence: str = "not stated"
    origin: str | None = None
    keep: bool = False
    tracked: Tracked | None = None


@dataclass(frozen=True, slots=True)
class Amended:
    """The next release, what each operation did, and the fate of every row of the amendment."""

    snapshot: Snapshot
    document: Document
    base: Loaded
    form: str
    done: tuple[Done, ...]
    source: Source
    rows: Sequence[str]
    fates: tuple[Fate, ...]


def amend(store: Store, request: Request) -> Amended:
    """Returns what an amendment makes of a release; nothing is written.

    Raises what the store and the formats raise, and FaultyFile with every line that is not understood and every
    operation that does not fit.
    """
    base = store.load(request.base)
    data = read_file(request.file, follow=True)
    kept = request.file.name if request.keep else None
    document = Document(request.file.name, data, request.licence, request.origin, kept)
    source = _source(document, base.snapshot)
    account = Account(document.name, base.snapshot.body, source.id)
    paper = paper_of(document.name, data, account, tracked=request.tracked)
    refuse_endless(paper)
    source = source.model_copy(update={"tracked": paper.tracked})
    instrument, form, faults = read_instrument(paper.main, account, request.form)
    faults += _strangers(instrument, base.snapshot, account)
    effective, disagreeing = _effective(instrument, base.snapshot, request, account)
    faults += disagreeing
    check(body=base.snapshot.body, release=request.release, effective=effective, captured=request.captured)
    if request.release == base.snapshot.release:
        raise BadValue("release", request.release, f"another one than that which is amended ({base.snapshot.ref})")
    snapshot, done = _replayed(base.snapshot, instrument, account, faults)
    fates = account.settle(paper.rows)
    _refuse_unread(account)
    own = {"release": request.release, "effective": effective, "captured": request.captured}
    made = snapshot.model_copy(update={**own, **_stated(snapshot, instrument, source, account)})
    return Amended(made, document, base, form, done, source, paper.rows, fates)


def put(store: Store, amended: Amended, *, overwrite: bool = False) -> Path:
    """Saves the next release, with the originals of all its sources that are kept, and returns its file.

    Raises what Store.save raises; then nothing was written.
    """
    from gen.store.originals import originals

    kept = {source.kept: data for source, data in originals(amended.base) if source.kept}
    if amended.document.kept:
        kept[amended.document.kept] = amended.document.data
    return store.save(amended.snapshot, replace=overwrite, originals=kept)


def _source(document: Document, base: Snapshot) -> Source:
    """The amendment as a source, under an id that no source of the base has."""
    ids = Ids()
    for one in base.sources:
        ids.new(one.id)
    source = source_of(document)
    return source.model_copy(update={"id": ids.new(source.id)})


def _replayed(
    base: Snapshot, instrument: Instrument, account: Account, faults: list[Fault]
) -> tuple[Snapshot, tuple[Done, ...]]:
    """What the operations make of the base; raises FaultyFile with the faults so far and those of the operations."""
    try:
        snapshot, done = replay(base, instrument.operations, account)
    except FaultyFile as error:
        raise FaultyFile([*faults, *error.faults]) from None
    if not instrument.operations and not faults:
        faults = [Fault(Place(account.file), "no operation was found in it")]
    if faults:
        raise FaultyFile(faults)
    return snapshot, done


def _stated(base: Snapshot, instrument: Instrument, source: Source, account: Account) -> dict[str, object]:
    """What the next release has from the instrument beside what its operations did."""
    coverage = base.coverage.model_copy(update={"transfers": True}) if instrument.declares else base.coverage
    title = Basis(text=instrument.title, document=instrument.document, locator=account.at(instrument.line, "title"))
    return {
        "sources": (*base.sources, source),
        "basis": (*base.basis, title, *instrument.basis),
        "transfers": instrument.transfers,
        "adjustments": instrument.adjustments,
        "coverage": coverage,
        "findings": (*base.findings, *account.findings),
    }


def _refuse_unread(account: Account) -> None:
    unread = [one for one in account.findings if one.kind == "unread-line"]
    if unread:
        raise FaultyFile(Fault(Place(account.file, one.locator.line), one.text) for one in unread)


def _effective(instrument: Instrument, base: Snapshot, request: Request, account: Account) -> tuple[str, list[Fault]]:
    """The date from which the next release holds, and where what is said of it does not agree."""
    stated, given = instrument.effective, request.effective
    effective = given or stated or request.release.partition("+")[0]
    place = Place(account.file, instrument.effective_line)
    faults = []
    if stated and given and not _agree(stated, given):
        faults.append(Fault(place, f"it takes effect on {stated}, not on {given} as --effective says"))
    elif stated and given:
        effective = max(stated, given, key=len)
    if _before(effective, base.effective):
        faults.append(Fault(place, f"it takes effect on {effective}, before what it amends ({base.effective})"))
    return effective, faults


def _agree(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _before(one: str, other: str) -> bool:
    shared = min(len(one), len(other))
    return one[:shared] < other[:shared]


def _strangers(instrument: Instrument, base: Snapshot, account: Account) -> list[Fault]:
    """A fault where the instrument amends another document, or another body, than the release is of."""
    faults = []
    known = [base.document, *(one.document or one.text for one in base.basis)]
    if instrument.amends and base.document and _key(instrument.amends) not in {_key(one) for one in known if one}:
        what = f"it amends {instrument.amends}; {base.ref} rests on {base.document}"
        faults.append(Fault(Place(account.file, instrument.effective_line), what))
    if instrument.about and not _about(instrument.about, base):
        what = f"it is about {clip(instrument.about)}; {base.ref} is {clip(base.name.primary)}"
        faults.append(Fault(Place(account.file, instrument.line), what))
    return faults


def _about(name: str, base: Snapshot) -> bool:
    """Whether a name is the body's, a short form of it (工信部), or that of one of its units."""
    names = [said for one in (base.name, *base.nameplates) for said in (one.zh,) if said]
    names += [unit.name.zh for unit, _ in base.walk() if unit.name.zh]
    return not base.name.zh or any(name in said or said in name or _is_short(name, said) for said in names)


def _is_short(short: str, name: str) -> bool:
    rest = iter(name)
    return len(short) >= 3 and all(char in rest for char in short)


def _key(number: str) -> str:
    found = _DIGITS.search(number)
    return "".join(char for char in (found[0] if found else number) if char.isalnum() or char == "/")
