"""How long a text may be before no document can be made of it in bounded time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gen.errors import TooLong

# Laying out a page takes time that grows faster than its text; readers of XML take ten megabytes at once.
LONGEST: Mapping[str, int] = {"PDF": 20_000, "docx": 1_000_000}


def too_long(said: object, form: str) -> None:
    """Raises TooLong for the first text of a report, or of a part of one, that is too long for the form."""
    for text in _texts(said):
        if len(text) > LONGEST[form]:
            raise TooLong(form, text, LONGEST[form])


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple | Mapping):
        for one in part.values() if isinstance(part, Mapping) else part:
            yield from _texts(one)
