from __future__ import annotations

import pytest

from gen.errors import FaultyFile, NotThisForm
from gen.model.record import Text
from tests.sources.reading import kinds, reading


def test_rows_become_units_below_their_parents() -> None:
    found = reading("key,parent,name\n1,,办公厅\n2,1,秘书处\n3,,规划司\n")
    assert found.form == "table"
    assert [(unit.id, [above.id for above in path], unit.locator.line) for unit, path in found.snapshot.walk()] == [
        ("办公厅", [], 2), ("秘书处", ["办公厅"], 3), ("规划司", [], 4),
    ]  # fmt: skip
    assert (found.snapshot.name, found.snapshot.coverage.units) == (Text(en="miit"), True)


def test_a_child_may_stand_above_its_parent() -> None:
    (unit,) = reading("key,parent,name\n2,1,秘书处\n1,,办公厅\n").snapshot.units
    assert [child.id for child in unit.units] == ["秘书处"]


def test_optional_columns_are_read() -> None:
    text = 'key,parent,name,name_en,group,level,nameplates,duty\n1,,规划司,Planning,internal,副司级,甲办;乙办,"甲事。\n乙事。"\n'
    (unit,) = reading(text).snapshot.units
    assert (unit.name, unit.group, unit.level) == (Text(zh="规划司", en="Planning"), "internal", "副厅级")
    assert [plate.zh for plate in unit.nameplates] == ["甲办", "乙办"]
    assert [(duty.id, duty.text.zh) for duty in unit.duties] == [("规划司/d1", "甲事。"), ("规划司/d2", "乙事。")]


def test_a_row_over_several_lines_accounts_for_all_of_them() -> None:
    found = reading('key,parent,name,duty\n1,,规划司,"甲事。\n乙事。"\n\n2,,财务司,\n')
    assert [fate.why for fate in found.fates] == ["table header", "unit", "unit", "blank", "unit"]
    assert [unit.locator.line for unit in found.snapshot.units] == [2, 5]


def test_the_only_top_row_is_the_body_if_it_bears_its_id() -> None:
    snapshot = reading("key,parent,name,duty\nmiit,,工业和信息化部,总事。\n2,miit,办公厅,\n").snapshot
    assert snapshot.name == Text(zh="工业和信息化部")
    assert [unit.id for unit in snapshot.units] == ["办公厅"]
    assert [duty.id for duty in snapshot.duties] == ["d1"]


def test_the_only_top_row_is_a_unit_otherwise() -> None:
    assert [unit.id for unit in reading("key,parent,name\n1,,工业和信息化部\n").snapshot.units] == ["工业和信息化部"]


def test_a_column_that_is_not_read_is_reported_with_the_nearest_name() -> None:
    found = reading("key,parent,name,duties\n1,,办公厅,x\n")
    assert kinds(found) == [("unknown-column", 1)]
    assert found.snapshot.findings[0].text == "the column 'duties' is not read; did you mean duty?"


@pytest.mark.parametrize(
    ("rows", "messages"),
    [
        (["1,,甲,乙"], ["a.csv:2: 4 cells under 3 columns; quote cells that hold a comma"]),
        ([",,甲"], ["a.csv:2: no key"]),
        (["1,,"], ["a.csv:2: no name"]),
        (["1,,甲", "1,,乙"], ["a.csv:3: the key '1' stands already in line 2"]),
        (["a10,,甲", "2,a1,乙"], ["a.csv:3: no row has the key 'a1' that stands here as parent; did you mean a10?"]),
        (["1,2,甲", "2,1,乙"], ["a.csv:2: the parents go in a circle: 1 → 2 → 1"]),
        (["1,1,甲"], ["a.csv:2: the parents go in a circle: 1 → 1"]),
        (['1,,"甲" x'], ["a.csv:2: not CSV: ',' expected after '\"'"]),
        (["1,,", ",,乙", "3,9,丙"], ["a.csv:2: no name", "a.csv:3: no key",
                                     "a.csv:4: no row has the key '9' that stands here as parent; known: 1, 3"]),
    ],
)  # fmt: skip
def test_every_fault_names_file_and_line(rows: list[str], messages: list[str]) -> None:
    with pytest.raises(FaultyFile) as error:
        reading("\n".join(["key,parent,name", *rows]), "table", name="a.csv")
    assert str(error.value).splitlines() == messages


def test_a_column_that_stands_twice_is_a_fault() -> None:
    with pytest.raises(FaultyFile, match=r"a\.csv:1: the column 'name' stands twice"):
        reading("key,parent,name,name\n1,,甲,乙\n", name="a.csv")


def test_a_chain_deeper_than_any_office_is_a_fault() -> None:
    rows = [f"{n},{n - 1 or ''},甲{n}" for n in range(1, 300)]
    with pytest.raises(FaultyFile, match=r"^a\.csv:102: units are nested deeper than 100 levels$"):
        reading("\n".join(["key,parent,name", *rows]), name="a.csv")


def test_a_cell_larger_than_any_text_is_a_fault_and_not_a_header() -> None:
    with pytest.raises(FaultyFile, match=r"^a\.csv:2: not CSV: field larger than field limit"):
        reading(f"key,parent,name\n1,,{'甲' * 140_000}\n", name="a.csv")
    with pytest.raises(NotThisForm):
        reading(f"key,parent,name,{'甲' * 140_000}\n", name="a.csv")
