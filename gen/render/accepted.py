"""A part of a Word file with its tracked changes accepted, for what was left on while a template was edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gen.sources.formats.docx.wordfile import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_GONE = ("del", "moveFrom")
_STAYS = ("ins", "moveTo")
_NOTED = ("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange",
          "tblPrExChange", "numberingChange", "cellIns", "cellMerge", "moveFromRangeStart", "moveFromRangeEnd",
          "moveToRangeStart", "moveToRangeEnd")  # fmt: skip


def accept(root: _Element) -> None:
    """Accepts every tracked change under `root`, in place."""
    for row in _all(root, "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            _drop(row)
    for cell in _all(root, "cellDel"):
        _drop(_parent(_parent(cell)))
    joined = [p for p in _all(root, "p") if any(p.find(f"{W}pPr/{W}rPr/{W}{tag}") is not None for tag in _GONE)]
    for tag in (*_GONE, *_NOTED):
        for one in _all(root, tag):
            _drop(one)
    for tag in _STAYS:
        for one in _all(root, tag):
            _unwrap(one)
    for paragraph in joined:
        _join(paragraph)


def _all(root: _Element, tag: str) -> list[_Element]:
    return list(root.iter(f"{W}{tag}"))


def _parent(one: _Element) -> _Element:
    parent = one.getparent()
    return one if parent is None else parent


def _drop(one: _Element) -> None:
    parent = one.getparent()
    if parent is not None:
        parent.remove(one)


def _unwrap(one: _Element) -> None:
    parent = _parent(one)
    at = parent.index(one)
    for child in reversed(list(one)):
        parent.insert(at + 1, child)
    parent.remove(one)


def _join(paragraph: _Element) -> None:
    """Puts what is left of a paragraph whose mark was deleted before the text of the next paragraph."""
    following = paragraph.getnext()
    if following is None or following.tag != f"{W}p":
        return
    at = 1 if following.find(f"{W}pPr") is not None else 0
    for child in reversed([child for child in paragraph if child.tag != f"{W}pPr"]):
        following.insert(at, child)
    _drop(paragraph)
