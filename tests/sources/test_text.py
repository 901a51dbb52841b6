from __future__ import annotations

from time import process_time

import pytest

from gen.errors import CannotRead
from gen.sources.formats.encoding import decoded
from gen.sources.formats.text import decode, lines
from tests.sources.reading import account

CHINESE = "工业和信息化部主要负责拟订实施行业规划、产业政策和标准"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_chinese_is_read_in_every_encoding_that_offices_use(encoding: str) -> None:
    assert decode(CHINESE.encode(encoding), "a.txt") == CHINESE


SIMPLIFIED = [
    "办公厅",
    "负责机关日常工作。",
    "设综合处、法规处和噪声处。",
    "一、拟订规划",
    "水生态环境司",
    "本局设下列机构：",
    CHINESE,
]
TRADITIONAL = [
    "秘書處",
    "掌理事項如下：",
    "一、資訊系統之規劃。",
    "經濟部處務規程，本部設下列單位",
    "第 3 條 部長綜理部務",
    "國營事業管理",
]


@pytest.mark.parametrize(
    ("encoding", "name", "sentence"),
    [
        *(("gb18030", "GB18030", sentence) for sentence in (*SIMPLIFIED, *TRADITIONAL)),
        *(("cp950", "Big5", sentence) for sentence in TRADITIONAL),
        *(("utf-16", "UTF-16", sentence) for sentence in ("办公厅", "秘書處")),
    ],
)
def test_a_sentence_is_read_in_its_encoding_however_short_and_the_encoding_is_told(
    encoding: str, name: str, sentence: str
) -> None:
    told = account()
    assert decode(sentence.encode(encoding), "a.txt", told) == sentence
    assert [(found.kind, found.text) for found in told.findings] == [
        ("encoding", f"the file is not in UTF-8, it was read as {name}")
    ]


def test_utf8_is_no_finding_and_needs_no_account() -> None:
    told = account()
    assert decode("\ufeff办公厅".encode(), "a.txt", told) == "办公厅"
    assert told.findings == []


def test_an_encoding_that_is_nearly_as_likely_is_named() -> None:
    told = account()
    bytes_of_both = next(
        data
        for lead in range(0xB0, 0xC7)
        for trail in range(0xA1, 0xFF)
        if (found := decoded(data := bytes((lead, trail)) * 2)) and found.rival
    )
    text = decode(bytes_of_both, "a.txt", told)
    assert len(text) == 2
    assert told.findings[0].text.endswith("is nearly as likely: check the text")


def test_a_long_text_is_told_apart_in_linear_time() -> None:
    data = ("本部設下列單位，掌理事項如下。" * 40_000).encode("cp950")
    start = process_time()
    assert decode(data, "a.txt").startswith("本部")
    assert process_time() - start < 20


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
        ("Les élèves étudient à Besançon".encode("latin-1"), 4),
        (b"abc\xff\xff", 3),
    ],
)
def test_undecodable_bytes_are_an_error_with_their_offset(data: bytes, offset: int) -> None:
    with pytest.raises(CannotRead, match=f"not UTF-8, GB18030 or Big5 at byte {offset}"):
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
