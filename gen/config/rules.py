"""What a value of gen.toml has to be."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from gen.config.model import Against, Pairs, Since
from gen.config.secret import Secret
from gen.config.table import Rule, Wrong
from gen.errors import nearest
from gen.model.ids import fits, partial_date, release_id

T = TypeVar("T")

_VARIABLE = r"[A-Za-z_][A-Za-z0-9_]*"
_MAILBOX = r"""[^\s@<>()\[\],;:"\\]+@[^\s@<>()\[\],;:"\\]+"""
_HOST = r"[^\s/@:\[\]]+|[0-9A-Fa-f:]+"
_TELLING = r"(?i)(?:^|[&;])[^=&;]*(?:token|secret|passw|api_?key)[^=&;]*="


def text(said: Any) -> str:
    """A text of one line."""
    if not isinstance(said, str):
        raise Wrong("is not a text", "put it in quotes")
    if not said.strip():
        raise Wrong("is empty", "write it, or leave the key out")
    if not said.isprintable():
        raise Wrong("holds a sign that cannot be shown", "write it as one line of plain text")
    return said


def yes_or_no(said: Any) -> bool:
    """True or false."""
    if not isinstance(said, bool):
        raise Wrong("is neither true nor false", "write true or false, without quotes")
    return said


def whole(least: int, most: int) -> Rule[int]:
    """A whole number within bounds."""

    def rule(said: Any) -> int:
        if isinstance(said, bool) or not isinstance(said, int) or not least <= said <= most:
            raise Wrong("is not such a number", f"write a whole number from {least:,} to {most:,}, without quotes")
        return said

    return rule


def number(least: float, most: float) -> Rule[float]:
    """A number within bounds."""

    def rule(said: Any) -> float:
        if isinstance(said, bool) or not isinstance(said, int | float) or not least <= said <= most:
            raise Wrong("is not such a number", f"write a number from {least:g} to {most:,.0f}, without quotes")
        return said

    return rule


def one_of(known: Collection[str]) -> Rule[Any]:
    """One of some words."""

    def rule(said: Any) -> str:
        if text(said) not in known:
            raise Wrong(f"{said!r} is not known", nearest(str(said), known))
        return str(said)

    return rule


def several(rule: Rule[T], example: str) -> Rule[tuple[T, ...]]:
    """A list, each element by a rule and none twice."""

    def listed(said: Any) -> tuple[T, ...]:
        if not isinstance(said, list):
            raise Wrong("is not a list", f"write {example}")
        found = []
        for n, one in enumerate(said):
            try:
                found.append(rule(one))
            except Wrong as wrong:
                raise Wrong(f"[{n + 1}] {wrong.what}", wrong.todo, (n, *wrong.below)) from None
            if found[-1] in found[:-1]:
                raise Wrong(f"[{n + 1}] stands in it twice", "delete one of them", (n,))
        return tuple(found)

    return listed


def address(said: Any) -> str:
    """An http or https address that holds no password."""
    try:
        parts = urlsplit(text(said))
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise Wrong("is no address", "write https://…") from None
    if parts.scheme.lower() not in ("http", "https") or not host or re.search(r"\s", said):
        raise Wrong("is no address", "write https://…")
    if parts.username is not None or parts.password is not None or re.search(_TELLING, parts.query):
        raise Wrong("holds a password", "take it out of the address; " + SECRET)
    return str(said)


def host(said: Any) -> str:
    """The name of a machine, without scheme and port."""
    if not re.fullmatch(_HOST, text(said)):
        raise Wrong(
            "is not the name of a machine", 'write it alone, as in "mail.example.org"; port has a key of its own'
        )
    return str(said)


def mailbox(said: Any) -> str:
    """One e-mail address, without the name of its owner."""
    if not re.fullmatch(_MAILBOX, text(said)):
        raise Wrong("is no e-mail address", 'write it alone, as in "officer@example.org"')
    return str(said)


def path(base: Path) -> Rule[Path]:
    """A file or folder, seen from `base`."""
    return lambda said: base / _place(said)


def apart(one: Path, other: Path) -> bool:
    """Whether neither folder is the other, or inside it."""
    one, other = (Path(os.path.normpath(folder)) for folder in (one, other))
    return one != other and one not in other.parents and other not in one.parents


def source(said: Any) -> str:
    """A file, a folder, or an address on the web."""
    return address(said) if "://" in text(said) else _place(said)


def _place(said: Any) -> str:
    if text(said).startswith("~"):
        raise Wrong("begins with ~, which nothing replaces here", "write the whole path, or one seen from this file")
    return str(said)


def secret(base: Path) -> Rule[Secret]:
    """Where a secret is kept; the secret itself is refused, and nothing of it is told."""

    def rule(said: Any) -> Secret:
        if isinstance(said, dict) and set(said) == {"env"}:
            if not isinstance(said["env"], str) or not re.fullmatch(_VARIABLE, said["env"]):
                raise Wrong("does not name a variable", f"write {_KEPT}", ("env",))
            return Secret(env=said["env"])
        if isinstance(said, dict) and set(said) == {"file"}:
            try:
                return Secret(file=path(base)(said["file"]))
            except Wrong as wrong:
                raise Wrong(wrong.what, wrong.todo, ("file",)) from None
        raise Wrong("does not say where it is kept" if isinstance(said, dict) else "is written out", SECRET)

    return rule


def pairs(said: Any) -> Pairs:
    """Which two releases are compared."""
    word, _, rest = said.strip().partition(" ") if isinstance(said, str) else ("", "", "")
    rest = rest.strip()
    if word == "latest" and not rest:
        return "latest"
    if word == "against" and fits(release_id, rest):
        return Against(rest)
    if word == "since" and fits(partial_date, rest):
        return Since(rest)
    raise Wrong("does not say which two releases", 'write "latest", "against 2019" or "since 2018-01-01"')


_KEPT = '{ env = "NAME" } or { file = "path" }'
SECRET = f"a secret does not belong in this file: put it into the environment or a file of mode 0600, and write {_KEPT}"
