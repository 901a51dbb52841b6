"""The pages above all briefings: one that lists them, self-contained, and the feed."""

from __future__ import annotations

from collections.abc import Mapping

from gen.render.html import policy
from gen.render.listing import printable
from gen.render.templates import environment
from gen.render.wordml import xml_text
from gen.report.catalogue import Catalogue
from gen.report.feed import Feed


def page(catalogue: Catalogue, templates: Mapping[str, str]) -> bytes:
    """The page of all briefings, UTF-8: nothing fetched, no script, its styles allowed by their hash alone."""
    css = templates["style.css"] + templates["site.css"]
    made = environment(templates).get_template("index.html.j2")
    return made.render(c=catalogue, t=catalogue.labels, css=css, policy=policy(css), seen=_seen).encode()


def feed(said: Feed, templates: Mapping[str, str]) -> bytes:
    """The feed as Atom, UTF-8."""
    return environment(templates).get_template("feed.xml.j2").render(f=said, seen=_seen).encode()


def _seen(text: str) -> str:
    """The text with every unseen control or direction mark spelled out, fit for HTML and XML."""
    return text if text.isprintable() else xml_text(printable(text))
