"""Words of strangers, fit for a header, a log and a record: one line, nothing unseen, no secret."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

from gen.report.build import visible

_LONGEST = 200


def one_line(text: str) -> str:
    """The text on one line, with what shows nothing or turns it around spelled out."""
    return visible(" ".join(text.split()).encode("utf-8", "replace").decode())


def harmless(text: str, *secrets: str) -> str:
    """What a server or a library said, in short and without the secrets, in whatever way they are written."""
    for form in sorted({form for secret in secrets if secret for form in _forms(secret)}, key=len, reverse=True):
        text = text.replace(form, "•••")
    said = one_line(text)
    return said if len(said) <= _LONGEST else said[:_LONGEST] + "…"


def _forms(secret: str) -> Iterator[str]:
    data = secret.encode()
    yield from (secret, quote(secret), quote(secret, safe=""), quote_plus(secret), data.hex(), repr(secret)[1:-1])
    yield from (base64.b64encode(data).decode(), base64.b64encode(data).decode().rstrip("="))
