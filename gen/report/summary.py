"""The summary: headline numbers, the lead, one sentence an event, and five lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial, reduce
from itertools import groupby

from gen.model.change import KINDS, SUBJECTS, Balance, Change, Changes, Subject
from gen.report.model import CountRow, Item, Report, Sentence
from gen.report.sentences import aspect_clauses, kinds_of
from gen.report.sides import Teller
from gen.report.words import Words, capital

_MANY = {"unit": 7, "duty": 7, "post": 2, "staffing": 3}
_MANY_OF_ONE_SIDE = 3
_NAMED = 6

Told = tuple[Change, Item]


def count_rows(changes: Changes, words: Words) -> tuple[CountRow, ...]:
    """How many changes of each kind, subject by subject, for the subjects either release has something of."""
    return tuple(_count_row(changes, subject, words) for subject in SUBJECTS if _present(changes, subject))


def _present(changes: Changes, subject: Subject) -> bool:
    balance = changes.ledger.get(subject, Balance())
    return bool(balance.old or balance.new or any(change.subject == subject for change in changes.changes))


def _count_row(changes: Changes, subject: Subject, words: Words) -> CountRow:
    firsts = [kinds_of(change)[0] for change in changes.changes if change.subject == subject]
    kept = changes.ledger.get(subject, Balance()).kept
    numbers = tuple(firsts.count(kind) for kind in KINDS)
    label = capital(words.say(f"subject.{subject}"))
    if not firsts and not kept:
        label += words.say("bracketed", words.say("five.silent"))
    return CountRow(subject, label, numbers, len(firsts), kept)


def lead(changes: Changes, counts: Iterable[CountRow], teller: Teller) -> str:
    """How the body itself changed, how much else did, how much awaits a ruling and what could not be compared."""
    words = teller.words
    awaiting = sum(1 for change in changes.changes if change.status == "likely")
    apart = dict.fromkeys(words.say(f"subject.{line.subject}") for line in changes.not_comparable)
    said = [_how_much(counts, bool(apart), words, alone=not changes.body)]
    if changes.body:
        said.insert(0, words.say("lead.body", words.say("also").join(aspect_clauses(changes.body, teller))))
    if awaiting:
        said.append(words.say("lead.awaiting", awaiting, n=awaiting))
    if apart:
        said.append(words.say("lead.apart", words.joined(apart)))
    return reduce(partial(words.say, "lead.join"), said)


def _how_much(counts: Iterable[CountRow], apart: bool, words: Words, *, alone: bool) -> str:
    """How many changes there are; `alone` says that nothing else is told before it."""
    parts = [words.say("lead.subject", words.say(f"subject.{row.subject}"), row.total) for row in counts if row.total]
    total = sum(row.total for row in counts)
    if not total:
        return words.say("lead.none.apart" if apart else "lead.none" if alone else "lead.none.besides")
    return words.say("lead.one" if total == 1 and words.has("lead.one") else "lead.some", total, words.joined(parts))


def sentences(told: Sequence[Told], words: Words) -> tuple[Sentence, ...]:
    """One sentence an event; many events of one kind share a sentence, so that the summary stays a page."""
    found: list[Sentence] = []
    for _, batch in groupby(told, key=_batch):
        some = list(batch)
        change = some[0][0]
        if len(some) >= _limit(change):
            found.append(_several(some, words))
        else:
            found += [_single(item, words) for _, item in some]
    return tuple(found)


def _batch(told: Told) -> tuple[str, str, str]:
    """What events share that may be told in one sentence: subject, kind, and the group of what came or went."""
    change, _ = told
    kind = kinds_of(change)[0]
    side = (*change.new, *change.old)[0]
    return change.subject, kind, (side.group or "") if kind in ("added", "removed") else ""


def _limit(change: Change) -> int:
    one_sided = kinds_of(change)[0] in ("added", "removed")
    return min(_MANY[change.subject], _MANY_OF_ONE_SIDE if one_sided else _MANY[change.subject])


def _single(item: Item, words: Words) -> Sentence:
    doubt = words.say("bracketed", item.status_word) if item.status == "likely" else ""
    return Sentence(item.marks[0], _ended(capital(item.sentence) + doubt, words), (item.id,), item.id)


def _ended(text: str, words: Words) -> str:
    """The text as a sentence; one that ends with the end of what it quotes needs no further stop."""
    stop = words.say("stop")
    return text if text.endswith(f"{stop}”") else text + stop


def _several(some: Sequence[Told], words: Words) -> Sentence:
    change, item = some[0]
    mark = item.marks[0]
    side = (*change.new, *change.old)[0]
    titles = words.joined(item.title for _, item in some[:_NAMED])
    if len(some) > _NAMED:
        titles = words.say("and_more", words.say("list").join(item.title for _, item in some[:_NAMED]))
    keys = (f"several.{mark.kind}.{change.subject}", f"several.{mark.kind}", "several")
    text = words.say(
        next(filter(words.has, keys)),
        kind=mark.word,
        items=words.counted(change.subject, len(some), side.group if mark.kind in ("added", "removed") else None),
        titles=titles,
    )
    ids = tuple(item.id for _, item in some)
    return Sentence(mark, text + words.say("stop"), ids, words.say("range", ids[0], ids[-1]))


def five_lines(report: Report) -> tuple[str, ...]:
    """What changed in five lines: the whole, units, duties, posts, and what a reviewer has to look at."""
    words = Words(report.language, {})
    total = len(report.items)
    rows: dict[str, CountRow] = {row.subject: row for row in report.counts}
    subjects: tuple[Subject, ...] = ("unit", "duty", "post")
    verdicts = dict.fromkeys(row.verdict for row in report.ledger)
    return (
        words.say("five.1", report.body, report.subtitle, total, n=total),
        *(_five_line(words, subject, rows.get(subject), report) for subject in subjects),
        words.say("five.5", len(report.awaiting), len(report.not_comparable), words.joined(verdicts) or "—"),
    )


def _five_line(words: Words, subject: Subject, row: CountRow | None, report: Report) -> str:
    name = words.say(f"subject.{subject}")
    if row is None or not (row.total or row.kept):
        return words.say("five.part", capital(name), words.say("five.silent"))
    parts = [
        words.say("lead.part", mark.word, number)
        for mark, number in zip(report.legend, row.numbers, strict=True)
        if number
    ]
    parts.append(words.say("lead.part", words.say("ledger.kept"), row.kept))
    return words.say("five.part", capital(name), words.joined(parts))
