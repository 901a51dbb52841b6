"""Reviewing as a reviewer does it: in the terminal and through a workbook, from the likely rename to its ruling."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from gen.cli import main
from gen.model.record import Snapshot
from gen.model.ruling import Ruling
from gen.store import Store
from tests.builders import duty, snapshot, unit

ROOT = Path(__file__).parents[1]
OLD_NAME, NEW_NAME = "信息化和软件服务业司", "信息技术发展司"
PAIR = ("miit@2019", "miit@2022")
RULINGS = Path("snapshots/miit/rulings.yaml")
Gen = Callable[..., Result]


@pytest.fixture
def gen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gen:
    """Runs gen in an empty folder that holds a copy of the shipped store, answering line by line."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "snapshots", tmp_path / "snapshots")

    def run(*words: object, answers: str = "") -> Result:
        result = CliRunner().invoke(main, [str(word) for word in words], input=answers)
        assert "Traceback" not in result.output
        return result

    return run


def review(gen: Gen, *answers: str, words: tuple[object, ...] = ()) -> Result:
    return gen("review", *PAIR, "--who", "王五", *words, answers="".join(f"{one}\n" for one in answers))


def changes(gen: Gen, *pair: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(gen("diff", *(pair or PAIR), "--format", "json").stdout)
    return found


def about(found: dict[str, Any]) -> list[tuple[list[str], list[str], list[str], str, str | None]]:
    """The unit changes that name either side of the likely rename."""
    sides = [
        (c["kinds"], [s["id"] for s in c["old"]], [s["id"] for s in c["new"]], c["status"], c["ruling"])
        for c in found["changes"]
        if c["subject"] == "unit"
    ]
    return [one for one in sides if OLD_NAME in one[1] or NEW_NAME in one[2]]


def test_the_open_case_is_shown_with_both_sides_source_lines_grounds_and_score(gen: Gen) -> None:
    said = review(gen, "q").stdout
    for part in (
        OLD_NAME,
        NEW_NAME,
        "旧版 2019",
        "新版 2022",
        "内设机构",
        "第90行",
        "第94行",
        "相似度",
        "推定，待裁定 0.",
    ):
        assert part in said
    assert "[s] 同一项" in said
    assert said.endswith("0 rulings written\n")
    assert not RULINGS.exists()


def test_same_makes_it_a_ruled_rename_that_awaits_nothing(gen: Gen) -> None:
    assert review(gen, "s", "公告明示").exit_code == 0
    assert about(changes(gen)) == [(["renamed"], [OLD_NAME], [NEW_NAME], "ruled", "r1")]
    (one,) = Store(Path("snapshots")).rulings("miit").rulings
    assert (one.who, one.why, one.when) == ("王五", "公告明示", datetime.now().astimezone().date().isoformat())
    said = gen("diff", *PAIR, "--lang", "en").stdout
    assert "ruled by 王五 on" in said
    assert "公告明示" in said
    assert "awaiting a ruling" not in said
    assert gen("check").exit_code == 0
    assert review(gen).stdout.startswith("待裁定0项。\n")


def test_the_briefing_shows_the_ruling_beside_the_change_in_every_format(gen: Gen) -> None:
    review(gen, "s", "公告明示")
    assert gen("brief", *PAIR, "--format", "html,md,docx,xlsx,json").exit_code == 0
    folder = Path("out/miit/2019..2022")
    for name in ("briefing.html", "briefing.md", "changes.json"):
        said = (folder / name).read_text("utf-8")
        assert "王五" in said
        assert "公告明示" in said
        assert "r1" in said
    book = openpyxl.load_workbook(folder / "changes.xlsx")
    cells = [str(cell.value) for row in book["机构"].iter_rows() for cell in row]
    assert "r1" in cells
    assert any("王五" in said and "公告明示" in said for said in cells)


def test_not_the_same_makes_it_a_removal_and_an_addition(gen: Gen) -> None:
    review(gen, "n", "")
    assert about(changes(gen)) == [
        (["added"], [], [NEW_NAME], "fact", None),
        (["removed"], [OLD_NAME], [], "fact", None),
    ]


def test_a_split_asks_for_the_further_new_units_by_number_or_by_id(gen: Gen) -> None:
    said = review(gen, "p", "没有这个司", "中国软件评测中心 1", "理由").stdout
    assert "不明白“没有这个司”" in said
    ((kinds, old, new, status, _),) = about(changes(gen))
    assert (kinds, old, status) == (["split"], [OLD_NAME], "ruled")
    assert len(new) == 3
    assert {NEW_NAME, "中国软件评测中心"} < set(new)


def test_a_merger_asks_for_the_further_old_units(gen: Gen) -> None:
    review(gen, "m", "办公厅", "")
    ((kinds, old, new, status, _),) = about(changes(gen))
    assert (kinds, set(old), new, status) == (["merged"], {OLD_NAME, "办公厅"}, [NEW_NAME], "ruled")


def test_going_back_from_a_question_asks_for_the_verdict_again(gen: Gen) -> None:
    assert review(gen, "p", "", "l", "").stdout.count("[s] 同一项") == 2
    assert about(changes(gen)) == [(["renamed"], [OLD_NAME], [NEW_NAME], "likely", "r1")]


def test_what_was_put_off_is_still_open_and_says_so(gen: Gen) -> None:
    review(gen, "later", "等公告")
    said = gen("diff", *PAIR).stdout
    assert "推定，暂缓裁定" in said
    assert "王五于" in said
    assert "暂缓裁定：等公告" in said
    assert "[推定，暂缓裁定" in review(gen, "k").stdout


def test_skipping_and_quitting_write_nothing(gen: Gen) -> None:
    assert review(gen, "k").stdout.endswith("0 rulings written\n")
    assert review(gen, "q").stdout.endswith("0 rulings written\n")
    assert not RULINGS.exists()


def test_an_answer_not_understood_is_asked_for_again(gen: Gen) -> None:
    assert "不明白“嗯”" in review(gen, "嗯", "同一项", "").stdout
    assert len(Store(Path("snapshots")).rulings("miit").rulings) == 1


def test_input_that_ends_early_is_an_error_that_says_how_much_was_written(gen: Gen) -> None:
    result = review(gen, "嗯")
    assert result.exit_code == 2
    assert "the input ended; rulings written before that: 0" in result.stderr


@pytest.mark.parametrize(("who", "message"), [(" ", "--who ' ' is not a name"), ("a\x07", "is not a name")])
def test_a_reviewer_without_a_name_is_refused(gen: Gen, who: str, message: str) -> None:
    result = gen("review", *PAIR, "--who", who, answers="s\n\n")
    assert result.exit_code == 2
    assert message in result.stderr
    assert not RULINGS.exists()


def test_the_reviewer_is_asked_for_a_name_that_was_not_given(gen: Gen) -> None:
    assert gen("review", *PAIR, answers="张三\ns\n\n").exit_code == 0
    assert [one.who for one in Store(Path("snapshots")).rulings("miit").rulings] == ["张三"]
    assert gen("review", *PAIR, answers="").exit_code == 2


def test_any_change_can_be_ruled_on_by_its_id(gen: Gen) -> None:
    found = changes(gen)
    split = next(c["id"] for c in found["changes"] if c["kinds"] == ["split"])
    assert review(gen, "n", "", words=("--change", split)).exit_code == 0
    assert not any(c["kinds"] == ["split"] for c in changes(gen)["changes"])
    assert "U99" in review(gen, words=("--change", "U99")).stderr


def test_an_addition_can_be_ruled_to_be_a_unit_of_the_old_release(gen: Gen) -> None:
    review(gen, "n", "")
    added = next(c["id"] for c in changes(gen)["changes"] if c["kinds"] == ["added"] and c["new"][0]["id"] == NEW_NAME)
    said = review(gen, "l", "s", OLD_NAME, "仍是一家", words=("--change", added)).stdout
    assert "不明白“later”" in said
    assert about(changes(gen)) == [(["renamed"], [OLD_NAME], [NEW_NAME], "ruled", "r2")]


def test_a_ruling_that_sets_aside_an_earlier_one_says_so(gen: Gen) -> None:
    review(gen, "s", "公告明示")
    ruled = next(c["id"] for c in changes(gen)["changes"] if c["status"] == "ruled")
    said = review(gen, "p", "中国软件评测中心", "更正", words=("--change", ruled)).stdout
    assert "裁定r1（王五，" in said
    assert "其后的裁定已另作认定" in said
    assert [one[4] for one in about(changes(gen))] == ["r2"]


def test_a_reason_that_cannot_stand_in_the_record_is_asked_for_again(gen: Gen) -> None:
    assert "不明白“a[U+0007]b”" in review(gen, "s", "a\x07b", "公告").stdout
    assert [one.why for one in Store(Path("snapshots")).rulings("miit").rulings] == ["公告"]


def renamed(store: Store, release: str, before: str, after: str) -> None:
    path = store.root / "miit" / f"{release}.yaml"
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")


def test_a_ruling_on_a_unit_that_is_gone_is_reported_everywhere(gen: Gen) -> None:
    review(gen, "s", "公告明示")
    renamed(Store(Path("snapshots")), "2022", NEW_NAME, "数字技术司")
    assert [(one["ruling"], one["why"]) for one in changes(gen)["unfit"]] == [("r1", "new-gone")]
    assert "裁定r1（王五，" in gen("diff", *PAIR).stdout
    checked = gen("check")
    assert checked.exit_code == 2
    assert f"miit@2022 has no unit '{NEW_NAME}', so ruling r1 no longer fits" in checked.stdout
    gen("brief", *PAIR, "--format", "html,md,docx,xlsx", "--lang", "en")
    for name in ("briefing.html", "briefing.md"):
        assert "no longer fits" in (Path("out/miit/2019..2022") / name).read_text("utf-8")
    book = openpyxl.load_workbook("out/miit/2019..2022/changes.xlsx")
    assert any("no longer fits" in str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


# Duties


@pytest.fixture
def duties(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gen:
    """Runs gen where one duty became another."""
    monkeypatch.chdir(tmp_path)
    store = Store(tmp_path / "snapshots")
    held = ("承担汽车行业准入管理和运行监测工作。", "承担汽车行业准入管理和安全监督检查工作。")
    for release, text in zip(("2019", "2022"), held, strict=True):
        store.save(one_duty(release, text))
    return lambda *words, answers="": CliRunner().invoke(main, [str(word) for word in words], input=answers)


def one_duty(release: str, text: str) -> Snapshot:
    return snapshot(unit("办公厅"), release=release, duties=[duty(text, "（一）", id=f"d{release}")])


def test_a_duty_is_ruled_on_like_a_unit(duties: Gen) -> None:
    before = json.loads(duties("diff", *PAIR, "--format", "json").stdout)["changes"]
    assert [(c["subject"], c["kinds"]) for c in before] == [("duty", ["amended"])]
    result = duties("review", *PAIR, "--who", "王五", "--change", "D1", answers="n\n\n")
    assert result.exit_code == 0, result.output
    after = json.loads(duties("diff", *PAIR, "--format", "json").stdout)["changes"]
    assert sorted(c["kinds"] for c in after) == [["added"], ["removed"]]
    assert Store(Path("snapshots")).rulings("miit").rulings[0].subject == "duty"


def test_a_ruling_survives_a_reading_anew_that_counts_its_duty_another_way(duties: Gen) -> None:
    duties("review", *PAIR, "--who", "王五", "--change", "D1", answers="s\n公告\n")
    store = Store(Path("snapshots"))
    held = [duty(one.text, "（二）", id="d2") for one in store.load("miit@2022").snapshot.duties]
    again = snapshot(
        unit("财务司"), unit("办公厅"), release="2022", duties=[duty("负责财务。", "（一）", "d2022"), *held]
    )
    store.save(again, replace=True)
    found = json.loads(duties("diff", *PAIR, "--format", "json").stdout)
    ruled = [(c["old"][0]["id"], c["new"][0]["id"], c["ruling"]) for c in found["changes"] if c["ruling"]]
    assert ruled == [("d2019", "d2", "r1")]
    assert found["unfit"] == []
    assert duties("check").stdout == "no faults\n"


def test_a_ruling_between_two_bodies_holds_whichever_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = Store(tmp_path / "snapshots")
    store.save(snapshot(unit("办公厅"), unit("许昌司"), body="mii"))
    store.save(snapshot(unit("办公厅"), unit("建安局"), body="miit", release="2022"))
    pair = "mii@2019", "miit@2022"
    ruled = CliRunner().invoke(main, ["review", *pair, "--who", "王五"], input="s\n\n")
    assert ruled.output.endswith("1 ruling written\n")
    for refs, name in ((pair, "r1"), (pair[::-1], "miit:r1")):
        found = json.loads(CliRunner().invoke(main, ["diff", *refs, "--format", "json"]).stdout)["changes"]
        assert [(c["kinds"], c["status"], c["ruling"]) for c in found] == [(["renamed"], "ruled", name)]


# The source lines themselves

REGULATION = "机械局职能配置规定\n一、主要职责\n（一）承担汽车行业准入管理和{0}工作。\n（二）承办其他事项。\n"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gen:
    """Runs gen where the old release was read from a text that is kept, the new one from one that is not."""
    monkeypatch.chdir(tmp_path)

    def run(*words: object, answers: str = "") -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], input=answers)

    for release, what, keep in (("2019", "运行监测", ["--keep"]), ("2022", "安全监督检查", [])):
        Path(f"{release}.txt").write_text(REGULATION.format(what), "utf-8")
        assert run("import", f"{release}.txt", "--body", "miit", "--release", release, *keep).exit_code == 0
    return run


def test_the_text_of_a_source_line_is_shown_where_its_original_is_kept(kept: Gen) -> None:
    words = "review", *PAIR, "--who", "王五", "--change", "D1"
    lines = [line.partition("|")[0].strip() for line in kept(*words, answers="q\n").stdout.splitlines()]
    assert "> （一）承担汽车行业准入管理和运行监测" in lines
    assert kept(*words, answers="q\n").stdout.count("> （一）") == 1


def test_an_original_that_was_altered_is_not_quoted(kept: Gen) -> None:
    Path("snapshots/miit/sources/2019.txt").write_text("一、另一份\n" * 9, "utf-8")
    assert (
        "> " not in kept("review", *PAIR, "--who", "王五", "--change", "D1", answers="q\n").stdout.partition("[s]")[0]
    )


def test_the_workbook_has_a_column_for_the_source_lines_of_either_side(kept: Gen) -> None:
    made = {"old_release": "2019", "new_release": "2022", "old": ("d1",), "new": ("d1",), "subject": "duty"}
    later = Ruling.model_validate({"id": "r0", "verdict": "later", "who": "王五", "when": "2026", **made})
    Store(Path("snapshots")).rule("miit", [later])
    assert kept("review", *PAIR, "--export", SHEET).exit_code == 0
    rows = openpyxl.load_workbook(SHEET).worksheets[0]
    assert [rows.cell(1, n).value for n in (13, 14)] == ["旧版原文行", "新版原文行"]
    assert [rows.cell(2, n).value or "" for n in (13, 14)] == ["（一）承担汽车行业准入管理和运行监测工作。", ""]


# The workbook

SHEET = Path("cases.xlsx")


def fill(edit: Callable[[Any], None], sheet: int = 0) -> None:
    book = openpyxl.load_workbook(SHEET)
    edit(book.worksheets[sheet])
    book.save(SHEET)


def put(**cells: str) -> Callable[[Any], None]:
    def edit(sheet: Any) -> None:
        for name, value in cells.items():
            sheet[name] = value

    return edit


@pytest.fixture
def exported(gen: Gen) -> Gen:
    assert gen("review", *PAIR, "--export", SHEET).exit_code == 0
    return gen


def taken(gen: Gen) -> Result:
    return gen("review", *PAIR, "--who", "王五", "--import", SHEET)


def test_the_workbook_has_a_row_a_case_and_a_list_to_choose_the_verdict_from(exported: Gen) -> None:
    rows = openpyxl.load_workbook(SHEET).worksheets[0]
    assert [rows.cell(1, n).value for n in (1, 9, 10, 11, 12)] == ["编号", "结论", "旧版标识", "新版标识", "理由"]
    assert [rows.cell(2, n).value for n in (9, 10, 11, 12)] == [None, OLD_NAME, NEW_NAME, None]
    assert OLD_NAME in rows["D2"].value
    assert "第90行" in rows["D2"].value
    (choice,) = rows.data_validations.dataValidation
    assert (choice.formula1, str(choice.sqref)) == ('"同一项,不是同一项,拆分,合并,暂缓"', "I2")


def test_the_same_cases_give_the_same_workbook(exported: Gen) -> None:
    exported("review", *PAIR, "--export", "again.xlsx")
    assert Path("again.xlsx").read_bytes() == SHEET.read_bytes()


def test_a_workbook_that_may_hold_verdicts_is_not_written_over(exported: Gen) -> None:
    before = SHEET.read_bytes()
    result = exported("review", *PAIR, "--export", SHEET)
    assert (result.exit_code, SHEET.read_bytes()) == (2, before)
    assert "may hold verdicts" in result.stderr


def test_verdicts_of_a_workbook_become_rulings_once(exported: Gen) -> None:
    fill(put(I2="Same", L2="公告\n明示"))
    assert taken(exported).stdout == "1 ruling written\n"
    assert about(changes(exported)) == [(["renamed"], [OLD_NAME], [NEW_NAME], "ruled", "r1")]
    assert Store(Path("snapshots")).rulings("miit").rulings[0].why == "公告 明示"
    before = RULINGS.read_bytes()
    assert taken(exported).stdout == "0 rulings written\n"
    assert RULINGS.read_bytes() == before


def test_ids_added_in_a_workbook_make_a_split(exported: Gen) -> None:
    fill(put(I2="拆分", K2=f"{NEW_NAME}\n中国软件评测中心"))
    assert taken(exported).exit_code == 0
    assert about(changes(exported)) == [(["split"], [OLD_NAME], [NEW_NAME, "中国软件评测中心"], "ruled", "r1")]


def test_a_workbook_without_verdicts_writes_nothing(exported: Gen) -> None:
    assert taken(exported).stdout == "0 rulings written\n"
    assert not RULINGS.exists()


WRONG: dict[str, tuple[dict[str, str], list[str]]] = {
    "a verdict there is none": ({"I2": "同一"}, ["!I2: verdict '同一' is none; did you mean 同一项"]),
    "an id that is not there": ({"I2": "拆分", "K2": "信息技术司"}, ["!K2: miit@2022 has no unit '信息技术司'; did you mean 信息技术发展司"]),
    "too few ids": ({"I2": "拆分"}, ["!I2: verdict does not go with so many ids"]),
    "no id of a case": ({"I2": "同一项", "A2": "第三"}, ["!A2: is not the id of a case"]),
    "a row that says twice": ({"I2": "暂缓", "A3": "U9", "I3": "暂缓", "J3": OLD_NAME, "K3": NEW_NAME}, ["!I3: the same items are ruled on in row 2"]),
    "rows that claim one item": (
        {"I2": "同一项", "A3": "U9", "I3": "同一项", "J3": OLD_NAME, "K3": "办公厅"},
        ["!I2: verdict claims an item that a later row claims"],
    ),
    "a reason that cannot be kept": ({"I2": "同一项", "L2": "a\x7fb"}, ["!L2: holds a character that cannot stand in the record"]),
    "several at once": ({"I2": "x", "J2": "y"}, ["!I2: verdict 'x' is none", "!J2: miit@2019 has no unit 'y'"]),
    "a column renamed": ({"I1": "裁定"}, ["!A1: the column verdict or 结论 is missing"]),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_every_wrong_cell_is_told_with_its_sheet_and_nothing_is_written(exported: Gen, case: str) -> None:
    cells, messages = WRONG[case]
    fill(put(**cells))
    result = taken(exported)
    assert (result.exit_code, result.stdout) == (2, "")
    said = result.stderr.splitlines()
    assert len(said) == len(messages)
    for line, message in zip(said, messages, strict=True):
        assert line.startswith("gen: cases.xlsx: ")
        assert message in line
    assert not RULINGS.exists()


def test_a_workbook_of_another_pair_or_of_no_review_is_refused(exported: Gen) -> None:
    fill(put(B2="miit@2008-07"), sheet=1)
    assert "is on 'miit@2008-07' as the old release, not on miit@2019" in taken(exported).stderr
    openpyxl.Workbook().save(SHEET)
    assert "fill in a workbook that gen review --export wrote" in taken(exported).stderr
    SHEET.write_bytes(b"PK\x03\x04")
    assert "it is no intact Office document" in taken(exported).stderr


def test_exporting_and_importing_at_once_is_a_usage_error(gen: Gen) -> None:
    result = gen("review", *PAIR, "--export", "a.xlsx", "--import", "b.xlsx")
    assert result.exit_code == 2
    assert "not both" in result.stderr


def test_names_that_look_like_formulas_stay_text_in_the_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = Store(tmp_path / "snapshots")
    store.save(snapshot(unit("办公厅"), unit("=1+1司", id="=1+1")))
    store.save(snapshot(unit("办公厅"), unit("@甲局", id="x"), release="2022"))
    assert CliRunner().invoke(main, ["review", *PAIR, "--export", str(SHEET)]).exit_code == 0
    rows = openpyxl.load_workbook(io.BytesIO(SHEET.read_bytes())).worksheets[0]
    cells = [(cell.value, cell.data_type, cell.number_format) for cell in (rows["J2"], rows["K2"])]
    assert cells == [("=1+1", "s", "@"), ("x", "s", "@")]


# Verdicts on a unit that goes on

GOES_ON = (
    snapshot(unit("规划司"), unit("稀土办公室")),
    snapshot(unit("规划司", nameplates=["稀土办公室"]), release="2022"),
)


def test_a_refused_absorption_leaves_the_unit_that_goes_on_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for one in GOES_ON:
        Store(tmp_path / "snapshots").save(one)
    answers = "n\n并未并入\n"
    said = CliRunner().invoke(main, ["review", *PAIR, "--who", "王五", "--change", "U1"], input=answers)
    assert said.exit_code == 0, said.output
    (one,) = Store(Path("snapshots")).rulings("miit").rulings
    assert (one.verdict, one.old, one.new) == ("different", ("稀土办公室",), ("规划司",))
    found = json.loads(CliRunner().invoke(main, ["diff", *PAIR, "--format", "json"]).stdout)["changes"]
    assert sorted((c["kinds"][0], [s["id"] for s in c["old"]]) for c in found) == [
        ("amended", ["规划司"]),
        ("removed", ["稀土办公室"]),
    ]
