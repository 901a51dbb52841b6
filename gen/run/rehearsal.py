"""What a run would do and why; nothing is written, nobody is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from gen.run.plan import Plan, plan, task
from gen.run.state import load
from gen.run.telling import channels

if TYPE_CHECKING:
    from gen.config.model import Body, Config
    from gen.run.task import Made
    from gen.run.telling import Means
    from gen.run.workers import Failed


def rehearse(config: Config, bodies: Sequence[Body], means: Means, *, jobs: int, accept_shrink: bool) -> int:
    """Shows for each body what would be done and why; returns the exit code that a run would have."""
    from gen.run.work import work
    from gen.run.workers import results

    state, told = load(config.out), channels(config)
    day = means.clock().date().isoformat()
    plans = {body.id: plan(config, state, body, told) for body in bodies}
    tasks = [
        task(config, state, found, day, told, accept_shrink=accept_shrink, rehearsal=True)
        for found in plans.values()
        if found.needed
    ]
    for body in bodies:
        if not plans[body.id].needed:
            means.show(f"{body.id}: nothing to do")
    ends = list[str]()
    with closing(results(work, tasks, jobs=jobs, limits=lambda one: one.body.limits)) as made_of:
        for one, made in made_of:
            ends.append(getattr(made, "state", "failed"))
            for line in _would(plans[one.body.id], made):
                means.show(f"{one.body.id}: {line}")
    failed = ends.count("failed")
    return 2 if failed and failed == len(plans) else 3 if failed or "held" in ends else 0


def _would(found: Plan, made: Made | Failed) -> Iterator[str]:
    """Yields what would become of a body, line by line, the reasons first."""
    from gen.run.workers import Failed

    yield from found.reasons
    if isinstance(made, Failed):
        yield from (f"would fail: {line}" for line in made.why)
        return
    yield from made.notes
    for line in made.why:
        yield f"would be {made.state}: {line}"
    for release in made.imported:
        yield f"would import {found.body.id}@{release}"
    for one in made.sets:
        yield f"would publish {one.published.folder}: {one.why}"
    if not (made.why or made.imported or made.sets or made.notes or found.reasons):
        yield "nothing to do"
