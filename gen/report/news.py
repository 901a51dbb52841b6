"""What a message on a new briefing says: its subject, the summary, and the changes in short."""

from __future__ import annotations

from typing import NamedTuple

from gen.model.change import Changes, Redline
from gen.report.elide import elided
from gen.report.model import CountRow, Item, Language, Mark, Report, Sentence
from gen.report.words import Words, capital

_MOST = 200
_LONGEST = 120


class Entry(NamedTuple):
    """One change in a message; `doubt` says what a reader must know of a change that is not a plain fact."""

    id: str
    mark: Mark
    text: str
    doubt: str
    redline: Redline


class Part(NamedTuple):
    """The changes of one subject; `note` says what holds where there are none."""

    title: str
    note: str
    entries: tuple[Entry, ...]


class NewsWords(NamedTuple):
    """A message on a briefing; `more` tells how many changes stand in the briefing alone, "" if none."""

    language: Language
    subject: str
    title: str
    subtitle: str
    dates: tuple[str, str]
    lead: str
    legend: tuple[Mark, ...]
    counts: tuple[CountRow, ...]
    events: tuple[Sentence, ...]
    parts: tuple[Part, ...]
    more: str


def news_words(report: Report, changes: Changes) -> NewsWords:
    """The message on a briefing, in its language; of many changes the first are listed and the rest is counted.

    Of kinds of change only those that occur have a column.
    """
    words = Words(report.language, {})
    left = len(report.items) - _MOST
    seen = [n for n in range(len(report.legend)) if any(row.numbers[n] for row in report.counts)]
    return NewsWords(
        language=report.language,
        subject=headline(report, changes),
        title=report.title,
        subtitle=report.subtitle,
        dates=(f"{report.old.label} · {report.old.effective}", f"{report.new.label} · {report.new.effective}"),
        lead=report.lead,
        legend=tuple(report.legend[n] for n in seen),
        counts=tuple(row._replace(numbers=tuple(row.numbers[n] for n in seen)) for row in report.counts),
        events=report.sentences[:_MOST],
        parts=_parts(report, words),
        more=words.say("news.more", left, n=left) if left > 0 else "",
    )


def headline(report: Report, changes: Changes) -> str:
    """Body, release and counts in one line: "工业和信息化部 2022：机构 拆分1 更名2；职责 调整12"."""
    words = Words(report.language, {})
    parts = [words.say("news.body")] if changes.body else []
    for row in report.counts:
        numbers = zip(report.legend, row.numbers, strict=True)
        if found := [words.say("news.count", mark.word, number) for mark, number in numbers if number]:
            said = words.say("news.counts").join(found)
            parts.append(words.say("news.part", words.say(f"subject.{row.subject}"), said))
    said = words.say("sentence").join(parts) or words.say("news.none.apart" if changes.not_comparable else "news.none")
    body = report.body if len(report.body) <= _LONGEST else report.body[:_LONGEST] + words.say("ellipsis")
    return words.say("news.subject", body, changes.new.release, said)


def _parts(report: Report, words: Words) -> tuple[Part, ...]:
    parts, left = [], _MOST
    for section in report.sections:
        some = section.items[: max(left, 0)]
        left -= len(section.items)
        if some or section.note:
            title = words.say(f"section.{section.subject}")
            parts.append(Part(title, section.note, tuple(_entry(item, words) for item in some)))
    return tuple(parts)


def _entry(item: Item, words: Words) -> Entry:
    doubt = f"{item.status_word} {item.score}" if item.status == "likely" else ""
    shown = elided(item.redline, words.say("ellipsis")) if item.subject == "duty" else ()
    return Entry(item.id, item.marks[0], capital(item.sentence), doubt, shown)
