"""Files are written whole or not at all, and read with care."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gen.errors import CannotRead, CannotWrite
from gen.files import read, write, write_all


def test_a_file_is_written_with_the_folders_it_needs(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b.txt", b"text")
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"text"


def test_a_file_that_holds_its_bytes_already_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write(path, b"text")
    os.utime(path, ns=(1, 1))
    inode = path.stat().st_ino
    write(path, b"text")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (inode, 1)


def test_when_one_of_several_files_cannot_be_written_none_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt", b"old")
    calls = iter([None, OSError(28, "No space left on device")])

    def fsync(_: int) -> None:
        if error := next(calls, None):
            raise error

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(CannotWrite, match=r"b\.txt: No space left on device"):
        write_all({tmp_path / "a.txt": b"new", tmp_path / "b.txt": b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.txt": b"old"}


def test_a_folder_that_is_a_file_cannot_be_written_into(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(CannotWrite, match="nothing was changed there"):
        write(tmp_path / "out" / "a.txt", b"")
    assert (tmp_path / "out").read_bytes() == b""


def test_where_one_of_several_files_is_a_folder_none_is_written(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"old")
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(CannotWrite, match=r"b\.txt: it is a folder"):
        write_all({tmp_path / "a.txt": b"new", tmp_path / "b.txt": b"new"})
    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert {path.name for path in tmp_path.iterdir()} == {"a.txt", "b.txt"}


def test_a_symbolic_link_is_replaced_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"kept")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write(tmp_path / "link", b"kept")
    assert not (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("name", ["missing", "folder", "link"])
def test_what_is_no_plain_file_cannot_be_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    with pytest.raises(CannotRead, match=name):
        read(tmp_path / name)


def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CannotRead, match="not a file"):
        read(tmp_path / "pipe", follow=True)


def test_a_file_above_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * (2**20 + 1))
    with pytest.raises(CannotRead, match="larger than 1 MB"):
        read(tmp_path / "big", most=2**20)
