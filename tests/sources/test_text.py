from __future__ import annotations

import pytest

from gen.errors import CannotRead
from gen.sources.formats.text import decode, lines

CHINESE = "工业和信息化部主要负责拟订实施行业规划、产业政策和标准"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_chinese_is_read_in_every_encoding_that_offices_use(encoding: str) -> None:
    assert decode(CHINESE.encode(encoding), "a.txt") == CHINESE


def test_traditional_text_in_gb18030_is_read() -> None:
    assert decode("經濟部處務規程，本部設下列單位".encode("gb18030"), "a.txt").startswith("經濟部")


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n \n"])
def test_a_file_with_nothing_in_it_is_said_to_be_empty(data: bytes) -> None:
    with pytest.raises(CannotRead, match=r"^cannot read a\.txt: the file is empty$"):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04rest",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0\xa1",
        b"\x89PNG\r\n",
        b"a\0b",
        b"\xff\xfe\0\0a\0",
        b"\x01\x02\x03a",
    ],
)
def test_a_binary_file_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(CannotRead) as error:
        decode(data, "a.txt")
    assert "\n" not in str(error.value)
    assert "not text" in str(error.value)


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        (CHINESE.encode()[:-1], len(CHINESE.encode()) - 3),
        ("經濟部處務規程，本部設下列單位".encode("big5"), 0),
        ("Les élèves étudient à Besançon".encode("latin-1"), 4),
        (b"abc\xff\xff", 3),
    ],
)
def test_undecodable_bytes_are_an_error_with_their_offset(data: bytes, offset: int) -> None:
    with pytest.raises(CannotRead, match=f"neither UTF-8 nor GB18030, at byte {offset}"):
        decode(data, "a.txt")


def test_a_cut_utf16_file_is_an_error_with_its_offset() -> None:
    with pytest.raises(CannotRead, match="not UTF-16 at byte"):
        decode("部".encode("utf-16")[:-1], "a.txt")


def test_items_under_infobox_are_fields_until_the_list_ends() -> None:
    found = lines(["Infobox", "- Minister1 Name: Li Lecheng", "", "- Item: x"])
    assert [(line.kind, line.label, line.text) for line in found] == [
        ("markup", "", "Infobox"),
        ("field", "Minister1 Name", "Li Lecheng"),
        ("blank", "", ""),
        ("item", "", "Item: x"),
    ]
