"""The pages after nights and after a briefing by hand: one truth, whoever published last."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gen.cli import main
from tests.run.estate import HEAD, NEXT, NIGHT, THIRD, UNITS, Estate, estate, page
from tests.site.made import tree

__all__ = ["estate"]
TOML = '[body.demo]\nsources = ["inbox"]\n[body.other]\nsources = ["elsewhere"]\n'
SITE = "https://changes.example.org/gen"


def gen(estate: Estate, *words: str) -> Result:
    places = ["--store", str(estate.root / "snapshots"), "--out", str(estate.root / "out")]
    return CliRunner().invoke(main, [*places, *words])


def listed(estate: Estate) -> list[str]:
    return re.findall(r'<h3 id="([^"]*)"', (estate.root / "out/index.html").read_text("utf-8"))


@pytest.fixture
def nights(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> Estate:
    """Two nights over two bodies, then one on which the source of one of them is gone; the site has an address."""
    monkeypatch.chdir(estate.root)
    estate.configure(TOML, f'{HEAD}[publish]\nsite = "{SITE}"\n')
    estate.put("elsewhere/a.txt", page(name="另一部"))
    assert estate.run(NIGHT) == 0
    estate.put("inbox/a.txt", page(*UNITS, "大数据司"))
    estate.put("elsewhere/a.txt", page(*UNITS, "大数据司", name="另一部"))
    assert estate.run(NEXT) == 0
    shutil.rmtree(estate.root / "elsewhere")
    assert estate.run(THIRD) == 3
    return estate


def test_a_deep_check_finds_nothing_after_any_night(nights: Estate) -> None:
    result = gen(nights, "check", "--deep")
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "no faults")


def test_a_body_that_failed_keeps_its_briefing_under_its_mark(nights: Estate) -> None:
    text = (nights.root / "out/index.html").read_text("utf-8")
    assert sorted(listed(nights)) == ["demo/2026-11-20..2026-11-21", "other/2026-11-20..2026-11-21"]
    assert text.count('<strong class="status">未更新</strong>') == 1
    assert "自2026年11月22日起未能更新" in text


def test_a_briefing_by_hand_is_listed_too_and_neither_mark_nor_address_is_lost(nights: Estate) -> None:
    out = nights.root / "out"
    shutil.copytree(nights.root / "snapshots/demo", nights.root / "snapshots/third")
    for file in (nights.root / "snapshots/third").glob("*.yaml"):
        file.write_text(file.read_text("utf-8").replace("body: demo", "body: third"), "utf-8")
    result = gen(nights, "brief", "third", "--format", "json")
    assert result.exit_code == 0
    assert [Path(path).name for path in result.output.partition("\n\n")[0].splitlines()] == [
        "changes.json",
        "manifest.json",
    ]
    assert "third/2026-11-20..2026-11-21" in listed(nights)
    assert (out / "index.html").read_text("utf-8").count('<strong class="status">未更新</strong>') == 1
    assert SITE in (out / "feed.xml").read_text("utf-8")
    assert tree(out / "third/latest") == tree(out / "third/2026-11-20..2026-11-21")
    assert gen(nights, "check", "--deep").exit_code == 0


def test_the_same_briefing_by_hand_leaves_every_page_as_it_was(nights: Estate) -> None:
    before = tree(nights.root / "out")
    assert gen(nights, "brief", "demo", "--format", "json,md", "--lang", "zh").exit_code == 0
    assert tree(nights.root / "out") == before


def test_where_no_run_publishes_a_briefing_by_hand_leaves_its_own_files_alone(nights: Estate) -> None:
    plain = nights.root / "plain"
    assert gen(nights, "brief", "demo", "--format", "json", "--out", str(plain)).exit_code == 0
    assert set(tree(plain)) == {f"demo/2026-11-20..2026-11-21/{name}" for name in ("changes.json", "manifest.json")}


def test_another_folder_than_that_of_the_configuration_does_not_get_its_address(nights: Estate) -> None:
    shutil.copytree(nights.root / "out", nights.root / "copy")
    assert gen(nights, "brief", "demo", "--format", "json", "--out", str(nights.root / "copy")).exit_code == 0
    assert SITE not in (nights.root / "copy/feed.xml").read_text("utf-8")


@pytest.mark.parametrize("name", ["index.html", "index.en.html", "feed.xml"])
@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_text("another")])
def test_a_page_that_is_lost_or_was_changed_is_as_it_was_after_the_next_night(
    nights: Estate, name: str, harm: Callable[[Path], object]
) -> None:
    before = tree(nights.root / "out")
    harm(nights.root / "out" / name)
    assert nights.run(THIRD) == 3
    after = tree(nights.root / "out")
    assert {path: data for path, data in after.items() if ".gen" not in path} == {
        path: data for path, data in before.items() if ".gen" not in path
    }


def test_an_address_that_is_taken_out_of_gen_toml_is_out_of_the_feed_after_the_next_night(nights: Estate) -> None:
    assert SITE in (nights.root / "out/feed.xml").read_text("utf-8")
    nights.configure(TOML)
    assert nights.run(THIRD) == 3
    assert SITE not in (nights.root / "out/feed.xml").read_text("utf-8")


def test_every_bit_of_a_page_that_flipped_is_told_after_a_night(nights: Estate) -> None:
    for name in ("index.html", "index.en.html", "feed.xml"):
        path = nights.root / "out" / name
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    result = gen(nights, "check", "--deep")
    assert result.exit_code == 2
    assert result.output.count("its sha256 differs from .gen/pages.json's") == 3
    assert set(json.loads((nights.root / "out/.gen/pages.json").read_text())) == {
        "index.html",
        "index.en.html",
        "feed.xml",
    }
