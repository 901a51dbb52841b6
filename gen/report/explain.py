"""A document explained line by line: what became of each line, what it gave, and what was doubted there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from gen.model.record import Duty, Finding, Locator, Post, Snapshot, Unit
from gen.report.contradictions import contradictions
from gen.report.model import ContradictionWords, Language
from gen.report.words import Words
from gen.sources.read import Reading

Fate = Literal["used", "finding", "unused"]
FATES: tuple[Fate, ...] = ("used", "finding", "unused")
SYMBOLS: Mapping[Fate, str] = {"used": "●", "finding": "▲", "unused": "○"}
_LONGEST = 60


class FateWords(NamedTuple):
    """One fate as a symbol and a word, and how many lines it befell."""

    fate: Fate
    symbol: str
    word: str
    number: int


class Doubted(NamedTuple):
    """A finding: its kind in words, "" where it has none, and what the reader says of it."""

    kind: str
    text: str


class ExplainedLine(NamedTuple):
    """One line of a source: `gave` is what stands in the record by it; `why` what it was, or why it is left out."""

    number: int
    text: str
    fate: Fate
    symbol: str
    word: str
    gave: tuple[str, ...]
    why: str
    findings: tuple[Doubted, ...]


class ExplainedSource(NamedTuple):
    """One document, the form it was read as, and its lines."""

    id: str
    name: str
    form: str
    fates: tuple[FateWords, ...]
    sum: str
    lines: tuple[ExplainedLine, ...]


class Explained(NamedTuple):
    """All documents of a reading, in the wording of one language."""

    language: Language
    title: str
    labels: Mapping[str, str]
    sources: tuple[ExplainedSource, ...]
    contradictions: tuple[ContradictionWords, ...]


def explain(reading: Reading, language: Language) -> Explained:
    """What became of every line of the documents that were read."""
    words, snapshot = Words(language, {}), reading.snapshot
    gave, doubts = _gave(snapshot, words), _doubts(snapshot.findings)
    parts = reading.parts or (reading,)
    return Explained(
        language,
        words.say("explain.title", words.name(snapshot.name), snapshot.release),
        words.labels,
        tuple(_source(part, gave, doubts, words) for part in parts),
        contradictions(snapshot.contradictions, words),
    )


Places = Mapping[tuple[str, int], Sequence[str]]


def _source(
    part: Reading, gave: Places, doubts: Mapping[tuple[str, int], list[Finding]], words: Words
) -> ExplainedSource:
    source = part.snapshot.sources[0]
    counts = Counter(fate.what for fate in part.fates)
    told = tuple(FateWords(fate, SYMBOLS[fate], words.say(f"fate.{fate}"), counts[fate]) for fate in FATES)
    lines = tuple(
        ExplainedLine(
            fate.line,
            row,
            fate.what,
            SYMBOLS[fate.what],
            words.say(f"fate.{fate.what}"),
            tuple(dict.fromkeys(gave.get((source.id, fate.line), ()))),
            "" if fate.what == "finding" or (source.id, fate.line) in gave else _why(fate.why, words),
            tuple(_doubted(finding, words) for finding in doubts.get((source.id, fate.line), ())),
        )
        for fate, row in zip(part.fates, part.rows, strict=True)
    )
    said = words.say("explain.sum", len(part.fates), *(counts[fate] for fate in FATES))
    return ExplainedSource(source.id, source.name, part.form, told, said, lines)


def _why(why: str, words: Words) -> str:
    """What a line was or why it was left out, in the reader's own words where there are no others."""
    return words.say(f"line.{why}") if words.has(f"line.{why}") else why


def _doubted(finding: Finding, words: Words) -> Doubted:
    key = f"finding.{finding.kind}"
    return Doubted(words.say(key) if words.has(key) else "", finding.text)


def _doubts(findings: Sequence[Finding]) -> Mapping[tuple[str, int], list[Finding]]:
    found = defaultdict[tuple[str, int], list[Finding]](list)
    for finding in findings:
        found[_place(finding.locator)].append(finding)
    return found


def _place(locator: Locator) -> tuple[str, int]:
    return locator.source, locator.line


def _gave(snapshot: Snapshot, words: Words) -> Places:
    """What stands in the record by each line."""
    found = defaultdict[tuple[str, int], list[str]](list)
    for locator, said in (*_of_body(snapshot, words), *_of_units(snapshot, words)):
        found[_place(locator)].append(said)
    return found


def _of_body(snapshot: Snapshot, words: Words) -> Iterator[tuple[Locator, str]]:
    yield from ((duty.locator, _duty(duty, "", words)) for duty in snapshot.duties)
    for post in snapshot.posts:
        yield from ((at, _post(post, words)) for at in (post.locator, *post.also))
    for one in snapshot.staffing:
        yield one.locator, words.say("gave.staffing", one.what, one.count)
    for adjusted in snapshot.adjustments:
        yield adjusted.locator, words.say("gave.adjustment", adjusted.number or "")
    for moved in snapshot.transfers:
        yield moved.locator, words.say("gave.transfer", words.say(f"transfer.{moved.kind}"), _short(moved.what))
    yield from ((one.locator, words.say("gave.basis", _short(one.text))) for one in snapshot.basis)
    yield from ((one.locator, words.say("gave.relation", words.name(one.name))) for one in snapshot.relations)


def _of_units(snapshot: Snapshot, words: Words) -> Iterator[tuple[Locator, str]]:
    for unit, _ in snapshot.walk():
        yield unit.locator, _unit(unit, words)
        yield from ((duty.locator, _duty(duty, words.name(unit.name), words)) for duty in unit.duties)
        yield from ((at, _post(post, words)) for post in unit.posts for at in (post.locator, *post.also))


def _unit(unit: Unit, words: Words) -> str:
    notes = [*map(words.name, unit.nameplates), *filter(None, [unit.level])]
    said = words.say("gave.unit", words.one_group(unit.group), words.name(unit.name))
    return said + (words.say("bracketed", words.say("list").join(notes)) if notes else "")


def _duty(duty: Duty, holder: str, words: Words) -> str:
    said = duty.number or _short(duty.text.said_in(words.language))
    return words.say("gave.duty.of" if holder else "gave.duty", said, holder)


def _post(post: Post, words: Words) -> str:
    return words.say("gave.post", post.title, post.holder)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
