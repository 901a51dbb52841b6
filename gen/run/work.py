"""The work on one body, as it is done in a worker: everything is read and made, nothing is written."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gen.errors import GenError
from gen.run.task import Made, MadeSet, Task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gen.briefing import Comparison
    from gen.run.wanted import Wanted
    from gen.store.ahead import Ahead
    from gen.tell import News

__all__ = ["Made", "MadeSet", "Task", "work"]

_SETTINGS = {"as": "form", "accept": "tracked", "allow-private": "allow_private"}


def work(task: Task) -> Made:
    """What is to be written for a body: releases of new or changed sources, and the sets that are not as wanted.

    A source that is gone or cannot be read makes it failed, one that has lost too much held; then nothing is to be
    written.
    """
    from gen.store.ahead import Ahead

    try:
        return _worked(task, Ahead(task.store))
    except GenError as error:
        why = tuple(_with_setting(line, task.body.id) for line in str(error).splitlines())
        return Made(task.body.id, "failed", known=task.known, why=why)


def _with_setting(line: str, body: str) -> str:
    """The line of an error; an option of gen import that it names is a setting of gen.toml here."""
    found = re.search(r"--(as|accept|allow-private)(?![\w-])", line)
    return f"{line} (in gen.toml: {_SETTINGS[found[1]]} in [body.{body}])" if found else line


def _worked(task: Task, store: Ahead) -> Made:
    from gen.run.take import take
    from gen.run.wanted import differs, wanted

    body = task.body
    taken = take(task, store)
    if taken.why:
        return Made(body.id, "held", known=task.known, notes=tuple(taken.notes), why=tuple(taken.why))
    releases = store.releases(body.id) if store.holds(body.id) else ()
    all_sets = wanted(body.id, body.brief, releases, task.keep, task.owed)
    making = _Making(task, store)
    sets = tuple(making.made(one, why) for one in all_sets if (why := differs(task.out, one, store, body.brief)))
    news = _news(task, making, all_sets, sets)
    return Made(
        body.id,
        "done" if taken.imported or sets else "nothing",
        imported=tuple(taken.imported),
        store=store.unwritten,
        sets=sets,
        news=news,
        known=taken.known,
        wanted=tuple(dict.fromkeys(one.new for one in all_sets)),
        places=tuple(one.place for one in all_sets),
        notes=tuple(dict.fromkeys((*taken.notes, *making.notes))),
    )


class _Making:
    """The comparisons and sets of one body, each comparison made once."""

    def __init__(self, task: Task, store: Ahead) -> None:
        self.task = task
        self.notes = list[str]()
        self.comparison = cache(lambda old, new, language: _compared(store, task.body.id, old, new, language))

    def made(self, one: Wanted, why: str) -> MadeSet:
        """A set as it is to be written."""
        from gen.briefing import earlier, files, whole
        from gen.manifest import FILE, counts, left_over, sha256
        from gen.model.run import Published
        from gen.run.wanted import look_of

        brief = self.task.body.brief
        comparison = self.comparison(one.old, one.new, one.language)
        names = files(",".join(brief.formats) if brief.formats else None)
        made = (
            {}
            if self.task.rehearsal
            else whole(comparison, names, look_of(brief.template, one.language, brief.sets), self.notes.append)
        )
        before = earlier(self.task.out, one.body, one.place, self.notes.append)
        about = Published(
            old=one.old,
            new=one.new,
            language=one.language,
            folder=f"{one.body}/{one.place}",
            counts=counts(comparison.changes),
            manifest=sha256(made.get(FILE, b"")),
        )
        return MadeSet(about, made, left_over(before, tuple(made)) if made else {}, why)


def _compared(store: Ahead, body: str, old: str, new: str, language: str) -> Comparison:
    from gen.briefing import compare

    return compare(store, (f"{body}@{old}", f"{body}@{new}"), "en" if language == "en" else "zh")


def _news(task: Task, making: _Making, all_sets: Sequence[Wanted], sets: Sequence[MadeSet]) -> tuple[News, ...]:
    """What is to be told: the briefings on releases that are not settled, each with its sets in all languages."""
    from gen.manifest import FILE
    from gen.out import published
    from gen.tell import news_of

    fresh = {made.published.folder: made.files.get(FILE, b"") for made in sets}
    found = []
    for new in dict.fromkeys(one.new for one in all_sets if one.new not in task.settled):
        some = [one for one in all_sets if one.new == new]
        some = [one for one in some if one.old == some[-1].old]
        folders = [f"{one.body}/{one.place}" for one in some]
        if not task.tells or task.rehearsal or (task.first and not any(folder in fresh for folder in folders)):
            continue
        manifests = {
            folder: fresh.get(folder) or published(task.out, one.body, one.place, FILE) or b""
            for folder, one in zip(folders, some, strict=True)
        }
        comparison = making.comparison(some[0].old, new, some[0].language)
        found.append(news_of(comparison.report, comparison.changes, comparison.new.snapshot.name, manifests))
    return tuple(found)
