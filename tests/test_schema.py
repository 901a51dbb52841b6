"""The published JSON Schemas."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from gen.diff import diff
from gen.errors import Unknown
from gen.render.json import render
from gen.schema import SCHEMAS, json_schema
from gen.store import Store

STORE = Path(__file__).parents[1] / "snapshots"


def test_the_schema_of_a_snapshot_names_the_keys_of_a_file_and_allows_no_others() -> None:
    schema = json.loads(json_schema())
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["body", "release", "effective", "language", "sources", "coverage", "name"]
    post = schema["$defs"]["Post"]
    assert {"from", "to"} <= set(post["properties"])
    assert not {"start", "end"} & set(post["properties"])
    assert post["required"] == ["title", "holder", "locator"]


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("release", ["2019", "2019-05", "2019-05-01+draft"], ["19", "2019-5", "2019+", "2019 "]),
        ("effective", ["2019", "2019-05", "2019-05-01"], ["2019+draft", "soon"]),
        ("body", ["miit", "a.b-c_1"], ["Miit", "../x", ""]),
    ],
)
def test_the_schema_knows_the_form_of_dates_and_ids(key: str, good: list[str], bad: list[str]) -> None:
    pattern = json.loads(json_schema())["properties"][key]["pattern"]
    assert all(re.search(pattern, text) for text in good)
    assert not any(re.search(pattern, text) for text in bad)


def test_the_schema_of_changes_describes_changes_json() -> None:
    assert {"format", "old", "new", "changes", "folded", "not_comparable", "ledger"} <= set(
        json.loads(json_schema("changes"))["properties"]
    )


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_the_same_text_each_time(name: str) -> None:
    assert json_schema(name) == json_schema(name)
    assert json_schema(name).endswith("}\n")


def test_an_unknown_schema_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(Unknown, match="did you mean snapshot"):
        json_schema("snapshots")


@pytest.mark.parametrize("release", ["2008-07", "2019", "2022", "2025"])
def test_the_shipped_snapshots_fit_the_schema_as_other_tools_read_them(release: str) -> None:
    plain = yaml.safe_load((STORE / "miit" / f"{release}.yaml").read_text("utf-8"))
    assert list(Draft202012Validator(json.loads(json_schema())).iter_errors(plain)) == []


@pytest.mark.parametrize("pair", [("2008-07", "2019"), ("2019", "2022"), ("2022", "2025")])
def test_changes_json_fits_its_schema(pair: tuple[str, str]) -> None:
    old, new = (Store(STORE).load(f"miit@{release}").snapshot for release in pair)
    plain = json.loads(render(diff(old, new)))
    assert list(Draft202012Validator(json.loads(json_schema("changes"))).iter_errors(plain)) == []


def test_the_schema_of_changes_refuses_what_is_not_published() -> None:
    old, new = (Store(STORE).load(f"miit@{release}").snapshot for release in ("2019", "2022"))
    plain = json.loads(render(diff(old, new)))
    plain["changes"][0]["kinds"] = ["vanished"]
    assert list(Draft202012Validator(json.loads(json_schema("changes"))).iter_errors(plain)) != []


def test_the_schema_that_editors_find_in_the_store_is_the_one_gen_prints() -> None:
    assert (STORE / "snapshot.schema.json").read_text("utf-8") == json_schema()
