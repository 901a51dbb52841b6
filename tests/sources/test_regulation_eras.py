"""Whole regulations of each era, of a ministry that does not exist: everything in them is read, with a reason or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen.model.record import Snapshot, Text
from gen.sources.read import Document, Reading, read

HERE = Path(__file__).parent / "regulations"
SHARED = Path(__file__).parents[3] / "shared" / "sources"
RELEASES = {"1998": "1998", "2008": "2008", "2018": "2018-07", "local": "2012"}
HEADS = ["机关党委", "离退休干部局"]


def rules(era: str) -> Reading:
    file = HERE / f"rules_{era}.txt"
    return read(Document(file.name, file.read_bytes(), "made up"), body="beacons", release=RELEASES[era])


def real(name: str) -> Reading:
    file = SHARED / name
    if not file.is_file():
        pytest.skip(f"{name} is not beside this checkout")
    return read(Document(name, file.read_bytes(), "official text"), body="real", release="2020")


def offices(snapshot: Snapshot) -> list[tuple[str | None, str | None]]:
    return [(unit.number, unit.name.zh) for unit, _ in snapshot.walk()]


def numbers(text: str) -> list[str]:
    return [f"（{number}）" for number in text.split()]


@pytest.mark.parametrize("era", RELEASES)
def test_nothing_of_a_sound_document_is_doubted_but_the_offices_a_number_leaves_out(era: str) -> None:
    found = rules(era)
    assert found.form == "regulation"
    kinds = {finding.kind for finding in found.snapshot.findings}
    assert kinds <= {"stated-count", "offices-not-counted"}
    rows = len(found.rows)
    assert [fate.line for fate in found.fates] == list(range(1, rows + 1))


@pytest.mark.parametrize(
    ("era", "left"),
    [
        ("1998", {"the letter that sends the document out": 3, "who issued the document": 1, "date of issue": 1,
                  "introduces a list": 1, "settled by another instrument": 2}),
        ("2008", {"settled by another instrument": 1, "who explains and changes the document": 1}),
        ("2018", {"introduces a list": 3, "settled by another instrument": 1, "says what the document is for": 1,
                  "who explains and changes the document": 1}),
        ("local", {"settled by another instrument": 1}),
    ],
)  # fmt: skip
def test_what_is_left_out_is_left_for_a_stated_reason(era: str, left: dict[str, int]) -> None:
    found = [fate.why for fate in rules(era).fates if fate.what == "unused"]
    assert {why: found.count(why) for why in found} == left


def test_1998_the_letter_before_the_rules_gives_number_and_no_title() -> None:
    snapshot = rules("1998").snapshot
    assert (snapshot.title, snapshot.document) == ("航标部职能配置、内设机构和人员编制规定", "国办发〔1998〕901号")
    assert snapshot.name == Text(zh="航标部")
    assert [basis.document for basis in snapshot.basis] == [None, "国发〔1998〕5号"]


def test_1998_the_functions_received_and_given_are_movements_one_by_one() -> None:
    snapshot = rules("1998").snapshot
    assert [(a.number, a.kind) for a in snapshot.adjustments] == [
        ("（一）1", "transfer"), ("（一）2", "transfer"), ("（二）1", "transfer"), ("（二）2", "transfer"),
        ("（三）1", "transfer"), ("（三）2", "cancelled"), ("（三）3", "strengthened"), ("（二）", "other"),
    ]  # fmt: skip
    assert [(t.item, t.what, t.origin, t.target) for t in snapshot.transfers] == [
        ("（一）1", "航标专业院校的管理职能", "航标部", "教育部"),
        ("（一）2", "灯塔旅游的管理职能", "航标部", "国家旅游局"),
        ("（二）1", "行政管理职能", "原沿海灯塔总局", "航标部"),
        ("（二）2", "内河航标管理职能", "交通部", "航标部"),
        ("（三）1", "灯具的检测工作", None, "企业和中介组织"),
    ]
    assert snapshot.transfers[2].text == "原沿海灯塔总局的行政管理职能。"


def test_1998_the_offices_with_the_party_committee_which_has_no_number() -> None:
    snapshot = rules("1998").snapshot
    names = ["办公厅", "政策法规司", "综合规划司", "灯塔司", "浮标司", "财务司", "科技教育司", "人事劳动司"]
    assert offices(snapshot) == [*zip(numbers("一 二 三 四 五 六 七 八"), names, strict=True), (None, "机关党委")]
    assert {unit.group for unit in snapshot.units} == {"internal"}
    assert snapshot.units[6].nameplates == (Text(zh="雾号办公室"),)
    assert [d.text.zh for d in snapshot.units[3].duties] == ["管理沿海灯塔和灯船；拟订灯塔管理制度。组织灯塔的维修。"]
    assert [d.text.zh for d in snapshot.units[8].duties] == ["负责机关和在京直属单位的党群工作。"]


def test_1998_the_parts_of_a_duty_stay_in_it_in_order() -> None:
    duty = rules("1998").snapshot.duties[3]
    assert duty.number == "（四）"
    assert duty.text.zh == "拟订航标设备的技术标准，组织下列工作：1．制定灯质标准；2．制定浮标色彩标准。"


def test_1998_staffing_and_the_bureaus_managed() -> None:
    snapshot = rules("1998").snapshot
    assert [(entry.what, entry.count) for entry in snapshot.staffing] == [
        ("机关行政编制", 320), ("部长", 1), ("副部长", 4), ("兼任灯塔总监（含在副部长内）", 1), ("司局级领导职数", 30),
        ("机关党委专职副书记（含在司局级领导职数内）", 1), ("总工程师（含在司局级领导职数内）", 2),
    ]  # fmt: skip
    assert [(r.kind, r.name.zh) for r in snapshot.relations] == [("child", "国家灯塔局"), ("child", "国家浮标局")]


def test_2008_offices_nameplates_and_coverage() -> None:
    snapshot = rules("2008").snapshot
    names = [
        "办公厅",
        "政策法规司",
        "规划财务司",
        "灯塔司",
        "浮标司",
        "无线电航标司",
        "安全监督司",
        "科技与国际合作司",
        "人事司",
    ]
    listed = zip(numbers("一 二 三 四 五 六 七 八 九"), names, strict=True)
    assert offices(snapshot) == [*listed, *((None, name) for name in HEADS)]
    plates = {unit.name.zh: [plate.zh for plate in unit.nameplates] for unit in snapshot.units if unit.nameplates}
    assert plates == {
        "灯塔司": ["灯船办公室"],
        "无线电航标司": ["雾号管理办公室"],
        "科技与国际合作司": ["港澳台办公室"],
    }
    said = snapshot.coverage
    assert (said.units, said.duties, said.staffing, said.transfers, said.posts) == (
        ("internal",),
        True,
        True,
        True,
        False,
    )
    assert (snapshot.effective, len(snapshot.duties)) == ("2008", 10)


def test_2008_what_is_within_a_number_names_that_number() -> None:
    assert [(entry.what, entry.count) for entry in rules("2008").snapshot.staffing] == [
        ("机关行政编制", 431), ("两委人员编制（含在机关行政编制内）", 5), ("援派机动编制（含在机关行政编制内）", 2),
        ("离退休干部工作人员编制（含在机关行政编制内）", 23), ("部长", 1), ("副部长", 4), ("司局级领导职数", 38),
        ("总工程师（含在司局级领导职数内）", 1), ("机关党委专职副书记（含在司局级领导职数内）", 1),
        ("离退休干部局领导职数（含在司局级领导职数内）", 2),
    ]  # fmt: skip


def test_2008_the_division_of_duties_is_an_adjustment() -> None:
    last = rules("2008").snapshot.adjustments[-1]
    assert (last.number, last.kind, last.locator.line) == ("（一）", "other", 45)
    assert last.text == "灯塔旅游管理的职责分工。国家旅游局负责灯塔旅游的规划，航标部负责灯塔的安全。"


def test_2018_articles_give_rank_nameplate_basis_and_the_date_in_force() -> None:
    snapshot = rules("2018").snapshot
    assert (snapshot.level, snapshot.nameplates, snapshot.effective) == (
        "正部级",
        (Text(zh="国家灯塔局"),),
        "2018-07-30",
    )
    assert [(basis.text, basis.locator.line) for basis in snapshot.basis] == [("《国务院机构改革方案》", 2)]
    assert snapshot.relations == ()


def test_2018_items_on_adjustment_and_division_are_no_duties() -> None:
    snapshot = rules("2018").snapshot
    assert [duty.number for duty in snapshot.duties] == numbers("一 二 三 四 五 六 七 八 九 十")
    assert snapshot.duties[5].text.zh == (
        "负责航标行业安全生产的监督管理，具体包括：1.组织安全检查；2.组织事故的调查处理；3.发布安全警示。"
    )
    assert [(a.number, a.kind, a.locator.line) for a in snapshot.adjustments] == [
        ("（十一）", "other", 19), ("（十二）1", "other", 21), ("（十二）2", "other", 22),
    ]  # fmt: skip
    assert snapshot.adjustments[2].text.startswith("与文化和旅游部的职责分工。")


def test_2018_offices_regional_ones_levels_and_staffing() -> None:
    snapshot = rules("2018").snapshot
    names = [
        "办公厅",
        "法规司",
        "规划财务司",
        "灯塔司",
        "浮标司",
        "无线电航标司",
        "安全监督司",
        "科技与国际合作司",
        "人事司",
    ]
    regional = list(zip(numbers("一 二 三"), ("北海航标局", "东海航标局", "南海航标局"), strict=True))
    listed = list(zip(numbers("一 二 三 四 五 六 七 八 九"), names, strict=True))
    assert offices(snapshot) == [*listed, *((None, name) for name in HEADS), *regional]
    assert [unit.group for unit in snapshot.units[-4:]] == ["internal", "regional", "regional", "regional"]
    assert [unit.name.zh for unit in snapshot.units if unit.level] == ["安全监督司"]
    assert snapshot.coverage.units == ("internal", "regional")
    assert [(entry.what, entry.count) for entry in snapshot.staffing if "含" not in entry.what] == [
        ("机关行政编制", 388), ("部长", 1), ("副部长", 4), ("司局级领导职数", 41),
    ]  # fmt: skip


def test_local_rules_under_bare_headings() -> None:
    snapshot = rules("local").snapshot
    assert (snapshot.title, snapshot.name) == (None, Text(zh="临海县航标局"))
    assert [duty.number for duty in snapshot.duties] == numbers("一 二 三 四")
    assert offices(snapshot) == list(
        zip(numbers("一 二 三 四"), ["办公室", "灯塔股", "浮标股", "执法大队"], strict=True)
    )
    assert snapshot.units[1].nameplates == (Text(zh="灯船管理股"),)
    assert [(d.number, d.text.zh) for d in snapshot.units[1].duties] == [
        ("（一）", "承担灯塔的设置和管理工作；"), ("（二）", "承担灯船的管理工作。"),
    ]  # fmt: skip
    assert [len(unit.duties) for unit in snapshot.units] == [1, 2, 1, 1]
    assert [(entry.what, entry.count) for entry in snapshot.staffing] == [
        ("机关行政编制", 12), ("工勤编制", 1), ("局长", 1), ("副局长", 2), ("股级领导职数", 4),
    ]  # fmt: skip


@pytest.mark.parametrize("wrap", [9, 23])
@pytest.mark.parametrize("era", ["2008", "2018"])
def test_rows_wrapped_within_a_duty_change_nothing(era: str, wrap: int) -> None:
    """Wraps the duties and their divisions as an unjoined print does."""
    whole = rules(era)
    texts = {duty.text.zh for duty in whole.snapshot.duties}
    rows = list[str]()
    for row in whole.rows:
        text = row.strip()
        long = any(said and text.endswith(said) for said in texts)
        rows += [text[at : at + wrap] for at in range(0, len(text), wrap)] if long else [row]
    found = read(Document("a.txt", "\n".join(rows).encode(), "x"), body="beacons", release=RELEASES[era]).snapshot
    assert [(d.number, d.text) for d in found.duties] == [(d.number, d.text) for d in whole.snapshot.duties]
    assert offices(found) == offices(whole.snapshot)


def test_shanwei_the_offices_their_nameplates_and_duties() -> None:
    snapshot = real("shanwei-commerce.txt").snapshot
    plates = [[plate.zh for plate in unit.nameplates] for unit in snapshot.units]
    assert [unit.number for unit in snapshot.units] == numbers("一 二 三 四 五 六 七 八 九 十 十一 十二 十三")
    assert [unit.name.zh for unit in snapshot.units][::6] == ["办公室", "贸易管理科", "贸促事务科"]
    assert [plate for plate in plates if plate] == [["开发区管理科"], ["公平贸易科"], ["市机电产品进出口办公室"]]
    assert [len(unit.duties) for unit in snapshot.units] == [1] * 13
    assert [duty.number for duty in snapshot.duties] == numbers(
        "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六"
    )


def test_shanwei_two_headings_name_another_body() -> None:
    found = real("shanwei-commerce.txt")
    (finding,) = found.snapshot.findings
    assert (finding.kind, finding.locator.line) == ("heading-names-another", 1)
    assert "the headings of lines 1 and 28 name 湛江经济技术开发区" in finding.text
    assert "我市/本市/全市" in finding.text
    assert "汕尾商会" in finding.text
    assert found.snapshot.name == Text(en="real")
    assert {fate.what for fate in found.fates} == {"used"}


def test_mine_safety_is_read_as_far_as_it_goes_and_said_to_break_off() -> None:
    found = real("mine-safety-2020-truncated.txt")
    snapshot = found.snapshot
    assert snapshot.name == Text(zh="国家矿山安全监察局")
    assert (snapshot.level, [(r.kind, r.name.zh) for r in snapshot.relations]) == ("副部级", [("parent", "应急管理部")])
    assert [duty.number for duty in snapshot.duties] == numbers("一 二 三 四 五 六 七")
    assert [(a.number, a.locator.line) for a in snapshot.adjustments] == [("（八）", 13)]
    assert [t.target for t in snapshot.transfers] == ["地方政府"]
    assert [basis.text for basis in snapshot.basis] == ["《中国共产党机构编制工作条例》"]
    assert [(f.kind, f.locator.line) for f in snapshot.findings] == [("breaks-off", 13)]
    assert "内设机构 and 人员编制" in snapshot.findings[0].text
    assert [fate.line for fate in found.fates if fate.what == "unused"] == [4, 5]
    assert snapshot.coverage.units is False
