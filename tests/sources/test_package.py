"""The gate before Office documents: what is refused, in one line, before anything is read."""

from __future__ import annotations

import io
import resource
import struct
import time
import warnings
import zipfile

import pytest

from gen.errors import CannotRead
from gen.sources.formats.any import paper
from gen.sources.formats.package import check_package, unpacked
from tests.sources.docx_files import SPACES, p, packed, parts_of, read, related, word
from tests.sources.reading import account

DECLARED = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'
WORD = word(p("甲"))


def with_parts(**held: bytes) -> bytes:
    return packed(parts_of(WORD) | {name.replace("__", "/"): data for name, data in held.items()})


def named(*names: str) -> bytes:
    """A package of parts of these names, however odd."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as package:
        warnings.simplefilter("ignore")
        for name in names:
            package.writestr(name, b"<x/>")
    return out.getvalue()


def packed_as(method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        package.writestr("a.xml", b"<x/>")
    return out.getvalue()


def encrypted() -> bytes:
    data = bytearray(WORD)
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def bomb() -> bytes:
    return with_parts(word__big=b"<x>" + b" " * 2**23)


def crowded() -> bytes:
    """A zip that lists the same part two hundred thousand times."""
    first = packed({"a": b""})
    at = first.index(b"PK\x01\x02")
    entry = first[at : first.index(b"PK\x05\x06")]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, len(entry) * 200_000, at, 0)
    return first[:at] + entry * 200_000 + end


REFUSED = {
    "it is larger than 20 MB": lambda: b"PK\x03\x04" + b"\0" * (20 * 2**20),
    "it has 2001 parts": lambda: packed({f"{n}": b"" for n in range(2001)}),
    "it has 200000 parts": crowded,
    "unpacks to more than 200 times its size": bomb,
    "unpacks to more than 128 MB": lambda: with_parts(big=b" " * (2**26 + 1)),
    "it is encrypted": encrypted,
    "packed in a way that no Office program uses": lambda: packed_as(zipfile.ZIP_LZMA),
    "named like a path out of it": lambda: named("word/../../x"),
    "part '/x' is named like a path": lambda: named("/x"),
    "it has two parts of the name": lambda: named("word/a.xml", "Word/A.xml"),
    "it has two parts of the name 'a'": lambda: named("a", "a"),
    "holds the archive 'word/a.docx', so it is no Word document": lambda: with_parts(**{"word__a.docx": WORD}),
    "no intact Office document but an old one": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "Rich Text Format": lambda: b"{\\rtf1\\ansi x}",
    "an archive \\(.rar\\)": lambda: b"Rar!\x1a\x07\x00",
    "an archive \\(.7z\\)": lambda: b"7z\xbc\xaf\x27\x1c",
    "an OpenDocument text": lambda: packed_first("mimetype", b"application/vnd.oasis.opendocument.text"),
    "it holds macros": lambda: with_parts(word__vbaProject=b"x"),
    "with macros, or of another kind": lambda: word(p("甲"), kind="x"),
    "it is no Word document": lambda: packed({"a.txt": b"x"}),
    "it is no intact Office document": lambda: WORD[:300],
    "is no intact XML": lambda: with_parts(**{"word__document.xml": b"<w:document"}),
    "its text is not written as Word writes it": lambda: with_parts(**{"word__document.xml": b"<x/>"}),
    "it has too many elements": lambda: with_parts(**{"word__document.xml": heavy()}),
}


def heavy() -> bytes:
    return b"<x>" + b"".join(b"<a%d/>" % (number * 7919 % 999_983) for number in range(1_600_000)) + b"</x>"


def packed_first(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("why", REFUSED)
def test_a_dangerous_file_is_refused_in_one_line_at_once(why: str) -> None:
    data = REFUSED[why]()
    start, most = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(CannotRead, match=why) as told:
        paper("a.docx", data, account("a.docx"))
    spent, more = time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - most
    assert ("\n" not in str(told.value), spent < 1, more < 300 * 1024) == (True, True, True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_document_type_is_refused_in_every_encoding(encoding: str) -> None:
    with pytest.raises(CannotRead, match="holds a DOCTYPE"):
        check_package("a.docx", with_parts(word__x=DECLARED.encode(encoding)))


@pytest.mark.parametrize("encoding", ["utf-7", "gb18030", "cp037"])
def test_xml_in_another_encoding_is_refused(encoding: str) -> None:
    said = '<?xml version="1.0" encoding="{}"?><x/>'.format(encoding if encoding != "cp037" else "ebcdic-cp-us")
    with pytest.raises(CannotRead, match="not in Unicode"):
        check_package("a.docx", with_parts(word__x=said.encode(encoding)))


def test_a_document_type_behind_much_white_space_is_refused_and_one_in_a_picture_is_none() -> None:
    with pytest.raises(CannotRead, match="holds a DOCTYPE"):
        check_package("a.docx", with_parts(word__x=b" " * 5000 + b"<!DOCTYPE x><x/>"))
    check_package(
        "a.docx",
        with_parts(**{"word__media__a.svg": b"<!DOCTYPE svg><svg/>", "word__media__b.png": b"\x89PNG<!DOCTYPE"}),
    )


def test_embedded_documents_and_packed_pictures_pass() -> None:
    data = with_parts(**{"word__embeddings__a.xlsx": WORD, "word__media__a.wmz": b"\x1f\x8b\x08"})
    assert unpacked("a.docx", data)["word/embeddings/a.xlsx"] == WORD


def test_a_word_file_is_known_by_its_bytes_not_by_its_name() -> None:
    assert list(paper("a.txt", WORD, account()).rows) == ["甲"]


def test_the_document_type_is_seen_by_the_parser_where_the_gate_did_not() -> None:
    from gen.sources.formats.docx.wordfile import parsed

    with pytest.raises(CannotRead, match="holds a DOCTYPE"):
        parsed("a.docx", "x", b"<!DOCTYPE x><x/>")


def test_ten_thousand_levels_of_tables_are_refused_and_eighty_are_read() -> None:
    def nested(depth: int) -> bytes:
        return word("<w:tbl><w:tr><w:tc>" * depth + p("甲") + "</w:tc></w:tr></w:tbl>" * depth)

    assert list(read(nested(80)).rows) == ["甲"]
    with pytest.raises(CannotRead, match="no intact XML"):
        read(nested(10_000))


def test_a_relation_that_leads_out_of_the_file_leads_nowhere() -> None:
    data = word(p("甲"), rels=related("header", "../../../etc/passwd"), parts={"x.xml": f"<x {SPACES}/>"})
    assert list(read(data).rows) == ["甲"]
