"""The form "gazette": numbered holders with columns of duties, institutions and laws, as a printed page sets them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import cache
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.errors import GenError
from gen.model.record import Duty, Unit
from gen.sources.read import Document, Reading, read
from tests.sources.reading import kinds, reading

SHARED = Path(__file__).parents[3] / "shared" / "sources"
LAWS = "Laws to be Implemented"

# Duties, institutions and laws of each minister, counted in the text.
COUNTS = [
    (28, 28, 28),
    (35, 59, 70),
    (13, 6, 6),
    (29, 15, 15),
    (24, 6, 13),
    (12, 4, 6),
    (25, 15, 53),
    (22, 7, 5),
    (52, 39, 33),
    (23, 11, 9),
    (17, 15, 13),
    (39, 27, 19),
    (13, 3, 3),
    (41, 17, 19),
    (15, 4, 5),
    (31, 20, 28),
    (20, 13, 13),
    (35, 30, 20),
    (28, 27, 10),
    (42, 21, 16),
    (17, 3, 4),
    (25, 21, 16),
    (24, 11, 7),
    (11, 4, 3),
    (21, 10, 9),
    (17, 5, 6),
    (23, 9, 17),
    (11, 3, 4),
    (18, 14, 11),
]

FRONT = """ Y%S ,xld m%cd;dka;%sl
 The Gazette of the Republic of Ruritania
                          EXTRAORDINARY
             No. 12/7 - friDay, march 4, 2022

                  (Published by Authority)

             PART I : SECTION (I) — GENERAL
                 Government Notifications
      The Constitution of the Republic of Ruritania

                       Notifications

WHEREAS I have in the exercise of powers vested in me in terms of Article 5 of
the Constitution of the Republic of Ruritania, determined the number of Ministers,

        It is now hereby notified that the functions shall be as set out below, from the date of this
Notification.

All such functions that are not assigned to any Minister will continue to remain in my charge as the President.

                                                            Rudolf Elphberg,
                                                               President.

Presidential Secretariat
Strelsau
March 4, 2022

"""
HEAD = "      Column I                      Column II                     Column III\n"
TITLES = " Duties & Functions            Departments, Statutory          Laws to be\n                             Institutions                     Implemented\n\n"


def columns(*lists: Sequence[str], starts: Sequence[int] = (2, 30, 62)) -> str:
    """The rows of columns set side by side."""
    rows = []
    for cells in zip_longest(*lists, fillvalue=""):
        row = ""
        for start, text in zip(starts, cells, strict=False):
            row = row.ljust(start) + text if text else row
        rows.append(row)
    return HEAD + TITLES + "\n".join(rows) + "\n"


def gazette(*parts: str, front: str = FRONT) -> Reading:
    return reading(front + "\n".join(parts), body="ruritania", release="2022-03-04")


def page(number: int) -> str:
    return f"\f{number}A     I fldgi ( ^I& fPoh - 2022'03'04\n   Part I : Sec. (I) - GAZETTE EXTRAORDINARY OF THE REPUBLIC OF RURITANIA\n\n       SCHEDULE (Contd.)\n\n"


def duties(unit: Unit) -> list[tuple[str | None, str | None, str]]:
    return [(duty.number, duty.heading, duty.text.primary) for duty in unit.duties]


def names(unit: Unit) -> list[tuple[str | None, str]]:
    return [(below.number, below.name.primary) for below in unit.units]


FORESTS = columns(
    ["1. Care of forests and", "   woods.", "", "2. Planting of", "   trees"],
    ["1. Forest Office", "", "2. Office of Parks", "   and Gardens"],
    ["• Forest Act,", "  No. 3 of 1999", "", "• Parks Ordinance (Chapter 7)"],
)


def test_each_holder_has_numbered_duties_institutions_and_laws() -> None:
    found = gazette("01.Minister of Forests\n", FORESTS)
    (forests,) = found.snapshot.units
    assert (found.form, forests.number, forests.name.en, forests.group) == (
        "gazette",
        "01",
        "Minister of Forests",
        "minister",
    )
    assert duties(forests) == [
        ("(1)", None, "Care of forests and woods."),
        ("(2)", None, "Planting of trees"),
        (None, LAWS, "Forest Act, No. 3 of 1999"),
        (None, LAWS, "Parks Ordinance (Chapter 7)"),
    ]
    assert names(forests) == [("1", "Forest Office"), ("2", "Office of Parks and Gardens")]
    assert {unit.group for unit in forests.units} == {"institution"}
    assert [duty.id for duty in forests.duties] == [f"minister-of-forests/d{n}" for n in (1, 2, 3, 4)]


def test_the_front_page_gives_number_date_power_signer_and_whose_gazette_it_is() -> None:
    snapshot = gazette("01.Minister of Forests\n", FORESTS).snapshot
    assert (snapshot.name.en, snapshot.document, snapshot.effective) == (
        "Republic of Ruritania",
        "No. 12/7",
        "2022-03-04",
    )
    assert snapshot.title == "The Constitution of the Republic of Ruritania: Notifications"
    assert [one.text for one in snapshot.basis] == ["Article 5 of the Constitution of the Republic of Ruritania"]
    assert [(post.title, post.holder) for post in snapshot.posts] == [("President", "Rudolf Elphberg")]
    assert (snapshot.coverage.units, snapshot.coverage.duties, snapshot.coverage.posts) == (True, True, False)


def test_every_line_is_used_or_left_out_for_a_reason() -> None:
    found = gazette("01.Minister of Forests\n", FORESTS, page(2), "01.Minister of Forests (Contd.)\n", FORESTS)
    assert [fate for fate in found.fates if fate.why == "unread-line"] == []
    row = next(n for n, text in enumerate(found.rows) if text.startswith("All such functions"))
    assert found.fates[row].why == "what is assigned to nobody stays with the issuer"


def test_an_item_that_a_page_breaks_is_one_item_at_the_line_where_it_starts() -> None:
    first = columns(["1. Care of forests", "2. Planting"], ["1. Forest Office of"], ["• Forest"])
    second = columns(["   of trees", "3. Felling"], ["   the Crown"], ["  Act"], starts=(4, 33, 60))
    found = gazette("01.Minister of Forests\n", first, page(2), "01.Minister of Forests (Contd.)\n", second)
    (forests,) = found.snapshot.units
    assert [text for _, _, text in duties(forests)] == ["Care of forests", "Planting of trees", "Felling", "Forest Act"]
    assert names(forests) == [("1", "Forest Office of the Crown")]
    assert found.rows[forests.duties[1].locator.line - 1].split() == ["2.", "Planting"]
    assert kinds(found) == []


def test_the_columns_of_each_page_stand_where_its_own_gaps_are() -> None:
    wide = columns(
        ["1. Care of the forests of the land", "2. Planting"],
        ["1. Forest Office", "2. Mint"],
        ["• Forest Act"],
        starts=(2, 44, 66),
    )
    found = gazette("01.Minister of Forests\n", FORESTS, page(2), "02.Minister of Mines\n", wide)
    mines = found.snapshot.units[1]
    assert [text for _, _, text in duties(mines)] == ["Care of the forests of the land", "Planting", "Forest Act"]
    assert names(mines) == [("1", "Forest Office"), ("2", "Mint")]


def test_a_tab_is_one_space() -> None:
    tabbed = FORESTS.replace("1. Care of", "1.\tCare of").replace("2. Office", "2.\tOffice")
    one, other = (gazette("01.Minister of Forests\n", part).snapshot.units for part in (FORESTS, tabbed))
    assert one == other


def test_two_holders_on_one_page_and_institutions_of_one_name_have_ids_of_their_own() -> None:
    found = gazette("01.Minister of Forests\n", FORESTS, "02. Minister of Parks\n", FORESTS)
    assert [unit.id for unit, _ in found.snapshot.walk()] == [
        "minister-of-forests",
        "forest-office",
        "office-of-parks-and-gardens",
        "minister-of-parks",
        "forest-office-2",
        "office-of-parks-and-gardens-2",
    ]


def test_a_number_that_wraps_into_a_law_begins_no_item() -> None:
    laws = columns(["1. Care"], ["1. Office"], ["• Forest Act, No.", "  78. of 1999", "• Parks Act"])
    (forests,) = gazette("01.Minister of Forests\n", laws).snapshot.units
    assert [text for _, _, text in duties(forests)] == ["Care", "Forest Act, No. 78. of 1999", "Parks Act"]


def test_a_number_inside_an_item_begins_none_unless_it_stands_where_items_begin() -> None:
    rows = columns(["1. Matters of item No.", "     12. in the list", "2. Care"], ["1. Office"], ["• Act"])
    (forests,) = gazette("01.Minister of Forests\n", rows).snapshot.units
    assert [(number, text) for number, _, text in duties(forests)][:2] == [
        ("(1)", "Matters of item No. 12. in the list"),
        ("(2)", "Care"),
    ]


def test_a_word_cut_at_the_end_of_a_row_keeps_its_hyphen() -> None:
    rows = columns(["1. People-", "   centered care"], ["1. Institute -", "   a Faculty"], ["• Act"])
    (forests,) = gazette("01.Minister of Forests\n", rows).snapshot.units
    assert (duties(forests)[0][2], names(forests)) == ("People-centered care", [("1", "Institute - a Faculty")])


@pytest.mark.parametrize(("second", "said"), [("3", "3 stands where 2"), ("1", "1 stands where 2")])
def test_a_gap_or_a_repeat_in_the_numbers_of_a_list_is_a_finding(second: str, said: str) -> None:
    rows = columns(["1. Care", f"{second}. Planting"], ["1. Office"], ["• Act"])
    found = gazette("01.Minister of Forests\n", rows)
    (finding,) = found.snapshot.findings
    assert (finding.kind, finding.about) == ("numbering", "minister-of-forests")
    assert said in finding.text
    assert found.rows[finding.locator.line - 1].strip() == f"{second}. Planting"


def test_a_gap_in_the_numbers_of_the_holders_is_a_finding() -> None:
    found = gazette("01.Minister of Forests\n", FORESTS, "03.Minister of Parks\n", FORESTS)
    assert "numbering" in [kind for kind, _ in kinds(found)]


def test_text_without_an_item_to_belong_to_is_a_finding() -> None:
    rows = columns(["of trees", "1. Care"], ["1. Office"], ["• Act"])
    found = gazette("01.Minister of Forests\n", rows)
    (finding,) = found.snapshot.findings
    assert finding.kind == "unplaced"
    assert "of trees" in finding.text
    assert [text for _, _, text in duties(found.snapshot.units[0])] == ["Care", "Act"]


def test_text_that_runs_over_the_border_of_the_next_column_is_a_finding() -> None:
    rows = columns(
        ["1. Care", "2. Planting of very many trees all over the land", "3. Felling"],
        ["1. Office", "", "2. Mint"],
        ["• Act"],
    )
    found = gazette("01.Minister of Forests\n", rows)
    assert [kind for kind, _ in kinds(found)] == ["crosses-columns"]
    assert duties(found.snapshot.units[0])[1][2] == "Planting of very many trees all over the land"


def test_columns_that_go_on_for_another_holder_than_the_one_before_are_a_finding() -> None:
    found = gazette("01.Minister of Forests\n", FORESTS, page(2), "02.Minister of Parks (Contd.)\n", FORESTS)
    assert "not-continued" in [kind for kind, _ in kinds(found)]
    assert [unit.name.en for unit in found.snapshot.units] == ["Minister of Forests", "Minister of Parks"]


def test_columns_without_a_holder_above_them_go_on_with_the_one_before() -> None:
    more = columns(["3. Felling"], ["3. Mint"], ["• Mint Act"])
    found = gazette("01.Minister of Forests\n", FORESTS, page(2), more)
    assert kinds(found)[0][0] == "no-heading"
    assert names(found.snapshot.units[0])[-1] == ("3", "Mint")


def test_an_item_that_breaks_off_and_one_without_words_are_findings() -> None:
    rows = columns(["1. Care of the", "2.", "3. Felling", "4.", "   Planting"], ["1. Office"], ["• Act"])
    found = gazette("01.Minister of Forests\n", rows)
    assert [kind for kind, _ in kinds(found)] == ["cut-off", "empty-item"]
    numbers = [(number, text) for number, _, text in duties(found.snapshot.units[0]) if number]
    assert numbers == [("(1)", "Care of the"), ("(3)", "Felling"), ("(4)", "Planting")]


def test_the_imprint_below_the_last_item_is_no_part_of_it() -> None:
    found = gazette("01.Minister of Forests\n", FORESTS, "\n         Printed at the Royal Press, Ruritania.")
    assert duties(found.snapshot.units[0])[1][2] == "Planting of trees"


def test_a_front_page_that_is_not_understood_is_left_to_findings() -> None:
    found = gazette("01.Minister of Forests\n", FORESTS, front="A strange beginning of some gazette or other\n\n")
    assert kinds(found) == [("unread-line", 1)]
    assert found.snapshot.name.en == "ruritania"


def test_a_paragraph_of_the_notice_that_is_not_understood_is_a_finding() -> None:
    strange = "Whatever else the notice may say about the matters of the realm stands here in a sentence.\n\n"
    found = gazette("01.Minister of Forests\n", FORESTS, front=FRONT.replace("All such", strange + "All such"))
    assert [kind for kind, _ in kinds(found)] == ["unread-paragraph"]


@pytest.mark.parametrize(
    "text",
    [
        "The Gazette of X\nIn Column I thereof, by omitting item 32 ;\n(c) In Column III thereof,",
        "== Column I ==\nColumn I, Column II, Column III",
        "01. Minister of Forests\n1. Care of forests\n2. Planting",
        "Column I      Column II\n1. Care    2. Office",
        "key,parent,name\na,,b",
    ],
)
def test_a_text_without_a_numbered_holder_above_columns_does_not_fit(text: str) -> None:
    with pytest.raises(GenError):
        reading(text, form="gazette")


@pytest.mark.parametrize(
    "row", ["x " * 500_000, "1. " * 330_000, " " * 1_000_000 + "x", "Column I" * 120_000, "7A" * 500_000]
)
def test_lines_of_a_million_characters_take_no_long_time(row: str) -> None:
    row = "\n".join(row[at : at + 50_000] for at in range(0, len(row), 50_000))
    start = time.process_time()
    found = gazette("01.Minister of Forests\n", FORESTS + row + "\n" + row, front=FRONT + row + "\n\n")
    assert time.process_time() - start < 40
    assert len(found.snapshot.units) == 1


def test_thousands_of_rows_of_one_item_take_time_in_proportion() -> None:
    rows = columns(["1. Care", *["   of trees"] * 20_000], ["1. Office"], ["• Act"])
    start = time.process_time()
    found = gazette("01.Minister of Forests\n", rows)
    assert time.process_time() - start < 40
    assert len(found.snapshot.units[0].duties) == 2


@given(st.lists(st.text("1.2 •ab-\tM\n", max_size=60), max_size=20))
@settings(max_examples=60, deadline=None)
def test_any_columns_are_read_with_every_line_accounted_for(said: list[str]) -> None:
    found = gazette("01.Minister of Forests\n", HEAD + TITLES + "\n".join(said))
    assert len(found.fates) == len(found.rows)


@cache
def real() -> Reading:
    path = SHARED / "lk-gazette-2289-43.txt"
    if not path.exists():
        pytest.skip(f"{path.name} is not on this machine")
    return read(Document(path.name, path.read_bytes(), "official text"), body="lk", release="2022-07-22")


def minister(number: str) -> Unit:
    (found,) = [unit for unit in real().snapshot.units if unit.number == number]
    return found


def laws(unit: Unit) -> list[Duty]:
    return [duty for duty in unit.duties if duty.heading]


def test_the_base_list_has_its_ministers_with_duties_institutions_and_laws() -> None:
    snapshot = real().snapshot
    assert (snapshot.document, snapshot.effective) == ("No. 2289/43", "2022-07-22")
    assert [unit.number for unit in snapshot.units] == [f"{n:02}" for n in range(1, 30)]
    assert [(len(u.duties) - len(laws(u)), len(u.units), len(laws(u))) for u in snapshot.units] == COUNTS


def test_every_list_of_the_base_list_counts_on_from_one() -> None:
    for unit in real().snapshot.units:
        numbered = [duty.number for duty in unit.duties if not duty.heading]
        assert numbered == [f"({n})" for n in range(1, len(numbered) + 1)]
        assert [below.number for below in unit.units] == [str(n) for n in range(1, len(unit.units) + 1)]
        assert {duty.heading for duty in laws(unit)} <= {"Laws and Ordinance to be Implemented"}
        assert all(duty.number is None for duty in laws(unit))


def test_items_of_the_base_list_that_an_amendment_names_stand_there_whole() -> None:
    finance, investment = minister("02"), minister("06")
    assert finance.name.en == "Minister of Finance, Economic Stabilization and National Policies"
    named = {unit.number: unit.name.en for unit in finance.units}
    assert [named[number] for number in ("26", "50", "51")] == [
        "Sri Lanka Export Development Board",
        "Board of Investment of Sri Lanka",
        "Colombo Port City Economic Commission",
    ]
    (port,) = [duty for duty in finance.duties if duty.number == "(32)"]
    assert (port.text.en or "").startswith("Development of Colombo Port City Special Economic Zone as an International")
    assert [duty.text.en for duty in laws(investment)][4] == (
        "Grant of Citizenship to Stateless Persons (Special Provisions) Act, No. 39 of 1988"
    )
    assert (len(investment.units), len(investment.duties) - len(laws(investment))) == (4, 12)


def test_no_line_of_the_base_list_is_unread_or_unplaced() -> None:
    found = real()
    assert [fate for fate in found.fates if fate.why == "unread-line"] == []
    assert {"unplaced", "crosses-columns", "numbering", "control-character"}.isdisjoint(
        kind for kind, _ in kinds(found)
    )
    assert ("cut-off", 3902) in kinds(found)


def test_the_base_list_is_read_in_less_than_two_seconds() -> None:
    real()
    data = (SHARED / "lk-gazette-2289-43.txt").read_bytes()
    start = time.process_time()
    read(Document("a.txt", data, "official text"), body="lk", release="2022-07-22")
    assert time.process_time() - start < 20
