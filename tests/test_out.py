"""What is published is written whole, found again, and taken away without a trace of trust left behind."""

from pathlib import Path

import pytest

from gen import out
from gen.errors import CannotWrite
from gen.manifest import sha256


def names(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*")}


def test_a_set_is_written_and_read_back_by_name(tmp_path: Path) -> None:
    paths = out.publish(tmp_path, "miit", "2019..2022", {"a.json": b"{}", "manifest.json": b"[]"})
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        "miit/2019..2022/a.json",
        "miit/2019..2022/manifest.json",
    ]
    assert out.published(tmp_path, "miit", "2019..2022", "a.json") == b"{}"
    assert out.published(tmp_path, "miit", "2019..2022", "b.json") is None


def test_what_is_left_over_goes_unless_somebody_changed_it(tmp_path: Path) -> None:
    out.publish(tmp_path, "miit", "2019..2022", {"old.md": b"old", "mine.md": b"mine", "manifest.json": b"1"})
    gone = {"old.md": sha256(b"old"), "mine.md": sha256(b"before"), "never.md": sha256(b"")}
    out.publish(tmp_path, "miit", "2019..2022", {"manifest.json": b"2"}, gone)
    assert names(tmp_path / "miit/2019..2022") == {"mine.md", "manifest.json"}


def test_what_is_left_over_is_gone_before_the_last_file_is_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out.publish(tmp_path, "miit", "2019..2022", {"old.md": b"old", "a.json": b"1", "manifest.json": b"1"})
    done, unlink, replace = list[str](), Path.unlink, Path.replace
    monkeypatch.setattr(Path, "unlink", lambda path, **how: (done.append(f"- {path.name}"), unlink(path, **how))[1])
    monkeypatch.setattr(Path, "replace", lambda path, to: (done.append(f"+ {to.name}"), replace(path, to))[1])
    out.publish(tmp_path, "miit", "2019..2022", {"a.json": b"2", "manifest.json": b"2"}, {"old.md": sha256(b"old")})
    assert [one for one in done if not one.endswith(".tmp")] == ["+ a.json", "- old.md", "+ manifest.json"]


@pytest.mark.parametrize("linked", ["miit", "miit/2019..2022"])
def test_a_link_on_the_way_is_not_followed(tmp_path: Path, linked: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "out" / linked
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "elsewhere")
    for write in (
        lambda: out.publish(tmp_path / "out", "miit", "2019..2022", {"a.json": b"{}"}),
        lambda: out.retire(tmp_path / "out", "miit/2019..2022", "manifest.json", {}),
    ):
        with pytest.raises(CannotWrite, match="symbolic link"):
            write()
    assert names(tmp_path / "elsewhere") == set()


def test_out_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "disk")
    out.publish(tmp_path / "out", "miit", "2019..2022", {"a.json": b"{}"})
    assert "miit/2019..2022/a.json" in names(tmp_path / "disk")


def test_folders_of_sets_are_found_with_those_of_further_languages(tmp_path: Path) -> None:
    for folder in ("miit/2019..2022/en", "mof/mof@2019..2020", "miit/latest", "miit/2022", ".gen/1..2", "miit/.x..y"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "miit/1..2").write_text("a file")
    (tmp_path / "moe").symlink_to(tmp_path / "miit")
    assert list(out.sets(tmp_path)) == ["miit/2019..2022", "miit/2019..2022/en", "mof/mof@2019..2020"]
    assert list(out.sets(tmp_path / "nowhere")) == []


def test_a_set_taken_away_leaves_no_folder(tmp_path: Path) -> None:
    out.publish(tmp_path, "miit", "2019..2022", {"a.json": b"{}", "manifest.json": b"[]"})
    out.retire(tmp_path, "miit/2019..2022", "manifest.json", {"a.json": sha256(b"{}")})
    assert names(tmp_path) == {"miit"}


def test_a_folder_is_a_site_once_a_page_or_the_state_of_a_run_stands_there(tmp_path: Path) -> None:
    out.publish(tmp_path / "plain", "miit", "2019..2022", {"a.json": b"{}"})
    out.place(tmp_path / "paged", {"feed.xml": b""})
    (tmp_path / "run" / ".gen").mkdir(parents=True)
    assert [out.is_site(tmp_path / name) for name in ("plain", "paged", "run", "none")] == [False, True, True, False]
