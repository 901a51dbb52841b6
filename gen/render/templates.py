"""The sandbox templates run in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment


def environment(templates: Mapping[str, str], *, html: bool = True) -> ImmutableSandboxedEnvironment:
    """An environment over the given template texts that escapes for HTML and refuses undefined names.

    Filters: `lang` is the language a text is in, for a lang attribute.
    """
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(lambda name: (templates[name], name, None) if name in templates else None),
        autoescape=html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["lang"] = language_of
    return made


def language_of(text: str) -> str:
    """ "zh-CN" for a text with more Chinese characters than Latin letters, else "en"."""
    chinese = sum("㐀" <= char <= "鿿" or char >= "\U00020000" for char in text)
    return "zh-CN" if chinese > sum(char.isascii() and char.isalpha() for char in text) else "en"
