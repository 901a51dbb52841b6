"""PDFs of the sample briefing, made once, and what can be read back from them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from functools import cache

import pytest

from gen.render import json, pdf
from gen.report.model import Language, Report
from gen.template.sample import report as trial
from tests.render.briefings import hostile, report, templates
from tests.report import sample

NOTHING = sample.CHANGES.model_copy(update={"changes": (), "declared": (), "folded": (), "not_comparable": ()})


def complain(message: str) -> None:
    raise AssertionError(message)


@cache
def made(language: Language) -> bytes:
    """The PDF of the sample briefing with its changes in it."""
    return of(report(language), attached=json.render(sample.CHANGES))


@cache
def made_of_nothing() -> bytes:
    return of(report("en", NOTHING), attached=b"{}")


@cache
def made_hostile() -> bytes:
    return of(hostile(), attached=b"{}")


@cache
def made_with_everything() -> bytes:
    """The PDF of the trial briefing, which has something in every section and the comparison table."""
    return of(trial(), attached=b"{}")


def of(some: Report, css: str = "", attached: bytes = b"") -> bytes:
    """A PDF with some rules after those of the template; whatever WeasyPrint complains of fails."""
    given = {**templates(), "print.css": templates()["print.css"] + css}
    return pdf.render(some, given, complain, attached=attached)


def of_one_word(tell: Callable[[str], None] = complain, attached: bytes = b"") -> bytes:
    """The PDF of a page with one word on it, for what has nothing to do with the page."""
    given = {**templates(), "print.html.j2": "<html lang=en><title>x</title><body>x</body></html>"}
    return pdf.render(report(), given, tell, attached=attached)


def text_of(data: bytes) -> str:
    """The text that pdftotext reads, without its spaces."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    out = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], input=data, capture_output=True, check=True)
    return "".join(out.stdout.decode().split())
