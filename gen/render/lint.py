"""What is wrong with tracked changes that Office programs forgive, each in its own way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gen.sources.formats.docx.resolve import COMMENTS
from gen.sources.formats.docx.wordfile import W, WordFile, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHANGES = frozenset(f"{W}{tag}" for tag in ("ins", "del", "moveFrom", "moveTo"))
_PAIRS = ("commentRange", "bookmark", "moveFromRange", "moveToRange")
_LONGEST = 40


def lint(file: WordFile) -> tuple[str, ...]:
    """Every fault of the tracked changes, comments and bookmarks of a document, in one sentence each."""
    root = parsed(file.name, file.main, file.parts[file.main])
    notes = parsed(file.name, COMMENTS, file.parts.get(COMMENTS, b"<none/>"))
    checks = (_ids(root), _pairs(root), _names(root), _notes(root, notes), _texts(root), _blocks(root), _rows(root))
    return tuple(fault for found in checks for fault in found)


def _local(element: _Element) -> str:
    return str(element.tag).removeprefix(W)


def _id(element: _Element) -> str:
    return element.get(f"{W}id", "")


def _family(tag: str) -> str:
    """What may share an id: the two ends of a range and, for a comment, its reference."""
    return "comment" if tag.startswith("comment") else tag.removesuffix("Start").removesuffix("End")


def _ids(root: _Element) -> Iterator[str]:
    """An id stands for one annotation, which is known by whom and when it was made."""
    bearers: defaultdict[str, list[str]] = defaultdict(list)
    for element in root.iter():
        if element.tag in _CHANGES:
            bearers[_id(element)].append(f"{_local(element)} {len(bearers[_id(element)])}")
            if not element.get(f"{W}author") or not element.get(f"{W}date"):
                yield f"{_local(element)} {_id(element)} has no author or no date"
        elif _local(element).startswith(("comment", "bookmark", "moveFromRange", "moveToRange")):
            bearers[_id(element)].append(_family(_local(element)))
    for number, families in bearers.items():
        if len(set(families)) > 1:
            yield f"the id {number} stands for {len(set(families))} things"


def _pairs(root: _Element) -> Iterator[str]:
    """A range starts once and ends once, in that order."""
    for kind in _PAIRS:
        opened: Counter[str] = Counter()
        closed: Counter[str] = Counter()
        for element in root.iter(f"{W}{kind}Start", f"{W}{kind}End"):
            if element.tag == f"{W}{kind}Start":
                opened[_id(element)] += 1
            else:
                closed[_id(element)] += 1
                if not opened[_id(element)]:
                    yield f"the {kind} {_id(element)} ends before it starts"
        for number in opened | closed:
            if opened[number] != 1 or closed[number] != 1:
                yield f"the {kind} {number} starts {opened[number]} times and ends {closed[number]} times"


def _names(root: _Element) -> Iterator[str]:
    """A move has one place it is from and one it is to; a bookmark has a name of its own."""
    froms, tos, marks = (
        Counter(one.get(f"{W}name", "") for one in root.iter(f"{W}{tag}Start"))
        for tag in ("moveFromRange", "moveToRange", "bookmark")
    )
    for name in froms | tos:
        if froms[name] != 1 or tos[name] != 1:
            yield f"the move {name!r} is from {froms[name]} places and to {tos[name]}"
    for name, count in marks.items():
        if count > 1 or not 0 < len(name) <= _LONGEST:
            yield f"the bookmark {name!r} stands {count} times, or its name is too long"


def _notes(root: _Element, notes: _Element) -> Iterator[str]:
    """A comment is referred to once, at a point or over one range."""
    written = Counter(map(_id, notes.iter(f"{W}comment")))
    ranged, referred = (Counter(map(_id, root.iter(f"{W}{tag}"))) for tag in ("commentRangeStart", "commentReference"))
    for number in written | ranged | referred:
        if not written[number] == referred[number] == 1 or ranged[number] > 1:
            counts = f"{written[number]} times, placed {ranged[number]} times, referred to {referred[number]} times"
            yield f"the comment {number} is written {counts}"


def _texts(root: _Element) -> Iterator[str]:
    """Deleted text is marked as deleted, and no other; what moves stands in the range of a move."""
    ranges: Counter[str] = Counter()
    for element in root.iter():
        tag = _local(element)
        if tag.endswith(("RangeStart", "RangeEnd")):
            ranges[_family(tag)] += 1 if tag.endswith("Start") else -1
        elif tag in ("t", "delText"):
            around = [_local(one) for one in element.iterancestors(*_CHANGES)]
            if ("del" in around) != (tag == "delText"):
                yield f"{tag} {element.text!r} stands in {around[0] if around else 'no deletion'}"
            if len(around) > 1:
                yield f"the text {element.text!r} stands in {len(around)} changes at once"
        elif tag in ("moveFrom", "moveTo") and element.find(f"{W}r") is not None and not ranges[f"{tag}Range"]:
            yield f"{tag} {_id(element)} stands outside of a move"


def _blocks(root: _Element) -> Iterator[str]:
    """A paragraph that goes or comes as a whole has its mark tracked the same way, and only such a one has."""
    for paragraph in root.iter(f"{W}p"):
        mark, around = _mark(paragraph), _around(paragraph)
        row = next(paragraph.iterancestors(f"{W}tr"), None)
        if mark and around - {mark}:
            yield f"a paragraph whose mark is {mark} holds what is not: {_words(paragraph)!r}"
        elif row is None and not mark and len(around) == 1 and around <= {"ins", "del", "moveFrom", "moveTo"}:
            yield f"all of a paragraph is {min(around)}, but not its mark: {_words(paragraph)!r}"


def _rows(root: _Element) -> Iterator[str]:
    """A row that goes or comes has the marks of all its paragraphs tracked the same way, and only such a one has."""
    for row in root.iter(f"{W}tr"):
        properties = row.find(f"{W}trPr")
        tracked = {_local(one) for one in ([] if properties is None else properties) if one.tag in _CHANGES}
        marks = {_mark(paragraph) for paragraph in row.iter(f"{W}p")}
        if marks != (tracked or {""}):
            yield f"a row is {min(tracked, default='not tracked')}, its paragraphs are {sorted(marks)}: {_words(row)!r}"


def _mark(paragraph: _Element) -> str:
    """How the mark at the end of a paragraph is tracked, "" where it is not."""
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    return next((_local(one) for one in ([] if properties is None else properties) if one.tag in _CHANGES), "")


def _around(paragraph: _Element) -> set[str]:
    """How the runs with text are tracked, "" for one that is not."""
    runs = [
        run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None or run.find(f"{W}delText") is not None
    ]
    return {
        _local(parent) if (parent := run.getparent()) is not None and parent.tag in _CHANGES else "" for run in runs
    }


def _words(element: _Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t", f"{W}delText"))[:40]
