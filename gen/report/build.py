"""A whole briefing in words, made from the changes and the two snapshots they were found between."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from gen.diff.text import redline
from gen.model.change import KINDS, SUBJECTS, Balance, Change, Changes, Detail, Folded, ReleaseRef, Subject
from gen.model.record import Snapshot, Source
from gen.model.ruling import Unfit
from gen.report.contradictions import contradictions
from gen.report.flows import flows
from gen.report.ledger import ledger_rows
from gen.report.model import (
    DetailWords,
    FoldedWords,
    GroupWords,
    Item,
    KindGroup,
    Language,
    NotComparableWords,
    ReleaseWords,
    Report,
    SourceWords,
    SubjectSection,
)
from gen.report.sentences import kinds_of, said, sentence
from gen.report.sides import Teller, title
from gen.report.structure import structure
from gen.report.summary import Told, count_rows, lead, sentences
from gen.report.transfers import transfer_groups
from gen.report.words import Words, capital, ground_words

_SECTIONS = (
    "summary", "structure", "unit", "duty", "post", "staffing", "awaiting", "transfers", "not_comparable", "folded",
    "ledger", "sources",
)  # fmt: skip
_SHOWN: Mapping[Subject, tuple[str, ...]] = {
    "unit": ("name",),
    "duty": ("text", "holder"),
    "post": ("holder", "from", "to"),
    "staffing": ("count",),
}
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
Value = TypeVar("Value")


def build(
    changes: Changes,
    old: Snapshot,
    new: Snapshot,
    language: Language,
    names: Mapping[str, str] = MappingProxyType({}),
    *,
    everything: bool = False,
) -> Report:
    """The briefing of the changes between two snapshots.

    names: English names of Chinese ones, from other releases, for an English briefing; those of the two
    releases go first. everything: what was folded is told case by case, too.
    Characters that show nothing or turn the text around are spelled out, as in [U+202E].
    """
    words = Words(language, {**names, **english_names(old), **english_names(new)})
    tellers = Teller.of(old, words), Teller.of(new, words)
    told = [(change, _item(change, *tellers)) for change in _sorted(changes)]
    counts = count_rows(changes, words)
    sections = tuple(_section(subject, told, changes, words) for subject in SUBJECTS if _speaks(subject, changes))
    return visible(
        Report(
            language=language,
            body=new.name.said_in(language),
            title=words.say("title", new.name.said_in(language)),
            subtitle=_subtitle(old, new, words),
            old=_release(old, changes.old, "old", words),
            new=_release(new, changes.new, "new", words),
            lead=lead(changes, counts, tellers[1]),
            counts=counts,
            sentences=sentences(told, words),
            legend=tuple(words.mark(kind) for kind in KINDS),
            structure=structure(changes, old, new, tellers),
            flows=flows(changes, old, new, tellers),
            sections=sections,
            transfers=transfer_groups(
                changes, {item.id: item for _, item in told}, words, speaks=_speaks_of_transfers(old, new)
            ),
            not_comparable=_not_comparable(changes, words),
            folded=tuple(_folded(folded, words, everything=everything) for folded in changes.folded),
            unfit=tuple(_unfit(one, words) for one in changes.unfit),
            ledger=ledger_rows(changes, words),
            labels=words.labels,
            headings=_headings(words, {section.subject for section in sections}),
        )
    )


def _subtitle(old: Snapshot, new: Snapshot, words: Words) -> str:
    """The two releases, with the names of the bodies where they are two."""
    releases = [old.release, new.release]
    if old.body != new.body:
        releases = [words.say("release", words.name(one.name), one.release) for one in (old, new)]
    return words.say("to_release", *releases)


def english_names(snapshot: Snapshot) -> dict[str, str]:
    """The English names the snapshot gives for Chinese ones."""
    texts = [snapshot.name, *snapshot.nameplates]
    for unit, _ in snapshot.walk():
        texts += [unit.name, *unit.nameplates]
    return {text.zh: text.en for text in texts if text.zh and text.en}


def _sorted(changes: Changes) -> list[Change]:
    """The changes subject by subject and kind by kind, otherwise in the order of the record."""
    return sorted(changes.changes, key=lambda c: (SUBJECTS.index(c.subject), KINDS.index(kinds_of(c)[0])))


def _item(change: Change, old: Teller, new: Teller) -> Item:
    words, subject = new.words, change.subject
    return Item(
        id=change.id,
        subject=subject,
        marks=tuple(words.mark(kind) for kind in kinds_of(change)),
        title=title(change, old, new),
        sentence=sentence(change, old, new),
        old=tuple(old.side(side, change) for side in change.old),
        new=tuple(new.side(side, change) for side in change.new),
        details=tuple(_detail(detail, old, new) for detail in change.details if detail.aspect not in _SHOWN[subject]),
        redline=change.redline,
        status=change.status,
        status_word=words.say(_status(change)),
        score=f"{change.score:.2f}",
        evidence=tuple(ground_words(ground, words) for ground in change.evidence),
        runner_up=_runner_up(change, old, new),
        ruling=change.ruling or "",
        findings=tuple(map(words.finding, change.findings)),
        groups=tuple(GroupWords(group, capital(words.group(group))) for group in _groups(change)),
    )


def _groups(change: Change) -> tuple[str, ...]:
    """The groups the sides of a change stand in, the new ones first."""
    return tuple(dict.fromkeys(side.group for side in (*change.new, *change.old) if side.group))


def _status(change: Change) -> str:
    if change.status != "likely":
        return change.status
    return "put_off" if change.ruling else "awaiting"


def _detail(detail: Detail, old: Teller, new: Teller) -> DetailWords:
    aspect = new.words.say(f"aspect.{detail.aspect}")
    return DetailWords(aspect, said(detail.aspect, detail.old, old), said(detail.aspect, detail.new, new))


def _runner_up(change: Change, old: Teller, new: Teller) -> str:
    if not (other := change.runner_up):
        return ""
    before, after = old.joined(other.old, change.subject), new.joined(other.new, change.subject)
    names = " → ".join(name for name in (before, after) if name)
    return new.words.say("runner_up", new.words.mark(other.kind).word, names, f"{other.score:.2f}")


def _speaks_of_transfers(old: Snapshot, new: Snapshot) -> bool:
    """Whether the later release does: what happened between the two is told there."""
    later = old if old.effective > new.effective else new
    return bool(later.coverage.transfers)


def _speaks(subject: Subject, changes: Changes) -> bool:
    """Whether a section is due: always, but for staffing only where there is something to say of it."""
    balance = changes.ledger.get(subject)
    return subject != "staffing" or bool(balance and (balance.old or balance.new))


def _section(subject: Subject, told: list[Told], changes: Changes, words: Words) -> SubjectSection:
    items = [item for change, item in told if change.subject == subject]
    groups = []
    for kind in KINDS:
        if some := tuple(item for item in items if item.marks[0].kind == kind):
            mark = words.mark(kind)
            groups.append(KindGroup(mark, capital(words.say("lead.part", mark.word, len(some))), some))
    note = "" if items else _note(subject, changes, words)
    return SubjectSection(subject, words.say(f"subject.{subject}"), note, tuple(groups))


def _note(subject: Subject, changes: Changes, words: Words) -> str:
    """What to say of a subject without changes: all kept, what is comparable kept, not covered, or nothing there."""
    balance = changes.ledger.get(subject, Balance())
    name = words.say(f"subject.{subject}")
    if balance.kept:
        whole = balance.kept == balance.old == balance.new
        return words.say("kept_all" if whole else "kept_some", words.counted(subject, balance.kept), n=balance.kept)
    if reasons := dict.fromkeys(line.why for line in changes.not_comparable if line.subject == subject):
        return words.say("not_covered", words.joined(words.say(f"why.{why}") for why in reasons))
    return words.say("no_change" if balance.old or balance.new else "neither", name)


def _headings(words: Words, subjects: set[Subject]) -> Mapping[str, str]:
    """The numbered headings by the key of their section, in the order of the briefing."""
    keys = [key for key in _SECTIONS if key not in SUBJECTS or key in subjects]
    numbers = words.say("numbering").split()
    return MappingProxyType(
        {
            key: words.say("heading", number, words.say(f"section.{key}"))
            for key, number in zip(keys, numbers, strict=False)
        }
    )


def _release(snapshot: Snapshot, ref: ReleaseRef, side: str, words: Words) -> ReleaseWords:
    return ReleaseWords(
        ref=snapshot.ref,
        label=words.say("release", words.say(side), snapshot.release),
        title=snapshot.title or words.name(snapshot.name),
        document=snapshot.document or "",
        effective=words.date(snapshot.effective),
        date=snapshot.effective,
        sha256=ref.sha256,
        sources=tuple(_source(source, snapshot, words) for source in snapshot.sources),
        contradictions=contradictions(snapshot.contradictions, words),
    )


def _source(source: Source, snapshot: Snapshot, words: Words) -> SourceWords:
    captured = words.date(snapshot.captured) if snapshot.captured else ""
    return SourceWords(source.id, source.name, source.licence, source.origin or "", captured, source.sha256)


def _folded(folded: Folded, words: Words, *, everything: bool) -> FoldedWords:
    """`what` is a subject, or the words themselves where a term was replaced."""
    what = words.say(f"subject.{folded.what}") if words.has(f"subject.{folded.what}") else folded.what
    items = tuple(redline(*item) for item in folded.items) if everything else ()
    return FoldedWords(capital(words.say(f"folded.{folded.kind}")), folded.count, what, items)


def _unfit(unfit: Unfit, words: Words) -> str:
    """A ruling that no longer fits: which, whose, why, and what it was about."""
    ends = (unfit.old_said, unfit.old), (unfit.new_said, unfit.new)
    sides = " → ".join(words.joined(map(words.excerpt, said) if said else ids) for said, ids in ends if ids)
    verdict = words.say("bracketed", words.labels[f"verdict.{unfit.verdict}"]) if unfit.verdict else ""
    when = words.date(unfit.when or "")
    return words.say("unfit", unfit.ruling, unfit.who or "", when, words.say(f"unfit.{unfit.why}"), sides + verdict)


def _not_comparable(changes: Changes, words: Words) -> tuple[NotComparableWords, ...]:
    return tuple(
        NotComparableWords(
            subject=capital(words.say(f"subject.{line.subject}")),
            group=capital(words.group(line.group)) if line.group else "",
            old=line.old,
            new=line.new,
            why=words.say(f"why.{line.why}"),
        )
        for line in changes.not_comparable
    )


def visible(value: Value) -> Value:
    """The value with every unseen character in its words spelled out."""
    if isinstance(value, str):
        return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        parts = map(visible, value)
        return value._make(parts) if hasattr(value, "_make") else tuple(parts)  # type: ignore[return-value]
    return value
