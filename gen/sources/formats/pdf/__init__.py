"""A born-digital PDF: its text in reading order, lines rejoined to paragraphs, what frames the pages set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from gen.errors import CannotRead
from gen.sources.account import Account
from gen.sources.formats.pdf.frame import framing
from gen.sources.formats.pdf.gate import check
from gen.sources.formats.pdf.order import ordered
from gen.sources.formats.pdf.pages import Page, TextLine, read_pages
from gen.sources.formats.pdf.paragraphs import Paragraph, paragraphs
from gen.sources.lines import Line, classify, rows
from gen.sources.paper import Paper

_BIG = 1.15
_LONGEST_HEADING = 80
_NO_HEADING = re.compile(r".*[。；;，,：:]$")
_OCR = "run OCR, or get the born-digital file"


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF."""
    return b"%PDF-" in data[:1024]


def paper(name: str, data: bytes, account: Account) -> Paper:
    """Returns the text of a PDF; headers, footers and page numbers are rows set aside, a picture of a page a finding.

    Raises CannotRead for one that is damaged, locked, a danger to read, or holds no text.
    """
    check(name, data)
    found = read_pages(name, data)
    if not any(page.lines for page in found):
        pictures = any(page.picture for page in found)
        raise CannotRead(name, "its pages are pictures, without text" if pictures else "it holds no text", _OCR)
    outer = framing(found)
    made = [one for page in found for one in _rows(page, outer)]
    told = paragraphs(made)
    texts = rows("\n".join(one.text for one in told), account)
    aside = frozenset(n for n, one in enumerate(told, 1) if one.aside)
    for number, one in enumerate(told, 1):
        _account_for(number, one, account)
    lines = tuple(_lines(told))
    return Paper(name, "pdf", texts, lambda: lines, aside=aside)


def _rows(page: Page, outer: dict[TextLine, str]) -> Iterable[Paragraph | TextLine]:
    """The lines of a page's text in reading order, what frames it, and a notice where it is a picture."""
    yield from (Paragraph([line], aside=outer[line]) for line in page.lines if outer.get(line, "").startswith("header"))
    inner = [line for line in page.lines if line not in outer]
    if page.picture and not inner:
        doubt = f"page {page.number} is a picture; gen reads no pictures: {_OCR}"
        yield Paragraph([], notice=f"[{page.number}]", doubt=("scanned-page", doubt), aside="a picture")
    in_order, clear = ordered(inner)
    if page.picture and inner:
        doubt = f"the text of page {page.number} lies over a picture of it, so it comes from OCR: compare it by eye"
        in_order[0] = in_order[0].doubted("ocr-text", doubt)
    elif not clear:
        doubt = f"texts stand side by side on page {page.number}; their order may be wrong: compare it by eye"
        in_order[0] = in_order[0].doubted("columns-side-by-side", doubt)
    yield from in_order
    yield from (
        Paragraph([line], aside=outer[line])
        for line in page.lines
        if not outer.get(line, "header").startswith("header")
    )


def _account_for(number: int, one: Paragraph, account: Account) -> None:
    for kind, text in one.doubts:
        account.doubt(number, kind, text)
    if one.aside:
        account.leave(number, one.aside)


def _lines(told: Sequence[Paragraph]) -> Iterable[Line]:
    levels = _levels(told)
    for number, one in enumerate(told, 1):
        if one.aside:
            continue
        if one.cells:
            yield Line(number, "row", one.text, cells=one.cells)
        elif one.size in levels and len(one.text) <= _LONGEST_HEADING and not _NO_HEADING.fullmatch(one.text):
            yield Line(number, "heading", one.text, level=levels[one.size])
        else:
            line = classify(number, one.text)
            yield line if line.kind == "item" else Line(number, "prose", one.text)


def _levels(told: Sequence[Paragraph]) -> dict[float, int]:
    """The level of a heading by the size of its letters, where that is clearly larger than what most text is set in."""
    sizes = Counter[float]()
    for one in told:
        if not one.aside:
            sizes[one.size] += len(one.text)
    if not sizes:
        return {}
    usual = sizes.most_common(1)[0][0]
    larger = sorted((size for size in sizes if size >= usual * _BIG), reverse=True)
    return {size: level for level, size in enumerate(larger[:6], 1)}
