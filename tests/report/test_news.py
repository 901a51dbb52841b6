"""What a message on a briefing says, in both languages, and what it says where nothing or only the body changed."""

from __future__ import annotations

import pytest

from gen.model.change import Detail
from gen.report.build import build
from gen.report.model import Language
from gen.report.news import headline, news_words
from gen.report.troubles import Trouble, trouble_words
from tests.report import sample


def words(language: Language, **changed: object) -> tuple[str, tuple[str, ...]]:
    changes = sample.CHANGES.model_copy(update=changed)
    report = build(changes, sample.OLD, sample.NEW, language)
    said = news_words(report, changes)
    return said.subject, tuple(part.title for part in said.parts)


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("zh", "工业和信息化部 2022：未见变化"),
        ("en", "Ministry of Industry and Information Technology 2022: no change"),
    ],
)
def test_nothing_changed(language: Language, subject: str) -> None:
    assert words(language, changes=(), not_comparable=())[0] == subject


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "可比内容未见变化"), ("en", "no change in what can be compared")]
)
def test_where_not_all_can_be_compared_the_subject_does_not_say_that_nothing_changed(
    language: Language, said: str
) -> None:
    assert words(language, changes=())[0].endswith(said)


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("zh", "工业和信息化部 2022：本机构有变化"),
        ("en", "Ministry of Industry and Information Technology 2022: the body itself changed"),
    ],
)
def test_only_the_body_changed(language: Language, subject: str) -> None:
    details = (Detail(aspect="level", old=("正部级",), new=("副部级",)),)
    assert words(language, changes=(), body=details)[0] == subject


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("zh", ("机构变化", "职责变化", "领导职务变化", "编制变化")),
        ("en", ("Units", "Duties", "Leading posts", "Staffing")),
    ],
)
def test_the_changes_stand_under_the_headings_of_the_briefing(language: Language, titles: tuple[str, ...]) -> None:
    assert words(language)[1] == titles


def test_a_subject_without_changes_says_what_holds_of_it() -> None:
    said = news_words(build(sample.NOTHING, sample.OLD, sample.OLD, "zh"), sample.NOTHING)
    assert [part.note for part in said.parts if part.entries] == []
    assert said.parts[0].note == "旧版43个机构在新版中全部保留，未见变化。"


def test_only_kinds_of_change_that_occur_have_a_column() -> None:
    changes = sample.CHANGES.model_copy(update={"changes": sample.CHANGES.changes[:2]})
    said = news_words(build(changes, sample.OLD, sample.NEW, "zh"), changes)
    assert [one.word for one in said.legend] == ["拆分", "合并"]
    assert [row.numbers for row in said.counts if row.subject == "unit"] == [(1, 1)]


def test_a_very_long_name_leaves_room_for_the_counts() -> None:
    report = build(sample.CHANGES, sample.OLD, sample.NEW, "zh")._replace(body="部" * 5000)
    said = headline(report, sample.CHANGES)
    assert said.startswith("部" * 120 + "…… 2022：机构 拆分1")
    assert len(said) < 250


@pytest.mark.parametrize(
    ("language", "subject", "row"),
    [
        (
            "zh",
            "gen：1个部门的简报未能更新（moe）；2个部门的简报已恢复更新（mof、moj）",
            ("更新失败（原因有变）", "自2026年11月1日起"),
        ),
        (
            "en",
            "gen: 1 body could not be brought up to date (moe); 2 bodies are up to date again (mof and moj)",
            ("failed (for another reason than before)", "since 1 November 2026"),
        ),
    ],
)
def test_troubles_are_counted_and_named(language: Language, subject: str, row: tuple[str, str]) -> None:
    troubles = (Trouble("moe", "failed", "changed", "2026-11-01", ("a\nb",)),)
    said = trouble_words(troubles, ("mof", "moj"), language)
    assert said.subject == subject
    assert [(one.what, one.since) for one in said.rows] == [row]
    assert said.rows[0].why == ("a b",)
    assert said.rows[0].todo == ""


def test_the_end_of_all_troubles_speaks_of_nothing_else() -> None:
    said = trouble_words((), ("moe",), "en")
    assert (said.subject, said.rows, said.stays) == ("gen: 1 body is up to date again (moe)", (), "")


@pytest.mark.parametrize(("lines", "last"), [(20, "x"), (21, "One more line stands"), (22, "2 more lines stand")])
def test_reasons_beyond_the_first_are_counted(lines: int, last: str) -> None:
    said = trouble_words((Trouble("moe", "failed", "new", "2026-11-01", ("x",) * lines),), (), "en")
    assert said.rows[0].why[-1].startswith(last)


def test_what_is_held_says_how_to_go_on() -> None:
    said = trouble_words((Trouble("moe", "held", "still", "2026-11-01", ("x",)),), (), "en")
    assert said.rows[0].todo == "If the source is right: gen run moe --accept-shrink"
