"""What the sources of one release state differently, in words."""

from __future__ import annotations

from collections.abc import Sequence

from gen.model.record import Contradiction
from gen.report.model import ContradictionWords
from gen.report.words import Words


def contradictions(some: Sequence[Contradiction], words: Words) -> tuple[ContradictionWords, ...]:
    """Of what they speak, and each reading with its place, the one taken first."""
    return tuple(
        ContradictionWords(
            words.say("contradiction", words.say(f"subject.{one.subject}"), one.name, _aspect(one.what, words)),
            tuple((reading.text, words.place(reading.locator)) for reading in one.readings),
        )
        for one in some
    )


def _aspect(what: str, words: Words) -> str:
    return words.say(f"aspect.{what}") if words.has(f"aspect.{what}") else what
