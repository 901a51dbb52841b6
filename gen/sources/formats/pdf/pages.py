"""PDFium's characters to the lines of text on each page, with their places."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from gen.errors import CannotRead

_PAGES = 2_000
_CHARACTERS = 100_000
_ALL_CHARACTERS = 5_000_000
_COVERED = 0.6
_PASSWORD = 4
GAP = 1.8
_SPACES = frozenset(" \t\u00a0")
HYPHEN = "\x02"


@dataclass(frozen=True, slots=True, eq=False)
class TextLine:
    """A line on a page: its text, its edges in points from the lower left, the size of its letters, its cells.

    cells: (left, right, text) of its pieces where wide gaps divide it. doubts: (kind, text) of findings about it.
    """

    page: int
    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    cells: tuple[tuple[float, float, str], ...] = ()
    width: float = 0
    doubts: tuple[tuple[str, str], ...] = ()

    def doubted(self, kind: str, text: str) -> TextLine:
        """The line with one finding more."""
        return replace(self, doubts=(*self.doubts, (kind, text)))


@dataclass(frozen=True, slots=True)
class Page:
    """A page, counted from 1: its size, its lines in the order of the file, and whether a picture covers it."""

    number: int
    width: float
    height: float
    lines: tuple[TextLine, ...]
    picture: bool


def read_pages(name: str, data: bytes) -> list[Page]:
    """Returns the pages; raises CannotRead for a file that PDFium cannot open, or too many pages or letters."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > _PAGES:
                raise CannotRead(name, f"it has {len(document)} pages; {_PAGES} is the most")
            return list(_pages(name, document))
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise CannotRead(name, "it is locked with a password", "save it without one") from None
        raise CannotRead(name, f"it is damaged ({error})", "save or download it anew") from None


def _pages(name: str, document: Any) -> Iterator[Page]:
    total = 0
    for number in range(1, len(document) + 1):
        page = document.get_page(number - 1)
        try:
            letters = _letters(name, number, page)
            total += len(letters)
            if total > _ALL_CHARACTERS:
                raise CannotRead(name, f"it has more than {_ALL_CHARACTERS} characters")
            width, height = page.get_size()
            yield Page(number, width, height, tuple(_lines(number, width, letters)), _is_picture(page, width * height))
        finally:
            page.close()


def _is_picture(page: Any, area: float) -> bool:
    """Whether pictures cover most of the page."""
    import pypdfium2.raw as pdfium

    covered = 0.0
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return covered >= _COVERED * area > 0


class _Letter(NamedTuple):
    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


def _letters(name: str, number: int, page: Any) -> list[_Letter]:
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > _CHARACTERS:
            raise CannotRead(name, f"its page {number} has {count} characters; {_CHARACTERS} is the most")
        return list(_each(text, count))
    finally:
        text.close()


def _each(text: Any, count: int) -> Iterator[_Letter]:
    import pypdfium2.raw as pdfium

    box, matrix, raw = pdfium.FS_RECTF(), pdfium.FS_MATRIX(), text.raw
    stated, size = 0.0, 0.0
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, at)
        if not pdfium.FPDFText_GetLooseCharBox(raw, at, ctypes.byref(box)) or code > 0x10FFFF:
            continue
        if (now := pdfium.FPDFText_GetFontSize(raw, at)) != stated or not at:
            stated = now
            scaled = pdfium.FPDFText_GetMatrix(raw, at, ctypes.byref(matrix))
            size = now * math.hypot(matrix.b, matrix.d) if scaled else now
        char = " " if 0xD800 <= code <= 0xDFFF else chr(code)
        yield _Letter(char, box.left, box.right, box.bottom, box.top, size if size > 0.1 else box.top - box.bottom)


@dataclass(slots=True)
class _Run:
    """The letters of the line that is being gathered, as pieces between wide gaps."""

    pieces: list[list[_Letter]] = field(default_factory=list)
    space: bool = False

    @property
    def last(self) -> _Letter | None:
        return self.pieces[-1][-1] if self.pieces else None

    def add(self, letter: _Letter, wide: bool) -> None:
        if not self.pieces or wide:
            self.pieces.append([letter])
        else:
            if self.space:
                self.pieces[-1].append(letter._replace(text=" ", right=letter.left))
            self.pieces[-1].append(letter)
        self.space = False


def _lines(number: int, width: float, letters: list[_Letter]) -> Iterator[TextLine]:
    run = _Run()
    for letter in letters:
        if letter.text in "\r\n":
            yield from _line(number, width, run)
            run = _Run()
        elif letter.text in _SPACES:
            run.space = True
        elif (last := run.last) is not None and _leaves(last, letter):
            yield from _line(number, width, run)
            run = _Run()
            run.add(letter, wide=False)
        else:
            run.add(letter, wide=last is not None and letter.left - last.right > GAP * last.size)
    yield from _line(number, width, run)


def _leaves(last: _Letter, letter: _Letter) -> bool:
    """Whether a letter stands on another line than the one before it."""
    middle = (letter.bottom + letter.top) / 2
    return not last.bottom <= middle <= last.top or letter.left < last.left - 2 * last.size


def _line(number: int, width: float, run: _Run) -> Iterator[TextLine]:
    if not run.pieces:
        return
    letters = [letter for piece in run.pieces for letter in piece]
    cells = tuple((piece[0].left, piece[-1].right, "".join(x.text for x in piece).strip()) for piece in run.pieces)
    text = " ".join(cell[2] for cell in cells if cell[2])
    if text.strip():
        yield TextLine(
            number, text, letters[0].left, letters[-1].right, min(x.bottom for x in letters),
            max(x.top for x in letters), _size(letters), cells if len(cells) > 1 else (), width,
        )  # fmt: skip


def _size(letters: list[_Letter]) -> float:
    """The size most letters of a line have, to half a point."""
    sizes = [round(letter.size * 2) / 2 for letter in letters]
    return max(set(sizes), key=lambda size: (sizes.count(size), size))
