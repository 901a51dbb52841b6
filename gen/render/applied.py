"""What an amendment did to a release, as plain lines for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gen.render.listing import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gen.amend.replay import Done
    from gen.model.record import Snapshot
    from gen.sources.account import Fate


def applied(snapshot: Snapshot, form: str, done: Sequence[Done], fates: Sequence[Fate]) -> str:
    """Each operation with its line, what was doubted, and how the lines of the amendment add up."""
    return "\n".join(printable(line) for line in _told(snapshot, form, done, fates)) + "\n"


def _told(snapshot: Snapshot, form: str, done: Sequence[Done], fates: Sequence[Fate]) -> Iterator[str]:
    source = snapshot.sources[-1]
    yield f"{snapshot.ref}: {source.name} read as {form}, effective {snapshot.effective}"
    yield from (f"  line {one.line}: {one.what}" for one in done)
    yield f"operations: {len(done)}; declared transfers: {len(snapshot.transfers)}"
    doubts = [one for one in snapshot.findings if one.locator.source == source.id]
    yield from (f"  line {one.locator.line}: {one.kind}: {one.text}" for one in doubts)
    counts = Counter(fate.what for fate in fates)
    yield (
        f"lines: {len(fates)} = {counts['used']} used + {counts['finding']} with findings only"
        f" + {counts['unused']} not used"
    )
    reasons = Counter(fate.why for fate in fates if fate.what == "unused")
    yield from (f"  not used, {why}: {count}" for why, count in sorted(reasons.items()))
