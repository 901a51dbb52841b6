"""One unattended run from beginning to end, under the lock: the only writer, while the workers make what it writes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from gen.errors import GenError
from gen.run import glance
from gen.run.keep import look_of_pages, put, refused
from gen.run.plan import Plan, plan, task
from gen.run.record import Recorder, finished, instant, lines, runs
from gen.run.state import BodyState, State, Trouble, load, save, stale
from gen.run.telling import Means, channels, due, expected, failures, recovered, settled

if TYPE_CHECKING:
    from gen.config.model import Body, Config
    from gen.model.run import Channel, Told
    from gen.run.stop import Stop
    from gen.run.task import Made
    from gen.tell import News

_LOOKED = timedelta(days=3)
_CHEAP = 0.05
_WHOLE = 1.0


class Night:
    """A run on some bodies; `run` returns its exit code."""

    def __init__(
        self, config: Config, bodies: Sequence[Body], means: Means, stop: Stop, *, jobs: int, accept_shrink: bool
    ) -> None:
        self.config, self.bodies, self.means, self.stop = config, bodies, means, stop
        self.jobs, self.accept_shrink = jobs, accept_shrink
        self.began = means.clock()
        self.day = self.began.date().isoformat()
        self.channels = channels(config)
        self.record = Recorder(config.out, self.began, os.getpid())
        self.pings: list[Told] = []
        self.news: list[News] = []
        self.counts = Counter[str]()
        self.state = self.before = State()
        self.pages_stale = self.amiss = False
        self.first = frozenset[str]()
        self.plans = dict[str, Plan]()

    def run(self) -> int:
        """Does everything there is to do; raises Stopped, and CannotWrite where nothing can be recorded."""
        try:
            self._ping(None)
            try:
                code = self._night()
            except Exception:
                self._ping(2)
                raise
            self._ping(code)
            self._finish(code)
            return code
        finally:
            self.record.close()

    def _night(self) -> int:
        self._remember()
        for body in self.bodies:
            self.plans[body.id] = plan(self.config, self.state, body, self.channels)
        if self.state.lost or any(found.reasons for found in self.plans.values()):
            self.record.begin()
        self._work()
        self._pages()
        self._tell()
        self._save()
        return self._code()

    def _remember(self) -> None:
        """Reads what the last run left, and mends what a killed one did."""
        self.state = self.before = load(self.config.out)
        records = runs(self.config.out)
        killed = bool(records) and not finished(records[-1])
        wanted, known = {body.id for body in self.config.bodies}, self.before.bodies
        self.first = frozenset() if killed else frozenset(wanted - known.keys())
        for path in records if self.state.lost else records[-1:] if killed else ():
            self.state = recovered(self.state, lines(path), self.channels)
        self.pages_stale = any(state.trouble for name, state in known.items() if name not in wanted)
        # What a killed run made of a new body has still to be told, also where this run leaves that body out.
        held = wanted if killed else wanted & self.state.bodies.keys()
        self.state = replace(self.state, bodies={name: self.state.body(name) for name in held})
        if killed:
            from gen.run.sweep import sweep

            sweep(self.config.store, self.config.out)
            self.record.begin()

    def _work(self) -> None:
        """Has every body worked on that needs it, and keeps what comes of it, in the order of the configuration."""
        needed = [found for found in self.plans.values() if found.needed]
        self.counts["nothing"] += len(self.plans) - len(needed)
        if not needed:
            return
        from gen.run.work import work
        from gen.run.workers import Failed, results

        costs = {found.body.id: _WHOLE if found.reasons else _CHEAP for found in needed}
        tasks = [
            task(
                self.config,
                self.state,
                found,
                self.day,
                self.channels,
                accept_shrink=self.accept_shrink,
                first=found.body.id in self.first,
            )
            for found in needed
        ]
        made_of = results(
            work,
            tasks,
            jobs=self.jobs,
            limits=lambda one: one.body.limits,
            cost=lambda one: costs[one.body.id],
        )
        with closing(made_of):
            for one, made in made_of:
                if isinstance(made, Failed):
                    self._trouble(one.body.id, "failed", made.why)
                elif made.state in ("failed", "held"):
                    self._trouble(one.body.id, "held" if made.state == "held" else "failed", made.why, made.notes)
                else:
                    self._keep(self.plans[one.body.id], made)

    def _keep(self, found: Plan, made: Made) -> None:
        """Writes what was made of a body, the store first; a place that takes nothing costs the body only."""
        before = self.state.body(made.body)
        try:
            if made.store or made.sets:
                self.record.begin()
            written = put(self.config, self.stop, made, found.inputs)
        except GenError as error:
            self._trouble(made.body, "failed", tuple(str(error).splitlines()))
            return
        now = glance.inputs(found.body, self.config.file.parent, self.config.store)
        after = replace(
            before,
            inputs=glance.digest(glance.after(found.inputs, now, written), found.shape),
            known=made.known,
            folders=made.places,
            trouble=None,
        )
        after = expected(after, made.wanted, (news.new for news in made.news), self.channels)
        self.news += made.news
        moved = found.moved or made.places != before.folders
        self.pages_stale |= bool(made.sets) or moved or before.trouble is not None
        self.state = self.state.with_body(made.body, after)
        self._done(made.body, made.state, made)

    def _trouble(self, body: str, state: str, why: tuple[str, ...], notes: tuple[str, ...] = ()) -> None:
        """Remembers that a body could not be brought up to date; what it published stays.

        Files are told as gen.toml sees them: the reasons stand on pages that others read.
        """
        for line in why:
            self.means.say(f"{body}: {line}")
        why = tuple(line.replace(f"{self.config.file.parent}{os.sep}", "") for line in why)
        before = self.state.body(body)
        since = before.trouble.since if before.trouble else self.day
        trouble = Trouble("held" if state == "held" else "failed", since, why)
        self.pages_stale |= before.trouble != trouble
        self.state = self.state.with_body(body, replace(before, trouble=trouble))
        self._done(body, state, None, why, notes)

    def _done(
        self, body: str, state: str, made: Made | None, why: tuple[str, ...] = (), notes: tuple[str, ...] = ()
    ) -> None:
        from gen.model.run import Done

        self.counts[state] += 1
        line = Done.model_validate(
            {
                "state": state,
                "body": body,
                "at": instant(self.means.clock()),
                "imported": made.imported if made else (),
                "published": tuple(one.published for one in made.sets) if made else (),
                "notes": made.notes if made else notes,
                "why": why,
            }
        )
        if state != "nothing" or (made and made.notes) or self.record.begun:
            self.record.add(line)
        if made and state == "done":
            published = (f"published {one.published.folder}" for one in made.sets)
            imported = (f"imported {body}@{release}" for release in made.imported)
            self.means.show(f"{body}: {', '.join((*imported, *published))}")

    def _pages(self) -> None:
        """Brings latest/, the pages above all bodies and the feed in line, and takes away what is no longer kept."""
        if not (self.pages_stale or look_of_pages(self.config) != self.state.pages):
            return
        from gen.site import refresh

        self.record.begin()
        wanted = {f"{name}/{folder}" for name, state in self.state.bodies.items() for folder in state.folders}
        try:
            with refused(self.config.out):
                refresh(
                    self.config.out,
                    stale(self.state),
                    site=self.config.site,
                    keep=self.config.keep,
                    wanted=wanted,
                    whole=self.stop.whole,
                )
            self.state = replace(self.state, pages=look_of_pages(self.config))
        except GenError as error:
            self.amiss = True
            self.state = replace(self.state, pages="")
            for line in str(error).splitlines():
                self.means.say(line)

    def _tell(self) -> None:
        """Tells what is new and what is wrong; what cannot be delivered is put off to the next run."""
        troubled = any(state.trouble for state in self.state.bodies.values()) or any(self.state.heard.values())
        if not self.channels or not (self.news or troubled):
            return
        from gen.tell import tell

        troubles = failures(self.config, self.state, self.plans)
        if not due(self.news, troubles, self.channels, self.means.clock()):
            return
        self.record.begin()
        means = self.means
        amiss: dict[str, list[str]] = {}
        for told in tell(
            self.news,
            troubles,
            self.config,
            environment=means.environment,
            now=means.clock,
            sleep=means.sleep,
            sent=self._sent(),
        ):
            self.record.add(told)
            self.state = settled(self.state, told, troubles, means.clock())
            if told.state == "put off":
                how = f"could not be told by {told.channel}, the next run tries again: {told.why}"
                amiss.setdefault(how, []).append(told.about)
            elif told.why:
                amiss.setdefault(f"told by {told.channel}, but {told.why}", []).append(told.about)
        for how, some in amiss.items():
            means.say(f"{some[0] if len(some) == 1 else f'{some[0]} and {len(some) - 1} more'} {how}")

    def _sent(self) -> set[tuple[Channel, str]]:
        """Each channel with what it was told already."""
        return {
            (channel, news.about)
            for news in self.news
            for channel in self.channels
            if channel not in self.state.body(news.body).told.get(news.new, ())
        }

    def _ping(self, code: int | None) -> None:
        if self.config.ping is None:
            return
        from gen.tell import ping

        if told := ping(self.config, code, now=self.means.clock):
            self.pings.append(told)

    def _save(self) -> None:
        """Remembers this run, where there is anything that the last one did not know."""
        self.state = replace(self.state, lost=False)
        if self.record.begun or self.state != self.before or any(map(self._is_old, self.plans)):
            looked = {name: self._looked(found, self.state.body(name)) for name, found in self.plans.items()}
            self.state = replace(self.state, bodies={**self.state.bodies, **looked})
            with self.stop.whole():
                save(self.config.out, self.state)

    def _is_old(self, body: str) -> bool:
        """Whether it was so long ago that a body was looked at that it has to be noted; also where it lies ahead."""
        try:
            since = self.began - datetime.fromisoformat(self.state.body(body).looked)
        except ValueError:
            return True
        return not timedelta() <= since < _LOOKED

    def _looked(self, found: Plan, state: BodyState) -> BodyState:
        outputs = glance.digest(glance.tree(f"{self.config.out}/{found.body.id}"))
        return replace(state, looked=instant(self.began), outputs=outputs)

    def _code(self) -> int:
        failed, held = self.counts["failed"], self.counts["held"]
        if failed and failed == len(self.plans):
            return 2
        return 3 if failed or held or self.amiss else 0

    def _finish(self, code: int) -> None:
        if not self.record.begun:
            return
        from gen.model.run import Finished

        for told in self.pings:
            self.record.add(told)
        bodies = {state: self.counts[state] for state in ("done", "nothing", "held", "failed") if self.counts[state]}
        self.record.add(Finished.model_validate({"at": instant(self.means.clock()), "exit": code, "bodies": bodies}))
        self.means.show(", ".join(f"{state} {number}" for state, number in bodies.items()))
