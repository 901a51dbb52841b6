"""The unattended run: look at the sources of every body, import, compare, publish, tell; what needs nothing is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from gen.errors import Busy, Unknown
from gen.run.lock import locked
from gen.run.stop import Stop, Stopped
from gen.run.telling import Means

if TYPE_CHECKING:
    from gen.config.model import Body, Config

BUSY = 75
_Say = Callable[[str], None]


def run(
    config: Config,
    *,
    now: Callable[[], datetime],
    environment: Mapping[str, str],
    say: _Say,
    sleep: Callable[[float], None],
    jobs: int | None = None,
    only: Sequence[str] = (),
    dry_run: bool = False,
    accept_shrink: bool = False,
    show: _Say = lambda _: None,
) -> int:
    """Brings every body, or `only` some, up to date and returns the exit code.

    0 all is well, 2 nothing could be done, 3 some bodies failed or were held, 75 another run is at work, 128 and the
    number of the signal that ended it. say: hears of failures, a line each; show: of what was done, or with `dry_run`
    of what would be. Raises Unknown for a body that is not configured, CannotWrite where no lock or record can be had.
    """
    from gen.run.cores import cores
    from gen.run.night import Night
    from gen.run.record import holder

    bodies = _chosen(config, only)
    means = Means(now, environment, sleep, say, show)
    stop = Stop()
    many = jobs or config.jobs or cores()
    try:
        with stop.heeded(), locked(config.store, create=not dry_run):
            if dry_run:
                from gen.run.rehearsal import rehearse

                return rehearse(config, bodies, means, jobs=many, accept_shrink=accept_shrink)
            return Night(config, bodies, means, stop, jobs=many, accept_shrink=accept_shrink).run()
    except Busy as error:
        say(str(Busy(error.path, holder(config.out))))
        return BUSY
    except Stopped as stopped:
        say(f"stopped by signal {stopped.number}; the next run goes on from here")
        return stopped.code


def _chosen(config: Config, only: Sequence[str]) -> tuple[Body, ...]:
    """The bodies to look at, in the order of the configuration; raises Unknown."""
    known = {body.id for body in config.bodies}
    for name in only:
        if name not in known:
            raise Unknown("body", name, known, str(config.file))
    return tuple(body for body in config.bodies if not only or body.id in only)
