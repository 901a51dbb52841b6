"""The briefing as one self-contained HTML page, for the screen or as what the PDF is set from."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import Literal

from gen.render.picture import pictures
from gen.render.templates import environment
from gen.report.model import Report

Medium = Literal["screen", "print"]


def render(report: Report, templates: Mapping[str, str]) -> bytes:
    """The page for the screen, UTF-8: no script, nothing fetched, styles allowed by their hash alone.

    templates: the texts of the template folder by file name.
    """
    return page(report, templates, "screen").encode()


def page(report: Report, templates: Mapping[str, str], medium: Medium) -> str:
    """The page for a medium: the print one carries the print rules bare, the screen one also its own."""
    printed = templates["print.css"]
    css = templates["style.css"] + (
        printed if medium == "print" else f"{templates['screen.css']}@media print {{\n{printed}}}\n"
    )
    return (
        environment(templates)
        .get_template(f"{medium}.html.j2")
        .render(
            report=report,
            t=report.labels,
            css=css,
            policy=_policy(css),
            pictures=pictures(report, templates),
        )
    )


def _policy(css: str) -> str:
    """A content security policy that allows the page's own style, pictures inside it, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode("ascii")
    return f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
