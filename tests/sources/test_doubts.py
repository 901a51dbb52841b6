"""What is doubted of any document: each kind of doubt on texts that have it and on texts that are in order."""

from __future__ import annotations

import time

import pytest

from gen.model.record import Coverage, Duty, Locator, Text, Transfer, Unit
from gen.sources.account import Account
from gen.sources.doubts import CHECKS, damage, doubt, injected
from gen.sources.draft import Draft
from gen.sources.lines import Line
from gen.sources.paper import Paper

LONG = "指导装备工业和消费品工业发展，拟订规划和政策并组织实施，监测运行态势，协调解决有关问题"


def no_lines() -> list[Line]:
    return []


def at(line: int) -> Locator:
    return Locator(source="s1", line=line)


def duty(text: str, line: int = 1, number: str | None = None, name: str = "", heading: str | None = None) -> Duty:
    said = Text(en=text) if text.isascii() else Text(zh=text)
    return Duty(id=f"{name}d{line}", number=number, heading=heading, text=said, locator=at(line))


def unit(name: str, line: int = 1, *duties: Duty, group: str = "internal") -> Unit:
    return Unit(id=name, name=Text(zh=name), group=group, duties=duties, locator=at(line))


def found(
    text: str, duties: tuple[Duty, ...] = (), units: tuple[Unit, ...] = (), left: tuple[int, ...] = (), moved: int = 0
) -> list[tuple[str, int]]:
    """The doubts about a document of these rows that gave these duties and units; `left` are the rows left out."""
    account = Account("a.txt", "jia", "s1")
    for line in left:
        account.leave(line, "references")
    transfers = (Transfer(what="甲", kind="transfer", text="将甲划给乙", locator=at(moved)),) if moved else ()
    draft = Draft(
        language="zh", coverage=Coverage(), name=Text(zh="甲部"), duties=duties, units=units, transfers=transfers
    )
    doubt(Paper("a.txt", "text", text.split("\n"), no_lines), draft, account)
    return [(one.kind, one.locator.line) for one in account.findings]


def offices(*names: str) -> tuple[Unit, ...]:
    return tuple(unit(name, line) for line, name in enumerate(names, 2))


@pytest.mark.parametrize(
    "said",
    [
        "甲部设3个内设机构：", "内设机构3个", "设下列三个职能司局：", "The ministry has 3 internal departments.",
        "The ministry has three departments.",
    ],
)  # fmt: skip
def test_a_stated_number_of_offices_that_the_list_does_not_have_is_doubted(said: str) -> None:
    assert found(said, units=offices("办公厅", "规划司")) == [("stated-count", 1)]
    assert found(said, units=offices("办公厅", "规划司", "财务司")) == []


def test_the_offices_that_a_number_usually_leaves_out_are_named() -> None:
    account = Account("a.txt", "jia", "s1")
    units = offices("办公厅", "规划司", "机关党委", "离退休干部局")
    draft = Draft(language="zh", coverage=Coverage(), name=Text(zh="甲部"), units=units)
    doubt(Paper("a.txt", "text", ["设2个内设机构"], no_lines), draft, account)
    assert [finding.text for finding in account.findings] == [
        "2 internal offices are stated here, 4 are listed: the number leaves out 机关党委、离退休干部局, as is usual"
    ]


def test_offices_usually_not_counted_are_told_where_no_number_is_stated() -> None:
    assert found("内设机构", units=offices("办公厅", "机关党委")) == [("offices-not-counted", 3)]
    assert found("内设机构", units=offices("办公厅", "规划司")) == []


@pytest.mark.parametrize(
    "said",
    [
        "原设24个内设机构", "撤销3个内设机构", "其中，内设机构3个月内完成调整", "设24个直属事业单位",
        "The ministry has 12 departments of chemistry.", "It has 300 offices in 12 provinces.", "设立5个工作组",
    ],
)  # fmt: skip
def test_a_number_of_something_else_is_not_compared(said: str) -> None:
    assert found(said, units=offices("办公厅", "规划司")) == []


def test_a_number_in_a_line_on_movements_or_in_one_left_out_is_not_compared() -> None:
    assert found("设24个内设机构", units=offices("办公厅"), moved=1) == []
    assert found("设24个内设机构", units=offices("办公厅"), left=(1,)) == []


def test_a_stated_number_of_duties_is_compared_with_the_list() -> None:
    assert found("履行下列三项职责：", duties=(duty("管理甲。", 2), duty("管理乙。", 3))) == [("stated-count", 1)]
    assert found("履行下列两项职责：", duties=(duty("管理甲。", 2), duty("管理乙。", 3))) == []
    assert found("履行下列2项职责：", duties=(duty("管理甲。", 2), duty("管理乙。", 3))) == []


def test_parts_of_the_staff_that_are_more_than_the_whole_are_doubted() -> None:
    assert found("行政编制100名（其中：机关80名、两委30名）。") == [("stated-count", 1)]
    assert found("行政编制100名（含两委人员编制9名、援派机动编制3名）。其中：部长1名、司局领导职数108名。") == []


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("（一）甲\n（二）乙\n（四）丁", [3]),
        ("（一）甲\n（二）乙\n（二）丙\n（三）丁", [3]),
        ("（一）甲\n（三）丙\n（二）乙\n（三）丙", [2, 3]),
        ("第一条　甲\n第二条　乙\n第二条　丙", [3]),
        ("第 1 條\n甲。\n第 3 條\n乙。", [3]),
        ("1. a\n2. b\n4. d", [3]),
        ("二、甲\n三、乙", [1]),
        ("一、甲\n（一）甲\n（二）乙\n二、乙\n（一）甲\n（二）乙", []),
        ("一、甲\n（一）甲\n（二）乙\n二、乙\n（三）甲\n（四）乙", []),
        ("（一）甲\n1. a\n2. b\n（二）乙\n1. a", []),
        ("1. 甲\n（一）a\n（二）b\n2. 乙", []),
        ("（一）甲\n（一）子\n（二）丑\n（二）乙", []),
        ("职责：（一）甲；（二）乙；\n（三）丙。", []),
        ("（一）甲\n（二）乙；（三）丙\n（四）丁", []),
        ("第一条　甲\n依照\n第四条规定办理", []),
        ("依照\n（三）项办理", []),
        ("2018年\n10.5亿元", []),
        ("一、二、三等奖", []),
    ],
)
def test_numbers_in_front_of_rows_that_leave_one_out_come_twice_or_go_back(rows: str, lines: list[int]) -> None:
    assert found(rows) == [("numbering", line) for line in lines]


def test_numbers_in_rows_left_out_and_in_columns_side_by_side_are_not_compared() -> None:
    assert found("（一）甲\n（三）乙", left=(2,)) == []
    assert found("1. Army      1. Army Act\n3. Navy      2. Navy Act") == []


def duties(*texts: str) -> tuple[Duty, ...]:
    return tuple(duty(text, line) for line, text in enumerate(texts, 1))


def test_a_document_whose_last_duty_has_no_full_stop_breaks_off() -> None:
    cut = ("负责甲行业的运行监测工作。", "承担乙行业的监督管理工作。", "组织丙行业的规划编制工作。", LONG)
    assert found("\n".join(cut), duties(*cut)) == [("cut-off", 4)]
    assert found("\n".join([*cut, "附则。"]), duties(*cut)) == []


def test_lists_without_full_stops_and_a_last_line_that_is_no_duty_do_not_break_off() -> None:
    bare = tuple(f"{text}{LONG}" for text in "甲乙丙丁")
    assert found("\n".join(bare), duties(*bare)) == []
    closed = ("负责甲行业的运行监测工作。", "承担乙行业的监督管理工作。", "组织丙行业的规划编制工作。")
    assert found("\n".join([*closed, "甲部办公厅二〇一八年七月三十日印发"]), duties(*closed)) == []


def test_a_bracket_or_quotation_that_is_never_closed_is_doubted_at_its_row() -> None:
    assert found("负责甲（含乙。", duties("负责甲（含乙。")) == [("never-closed", 1)]
    text = "负责甲。\n落实“乙工程。"
    assert found(text, duties(text.replace("\n", ""))) == [("never-closed", 2)]
    assert found('负责甲（含乙)和“丙"，《丁》。', duties('负责甲（含乙)和“丙"，《丁》。')) == []


def test_one_duty_twice_under_one_holder_or_a_long_one_under_two_is_doubted() -> None:
    assert found("", duties("负责甲行业管理。", "负责甲行业管理")) == [("duty-repeated", 2)]
    two = (unit("甲司", 1, duty(LONG, 2, name="a/")), unit("乙司", 3, duty(LONG, 4, name="b/")))
    assert found("", units=two) == [("duty-repeated", 4)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("承办部领导交办的其他事项。", "承办部领导交办的其他事项。"),
        (LONG, LONG + "。负责甲"),
        ("负责综合。", "负责综合。"),
    ],
)
def test_what_two_holders_share_by_right_or_what_only_resembles_is_no_repeat(one: str, other: str) -> None:
    assert found("", units=(unit("甲司", 1, duty(one, 2, name="a/")), unit("乙司", 3, duty(other, 4, name="b/")))) == []


def test_a_text_that_three_holders_share_is_theirs_and_so_is_a_law_under_two() -> None:
    three = tuple(unit(f"{name}司", 1, duty(LONG, 2, name=name)) for name in "甲乙丙")
    assert found("", units=three) == []
    law = "The Act on " + "something or other " * 20
    two = (
        unit("甲司", 1, duty(law, 2, name="a", heading="Laws")),
        unit("乙司", 3, duty(law, 4, name="b", heading="Laws")),
    )
    assert found("", units=two) == []


@pytest.mark.parametrize("sign", [*damage.SIGNS, *injected.SIGNS])
def test_every_sign_finds_its_example_and_leaves_alone_what_is_in_order(sign: damage.Sign | injected.Sign) -> None:
    kind = "damaged-text" if sign in damage.SIGNS else "injected-text"
    assert found(sign.example, duties(sign.example)) == [(kind, 1)]
    assert found(sign.fine, duties(sign.fine)) == []


@pytest.mark.parametrize(
    "text",
    [
        "负责5G、O2O和A股上市公司管理。", "自2018年7月30日起施行（国发〔2008〕11号）。", "推进APP、Wi-Fi和IPv6规模部署。",
        "负责网站、微信公众号和二维码管理。", "自己管理，已经完成，周末值班。", "X光机、B超、PM2.5监测。",
        "Licences (Form 10l) are issued to bus operators.",
    ],
)  # fmt: skip
def test_letters_numbers_and_foreign_words_that_belong_are_no_damage(text: str) -> None:
    assert found(text, duties(text)) == []


def test_damage_is_told_at_the_row_where_it_stands() -> None:
    text = "负责甲行业管理，\n指导工\ufffd发展。"
    assert found(text, (duty(text.replace("\n", "")),)) == [("damaged-text", 2)]


def test_rows_in_the_other_script_are_one_finding() -> None:
    simplified = "负责工业和信息化规划，监督管理国务院组织实施并协调发展，统筹执业资质审批"
    assert found(f"{simplified}\n煙草專賣與國務院總產量\n實行一個機構兩塊牌子") == [("mixed-scripts", 2)]
    assert found("煙草專賣與國務院總產量經濟發展規劃\n實行一個機構兩塊牌子，負責監督審議\n规划发展监督") == [
        ("mixed-scripts", 3)
    ]


@pytest.mark.parametrize(
    "text", ["部长李昇、王喆和张堃出席会议", "經濟部處務規程之發布日施行", "负责里程和台账", "plain English"]
)
def test_one_script_and_names_of_persons_are_not_mixed(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("said", "listed"),
    [
        ("，信息技术发展局牵头", "信息技术发展司"),
        ("（产业政策和法规司）", "产业政策与法规司"),
        ("内设：产业政策及法规司", "产业政策与法规司"),
    ],
)
def test_a_name_in_the_text_that_is_almost_that_of_a_unit_is_spelled_in_two_ways(said: str, listed: str) -> None:
    assert found(said, units=(unit(listed),)) == [("two-spellings", 1)]


def test_two_units_that_differ_by_and_only_are_spelled_in_two_ways() -> None:
    assert found("", units=(unit("产业政策与法规司", 1), unit("产业政策和法规司", 2))) == [("two-spellings", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "设装备工业一司、装备工业二司", "湖南省信息技术发展局", "信息技术发展处", "国家信息技术发展局", "信息技术发展中心",
        "信息技术发展司负责信息技术发展",
    ],
)  # fmt: skip
def test_other_offices_and_those_of_another_rank_are_no_second_spelling(text: str) -> None:
    units = (unit("信息技术发展司", 2), unit("装备工业司", 3), unit("装备工业一司", 4), unit("装备工业二司", 5))
    assert found(text, units=units) == []


def test_a_table_or_a_tree_is_not_read_as_text() -> None:
    account = Account("a.csv", "jia", "s1")
    draft = Draft(language="zh", coverage=Coverage(), name=Text(zh="甲部"))
    doubt(Paper("a.csv", "text", ["1. a", "3. b"], no_lines), draft, account)
    assert account.findings == []


@pytest.mark.parametrize(
    "part", ["ā", "lO", "1", "（", "“", "（一）", "设", "信 ", "l工", "编制10名（含", "zhang", " 司和", "\t"]
)
def test_a_line_of_a_million_characters_takes_no_more_than_its_share(part: str) -> None:
    text = part * (300_000 // len(part))
    started = time.process_time()
    found(text, (duty(f"负责{text}"),), (unit("工业和信息化管理司"),))
    assert time.process_time() - started < 20


def test_every_check_says_in_one_sentence_what_it_finds() -> None:
    assert all(check.__doc__ and check.__doc__.endswith(".") for check in CHECKS)
