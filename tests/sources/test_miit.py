"""The record of one ministry, read from four real documents, and three other bodies; every value was checked by hand against the source."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from gen.model.record import Snapshot, Unit
from gen.sources.read import Document, Reading, read

REPO = Path(__file__).parents[2]
KEPT = REPO / "snapshots" / "miit" / "sources"
SHARED = REPO.parent / "shared" / "sources"
WIKI = "https://zh.wikipedia.org/wiki/中华人民共和国工业和信息化部"
PAGES = {
    "2008-07": (KEPT / "miit-rules-2008.txt", "official text", None),
    "2019": (SHARED / "miit-2019.wikitext", "CC BY-SA", WIKI),
    "2022": (SHARED / "miit-2022.wikitext", "CC BY-SA", WIKI),
    "2025": (KEPT / "miit-encyclopedia-2025.txt", "CC BY-SA", None),
}
MINISTRY = "工业和信息化部"


@cache
def miit(release: str) -> Reading:
    path, licence, origin = PAGES[release]
    if not path.exists():
        pytest.skip(f"{path.name} is not on this machine")
    return read(Document(path.name, path.read_bytes(), licence, origin), body="miit", release=release)


def names(snapshot: Snapshot, group: str) -> list[str]:
    return [unit.name.primary for unit in snapshot.units if unit.group == group]


def plates(snapshot: Snapshot) -> dict[str, list[tuple[str | None, str | None]]]:
    return {u.name.primary: [(p.zh, p.en) for p in u.nameplates] for u in snapshot.units if u.nameplates}


def unit(snapshot: Snapshot, name: str) -> Unit:
    (found,) = [unit for unit in snapshot.units if unit.name.primary == name]
    return found


def listed(text: str) -> list[str]:
    return text.split()


INTERNAL_2019 = listed("""办公厅 政策法规司 规划司 财务司 产业政策司 科技司 运行监测协调局 中小企业局 节能与综合利用司 安全生产司 原材料工业司
装备工业司 消费品工业司 军民结合推进司 电子信息司 信息化和软件服务业司 信息通信发展司 信息通信管理局 网络安全管理局 无线电管理局
国际合作司 人事教育司 机关党委 离退休干部局 机关服务局""")
INTERNAL_2022 = listed("""办公厅 产业政策与法规司 规划司 财务司 科技司 运行监测协调局 中小企业局 节能与综合利用司 安全生产司 原材料工业司
装备工业一司 装备工业二司 消费品工业司 军民结合推进司 电子信息司 信息技术发展司 信息通信发展司 信息通信管理局 网络安全管理局
无线电管理局 国际合作司 人事教育司 机关党委 离退休干部局 机关服务局""")
INTERNAL_2025 = listed("""办公厅 产业政策与法规司 规划司 财务司 科技司 高新技术司 运行监测协调局 中小企业局 节能与综合利用 安全生产司
原材料工业司 装备工业一司 装备工业二司 消费品工业司 结合推进司 电子信息司 信息技术发展司 信息通信发展司 信息通信管理局
网络安全管理局 无线电管理局 国际合作司 人事教育司 机关党委 离退休干部局 机关服务局""")
SUBORDINATE_2019 = listed("""中国信息通信研究院 人民邮电报社 国家无线电监测中心 国家工业信息安全发展研究中心 中国电子技术标准化研究院
中国电子产品可靠性与环境试验研究所 中国电子信息产业发展研究院 国际经济技术合作中心 人才交流中心 教育与考试中心 中小企业发展促进中心
中国机电设备招标中心 通信清算中心 信息中心 应急通信保障中心 产业发展促进中心 工业文化发展中心 威海电子信息技术综合研究中心""")
SUBORDINATE_2022 = listed("""中国信息通信研究院 人民邮电报社 国家无线电监测中心 中国电子信息产业发展研究院 国家工业信息安全发展研究中心
中国电子技术标准化研究院 中国电子产品可靠性与环境试验研究所 国际经济技术合作中心 人才交流中心 教育与考试中心 中小企业发展促进中心
中国机电设备招标中心 通信清算中心 网络安全产业发展中心 应急通信保障中心 产业发展促进中心 装备工业发展中心 中国工业互联网研究院
中国互联网络信息中心 工业文化发展中心 威海电子信息技术综合研究中心 中国软件评测中心""")
SUBORDINATE_2025 = listed("""中国信息通信研究院 中国电子信息产业发展研究院 国家工业信息安全发展研究中心 中国电子技术标准化研究院
中国电子产品可靠性与环境试验研究所 中国工业互联网研究院 国家无线电监测中心 中国机电招标中心 中国互联网络信息中心
工业和信息化部新闻宣传中心 中国中小企业发展促进中心 火炬高技术产业开发中心 网络安全产业发展中心 应急通信保障中心 产业发展促进中心
装备工业发展中心 国际经济技术合作中心 人才交流中心 教育与考试中心 工业文化发展中心 通信清算中心 威海电子信息技术综合研究中心
中国软件评测中心""")
UNIVERSITIES = listed(
    """北京航空航天大学 北京理工大学 哈尔滨工业大学 西北工业大学 南京航空航天大学 南京理工大学 哈尔滨工程大学"""
)
PLACES = listed("""北京市 上海市 天津市 重庆市 河北省 山西省 吉林省 辽宁省 黑龙江省 陕西省 甘肃省 青海省 山东省 福建省 浙江省 河南省 湖北省
湖南省 江西省 江苏省 安徽省 广东省 海南省 四川省 贵州省 云南省 内蒙古自治区 新疆维吾尔自治区 宁夏回族自治区 广西壮族自治区
西藏自治区""")
UNITS = {
    "2019": (INTERNAL_2019, SUBORDINATE_2019, ["中国通信学会", "中国电子学会"]),
    "2022": (INTERNAL_2022, SUBORDINATE_2022, ["中国通信学会", "中国电子学会"]),
    "2025": (INTERNAL_2025, SUBORDINATE_2025, ["中国通信学会", "中国电子学会", "中国互联网协会"]),
}


@pytest.mark.parametrize("release", UNITS)
def test_every_group_lists_the_units_of_the_page(release: str) -> None:
    snapshot = miit(release).snapshot
    internal, subordinate, associations = UNITS[release]
    assert {group: names(snapshot, group) for group in dict.fromkeys(unit.group or "" for unit in snapshot.units)} == {
        "internal": internal,
        "managed": ["国家国防科技工业局", "国家烟草专卖局"],
        "nameplate": ["国家航天局", "国家原子能机构"],
        "regional": [f"{place}通信管理局" for place in PLACES],
        "subordinate": subordinate,
        "university": UNIVERSITIES,
        "enterprise": ["中国工信出版传媒集团有限责任公司"],
        "association": associations,
    }
    assert all(not unit.units and unit.id == unit.name.zh for unit in snapshot.units)


@pytest.mark.parametrize(("release", "sizes"), [
    ("2019", (25, 2, 2, 31, 18, 7, 1, 2)), ("2022", (25, 2, 2, 31, 22, 7, 1, 2)), ("2025", (26, 2, 2, 31, 23, 7, 1, 3)),
])  # fmt: skip
def test_the_groups_have_the_sizes_counted_by_hand(release: str, sizes: tuple[int, ...]) -> None:
    found = miit(release)
    groups = ("internal", "managed", "nameplate", "regional", "subordinate", "university", "enterprise", "association")
    assert found.snapshot.coverage.units == groups
    assert tuple(found.counts[f"units: {group}"] for group in groups) == sizes


@pytest.mark.parametrize(
    ("release", "fates"),
    [
        ("2008-07", {"used": 24, "unused": 2}),
        ("2019", {"used": 164, "unused": 114, "finding": 5}),
        ("2022", {"used": 182, "unused": 116, "finding": 6}),
        ("2025", {"used": 145, "unused": 45, "finding": 2}),
    ],
)
def test_every_line_of_the_source_is_accounted_for_once(release: str, fates: dict[str, int]) -> None:
    found = miit(release)
    text = PAGES[release][0].read_text("utf-8")
    assert [fate.line for fate in found.fates] == list(range(1, len(text.removesuffix("\n").split("\n")) + 1))
    assert Counter(fate.what for fate in found.fates) == fates


def test_2008_the_head() -> None:
    found = miit("2008-07")
    snapshot = found.snapshot
    assert found.form == "regulation"
    assert (snapshot.title, snapshot.document, snapshot.name.zh) == (
        "工信部主要职责内设机构和人员编制规定",
        None,
        MINISTRY,
    )
    assert [(basis.text, basis.document, basis.locator.line) for basis in snapshot.basis] == [
        ("第十一届全国人民代表大会第一次会议批准的国务院机构改革方案", None, 2),
        ("《国务院关于机构设置的通知》", "国发[2008]11号", 2),
    ]
    coverage = snapshot.coverage
    assert (coverage.duties, coverage.transfers, coverage.units, coverage.posts) == (True, True, False, False)
    assert snapshot.findings == ()


def test_2008_the_duties_in_their_full_wording() -> None:
    rows = (KEPT / "miit-rules-2008.txt").read_text("utf-8").split("\n")[9:24]
    duties = miit("2008-07").snapshot.duties
    assert [duty.text.zh for duty in duties] == [row.strip().partition(")")[2] for row in rows]
    assert [duty.number for duty in duties] == [
        f"（{n}）" for n in listed("一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五")
    ]
    assert [duty.locator.line for duty in duties] == list(range(10, 25))


def test_2008_the_adjustments() -> None:
    rows = (KEPT / "miit-rules-2008.txt").read_text("utf-8").split("\n")[3:8]
    found = miit("2008-07").snapshot.adjustments
    assert [item.text for item in found] == [row.strip().partition(")")[2] for row in rows]
    assert [(item.number, item.kind) for item in found] == [
        ("（一）", "transfer"), ("（二）", "transfer"), ("（三）", "transfer"), ("（四）", "transfer"), ("（五）", "strengthened"),
    ]  # fmt: skip


def test_2008_the_transfers() -> None:
    found = miit("2008-07").snapshot.transfers
    defence, post = "国家国防科技工业局", "国家邮政局"
    commission, industry = "原国防科学技术工业委员会", "原信息产业部"
    assert [(t.item, t.kind, t.what, t.origin, t.target, t.excepting) for t in found] == [
        ("（一）", "transfer", "工业行业管理和信息化有关职责", "国家发展和改革委员会", MINISTRY, None),
        ("（二）", "transfer", "职责", commission, MINISTRY, "核电管理"),
        (
            "（二）",
            "carve-out",
            "组织协调武器装备科研生产的重大事项、保障军工核心能力建设等职责",
            commission,
            defence,
            None,
        ),
        ("（三）", "transfer", "职责", industry, MINISTRY, None),
        ("（三）", "carve-out", "军工电子管理职责", industry, defence, None),
        ("（三）", "carve-out", "有关邮政管理职责", industry, post, None),
        ("（三）", "supervision", post, None, "交通运输部", None),
        ("（四）", "transfer", "职责", "原国务院信息化工作办公室", MINISTRY, None),
    ]
    assert [t.text for t in found[1:]] == [
        "将原国防科学技术工业委员会除核电管理以外的职责划给工业和信息化部。",
        "其中组织协调武器装备科研生产的重大事项、保障军工核心能力建设等职责划给国家国防科技工业局。",
        "将原信息产业部的职责划给工业和信息化部。",
        "其中军工电子管理职责划给国家国防科技工业局。",
        "有关邮政管理职责划给国家邮政局",
        "国家邮政局改由交通运输部管理",
        "将原国务院信息化工作办公室的职责划给工业和信息化部。",
    ]
    assert found[0].text == miit("2008-07").snapshot.adjustments[0].text
    assert found[0].includes == (
        "研究提出工业发展战略，拟订工业行业规划和产业政策并组织实施",
        "指导工业行业技术法规和行业标准的拟订",
        "按国务院规定权限，审批、核准国家规划内和年度计划规模内工业、通信业和信息化固定资产投资项目",
        "高技术产业中涉及生物医药、新材料等的规划、政策和标准的拟订及组织实施",
        "组织领导和协调振兴装备制造业，组织编制国家重大技术装备规划，协调相关政策",
        "工业日常运行监测",
        "工业、通信业的节能、资源综合利用和清洁生产促进工作",
        "对中小企业的指导和扶持",
        "国务院减轻企业负担部际联席会议的日常工作",
        "国家履行《禁止化学武器公约》、稀土行业发展、盐业行政管理、国家医药储备管理的工作，管理国家烟草专卖局的职责",
    )


@pytest.mark.parametrize("release", ["2019", "2022"])
def test_the_pages_list_the_duties_of_2008(release: str) -> None:
    found = [(duty.id, duty.number, duty.text) for duty in miit(release).snapshot.duties]
    assert found == [(duty.id, duty.number, duty.text) for duty in miit("2008-07").snapshot.duties]
    assert miit(release).snapshot.coverage.prose is False


REFORM = [
    ("created", MINISTRY, None, None),
    ("transfer", "工业行业管理有关职责", "国家发展和改革委员会", MINISTRY),
    ("transfer", "职责", "国防科学技术工业委员会", MINISTRY),
    ("transfer", "职责", "信息产业部", MINISTRY),
    ("transfer", "职责", "国务院信息化工作办公室", MINISTRY),
    ("created", "国家国防科技工业局", None, None),
    ("supervision", "国家国防科技工业局", None, MINISTRY),
    ("supervision", "国家烟草专卖局", None, MINISTRY),
    ("abolished", "国防科学技术工业委员会", None, None),
    ("abolished", "信息产业部", None, None),
    ("abolished", "国务院信息化工作办公室", None, None),
    ("transfer", "牵头《烟草控制框架公约》履约职责", MINISTRY, "国家卫生健康委员会"),
]
SINCE_2020 = [
    ("split", "装备工业司", None, "装备工业一司、装备工业二司"),
    ("supervision", "中国互联网协会、中国无线电协会等38家行业协会（商会）", MINISTRY, None),
]


@pytest.mark.parametrize(("release", "later", "dates"), [
    ("2019", [], ["2018-09-13"]), ("2022", SINCE_2020, ["2018-09-13", "2020-01-02", "2020-08-31"]),
])  # fmt: skip
def test_the_pages_tell_movements_in_their_history(
    release: str, later: list[tuple[str, str, str | None, str | None]], dates: list[str]
) -> None:
    found = miit(release).snapshot.transfers
    assert [(t.kind, t.what, t.origin, t.target) for t in found] == [*REFORM, *later]
    assert [t.date for t in found] == ["2008-03-15"] * 11 + dates
    assert [t.excepting for t in found if t.excepting] == ["核电管理"]


@pytest.mark.parametrize("release", ["2019", "2022"])
def test_the_pages_name_the_body_and_its_relations(release: str) -> None:
    snapshot = miit(release).snapshot
    assert (snapshot.name.zh, snapshot.name.en) == (
        "中华人民共和国工业和信息化部", "Ministry of Industry and Information Technology",
    )  # fmt: skip
    assert (snapshot.level, snapshot.language) == ("正部级", "zh")
    assert [plate.zh for plate in snapshot.nameplates] == ["国家航天局", "国家原子能机构"]
    assert [(relation.kind, relation.name.zh) for relation in snapshot.relations] == [
        ("predecessor", "中华人民共和国国防科学技术工业委员会"),
        ("predecessor", "中华人民共和国信息产业部"),
        ("parent", "中华人民共和国国务院"),
    ]
    assert [(basis.text, basis.document) for basis in snapshot.basis] == [
        ("《工业和信息化部主要职责内设机构和人员编制规定》", None),
        ("《中央机构编制委员会办公室关于进一步明确工业和信息化部派驻地方通信管理局主要职责有关事宜的批复》",
         "中央编办复字〔2012〕17号"),
    ]  # fmt: skip


TREATY, MACHINERY = "国家履行《禁止化学武器公约》工作办公室", "国家重大技术装备办公室"
TRADE = "中国国际贸易促进委员会电子信息行业分会"


def test_2019_nameplates_and_levels() -> None:
    snapshot = miit("2019").snapshot
    assert plates(snapshot) == {
        "安全生产司": [(TREATY, None)],
        "装备工业司": [(MACHINERY, None)],
        "无线电管理局": [("国家无线电办公室", None)],
        "国际合作司": [("港澳台办公室", None)],
        "国际经济技术合作中心": [(TRADE, None)],
    }
    assert {unit.name.zh: unit.level for unit in snapshot.units if unit.level} == dict.fromkeys(
        UNIVERSITIES[:4], "副部级"
    )


def test_2022_nameplates_and_levels() -> None:
    snapshot = miit("2022").snapshot
    assert plates(snapshot) == {
        "安全生产司": [(TREATY, None)],
        "原材料工业司": [("稀土办公室", None)],
        "装备工业二司": [(MACHINERY, None)],
        "无线电管理局": [("国家无线电办公室", None)],
        "国际合作司": [("港澳台办公室", None)],
        "中国电子信息产业发展研究院": [("工业和信息化部电子第三研究所", None)],
        "国家工业信息安全发展研究中心": [("工业和信息化部电子第一研究所", None)],
        "中国电子技术标准化研究院": [
            ("工业和信息化部电子工业标准化研究院", None),
            ("工业和信息化部电子第四研究院", None),
        ],
        "中国电子产品可靠性与环境试验研究所": [("中国赛宝实验室", None), ("工业和信息化部电子第五研究所", None)],
        "国际经济技术合作中心": [(TRADE, None)],
        "网络安全产业发展中心": [("信息中心", None)],
        "中国软件评测中心": [("工业和信息化部软件与集成电路促进中心", None)],
    }
    assert {unit.name.zh for unit in snapshot.units if unit.level == "副部级"} == {
        "国家国防科技工业局", "国家烟草专卖局", "国家航天局", "国家原子能机构",
    }  # fmt: skip


def test_2025_nameplates_levels_and_the_unit_managed_by_another() -> None:
    snapshot = miit("2025").snapshot
    assert plates(snapshot) == {
        "安全生产司": [(TREATY, "National Office of Implementation of the Chemical Weapons Convention")],
        "原材料工业司": [("稀土办公室", "Rare Earths Office")],
        "装备工业二司": [(MACHINERY, "National Heavy Machinery Office")],
        "无线电管理局": [("国家无线电办公室", "National Radio Office")],
        "国际合作司": [("港澳台办公室", "Hong Kong, Macao and Taiwan Office")],
        "机关党委": [("巡视工作办公室", None)],
        "中国电子信息产业发展研究院": [("工业和信息化部电子第三研究所", "MIIT Third Electronics Laboratory")],
        "国家工业信息安全发展研究中心": [("工业和信息化部电子第一研究所", "MIIT First Electronics Laboratory")],
        "中国电子技术标准化研究院": [("工业和信息化部电子第四研究院", "MIIT Fourth Electronics Laboratory")],
        "中国电子产品可靠性与环境试验研究所": [("中国赛宝实验室", "China Saibao Laboratory")],
        "中国机电招标中心": [("信息化部政府采购中心", "MIIT Government Procurement Center")],
        "工业和信息化部新闻宣传中心": [("人民邮电报社", "People's Post and Telecommunications Daily Publishing House")],
        "网络安全产业发展中心": [("信息中心", None)],
        "国际经济技术合作中心": [
            (TRADE, "China Council for the Promotion of International Trade, "
                    "Electronics & Information Industry Sub-Council")
        ],
        "中国软件评测中心": [("工业和信息化部软件与集成电路促进中心", None)],
    }  # fmt: skip
    assert {unit.name.zh for unit in snapshot.units if unit.level == "副部级"} == {
        "国家国防科技工业局", "国家烟草专卖局", "国家航天局", "国家原子能机构",
    }  # fmt: skip
    assert {unit.id: unit.managed_by for unit in snapshot.units if unit.managed_by} == {
        "中国软件评测中心": "中国电子信息产业发展研究院"
    }


def test_2025_every_unit_has_an_english_and_a_chinese_name() -> None:
    snapshot = miit("2025").snapshot
    assert all(unit.name.zh and unit.name.en for unit in snapshot.units)
    rows = (KEPT / "miit-encyclopedia-2025.txt").read_text("utf-8").split("\n")
    for found in snapshot.units:
        assert rows[found.locator.line - 1].startswith(f"- {found.name.en} ")
    assert unit(snapshot, "装备工业二司").name.en == "Equipment Production Second Department"
    assert unit(snapshot, "西北工业大学").name.en == "Northwestern Polytechnical University"
    shared = "National Industrial Information Security Development Research Center"
    assert [u.name.zh for u in snapshot.units if u.name.en == shared] == [
        "国家工业信息安全发展研究中心", "网络安全产业发展中心",
    ]  # fmt: skip


def test_2025_the_infobox() -> None:
    snapshot = miit("2025").snapshot
    assert (snapshot.title, snapshot.language) == ("Ministry of Industry and Information Technology", "en")
    assert snapshot.name.zh == "中华人民共和国工业和信息化部"
    assert [(r.kind, r.name.en, r.locator.line) for r in snapshot.relations] == [
        ("predecessor", "Ministry of Information Industry", 6),
        ("parent", "State Council", 25),
        ("child", "State Tobacco Monopoly Administration", 26),
        ("child", "State Administration of Science, Technology and Industry for National Defense", 27),
        ("child", "China National Space Administration", 28),
        ("child", "China Atomic Energy Authority", 29),
        ("child", "State Radio Regulation of China", 30),
    ]
    assert [(p.title, p.holder, p.start, p.end, p.locator.line) for p in snapshot.posts[:11]] == [
        ("Minister", "Li Lecheng", None, None, 9),
        ("Deputy Minister", "Xiong Jijun", None, None, 10),
        ("Deputy Minister", "Xie Yuansheng", None, None, 11),
        ("Deputy Minister", "Xin Guobin", None, None, 12),
        ("Deputy Minister", "Zhang Yunming", None, None, 13),
        ("Deputy Minister", "Xie Shaofeng", None, None, 14),
        ("Leader of Discipline and Inspection & Supervision Team", "Ye Min", None, None, 15),
        ("Director of Information and Communication Administration", "Zhao Zhiguo", None, None, 17),
        ("Director of China Tobacco", "Zhang Jianmin", None, None, 19),
        ("Chief Engineer", "Tian Yulong", None, None, 21),
        ("Chief Economist", "Gao Dongsheng", None, None, 23),
    ]


def test_2025_the_party_secretaries() -> None:
    posts = miit("2025").snapshot.posts[11:]
    assert {post.title for post in posts} == {"Party committee secretary"}
    assert [(post.holder, post.start, post.end) for post in posts] == [
        ("Li Yizhong", "2008-03", "2010-12"),
        ("Miao Wei", "2010-12", "2020-07"),
        ("Xiao Yaqing", "2020-07", "2022-07"),
        ("Jin Zhuanglong", "2022-07", "2025-02"),
        ("Li Lecheng", "2025-02", None),
    ]


def test_2025_the_functions_told_in_prose() -> None:
    snapshot = miit("2025").snapshot
    assert snapshot.coverage.prose is True
    assert [(duty.number, duty.locator.line, duty.text.zh) for duty in snapshot.duties] == [
        (None, 45, None), (None, 45, None), (None, 45, None), (None, 49, None), (None, 49, None),
    ]  # fmt: skip
    assert [duty.text.en for duty in snapshot.duties] == [
        "The ministry is responsible for industrial development, policy, and standards.",
        "It also oversees industry operations monitoring, innovation, and information technology and approves "
        "fixed-asset investment projects in industry, communications, and information technology.",
        "It is the government body primarily responsible for supervising product standards.",
        "The ministry is responsible for the current iteration of the Thousand Talents Plan called Qiming.",
        "All apps provided in app stores require pre-approval from the ministry since 2023.",
    ]


def test_2025_the_one_transfer() -> None:
    (found,) = miit("2025").snapshot.transfers
    assert (found.kind, found.what, found.origin, found.target, found.date, found.locator.line) == (
        "transfer", "the regulation and control of tobacco consumption",
        "Ministry of Industry and Information Technology", "National Health Commission", "2018", 169,
    )  # fmt: skip
    assert found.includes == ("the implementation of the WHO Framework Convention on Tobacco Control",)


DEPUTIES_2022 = [
    ("陈肇雄", "2015-10", "2020-05", []), ("张克俭", "2018-05", None, [12]), ("刘利华", "2011-02", "2018-02", []),
    ("辛国斌", "2015-07", None, [12]), ("罗文", "2017-07", "2019-01", []), ("王江平", "2018-03", None, [12]),
    ("王志军", "2019-01", "2022-04", []), ("刘烈宏", "2020-07", "2021-09", []), ("徐晓兰", "2021-07-14", None, [12]),
    ("张云明", "2022-02", None, [12]),
]  # fmt: skip


def terms(snapshot: Snapshot, title: str) -> list[tuple[str, str | None, str | None, list[int]]]:
    posts = [post for post in snapshot.posts if post.title == title]
    return [(post.holder, post.start, post.end, [also.line for also in post.also]) for post in posts]


def test_2019_the_leaders() -> None:
    snapshot = miit("2019").snapshot
    assert terms(snapshot, "部长") == [("李毅中", "2008-03-17", "2010-12-25", []), ("苗圩", "2010-12-25", None, [10])]
    assert terms(snapshot, "副部长") == [
        ("王江平", None, None, []), ("王志军", None, None, []),
        ("陈肇雄", "2015-10", None, [12]), ("张克俭", "2018-05", None, [12]), ("刘利华", "2011-02", "2018-02", []),
        ("辛国斌", "2015-07", None, [12]), ("罗文", "2017-07", None, []),
    ]  # fmt: skip
    assert Counter(post.title for post in snapshot.posts) == {
        "部长": 2, "副部长": 7, "党组书记": 2, "党组成员": 9, "纪检监察组长": 1, "总经济师": 1, "总工程师": 1,
        "中央纪委驻部纪检组组长": 1, "中央纪委国家监委驻部纪检监察组组长": 1,
    }  # fmt: skip
    assert [post.note for post in snapshot.posts if post.note] == ["兼国家烟草专卖局局长"]


def test_2022_the_leaders() -> None:
    snapshot = miit("2022").snapshot
    assert terms(snapshot, "部长") == [
        ("李毅中", "2008-03-17", "2010-12-25", []), ("苗圩", "2010-12-25", "2020-08-11", []),
        ("肖亚庆", "2020-08-11", None, [10]),
    ]  # fmt: skip
    assert terms(snapshot, "党组书记") == [
        ("李毅中", "2008-03-17", "2010-12-25", []), ("苗圩", "2010-12-25", "2020-07-31", []),
        ("肖亚庆", "2020-07-31", None, []),
    ]  # fmt: skip
    assert terms(snapshot, "副部长") == DEPUTIES_2022
    assert terms(snapshot, "总工程师") == [("田玉龙", None, None, []), ("韩夏", None, None, [])]
    assert Counter(post.title for post in snapshot.posts) == {
        "部长": 3, "副部长": 10, "党组书记": 3, "党组成员": 14, "纪检监察组长": 1, "总工程师": 2, "总经济师": 1,
        "中央纪委驻部纪检组组长": 1, "中央纪委国家监委驻部纪检监察组组长": 1,
    }  # fmt: skip
    assert {post.holder: post.note for post in snapshot.posts if post.note} == {
        "徐晓兰": "女，致公党", "张建民": "兼国家烟草专卖局局长",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("release", "findings"),
    [
        ("2019", [("duties-told-elsewhere", 42, None), ("offices-not-counted", 97, None), ("incomplete-list", 193, None),
                  ("holders-disagree", 198, None), ("incomplete-list", 206, None), ("incomplete-list", 209, None),
                  ("incomplete-list", 216, None)]),
        ("2022", [("duties-told-elsewhere", 41, None), ("broken-markup", 46, None), ("duties-told-elsewhere", 51, None),
                  ("offices-not-counted", 101, None), ("incomplete-list", 201, None), ("incomplete-list", 219, None),
                  ("incomplete-list", 222, None), ("incomplete-list", 229, None)]),
        ("2025", [("duties-told-elsewhere", 33, None), ("third-party-claim", 47, None), ("not-a-function", 49, None),
                  ("not-a-function", 49, None), ("not-a-function", 49, None), ("damaged-name", 64, "节能与综合利用"),
                  ("damaged-name", 70, "结合推进司"), ("offices-not-counted", 79, None),
                  ("names-disagree", 133, "中国机电招标中心"), ("damaged-nameplate", 133, "中国机电招标中心"),
                  ("same-english-name", 138, "网络安全产业发展中心"), ("prose-not-read", 169, None), ("prose-not-read", 171, None)]),
    ],
)  # fmt: skip
def test_what_the_readers_doubt_and_nothing_else(release: str, findings: list[tuple[str, int, str | None]]) -> None:
    found = miit(release).snapshot.findings
    assert [(finding.kind, finding.locator.line, finding.about) for finding in found] == findings


@pytest.mark.parametrize(
    ("file", "units", "duties", "transfers"),
    [
        ("mee-2018.txt", {"internal": 24, "nameplate": 1, "regional": 13, "subordinate": 24, "enterprise": 1,
                          "association": 5}, 15, 10),
        ("mep-2008.txt", {"internal": 19, "subordinate": 20, "regional": 12, "association": 5}, 31, 14),
        ("tobacco.txt", {"internal": 13, "subordinate": 8, "垂直管理机构": 31}, 10, 20),
    ],
)  # fmt: skip
def test_pages_on_other_bodies_are_read_by_the_same_rules(
    file: str, units: dict[str, int], duties: int, transfers: int
) -> None:
    path = SHARED / file
    if not path.exists():
        pytest.skip(f"{file} is not on this machine")
    found = read(Document(file, path.read_bytes(), "CC BY-SA"), body="other", release="2018")
    assert Counter(unit.group for unit in found.snapshot.units) == units
    assert (found.counts["duties"], found.counts["transfers"]) == (duties, transfers)
    assert [fate.line for fate in found.fates] == list(range(1, len(path.read_text("utf-8").splitlines()) + 1))
