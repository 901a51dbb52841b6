"""Whether a channel is to hear of bodies in trouble: once, then when the reason changes, then once a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from gen.model.run import Channel
from gen.report.troubles import Standing, Trouble
from gen.tell.model import Failed, Failures, Seen, instant, moment

_DAY = timedelta(hours=20)  # a night's run that starts a little earlier than the last one's reminds all the same


class Notice(NamedTuple):
    """What a channel hears: every body in trouble, and those that are so no more."""

    troubles: tuple[Trouble, ...]
    recovered: tuple[str, ...]


def notice(failures: Failures, channel: Channel, now: datetime) -> Notice | None:
    """The notice that is due on a channel, None where nothing is.

    A time of telling that lies ahead of `now`, after the clock was set back, counts as long ago.
    """
    before = _before(failures, channel)
    failing = {one.body for one in failures.failed}
    troubles = tuple(_trouble(one, before.get(one.body), now) for one in sorted(failures.failed, key=lambda f: f.body))
    recovered = tuple(sorted(body for body in before if body in failures.looked and body not in failing))
    fresh = any(one.standing != "still" for one in troubles)
    late = any(_due(seen, now) for body, seen in before.items() if body in failing)
    return Notice(troubles, recovered) if recovered or fresh or late else None


def heard(failures: Failures, channel: Channel, at: datetime) -> dict[str, Seen]:
    """What a channel has been told of bodies in trouble, by body, once it got a notice at `at`."""
    before = _before(failures, channel)
    now = {one.body: _seen(one, before.get(one.body), at) for one in failures.failed}
    return {body: seen for body, seen in before.items() if body not in failures.looked} | now


def _before(failures: Failures, channel: Channel) -> dict[str, Seen]:
    told = failures.before.get(channel, {})
    return {body: seen for body, seen in told.items() if body in failures.known}


def _trouble(one: Failed, seen: Seen | None, now: datetime) -> Trouble:
    standing: Standing = "new" if seen is None else "still" if seen.mark == one.mark else "changed"
    return Trouble(one.body, one.state, standing, _day(_since(seen, now), now), one.why)


def _seen(one: Failed, seen: Seen | None, now: datetime) -> Seen:
    return Seen(state=one.state, mark=one.mark, since=_since(seen, now), told=instant(now))


def _since(seen: Seen | None, now: datetime) -> str:
    return min(seen.since, instant(now)) if seen else instant(now)


def _day(at: str, now: datetime) -> str:
    """The day of a time where `now` is."""
    return moment(at).astimezone(now.tzinfo).date().isoformat()


def _due(seen: Seen, now: datetime) -> bool:
    return not timedelta() <= now - moment(seen.told) < _DAY
