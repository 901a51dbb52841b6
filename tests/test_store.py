"""The store: what it holds, how it writes, what it finds wrong."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from pathlib import Path

import pytest

from gen.errors import AlreadyThere, BadValue, CannotRead, CannotWrite, FaultyFile, GenError, Unknown
from gen.model.record import Snapshot, as_plain
from gen.schema import json_schema
from gen.store import HEADER, SCHEMA, Store
from tests.builders import SOURCE, snapshot, unit

OLD = snapshot(unit("办公厅"), unit("规划司"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "snapshots")


def release(name: str, effective: str | None = None, body: str = "miit") -> Snapshot:
    made = snapshot(unit("办公厅"), release=name, body=body)
    return made.model_copy(update={"effective": effective or made.effective})


def told(store: Store, body: str | None = None) -> list[str]:
    """The faults of a check, with paths as seen from the root."""
    return [str(fault).replace(f"{store.root}/", "") for fault in store.check(body)]


def files(store: Store) -> list[str]:
    return sorted(str(path.relative_to(store.root)) for path in store.root.rglob("*") if path.is_file())


# Loading


def test_what_was_saved_is_loaded_with_the_hash_of_its_bytes(store: Store) -> None:
    path = store.save(OLD)
    loaded = store.load("miit@2019")
    assert loaded.snapshot == OLD
    assert loaded.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert loaded.file == str(path) == str(store.root / "miit" / "2019.yaml")


@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".json"])
def test_a_path_is_loaded_wherever_it_is(store: Store, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"draft{suffix}"
    path.write_bytes(store.save(OLD).read_bytes() if suffix != ".json" else json.dumps(as_plain(OLD)).encode())
    assert store.load(str(path)).snapshot == OLD


def test_a_json_file_is_a_release_like_any_other(store: Store) -> None:
    store.save(OLD)
    (store.root / "miit" / "2022.json").write_text(json.dumps(as_plain(release("2022"))), "utf-8")
    assert [held.release for held in store.releases("miit")] == ["2019", "2022"]
    assert store.load("miit@2022").snapshot == release("2022")
    assert store.check() == ()


@pytest.mark.parametrize(
    ("ref", "kind", "message"),
    [
        ("mitt@2019", Unknown, "no body 'mitt' in {root}; did you mean miit?"),
        ("../miit@2019", CannotRead, "cannot read ../miit@2019: No such file or directory"),
        ("..@2019", Unknown, "no body '..' in {root}; known: miit"),
        ("miit@2018", Unknown, "no release '2018' in miit; did you mean 2019?"),
        ("miit@", Unknown, "no release '' in miit; known: 2019"),
        ("miit", BadValue, "reference 'miit' is not BODY@RELEASE or the path of a snapshot file"),
        ("no/such.yaml", CannotRead, "cannot read no/such.yaml: No such file or directory"),
    ],
)
def test_what_is_not_there_is_told_with_the_nearest_name(
    store: Store, ref: str, kind: type[GenError], message: str
) -> None:
    store.save(OLD)
    with pytest.raises(kind) as caught:
        store.load(ref)
    assert str(caught.value) == message.format(root=store.root)


def test_a_faulty_file_tells_every_fault(store: Store) -> None:
    path = store.save(OLD)
    path.write_text(path.read_text("utf-8").replace("body: miit", "body: nimt").replace("line: 1", "line: x"), "utf-8")
    with pytest.raises(FaultyFile) as caught:
        store.load("miit@2019")
    assert [str(fault).removeprefix(f"{path}:") for fault in caught.value.faults] == [
        "3:7: body 'nimt' stands in the folder 'miit'; rename one of the two",
        "24:33: line 'x' is not a whole number; write digits without leading zeros",
        "28:33: line 'x' is not a whole number; write digits without leading zeros",
    ]


def test_an_empty_store_has_no_bodies_and_no_faults(store: Store) -> None:
    assert store.bodies() == ()
    assert store.check() == ()
    with pytest.raises(Unknown):
        store.releases("miit")


def test_a_link_out_of_the_store_is_not_followed(store: Store, tmp_path: Path) -> None:
    store.save(OLD)
    (tmp_path / "other").mkdir()
    (store.root / "linked").symlink_to(tmp_path / "other")
    (store.root / "miit" / "2022.yaml").symlink_to(store.root / "miit" / "2019.yaml")
    assert store.bodies() == ("miit",)
    assert [held.release for held in store.releases("miit")] == ["2019"]
    with pytest.raises(CannotWrite, match="symbolic link"):
        store.save(release("2019", body="linked"))
    assert told(store) == [
        "linked: is not a part of the record; move it elsewhere",
        "miit/2022.yaml: is in the wrong place; a snapshot is <body>/<release>.yaml or .json, once",
    ]


# Order


def test_releases_sort_by_effective_date_a_year_before_its_months(store: Store) -> None:
    for name in ("2022", "2018-03-17", "2018", "2018-03", "2018+draft", "2009-12"):
        store.save(release(name))
    assert [held.release for held in store.releases("miit")] == [
        "2009-12", "2018", "2018+draft", "2018-03", "2018-03-17", "2022",
    ]  # fmt: skip


def test_releases_of_a_date_sort_by_their_number_which_follows_any_word(store: Store) -> None:
    for name in ("2018+2", "2018", "2018+10", "2018+draft", "2018+9"):
        store.save(release(name))
    assert [held.release for held in store.releases("miit")] == ["2018", "2018+draft", "2018+2", "2018+9", "2018+10"]


def test_the_latest_two_are_the_last_by_effective_date_not_by_name(store: Store) -> None:
    for name, effective in (("2022", "2010"), ("2019", "2019"), ("2020", "2021")):
        store.save(release(name, effective))
    old, new = store.latest_two("miit")
    assert (old.snapshot.release, new.snapshot.release) == ("2019", "2020")


def test_a_single_release_has_no_latest_two(store: Store) -> None:
    store.save(OLD)
    with pytest.raises(BadValue, match="there is only 2019"):
        store.latest_two("miit")


def test_releases_are_listed_though_a_file_is_faulty_further_down(store: Store) -> None:
    path = store.save(OLD)
    path.write_text(path.read_text("utf-8") + "oops: [", "utf-8")
    assert [held.effective for held in store.releases("miit")] == ["2019"]


def test_a_release_whose_date_cannot_be_read_is_an_error(store: Store) -> None:
    path = store.save(OLD)
    path.write_text(path.read_text("utf-8").replace('effective: "2019"', "effective: soon"), "utf-8")
    with pytest.raises(FaultyFile, match=r"2019.yaml:5:12: effective 'soon' is not a date"):
        store.releases("miit")


# Saving


def test_saving_writes_the_release_and_the_schema_and_nothing_else(store: Store) -> None:
    path = store.save(OLD)
    assert files(store) == ["miit/2019.yaml", SCHEMA]
    assert path.read_text("utf-8").split("\n")[0] == HEADER
    assert (store.root / SCHEMA).read_text("utf-8") == json_schema()


def test_a_release_that_exists_is_not_written_over(store: Store) -> None:
    path = store.save(OLD)
    before = path.read_bytes()
    with pytest.raises(AlreadyThere, match="miit@2019 exists already"):
        store.save(snapshot(unit("别的")))
    assert path.read_bytes() == before


def test_replacing_keeps_comments_and_the_order_of_keys(store: Store) -> None:
    path = store.save(OLD)
    text = path.read_text("utf-8").replace("language: zh\n", "").replace("body:", "language: zh # ours\nbody:")
    path.write_text(text.replace("  - id: 规划司", "  # see the notice\n  - id: 规划司"), "utf-8")
    new = OLD.model_copy(update={"units": (unit("新司"), OLD.units[1]), "title": "部"})
    store.save(new, replace=True)
    written = path.read_text("utf-8")
    assert "language: zh  # ours\nbody: miit\n" in written
    assert "  # see the notice\n  - id: 规划司\n" in written
    assert store.load("miit@2019").snapshot == new


def test_replacing_with_the_same_touches_nothing(store: Store) -> None:
    path = store.save(OLD)
    path.write_text(path.read_text("utf-8").replace("group: internal", "group:    'internal'"), "utf-8")
    before = path.read_bytes(), path.stat().st_mtime_ns
    assert store.save(OLD, replace=True) == path
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_replacing_a_json_release_writes_json(store: Store) -> None:
    store.save(release("2022"))
    path = store.root / "miit" / "2019.json"
    path.write_text(json.dumps(as_plain(OLD)), "utf-8")
    with pytest.raises(AlreadyThere):
        store.save(OLD)
    new = OLD.model_copy(update={"title": "部"})
    assert store.save(new, replace=True) == path
    assert store.load("miit@2019").snapshot == new


def test_a_broken_file_is_not_replaced_since_its_comments_cannot_be_read(store: Store) -> None:
    path = store.save(OLD)
    path.write_text("a: [ # mine", "utf-8")
    with pytest.raises(FaultyFile):
        store.save(OLD, replace=True)
    assert path.read_text("utf-8") == "a: [ # mine"


def test_a_snapshot_that_contradicts_itself_is_not_written(store: Store) -> None:
    with pytest.raises(FaultyFile, match=r"2019.yaml: units\[1\].id: unit id '办公厅' stands twice"):
        store.save(snapshot(unit("办公厅"), unit("办公厅")))
    assert not store.root.exists()


def test_a_tree_too_deep_to_be_read_back_is_not_written(store: Store) -> None:
    tree = unit("底")
    for n in range(40):
        tree = unit(f"第{n}层", tree)
    with pytest.raises(FaultyFile, match="nested deeper than 64 levels"):
        store.save(snapshot(tree))


@pytest.mark.parametrize("broken", ["replace", "write", "fsync"])
@pytest.mark.parametrize("existing", [True, False])
def test_a_write_cut_short_leaves_what_was_there(
    store: Store, monkeypatch: pytest.MonkeyPatch, broken: str, existing: bool
) -> None:
    store.save(release("2008"))
    if existing:
        store.save(OLD)
    before = {name: (store.root / name).read_bytes() for name in files(store)}

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if broken == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(Path, {"replace": "replace", "write": "open"}[broken], full)
    with pytest.raises(CannotWrite, match="No space left on device; nothing was changed there"):
        store.save(OLD.model_copy(update={"title": "部"}), replace=True)
    monkeypatch.undo()
    assert {name: (store.root / name).read_bytes() for name in files(store)} == before


def test_a_store_that_is_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "snapshots").write_text("x")
    with pytest.raises(CannotWrite, match=r"Not a directory|File exists"):
        Store(tmp_path / "snapshots").save(OLD)


# Originals


def test_an_original_is_kept_byte_for_byte_and_once(store: Store) -> None:
    assert store.keep("miit", "page.txt", b"\x00\xff") == "page.txt"
    assert store.keep("miit", "page.txt", b"\x00\xff") == "page.txt"
    assert (store.root / "miit" / "sources" / "page.txt").read_bytes() == b"\x00\xff"
    with pytest.raises(CannotWrite, match="another original of that name"):
        store.keep("miit", "page.txt", b"other")


@pytest.mark.parametrize(
    ("body", "name"), [("miit", "../x"), ("miit", ".x"), ("miit", "a/b"), ("..", "x"), ("m/i", "x")]
)
def test_an_original_is_kept_nowhere_else(store: Store, body: str, name: str) -> None:
    with pytest.raises(BadValue):
        store.keep(body, name, b"x")
    assert not store.root.exists()


# Checking


def test_a_sound_store_has_no_faults(store: Store) -> None:
    kept = SOURCE.model_copy(
        update={"kept": store.keep("miit", "a.txt", b"a"), "sha256": hashlib.sha256(b"a").hexdigest()}
    )
    store.save(OLD.model_copy(update={"sources": (kept,)}))
    store.save(release("2022"))
    (store.root / "miit" / "rulings.yaml").write_text("body: miit\n")
    assert told(store) == []
    assert told(store, "miit") == []


def test_originals_gone_or_altered_are_found(store: Store) -> None:
    kept = SOURCE.model_copy(update={"kept": store.keep("miit", "a.txt", b"a")})
    gone = SOURCE.model_copy(update={"id": "s2", "kept": "b.txt"})
    store.save(OLD.model_copy(update={"sources": (kept, gone)}))
    assert told(store) == [
        f"miit/2019.yaml:10:13: the sha256 is not that of {store.root}/miit/sources/a.txt; "
        "the original or its hash was altered".replace(f"{store.root}/", ""),
        f"miit/2019.yaml:17:11: there is no {store.root}/miit/sources/b.txt; put the original there".replace(
            f"{store.root}/", ""
        ),
    ]


def test_an_original_that_is_no_file_is_found(store: Store) -> None:
    folder = store.root / "miit" / "sources"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "a.txt")
    store.save(OLD.model_copy(update={"sources": (SOURCE.model_copy(update={"kept": "a.txt"}),)}))
    assert told(store) == ["miit/2019.yaml:12:11: cannot read miit/sources/a.txt: it is not a file"]


def test_a_folder_that_cannot_be_listed_is_an_error(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.save(OLD)

    def denied(_: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", denied)
    with pytest.raises(CannotRead, match="Permission denied"):
        store.bodies()


def test_what_stands_in_the_wrong_place_is_found(store: Store) -> None:
    store.save(OLD)
    store.save(release("2022"))
    for name in (
        "2019.yaml",
        "miit/2019-13.yaml",
        "miit/2019.json",
        "miit/2020.yml",
        "miit/.2019.yaml.7.tmp",
        "miit/a.md",
    ):
        (store.root / name).write_text("{}")
    (store.root / "Bad").mkdir()
    (store.root / "miit" / "2022.yaml").rename(store.root / "miit" / "2023.yaml")
    wrong = "is in the wrong place; a snapshot is <body>/<release>.yaml or .json, once"
    assert told(store) == [
        f"2019.yaml: {wrong}",
        "Bad: is not a part of the record; move it elsewhere",
        "miit/.2019.yaml.7.tmp: was left over by a write that was cut short; delete it",
        f"miit/2019-13.yaml: {wrong}",
        f"miit/2019.json: {wrong}",
        f"miit/2020.yml: {wrong}",
        "miit/2023.yaml:4:10: release '2022' stands in the file '2023'; rename one of the two",
        "miit/a.md: is not a part of the record; move it elsewhere",
    ]


def test_effective_dates_that_contradict_the_releases_are_found(store: Store) -> None:
    for name, effective in (
        ("2018", "2019-05"),
        ("2019", "2019-03"),
        ("2020", "2020"),
        ("2021", "2020"),
        ("2020+b", "2020"),
    ):
        store.save(release(name, effective))
    assert told(store) == [
        "miit/2019.yaml:5:12: release 2019 takes effect 2019-03, before the earlier release 2018 (2019-05); "
        "correct one of the dates",
        "miit/2021.yaml:5:12: release 2021 takes effect on the same date as release 2020+b, so their order is open; "
        "correct one of the dates",
        "miit/2021.yaml:5:12: release 2021 takes effect on the same date as release 2020, so their order is open; "
        "correct one of the dates",
    ]


def test_a_check_of_one_body_leaves_the_others_alone(store: Store) -> None:
    store.save(OLD)
    store.save(release("2019", body="most"))
    (store.root / "most" / "2019.yaml").write_text("")
    assert told(store, "miit") == []
    assert told(store, "most") == ["most/2019.yaml: is empty; write its keys: body, release, effective …"]
    with pytest.raises(Unknown, match="did you mean miit"):
        store.check("mit")


def test_a_file_that_cannot_be_read_is_a_fault_among_the_others(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.save(OLD)
    monkeypatch.setattr(
        os, "open", lambda *_: (_ for _ in ()).throw(PermissionError(errno.EACCES, "Permission denied"))
    )
    assert told(store) == ["miit/2019.yaml: cannot read miit/2019.yaml: Permission denied"]
