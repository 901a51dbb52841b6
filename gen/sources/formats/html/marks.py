"""What the elements of a page say of themselves: hidden, beside the text, numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from gen.sources.lines import Kind, classify
from gen.sources.words import NUMERAL, to_chinese, to_roman

REFERENCE = re.compile(r"[\[［][^\[\]［］]{1,12}[\]］]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ASIDE_TAGS = {
    "nav": "navigation", "footer": "footer of the page", "aside": "beside the main text", "menu": "navigation",
    "dialog": "dialogue of the page", "figcaption": "caption of a picture", "search": "form control",
}  # fmt: skip
_ASIDE_ROLES = {
    "navigation": "navigation", "banner": "header of the page", "contentinfo": "footer of the page",
    "complementary": "beside the main text", "search": "form control", "dialog": "dialogue of the page",
}  # fmt: skip
# How wikis and content systems name what stands beside the text.
_ASIDE_CLASSES = {
    "references": "references", "reflist": "references", "mw-references-wrap": "references", "navbox": "navigation",
    "vertical-navbox": "navigation", "navbox-styles": "navigation", "toc": "table of contents", "hatnote": "see also",
    "thumb": "caption of a picture", "gallery": "caption of a picture", "ambox": "notice of the page",
    "catlinks": "categories", "printfooter": "footer of the page", "mw-jump-link": "navigation",
    "noprint": "navigation", "breadcrumb": "navigation", "breadcrumbs": "navigation",
}  # fmt: skip
_OWN_NUMBER = re.compile(
    rf"[（(]?(?:{NUMERAL}{{1,5}}|\d{{1,3}})[)）、．.]|第(?:{NUMERAL}{{1,5}}|\d{{1,4}})\s?[条條章节節项項]"
)
_UNNUMBERED = re.compile(r"list-style(?:-type)?\s*:[^;]{0,40}\bnone", re.IGNORECASE)
_CHINESE = re.compile(r"cjk-ideographic|(?:simp|trad)-chinese-(?:in)?formal|cjk-decimal", re.IGNORECASE)
_MOST = 9_999


def is_hidden(element: Any) -> bool:
    """Whether an element is never shown, by its own attributes."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style and _HIDDEN.search(style[:2000]))


def reason(element: Any) -> str:
    """Why an element is no part of the text, or ""."""
    if why := _ASIDE_TAGS.get(element.tag) or _ASIDE_ROLES.get(element.get("role") or ""):
        return why
    if element.tag == "header" and element.find(".//h1") is None:
        return "header of the page"
    if element.get("id") in ("toc", "catlinks"):
        return _ASIDE_CLASSES[element.get("id")]
    classes = (element.get("class") or "")[:1000].lower().split()
    return next((_ASIDE_CLASSES[name] for name in classes if name in _ASIDE_CLASSES), "")


def labelled(label: str, text: str) -> tuple[Kind, str, str]:
    """Kind, label and text of a list item; a number written in its text stands for an automatic one."""
    if not _OWN_NUMBER.match(text):
        return "item", label, text
    line = classify(1, text)
    return ("item", line.label, line.text) if line.kind == "item" else ("prose", "", text)


@dataclass(slots=True)
class Marker:
    """The numbers of one list: how they are written, and the last one given."""

    style: str
    last: int

    @classmethod
    def of(cls, element: Any) -> Marker:
        """The marker of a list element; a list without numbers has the style ""."""
        style = (element.get("style") or "")[:2000]
        if element.tag != "ol" or _UNNUMBERED.search(style):
            return cls("", 0)
        kind = "一" if _CHINESE.search(style) else element.get("type") or "1"
        return cls(kind if kind in "1aAiI一" else "1", _number(element.get("start"), 1) - 1)

    def next(self, item: Any) -> str:
        """The label of the next item."""
        self.last = _number(item.get("value"), self.last + 1)
        return _written(self.style, self.last)


def _number(stated: str | None, otherwise: int) -> int:
    return int(stated) if stated and re.fullmatch(r"\d{1,4}", stated, re.ASCII) else otherwise


def _written(style: str, number: int) -> str:
    if not style:
        return ""
    if style == "一" and 0 < number < 1000:
        return f"{to_chinese(number)}、"
    if style in "aA" and 0 < number <= 26:
        return f"{chr(ord(style) + number - 1)}."
    if style in "iI" and 0 < number <= _MOST:
        roman = to_roman(number)
        return f"{roman if style == 'i' else roman.upper()}."
    return f"{number}."
