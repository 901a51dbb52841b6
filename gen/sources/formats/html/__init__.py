"""A web page saved to a file: the rows a reader of its main text sees, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from gen.errors import CannotRead
from gen.sources.account import Account
from gen.sources.formats.html.blocks import Block, blocks
from gen.sources.formats.html.encoding import decode
from gen.sources.formats.html.main_text import set_aside
from gen.sources.lines import Line, classify, rows, without_unseen
from gen.sources.paper import Paper
from gen.sources.words import clip, has_han

_NAME = re.compile(r"\.x?html?$", re.IGNORECASE)
_OPENING = re.compile(rb"\s*(?:<[?!][^<]{0,2000}>\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b", re.IGNORECASE)
_ARCHIVE = re.compile(
    rb"(?:[\w-]{1,40}:[^\r\n]{0,300}\r?\n(?:[ \t][^\r\n]{0,300}\r?\n)*){1,12}?Content-Type: *multipart/related", re.I
)
_ENTITIES = re.compile(r"<!DOCTYPE[^<>]{0,2000}\[\s*<!ENTITY", re.IGNORECASE)
_ATTRIBUTE = r"(?>[\s/]++[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+)"
_CROWDED = re.compile(rf"<[a-zA-Z][^\s/>]*+{_ATTRIBUTE}{{200,1000}}+({_ATTRIBUTE})?")
_MOST_CROWDED = 20
_MOST_TAGS = 300_000
_MOST = 20 * 2**20
_MUCH = 200


def is_html(name: str, data: bytes) -> bool:
    """Whether the bytes are a web page: they open as one, or the file is named one and opens with a tag."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")
    return bool(_OPENING.match(start) or _ARCHIVE.match(start)) or bool(
        _NAME.search(name) and start.lstrip().startswith(b"<")
    )


def paper(name: str, data: bytes, account: Account) -> Paper:
    """Returns the text of a web page; what stands outside its main text are rows set aside.

    Raises CannotRead for a page that is too large, nested too deeply, declares entities, or shows no text.
    """
    if len(data) > _MOST:
        raise CannotRead(name, f"it has {len(data) >> 20} MB; {_MOST >> 20} MB is the most a web page may have")
    if _ARCHIVE.match(data[:4096]):
        raise CannotRead(name, "it is a web archive (.mhtml)", "save the page as HTML")
    text = decode(data, name, account)
    if _ENTITIES.search(text):
        raise CannotRead(name, "it declares entities, which no web page does", "save the page anew")
    if text.count("<") > _MOST_TAGS:
        raise CannotRead(name, f"it has more than {_MOST_TAGS:,} tags", "copy its text into a file")
    if _is_crowded(text):
        raise CannotRead(name, "its tags have hundreds of attributes", "copy its text into a file")
    page = blocks(text, name)
    if not page.blocks:
        raise CannotRead(name, "it shows no text", "save the page with its text, or copy the text into a file")
    _tell_hidden(page.hidden, account)
    found = rows("\n".join(block.row for block in page.blocks), account)
    set_aside(page, account)
    aside = frozenset(number for number, block in enumerate(page.blocks, 1) if block.aside)
    for number, block in enumerate(page.blocks, 1):
        if block.aside:
            account.leave(number, block.aside)
    return Paper(name, "html", found, lambda: list(_lines(page.blocks)), aside=aside)


def _is_crowded(text: str) -> bool:
    """Whether tags have so many attributes that the parser, which looks each up among the others, takes long.

    What looks like such a tag now and then is a script that compares without a space.
    """
    found = list(islice(_CROWDED.finditer(text), _MOST_CROWDED + 1))
    return len(found) > _MOST_CROWDED or any(one[1] for one in found)


def _lines(found: Sequence[Block]) -> Iterable[Line]:
    for number, block in enumerate(found, 1):
        if not block.aside:
            yield _line(number, block)


def _line(number: int, block: Block) -> Line:
    if block.kind == "prose":
        line = classify(number, block.text)
        return line if line.kind == "item" else Line(number, "prose", block.text)
    return Line(number, block.kind, block.text, block.level, block.label, block.cells)


def _tell_hidden(hidden: Sequence[str], account: Account) -> None:
    """One finding on what the page holds and does not show, where that is Chinese or much."""
    texts = [text for part in hidden if (text := without_unseen(part))]
    size = sum(map(len, texts))
    if size >= _MUCH or any(map(has_han, texts)):
        first = clip(next(filter(has_han, texts), texts[0]))
        account.doubt(1, "hidden-text", f"the page holds {size} characters it does not show; left out: {first}")
