"""The briefing as a PDF, set by WeasyPrint from the print page: PDF/A-3a and PDF/UA-1 in one file."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from gen.errors import MissingPart
from gen.render.bounds import too_long
from gen.render.html import page
from gen.render.official import END, evened, official_page
from gen.render.official import PAGE as OFFICIAL
from gen.render.pdf.archive import attachment, finisher
from gen.render.pdf.fetch import jail
from gen.render.pdf.fonts import PACKAGES, missing_fonts, slow_subsetting, unknown_characters
from gen.render.pdf.lean import forget_files
from gen.render.pdf.watch import Progress, drawing, laying_out, told
from gen.report.model import Report

__all__ = ["Progress", "missing_fonts", "render", "slow_subsetting", "unknown_characters"]

_SLOW = "the HarfBuzz subset library is missing, so a PDF takes thirty times longer; install libharfbuzz-subset0"


def render(
    report: Report,
    templates: Mapping[str, str],
    tell: Callable[[str], None] = warnings.warn,
    *,
    attached: bytes = b"",
    progress: Progress | None = None,
) -> bytes:
    """The PDF, with `attached` in it as changes.json, the data the briefing was made from.

    tell: receives what WeasyPrint finds wrong with a template, and characters no font has, a line each.
    progress: is called with (page, 0) as pages are laid out, their number not being known yet, and then with
    (page, pages) as they are drawn.
    Raises MissingPart where no installed font has the characters a briefing needs, TooLong for a text that no page
    can be set from.
    """
    if missing := missing_fonts(report.language):
        raise MissingPart(f"a font for {', '.join(missing)}", f"install {PACKAGES}, for instance with make setup")
    too_long(report, "PDF")
    if slow_subsetting():
        tell(_SLOW)
    gc.collect()  # a document laid out before holds itself in memory
    html = official_page(report, templates) if OFFICIAL in templates else page(report, templates, "print")
    return _written(report, html, tell, attached, progress)


def _written(
    report: Report, html: str, tell: Callable[[str], None], attached: bytes, progress: Progress | None
) -> bytes:
    with told(tell), laying_out(progress):
        document = _laid_out(html)
        if again := evened(html, len(document.pages), ends_there=END in document.pages[-1].anchors):
            document = _laid_out(again)
    with told(tell), warnings.catch_warnings(action="ignore", category=ResourceWarning):  # it leaves a profile open
        drawing(document, progress)
        forget_files(document)
        made: bytes = document.write_pdf(
            pdf_variant="pdf/a-3a", attachments=attachment(report, attached), finisher=finisher(report)
        )
    return made


def _laid_out(html: str) -> Any:
    from weasyprint import HTML

    return HTML(string=html, url_fetcher=jail(), base_url=None).render(pdf_variant="pdf/a-3a")
