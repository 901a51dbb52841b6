"""Documents from the web: one address, fetched with care, from nowhere it should not be fetched from."""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import zlib
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import unquote

from gen import __version__
from gen.errors import CannotRead

if TYPE_CHECKING:
    import ssl

    import httpx

Resolver = Callable[[str, int], Iterable[str]]

MOST = 20 * 2**20
REDIRECTS = 5
_AGENT = f"gen/{__version__} (documents of public bodies, one at a time)"
_TRIES = 3
_ENDINGS = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/csv": ".csv",
    "application/pdf": ".pdf", "application/json": ".json",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}  # fmt: skip
_TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))
_LOCAL = (ipaddress.ip_network("192.0.0.0/24"), ipaddress.ip_network("fec0::/10"))  # which Python has as global
_NOT_IN_A_NAME = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]+'
)
_DISPOSED = re.compile(r"filename\*=(?:utf-8|UTF-8)''([^;\s]{1,400})|filename=\"?([^\";]{1,200})\"?")
_VALIDATORS = {"etag": "if-none-match", "last_modified": "if-modified-since"}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long is waited, in seconds, and how much is taken, in bytes."""

    connect: float = 10
    read: float = 20
    whole: float = 120
    most: int = MOST


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: a document's name and bytes, and what tells next time whether it has changed."""

    address: str
    name: str
    data: bytes
    etag: str | None = None
    last_modified: str | None = None


_LIMITS = Limits()


def fetch(
    address: str,
    *,
    known: Mapping[str, str] | None = None,
    allow_private: bool = False,
    limits: Limits = _LIMITS,
    resolve: Resolver | None = None,
    trust: ssl.SSLContext | None = None,
) -> Fetched | None:
    """Returns what stands at an http or https address; None where it is what is `known` by its etag or last_modified.

    Only public addresses are connected to, the one that was checked and no other, also after a redirect;
    `allow_private` lifts that for the host named and not for those it redirects to. Raises CannotRead.
    """
    try:
        return asyncio.run(_within(address, known or {}, allow_private, limits, resolve or resolved, trust))
    except TimeoutError:
        raise CannotRead(address, f"it took longer than {limits.whole:g} seconds", "try again later") from None


async def _within(
    address: str,
    known: Mapping[str, str],
    allow_private: bool,
    limits: Limits,
    resolve: Resolver,
    trust: ssl.SSLContext | None,
) -> Fetched | None:
    import httpx

    waits = httpx.Timeout(limits.read, connect=limits.connect)
    async with (
        asyncio.timeout(limits.whole),
        httpx.AsyncClient(
            verify=trust or True, trust_env=False, follow_redirects=False, timeout=waits, max_redirects=0
        ) as client,
    ):
        return await _Fetching(address, client, known, allow_private, limits, resolve).document()


@dataclass(slots=True)
class _Fetching:
    """One address on its way to a document."""

    address: str
    client: httpx.AsyncClient
    known: Mapping[str, str]
    allow_private: bool
    limits: Limits
    resolve: Resolver

    async def document(self) -> Fetched | None:
        """What stands at the end of the redirects."""
        url = self._url(self.address)
        for _ in range(REDIRECTS + 1):
            place, found = await self._answer(url)
            if place is None:
                return found
            url = place
        raise self._refused(f"it redirects more than {REDIRECTS} times", "fetch the document with a browser")

    def _url(self, address: str) -> httpx.URL:
        """The address, checked; raises CannotRead."""
        import httpx

        try:
            url = httpx.URL(address)
        except (httpx.InvalidURL, ValueError, TypeError) as error:
            raise self._refused(f"{address!r} is no address ({error})") from None
        if url.scheme not in ("http", "https"):
            raise self._refused(f"{url.scheme or address}: is neither http nor https", "download the file first")
        if url.userinfo:
            raise self._refused("the address holds a user name or password", "leave it out; gen does not log in")
        if not url.host:
            raise self._refused("the address names no host")
        return url

    def _next(self, url: httpx.URL, response: httpx.Response) -> httpx.URL:
        import httpx

        try:
            target = url.join(response.headers.get("location", ""))
        except (httpx.InvalidURL, ValueError) as error:
            raise self._refused(f"it redirects to what is no address ({error})") from None
        target = self._url(str(target))
        if url.scheme == "https" and target.scheme == "http":
            raise self._refused(f"it redirects from https to {target}, which is not encrypted", "name that address")
        return target

    async def _answer(self, url: httpx.URL) -> tuple[httpx.URL | None, Fetched | None]:
        """Where the address redirects to, or else what it gave; raises CannotRead."""
        import httpx

        failure: Exception | None = None
        for place in (await self._places(url))[:_TRIES]:
            at = url.copy_with(host=place, fragment=None)
            name = {"sni_hostname": url.raw_host.decode("ascii")}
            try:
                async with self.client.stream("GET", at, headers=self._headers(url), extensions=name) as response:
                    if response.status_code in (301, 302, 303, 307, 308):
                        return self._next(url, response), None
                    return None, await self._taken(response)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
            except httpx.TimeoutException:
                raise self._refused(f"{url.host} sent nothing for {self.limits.read:g} seconds", "try again") from None
            except (httpx.HTTPError, ValueError) as error:
                raise self._refused(f"{url.host} broke off ({_why(error)})", "try again later") from None
        why = _why(failure) if failure else "no address"
        trust = "its certificate cannot be verified" if "certificate" in why.lower() else "no connection"
        raise self._refused(f"{url.host}: {trust} ({why})", "check the address, or download the file first")

    def _headers(self, url: httpx.URL) -> dict[str, str]:
        """The headers of a request, in the name of the host that was asked for."""
        said = {
            "host": url.netloc.decode("ascii"),
            "user-agent": _AGENT,
            "accept": "*/*",
            "accept-encoding": "gzip",
            "accept-language": "zh,en;q=0.8",
        }
        return said | {header: self.known[key] for key, header in _VALIDATORS.items() if self.known.get(key)}

    async def _places(self, url: httpx.URL) -> list[str]:
        """The addresses of a host that may be connected to; raises CannotRead where there is none."""
        host, port = url.host, url.port or (443 if url.scheme == "https" else 80)
        try:
            found = await asyncio.wrap_future(looked_up(host, port, self.resolve))
        except (OSError, ValueError) as error:
            raise self._refused(f"no host {host!r} is known ({error})", "check the address and the network") from None
        named = self._url(self.address).host == host
        places = [place for place in dict.fromkeys(found) if (self.allow_private and named) or is_public(place)]
        if not places:
            shown = ", ".join(found[:3]) or "nowhere"
            todo = "pass --allow-private if it is meant" if named else "name that address if it is meant"
            raise self._refused(f"{host} leads to {shown}, which is no public address", todo)
        return places

    async def _taken(self, response: httpx.Response) -> Fetched | None:
        if response.status_code == 304 and self.known:
            return None
        if response.status_code != 200:
            said = f"{response.status_code} {response.reason_phrase}".strip()
            raise self._refused(f"the answer is {said[:80]!r}", _TODO.get(response.status_code, "try again later"))
        data = b"".join([part async for part in self._body(response)])
        if not data:
            raise self._refused("the answer is empty")
        kind = response.headers.get("content-type", "")
        return Fetched(
            self.address,
            name_of(self._url(self.address).path, kind, response.headers.get("content-disposition", "")),
            data,
            _short(response.headers.get("etag")),
            _short(response.headers.get("last-modified")),
        )

    async def _body(self, response: httpx.Response) -> AsyncIterator[bytes]:
        """Yields the body, unpacked, and stops with an error where it is more than is taken."""
        coding = response.headers.get("content-encoding", "identity").strip().lower()
        if coding not in ("identity", "", "gzip", "x-gzip"):
            raise self._refused(f"it is encoded as {coding[:40]!r}, which was not asked for", "download the file first")
        unpack = zlib.decompressobj(31) if "gzip" in coding else None
        taken = received = 0
        async for raw in response.aiter_raw():
            received += len(raw)
            for part in _unpacked(unpack, raw, self.limits.most - taken + 1) if unpack else (raw,):
                taken += len(part)
                if max(taken, received) > self.limits.most:
                    size = f"{self.limits.most / 2**20:g} MB"
                    raise self._refused(f"it is larger than {size}", "download the part of it that matters")
                yield part
        if unpack and not unpack.eof:
            raise self._refused("it broke off in the middle", "try again")
        if unpack and unpack.unused_data.strip(b"\0"):
            raise self._refused("more follows what is packed", "download the file first")

    def _refused(self, why: str, todo: str = "") -> CannotRead:
        return CannotRead(self.address, why, todo)


_TODO = {
    401: "it asks for a login: download the file first",
    403: "the site refuses programs: download the file first",
    404: "check the address",
    410: "check the address",
}


def _unpacked(unpack: zlib._Decompress, raw: bytes, most: int) -> Iterator[bytes]:
    """Yields at most `most` bytes of what a piece of a gzip stream unpacks to; raises ValueError for what is none."""
    try:
        yield unpack.decompress(raw, most)
    except zlib.error as error:
        raise ValueError(f"no gzip: {error}") from None


def _why(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:200]


def _short(header: str | None) -> str | None:
    return header if header and len(header) <= 400 and header.isprintable() else None


def resolved(host: str, port: int) -> Iterator[str]:
    """Yields the addresses of a host, as the system knows them."""
    for *_, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        yield str(place[0])


def looked_up(host: str, port: int, resolve: Resolver) -> Future[list[str]]:
    """The addresses of a host to come, from a thread nobody waits for: a look-up cannot be ended."""
    answer: Future[list[str]] = Future()
    answer.set_running_or_notify_cancel()

    def look() -> None:
        try:
            answer.set_result(list(resolve(host, port)))
        except (OSError, ValueError) as error:
            answer.set_exception(error)

    Thread(target=look, daemon=True).start()
    return answer


def is_public(place: str) -> bool:
    """Whether an IP address is one of the public internet, also the one inside another (mapped, translated, 6to4)."""
    try:
        found = ipaddress.ip_address(place)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.scope_id is not None:
            return False
        inside = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
        if any(found in network for network in _TRANSLATED):
            inside.append(ipaddress.IPv4Address(found.packed[-4:]))
        if found.ipv4_mapped or found in _TRANSLATED[0]:
            return all(is_public(str(one)) for one in inside if one)
        if not all(is_public(str(one)) for one in inside if one):
            return False
    apart = found.is_multicast or found.is_reserved or found.is_unspecified or found.is_loopback or found.is_link_local
    return found.is_global and not apart and not any(found in network for network in _LOCAL)


def name_of(path: str, kind: str, disposition: str) -> str:
    """The file name of a document: as the answer or else the address gives it, with the ending of its kind."""
    told = _DISPOSED.search(disposition[:1000])
    name = (unquote(told[1]) if told[1] else told[2]) if told else ""
    name = re.split(r"[/\\]", name)[-1] or unquote(path.rstrip("/").rpartition("/")[2])
    name = _NOT_IN_A_NAME.sub("-", name)[:120].strip(" .-") or "document"
    ending = _ENDINGS.get(kind.partition(";")[0].strip().lower(), "")
    known = {*_ENDINGS.values(), ".htm", ".wikitext", ".wiki", ".md"}
    has = re.search(r"\.[A-Za-z0-9]{1,9}$", name)
    if ending and (
        not has or has[0].lower() not in known or (ending == ".html" and has[0].lower() not in (".html", ".htm"))
    ):
        name += ending
    return name
