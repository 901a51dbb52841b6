"""One request to an address of the configuration: no redirects, no waiting for ever, no host that leads elsewhere."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import re
import ssl
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from gen.errors import Undelivered
from gen.fetch import Resolver, is_public
from gen.tell.lookup import places_of
from gen.tell.words import harmless

if TYPE_CHECKING:
    import httpx

_NEVER_PUBLIC = re.compile(r"[^.]+|.+\.(?:localhost|local|internal|intranet|lan|home\.arpa)", re.IGNORECASE)
_AGAIN = {408, 425, 429, *range(500, 600)}
_TRIES = 3
_LONGEST = 60


def request(
    method: str,
    address: str,
    *,
    whole: float,
    headers: Mapping[str, str] | None = None,
    content: bytes = b"",
    resolve: Resolver | None = None,
    trust: ssl.SSLContext | None = None,
) -> None:
    """Sends a request and returns once it is answered with a success; raises Undelivered, which names but the host.

    A name that could be one of the public internet has to lead there. whole: seconds for everything.
    """
    for library in ("httpx", "httpcore"):
        logging.getLogger(library).setLevel(logging.WARNING)  # they log whole addresses, which may hold a secret
    url = _url(address)
    places = _places(url, resolve, whole)
    try:
        asyncio.run(_within(method, url, places, headers or {}, content, whole, trust))
    except TimeoutError:
        raise Undelivered(f"{url.host} took longer than {whole:g} seconds", again=True, whole=True) from None


def _url(address: str) -> httpx.URL:
    import httpx

    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError, TypeError):
        raise Undelivered("what is configured is no address", whole=True) from None
    if url.scheme not in ("http", "https") or not url.host:
        raise Undelivered("what is configured is no http or https address", whole=True)
    return url


async def _within(
    method: str,
    url: httpx.URL,
    places: Sequence[str],
    headers: Mapping[str, str],
    content: bytes,
    whole: float,
    trust: ssl.SSLContext | None,
) -> None:
    import httpx

    async with (
        asyncio.timeout(whole),
        httpx.AsyncClient(
            verify=trust or ssl.create_default_context(), trust_env=False, follow_redirects=False, timeout=whole
        ) as client,
    ):
        failure: Exception | None = None
        for place in places:
            try:
                await _sent(client, method, url, place, headers, content)
                return
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
            except (httpx.HTTPError, ValueError) as error:
                why = f"{url.host} broke off ({type(error).__name__})"
                raise Undelivered(why, again=True, whole=True) from None
        raise _unconnected(url.host, failure)


async def _sent(
    client: httpx.AsyncClient, method: str, url: httpx.URL, place: str, headers: Mapping[str, str], content: bytes
) -> None:
    at = url.copy_with(host=place, fragment=None)
    named = {"host": url.netloc.decode("ascii"), **headers}
    extensions = {"sni_hostname": url.raw_host.decode("ascii")}
    async with client.stream(method, at, headers=named, content=content, extensions=extensions) as response:
        status, asked = response.status_code, response.headers.get("retry-after", "")
    if 300 <= status < 400:
        why = f"{url.host} redirects ({status}), which is not followed; configure the address itself"
        raise Undelivered(why, whole=True)
    if not 200 <= status < 300:
        raise _refused(f"{url.host} answers {status}", status, asked)


def _refused(why: str, status: int, asked: str) -> Undelivered:
    """What an answer means for this message and the next; asked: the seconds or the date of a Retry-After."""
    if status not in _AGAIN:
        return Undelivered(why, whole=status in (401, 403, 404, 410))
    after = int(asked) if re.fullmatch(r"[0-9]{1,9}", asked) else _LONGEST + 1 if asked else 0
    if after > _LONGEST:
        return Undelivered(f"{why} and asks to be left alone (Retry-After: {harmless(asked)})", whole=True)
    return Undelivered(why, again=True, after=after)


def _places(url: httpx.URL, resolve: Resolver | None, whole: float) -> list[str]:
    """The network addresses of a host that may be connected to."""
    host, port = url.host, url.port or (443 if url.scheme == "https" else 80)
    found = places_of(host, port, resolve, whole)
    places = [place for place in found if _meant(host) or is_public(place)]
    if not places:
        raise Undelivered(f"{host} leads to {', '.join(found[:3])}, which is no public address", whole=True)
    return places[:_TRIES]


def _meant(host: str) -> bool:
    """Whether a host is written so that it can only be meant: an IP address, or a name no public host has."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return _NEVER_PUBLIC.fullmatch(host) is not None
    return True


def _unconnected(host: str, error: Exception | None) -> Undelivered:
    why = harmless(str(error) or type(error).__name__)
    if "certificate" in why.lower():
        return Undelivered(f"the certificate of {host} cannot be verified ({why})", whole=True)
    return Undelivered(f"no connection to {host} ({why})", again=True, whole=True)
