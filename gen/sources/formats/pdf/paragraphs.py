"""Lines rejoined to the paragraphs they were set from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median_low

from gen.sources.formats.pdf.pages import HYPHEN, TextLine
from gen.sources.words import HAN, NUMERAL

_LABEL = re.compile(
    rf"[（(](?:{NUMERAL}{{1,5}}|\d{{1,3}}|[a-z])[)）]|{NUMERAL}{{1,4}}、|第(?:{NUMERAL}{{1,5}}|\d{{1,4}})\s?[条條章节節編编]|"
    r"\d{1,3}(?:[、．]|\.(?=\s|\D))|[①-⑳•·●■◆○–-](?=\s|\w)"
)
_WIDE = re.compile(rf"[{HAN}\u3000-\u303f\uff00-\uffef“”‘’…—①-⑳]")
_CLOSING = "，。、；：？！）》”’」』〕】…,.;:?!)]"
_OPENING = "（《“‘「『〔【(["
_QUOTES = frozenset("“”‘’")
_STOP = re.compile(r"[。；：！？.;:!?][”’」』）)]?$")
_BROKEN = re.compile(rf"([A-Za-z]+)[{HYPHEN}\u00ad\u2010-]$")
_WORD = re.compile(r"[A-Za-z]+")
_HYPHENATED = re.compile(r"\b[A-Za-z]{1,30}-[A-Za-z]{1,30}\b")
_SPACED = re.compile(rf"[{HAN}] [A-Za-z]|[A-Za-z] [{HAN}]")
_UNSPACED = re.compile(rf"[{HAN}][A-Za-z]|[A-Za-z][{HAN}]")
_LOOSE = 1.25
_LONGEST_WORD = 40
_FULL = 0.25
_LARGER = 1.15
_TITLE_LINES = 4
_WIDE_ENOUGH = 0.45


@dataclass(frozen=True, slots=True)
class Habits:
    """How a document writes: the words it hyphenates within a line, and whether a space parts both scripts."""

    hyphenated: frozenset[str] = frozenset()
    spaced: bool = False

    @classmethod
    def of(cls, lines: Sequence[TextLine]) -> Habits:
        """The habits that the lines show."""
        words = frozenset(word.lower() for line in lines for word in _HYPHENATED.findall(line.text))
        spaced = sum(len(_SPACED.findall(line.text)) - len(_UNSPACED.findall(line.text)) for line in lines)
        return cls(words, spaced > 0)


NO_HABITS = Habits()


@dataclass
class Paragraph:
    """The lines of a paragraph, or a row that frames the page or tells of it, with the reason it is set aside."""

    lines: list[TextLine]
    aside: str = ""
    notice: str = ""
    doubt: tuple[str, str] | None = None
    table: bool = False
    habits: Habits = NO_HABITS

    @cached_property
    def text(self) -> str:
        """What it says, on one line."""
        if self.cells:
            return f"| {' | '.join(self.cells)} |"
        return self.notice or joined([line.text for line in self.lines], self.habits)

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """The cells of a row of a table."""
        return tuple(cell[2] for cell in self.lines[0].cells) if self.table else ()

    @property
    def doubts(self) -> list[tuple[str, str]]:
        """The findings about it, as (kind, text)."""
        return [*([self.doubt] if self.doubt else []), *(doubt for line in self.lines for doubt in line.doubts)]

    @property
    def size(self) -> float:
        """The size of its letters."""
        return self.lines[0].size if self.lines else 0.0


def joined(texts: Sequence[str], habits: Habits = NO_HABITS) -> str:
    """One line of several: no space between Chinese characters, a word cut at a line's end made whole."""
    parts: list[str] = []
    last = ""
    for text in texts:
        found = _BROKEN.search(last[-40:])
        if found and text[:1].islower():
            after = _WORD.match(text)
            whole = f"{found[1]}-{after[0] if after else ''}".lower()
            parts[-1] = last[:-1] + ("-" if whole in habits.hyphenated else "")
        elif parts and _is_parted(last[-1:], text[:1], habits):
            parts.append(" ")
        parts.append(text)
        last = text
    return "".join(parts).replace(HYPHEN, "-").replace("\u00ad", "")


def _is_parted(before: str, after: str, habits: Habits) -> bool:
    """Whether a space stands between the last character of a line and the first of the next."""
    if not (_WIDE.match(before) or _WIDE.match(after)):
        return True
    return habits.spaced and (_SPACED.match(f"{before} {after}") is not None)


@dataclass(frozen=True, slots=True)
class _Margins:
    """Where the lines of a column begin and end, how far one is from the next, and the size of most letters."""

    left: float
    right: float
    pitch: float
    usual: float


def paragraphs(made: Iterable[Paragraph | TextLine]) -> list[Paragraph]:
    """Returns the paragraphs in the order in which they begin; what is one already stays one."""
    made = list(made)
    body = [line for line in made if isinstance(line, TextLine)]
    margins, tabled = _margins(body), _tabled(body)
    habits = Habits.of(body)
    found: list[Paragraph] = []
    now: Paragraph | None = None
    for one in made:
        if isinstance(one, Paragraph):
            found.append(one)
        elif now is None or one in tabled or now.table or _starts(now, one, margins):
            now = Paragraph([one], table=one in tabled, habits=habits)
            found.append(now)
        else:
            now.lines.append(one)
    return found


def _tabled(body: Sequence[TextLine]) -> set[TextLine]:
    """The lines with cells that have a neighbour with as many."""
    found = set[TextLine]()
    for one, other in pairwise(body):
        if one.cells and len(one.cells) == len(other.cells):
            found |= {one, other}
    return found


def _margins(body: Sequence[TextLine]) -> dict[TextLine, _Margins]:
    found: dict[TextLine, _Margins] = {}
    columns = _columns(body)
    on_page = Counter(column[0].page for column in columns)
    sizes = Counter[float]()
    for line in body:
        sizes[line.size] += len(line.text)
    before: _Margins | None = None
    for column in columns:
        before = _margin(column, before, alone=on_page[column[0].page] == 1, usual=sizes.most_common(1)[0][0])
        found.update(dict.fromkeys(column, before))
    return found


def _columns(body: Sequence[TextLine]) -> list[list[TextLine]]:
    columns: list[list[TextLine]] = []
    for line in body:
        last = columns[-1][-1] if columns else None
        if last is None or line.page != last.page or line.bottom >= last.top:
            columns.append([])
        columns[-1].append(line)
    return columns


def _margin(column: Sequence[TextLine], before: _Margins | None, *, alone: bool, usual: float) -> _Margins:
    """The margins of a column; of one that few lines fill, those of the one before, or as wide as the page is even."""
    left, right = min(line.left for line in column), max(line.right for line in column)
    steps = [a.bottom - b.bottom for a, b in pairwise(column) if a.bottom > b.bottom]
    pitch = median_low(steps) if steps else before.pitch if before else usual * 2
    full = sum(right - line.right < usual for line in column)
    if full >= max(2, _FULL * len(column)) and (not alone or right - left >= _WIDE_ENOUGH * column[0].width):
        return _Margins(left, right, pitch, usual)
    if before:
        left = min(left, before.left) if left - before.left < 4 * usual else left
        return _Margins(left, max(right, left + before.right - before.left), pitch, usual)
    return _Margins(left, max(right, column[0].width - left) if alone else right, pitch, usual)


def _starts(now: Paragraph, line: TextLine, margins: dict[TextLine, _Margins]) -> bool:
    """Whether a line begins a paragraph, after the lines of the one before."""
    last, margin, before = now.lines[-1], margins[line], margins[now.lines[-1]]
    if abs(last.size - line.size) > 0.1 * last.size or _is_apart(last, line, margin):
        return True
    if _is_centred(line, margin) and _goes_on(now, margin, before):
        return False
    if last.right + _first_word(line) < before.right - 0.3 * line.size:
        return True
    indented = line.left - margin.left > 0.8 * line.size
    if _LABEL.match(line.text):
        return indented or _STOP.search(last.text) is not None
    return indented and not _hangs(now, line, margins)


def _is_apart(last: TextLine, line: TextLine, margin: _Margins) -> bool:
    """Whether more than the usual step down lies between two lines of a column."""
    step = last.bottom - line.bottom
    return last.page == line.page and step > _LOOSE * margin.pitch and step > 1.3 * line.size


def _is_centred(line: TextLine, margin: _Margins) -> bool:
    left, right = line.left - margin.left, margin.right - line.right
    return left > line.size and abs(left - right) < line.size


def _goes_on(now: Paragraph, margin: _Margins, before: _Margins) -> bool:
    """Whether a title over several lines may go on with a centred one."""
    first, last = now.lines[0], now.lines[-1]
    if len(now.lines) >= _TITLE_LINES or _LABEL.match(first.text):
        return False
    if last.size >= _LARGER * margin.usual and before.right - last.right < 2 * last.size:
        return True
    return _is_centred(last, before) and first.right - first.left > 0.4 * (before.right - before.left)


def _hangs(now: Paragraph, line: TextLine, margins: dict[TextLine, _Margins]) -> bool:
    """Whether an indented line goes on with a paragraph that hangs from its label, or is indented as a whole."""
    first, last = now.lines[0], now.lines[-1]
    if len(now.lines) > 1:
        return abs((line.left - margins[line].left) - (last.left - margins[last].left)) < 0.5 * line.size
    deeper = (line.left - margins[line].left) - (first.left - margins[first].left)
    return bool(_LABEL.match(first.text)) and 0.3 * line.size < deeper < 6 * line.size


def _first_word(line: TextLine) -> float:
    """How much room the first word of a line takes, with the marks that may not stand apart from it."""
    word = ""
    for char in line.text[:_LONGEST_WORD]:
        tied = char in _CLOSING or char in _QUOTES or word[-1:] in _QUOTES
        if char == " " or (word.strip(_OPENING) and not tied and (_WIDE.match(char) or _WIDE.match(word[-1]))):
            break
        word += char
    return line.size * sum(1.0 if _WIDE.match(char) else 0.5 for char in word)
