"""Snapshots and readings as plain lines for a terminal."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from gen.model.change import Change
from gen.model.record import Duty, Post, Snapshot, Text, Unit
from gen.sources.read import Reading

_UNSEEN = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")


def printable(text: str) -> str:
    """The text with every control, direction mark, separator of lines and other unseen character spelled out."""
    return "".join(f"[U+{ord(c):04X}]" if unicodedata.category(c) in _UNSEEN else c for c in text)


def tree(snapshot: Snapshot) -> str:
    """One snapshot as an indented tree: what it is, its duties, units by nesting, posts, staffing, transfers."""
    return "\n".join(printable(line) for line in _tree(snapshot)) + "\n"


def _tree(snapshot: Snapshot) -> Iterator[str]:
    yield f"{snapshot.ref}  {_both(snapshot.name)}"
    yield f"effective {snapshot.effective}" + (f", captured {snapshot.captured}" if snapshot.captured else "")
    yield from (f"source {s.id}: {s.name} ({s.licence}) sha256 {s.sha256[:12]}" for s in snapshot.sources)
    yield from _duties(snapshot.duties, "")
    group = object()
    for unit in snapshot.units:
        if unit.group != group:
            group = unit.group
            yield f"{group or 'units'}: {sum(other.group == group for other in snapshot.units)}"
        yield from _unit(unit, "  ")
    if snapshot.posts:
        yield f"posts: {len(snapshot.posts)}"
        yield from (f"  {_post(post)}" for post in snapshot.posts)
    yield from (
        f"staffing: {entry.what} {entry.count}" + (f" ({entry.date})" if entry.date else "")
        for entry in snapshot.staffing
    )
    for transfer in snapshot.transfers:
        yield f"{transfer.kind}: {transfer.what}: {transfer.origin or '—'} → {transfer.target or '—'}"
    yield from (f"finding, line {f.locator.line}: {f.text}" for f in snapshot.findings)
    yield from _contradictions(snapshot)


def _unit(unit: Unit, indent: str) -> Iterator[str]:
    plates = "、".join(map(_both, unit.nameplates))
    notes = "".join(f" [{note}]" for note in (plates, unit.level, unit.managed_by and f"← {unit.managed_by}") if note)
    yield f"{indent}{_both(unit.name)}{notes}"
    yield from _duties(unit.duties, indent)
    yield from (f"{indent}  {_post(post)}" for post in unit.posts)
    for below in unit.units:
        yield from _unit(below, indent + "  ")


def _duties(duties: Iterable[Duty], indent: str) -> Iterator[str]:
    yield from (f"{indent}  {duty.number or '·'} {duty.text.primary}" for duty in duties)


def _post(post: Post) -> str:
    term = f" {post.start or '…'} – {post.end or ''}".rstrip() if post.start or post.end else ""
    return f"{post.title}: {post.holder}{term}"


def _both(text: Text) -> str:
    return f"{text.zh} ({text.en})" if text.zh and text.en else text.primary


def account(reading: Reading) -> str:
    """What a reading found by kind, every finding with its line, and how its lines add up."""
    return "\n".join(printable(line) for line in _account(reading)) + "\n"


def _account(reading: Reading) -> Iterator[str]:
    snapshot = reading.snapshot
    yield f"{snapshot.ref}: read as {reading.form}, effective {snapshot.effective}"
    yield from (f"  {count:>5}  {kind}" for kind, count in reading.counts.items() if count)
    several = len(snapshot.sources) > 1 and bool(reading.parts)
    for finding in snapshot.findings:
        where = f"{finding.locator.source} " if several else ""
        yield f"  {where}line {finding.locator.line}: {finding.kind}: {finding.text}"
    yield from _contradictions(snapshot)
    for part in reading.parts:
        yield f"{part.snapshot.sources[0].name}: read as {part.form}"
        yield from _lines(part)
    if not reading.parts:
        yield from _lines(reading)


def _lines(reading: Reading) -> Iterator[str]:
    """How the lines of one document add up."""
    fates = Counter(fate.what for fate in reading.fates)
    yield (
        f"lines: {len(reading.fates)} = {fates['used']} used + {fates['finding']} with findings only"
        f" + {fates['unused']} not used"
    )
    reasons = Counter(fate.why for fate in reading.fates if fate.what == "unused")
    yield from (f"  not used, {why}: {count}" for why, count in sorted(reasons.items()))


def _contradictions(snapshot: Snapshot) -> Iterator[str]:
    """What the sources state differently, the reading that is taken first."""
    for one in snapshot.contradictions:
        readings = [f"{r.text} ({r.locator.source} line {r.locator.line})" for r in one.readings]
        yield f"contradiction, {one.subject} {one.name}, {one.what}: {' against '.join(readings)}; the first is taken"


def reviewed(outcomes: Sequence[tuple[Change, str]], rulings: int) -> str:
    """What became of the changes of a redline that was reviewed, and how many rulings follow from it."""
    counts = Counter(outcome for _, outcome in outcomes)
    listed = ("accepted", "rejected", "partly")
    lines = [f"changes: {len(outcomes)}" + "".join(f", {counts[one]} {one}" for one in listed if counts[one])]
    named = ((one, [change.id for change, outcome in outcomes if outcome == one]) for one in listed[1:])
    lines += [f"  {one}: {', '.join(names)}" for one, names in named if names]
    return "\n".join([*lines, f"rulings: {rulings}"]) + "\n"
