"""People and programs told of what was published and of what went wrong: by mail, webhook and health check."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from gen.errors import GenError, Undelivered
from gen.model.run import Channel, Told
from gen.tell.model import FAILURES, Failed, Failures, News, NewsSet, Seen, instant, news_of
from gen.tell.notice import Notice, heard, notice
from gen.tell.ping import ping
from gen.tell.ways import Means, Way, ways

if TYPE_CHECKING:
    import ssl

    from gen.config.model import Config
    from gen.fetch import Resolver

__all__ = [
    "FAILURES", "Failed", "Failures", "News", "NewsSet", "Seen", "heard", "news_of", "ping", "tell",
]  # fmt: skip

_PAUSES = (1.0, 4.0)
_WAITED = 300.0
_IN_A_ROW = 10

Send = Callable[[Way], str]


def tell(
    news: Sequence[News],
    failures: Failures | None,
    config: Config,
    *,
    environment: Mapping[str, str],
    now: Callable[[], datetime],
    sleep: Callable[[float], None],
    sent: Collection[tuple[Channel, str]] = (),
    trust: ssl.SSLContext | None = None,
    resolve: Resolver | None = None,
) -> Iterator[Told]:
    """Yields a line for each message on each channel as it is delivered or put off; never raises a GenError.

    sent: the channel and the `about` of every News that was told before, which is not told again. What was put off
    is to be told by the next run; of failures that was told, `heard` says what to keep for it.
    """
    means = Means(environment, now, sleep, trust, resolve)
    for channel, opened in ways(config, means):
        todo: dict[str, Send] = {}
        for one in news:
            if (channel, one.about) not in sent:
                todo.setdefault(one.about, partial(_send_news, one))
        if failures and (due := notice(failures, channel, now())):
            todo[FAILURES] = partial(_send_notice, due)
        yield from _through(channel, opened, todo, means)


def _send_news(news: News, way: Way) -> str:
    return way.news(news)


def _send_notice(due: Notice, way: Way) -> str:
    return way.notice(due)


def _through(channel: Channel, opened: Callable[[], Way], todo: Mapping[str, Send], means: Means) -> Iterator[Told]:
    """Sends what is to be sent; after a failure that would be that of every message, the rest is put off at once."""
    way: Way | None = None
    down = ""
    patience = _Patience(means.sleep)
    for about, send in todo.items():
        why, delivered = down, False
        if not down:
            try:
                way = way or opened()
                why, delivered = patience.sent(partial(send, way)), True
            except Undelivered as error:
                why = str(error)
                down = why if error.whole or patience.failed >= _IN_A_ROW else ""
            except GenError as error:
                why = down = str(error)
        state = "told" if delivered else "put off"
        yield Told(state=state, channel=channel, about=about, at=instant(means.clock()), why=why or None)


class _Patience:
    """Sends, and again after a pause where that may help; no more pauses where they did not."""

    def __init__(self, sleep: Callable[[float], None]) -> None:
        self.sleep, self.left, self.failed = sleep, _WAITED, 0

    def sent(self, send: Callable[[], str]) -> str:
        """What `send` returns in the end; raises what it raised last. `failed` counts what might help but did not."""
        try:
            why = self._sent(send)
        except Undelivered as error:
            self.failed += error.again
            raise
        self.failed = 0
        return why

    def _sent(self, send: Callable[[], str]) -> str:
        for pause in _PAUSES:
            try:
                return send()
            except Undelivered as error:
                wait = max(pause, error.after)
                if not error.again or self.failed or wait > self.left:
                    raise
            self.left -= wait
            self.sleep(wait)
        return send()
