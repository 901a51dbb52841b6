"""What staff give to an official document: read from a file or the command line, and refused with its line."""

import pytest

from gen.errors import BadValue, FaultyFile
from gen.report.letterhead import Letterhead, letterhead, written
from tests.render.officials import FOLDER


def test_the_file_that_comes_with_gen_gives_nothing_and_names_every_value():
    text = (FOLDER / "letterhead.toml").read_text("utf-8")
    assert letterhead(text) == Letterhead()
    assert all(f"\n{key} = " in text for key in Letterhead._fields)


def test_a_file_that_is_not_there_gives_nothing():
    assert letterhead("") == Letterhead()


def test_values_of_the_command_line_go_before_those_of_the_file():
    head = letterhead('issuer = "甲部文件"\nsigned = "甲部"', ["issuer = 乙部文件", "number=乙函〔2026〕3号"])
    assert head == Letterhead(issuer="乙部文件", signed="甲部", number="乙函〔2026〕3号")


def test_lists_and_dates_may_be_written_as_toml_has_them():
    assert letterhead('copies = ["甲部", "乙部"]\ndate = 2026-03-01') == Letterhead(
        copies="甲部，乙部", date="2026-03-01"
    )


def test_what_is_written_reads_back_the_same():
    head = Letterhead(issuer='甲"部\\文件', note="此件公开发布", date="2026-03-01")
    assert letterhead(written(head)) == head
    assert letterhead(written(Letterhead())) == Letterhead()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('# x\nisuer = "部"', "letterhead.toml:2: there is no 'isuer' in a letterhead; did you mean issuer?"),
        ("issuer = 3", "letterhead.toml:1: 'issuer' is no text; write issuer = \"…\", or a list of such texts"),
        ('issuer = ""\ndate = "2026-3-1"', "letterhead.toml:2: 'date' '2026-3-1' is not a date as in 2026-03-01"),
        ('date = "20260301"', "letterhead.toml:1: 'date' '20260301' is not a date as in 2026-03-01"),
        (
            'number = "工信函〔2026〕第3号"',
            "letterhead.toml:1: 'number' '工信函〔2026〕第3号' is not a document number as in 工信函〔2026〕3号: "
            "the year in 〔〕, no 第, no zero in front",
        ),
        ('issuer = "甲部', "letterhead.toml:1:13: Illegal character '\\n'; write key = \"value\""),
    ],
)
def test_a_faulty_line_is_told_with_its_number(text, fault):
    with pytest.raises(FaultyFile) as told:
        letterhead(text + "\n")
    assert str(told.value) == fault


@pytest.mark.parametrize("number", ["工信函[2026]3号", "工信函（2026）3号", "工信函〔2026〕03号"])
def test_a_number_that_the_standard_forbids_is_refused(number):
    with pytest.raises(BadValue, match="no 第, no zero in front"):
        letterhead("", [f"number={number}"])


@pytest.mark.parametrize("number", ["工信函〔2026〕3号", "工信函〔2026〕100号", "MIIT 2026/3"])
def test_a_number_as_the_standard_has_it_is_taken(number):
    assert letterhead("", [f"number={number}"]).number == number


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("issuer", "--set 'issuer' is not KEY=VALUE with a key of the letterhead; did you mean issuer?"),
        ("isuer=部", "--set 'isuer=部' is not KEY=VALUE with a key of the letterhead; did you mean issuer?"),
        ("=部", "--set '=部' is not KEY=VALUE with a key of the letterhead"),
        ("printed_on=today", "--set printed_on 'today' is not a date as in 2026-03-01"),
        ("issuer=a\u202eb", "--set issuer 'a\\u202eb' is not plain text"),
    ],
)
def test_a_set_that_is_none_is_told(given, told):
    with pytest.raises(BadValue) as error:
        letterhead("", [given])
    assert str(error.value) == told
