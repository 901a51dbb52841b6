"""A reading in short lines, so that a test can look at the whole of it."""

from __future__ import annotations

from collections.abc import Iterator

from gen.model.record import Text
from gen.sources.read import Reading


def told(found: Reading) -> list[str]:
    """Everything a reading states, a line each: the body, its relations, duties, units, posts, numbers, findings."""
    return list(_told(found))


def _told(found: Reading) -> Iterator[str]:
    some = found.snapshot
    yield " ".join(filter(None, ("body", _name(some.name), some.level, *map(_name, some.nameplates))))
    yield from (f"{one.kind}: {_name(one.name)} @{one.locator.line}" for one in some.relations)
    yield from (f"basis: {one.text} {one.document or ''}".rstrip() for one in some.basis)
    yield from (f"duty {one.number or '·'} {one.text.primary} @{one.locator.line}" for one in some.duties)
    for unit, above in some.walk():
        plates = "".join(f" [{_name(plate)}]" for plate in unit.nameplates)
        level = f" {unit.level}" if unit.level else ""
        yield f"{'  ' * len(above)}{unit.group}: {_name(unit.name)}{level}{plates} @{unit.locator.line}"
        yield from (f"{'  ' * len(above)}  · {duty.text.primary}" for duty in unit.duties)
    for post in some.posts:
        yield f"post: {post.title}: {post.holder} {post.start or ''}..{post.end or ''} @{post.locator.line}"
    for one in some.staffing:
        yield f"staffing: {one.what} {one.count} {one.date or 'today'} @{one.locator.line}"
    for moved in some.transfers:
        yield f"{moved.kind} {moved.date}: {moved.what}: {moved.origin} -> {moved.target}"
    yield from (f"finding {one.kind} @{one.locator.line}" for one in some.findings)
    yield from (
        f"left {fate.line}: {fate.why}" for fate in found.fates if fate.what == "unused" and fate.why != "blank"
    )


def _name(name: Text) -> str:
    return " / ".join(filter(None, (name.zh, name.en)))
