"""Addresses of people: read strictly, with domains as the name system has them."""

from __future__ import annotations

import re
from email.headerregistry import Address

from gen.errors import BadValue
from gen.tell.words import one_line

_FORM = re.compile(r"(?:(?P<name>[^<>]*?)\s*<(?P<inside>[^<>]+)>|(?P<bare>[^<>]+))")
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*")
_EXPECTED = "an address such as name@example.org or Name <name@example.org>"


def address(text: str) -> Address:
    """The address that a text states; raises BadValue."""
    found = _FORM.fullmatch(text.strip())
    inside = (found["inside"] or found["bare"]).strip() if found else ""
    local, _, domain = inside.rpartition("@")
    if not found or not _LOCAL.fullmatch(local) or one_line(inside) != inside or len(inside) > 254:
        raise BadValue("address", text, _EXPECTED)
    name = one_line((found["name"] or "").strip().strip('"'))
    return Address(name, local, _domain(domain, text))


def plain(text: str) -> str:
    """The address alone, without the name of whom it belongs to; raises BadValue."""
    found = address(text)
    return f"{found.username}@{found.domain}"


def _domain(domain: str, text: str) -> str:
    try:
        found = domain.lower().encode("idna").decode("ascii")
        same = found.encode().decode("idna") == domain.lower()  # ß and its like would lead to another domain
    except UnicodeError:
        raise BadValue("address", text, _EXPECTED) from None
    if not same or not re.fullmatch(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*", found):
        raise BadValue("address", text, _EXPECTED)
    return found
