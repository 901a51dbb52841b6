"""Every bit that flipped, every file too many or too few, is named by its file; nothing is written."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from gen import briefing
from gen.briefing import compare
from gen.cli import main
from gen.deep import Deep, deep
from gen.errors import Unknown
from gen.manifest import FILE, intact, read, sha256, written
from gen.model.record import Source
from gen.site import refresh
from gen.store import Store
from gen.template import load
from tests.builders import snapshot, unit
from tests.site.made import about, put

ORIGINAL = b"the source"
SIDES = [
    snapshot(unit("办公厅"), *more, release=release).model_copy(
        update={"sources": (Source(id="s1", name="a.txt", sha256=sha256(ORIGINAL), licence="test", kept="a.txt"),)}
    )
    for release, more in (("2019", ()), ("2022", (unit("规划司"),)), ("2025", (unit("规划司"), unit("科技司"))))
]


def publish(comparison: briefing.Comparison, out: Path) -> None:
    look = load("briefing", comparison.report.language)
    made = briefing.whole(comparison, briefing.files("html,json"), look, lambda _: None)
    briefing.put(comparison, out, made, lambda _: None)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of three releases with two sets published, one of them in two languages, and the pages above them."""
    root = tmp_path_factory.mktemp("deep")
    store = Store(root / "snapshots")
    for side in SIDES:
        store.save(side, originals={"a.txt": ORIGINAL})
    for old, new in (("2019", "2022"), ("2022", "2025")):
        publish(compare(store, (f"miit@{old}", f"miit@{new}"), "zh"), root / "out")
    refresh(root / "out", {})
    return root


@pytest.fixture
def root(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "here"))


def found(root: Path, body: str | None = None) -> Deep:
    return deep(Store(root / "snapshots"), root / "out", body)


def faults(root: Path, body: str | None = None) -> list[str]:
    return [str(fault).removeprefix(f"{root}/") for fault in found(root, body).faults]


def test_a_link_in_the_place_of_a_body_is_told(root: Path) -> None:
    (root / "out/miit").rename(root / "elsewhere")
    (root / "out/miit").symlink_to(root / "elsewhere")
    told = "out/miit: is a link, which gen does not follow; put a folder in its place"
    assert [told in faults(root), told in faults(root, "miit")] == [True, True]


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at % len(data)] ^= 1
    path.write_bytes(data)


def test_what_nobody_touched_has_no_fault(root: Path) -> None:
    assert found(root) == Deep(3 * 3 + 3, (), ())
    assert faults(root, "miit") == []


def test_nothing_is_written(root: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    found(root)
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


@pytest.mark.parametrize(
    "name",
    [
        "out/miit/2019..2022/briefing.html",
        "out/miit/2019..2022/changes.json",
        "out/miit/2019..2022/manifest.json",
        "out/miit/latest/briefing.html",
        "out/miit/latest/manifest.json",
        "out/index.html",
        "out/index.en.html",
        "out/feed.xml",
        "snapshots/miit/2019.yaml",
        "snapshots/miit/2025.yaml",
        "snapshots/miit/sources/a.txt",
    ],
)
@pytest.mark.parametrize("at", [0, 1 / 3, 2 / 3, 1])
def test_a_flipped_bit_is_told_with_its_file(root: Path, name: str, at: float) -> None:
    flip(root / name, int(at * (len((root / name).read_bytes()) - 1)))
    told = faults(root)
    assert any(name.rpartition("/")[2] in fault for fault in told), told


def test_the_file_whose_sha256_differs_is_named_and_no_other(root: Path) -> None:
    flip(root / "out/miit/2019..2022/briefing.html", 100)
    assert faults(root) == [
        "out/miit/2019..2022/briefing.html: its sha256 differs from manifest.json's; publish it anew with gen brief"
    ]


def test_a_file_cut_short_is_told_with_both_sizes(root: Path) -> None:
    path = root / "out/miit/latest/changes.json"
    size = len(path.read_bytes())
    path.write_bytes(path.read_bytes()[:10])
    assert f"and it has 10 bytes instead of {size}" in faults(root)[0]


def test_a_snapshot_altered_since_is_told_once_for_each_set_made_from_it(root: Path) -> None:
    path = root / "snapshots/miit/2022.yaml"
    path.write_text(path.read_text("utf-8") + "# a remark\n", "utf-8")
    told = faults(root)
    assert len(told) == 1
    assert told[0].startswith(
        "snapshots/miit/2022.yaml: its sha256 differs from what miit/2019..2022/manifest.json states"
    )


def test_a_snapshot_that_is_gone_is_told(root: Path) -> None:
    (root / "snapshots/miit/2019.yaml").unlink()
    assert faults(root) == [
        "miit/2019..2022/manifest.json: was made from miit@2019, which the store does not hold; bring the snapshot back"
    ]


def test_a_snapshot_nothing_was_made_from_and_an_original_nobody_names_are_noted_and_no_fault(root: Path) -> None:
    Store(root / "snapshots").save(SIDES[0].model_copy(update={"release": "2008", "effective": "2008"}))
    (root / "snapshots/miit/sources/other.txt").write_bytes(b"other")
    told = found(root)
    assert told.faults == ()
    assert [note.removeprefix(f"{root}/").partition(":")[0] for note in told.notes] == [
        "snapshots/miit/2008.yaml",
        "snapshots/miit/sources/other.txt",
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda out: (out / "miit/2019..2022/changes.json").unlink(), "out/miit/2019..2022/changes.json: is missing"),
        (lambda out: (out / "miit/2019..2022/more.txt").write_text(""), "out/miit/2019..2022/more.txt: is not of this set"),
        (lambda out: (out / "miit/latest/more.txt").write_text(""), "out/miit/latest/more.txt: is not of this set"),
        (lambda out: (out / "miit/2019..2022/more").mkdir(), "out/miit/2019..2022/more: is not of this set"),
        (lambda out: (out / "miit/2019..2022/.a.json.7.tmp").write_text(""), "out/miit/2019..2022/.a.json.7.tmp: was left over"),
        (lambda out: (out / ".gen/.state.json.7.tmp").write_text(""), "out/.gen/.state.json.7.tmp: was left over"),
        (lambda out: (out.parent / "snapshots/miit/sources/.a.txt.7.tmp").write_text(""), "snapshots/miit/sources/.a.txt.7.tmp: was left over"),
        (lambda out: (out / "miit/2019..2022/manifest.json").unlink(), "out/miit/2019..2022: there is no manifest.json in it"),
        (lambda out: (out / "miit/2008..2019").mkdir(), "out/miit/2008..2019: there is no manifest.json in it"),
        (lambda out: shutil.rmtree(out / "miit/latest"), "out/miit/latest: is missing: it should be a copy of miit/2022..2025"),
        (lambda out: (shutil.rmtree(out / "miit/latest"), shutil.copytree(out / "miit/2019..2022", out / "miit/latest")), "out/miit/latest: is not the newest set, which is miit/2022..2025"),
        (lambda out: put(out, language="en", folder="miit/latest/en"), "out/miit/latest/en: is a copy of no set that is there"),
        (lambda out: put(out, "miit", "2022", "2019"), "out/index.html: does not list miit/2022..2019"),
        (lambda out: shutil.rmtree(out / "miit/2019..2022"), "out/feed.xml: lists miit/2019..2022/briefing.html, which is not there"),
        (lambda out: (out / "feed.xml").unlink(), "out/feed.xml: is missing"),
        (lambda out: shutil.move(out / "miit/2019..2022", out / "miit/2018..2022"), "out/miit/2018..2022/manifest.json: is of another set"),
        (lambda out: ((out / "miit/2019..2022/changes.json").unlink(), (out / "miit/2019..2022/changes.json").symlink_to("briefing.html")), "out/miit/2019..2022/changes.json: cannot read"),
    ],
)  # fmt: skip
def test_what_is_missing_too_much_left_over_or_behind_is_told(
    root: Path, change: Callable[[Path], object], told: str
) -> None:
    change(root / "out")
    assert any(fault.startswith(told) for fault in faults(root)), faults(root)


def test_a_second_language_is_a_set_of_its_own(root: Path) -> None:
    store = Store(root / "snapshots")
    english = compare(store, ("miit@2022", "miit@2025"), "en")
    publish(english, root / "elsewhere")
    shutil.copytree(root / "elsewhere/miit/2022..2025", root / "out/miit/2022..2025/en")
    refresh(root / "out", {})
    assert faults(root) == []
    assert CliRunner().invoke(main, _named(root, "verify", str(root / "out/miit/2022..2025"))).exit_code == 0
    flip(root / "out/miit/2022..2025/en/changes.json", 5)
    assert [fault.partition(":")[0] for fault in faults(root)] == ["out/miit/2022..2025/en/changes.json"]


def test_without_pages_none_are_missed(root: Path) -> None:
    for name in ("index.html", "index.en.html", "feed.xml", ".gen/pages.json"):
        (root / "out" / name).unlink()
    (root / "out/.gen").rmdir()
    shutil.rmtree(root / "out/miit/latest")
    assert faults(root) == []


def test_links_are_followed_where_the_feed_names_its_site(root: Path) -> None:
    refresh(root / "out", {}, site="https://example.org/gen")
    assert faults(root) == []
    shutil.rmtree(root / "out/miit/2019..2022")
    assert any("feed.xml: lists miit/2019..2022/changes.json" in fault for fault in faults(root))


def test_one_body_is_checked_alone(root: Path) -> None:
    put(root / "out", "mof")
    assert faults(root, "miit") == []
    assert [fault for fault in faults(root) if "mof" in fault]
    with pytest.raises(Unknown):
        found(root, "mofa")


def test_the_command_line_says_what_is_wrong_and_how_much_was_hashed(root: Path) -> None:
    fine = CliRunner().invoke(main, _named(root, "check", "--deep"))
    assert (fine.exit_code, fine.output) == (0, "12 files hashed\nno faults\n")
    flip(root / "out/miit/2019..2022/changes.json", 7)
    wrong = CliRunner().invoke(main, _named(root, "check", "miit", "--deep"))
    assert wrong.exit_code == 2
    assert wrong.output.splitlines()[-1] == "1 fault"
    assert CliRunner().invoke(main, _named(root, "check")).exit_code == 0


def _named(root: Path, *words: str) -> list[str]:
    return ["--store", str(root / "snapshots"), "--out", str(root / "out"), *words]


@given(at=st.integers(0, 10**6), bit=st.integers(0, 7))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_bit_of_a_manifest_can_flip_unseen(at: int, bit: int) -> None:
    from gen.errors import GenError

    data = bytearray(written(about()))
    data[at % len(data)] ^= 1 << bit
    try:
        assert not intact(read(FILE, bytes(data)), bytes(data))
    except GenError:
        return


def test_a_manifest_without_a_seal_is_taken_as_it_is() -> None:
    bare = written(about()).partition(b',\n  "seal"')[0] + b"\n}\n"
    assert intact(read(FILE, bare), bare)
