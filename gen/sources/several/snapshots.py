"""Two snapshots of one release, from two sources, to one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from gen.model.record import Coverage, Covered, Duty, Finding, Locator, Snapshot, Text
from gen.sources.several import duties, posts
from gen.sources.several.clash import About, Clashes, plain
from gen.sources.several.units import Trees
from gen.sources.units import Ids
from gen.sources.words import item_number

_Part = TypeVar("_Part")
_STATE = "中华人民共和国"
_SUBJECTS = ("units", "duties", "posts", "staffing", "transfers")


def joined(first: Snapshot, second: Snapshot) -> Snapshot:
    """What both state, once; where they contradict each other the first, with both readings kept."""
    clashes = Clashes()
    about = About("body", first.name.primary, None, _top(first), _top(second))
    ours, theirs, left_out = _duties(first, second)
    trees = Trees(_given(first, ours), clashes=clashes)
    units = trees.joined(first.units, second.units)
    own = duties.joined(ours, theirs, trees, "", clashes)
    kept = {duty.id: duty.id for duty in own} | {unit.id: unit.id for unit, _ in first.walk()}
    kept |= {duty.id: duty.id for unit, _ in first.walk() for duty in unit.duties}
    return first.model_copy(
        update={
            "title": first.title or second.title,
            "document": first.document or second.document,
            "effective": _effective(about, first, second, clashes),
            "sources": (*first.sources, *second.sources),
            "coverage": _coverage(first, second),
            "name": _name(about, first.name, second.name, clashes),
            "level": clashes.pick(about, "level", first.level, second.level),
            "nameplates": clashes.plates(about, first.nameplates, second.nameplates),
            "basis": _union(first.basis, second.basis, lambda one: plain(one.text)),
            "relations": _union(first.relations, second.relations, lambda one: (one.kind, plain(one.name.primary))),
            "duties": own,
            "units": units,
            "posts": posts.joined(first.posts, second.posts, clashes),
            "staffing": posts.staffing(first.staffing, second.staffing, clashes),
            "adjustments": _union(first.adjustments, second.adjustments, lambda one: plain(one.text)),
            "transfers": _union(
                first.transfers, second.transfers, lambda one: (one.kind, plain(one.what), plain(one.target or ""))
            ),
            "findings": (*_about(first.findings, kept), *_about(second.findings, trees.ids), *left_out),
            "contradictions": (*first.contradictions, *clashes.found),
        }
    )


def _given(first: Snapshot, ours: Sequence[Duty]) -> Ids:
    """The ids of what is taken from the first source, which nothing of the second one may get."""
    given, units = Ids(), [unit for unit, _ in first.walk()]
    for unit in units:
        given.new(unit.id)
    for duty in (*ours, *(duty for unit in units for duty in unit.duties)):
        given.new(duty.id)
    return given


def _top(snapshot: Snapshot) -> Locator:
    """The beginning of the source a snapshot rests on."""
    return Locator(source=snapshot.sources[0].id, line=1)


def _effective(about: About, first: Snapshot, second: Snapshot, clashes: Clashes) -> str:
    """The date a source states; one that is that of the release is stated by none."""
    day = first.release.partition("+")[0]
    stated = [None if one.effective == day else one.effective for one in (first, second)]
    return clashes.dated(about, "effective", *stated) or day


def _name(about: About, first: Text, second: Text, clashes: Clashes) -> Text:
    if first.zh and second.zh and first.zh.removeprefix(_STATE) == second.zh.removeprefix(_STATE):
        second = replace(second, zh=first.zh)
    return clashes.text(about, "name", first, second)


def _duties(first: Snapshot, second: Snapshot) -> tuple[tuple[Duty, ...], tuple[Duty, ...], tuple[Finding, ...]]:
    """The body's duties that are taken from each, and what that leaves out.

    Told in prose, or in another language only, they do not add to those of a list.
    """
    ours, theirs = first.duties, second.duties
    left: tuple[Finding, ...] = ()
    if ours and theirs and first.coverage.prose and not second.coverage.prose:
        ours, left = (), (_left_out(ours, second),)
    elif ours and theirs and (second.coverage.prose > first.coverage.prose or not _comparable(ours, theirs)):
        theirs, left = (), (_left_out(theirs, first),)
    return ours, theirs, left


def _comparable(ours: Sequence[Duty], theirs: Sequence[Duty]) -> bool:
    """Whether duties can be told apart: by their wording, or by their numbers in two languages."""
    numbers = [[item_number(duty.number or "", "en") for duty in some] for some in (ours, theirs)]
    return duties.same_language(ours, theirs) or (numbers[0] == numbers[1] and all(numbers[0]))


def _left_out(left: Sequence[Duty], by: Snapshot) -> Finding:
    text = f"{len(left)} duties told here are not taken: {by.sources[0].name} lists the duties"
    return Finding(kind="duties-left-out", text=text, locator=left[0].locator)


def _coverage(first: Snapshot, second: Snapshot) -> Coverage:
    both = {what: _covered(getattr(first.coverage, what), getattr(second.coverage, what)) for what in _SUBJECTS}
    prose = [one.coverage.prose for one in (first, second) if one.duties]
    return Coverage(**both, prose=bool(prose) and all(prose))


def _covered(one: Covered, other: Covered) -> Covered:
    if isinstance(one, bool) or isinstance(other, bool):
        return True if True in (one, other) else one or other
    return tuple(dict.fromkeys((*one, *other)))


def _union(first: Sequence[_Part], second: Sequence[_Part], key: Callable[[_Part], Hashable]) -> tuple[_Part, ...]:
    known = {key(one) for one in first}
    return (*first, *(one for one in second if key(one) not in known))


def _about(findings: Iterable[Finding], ids: Mapping[str, str]) -> Iterator[Finding]:
    """The findings with the ids that what they are about has now; about nothing where that was not taken."""
    return (finding.model_copy(update={"about": ids.get(finding.about or "")}) for finding in findings)
