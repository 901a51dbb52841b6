"""Broken redlines are caught: by the lint, or because one of the readings is no longer a whole text."""

from __future__ import annotations

import re

import pytest

from gen.render.lint import lint
from gen.sources.formats.docx.resolve import resolved
from gen.sources.formats.docx.wordfile import WordFile
from tests.render.redlines import expected, file, words

DELETED = r'(<w:p><w:pPr><w:pStyle w:val="[^"]*"/>)<w:rPr><w:del [^>]*/></w:rPr>'
INSERTED = DELETED.replace("del", "ins")
ROW = r"(<w:trPr><w:cantSplit/>)<w:{0} [^>]*/>"
LINT = [
    ("an id twice", r'(<w:ins w:id=")\d+(" [^>]*><w:r>)', r"\g<1>1\2", "the id 1 stands for 2 things"),
    ("no author", r'(<w:del w:id="\d+") w:author="[^"]*"', r"\1", "has no author or no date"),
    ("plain text in a deletion", r"<w:delText( [^>]*)>([^<]*)</w:delText>", r"<w:t\1>\2</w:t>", "stands in del"),
    ("deleted text in an insertion", r"(<w:ins [^>]*><w:r>.*?)<w:t( [^>]*)>([^<]*)</w:t>", r"\1<w:delText\2>\3</w:delText>",
     "stands in ins"),
    ("a move without its other end", r'(<w:moveToRangeStart [^>]*w:name=")', r"\1x", "is from 1 places and to 0"),
    ("a range that does not end", r"<w:moveFromRangeEnd [^>]*/>", "", "starts 1 times and ends 0 times"),
    ("a move outside of its range", r"<w:moveFromRangeStart [^>]*/>", "", "stands outside of a move"),
    ("a deleted paragraph with its mark left", DELETED, r"\1", "all of a paragraph is del, but not its mark"),
    ("an inserted paragraph with its mark left", INSERTED, r"\1", "all of a paragraph is ins, but not its mark"),
    ("a mark deleted where the text is not", r"(<w:pStyle w:val=\"Heading1\"/>)(</w:pPr>)",
     r'\1<w:rPr><w:del w:id="99999" w:author="x" w:date="2022-01-01T00:00:00Z"/></w:rPr>\2', "holds what is not"),
    ("an inserted row not marked as one", ROW.format("ins"), r"\1", "a row is not tracked, its paragraphs are ['ins']"),
    ("a deleted row not marked as one", ROW.format("del"), r"\1", "a row is not tracked, its paragraphs are ['del']"),
    ("a comment nothing refers to", r'<w:r><w:rPr>(?:(?!</w:rPr>).)*</w:rPr><w:commentReference [^>]*/></w:r>', "",
     "referred to 0 times"),
    ("a comment range that does not end", r"<w:commentRangeEnd [^>]*/>", "", "starts 1 times and ends 0 times"),
    ("a bookmark twice", r'w:name="_gen_o1_n1"', 'w:name="_gen_o0_n0"', "the bookmark '_gen_o0_n0' stands 2 times"),
    ("a range that ends first", r"(<w:bookmarkStart [^>]*/>)(.*?)(<w:bookmarkEnd [^>]*/>)", r"\3\2\1", "ends before it starts"),
    ("a change within a change", r"(<w:ins [^>]*>)(<w:r>.*?</w:r>)(</w:ins>)",
     r'\1<w:ins w:id="99998" w:author="x" w:date="2022-01-01T00:00:00Z">\2</w:ins>\3', "in 2 changes at once"),
]  # fmt: skip
READINGS = [
    ("a deletion turned into an insertion", r"<w:del ([^>]*)>(<w:r>)(.*?)<w:delText([^>]*)>([^<]*)</w:delText></w:r></w:del>",
     r"<w:ins \1>\2\3<w:t\4>\5</w:t></w:r></w:ins>"),
    ("a letter of unchanged text", "协调重大问题", "协调重大议题"),
    ("a paragraph left out", r"<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>.*?</w:p>", ""),
    ("a paragraph too many", r"(<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>)", r"<w:p/>\1"),
    ("an insertion accepted by hand", r"<w:ins [^>]*>(<w:r>.*?</w:r>)</w:ins>", r"\1"),
]  # fmt: skip


def broken(pattern: str, replacement: str) -> WordFile:
    whole = file(words())
    text = whole.parts[whole.main].decode()
    changed, count = re.subn(pattern, replacement, text, count=1)
    assert count == 1
    assert changed != text
    return whole._replace(parts={**whole.parts, whole.main: changed.encode()})


def test_what_is_written_has_no_fault() -> None:
    assert lint(file(words())) == lint(file(words(), moves=False)) == ()


@pytest.mark.parametrize(("pattern", "replacement", "fault"), [one[1:] for one in LINT], ids=[one[0] for one in LINT])
def test_the_lint_finds(pattern: str, replacement: str, fault: str) -> None:
    found = lint(broken(pattern, replacement))
    assert any(fault in one for one in found), found


@pytest.mark.parametrize(("pattern", "replacement"), [one[1:] for one in READINGS], ids=[one[0] for one in READINGS])
def test_the_readings_tell(pattern: str, replacement: str) -> None:
    found = broken(pattern, replacement)
    assert [resolved(found, "rejected"), resolved(found, "accepted")] != expected(words())


def test_text_whose_last_mark_goes_is_not_lost() -> None:
    mark = '<w:pPr><w:rPr><w:ins w:id="1" w:author="x" w:date="2022-01-01T00:00:00Z"/></w:rPr></w:pPr>'
    whole = file(words())
    text = re.sub(
        "<w:body>.*</w:body>",
        f"<w:body><w:p>{mark}<w:r><w:t>甲</w:t></w:r></w:p></w:body>",
        whole.parts[whole.main].decode(),
    )
    left = whole._replace(parts={whole.main: text.encode()})
    assert resolved(left, "rejected") == resolved(left, "accepted") == ["甲"]
