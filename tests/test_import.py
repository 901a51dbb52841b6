"""`gen import` of one document and of several, and what it explains."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gen.cli import main
from gen.store import Store

RULES = """甲部主要职责内设机构和人员编制规定
根据《国务院机构改革方案》，设立甲部，为国务院组成部门。
一、主要职责
（一）拟订甲行业规划和政策，组织实施。
（二）负责甲行业运行监测。
（三）承办国务院交办的其他事项。
"""
PAGE = """= 甲部 =

== 职责 ==
# 拟订甲行业规划和政策，组织实施。
# 负责甲行业运行监测分析。
# 承办国务院交办的其他事项。

== 机构设置 ==
=== 内设机构 ===
* 办公厅
* <b>规划</b>司
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("rules.txt").write_text(RULES, "utf-8")
    Path("page.txt").write_text(PAGE, "utf-8")
    Path("again").mkdir()
    Path("again/rules.txt").write_text(RULES, "utf-8")
    return tmp_path


def run(*args: str) -> Result:
    known = ("--body", "jia", "--release", "2020", "--captured", "2021-01-01")
    return CliRunner().invoke(main, ["import", *args, *known])


def test_two_documents_make_one_release_and_their_contradiction_is_told_kept_and_shown(here: Path) -> None:
    result = run("rules.txt", "page.txt", "--keep")
    said = "contradiction, duty （二）负责甲行业运行监测。, text: 负责甲行业运行监测。 (rules line 5) against"
    assert (result.exit_code, said in result.output) == (0, True)
    assert "rules.txt: read as regulation" in result.output
    snapshot = Store(here / "snapshots").load("jia@2020").snapshot
    assert [source.kept for source in snapshot.sources] == ["rules.txt", "page.txt"]
    assert len(snapshot.contradictions) == 1
    assert said in CliRunner().invoke(main, ["show", "jia@2020"]).output
    assert CliRunner().invoke(main, ["check"]).exit_code == 0


def test_two_files_of_one_name_are_two_sources_and_both_are_kept(here: Path) -> None:
    assert run("rules.txt", "again/rules.txt", "--keep").exit_code == 0
    snapshot = Store(here / "snapshots").load("jia@2020").snapshot
    assert [(one.id, one.kept) for one in snapshot.sources] == [("rules", "rules.txt"), ("rules-2", "rules-2.txt")]
    assert snapshot.contradictions == ()


def test_one_document_reads_as_it_did_and_says_nothing_of_contradictions(here: Path) -> None:
    result = run("rules.txt", "--dry-run")
    assert result.exit_code == 0
    assert "contradiction" not in result.output
    assert "lines: 6 = 6 used + 0 with findings only + 0 not used" in result.output


def test_no_document_is_an_error(here: Path) -> None:
    assert run().exit_code == 2


def test_nothing_is_written_where_one_of_the_documents_cannot_be_read(here: Path) -> None:
    Path("empty.txt").write_text("", "utf-8")
    assert run("rules.txt", "empty.txt").exit_code == 2
    assert not Path("snapshots").exists()


def test_explain_shows_every_line_once_without_colour_off_a_terminal(here: Path) -> None:
    output = run("page.txt", "--dry-run", "--explain").output
    numbers = [int(found[1]) for line in output.split("\n") if (found := re.match(r" +(\d+) [●▲○]", line))]
    assert numbers == list(range(1, 12))
    assert "\x1b" not in output
    assert "11行 = " in output
    assert "dry run: nothing was written" in output


def test_explain_speaks_the_language_asked_for(here: Path) -> None:
    assert "11 lines = " in run("page.txt", "--dry-run", "--explain", "--lang", "en").output


def test_the_page_is_written_whole_and_runs_and_fetches_nothing(here: Path) -> None:
    assert run("rules.txt", "page.txt", "--dry-run", "--explain-to", "page.html").exit_code == 0
    page = Path("page.html").read_text("utf-8")
    assert "content=\"default-src 'none'; img-src data:; style-src 'sha256-" in page.replace("&#39;", "'")
    assert [mark for mark in ("<script", "http:", "https:", "<b>") if mark in page] == []
    assert "&lt;b&gt;规划&lt;/b&gt;司" in page
    assert len(re.findall(r"<tr class=", page)) == 17
    assert page.endswith("</html>\n")


def test_a_redline_is_not_explained(here: Path) -> None:
    result = CliRunner().invoke(main, ["import", "rules.txt", "--accepted", "--explain"])
    assert result.exit_code == 2
    assert "--accepted takes one redline" in result.output
