"""The health check that hears of each run: that it began, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from gen.errors import Undelivered
from gen.model.run import Told
from gen.tell.model import instant

if TYPE_CHECKING:
    import ssl

    from gen.config.model import Config
    from gen.fetch import Resolver

_WHOLE = 8.0


def ping(
    config: Config,
    exit_code: int | None,
    *,
    now: Callable[[], datetime],
    trust: ssl.SSLContext | None = None,
    resolve: Resolver | None = None,
) -> Told | None:
    """Tells the health check that a run began (None), or how it ended; None where no check is configured.

    It is asked once and never raises: a check that is not reached says so itself.
    """
    if config.ping is None:
        return None
    from gen.tell.post import request

    state, why = "told", None
    try:
        request("GET", _address(config.ping.url, exit_code), whole=_WHOLE, trust=trust, resolve=resolve)
    except Undelivered as error:
        state, why = "put off", str(error)
    return Told.model_validate({"state": state, "channel": "ping", "about": "run", "at": instant(now()), "why": why})


def _address(url: str, exit_code: int | None) -> str:
    """The address of a signal: …/start, the address itself for success, …/fail?exit=3 for anything else."""
    from urllib.parse import urlsplit

    if exit_code == 0:
        return url
    parts = urlsplit(url)
    path = f"{parts.path.rstrip('/')}/{'start' if exit_code is None else 'fail'}"
    query = "&".join(filter(None, (parts.query, f"exit={exit_code}" if exit_code else "")))
    return parts._replace(path=path, query=query).geturl()
