"""Whether a source has lost so much that it is more likely to be broken than to tell of a reform."""

from __future__ import annotations

from collections.abc import Iterator

from gen.model.change import Changes, Subject

_MOST_LOST = 5
_SUBJECTS: tuple[Subject, ...] = ("unit", "duty")
_WORDS = {"unit": "units", "duty": "duties"}


def shrunken(changes: Changes, *, same_source: bool) -> tuple[str, ...]:
    """One line for units and for duties each of which more than a fifth is gone; none where all is well.

    same_source: both releases come from one source, so that what it no longer speaks of at all is gone as well.
    """
    return tuple(_lines(changes, same_source=same_source))


def _lines(changes: Changes, *, same_source: bool) -> Iterator[str]:
    for subject in _SUBJECTS:
        balance = changes.ledger.get(subject)
        if balance is None or not balance.old:
            continue
        silent = sum(line.old for line in changes.not_comparable if (line.subject, line.why) == (subject, "new-silent"))
        gone = balance.removed + (silent if same_source else 0)
        if gone * _MOST_LOST > balance.old:
            yield (
                f"{gone} of {balance.old} {_WORDS[subject]} of {changes.old.body}@{changes.old.release} are gone, "
                "more than a fifth; if that is right, run again with --accept-shrink"
            )
