"""Which addresses are taken, and as what."""

from __future__ import annotations

import pytest

from gen.errors import BadValue
from gen.tell.address import address, plain
from gen.tell.words import harmless, one_line


@pytest.mark.parametrize(
    ("text", "shown", "alone"),
    [
        ("li@office.example", "li@office.example", "li@office.example"),
        ("Li Si <li@office.example>", "Li Si <li@office.example>", "li@office.example"),
        ('"Li, Si" <li@office.example>', '"Li, Si" <li@office.example>', "li@office.example"),
        ("李四 <li@例子.中国>", "李四 <li@xn--fsqu00a.xn--fiqs8s>", "li@xn--fsqu00a.xn--fiqs8s"),
        ("李四@office.example", "李四@office.example", "李四@office.example"),
        ("A\r\nBcc: x@y.z <li@office.example>", '"A Bcc: x@y.z" <li@office.example>', "li@office.example"),
    ],
)
def test_an_address_is_read(text: str, shown: str, alone: str) -> None:
    assert str(address(text)) == shown
    assert plain(text) == alone


@pytest.mark.parametrize(
    "text",
    [
        "", "li", "@office.example", "li@", "li@-x.example", "li@x..example", "li..si@x.example", "li si@x.example",
        "li@x.example\r\nBcc: wang@x.example", "li\u202e@x.example", "li@x.example, wang@x.example", "<li@x.example",
        "li@wang@x.example", "li@stra\u00dfe.example", "li@" + "x" * 64 + ".example", f"{'x' * 250}@x.example",
        "li\x00@x.example", "li@x.example>",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match=r"is not an address such as name@example\.org"):
        address(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("工业和信息化部", "工业和信息化部"),
        ("a\r\nBcc: b", "a Bcc: b"),
        ("a\u202eb\x1b[2Jc\x00", "a[U+202E]b[U+001B][2Jc[U+0000]"),
        ("a\u2028b\x85c", "a b c"),
        ("\ud800", "?"),
    ],
)
def test_strange_words_become_one_harmless_line(text: str, line: str) -> None:
    assert one_line(text) == line


@pytest.mark.parametrize(
    "said", ["geheim/1 +", "Z2VoZWltLzEgKw==", "Z2VoZWltLzEgKw", "geheim/1%20%2B", "geheim%2F1%20%2B", "geheim%2F1+%2B"]
)
def test_a_secret_is_struck_out_however_it_is_written(said: str) -> None:
    assert harmless(f"535 no: {said}.", "geheim/1 +", "") == "535 no: •••."


def test_what_a_server_says_is_cut() -> None:
    assert len(harmless("x" * 5000)) == 201
