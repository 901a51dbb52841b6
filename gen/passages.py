"""The source lines behind the changes, read from the kept originals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gen.errors import CannotRead
from gen.sources.account import Account
from gen.sources.formats.any import paper
from gen.store import Loaded
from gen.store.originals import originals

if TYPE_CHECKING:
    from gen.model.change import Changes
    from gen.report.model import Report
    from gen.report.passages import Passages


def passages(changes: Changes, report: Report, old: Loaded, new: Loaded) -> dict[str, Passages]:
    """The passages that both sides of every change rest on, by the id of the change."""
    from gen.report.passages import passages as told

    return told(changes, report, lines(old), lines(new))


def lines(loaded: Loaded) -> dict[str, list[str]]:
    """The lines of every kept original, by the id of the source, counted and decoded as readers do."""
    found = {}
    for source, data in originals(loaded):
        try:
            account = Account(source.name, loaded.snapshot.body, source.id)
            found[source.id] = list(paper(source.name, data, account, tracked=source.tracked).rows)
        except CannotRead:
            continue
    return found
