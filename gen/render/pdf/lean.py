"""Keeping font files out of memory: WeasyPrint copies each whole, a Chinese one 20 MB, and reads four bytes of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from gen.errors import MissingPart
from gen.render.pdf.fonts import slow_subsetting
from gen.render.pdf.watch import after

_SIGN = 4


def forget_files(document: Any) -> None:
    """Makes a laid-out document forget, as each page is drawn, the files of fonts that HarfBuzz reads by itself."""
    if slow_subsetting():
        return
    for page in document.pages:
        page.paint = after(page.paint, partial(_forget, document.fonts))


def _forget(fonts: Mapping[object, Any]) -> None:
    for font in fonts.values():
        if not font.bitmap:
            font.file_content = font.file_content[:_SIGN]


def check_whole(pdf: Any) -> None:
    """Raises MissingPart where a font that was forgotten could not be subset and so would be missing from the PDF."""
    for one in pdf.objects:
        if isinstance(one, dict) and one.get("Type") == "/FontDescriptor":
            files = (pdf.objects[int(one[key].split()[0])] for key in ("FontFile2", "FontFile3") if key in one)
            if any(len(file.stream[0]) == _SIGN for file in files):
                raise MissingPart("a font that HarfBuzz can subset", "gen doctor names the fonts used")
