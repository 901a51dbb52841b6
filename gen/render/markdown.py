"""The briefing as Markdown, for a merge request or a mail."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gen.model.change import Redline
from gen.render.templates import environment
from gen.report.model import Report

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$!&])")
_LIST_START = re.compile(r"^(\d*)([-+.)])(?=\s)")


def render(report: Report, templates: Mapping[str, str]) -> bytes:
    """The Markdown, UTF-8; every name and text is escaped, so that none can become markup, a link or a mention."""
    made = environment(templates, html=False)
    made.filters["md"] = escaped
    made.filters["redline"] = redlined
    return made.get_template("briefing.md.j2").render(report=report, t=report.labels).encode()


def escaped(text: str) -> str:
    """The text on one line with everything Markdown or HTML would read as markup escaped."""
    flat = " ".join(text.split())
    safe = _SPECIAL.sub(r"\\\1", flat).replace("@", "@\u2060").replace("://", ":\u2060//")
    return _LIST_START.sub(r"\1\\\2", safe)


def redlined(pieces: Redline) -> str:
    """Old and new wording in one line: ~~what went~~ **what came**."""
    signs = {"=": "{0}", "-": "<del>{0}</del>", "+": "<ins>{0}</ins>"}
    return "".join(signs[sign].format(escaped(text) if text.strip() else text) for sign, text in pieces)
