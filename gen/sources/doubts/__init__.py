"""Doubts about a document that was read, whatever its format and form: one table of what is checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gen.sources.account import Account
from gen.sources.doubts import counts, cut, damage, injected, numbering, pasted, scripts, spellings
from gen.sources.doubts.matter import Doubt, Matter, matter
from gen.sources.doubts.names import doubt_names
from gen.sources.draft import Draft
from gen.sources.paper import Paper

__all__ = ["CHECKS", "doubt", "doubt_names"]

CHECKS: tuple[Callable[[Matter], Iterator[Doubt]], ...] = (
    counts.stated,
    counts.not_counted,
    counts.staffing,
    numbering.numbering,
    cut.cut_off,
    cut.never_closed,
    pasted.pasted,
    damage.damaged,
    scripts.mixed,
    spellings.spelled_two_ways,
    injected.injected,
)


def doubt(paper: Paper, draft: Draft, account: Account) -> None:
    """Adds the findings of every check to the account of a document that a form has read."""
    found = matter(paper, draft, account)
    for check in CHECKS:
        for one in check(found):
            account.doubt(one.line, one.kind, one.text, one.about)
