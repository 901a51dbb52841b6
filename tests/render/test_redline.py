"""The redline as a Word file: valid, the same bytes each time, and either whole text when it is resolved."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as Tree
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gen import office
from gen.model.record import Snapshot, Text
from gen.render.lint import lint
from gen.render.redline import BLOCKS
from gen.report.model import Language
from gen.sources.formats.docx.resolve import commented, resolved, stated
from tests.builders import snapshot, unit
from tests.diff.generate import pairs
from tests.render.briefings import HOSTILE, LANGUAGES
from tests.render.redlines import NEW, OLD, SHA, document, expected, file, words
from tests.render.test_word_valid import VALIDATOR, complaints
from tests.strategies import snapshots

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
law = settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def part(name: str, *, moves: bool = True, language: Language = "zh") -> Tree.Element:
    with zipfile.ZipFile(io.BytesIO(document(words(language=language), moves=moves))) as package:
        return Tree.fromstring(package.read(name))


@law
@given(pairs(), st.sampled_from(LANGUAGES), st.booleans())
def test_rejected_it_is_the_old_text_and_accepted_the_new(
    pair: tuple[Snapshot, Snapshot], language: Language, moves: bool
) -> None:
    made = words(*pair, language)
    written = file(made, moves=moves)
    assert lint(written) == ()
    assert [resolved(written, "rejected"), resolved(written, "accepted")] == expected(made)


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(snapshots(3), snapshots(3))
def test_whatever_the_texts_say(old: Snapshot, new: Snapshot) -> None:
    made = words(old, new)
    written = file(made)
    assert lint(written) == ()
    assert [resolved(written, "rejected"), resolved(written, "accepted")] == expected(made)
    assert commented(written) == [tuple(one.lines) for one in made[0].comments]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_input_gives_the_same_bytes(language: Language) -> None:
    assert document(words(language=language)) == document(words(language=language))


def test_hostile_names_stay_text() -> None:
    new = snapshot(*(unit(Text(zh=name), id=f"u{n}") for n, name in enumerate(HOSTILE)), release="2022")
    made = words(OLD, new)
    written = file(made)
    assert lint(written) == ()
    assert resolved(written, "accepted") == expected(made)[1]


def test_it_states_both_releases_in_its_properties() -> None:
    assert stated(file(words())) == {
        "GenFormat": "gen-redline/1",
        "GenLanguage": "zh",
        "GenOld": "miit@2019",
        "GenOldSha256": SHA[0],
        "GenNew": "miit@2022",
        "GenNewSha256": SHA[1],
    }


def test_each_block_is_in_a_bookmark_that_names_its_places() -> None:
    made, _ = words()
    names = [mark.get(f"{W}name", "") for mark in part("word/document.xml").iter(f"{W}bookmarkStart")]
    wanted = []
    for line in made.lines:
        old, new = ("" if place is None else f"_{side}{place}" for side, place in (("o", line.old), ("n", line.new)))
        wanted.append(f"_gen{old}{new}")
    assert names == wanted


def test_a_custom_part_says_what_each_block_is() -> None:
    made, _ = words()
    root = part("customXml/item1.xml")
    assert root.tag == f"{{{BLOCKS}}}redline"
    told = [
        (one.get("side"), one.get("place"), one.get("subject"), one.get("item"), one.get("part"), one.get("style"))
        for one in root.iter(f"{{{BLOCKS}}}block")
    ]
    assert told == [
        (side, str(place), block.subject, block.item, block.part, block.style)
        for side, blocks in (("old", made.old), ("new", made.new))
        for place, block in enumerate(blocks)
    ]
    moves = [(int(one.get("old", "")), int(one.get("new", ""))) for one in root.iter(f"{{{BLOCKS}}}move")]
    assert moves == list(made.moved)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_style_used_is_in_the_file(language: Language) -> None:
    known = {style.get(f"{W}styleId") for style in part("word/styles.xml", language=language).iter(f"{W}style")}
    used = {
        node.get(f"{W}val")
        for name in ("document", "comments", "header1", "footer1")
        for node in part(f"word/{name}.xml", language=language).iter()
        if node.tag in (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
    }
    assert used <= known


def test_moves_are_tracked_as_moves_only_when_asked_for() -> None:
    tags = [
        {node.tag.removeprefix(W) for node in part("word/document.xml", moves=moves).iter()} for moves in (True, False)
    ]
    assert {"moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeEnd"} <= tags[0]
    assert [tag for tag in tags[1] if tag.startswith("move")] == []


def test_the_changes_are_by_gen_on_the_day_of_the_new_release() -> None:
    nodes = [node for node in part("word/document.xml").iter() if node.tag in (f"{W}ins", f"{W}del", f"{W}moveTo")]
    assert {node.get(f"{W}author") for node in nodes} == {"机构职能比对"}
    assert {(node.get(f"{W}date") or "")[:10] for node in nodes} == {"2022-01-01"}


def test_a_release_beside_itself_has_no_tracked_change_and_no_comments_part() -> None:
    data = document(words(OLD, OLD))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert "word/comments.xml" not in package.namelist()
        assert not re.search(rb"<w:(ins|del|moveFrom|moveTo) ", package.read("word/document.xml"))


def test_line_breaks_and_tabs_are_kept_apart_from_text() -> None:
    made = words(snapshot(unit(Text(zh="甲\n乙\t丙"), id="u")), NEW)
    assert "甲\n乙\t丙" in resolved(file(made), "rejected")
    assert "甲\n乙\t丙" not in resolved(file(made), "accepted")


@pytest.mark.real
def test_libreoffice_reads_the_same_texts() -> None:
    found = office.installed()
    if not found:
        pytest.skip("LibreOffice (soffice) is not installed")
    cases = [(words(OLD, NEW, language), moves) for language in LANGUAGES for moves in (True, False)]
    cases += [(words(NEW, OLD), True), (words(OLD, OLD), True), (words(OLD, snapshot(unit("甲"), name="乙部")), True)]
    cases += [(words(OLD, snapshot(unit("甲  乙   丙", id="a"), unit("A  B\tC", id="b"))), True)]
    cases += [(words(OLD, snapshot(*(unit(Text(zh=name), id=f"u{n}") for n, name in enumerate(HOSTILE)))), True)]
    judged = office.readings([document(made, moves=moves) for made, moves in cases], found)
    assert [list(map(list, one)) for one in judged] == [expected(made) for made, _ in cases]


@pytest.mark.real
@pytest.mark.parametrize(
    "made",
    [
        lambda: document(words()),
        lambda: document(words(NEW, OLD, "en"), moves=False),
        lambda: document(words(OLD, snapshot(*(unit(Text(zh=name), id=f"u{n}") for n, name in enumerate(HOSTILE))))),
        lambda: document(words(OLD, OLD)),
    ],
    ids=["moves", "en", "hostile", "nothing"],
)
def test_the_open_xml_sdk_finds_nothing(made: Callable[[], bytes], tmp_path: Path) -> None:
    if not VALIDATOR.exists():
        pytest.skip("the Open XML validator is not installed: ./setup.sh dev gets it where npm is to be had")
    assert complaints(made(), tmp_path) == []
