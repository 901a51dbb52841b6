"""The briefing as a PDF, set by WeasyPrint from the print page."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from gen.errors import MissingPart
from gen.render.html import page
from gen.report.model import Language, Report

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

FONTS = "fonts-noto-cjk fonts-liberation"
_FONT_FILES = (".ttf", ".ttc", ".otf", ".otc", ".woff", ".woff2", ".pfb")
_FONT_SIGNS = (b"\x00\x01\x00\x00", b"OTTO", b"ttcf", b"true", b"wOFF", b"wOF2", b"%!PS", b"\x80\x01")
_SAMPLES: Mapping[str, str] = {
    "Chinese": "工业和信息化部机构职能变化简报拆分合并更名划转调整新增，、。：；“”（）《》—",
    "Latin": "ABCXYZabcxyz0123456789.,:;()",
    "symbols": "＋－≈→＜＞△＝·›",
}


def render(report: Report, templates: Mapping[str, str], tell: Callable[[str], None] = warnings.warn) -> bytes:
    """The PDF. What WeasyPrint finds wrong with a template, and characters no font has, go to `tell`, a line each.

    Raises MissingPart where no installed font has the characters a briefing needs.
    """
    if missing := missing_fonts(report.language):
        raise MissingPart(f"a font for {', '.join(missing)}", f"install {FONTS}, for instance with make setup")
    from weasyprint import HTML

    with _collected(tell):
        document: Any = HTML(string=page(report, templates, "print"), url_fetcher=_jail(), base_url=None)
        pdf: bytes = document.write_pdf()
    return pdf


def missing_fonts(language: Language) -> tuple[str, ...]:
    """What a briefing is written with and no installed font can show: "Chinese", "Latin", "symbols"; mostly nothing.

    Both editions show Chinese names, so `language` only says which script is named first.
    """
    scripts = sorted(_SAMPLES, key=lambda script: (script == "Latin") == (language == "zh"))
    return tuple(script for script in scripts if unknown_characters(_SAMPLES[script]))


def unknown_characters(text: str) -> bool:
    """Whether Pango finds no font for some character of a one-line text and would print a box."""
    from weasyprint.text.ffi import ffi, gobject, pango, pangoft2

    fonts = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
    context = ffi.gc(pango.pango_font_map_create_context(fonts), gobject.g_object_unref)
    layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_text(layout, text.encode(), -1)
    run = pango.pango_layout_get_line_readonly(layout, 0).runs
    while run != ffi.NULL:
        glyphs = run.data.glyphs
        if any(glyphs.glyphs[n].glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG for n in range(glyphs.num_glyphs)):
            return True
        run = run.next
    return False


def slow_subsetting() -> bool:
    """Whether the HarfBuzz subsetting library is missing, without which a PDF takes thirty times longer."""
    from weasyprint.text.ffi import harfbuzz_subset

    return harfbuzz_subset is None


def _jail() -> URLFetcher:
    """A fetcher that gives out what a page holds itself and font files, and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Jail(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            if not url.lower().endswith(_FONT_FILES):
                raise ValueError(f"{url} is no font")
            with closing(super().fetch(url, headers)) as response:
                content = response.read()
            if not content.startswith(_FONT_SIGNS):
                raise ValueError(f"{url} is no font")
            return URLFetcherResponse(url, content)

    return Jail(allowed_protocols={"data", "file"}, allow_redirects=False)


@contextmanager
def _collected(tell: Callable[[str], None]) -> Iterator[None]:
    """Passes on what WeasyPrint logs as wrong while the block runs."""
    from weasyprint.logger import LOGGER

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            tell(record.getMessage())

    handler = Handler(logging.WARNING)
    LOGGER.addHandler(handler)
    try:
        yield
    finally:
        LOGGER.removeHandler(handler)
