"""The briefing as one self-contained HTML page, for the screen or as what the PDF is set from."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from gen.render.facets import facets, group_keys, status_of
from gen.render.picture import pictures
from gen.render.templates import environment
from gen.report.model import Report
from gen.report.passages import Passages

Medium = Literal["screen", "print"]
_NONE: Mapping[str, Passages] = MappingProxyType({})


def render(report: Report, templates: Mapping[str, str], passages: Mapping[str, Passages] = _NONE) -> bytes:
    """The page for the screen, UTF-8: nothing fetched, its script and its styles allowed by their hash alone.

    templates: the texts of the template folder by file name; passages: the source lines behind the changes, by id.
    """
    return page(report, templates, "screen", passages).encode()


def page(report: Report, templates: Mapping[str, str], medium: Medium, passages: Mapping[str, Passages] = _NONE) -> str:
    """The page for a medium, each with the common rules and its own; only the one for the screen has a script."""
    css = templates["style.css"] + templates[f"{medium}.css"]
    script = templates["screen.js"] if medium == "screen" else ""
    return (
        environment(templates)
        .get_template(f"{medium}.html.j2")
        .render(
            report=report,
            t=report.labels,
            css=css,
            script=script,
            policy=policy(css, script),
            pictures=pictures(report, templates),
            passages=passages,
            facets=facets(report),
            group_keys=group_keys,
            status_of=status_of,
        )
    )


def policy(css: str, script: str = "") -> str:
    """A content security policy that allows the page's own style, script and pictures, and nothing else."""
    scripts = f"script-src {_hash(script)}; require-trusted-types-for 'script'; " if script else ""
    return f"default-src 'none'; img-src data:; style-src {_hash(css)}; {scripts}base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"
