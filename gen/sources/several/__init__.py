"""Several documents that state one release, joined to one snapshot that keeps where they contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from types import MappingProxyType

from gen.sources.read import Reading, counts
from gen.sources.several.snapshots import joined


def together(readings: Sequence[Reading]) -> Reading:
    """One reading of all the given ones, whose sources have ids of their own; the first states what it states best.

    Its rows and fates are those of all documents one after the other, `parts` has them apart.
    """
    if len(readings) == 1:
        return readings[0]
    snapshot = reduce(joined, (reading.snapshot for reading in readings))
    return Reading(
        snapshot,
        " + ".join(dict.fromkeys(reading.form for reading in readings)),
        tuple(row for reading in readings for row in reading.rows),
        tuple(fate for reading in readings for fate in reading.fates),
        MappingProxyType(counts(snapshot)),
        tuple(readings),
    )
