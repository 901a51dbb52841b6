from __future__ import annotations

import json

import pytest

from gen.errors import GenError
from gen.model.record import Text
from tests.sources.reading import reading


def test_children_become_units_below_the_body() -> None:
    found = reading(
        '{"name":"甲部","children":[{"name":"办公厅","children":[{"name":"秘书处"}]},{"name":"Audit Office"}]}'
    )
    snapshot = found.snapshot
    assert (found.form, snapshot.name, snapshot.language) == ("tree", Text(zh="甲部"), "zh")
    assert [(unit.id, [above.id for above in path]) for unit, path in snapshot.walk()] == [
        ("办公厅", []), ("秘书处", ["办公厅"]), ("audit-office", []),
    ]  # fmt: skip
    assert snapshot.units[1].name == Text(en="Audit Office")
    assert (snapshot.coverage.units, snapshot.coverage.duties) == (True, False)


def test_optional_keys_are_read() -> None:
    unit = {"name": "规划司", "name_en": "Planning", "group": "internal", "level": "正司级",
            "nameplates": ["稀土办公室"], "duties": ["甲事。", "乙事。"]}  # fmt: skip
    snapshot = reading(
        json.dumps({"name": "甲部", "level": "正部级", "duties": ["总事。"], "children": [unit]})
    ).snapshot
    (found,) = snapshot.units
    assert (found.name, found.group, found.level) == (Text(zh="规划司", en="Planning"), "internal", "正厅级")
    assert found.nameplates == (Text(zh="稀土办公室"),)
    assert [(d.id, d.text.zh) for d in found.duties] == [("规划司/d1", "甲事。"), ("规划司/d2", "乙事。")]
    assert [(d.id, d.text.zh) for d in snapshot.duties] == [("d1", "总事。")]
    assert (snapshot.level, snapshot.coverage.duties) == ("正部级", True)


@pytest.mark.parametrize(
    "rows",
    [
        ["{", '"name": "甲部",', '"children": [', '{"name": "办公厅"},', '{"name": "规划司"}', "]}"],
        ["{", '"children": [', '{"name": "办公厅"},', '{"name": "规划司"}', "],", '"name": "甲部"}'],
        [
            "{",
            '"x": {"name": "other"}, "name": "甲部",',
            '"children": [{',
            '"name": "办公厅"}, {',
            '"name": "规划司"}',
            "]}",
        ],
    ],
)
def test_every_unit_has_the_line_of_its_name(rows: list[str]) -> None:
    for unit in reading("\n".join(rows)).snapshot.units:
        assert unit.name.primary in rows[unit.locator.line - 1]


def test_lines_of_brackets_are_markup_and_lines_of_names_are_used() -> None:
    found = reading('{\n"name": "甲部",\n"children": [\n{\n"name": "办公厅"\n}\n]\n}')
    assert [(fate.what, fate.why) for fate in found.fates] == [
        ("unused", "markup"), ("used", "name of the body"), ("unused", "markup"), ("unused", "markup"),
        ("used", "unit"), ("unused", "markup"), ("unused", "markup"), ("unused", "markup"),
    ]  # fmt: skip


def test_a_key_that_is_not_read_is_reported_once_with_its_count() -> None:
    found = reading('{"name":"甲部","children":[{"name":"a","code":1},{"name":"b","code":2}]}')
    assert [(f.kind, f.text) for f in found.snapshot.findings] == [
        ("unknown-key", "the key 'code' is not read (2 times)")
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"name": "a"', "a.txt:1:13: not JSON: Expecting ',' delimiter"),
        ('{"name": "a",\n"children": [{"x": 1}]}', "a.txt:1: an object without a name"),
        ('{"name": 5}', "a.txt:1: name is not a text with something in it"),
        ('{"name": "\\u0000"}', "a.txt:1: name is not a text with something in it"),
        ('{"name": "a", "children": {}}', "a.txt:1: children is not a list of objects"),
        ('{"name": "a", "children": ["b"]}', "a.txt:1: children is not a list of objects"),
        ('{"name": "a", "nameplates": "b"}', "a.txt:1: nameplates is not a list of texts"),
        ('{"name": "a", "duties": [""]}', "a.txt:1: duties is not a list of texts"),
        ('{"name": "a", "level": ""}', "a.txt:1: level is not a text with something in it"),
        ('{"name": "a", "name": "b"}', "a.txt: the key 'name' stands twice in one object"),
        ('{"name": "a", "x": ' + "1" * 5000 + "}", "cannot read a.txt: not JSON that can be read"),
        ('{"name": "a", "x": ' + "[" * 200_000, "cannot read a.txt: it is nested too deeply"),
        ('{"name":"a","children":[' * 150 + "]}" * 150, "a.txt:1: units are nested deeper than 100 levels"),
    ],
)
def test_faults_name_file_and_line(text: str, message: str) -> None:
    with pytest.raises(GenError) as error:
        reading(text, "tree")
    assert str(error.value).startswith(message)


def test_all_faults_come_at_once() -> None:
    with pytest.raises(GenError) as error:
        reading('{"name": "a", "children": [\n{"name": 1},\n{"level": 2}]}', "tree")
    assert [line.partition(" ")[0] for line in str(error.value).splitlines()] == ["a.txt:2:", "a.txt:1:", "a.txt:1:"][
        ::-1
    ]


def test_a_wide_tree_is_read_whole() -> None:
    text = json.dumps({"name": "甲部", "children": [{"name": f"第{n}处"} for n in range(20_000)]})
    assert reading(text).counts["units"] == 20_000
