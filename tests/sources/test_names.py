from __future__ import annotations

import pytest

from gen.sources.names import Entry, bilingual, brackets, entry, level_of, split_outside
from gen.sources.people import Person, people, person, post_title

T = tuple[str | None, str | None]


def plates(found: Entry) -> list[T]:
    return [(plate.zh, plate.en) for plate in found.nameplates]


@pytest.mark.parametrize(
    ("text", "zh", "en", "level", "nameplates"),
    [
        ("办公厅", "办公厅", None, None, []),
        ("General Office (办公厅)", "办公厅", "General Office", None, []),
        ("Second Department 装备工业二司（Heavy Machinery Office — 国家重大技术装备办公室）", "装备工业二司", "Second Department", None,
         [("国家重大技术装备办公室", "Heavy Machinery Office")]),
        ("Northwestern Polytechnical University 西北工业大学", "西北工业大学", "Northwestern Polytechnical University", None, []),
        ("西北工业大学 Northwestern Polytechnical University", "西北工业大学", "Northwestern Polytechnical University", None, []),
        ("Party Committees (机关党委)（巡视工作办公室）", "机关党委", "Party Committees", None, [("巡视工作办公室", None)]),
        ("Energy Department (节能与综合利用 )", "节能与综合利用", "Energy Department", None, []),
        ("Atomic Energy Authority (国家原子能机构)（Sub-ministerial level)", "国家原子能机构", "Atomic Energy Authority", "副部级", []),
        ("北京理工大学（副部级）", "北京理工大学", None, "副部级", []),
        ("Research Institute (标准化研究院)（First Laboratory—电子第一研究所）", "标准化研究院", "Research Institute", None,
         [("电子第一研究所", "First Laboratory")]),
        ("Laboratory (试验研究所)（China Saibao Laboratory —中国赛宝实验室）", "试验研究所", "Laboratory", None,
         [("中国赛宝实验室", "China Saibao Laboratory")]),
        ("Centre (网络安全产业发展中心 - 信息中心）", "网络安全产业发展中心", "Centre", None, [("信息中心", None)]),
        ("MIIT Talent Exchange Center ( 人才交流中心)", "人才交流中心", "MIIT Talent Exchange Center", None, []),
        ("标准化研究院（电子工业标准化研究院、电子第四研究院）", "标准化研究院", None, None,
         [("电子工业标准化研究院", None), ("电子第四研究院", None)]),
        ("安全生产司（国家履行《禁止化学武器公约、条约》工作办公室）", "安全生产司", None, None,
         [("国家履行《禁止化学武器公约、条约》工作办公室", None)]),
        ("国际合作司（Hong Kong, Macao and Taiwan Office — 港澳台办公室）", "国际合作司", None, None,
         [("港澳台办公室", "Hong Kong, Macao and Taiwan Office")]),
        ("办公厅（General Office）", "办公厅", "General Office", None, []),
        ("规划司（原材料办公室）", "规划司", None, None, [("原材料办公室", None)]),
        ("综合科（挂开发区管理科牌子）", "综合科", None, None, [("开发区管理科", None)]),
        ("网络安全产业发展中心 — 信息中心", "网络安全产业发展中心", None, None, [("信息中心", None)]),
        ("中国-东盟环境保护合作中心", "中国-东盟环境保护合作中心", None, None, []),
        ("经济、科技和社会保障司", "经济、科技和社会保障司", None, None, []),
        ("无线电台(站)管理局", "无线电台(站)管理局", None, None, []),
        ("TCL集团", "TCL集团", None, None, []),
        ("（稀土办公室）", "（稀土办公室）", None, None, []),
    ],
)  # fmt: skip
def test_a_list_item_gives_names_level_and_nameplates(
    text: str, zh: str | None, en: str | None, level: str | None, nameplates: list[T]
) -> None:
    found = entry(text)
    assert (found.zh, found.en, found.level, plates(found)) == (zh, en, level, nameplates)
    assert (found.manager, found.unread) == (None, [])


@pytest.mark.parametrize(
    "text",
    [
        "中国软件评测中心（软件促进中心，中国电子信息产业发展研究院代管）",
        "中国软件评测中心（软件促进中心）（由中国电子信息产业发展研究院代管）",
    ],
)
def test_a_unit_managed_by_another_names_its_manager(text: str) -> None:
    found = entry(text)
    assert found.manager == "中国电子信息产业发展研究院"
    assert plates(found) == [("软件促进中心", None)]


def test_managed_by_is_read_in_english() -> None:
    assert entry("Testing Center (managed by the Research Academy)").manager == "Research Academy"


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("办公厅（正在筹建）", "正在筹建"),
        ("办公厅（原秘书局）", "原秘书局"),
        ("Ministry of Industry (MII)", "MII"),
        ("Office (established 1998)", "established 1998"),
        ("办公厅（秘书局", "办公厅（秘书局"),
    ],
)
def test_a_bracket_that_is_not_understood_is_kept_apart(text: str, unread: str) -> None:
    assert entry(text).unread == [unread]
    assert entry(text).nameplates == []


def test_brackets_close_at_either_width_and_only_at_the_end() -> None:
    assert brackets("甲(乙）（丙)") == ("甲", ["乙", "丙"])
    assert brackets("甲（乙（丙））") == ("甲", ["乙（丙）"])
    assert brackets("甲）") == ("甲）", [])


def test_separators_inside_titles_do_not_split() -> None:
    assert split_outside("《甲、乙》、丙（丁、戊）、、", "、") == ["《甲、乙》", "丙（丁、戊）"]


def test_a_very_long_text_is_one_name() -> None:
    assert bilingual("a - " * 200) == (None, ("a - " * 200).strip())


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Sub-ministerial level", "副部级"),
        ("副部长级", "副部级"),
        ("正部级", "正部级"),
        ("正司级", "正厅级"),
        ("县处级", "正处级"),
        ("甲级", None),
    ],
)
def test_levels_have_one_vocabulary(text: str, level: str | None) -> None:
    assert level_of(text) == level


def test_a_person_has_a_name_a_term_and_notes() -> None:
    assert person("徐晓兰（女，致公党）（2021年7月14日至今）") == Person(
        "徐晓兰", "2021-07-14", None, "女，致公党", dated=True
    )
    assert person("苗　圩") == Person("苗圩")
    assert person("张三（2012年）") == Person("张三", note="2012年")
    assert person("……") is None


def test_several_persons_are_split_outside_their_brackets() -> None:
    assert people("张建民（兼国家烟草专卖局局长、党组书记）、张　峰") == [
        Person("张建民", note="兼国家烟草专卖局局长、党组书记"),
        Person("张峰"),
    ]


def test_other_members_hold_the_post_of_members() -> None:
    assert post_title("其他党组成员") == "党组成员"
    assert post_title("其他") == "其他"
