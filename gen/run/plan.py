"""What there is to do for a body, found without reading more than is needed: first at a glance, then by hash."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gen import __version__
from gen.errors import CannotRead
from gen.run import glance
from gen.run.look import look

if TYPE_CHECKING:
    from gen.config.model import Body, Config
    from gen.run.state import BodyState, State
    from gen.run.task import Task


@dataclass(frozen=True, slots=True)
class Plan:
    """One body as a run finds it: what its files look like, and why it has to be worked on.

    reasons: those that are certain. doubtful: whether there may be others, which the work would find.
    """

    body: Body
    inputs: glance.Stats
    shape: tuple[object, ...]
    moved: bool = False
    reasons: tuple[str, ...] = ()
    doubtful: bool = False

    @property
    def needed(self) -> bool:
        """Whether the body has to be worked on."""
        return bool(self.reasons) or self.doubtful


def plan(config: Config, state: State, body: Body, channels: Collection[str]) -> Plan:
    """What there is to do for a body; channels: those that are told of briefings."""
    before = state.bodies.get(body.id)
    inputs = glance.inputs(body, config.file.parent, config.store)
    shape = (repr(body), config.keep, bool(channels), __version__, _look(body.brief.template))
    outputs = glance.digest(glance.tree(f"{config.out}/{body.id}"))
    moved = before is None or outputs != before.outputs
    same = before is not None and not moved and glance.digest(inputs, shape) == before.inputs
    asked = any(source.casefold().startswith(("http://", "https://")) for source in body.sources)
    certain = tuple(_reasons(config, body, before, channels, same=same))
    return Plan(body, inputs, shape, moved, certain, doubtful=asked or not same)


def task(config: Config, state: State, found: Plan, day: str, channels: Collection[str], **asked: bool) -> Task:
    """The work on a body; asked: accept_shrink, rehearsal, first."""
    from gen.run.task import Task

    body = found.body
    before = state.body(body.id)
    owed = frozenset(release for release, left in before.told.items() if {*left} & {*channels})
    return Task(
        body=body,
        folder=config.file.parent,
        store=config.store,
        out=config.out,
        day=day,
        keep=config.keep,
        known=before.known,
        tells=bool(channels),
        settled=frozenset(before.told) - owed,
        owed=owed,
        **asked,
    )


def _reasons(
    config: Config, body: Body, before: BodyState | None, channels: Collection[str], *, same: bool
) -> Iterator[str]:
    """Yields a line for everything that is certain to be done."""
    if before is None:
        yield "nothing is known of it yet"
        return
    if before.trouble:
        yield f"{before.trouble.state} since {before.trouble.since}"
    for release, left in before.told.items():
        if due := sorted({*left} & {*channels}):
            yield f"{body.id}@{release} is still to be told by {' and '.join(due)}"
    if not same:
        yield from _documents(config, body, before)
        for folder in before.folders:
            if not os.path.isfile(f"{config.out}/{body.id}/{folder}/manifest.json"):  # noqa: PTH113 (false at any refusal)
                yield f"{folder} is not published"


def _documents(config: Config, body: Body, before: BodyState) -> Iterator[str]:
    """Yields a line for each source that is new, changed or gone."""
    try:
        looked = look(body, config.file.parent)
    except CannotRead as error:
        yield str(error)
        return
    for document in looked.documents:
        known = before.known.get(document.key)
        if known is None:
            yield f"new source {document.key}"
        elif document.path is not None and _sha256(document.path) != known.sha256:
            yield f"changed source {document.key}"
    for source in looked.empty:
        if any(key.startswith(f"{source.rstrip('/')}/") for key in before.known):
            yield f"{source} is empty"


def _sha256(path: Path) -> str:
    from gen.files import read

    try:
        return hashlib.sha256(read(path, follow=True)).hexdigest()
    except CannotRead:
        return ""


@cache
def _look(template: str) -> str:
    """A word for the files of a template."""
    from gen.template import root

    own = Path(template) if "/" in template or "\\" in template else root() / template
    return glance.digest(glance.files(root()) | glance.files(root() / "briefing") | glance.files(own))
