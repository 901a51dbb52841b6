"""latest/, the pages and what is kept follow the sets; what is right already is left alone."""

from pathlib import Path

import pytest

from gen.errors import CannotWrite
from gen.site import newest, refresh, retired
from tests.site.made import FILES, one, put, tree

PAGES = {"index.html", "index.en.html", "feed.xml", ".gen/pages.json"}
NAMES = {*FILES, "manifest.json"}


def stood(root: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in root.rglob("*") if path.is_file()}


def latest(root: Path, below: str = "miit/latest") -> dict[str, bytes]:
    return tree(root / below)


def test_latest_is_a_copy_of_the_newest_set_in_both_its_languages(tmp_path: Path) -> None:
    put(tmp_path, "miit", "2008", "2019")
    new = put(tmp_path)
    put(tmp_path, language="en", folder="miit/2019..2022/en", files={"briefing.html": b"English"})
    refresh(tmp_path, {})
    assert latest(tmp_path) == tree(new)
    assert not any(path.is_symlink() for path in tmp_path.rglob("*"))
    assert set(tree(tmp_path)) >= PAGES


def test_of_two_sets_on_the_newest_release_latest_is_the_one_from_the_nearest_release(tmp_path: Path) -> None:
    put(tmp_path, "miit", "2008", "2022")
    near = put(tmp_path, "miit", "2019", "2022")
    refresh(tmp_path, {})
    assert latest(tmp_path) == tree(near)


def test_a_latest_that_takes_nothing_keeps_no_other_body_from_what_is_new(tmp_path: Path) -> None:
    for body in ("miit", "mof"):
        put(tmp_path, body, "2019", "2022")
    (tmp_path / "miit/latest").write_text("a file")
    with pytest.raises(CannotWrite):
        refresh(tmp_path, {})
    assert latest(tmp_path, "mof/latest") == tree(tmp_path / "mof/2019..2022")
    assert "mof/2019..2022" in (tmp_path / "index.html").read_text("utf-8")


def test_a_second_time_nothing_is_touched(tmp_path: Path) -> None:
    put(tmp_path)
    refresh(tmp_path, {})
    before = stood(tmp_path)
    assert refresh(tmp_path, {}) == ()
    assert stood(tmp_path) == before


def test_latest_follows_a_newer_set_and_loses_what_that_has_not(tmp_path: Path) -> None:
    put(tmp_path, files={**FILES, "briefing.md": b"#"})
    put(tmp_path, language="en", folder="miit/2019..2022/en")
    refresh(tmp_path, {})
    assert set(latest(tmp_path)) == {*NAMES, "briefing.md", *(f"en/{name}" for name in NAMES)}
    new = put(tmp_path, "miit", "2022", "2025")
    refresh(tmp_path, {})
    assert latest(tmp_path) == tree(new)
    assert not (tmp_path / "miit" / "latest" / "en").exists()


def test_a_file_in_latest_that_somebody_changed_is_not_taken_away(tmp_path: Path) -> None:
    put(tmp_path, files={**FILES, "briefing.md": b"#"})
    refresh(tmp_path, {})
    (tmp_path / "miit/latest/briefing.md").write_bytes(b"# mine")
    put(tmp_path, "miit", "2022", "2025")
    refresh(tmp_path, {})
    assert latest(tmp_path)["briefing.md"] == b"# mine"


def test_a_file_of_latest_that_is_gone_comes_back(tmp_path: Path) -> None:
    new = put(tmp_path)
    refresh(tmp_path, {})
    (tmp_path / "miit/latest/briefing.pdf").unlink()
    refresh(tmp_path, {})
    assert latest(tmp_path) == tree(new)


def test_a_set_that_is_not_whole_is_not_copied(tmp_path: Path) -> None:
    whole = put(tmp_path)
    refresh(tmp_path, {})
    (put(tmp_path, "miit", "2022", "2025") / "briefing.pdf").write_bytes(b"%PDg")
    refresh(tmp_path, {})
    assert latest(tmp_path) == tree(whole)


def test_a_link_in_the_way_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "out")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out/miit/latest").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CannotWrite, match="symbolic link"):
        refresh(tmp_path / "out", {})
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_newest_briefing_of_each_body_is_found() -> None:
    some = (one("miit", "2008", "2019"), one(), one(language="en", folder="miit/2019..2022/en"), one("mof"))
    assert {body: [each.folder for each in found] for body, found in newest(some).items()} == {
        "miit": ["miit/2019..2022", "miit/2019..2022/en"],
        "mof": ["mof/2019..2022"],
    }


SETS = (
    one("miit", "2008", "2019"),
    one("miit", "2019", "2022"),
    one("miit", "2019", "2022", language="en", folder="miit/2019..2022/en"),
    one("miit", "2022", "2025"),
    one("mof", "2019", "2022"),
)


@pytest.mark.parametrize(
    ("keep", "wanted", "gone"),
    [
        (None, (), []),
        (3, (), []),
        (2, (), ["miit/2008..2019"]),
        (1, (), ["miit/2019..2022/en", "miit/2019..2022", "miit/2008..2019"]),
        (0, (), ["miit/2019..2022/en", "miit/2019..2022", "miit/2008..2019"]),
        (1, ("miit/2008..2019",), ["miit/2019..2022/en", "miit/2019..2022"]),
        (1, ("miit/2019..2022", "miit/2019..2022/en"), ["miit/2008..2019"]),
        (None, ("miit/2019..2022",), ["miit/2019..2022/en"]),
    ],
)
def test_of_each_body_the_newest_briefings_are_kept_and_those_that_are_wanted(keep, wanted, gone) -> None:
    assert [each.folder for each in retired(SETS, keep, wanted)] == gone
    assert [each.folder for each in retired(SETS[::-1], keep, wanted)] == gone


def test_what_is_retired_is_gone_from_the_disk_and_from_the_pages_and_latest_stays(tmp_path: Path) -> None:
    put(tmp_path, "miit", "2008", "2019")
    put(tmp_path, "miit", "2008", "2019", language="en", folder="miit/2008..2019/en")
    new = put(tmp_path)
    assert refresh(tmp_path, {}, keep=1) == ("miit/2008..2019/en", "miit/2008..2019")
    assert {path.name for path in (tmp_path / "miit").iterdir()} == {"2019..2022", "latest"}
    assert latest(tmp_path) == tree(new)
    assert all(b"2008" not in (tmp_path / name).read_bytes() for name in PAGES)


def test_of_a_retired_set_what_somebody_changed_or_added_stays_without_its_manifest(tmp_path: Path) -> None:
    old = put(tmp_path, "miit", "2008", "2019")
    put(tmp_path)
    (old / "briefing.html").write_bytes(b"changed")
    (old / "notes.txt").write_bytes(b"mine")
    refresh(tmp_path, {}, keep=1)
    assert tree(old) == {"briefing.html": b"changed", "notes.txt": b"mine"}


def test_a_set_loses_its_manifest_before_anything_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = list[str]()
    unlink, replace = Path.unlink, Path.replace
    put(tmp_path, "miit", "2008", "2019")
    put(tmp_path)
    monkeypatch.setattr(Path, "unlink", lambda path, **how: (gone.append(path.name), unlink(path, **how))[1])
    monkeypatch.setattr(Path, "replace", lambda path, to: (gone.append(path.name), replace(path, to))[1])
    refresh(tmp_path, {}, keep=1)
    assert [name for name in gone if not name.endswith(".tmp")] == ["manifest.json", *FILES, ".retired.json"]


@pytest.mark.parametrize("cut", [0, 1, 2])
def test_what_took_a_set_away_and_was_cut_short_is_brought_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    old = put(tmp_path, "miit", "2008", "2019")
    put(tmp_path)
    refresh(tmp_path, {})
    unlink, left = Path.unlink, [cut]

    def refuse(path: Path, **how: bool) -> None:
        if not path.name.endswith(".tmp"):
            left[0] -= 1
            if left[0] < 0:
                raise OSError(5, "Input/output error")
        unlink(path, **how)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        with pytest.raises(CannotWrite, match="Input/output"):
            refresh(tmp_path, {}, keep=1)
    assert {path.name for path in old.iterdir()} == {*[*FILES][cut:], ".retired.json"}
    refresh(tmp_path, {}, keep=1)
    assert not old.exists()


def test_a_set_published_again_is_not_taken_away_by_what_was_cut_short(tmp_path: Path) -> None:
    old = put(tmp_path, "miit", "2008", "2019")
    (old / ".retired.json").write_bytes((old / "manifest.json").read_bytes())
    before = tree(old)
    refresh(tmp_path, {})
    assert tree(old) == before
