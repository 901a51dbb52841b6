"""The file of rulings: what is written, how ids are given out, what a check finds wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from gen.errors import BadValue, FaultyFile, Unknown
from gen.model.record import as_plain
from gen.model.ruling import UNNUMBERED, Ruling, Rulings
from gen.schema import json_schema
from gen.store import Store
from tests.builders import duty, snapshot, unit


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "snapshots")
    made.save(snapshot(unit("规划司"), unit("甲司"), duties=[duty("负责规划。", id="d1")]))
    made.save(snapshot(unit("发展规划司"), unit("乙司"), release="2022", duties=[duty("负责规划。", id="d1")]))
    return made


def ruling(verdict: str = "same", old: str = "规划司", new: str = "发展规划司", **more: object) -> Ruling:
    said = {"old_release": "2019", "new_release": "2022", "who": "王五", "when": "2026-11-21", "why": "公告：已明示"}
    ends = {"old": tuple(old.split()), "new": tuple(new.split())}
    return Ruling.model_validate({"id": UNNUMBERED, "verdict": verdict, **ends, **said, **more})


def file(store: Store) -> Path:
    return store.root / "miit" / "rulings.yaml"


def told(store: Store) -> list[str]:
    return [str(fault).replace(f"{store.root}/miit/", "") for fault in store.check("miit")]


def test_a_body_nobody_ruled_on_has_no_rulings(store: Store) -> None:
    assert store.rulings("miit") == Rulings(body="miit")
    assert store.rulings("elsewhere") == Rulings(body="elsewhere")


def test_rulings_are_numbered_in_the_order_they_are_made_and_read_back_as_they_were(store: Store) -> None:
    first = store.rule("miit", [ruling()])
    second = store.rule("miit", [ruling("different", "甲司", "乙司", why=None), ruling("later", "甲司", "乙司")])
    assert [one.id for one in (*first, *second)] == ["r1", "r2", "r3"]
    assert store.rulings("miit").rulings == (*first, *second)
    assert told(store) == []


def test_an_id_is_never_given_twice_even_if_the_ruling_was_deleted(store: Store) -> None:
    store.rule("miit", [ruling(), ruling("later", "甲司", "乙司")])
    text = file(store).read_text("utf-8")
    file(store).write_text(text[: text.index("  - id: r2")], "utf-8")
    assert [one.id for one in store.rule("miit", [ruling("later", "甲司", "乙司")])] == ["r3"]


def test_an_id_written_by_hand_is_passed_over_when_ids_are_given_out(store: Store) -> None:
    store.rule("miit", [ruling()])
    file(store).write_text(file(store).read_text("utf-8").replace("id: r1", "id: r7"), "utf-8")
    assert [one.id for one in store.rule("miit", [ruling("later", "甲司", "乙司")])] == ["r8"]


def test_comments_and_the_order_of_keys_survive_a_further_ruling(store: Store) -> None:
    store.rule("miit", [ruling()])
    text = file(store).read_text("utf-8").replace("  - id: r1\n", "  # seen by the chair\n  - id: r1  # final\n")
    file(store).write_text(text, "utf-8")
    store.rule("miit", [ruling("later", "甲司", "乙司")])
    assert "  # seen by the chair\n  - id: r1  # final\n" in file(store).read_text("utf-8")


def test_adding_no_ruling_to_a_file_leaves_its_bytes(store: Store) -> None:
    store.rule("miit", [ruling()])
    before = file(store).read_bytes()
    store.rule("miit", [])
    assert file(store).read_bytes() == before


def test_rulings_survive_that_a_release_is_written_anew(store: Store) -> None:
    store.rule("miit", [ruling()])
    before = file(store).read_bytes()
    store.save(snapshot(unit("发展规划司"), unit("乙司"), unit("丙司"), release="2022"), replace=True)
    assert (file(store).read_bytes(), told(store)) == (before, [])


def test_a_body_without_a_release_cannot_be_ruled_on(store: Store) -> None:
    with pytest.raises(Unknown, match="no body 'nimt'"):
        store.rule("nimt", [ruling()])
    with pytest.raises(BadValue, match="a body id"):
        store.rulings("../miit")


@pytest.mark.parametrize(
    ("before", "after", "faults"),
    [
        ("verdict: same", "verdict: sane", ["rulings.yaml:8:14: verdict 'sane' is none of the possible values; did you mean same?"]),
        ("verdict: same", "verdct: same", [
            "rulings.yaml:6:5: key 'verdict' is missing; add it",
            "rulings.yaml:8:5: unknown key 'verdct'; did you mean verdict?",
        ]),
        ("body: miit", "body: mit", ["rulings.yaml:3:7: body 'mit' stands in the folder 'miit'; correct it"]),
        ('old_release: "2019"', 'old_release: "2018"', ["rulings.yaml:9:18: there is no release '2018' of miit; did you mean 2019?"]),
        ("[规划司]", "[计划司]", [
            "rulings.yaml:11:11: miit@2019 has no unit '计划司', so ruling r1 no longer fits; did you mean 规划司?"
        ]),
        ("verdict: same", "verdict: split", [
            "rulings.yaml:8:14: verdict 'split' does not go with 1 old and 1 new items; correct the verdict or the items"
        ]),
        ("subject: unit", "subject: duty", [
            "rulings.yaml:11:11: miit@2019 has no duty '规划司', so ruling r1 no longer fits; known: d1",
            "rulings.yaml:12:11: miit@2022 has no duty '发展规划司', so ruling r1 no longer fits; known: d1",
        ]),
        ("2026-11-21", "2026-13-21", ["rulings.yaml:14:11: when '2026-13-21' is not a day of the calendar"]),
        ("rulings:", "rulings: &a", ["rulings.yaml:5:10: an anchor (&a); delete it"]),
    ],
)  # fmt: skip
def test_a_check_names_every_fault_with_its_place(store: Store, before: str, after: str, faults: list[str]) -> None:
    store.rule("miit", [ruling()])
    file(store).write_text(file(store).read_text("utf-8").replace(before, after, 1), "utf-8")
    assert told(store) == faults


def test_an_id_that_stands_twice_is_a_fault_and_stops_the_reading(store: Store) -> None:
    store.rule("miit", [ruling(), ruling("later", "甲司", "乙司")])
    file(store).write_text(file(store).read_text("utf-8").replace("id: r2", "id: r1"), "utf-8")
    assert told(store) == ["rulings.yaml:16:9: ruling id 'r1' stands twice; give the later one another id"]
    with pytest.raises(FaultyFile, match="stands twice"):
        store.rulings("miit")
    with pytest.raises(FaultyFile, match="stands twice"):
        store.rule("miit", [ruling()])


@pytest.mark.parametrize(
    ("text", "fault"), [("", "is empty"), ("[]", "is not a list of rulings"), ("a: [", "a value is missing here")]
)
def test_a_file_that_states_no_rulings_is_a_fault(store: Store, text: str, fault: str) -> None:
    file(store).write_text(text, "utf-8")
    assert len(told(store)) == 1
    assert fault in told(store)[0]


def test_a_link_in_place_of_the_file_is_not_followed(store: Store, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("body: miit\n", "utf-8")
    file(store).symlink_to(tmp_path / "other.yaml")
    assert len(told(store)) == 1
    assert "cannot read" in told(store)[0]


def test_a_ruling_between_two_bodies_is_checked_against_the_release_of_the_other(store: Store) -> None:
    store.save(snapshot(unit("老司"), body="mii", release="2007"))
    across = ruling(old="老司", old_body="mii", old_release="2007")
    store.rule("miit", [across, across.model_copy(update={"old": ("没有",)})])
    assert [one.partition(": ")[2] for one in told(store)] == [
        "mii@2007 has no unit '没有', so ruling r2 no longer fits; known: 老司"
    ]


def test_the_schema_of_rulings_holds_for_what_is_written(store: Store) -> None:
    store.rule("miit", [ruling(), ruling("split", new="发展规划司 乙司")])
    schema = json.loads(json_schema("rulings"))
    Draft202012Validator(schema).validate(as_plain(store.rulings("miit")))
    assert (store.root / "rulings.schema.json").read_text("utf-8") == json_schema("rulings")
    assert store.check() == ()
