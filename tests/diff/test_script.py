"""Traditional and simplified forms of one name or wording are one."""

from __future__ import annotations

import subprocess
import sys

import pytest

from gen.diff import diff
from gen.diff.normal import difference
from gen.diff.script import simplified
from tests.builders import duties, snapshot, unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [("經濟部產業發展署", "经济部产业发展署"), ("规划司", "规划司"), ("General Office", "General Office"), ("", "")],
)
def test_a_text_is_brought_to_simplified_characters(text: str, expected: str) -> None:
    assert simplified(text) == expected


@pytest.mark.parametrize(
    ("old", "new", "how"),
    [
        ("產業發展署", "产业发展署", "script"),
        ("產業發展署", "產業發展 署", "spacing"),
        ("產業發展署（籌）", "產業發展署(籌)", "width"),
        ("產業發展署", "产业推进署", "real"),
    ],
)
def test_a_difference_of_script_alone_is_called_that(old: str, new: str, how: str) -> None:
    assert difference(old, new) == how


def test_units_and_duties_written_in_the_other_script_are_folded_not_changed() -> None:
    old = snapshot(unit("產業發展署"), unit("國際合作處"), duties=duties("擬訂產業發展規劃。"))
    new = snapshot(unit("产业发展署"), unit("国际合作处"), duties=duties("拟订产业发展规划。"), release="2022")
    changes = diff(old, new)
    assert changes.changes == ()
    assert {(f.kind, f.what, f.count) for f in changes.folded} == {("script", "unit", 2), ("script", "duty", 1)}


def test_a_rename_is_told_in_the_words_of_each_side() -> None:
    (change,) = diff(snapshot(unit("產業發展署")), snapshot(unit("产业推进发展署"), release="2022")).changes
    assert change.kinds == ("renamed",)
    assert (change.details[0].old, change.details[0].new) == (("產業發展署",), ("产业推进发展署",))


def test_simplified_texts_do_not_load_the_converter() -> None:
    code = "import sys; from gen.diff.script import simplified; simplified('规划司（试点）'); print('opencc' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
