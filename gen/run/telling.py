"""Who is told of what, and what is remembered of that for the next run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gen.config.model import Config
    from gen.model.run import Channel, Told
    from gen.run.state import BodyState, State
    from gen.tell import Failures, News


@dataclass(frozen=True, slots=True)
class Means:
    """What a run needs from outside: the clock, the environment, a pause, and who hears of failures and of the rest."""

    clock: Callable[[], datetime]
    environment: Mapping[str, str]
    sleep: Callable[[float], None]
    say: Callable[[str], None]
    show: Callable[[str], None]


def channels(config: Config) -> tuple[Channel, ...]:
    """The channels of a configuration that hear of briefings and of troubles."""
    said: dict[Channel, object] = {"mail": config.mail, "webhook": config.webhook}
    return tuple(channel for channel, one in said.items() if one is not None)


def failures(config: Config, state: State, looked: Iterable[str]) -> Failures:
    """The bodies in trouble, and what each channel was told of them."""
    from gen.tell import Failed, Failures, Seen

    names = tuple(looked)
    found = ((name, state.body(name).trouble) for name in names)
    heard: Any = {
        channel: {body: Seen.model_validate(said) for body, said in seen.items()}
        for channel, seen in state.heard.items()
    }
    failed = tuple(Failed(name, trouble.state, trouble.why) for name, trouble in found if trouble)
    return Failures(failed, frozenset(names), frozenset(body.id for body in config.bodies), heard)


def due(news: Sequence[News], troubles: Failures, channels: Iterable[Any], now: datetime) -> bool:
    """Whether there is anything to tell."""
    from gen.tell.notice import notice

    return bool(news) or any(notice(troubles, channel, now) for channel in channels)


def expected(state: BodyState, wanted: Iterable[str], news: Iterable[str], channels: Sequence[str]) -> BodyState:
    """The body with what is to be told of it: a release that is no news, or wanted no more, needs no telling."""
    fresh, asked = {*news}, {*wanted}
    told = {release: left if release in asked else () for release, left in state.told.items()}
    for release in asked:
        told.setdefault(release, tuple(channels) if release in fresh else ())
    return replace(state, told=told)


def settled(state: State, told: Told, troubles: Failures | None, at: datetime) -> State:
    """The state once a message is delivered or put off."""
    from gen.tell import FAILURES, heard

    if told.state != "told" or told.channel == "ping":
        return state
    if told.about == FAILURES:
        if troubles is None:
            return state
        seen = {body: one.model_dump() for body, one in heard(troubles, told.channel, at).items()}
        return replace(state, heard={**state.heard, told.channel: seen})
    body, _, release = told.about.partition("@")
    before = state.body(body)
    left = tuple(channel for channel in before.told.get(release, ()) if channel != told.channel)
    return state.with_body(body, replace(before, told={**before.told, release: left}))


def recovered(state: State, lines: Iterable[Mapping[str, Any]], channels: Collection[str]) -> State:
    """The state with what the record of a run says that it told, where it ended before it could remember that."""
    for line in lines:
        if line.get("state") != "told" or "@" not in str(line.get("about")):
            continue
        body, _, release = str(line["about"]).partition("@")
        before = state.body(body)
        left = tuple(one for one in before.told.get(release, tuple(channels)) if one != line.get("channel"))
        state = state.with_body(body, replace(before, told={**before.told, release: left}))
    return state
