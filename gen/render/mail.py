"""A message as mail shows it: plain text, and HTML that fetches nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from gen.render.html import policy
from gen.render.templates import environment
from gen.render.text import marked
from gen.report.model import Language
from gen.report.news import NewsWords
from gen.report.troubles import TroubleWords
from gen.report.words import Words

Value = TypeVar("Value")


class FileLine(NamedTuple):
    """A published file in a message: its size in words, where it is, and the link to it, "" where there is none."""

    name: str
    size: str
    place: str
    link: str = ""
    attached: bool = False


class Bodies(NamedTuple):
    """The two bodies of a mail."""

    text: str
    html: str


def news(said: NewsWords, files: tuple[FileLine, ...], home: FileLine, templates: Mapping[str, str]) -> Bodies:
    """The mail on a briefing; home: where all its files are. templates: those of mails, by file name."""
    said = _unlinked(said)
    home = home._replace(name=Words(said.language, {}).labels["news_here"])
    return _rendered("news", templates, said.language, said=said, files=files, home=home)


def troubles(said: TroubleWords, templates: Mapping[str, str]) -> Bodies:
    """The mail on bodies in trouble."""
    return _rendered("trouble", templates, said.language, said=_unlinked(said))


def _unlinked(value: Value) -> Value:
    """The value with addresses in its words broken, so that no mail program makes a link of a stranger's text."""
    if isinstance(value, str):
        return value.replace("@", "@\u2060").replace("://", ":\u2060//")  # type: ignore[return-value]
    if isinstance(value, tuple):
        parts = map(_unlinked, value)
        return value._make(parts) if hasattr(value, "_make") else tuple(parts)  # type: ignore[return-value]
    return value


def _rendered(name: str, templates: Mapping[str, str], language: Language, **facts: object) -> Bodies:
    labels = Words(language, {}).labels
    css = templates["mail.css"]
    plain, html = environment(templates, html=False), environment(templates)
    plain.filters["flat"] = lambda text: " ".join(text.split())
    plain.filters["redline"] = lambda pieces: " ".join(marked(pieces).split())
    return Bodies(
        text=plain.get_template(f"{name}.txt.j2").render(t=labels, **facts),
        html=html.get_template(f"{name}.html.j2").render(t=labels, css=css, policy=policy(css), **facts),
    )
