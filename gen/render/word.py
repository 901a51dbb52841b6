"""The briefing as a Word document: the staff's own template with its placeholders filled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from gen.errors import FaultyFile
from gen.render.accepted import accept
from gen.render.bounds import too_long
from gen.render.placeholders import SECTIONS, fill, lines, on_new_page, vacate, values
from gen.render.wordbody import contents_block, section
from gen.render.wordcheck import STYLES, faults
from gen.render.wordfile import closed
from gen.render.wordml import WIDTH, numbered
from gen.render.wordofficial import official_block
from gen.report.model import Report
from gen.sources.formats.docx.wordfile import W, WordFile, opened, serialised

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARK = re.compile(r"<\?gen (\w+)( page)?\?>")
_FIRST = re.compile(r'(<w:pStyle w:val="[^"]*"/>)')
_BETWEEN = "\1"
_LEAST = 2835
_STYLED = re.compile(r'(<w:(?:pStyle|rStyle|tblStyle) w:val=)"([^"]*)"')
_WIDE = re.compile(r'(<w:(?:gridCol|tcW|tblW) w:w=)"(\d+)"')


def render(report: Report, template: bytes, name: str = "the Word template") -> bytes:
    """The document: `template` with its placeholders filled and its properties taken from the report.

    name: what errors call the template. Raises CannotRead for what is no Word document or none that may be opened,
    FaultyFile for one whose placeholders or styles are not in order, TooLong for a text no reader of Word files takes.
    """
    too_long(report, "docx")
    file = opened(name, template)
    if found := faults(file):
        raise FaultyFile(found)
    said, changed = values(report), {}
    for part, root in file.texts():
        accept(root)
        if part == file.main:
            changed[part] = _filled(root, file, report, said)
        else:
            for line in lines(root):
                fill(line, said)
            changed[part] = serialised(root)
    return closed(file, changed, report)


def _filled(root: _Element, file: WordFile, report: Report, said: Mapping[str, str]) -> bytes:
    """The main part: its lines filled first, its blocks then, so that no data is ever read as a placeholder."""
    placed = []
    for line in list(lines(root)):
        if line.block:
            placed.append(line.block)
            vacate(line, f"{line.block} page" if on_new_page(line) else line.block)
        else:
            fill(line, said)
    keys = _keys(placed, report)
    printed = [key for name in placed for key in keys[name]]
    whole = {"contents": lambda: contents_block(report, printed), "official": lambda: official_block(report)}
    frame = _MARK.split(serialised(root).decode())
    blocks = [
        _placed(whole[name]() if name in whole else _sections(keys[name], report), bool(page))
        for name, page in zip(frame[1::3], frame[2::3], strict=True)
    ]
    first = 1 + max((int(one.get(f"{W}id", "0")) for one in root.iter(f"{W}bookmarkStart")), default=0)
    drawn = numbered(_fitted(_BETWEEN.join(blocks), root, file), first).split(_BETWEEN)
    return "".join(static + block for static, block in zip(frame[::3], [*drawn, ""], strict=True)).encode()


def _keys(placed: Sequence[str], report: Report) -> dict[str, list[str]]:
    """The sections each placeholder stands for; {{ sections }} for all that have no placeholder of their own."""
    own = {name: [SECTIONS[name]] if SECTIONS[name] in report.headings else [] for name in placed if name in SECTIONS}
    taken = {key for keys in own.values() for key in keys}
    return {**own, "contents": [], "official": [], "sections": [key for key in report.headings if key not in taken]}


def _sections(keys: Sequence[str], report: Report) -> str:
    return "".join(section(key, report) for key in keys)


def _placed(block: str, on_page: bool) -> str:
    """The block, its first paragraph on a new page if staff let the placeholder begin one."""
    return _FIRST.sub(r"\1<w:pageBreakBefore/>", block, count=1) if on_page else block


def _fitted(blocks: str, root: _Element, file: WordFile) -> str:
    """The blocks with the template's ids of styles, and tables as wide as the template's text."""
    blocks = restyled(blocks, file)
    if (width := _text_width(root)) != WIDTH:
        blocks = _WIDE.sub(lambda found: f'{found[1]}"{int(found[2]) * width // WIDTH}"', blocks)
    return blocks


def restyled(blocks: str, file: WordFile) -> str:
    """The blocks with the ids that a template's styles have: Word translates ids, never names."""
    known = file.styles()
    ids = {logical: known[style] for logical, style in STYLES.items() if known[style] != logical}
    return _STYLED.sub(lambda found: f'{found[1]}"{ids.get(found[2], found[2])}"', blocks) if ids else blocks


def _text_width(root: _Element) -> int:
    """The width of the text on the template's last kind of page, in twentieths of a point."""
    page, margins = (root.find(f"{W}body/{W}sectPr/{W}{tag}") for tag in ("pgSz", "pgMar"))
    if page is None or margins is None:
        return WIDTH
    whole, left, right = (
        one.get(f"{W}{key}", "0") for one, key in ((page, "w"), (margins, "left"), (margins, "right"))
    )
    return max(_LEAST, int(float(whole)) - int(float(left)) - int(float(right)))
