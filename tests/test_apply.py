"""The next release out of a release and an amendment, as a user makes it; and one pair of real gazettes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gen.amending import Request, amend, put
from gen.briefing import compare
from gen.cli import main
from gen.sources.read import Document, read
from gen.store import Store
from tests.amend.shapes import gazette
from tests.builders import duties, duty, snapshot, staffing, unit

SHARED = Path(__file__).parents[2] / "shared" / "sources"
FINANCE, INVESTMENT = (
    "Minister of Finance, Economic Stabilization and National Policies",
    "Minister of Investment Promotion",
)
NOTICE = """关于调整工业和信息化部职责机构编制的通知
各司局：
现就有关事项通知如下：
一、机构调整
稀土司更名为材料司；增设数据司，承担数据管理职责。
二、编制调整
行政编制由50名调整为52名。调整后，内设机构4个。
本通知自2022年9月16日起施行。
"""
GAZETTE = """                    No. 12/3 - Friday, September 16, 2022

It is hereby notified that the notification published in the Gazette Extraordinary
No. 2289/43 of July 22, 2022 is amended with effect from September 16, 2022 in the manner set out below.

                                 SCHEDULE
(1) With reference to the Heading, No. “02. Minister of Finance and Policy”, as follows:-
   (a) In Column II thereof, by omitting item 2;
(2) With reference to the Heading, No. “06. Minister of Investment”, as follows:-
   (a) In Column II thereof, by insertion of the following items immediately after item 1;
       2. Export Board
"""
Gen = Callable[..., Result]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store with two releases to amend, in the folder gen is called in."""
    monkeypatch.chdir(tmp_path)
    made = Store(Path("snapshots"))
    made.save(gazette())
    units = [unit("规划司", duties=[duty("拟订规划。", id="p1")]), unit("稀土司", duties=[duty("管理稀土。", id="x1")])]
    made.save(snapshot(*units, duties=duties("推进信息化。"), staffing=[staffing("行政编制", 50)], release="2019"))
    Path("notice.txt").write_text(NOTICE, "utf-8")
    Path("gazette.txt").write_text(GAZETTE, "utf-8")
    return made


def gen(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def written(folder: str = "snapshots") -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}


def test_a_notice_makes_the_next_release_and_tells_what_each_operation_did(store: Store) -> None:
    told = gen("apply", "miit@2019", "notice.txt", "--release", "2022-09", "--captured", "2022-10-01")
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.splitlines() == [
        "miit@2022-09: notice.txt read as notice, effective 2022-09-16",
        "  line 5: 稀土司 renamed 材料司",
        "  line 5: 数据司 created with 1 duties",
        "  line 7: 行政编制: 50 → 52",
        "  line 7: internal units: 3, but 4 stated",
        "operations: 4; declared transfers: 2",
        "  line 7: stated-count: internal units: 4 stated, 3 after all operations",
        "lines: 8 = 4 used + 0 with findings only + 4 not used",
        "  not used, address and opening: 2",
        "  not used, heading: 2",
        "written: snapshots/miit/2022-09.yaml",
    ]
    after = store.load("miit@2022-09").snapshot
    assert (after.release, after.effective, after.captured) == ("2022-09", "2022-09-16", "2022-10-01")
    assert [one.id for one in after.sources] == ["s1", "notice"]
    assert after.basis[-1].text == "关于调整工业和信息化部职责机构编制的通知"
    assert [(one.kind, one.what) for one in after.transfers] == [("renamed", "稀土司"), ("created", "数据司")]
    assert store.check() == ()


def test_what_moves_between_two_ministers_is_seen_as_reassigned(store: Store) -> None:
    assert gen("apply", "lk@2022-07", "gazette.txt", "--release", "2022-09-16").exit_code == 0
    said = json.loads(gen("diff", "lk@2022-07", "lk@2022-09-16", "--format", "json").stdout)
    assert [(one["kinds"], one["old"][0]["name"]["en"]) for one in said["changes"]] == [
        (["reassigned"], "Export Board")
    ]


def test_the_same_amendment_gives_the_same_bytes_and_is_kept_on_request(store: Store) -> None:
    call = (
        "apply",
        "miit@2019",
        "notice.txt",
        "--release",
        "2022",
        "--captured",
        "2022-10-01",
        "--keep",
        "--licence",
        "x",
    )
    assert gen(*call).exit_code == 0
    first = written()
    assert gen(*call).exit_code == 2
    assert gen(*call, "--replace").exit_code == 0
    assert written() == first
    assert first["snapshots/miit/sources/notice.txt"] == NOTICE.encode()


def test_a_dry_run_writes_nothing(store: Store) -> None:
    before = written()
    told = gen("apply", "miit@2019", "notice.txt", "--release", "2022", "--dry-run")
    assert (told.exit_code, told.stdout.splitlines()[-1]) == (0, "dry run: nothing was written")
    assert written() == before


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("稀土司更名", "煤炭司更名", ["gen: notice.txt:5: no unit is called 煤炭司; known: 稀土司, 规划司"]),
        ("由50名", "由40名", ["gen: notice.txt:7: 行政编制 is 50, not 40"]),
        (
            "二、编制调整",
            "大家都很高兴。",
            ["gen: notice.txt:6: not understood: 大家都很高兴。; nothing of an amendment is left unread"],
        ),
        (
            "工业和信息化部职责",
            "水利部职责",
            ["gen: notice.txt:1: it is about 水利部; miit@2019 is 工业和信息化部"],
        ),
        (
            "2022年9月16日",
            "2012年9月16日",
            ["gen: notice.txt:8: it takes effect on 2012-09-16, before what it amends (2019)"],
        ),
    ],
)
def test_what_does_not_fit_is_an_error_with_its_line_and_nothing_is_written(
    store: Store, was: str, now: str, told: list[str]
) -> None:
    Path("notice.txt").write_text(NOTICE.replace(was, now), "utf-8")
    before = written()
    result = gen("apply", "miit@2019", "notice.txt", "--release", "2022")
    assert (result.exit_code, result.stdout, result.stderr.splitlines()) == (2, "", told)
    assert written() == before


def test_all_faults_of_reading_and_of_replaying_are_told_together(store: Store) -> None:
    Path("notice.txt").write_text(
        NOTICE.replace("稀土司更名", "煤炭司更名").replace("二、编制调整", "大家都很高兴。"), "utf-8"
    )
    result = gen("apply", "miit@2019", "notice.txt", "--release", "2022")
    assert [line.split(":")[2] for line in result.stderr.splitlines()] == ["5", "6"]


def test_a_notice_that_does_nothing_is_an_error(store: Store) -> None:
    Path("notice.txt").write_text("关于调整工业和信息化部职责的通知\n特此通知。\n", "utf-8")
    result = gen("apply", "miit@2019", "notice.txt", "--release", "2022")
    assert (result.exit_code, result.stderr) == (2, "gen: notice.txt: no operation was found in it\n")


def test_an_effective_date_that_disagrees_with_the_amendment_is_an_error(store: Store) -> None:
    result = gen("apply", "miit@2019", "notice.txt", "--release", "2022", "--effective", "2022-10-01")
    assert result.stderr == "gen: notice.txt:8: it takes effect on 2022-09-16, not on 2022-10-01 as --effective says\n"
    assert gen("apply", "miit@2019", "notice.txt", "--release", "2022", "--effective", "2022-09").exit_code == 0


def test_an_amendment_of_another_gazette_is_an_error(store: Store) -> None:
    Path("gazette.txt").write_text(GAZETTE.replace("2289/43", "2289/44"), "utf-8")
    result = gen("apply", "lk@2022-07", "gazette.txt", "--release", "2022-09")
    assert result.stderr == "gen: gazette.txt:3: it amends No. 2289/44; lk@2022-07 rests on No. 2289/43\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("lk@2021", "gazette.txt", "--release", "2022"), "no release '2021'"),
        (("lk@2022-07", "gazette.txt", "--release", "2022-07"), "release '2022-07' is not another one"),
        (("lk@2022-07", "gazette.txt", "--release", "2022-09", "--as", "notice"), "it is no notice"),
        (("lk@2022-07", "gazette.txt", "--release", "2022-09", "--as", "page"), "no form of amendments 'page'"),
        (("lk@2022-07", "gazette.txt", "--release", "2022-09", "--effective", "soon"), "'soon' is not a date"),
        (("lk@2022-07", "snapshots/lk/2022-07.yaml", "--release", "2022-09"), "it has the marks of no amendment"),
    ],
)
def test_what_cannot_be_amended_is_told_in_a_line(store: Store, words: tuple[str, ...], told: str) -> None:
    result = gen("apply", *words)
    assert result.exit_code == 2
    assert told in result.stderr


def test_one_amendment_after_another_each_is_a_source_of_its_own(store: Store) -> None:
    Path("again").mkdir()
    Path("again/notice.txt").write_text("关于撤销工业和信息化部数据司有关事项的通知\n撤销数据司。\n", "utf-8")
    assert gen("apply", "miit@2019", "notice.txt", "--release", "2022").exit_code == 0
    assert gen("apply", "miit@2022", "again/notice.txt", "--release", "2023").exit_code == 0
    after = store.load("miit@2023").snapshot
    assert [one.id for one in after.sources] == ["s1", "notice", "notice-2"]
    assert [one.name.zh for one in after.units] == ["规划司", "材料司"]
    assert [one.kind for one in after.transfers] == ["abolished"]


def test_the_real_amendment_of_a_real_gazette_changes_what_it_says_and_nothing_else(tmp_path: Path) -> None:
    base, amendment = SHARED / "lk-gazette-2289-43.txt", SHARED / "lk-gazette-2297-78.txt"
    if not amendment.exists():
        pytest.skip(f"{amendment.name} is not on this machine")
    store = Store(tmp_path / "snapshots")
    store.save(read(Document(base.name, base.read_bytes(), "official text"), body="lk", release="2022-07-22").snapshot)
    made = amend(
        store, Request("lk@2022-07-22", amendment, "2022-09-16", captured="2022-10-01", licence="official text")
    )
    put(store, made)
    assert store.check() == ()
    assert [fate.what for fate in made.fates].count("finding") == 0
    assert made.snapshot.effective == "2022-09-16"
    changes = compare(store, ("lk@2022-07-22", "lk@2022-09-16"), None).changes
    moved = {
        (one.subject, side.text or side.name.en, one.old[0].path[-2:], one.new[0].path[-2:])
        for one in changes.changes
        for side in one.old
    }
    assert {one.kinds for one in changes.changes} == {("reassigned",)}
    assert all(FINANCE in old and INVESTMENT in new for _, _, old, new in moved)
    assert sorted((subject, str(said)[:27]) for subject, said, _, _ in moved) == [
        ("duty", "Colombo Port City Economic "),
        ("duty", "Development of Colombo Port"),
        ("duty", "Greater Colombo Economic Co"),
        ("duty", "Sri Lanka Export Developmen"),
        ("unit", "Board of Investment of Sri "),
        ("unit", "Colombo Port City Economic "),
        ("unit", "Sri Lanka Export Developmen"),
    ]
    investment = next(one for one in made.snapshot.units if one.name.en == INVESTMENT)
    assert [one.number for one in investment.units] == ["1", "2", "3", "4", "5", "6", "7"]
    assert [one.number for one in investment.duties if one.number] == [f"({n})" for n in range(1, 14)]
