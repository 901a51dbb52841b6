"""What a page may fetch while it is set: what it holds itself, and fonts."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

_FONT_FILES = (".ttf", ".ttc", ".otf", ".otc", ".woff", ".woff2", ".pfb")
_FONT_SIGNS = (b"\x00\x01\x00\x00", b"OTTO", b"ttcf", b"true", b"wOFF", b"wOF2", b"%!PS", b"\x80\x01")


def jail() -> URLFetcher:
    """A fetcher that gives out what a page holds itself and font files, and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Jail(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            if not url.lower().endswith(_FONT_FILES):
                raise ValueError(f"{url} is no font")
            with closing(super().fetch(url, headers)) as response:
                content = response.read()
            if not content.startswith(_FONT_SIGNS):
                raise ValueError(f"{url} is no font")
            return URLFetcherResponse(url, content)

    return Jail(allowed_protocols={"data", "file"}, allow_redirects=False)
