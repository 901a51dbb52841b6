"""A briefing as an official document in words: title, numbered paragraphs, list of annexes, signature, colophon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial, reduce
from math import ceil
from typing import Literal, NamedTuple
from unicodedata import east_asian_width

from gen.diff.text import compared_words
from gen.report.letterhead import Letterhead
from gen.report.model import KindGroup, NotComparableWords, ReleaseWords, Report, Sentence, SubjectSection
from gen.report.words import Words

AnnexKey = Literal["changes", "duties", "transfers", "proof"]
TITLE_WIDTH = 20.0
_CLOSING = "，。、；：？！”’）》〉】〕"


class Point(NamedTuple):
    """A paragraph of the body: `head` is a numbered heading of `level` 1 to 3, `text` goes on after it.

    `label` names the changes it speaks of and leads to the one called `to`; `opening` and `closing` stand around it.
    """

    level: int
    head: str
    text: str = ""
    opening: str = ""
    label: str = ""
    to: str = ""
    closing: str = ""


class Annex(NamedTuple):
    """An annex: what stands at the head of its first page, its title, and its number in the list after the body."""

    key: AnnexKey
    head: str
    title: str
    number: str


class Line(NamedTuple):
    """A line set in from the right by so many characters."""

    text: str
    indent: float


class Official(NamedTuple):
    """What an official document says around its annexes, in finished words; what is not given is empty."""

    head: Letterhead
    title: tuple[str, ...]
    subtitle: str
    signatory: str
    recipients: str
    stop: str
    points: tuple[Point, ...]
    listed: str
    annexes: tuple[Annex, ...]
    signature: tuple[Line, ...]
    note: str
    copies: str
    copies_to: str
    printed_by: str
    printed_on: str

    @property
    def ends(self) -> bool:
        """Whether there is a colophon."""
        return bool(self.copies_to or self.printed_by or self.printed_on)


def official(report: Report, head: Letterhead) -> Official:
    """The document in the language of the report, with what the letterhead gives."""
    words = Words(report.language, {})
    annexes = _annexes(report, words)
    return Official(
        head=head,
        title=_title(report, head),
        subtitle=words.say("official.subtitle", *map(_release, (report.old, report.new))),
        signatory=words.say("official.signatory") if head.signatory else "",
        recipients=words.say("official.recipients", head.recipients.rstrip(" ：:")) if head.recipients else "",
        stop=words.say("official.run"),
        points=tuple(_points(report, words)),
        listed=words.say("official.listed"),
        annexes=annexes,
        signature=tuple(_signature(head, words)),
        note=words.say("official.note", _note(report, head, annexes, words)),
        copies=words.say("official.copies"),
        copies_to=words.say("official.ended", head.copies.rstrip(" 。.")) if head.copies else "",
        printed_by=head.printed_by,
        printed_on=words.say("official.printed", words.date(head.printed_on)) if head.printed_on else "",
    )


def _title(report: Report, head: Letterhead) -> tuple[str, ...]:
    """The title in lines broken by sense: where staff put a stroke, else after the body's name, else at words."""
    if head.title:
        return tuple(part.strip() for part in head.title.split("/") if part.strip())
    if report.language != "zh":
        return (report.title,)
    whose = report.body if report.title.startswith(report.body) else ""
    parts = (whose, report.title[len(whose) :])
    if width(report.title) <= TITLE_WIDTH:
        return (report.title,)
    return tuple(line for part in parts if part for line in broken(part, TITLE_WIDTH))


def broken(text: str, most: float) -> tuple[str, ...]:
    """The text in as few lines of at most so many characters as it takes, about equally long, broken between words."""
    fewest = ceil(width(text) / most)
    if fewest < 2:
        return (text,)
    parts = [part for _, some in compared_words(text, text) for part in some]
    for limit in range(ceil(width(text) / fewest), ceil(most) + 1):
        lines = _filled(parts, limit)
        if len(lines) <= fewest and max(map(width, lines)) <= most:
            return lines
    return _filled(list(text), most)


def _filled(parts: Sequence[str], limit: float) -> tuple[str, ...]:
    lines = [""]
    for part in parts:
        if lines[-1] and width(lines[-1] + part) > limit and part[0] not in _CLOSING:
            lines.append("")
        lines[-1] += part
    return tuple(lines)


def width(text: str) -> float:
    """How many Chinese characters wide a text is; a digit or a Latin letter is half of one."""
    return sum(1.0 if east_asian_width(char) in "WFA" else 0.5 for char in text)


def _points(report: Report, words: Words) -> Iterator[Point]:
    yield Point(0, "", _opening(report, words))
    chapters = [*(list(_subject(section, report, words)) for section in report.sections)]
    chapters += [list(_doubts(report, words)), list(_checks(report, words))]
    for number, chapter in enumerate(filter(None, chapters), 1):
        first, *rest = chapter
        yield first._replace(head=_numbered(1, number, first.head, words))
        yield from _within(rest, words)


def _opening(report: Report, words: Words) -> str:
    """What was compared, how much changed, and where the rest is to be found."""
    facts = [fact for one in (report.old, report.new) for fact in (_release(one), one.effective)]
    said = (words.say("official.opening", report.body, *facts), report.lead, words.say("official.see"))
    return reduce(partial(words.say, "lead.join"), said)


def _release(release: ReleaseWords) -> str:
    return release.ref.rpartition("@")[2]


def _within(points: Iterable[Point], words: Words) -> Iterator[Point]:
    """The paragraphs of a chapter, numbered on each level from one; the third starts anew under each second."""
    second = third = 0
    for point in points:
        if point.level == 2:
            second, third = second + 1, 0
            point = point._replace(head=_numbered(2, second, point.head, words))
        elif point.level == 3:
            third += 1
            point = point._replace(head=_numbered(3, third, point.head, words))
        yield point


def _numbered(level: int, number: int, head: str, words: Words) -> str:
    said = numeral(number) if words.language == "zh" and level < 3 else str(number)
    return words.say(f"official.level.{level}", said, head)


def numeral(number: int) -> str:
    """A number from 1 to 99 in Chinese: 三, 十二, 二十, 四十五; above that in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    digits = " 一二三四五六七八九"
    return ((digits[tens] if tens > 1 else "") + "十" if tens else "") + digits[ones].strip()


def _subject(section: SubjectSection, report: Report, words: Words) -> Iterator[Point]:
    """A chapter of one subject: a heading for each kind of change, and its events as sentences."""
    yield Point(1, words.say(f"section.{section.subject}"))
    if section.note:
        yield Point(0, "", section.note)
    subjects = {item.id: item.subject for item in report.items}
    for group in section.groups:
        told = [
            one
            for one in report.sentences
            if one.mark.kind == group.mark.kind and subjects[one.ids[0]] == section.subject
        ]
        yield from _group(group, told, words)


def _group(group: KindGroup, told: Sequence[Sentence], words: Words) -> Iterator[Point]:
    if len(told) == 1:
        yield _event(2, group.title, told[0], words)
        return
    yield Point(2, group.title)
    for one in told:
        yield _event(3, "", one, words)


def _event(level: int, head: str, one: Sentence, words: Words) -> Point:
    """An event with the ids of its changes in brackets before the full stop."""
    stop = words.say("stop")
    opening, _, closing = words.say("bracketed", "\0").partition("\0")
    return Point(level, head, one.text.removesuffix(stop), opening, one.label, one.ids[0], closing + stop)


def _doubts(report: Report, words: Words) -> Iterator[Point]:
    """The chapter on what is not certain or cannot be compared; nothing where there is neither."""
    if not (report.awaiting or report.not_comparable or report.unfit):
        return
    yield Point(1, words.say("official.doubts"))
    if report.awaiting:
        ids = words.joined(item.id for item in report.awaiting)
        text = words.say("official.awaiting", ids, n=len(report.awaiting))
        yield Point(2, words.say("official.awaiting.head"), text)
    if report.not_comparable:
        said = words.say("sentence").join(_apart(one, words) for one in report.not_comparable)
        yield Point(2, words.say("official.apart.head"), said + words.say("stop"))
    if report.unfit:
        said = words.say("sentence").join(one.rstrip("。.") for one in report.unfit)
        yield Point(2, words.say("official.unfit"), said + words.say("stop"))


def _apart(one: NotComparableWords, words: Words) -> str:
    group = words.say("bracketed", one.group) if one.group else ""
    return words.say("official.apart", one.subject + group, one.why, one.old, one.new)


def _checks(report: Report, words: Words) -> Iterator[Point]:
    """The chapter that proves the others: the ledger, the declarations, what was folded."""
    said = {
        "ledger": [
            words.say("official.balance", row.subject, row.old_equation, row.new_equation, row.verdict)
            for row in report.ledger
        ],
        "declared": [group.title for group in report.transfers],
        "folded": [words.say("official.folded", one.kind, one.count, one.what) for one in report.folded],
    }
    heads = [key for key, lines in said.items() if lines]
    if not heads:
        return
    yield Point(1, words.say("official.checks"))
    for key in heads:
        text = words.say("sentence").join(said[key]) + words.say("stop")
        yield Point(2, words.say(f"official.{key}.head"), text)


def _annexes(report: Report, words: Words) -> tuple[Annex, ...]:
    """The annexes there is something for; a sole one has no number."""
    duties = any(section.subject == "duty" and section.groups for section in report.sections)
    others = any(section.subject != "duty" and section.groups for section in report.sections)
    there: dict[AnnexKey, bool] = {
        "changes": bool(report.comparison.rows) if report.comparison else others,
        "duties": duties,
        "transfers": bool(report.transfers),
        "proof": True,
    }
    keys = [key for key, is_there in there.items() if is_there]
    titles = [words.say(f"official.annex.{'comparison' if _compared(key, report) else key}") for key in keys]
    if len(keys) == 1:
        return (Annex(keys[0], words.say("official.annex.sole"), titles[0], ""),)
    return tuple(
        Annex(key, words.say("official.annex", n), title, words.say("official.item", n))
        for n, (key, title) in enumerate(zip(keys, titles, strict=True), 1)
    )


def _compared(key: AnnexKey, report: Report) -> bool:
    """Whether the annex is the table of old and new that holds every change, duties too."""
    return key == "changes" and report.comparison is not None


def _note(report: Report, head: Letterhead, annexes: tuple[Annex, ...], words: Words) -> str:
    """What stands in brackets under the signature: the staff's note, and by which hashes the two releases are known."""
    known = words.say("official.known", report.old.sha256[:12], report.new.sha256[:12], annexes[-1].head)
    return words.say("sentence").join(filter(None, (head.note.strip("（）() "), known)))


def _signature(head: Letterhead, words: Words) -> Iterator[Line]:
    """Who signs and when: two characters in from the right, the date's first character two after the name's."""
    who = head.signed or head.issuer.removesuffix("文件")
    when = words.date(head.date) if head.date else ""
    left = max(2.0, width(when) - width(who) + 4) if who and when else 2.0
    if who:
        yield Line(who, left)
    if when:
        yield Line(when, max(2.0, width(who) + left - 2 - width(when)) if who else 2.0)
