from gen.model.record import Text
from gen.report.build import build
from tests.builders import snapshot, unit
from tests.report import sample
from tests.report.sample import CHANGES


def structure(old, new, *changes, language="zh"):
    made = CHANGES.model_copy(update={"changes": changes, "not_comparable": ()})
    return build(made, old, new, language).structure


def groups(*args, **keys):
    return {group.name: group for group in structure(*args, **keys).groups}


def side(name, *path, group="internal"):
    made = sample.of(sample.OLD, "办公厅")[0]
    return made.model_copy(update={"id": name, "name": Text(zh=name), "path": (sample.BODY, *path), "group": group})


def added(number, name, *path):
    return sample.change(f"U{number}", "unit", "added", new=(side(name, *path),))


def test_what_did_not_change_is_named():
    found = groups(sample.OLD, sample.NEW, *CHANGES.changes)
    assert found["直属事业单位"].named == "其余1个未变：人才交流中心"
    assert found["内设机构"].named.startswith("其余12个未变：办公厅、规划司、财务司")


def test_of_many_unchanged_units_as_many_are_named_as_there_is_room_for():
    many = snapshot(*(unit(f"第{n}研究所") for n in range(300)), release="2022")
    (group,) = structure(many, many).groups
    assert group.named.startswith("300个均未变：第0研究所、第1研究所")
    assert group.named.endswith("等")
    assert len(group.named) < 200


def test_of_nested_unchanged_units_the_outermost_are_named():
    nested = snapshot(unit("规划司", unit("综合处"), unit("发展处")), release="2022")
    assert [group.named for group in structure(nested, nested).groups] == ["3个均未变：规划司等"]


def test_one_unchanged_unit_with_a_very_long_name_is_counted_only():
    long = snapshot(unit("长" * 1000, id="u1"), release="2022")
    assert [group.named for group in structure(long, long).groups] == ["1个均未变"]


def test_events_under_one_unit_stand_together_and_say_under_which():
    new = snapshot(
        unit("规划司", unit("甲处"), unit("丁处")), unit("财务司", unit("乙处", unit("丙科"))), release="2022"
    )
    old = snapshot(unit("规划司", unit("旧处")), unit("财务司"), release="2019")
    gone = sample.change("U9", "unit", "removed", old=(side("旧处", "规划司"),))
    events = (added(1, "丙科", "财务司", "乙处"), added(2, "乙处", "财务司"), added(3, "甲处", "规划司"), gone)
    (group,) = structure(old, new, *events).groups
    assert [(row.id, row.under) for row in group.rows] == [
        ("U3", "规划司"),
        ("U9", "规划司"),
        ("U2", "财务司"),
        ("U1", "财务司 › 乙处"),
    ]


def test_of_very_many_events_the_outer_and_weightier_are_drawn_and_the_rest_counted():
    units = [unit(f"甲{n}处") for n in range(70)]
    new = snapshot(unit("规划司", *units), unit("新司"), release="2022")
    events = [added(n, f"甲{n}处", "规划司") for n in range(70)]
    renamed = sample.change("U98", "unit", "renamed", old=(side("旧处", "规划司"),), new=(side("甲69处", "规划司"),))
    (group,) = structure(snapshot(), new, *events[:69], renamed, added(99, "新司")).groups
    assert len(group.rows) == 60
    assert {"U98", "U99"} <= {row.id for row in group.rows}
    assert group.more == "另有11处变化未绘（新增11项），见“机构变化”。"
    assert group.rest == "其余1个未变"


def test_few_events_are_all_drawn():
    assert {group.more for group in structure(sample.OLD, sample.NEW, *CHANGES.changes).groups} == {""}


def test_the_unit_that_goes_on_is_marked_on_its_side():
    old, new = (side("甲司"), side("乙司")), (side("甲司"),)
    merged = sample.change("U1", "unit", "merged", old=old, new=new, survivor="乙司")
    after = snapshot(unit("甲司"), release="2022")
    (group,) = structure(snapshot(unit("甲司"), unit("乙司")), after, merged).groups
    assert group.rows[0].goes_on == ("old", 1, "继续存在")
    split = sample.change("U1", "unit", "split", old=new, new=old, survivor="甲司")
    (group,) = structure(after, snapshot(unit("甲司"), unit("乙司"), release="2023"), split).groups
    assert group.rows[0].goes_on == ("new", 0, "继续存在")


def test_without_a_survivor_none_is_marked():
    marks = [row.goes_on for group in structure(sample.OLD, sample.NEW, *CHANGES.changes).groups for row in group.rows]
    assert set(marks) == {None}


def test_of_a_merger_of_very_many_units_the_first_are_named():
    old = tuple(side(f"甲{n}司") for n in range(20))
    merged = sample.change("U1", "unit", "merged", old=old, new=(side("乙司"),), survivor="甲19司")
    after = snapshot(unit("乙司"), release="2022")
    (row,) = structure(snapshot(), after, merged).groups[0].rows
    assert (len(row.old), row.old[-1], row.goes_on) == (9, "另12个", None)


def test_very_many_groups_without_events_are_told_as_one():
    many = snapshot(*(unit(f"甲{n}", group=f"组{n}") for n in range(100)), release="2022")
    found = structure(many, many).groups
    assert (len(found), found[-1].name, found[-1].counts) == (25, "其他76类", "76 → 76 个")
    assert found[-1].rest == "76个均未变"
