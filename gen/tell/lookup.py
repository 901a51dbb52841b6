"""The network addresses of a host, looked up so that a slow name server holds nobody up."""

from __future__ import annotations

from gen.errors import Undelivered
from gen.fetch import Resolver, looked_up, resolved

_SECONDS = 10.0


def places_of(host: str, port: int, resolve: Resolver | None = None, seconds: float = _SECONDS) -> list[str]:
    """The addresses, each once, after so many seconds at most; raises Undelivered where there are none."""
    try:
        found = looked_up(host, port, resolve or resolved).result(seconds)
    except TimeoutError:
        raise Undelivered(f"no answer in {seconds:g} seconds to where {host!r} is", again=True, whole=True) from None
    except (OSError, ValueError):
        raise Undelivered(f"no host {host!r} is known", again=True, whole=True) from None
    if not found:
        raise Undelivered(f"no host {host!r} is known", again=True, whole=True)
    return list(dict.fromkeys(found))
