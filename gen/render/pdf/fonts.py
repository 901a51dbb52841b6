"""Whether the installed fonts can show what a briefing is written with."""

from __future__ import annotations

from collections.abc import Mapping

from gen.report.model import Language

PACKAGES = "fonts-noto-cjk fonts-liberation"
_SAMPLES: Mapping[str, str] = {
    "Chinese": "工业和信息化部机构职能变化简报拆分合并更名划转调整新增，、。：；“”（）《》—",
    "Latin": "ABCXYZabcxyz0123456789.,:;()",
    "symbols": "＋－≈→＜＞△＝·›",
}


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
