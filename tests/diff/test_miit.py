"""What changed between the four releases of the shipped record, each change and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gen.diff import diff
from gen.model.change import Changes
from gen.store import Store
from tests.diff.apply import applied, state
from tests.diff.shape import shape
from tests.diff.test_laws import assert_balanced

STORE = Store(Path(__file__).parents[2] / "snapshots")
Compared = Callable[[str, str], Changes]


@pytest.fixture(scope="module")
def compared() -> Compared:
    held = {release: STORE.load(f"miit@{release}").snapshot for release in ("2008-07", "2019", "2022", "2025")}
    return lambda old, new: diff(held[old], held[new])


def test_from_2019_to_2022_the_units_changed_like_this_and_no_other_way(compared: Compared) -> None:
    assert shape(compared("2019", "2022")) == [
        "split: 装备工业司 → 装备工业一司 & 装备工业二司",
        "merged: 政策法规司 & 产业政策司 → 产业政策与法规司",
        "renamed: 信息化和软件服务业司 → 信息技术发展司 (name: 信息化和软件服务业司 → 信息技术发展司)?",
        "renamed: 信息中心 → 网络安全产业发展中心 (name: 信息中心 → 网络安全产业发展中心) (nameplate:  → 信息中心)",
        "amended: 原材料工业司 → 原材料工业司 (nameplate:  → 稀土办公室)",
        "amended: 中国电子信息产业发展研究院 → 中国电子信息产业发展研究院 (nameplate:  → 工业和信息化部电子第三研究所)",
        "amended: 国家工业信息安全发展研究中心 → 国家工业信息安全发展研究中心 (nameplate:  → 工业和信息化部电子第一研究所)",
        "amended: 中国电子技术标准化研究院 → 中国电子技术标准化研究院 (nameplate:  → 工业和信息化部电子工业标准化研究院、工业和信息化部电子第四研究院)",
        "amended: 中国电子产品可靠性与环境试验研究所 → 中国电子产品可靠性与环境试验研究所 (nameplate:  → 中国赛宝实验室、工业和信息化部电子第五研究所)",
        "added:  → 装备工业发展中心",
        "added:  → 中国工业互联网研究院",
        "added:  → 中国互联网络信息中心",
        "added:  → 中国软件评测中心",
    ]


def test_the_split_of_2020_is_declared_and_says_where_the_nameplate_went(compared: Compared) -> None:
    split = compared("2019", "2022").changes[0]
    assert [(ground.code, ground.facts[-1]) for ground in split.evidence] == [
        ("declared", "miit@2022:miit-2022:51"),
        ("nameplate-goes-to", "装备工业二司"),
    ]
    assert split.new[1].nameplates[0].zh == "国家重大技术装备办公室"


def test_from_2019_to_2022_no_duty_changed(compared: Compared) -> None:
    changes = compared("2019", "2022")
    assert shape(changes, "duty") == []
    assert (changes.ledger["duty"].old, changes.ledger["duty"].kept, changes.ledger["duty"].new) == (15, 15, 15)


def test_from_2019_to_2022_the_leaders_changed_like_this_and_no_other_way(compared: Compared) -> None:
    changes = compared("2019", "2022")
    said = [
        f"{c.kinds[0]} {c.old[0].name.zh if c.old else c.new[0].name.zh}: "
        f"{c.old[0].text if c.old else ''} → {c.new[0].text if c.new else ''}"
        for c in changes.changes
        if c.subject == "post"
    ]
    assert said == [
        "amended 总经济师: 王新哲 → 许科敏",
        "amended 部长: 苗圩（2010-12-25 –） → 苗圩（2010-12-25 – 2020-08-11）",
        "amended 副部长: 陈肇雄（2015-10 –） → 陈肇雄（2015-10 – 2020-05）",
        "amended 副部长: 罗文（2017-07 –） → 罗文（2017-07 – 2019-01）",
        "amended 副部长: 王志军 → 王志军（2019-01 – 2022-04）",
        "amended 党组书记: 苗圩（2010-12-25 –） → 苗圩（2010-12-25 – 2020-07-31）",
        "amended 党组成员: 陈肇雄（2015-10 –） → 陈肇雄（2015-10 – 2020-05）",
        "amended 党组成员: 罗文（2017-07 –） → 罗文（2017-07 – 2019-01）",
        "amended 党组成员: 张峰（2016-12 –） → 张峰（2016-12 – 2020-01）",
        "added 总工程师:  → 田玉龙",
        "added 总工程师:  → 韩夏",
        "added 部长:  → 肖亚庆（2020-08-11 –）",
        "added 副部长:  → 刘烈宏（2020-07 – 2021-09）",
        "added 副部长:  → 徐晓兰（2021-07-14 –）",
        "added 副部长:  → 张云明（2022-02 –）",
        "added 党组书记:  → 肖亚庆（2020-07-31 –）",
        "added 党组成员:  → 王志军（2019-01 – 2022-04）",
        "added 党组成员:  → 田玉龙（2020-01 –）",
        "added 党组成员:  → 刘烈宏（2020-07 – 2021-09）",
        "added 党组成员:  → 张云明（2022-02 –）",
        "removed 总工程师: 陈因 → ",
    ]


def test_from_2019_to_2022_nothing_is_folded_and_only_an_incomplete_list_is_not_comparable(compared: Compared) -> None:
    changes = compared("2019", "2022")
    assert changes.folded == ()
    assert [(n.subject, n.why, n.old, n.new) for n in changes.not_comparable] == [("post", "old-omits", 0, 1)]


def test_from_2008_to_2019_the_duties_are_kept_and_the_units_not_comparable(compared: Compared) -> None:
    changes = compared("2008-07", "2019")
    assert changes.changes == ()
    assert changes.ledger["duty"].kept == 15
    assert [(n.subject, n.why, n.old, n.new) for n in changes.not_comparable] == [
        ("unit", "old-silent", 0, 88),
        ("post", "old-silent", 0, 25),
    ]
    assert [d.transfer.kind for d in changes.declared if d.side == "old"] == [
        "transfer", "transfer", "carve-out", "transfer", "carve-out", "carve-out", "supervision", "transfer",
    ]  # fmt: skip


def test_from_2022_to_2025_the_units_changed_like_this_and_no_other_way(compared: Compared) -> None:
    changes = compared("2022", "2025")
    assert shape(changes) == [
        "renamed+amended: 中国机电设备招标中心 → 中国机电招标中心 (name: 中国机电设备招标中心 → 中国机电招标中心) (nameplate:  → 信息化部政府采购中心)",
        "renamed: 人民邮电报社 → 工业和信息化部新闻宣传中心 (name: 人民邮电报社 → 工业和信息化部新闻宣传中心) (nameplate:  → 人民邮电报社)",
        "renamed: 中小企业发展促进中心 → 中国中小企业发展促进中心 (name: 中小企业发展促进中心 → 中国中小企业发展促进中心)",
        "amended: 节能与综合利用司 → 节能与综合利用 (name: 节能与综合利用司 → 节能与综合利用)",
        "amended: 军民结合推进司 → 结合推进司 (name: 军民结合推进司 → 结合推进司)",
        "amended: 机关党委 → 机关党委 (nameplate:  → 巡视工作办公室)",
        "amended: 中国电子技术标准化研究院 → 中国电子技术标准化研究院 (nameplate: 工业和信息化部电子工业标准化研究院 → )",
        "amended: 中国电子产品可靠性与环境试验研究所 → 中国电子产品可靠性与环境试验研究所 (nameplate: 工业和信息化部电子第五研究所 → )",
        "added:  → 高新技术司",
        "added:  → 火炬高技术产业开发中心",
        "added:  → 中国互联网协会",
    ]
    damaged = [c for c in changes.changes if c.kinds == ("amended",) and c.details[0].aspect == "name"]
    assert len(damaged) == 2
    assert all(change.findings for change in damaged)


def test_from_2022_to_2025_prose_and_other_languages_are_not_comparable(compared: Compared) -> None:
    assert [(n.subject, n.why, n.old, n.new) for n in compared("2022", "2025").not_comparable] == [
        ("duty", "prose-against-list", 15, 5),
        ("post", "languages-differ", 36, 16),
    ]


@pytest.mark.parametrize("pair", [("2019", "2022"), ("2022", "2019"), ("2022", "2025"), ("2008-07", "2022")])
def test_the_ledger_of_every_real_pair_balances(compared: Compared, pair: tuple[str, str]) -> None:
    for entry in compared(*pair).ledger.values():
        assert_balanced(entry)


def test_the_changes_turn_the_real_state_of_2019_into_that_of_2022(compared: Compared) -> None:
    old, new = (STORE.load(f"miit@{release}").snapshot for release in ("2019", "2022"))
    (units, duties), (new_units, new_duties) = applied(old, compared("2019", "2022")), state(new)
    assert duties == new_duties
    # A level that only the new page states is no change, so it is left out of the comparison.
    assert {(*unit[:3], unit[4]) for unit in units} == {(*unit[:3], unit[4]) for unit in new_units}
