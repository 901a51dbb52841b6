"""Amendments of a gazette: what is read, what is left out, and that nothing is dropped."""

from __future__ import annotations

import re
import time

import pytest

from gen.amend import gazette
from gen.amend.clauses import OPERATIONS
from gen.amend.operations import Holder, Insert, Instrument, Item, New, Omit, Rename, Renumber, Reword
from gen.sources.account import Account
from tests.amend.shapes import account, paper, told

HEAD = """The Gazette of the Republic
                       No. 12/3 - Friday, September 16, 2022
                       (Published by Authority)

It is hereby notified that the notification published in the Gazette Extraordinary
No. 11/43 of July 22, 2022 is amended with effect from September 16, 2022 in the manner set out below.

   President.

                            SCHEDULE

"""
FIRST = (
    "(1) With reference to the Heading, No. “02. Minister of Finance” of the said\n    notification, as follows:-\n\n"
)
ONE = Holder("Minister of Finance", 2)


def read(schedule: str) -> tuple[Instrument, list[tuple[int, str]], Account]:
    noted, sheet = account(), paper(HEAD + schedule)
    found, faults = gazette.read(sheet, noted)
    noted.settle(sheet.rows)
    return found, told(faults), noted


def test_an_amendment_says_what_it_amends_and_from_when() -> None:
    found, faults, _ = read(FIRST + "   (a) In Column I thereof, by omitting item 32 ;\n")
    assert (found.document, found.amends, found.effective, found.effective_line) == (
        "No. 12/3",
        "No. 11/43",
        "2022-09-16",
        5,
    )
    assert (found.operations, faults) == ((Omit(line=15, holder=ONE, items=(Item(32),)),), [])


def test_items_run_over_rows_and_pages_and_every_row_is_accounted_for() -> None:
    text = (
        "  (a) In Column III thereof, by omitting the following items;\n\n"
        "      • Finance Act, No. 1\n        of 1971\n      • Export Act\n\n"
        "1A- G 37509 - 366 (09/2022)\n2A   gazette of the day\n  Part I - GAZETTE EXTRAORDINARY OF THE REPUBLIC\n"
        "        No. 2 of 1980\n\n  (b) In Column II, by insertion of the following items immediately after item 4;\n"
        "      5. Export Board\n\n   PRINTED AT THE PRESS.\n"
    )
    found, faults, noted = read(FIRST + text)
    acts = (Item(text="Finance Act, No. 1 of 1971"), Item(text="Export Act No. 2 of 1980"))
    assert found.operations == (
        Omit(line=15, holder=ONE, which="headed", items=acts),
        Insert(line=26, holder=ONE, which="units", items=(New("Export Board", 27, 5),), after=Item(4)),
    )
    assert (faults, noted.findings) == ([], [])


@pytest.mark.parametrize(
    ("clause", "items", "operation"),
    [
        ("by omitting items 26, 50 and 51", "", Omit(line=15, holder=ONE, items=(Item(26), Item(50), Item(51)))),
        (
            "by insertion the following items after the item “Zoo Act, No. 3”",
            "• Ark Act",
            Insert(line=15, holder=ONE, items=(New("Ark Act", 16),), after=Item(text="Zoo Act, No. 3")),
        ),
        (
            "by inserting the following item at the end thereof",
            "9. Arks;",
            Insert(line=15, holder=ONE, items=(New("Arks", 16, 9),)),
        ),
        (
            "re-numbering of items 11 and 12 respectively, as numbers 12 and 13",
            "",
            Renumber(line=15, holder=ONE, old=(11, 12), new=(12, 13)),
        ),
        (
            "by substituting “Arks” for “Zoos” in item 4",
            "",
            Reword(line=15, holder=ONE, old="Zoos", new="Arks", item=Item(4)),
        ),
        (
            "by the substitution for item 4 of the following item",
            "4. Arks",
            Reword(line=15, holder=ONE, new="Arks", item=Item(4)),
        ),
    ],
)
def test_each_kind_of_operation_is_read(clause: str, items: str, operation: object) -> None:
    found, faults, _ = read(f"{FIRST}   (a) In Column I thereof, {clause};\n{items}\n")
    assert (found.operations, faults) == ((operation,), [])


def test_a_heading_can_get_another_name_and_goes_by_it_from_then_on() -> None:
    found, faults, _ = read(
        FIRST
        + "(a) by substituting for the said Heading, the Heading “02. Minister of Money”;\n(b) In Column I, by omitting item 1;\n"
    )
    assert (faults, found.operations) == (
        [],
        (
            Rename(line=15, holder=ONE, to="Minister of Money"),
            Omit(line=16, holder=Holder("Minister of Money", 2), items=(Item(1),)),
        ),
    )


@pytest.mark.parametrize(("kind", "pattern", "example"), OPERATIONS, ids=[row[2] for row in OPERATIONS])
def test_every_row_of_the_table_reads_its_example(kind: str, pattern: str, example: str) -> None:
    first = next(name for name, other, _ in OPERATIONS if re.fullmatch(other, example, re.IGNORECASE))
    assert first == kind


@pytest.mark.parametrize(
    ("schedule", "fault"),
    [
        (
            "(a) In Column I thereof, by scrambling item 32;",
            (15, "not understood: In Column I thereof, by scrambling item 32"),
        ),
        ("(a) In Column I, by omitting the following items;", (15, "no items follow")),
        ("(a) In Column I, by omitting item 3;\n• Zoos", (16, "an item that no operation announces: Zoos")),
        ("(a) In Column I, re-numbering items 3 and 4 as numbers 5;", (15, "items 3 and 4 cannot take the numbers 5")),
        ("(a) In Column I, by omitting item 3;\n\nAnd one more thing.", (17, "not understood: And one more thing.")),
        ("(a) In Column I, by omitting the following items;\n• ;", (16, "an item without words")),
        (
            "(a) by substituting the Heading “Minister of Zoos”;\n• Ark",
            (16, "an item that no operation announces: Ark"),
        ),
        ("• Zoos", (15, "an item that no operation announces: Zoos")),
    ],
)
def test_what_is_not_understood_is_a_fault_with_its_line(schedule: str, fault: tuple[int, str]) -> None:
    assert read(FIRST + schedule + "\n")[1] == [fault]


def test_an_operation_under_a_heading_that_is_not_understood_is_a_fault() -> None:
    _, faults, _ = read("(1) With reference to the preamble:\n(a) In Column I, by omitting item 3;\n")
    assert [line for line, _ in faults] == [12, 13]


def test_an_operation_before_the_schedule_is_a_fault() -> None:
    sheet = paper("Further, by omitting item 3 of Column I.\n\n" + HEAD + FIRST)
    assert [line for line, _ in told(gazette.read(sheet, account())[1])] == [1]


@pytest.mark.parametrize(
    "text", ["Hello.\n", "SCHEDULE\n(1) Some other list\n", HEAD, "一、主要职责\n（一）拟订规划。\n"]
)
def test_what_amends_no_heading_is_no_such_amendment(text: str) -> None:
    assert not gazette.fits(paper(text))


@pytest.mark.parametrize(
    "row",
    [
        "(1) With reference to " + "“" * 500_000,
        "(a) In Column I, by omitting items " + "1, " * 300_000,
        "x " * 500_000,
        "• " + "a" * 999_999,
    ],
)
def test_a_line_of_a_million_characters_takes_no_time(row: str) -> None:
    sheet = paper(HEAD + FIRST + row + "\n")
    start = time.process_time()
    assert gazette.fits(sheet)
    gazette.read(sheet, account())
    assert time.process_time() - start < 20
