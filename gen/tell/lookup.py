"""The network addresses of a host, looked up so that a slow name server holds nobody up."""

from __future__ import annotations

from concurrent.futures import Future
from threading import Thread

from gen.errors import Undelivered
from gen.fetch import Resolver, resolved

_SECONDS = 10.0


def places_of(host: str, port: int, resolve: Resolver | None = None, seconds: float = _SECONDS) -> list[str]:
    """The addresses, each once, after so many seconds at most; raises Undelivered where there are none."""
    answer: Future[list[str]] = Future()

    def look() -> None:
        try:
            answer.set_result(list((resolve or resolved)(host, port)))
        except (OSError, UnicodeError) as error:
            answer.set_exception(error)

    # A thread that nobody waits for: the system's own look-up can neither be ended nor given a time.
    Thread(target=look, daemon=True).start()
    try:
        found = answer.result(seconds)
    except TimeoutError:
        raise Undelivered(f"no answer in {seconds:g} seconds to where {host!r} is", again=True, whole=True) from None
    except (OSError, UnicodeError):
        raise Undelivered(f"no host {host!r} is known", again=True, whole=True) from None
    if not found:
        raise Undelivered(f"no host {host!r} is known", again=True, whole=True)
    return list(dict.fromkeys(found))
