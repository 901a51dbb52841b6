"""How it stands with each body that gen run looks after: read from what it left, nothing written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from gen.config import Config
from gen.errors import BadValue, Busy, GenError, Unknown
from gen.manifest import FILE as MANIFEST
from gen.run.lock import locked
from gen.run.record import instant, lines, runs
from gen.run.state import BodyState, load
from gen.run.telling import channels
from gen.site import listed, newest
from gen.store import Store

_AGE = re.compile(r"([0-9]{1,6})([smhdw])")
_Judged = tuple[Literal["fine", "stale", "failed", "held"], tuple[str, ...]]
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_AHEAD = timedelta(days=1)
_SOME = 3
_ENDED_WELL = (0, _SOME)


@dataclass(frozen=True, slots=True)
class Run:
    """The last run that had anything to do: how far it came, and how it ended.

    amiss: whether something beside the bodies failed: the pages above them all.
    """

    began: str
    state: Literal["finished", "at work", "killed"]
    ended: str | None = None
    exit: int | None = None
    amiss: bool = False


@dataclass(frozen=True, slots=True)
class Briefing:
    """The newest briefing of a body: its folder below out, its languages, and when it was put there."""

    folder: str
    languages: tuple[str, ...]
    at: str


@dataclass(frozen=True, slots=True)
class BodyStatus:
    """What is known of one body; times are None where nothing is known. why: what is not as it should be, a line each.

    release: the latest in the store. waiting: the channels that are still to hear of a release.
    """

    body: str
    state: Literal["fine", "stale", "failed", "held"]
    looked: str | None
    release: str | None
    imported: str | None
    published: Briefing | None
    told: str | None
    waiting: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """The last run and each body, in the order of gen.toml."""

    run: Run | None
    bodies: tuple[BodyStatus, ...]

    @property
    def fine(self) -> bool:
        """Whether the last run ended as it should, every body is up to date, and nobody is still to be told."""
        ended = self.run is None or self.run.state == "at work" or self.run.exit in _ENDED_WELL
        well = all(body.state == "fine" and not body.waiting for body in self.bodies)
        return ended and well and not (self.run and self.run.amiss)

    def plain(self) -> dict[str, Any]:
        """The same as plain data."""
        return {"fine": self.fine, **asdict(self)}


@dataclass(frozen=True, slots=True)
class _Past:
    """What the records say, by body: when it was last looked at, something imported, somebody told.

    cut: the lines of a last run that did not finish, and so told the state nothing.
    """

    looked: dict[str, str]
    imported: dict[str, str]
    told: dict[str, str]
    cut: dict[str, Mapping[str, Any]]


def status(config: Config, now: datetime, max_age: timedelta, only: str | None = None) -> Status:
    """How it stands with every body of a configuration, or with one; raises Unknown for a body that it has not."""
    if only is not None and only not in (known := [body.id for body in config.bodies]):
        raise Unknown("body", only, known, str(config.file))
    wanted = [body.id for body in config.bodies if only in (None, body.id)]
    records = runs(config.out)
    run = _run(config.store, records)
    past, state, sets = _past(records, run, now), load(config.out), _briefings(config.out)
    store = Store(config.store)
    bodies = []
    for body in wanted:
        seen = state.body(body)
        looked = max(seen.looked, past.looked.get(body, "")) or None
        how, why = _troubled(seen, past.cut.get(body)) or _aged(looked, now, max_age)
        release, fault = _latest(store, body)
        bodies.append(
            BodyStatus(
                body=body,
                state="failed" if fault and how in ("fine", "stale") else how,
                looked=looked,
                release=release,
                imported=past.imported.get(body),
                published=sets.get(body),
                told=past.told.get(body),
                waiting=tuple(sorted({*chain(*seen.told.values())} & {*channels(config)})),
                why=(*why, *([fault] if fault else [])),
            )
        )
    return Status(run, tuple(bodies))


def age(said: str) -> timedelta:
    """The time that "8d" or "36h" says; raises BadValue."""
    found = _AGE.fullmatch(said)
    if not found:
        raise BadValue("--max-age", said, "a time such as 8d, 36h or 90m")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def told(found: Status) -> Iterator[str]:
    """Yields what is known as lines of text."""
    yield _of_run(found.run)
    width = max((len(one.body) for one in found.bodies), default=0)
    for one in found.bodies:
        parts = [
            f"looked at {one.looked or 'never'}",
            f"release {one.release or 'none'}" + (f", imported {one.imported}" if one.imported else ""),
            _of_briefing(one.published),
            f"told {one.told}" if one.told else "nobody told yet",
        ]
        yield f"{one.body:<{width}}  {one.state:<6}  {' | '.join(parts)}"
        for why in one.why:
            yield f"{'':<{width}}          {why}"
        if one.waiting:
            yield f"{'':<{width}}          still to be told by {' and '.join(one.waiting)}; every run tries again"


def _of_run(run: Run | None) -> str:
    if run is None:
        return "no run yet; gen run does all there is to do"
    if run.state == "at work":
        return f"a run is at work since {run.began}"
    if run.state == "killed":
        return f"the last run, begun {run.began}, did not finish; gen run goes on where it stopped"
    well = "" if run.exit in _ENDED_WELL else ", nothing could be done"
    well = ", the pages above all bodies could not be brought up to date" if run.amiss else well
    return f"the last run that had something to do began {run.began} and ended {run.ended} with exit {run.exit}{well}"


def _of_briefing(one: Briefing | None) -> str:
    return f"published {one.folder} ({', '.join(one.languages)}) {one.at}" if one else "nothing published yet"


def _run(store: Path, records: tuple[Path, ...]) -> Run | None:
    """The last run; one whose record has no last line is at work only while it holds the lock."""
    if not records:
        return None
    found = lines(records[-1])
    began = str(found[0].get("at", "")) if found else _of_name(records[-1])
    last = found[-1] if found else {}
    if last.get("state") == "finished":
        exit_, bodies = int(last.get("exit", 2)), last.get("bodies") or {}
        amiss = exit_ == _SOME and not {"failed", "held"} & {*bodies}
        return Run(began, "finished", str(last.get("at")), exit_, amiss)
    return Run(began, "at work" if _is_locked(store) else "killed")


def _of_name(record: Path) -> str:
    digits = re.sub(r"\D", "", record.name)
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}T{digits[8:10]}:{digits[10:12]}:{digits[12:14]}Z"


def _is_locked(store: Path) -> bool:
    try:
        with locked(store, create=False):
            return False
    except Busy:
        return True
    except GenError:
        return False


def _past(records: Sequence[Path], run: Run | None, now: datetime) -> _Past:
    """What the records say; of when a body was looked at only what does not lie ahead, as a clock once told it."""
    past = _Past({}, {}, {}, {})
    for line in (line for record in records for line in lines(record)):
        at = str(line.get("at", ""))
        if "body" in line:
            if (when := _time(at)) and when - now <= _AHEAD:
                past.looked[str(line["body"])] = at
            if line.get("imported"):
                past.imported[str(line["body"])] = at
        elif line.get("state") == "told":
            past.told[str(line.get("about", "")).partition("@")[0]] = at
    if run and run.state != "finished":
        past.cut.update((str(line["body"]), line) for line in lines(records[-1]) if "body" in line)
    return past


def _troubled(seen: BodyState, cut: Mapping[str, Any] | None) -> _Judged | None:
    """What keeps a body from being up to date, and why; None where nothing does."""
    if cut:
        how, why = cut.get("state"), tuple(f"since {cut.get('at')}: {why}" for why in cut.get("why", ()))
        return ("failed" if how == "failed" else "held", why) if how in ("failed", "held") else None
    if seen.trouble:
        return seen.trouble.state, tuple(f"since {seen.trouble.since}: {why}" for why in seen.trouble.why)
    return None


def _aged(looked: str | None, now: datetime, max_age: timedelta) -> _Judged:
    """Whether a body was looked at lately."""
    when = _time(looked)
    if when is None:
        return "stale", ("no run has looked at it yet",)
    if when - now > _AHEAD:
        return "stale", ("it was looked at in days to come: the clock was set back since; gen run mends that",)
    if now - when > max_age:
        return "stale", (f"not looked at for {_days(now - when)}",)
    return "fine", ()


def _time(said: str | None) -> datetime | None:
    try:
        return datetime.strptime(said or "", "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _days(span: timedelta) -> str:
    hours = int(span.total_seconds() // 3600)
    return f"{hours // 24} days" if hours >= 48 else f"{hours} hours"


def _latest(store: Store, body: str) -> tuple[str | None, str | None]:
    """The latest release of a body, or the fault that keeps it from being known."""
    try:
        return (store.releases(body)[-1].release, None) if store.holds(body) else (None, None)
    except GenError as error:
        return None, str(error).splitlines()[0]


def _briefings(out: Path) -> dict[str, Briefing]:
    """The newest briefing of each body, of those whose manifest can be trusted."""
    found = {}
    for body, some in newest(listed(out)).items():
        first = some[0]
        at = datetime.fromtimestamp(os.stat(out / first.folder / MANIFEST).st_mtime, UTC)  # noqa: PTH116
        found[body] = Briefing(first.pair, tuple(one.manifest.language for one in some), instant(at))
    return found
