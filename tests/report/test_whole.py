"""The whole text of a release says all that the release says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from gen.model.record import Snapshot
from gen.report.build import visible
from gen.report.whole import whole
from tests.builders import duties, post, snapshot, staffing, unit
from tests.render.briefings import LANGUAGES
from tests.strategies import snapshots

SMALL = snapshot(
    unit(
        "规划司|Planning",
        unit("一处"),
        level="正司级",
        nameplates=["规划办公室"],
        duties=duties("拟订规划。|Draw up plans."),
    ),
    unit("研究院", group="subordinate", managed_by="规划司|Planning"[:3]),
    posts=[post("部长", "甲", "2015")],
    staffing=[staffing("行政编制", 100)],
)


def texts(some: Snapshot) -> Iterator[str]:
    """Every name and wording of a snapshot."""
    names = [some.name, *some.nameplates, *(relation.name for relation in some.relations)]
    words = [some.title, some.document, some.level]
    held, duties_held = list(some.posts), list(some.duties)
    for unit_, _ in some.walk():
        names += [unit_.name, *unit_.nameplates]
        words.append(unit_.level)
        held += unit_.posts
        duties_held += unit_.duties
    names += [one.text for one in duties_held]
    words += [one.number for one in duties_held]
    words += [text for one in held for text in (one.title, one.holder, one.start, one.end, one.note)]
    words += [text for one in some.basis for text in (one.text, one.document)]
    words += [text for line in some.staffing for text in (line.what, str(line.count))]
    words += [text for item in some.adjustments for text in (item.number, item.text)]
    for move in some.transfers:
        words += [move.what, move.origin, move.target, move.excepting, *move.includes, move.item, move.date, move.text]
    words += [text for source in some.sources for text in (source.id, source.name, source.licence, source.origin)]
    yield from (text for name in names for text in (name.zh, name.en) if text)
    yield from (text for text in words if text)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(snapshots(4))
def test_every_name_and_text_of_a_snapshot_stands_in_its_whole_text(some: Snapshot) -> None:
    for language in LANGUAGES:
        said = "\n".join(block.text for block in whole(some, language))
        assert [text for text in texts(some) if visible(text) not in said] == []


@settings(max_examples=10, deadline=None, derandomize=True)
@given(snapshots(3))
def test_fixed_blocks_stand_in_every_text_in_one_order(some: Snapshot) -> None:
    def fixed(one: Snapshot) -> list[object]:
        return [block for block in whole(one, "zh") if block.subject == "fixed"]

    assert fixed(some) == fixed(SMALL)


def test_a_unit_is_a_heading_of_its_depth_with_what_is_stated_of_it_below() -> None:
    told = [(block.style, block.text) for block in whole(SMALL, "zh")]
    assert told[2:11] == [
        ("Heading1", "内设机构"),
        ("Heading2", "规划司"),
        ("Fact", "英文名称：Planning"),
        ("Fact", "级别：正司级"),
        ("Fact", "牌子：规划办公室"),
        ("Duty", "（1）拟订规划。"),
        ("Plain", "Draw up plans."),
        ("Heading3", "一处"),
        ("Heading1", "直属事业单位"),
    ]


def test_a_unit_managed_by_another_names_it() -> None:
    assert ("Fact", "代管单位：规划司（Planning）") in [(block.style, block.text) for block in whole(SMALL, "zh")]


def test_posts_and_staffing_are_rows_under_a_caption_and_a_head() -> None:
    blocks = whole(SMALL, "en")
    at = next(n for n, block in enumerate(blocks) if block.item == "posts")
    assert [(block.style, block.parts) for block in blocks[at + 1 : at + 7]] == [
        ("Caption", ("The posts and who holds them:",)),
        ("Head", ("Unit", "Post", "Holder", "From", "To", "Note")),
        ("Row", ("—", "部长", "甲", "2015", "—", "—")),
        ("Heading1", ("Staffing",)),
        ("Caption", ("The posts and heads allotted:",)),
        ("Head", ("What", "Number")),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_ends_with_its_end(language: str) -> None:
    assert whole(SMALL, language)[-1].style == "End"  # type: ignore[arg-type]


def test_characters_that_show_nothing_are_spelled_out() -> None:
    assert "[U+202E]甲" in [block.text for block in whole(snapshot(unit("\u202e甲")), "zh")]


def test_a_number_of_posts_is_told_with_its_date() -> None:
    some = snapshot(staffing=[staffing("行政编制", 321, "1988-07"), staffing("行政编制", 240)])
    rows = [block for block in whole(some, "zh") if block.subject == "staffing"]
    assert [block.parts for block in rows] == [("行政编制（1988-07）", "321"), ("行政编制", "240")]
    assert len({block.item for block in rows}) == 2
