"""Names of files that strangers put into a watched folder: none leads elsewhere, and all are told as one line of text."""

from __future__ import annotations

import re
from typing import Any

import pytest

from gen.run.look import Looked, look
from gen.store import Store
from tests.run.estate import UNITS, Estate, page
from tests.security.test_names import FILES

KEPT = re.compile(
    r"snapshots/(demo/(\d{4}-\d\d-\d\d(\+\d+)?\.yaml|sources/[A-Za-z0-9._-]+)|snapshot\.schema\.json|\.lock)"
)
ESCAPES = "\x1b\u202e\0"


@pytest.mark.parametrize("name", [name for name in FILES if "\x1b" not in name])
def test_whatever_a_file_is_called_it_is_a_release_like_any_other(name: str, estate: Estate) -> None:
    (estate.root / "inbox/a.txt").rename(estate.root / "inbox" / name.replace(".csv", ".txt"))
    estate.put(f"inbox/z{name}".replace(".csv", ".txt"), page(*UNITS, "大数据司"))
    assert (estate.run(), estate.said) == (0, [])
    assert len(estate.releases()) == 2
    stored = {path.relative_to(estate.root).as_posix() for path in (estate.root / "snapshots").rglob("*.*")}
    assert {path for path in stored if not KEPT.fullmatch(path)} == set()
    assert not any(set(ESCAPES) & set(line) or "\n" in line for line in estate.shown)
    assert not set(ESCAPES) & set((estate.root / "out/index.html").read_text("utf-8"))
    assert estate.run() == 0
    assert estate.shown == []


def test_a_name_that_would_command_a_terminal_is_refused_in_words(estate: Estate) -> None:
    estate.put("inbox/\x1b[31mred\x1b[0m.txt", page())
    assert estate.run() == 2
    assert estate.said == ["demo: name '\\x1b[31mred\\x1b[0m.txt' is not a line of text without control characters"]
    assert estate.releases() == []


def test_the_same_name_composed_in_two_ways_is_two_documents(estate: Estate) -> None:
    estate.put("inbox/\u00e9.txt", page(*UNITS, "大数据司"))
    estate.put("inbox/e\u0301.txt", page(*UNITS, "应急司"))
    assert estate.run() == 0
    assert len(estate.releases()) == 3
    assert estate.run() == 0
    assert len(estate.releases()) == 3


@pytest.mark.parametrize("where", ["..", "/", "../../secret"])
def test_a_link_to_a_folder_within_the_watched_one_is_not_gone_into(where: str, estate: Estate) -> None:
    estate.put("secret/机密.txt", page("机密司"))
    (estate.root / "inbox/link").symlink_to(where, target_is_directory=True)
    assert estate.run() == 0
    assert estate.releases() == ["2026-11-20"]
    units = Store(estate.root / "snapshots").load("demo@2026-11-20").snapshot.units
    assert [unit.name.zh for unit in units] == [*UNITS]


def test_a_file_that_becomes_a_link_once_it_was_seen_is_not_followed(
    estate: Estate, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = estate.put("secret/机密.txt", page("机密司"))

    def swapped(*asked: Any) -> Looked:
        found = look(*asked)
        (estate.root / "inbox/a.txt").unlink()
        (estate.root / "inbox/a.txt").symlink_to(secret)
        return found

    monkeypatch.setattr("gen.run.take.look", swapped)
    assert (estate.run(), estate.releases()) == (2, [])
    assert estate.said == [f"demo: cannot read {estate.root}/inbox/a.txt: it is a symbolic link"]


def test_a_link_that_gen_toml_names_is_followed(estate: Estate) -> None:
    (estate.root / "link.txt").symlink_to("inbox/a.txt")
    estate.configure('[body.demo]\nsources = ["link.txt"]\n')
    assert (estate.run(), estate.releases()) == (0, ["2026-11-20"])


def test_a_watched_folder_in_the_place_of_a_file_name_is_no_document(estate: Estate) -> None:
    (estate.root / "inbox/a.pdf").mkdir()
    assert estate.run() == 0
    assert estate.releases() == ["2026-11-20"]
