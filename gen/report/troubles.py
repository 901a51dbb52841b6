"""What a message on bodies that could not be brought up to date says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from gen.report.model import Language
    from gen.report.words import Words

_MOST_LINES = 20
_MOST_IN_ALL = 1200
LONGEST = 600

State = Literal["failed", "held"]
Standing = Literal["new", "changed", "still"]


class Trouble(NamedTuple):
    """One body in trouble: what kind, whether that was told before, since when (a day), and why, a line each."""

    body: str
    state: State
    standing: Standing
    since: str
    why: tuple[str, ...]


class TroubleRow(NamedTuple):
    """One body in trouble in words; `todo` says what helps, "" where only the reasons do."""

    body: str
    what: str
    since: str
    why: tuple[str, ...]
    todo: str


class TroubleWords(NamedTuple):
    """A message on troubles; `recovered` is the line on the bodies that are well again, "" if none."""

    language: Language
    subject: str
    rows: tuple[TroubleRow, ...]
    recovered: str
    stays: str


def trouble_words(troubles: Sequence[Trouble], recovered: Sequence[str], language: Language) -> TroubleWords:
    """The message on the bodies that are in trouble and on those that are so no more."""
    from gen.report.words import Words

    words = Words(language, {})
    said = []
    if troubles:
        said.append(words.say("trouble.failing", len(troubles), _some(troubles_of(troubles), words), n=len(troubles)))
    well = words.say("trouble.recovered", len(recovered), _some(recovered, words), n=len(recovered))
    if recovered:
        said.append(well)
    return TroubleWords(
        language=language,
        subject=words.say("trouble.subject", words.say("sentence").join(said)),
        rows=tuple(_row(one, lines_each(troubles), words) for one in troubles),
        recovered=well if recovered else "",
        stays=words.say("trouble.stays") if troubles else "",
    )


def troubles_of(troubles: Sequence[Trouble]) -> tuple[str, ...]:
    """The bodies in trouble."""
    return tuple(one.body for one in troubles)


def lines_each(troubles: Sequence[Trouble]) -> int:
    """How many lines of its reasons each body gets, fewer where there are many, so that the message can be sent."""
    return max(1, min(_MOST_LINES, _MOST_IN_ALL // max(1, len(troubles))))


def _some(bodies: Sequence[str], words: Words) -> str:
    return words.joined(bodies) if len(bodies) <= 4 else words.say("and_more", words.say("list").join(bodies[:3]))


def _row(one: Trouble, most: int, words: Words) -> TroubleRow:
    from gen.report.build import visible

    why = [visible(" ".join(line.split()))[:LONGEST] for line in one.why[:most]]
    if len(one.why) > most:
        why.append(words.say("trouble.lines", len(one.why) - most, n=len(one.why) - most))
    return TroubleRow(
        body=one.body,
        what=words.say("trouble.what", words.say(f"trouble.{one.state}"), words.say(f"trouble.{one.standing}")),
        since=words.say("trouble.since", words.date(one.since)),
        why=tuple(why),
        todo=words.say("trouble.todo", one.body) if one.state == "held" else "",
    )
