import pytest

from gen.diff import diff
from gen.model.record import Text
from gen.report.build import build
from gen.report.model import Holder
from tests.builders import duty, snapshot, unit
from tests.report import sample


def flows(old, new, language="zh", changes=None):
    found = changes or diff(old, new, old_sha256="a" * 64, new_sha256="b" * 64)
    return build(found, old, new, language).flows


def told(found):
    return [(flow.old.name, flow.new.name, flow.units, flow.duties, flow.ids) for flow in found.rows]


def by_hand(*changes):
    return sample.CHANGES.model_copy(update={"changes": changes})


TEXTS = ("组织拟订工业行业规划和产业政策", "监测分析工业运行态势并发布信息", "指导工业行业安全生产管理工作")
OLD = snapshot(
    unit("规划司", unit("综合处"), duties=[duty(TEXTS[0], "（一）", "d1"), duty(TEXTS[1], "（二）", "d2")]),
    unit("财务司", duties=[duty(TEXTS[2], "（一）", "d3")]),
    release="2019",
)
NEW = snapshot(
    unit("规划司", duties=[duty(TEXTS[0], "（一）", "d1")]),
    unit("财务司", unit("综合处"), duties=[duty(TEXTS[2], "（一）", "d3"), duty(TEXTS[1], "（二）", "d2")]),
    release="2020",
)


def test_a_unit_and_a_duty_that_went_the_same_way_are_one_flow():
    (flow,) = flows(OLD, NEW).rows
    assert (flow.old, flow.new, flow.units, flow.duties) == (Holder("规划司", ""), Holder("财务司", ""), 1, 1)
    assert (flow.ids, flow.label, flow.mark.kind) == (("U1", "D1"), "U1、D1", "reassigned")
    assert (flow.doubtful, flow.stays) == (False, "")


def test_the_other_way_round_the_flow_is_turned_round():
    assert told(flows(NEW, OLD)) == [(new, old, *rest) for old, new, *rest in told(flows(OLD, NEW))]


def test_where_nothing_moved_there_is_no_flow():
    found = flows(OLD, OLD)
    assert (found.rows, found.rest) == ((), "")


def test_what_was_added_removed_or_reworded_is_no_flow():
    changed = snapshot(
        unit("规划司", unit("综合处"), duties=[duty(TEXTS[0] + "并监督落实", "（一）", "d1")]),
        unit("财务司", duties=[duty(TEXTS[2], "（一）", "d3")]),
        unit("科技司"),
        release="2020",
    )
    assert flows(OLD, changed).rows == ()


def test_duties_that_stay_with_a_renamed_holder_are_no_flow():
    split = sample.change(
        "D1",
        "duty",
        "split",
        old=(sample.of_duty(duty(TEXTS[0], "（一）"), "规划司", "综合处"),),
        new=tuple(sample.of_duty(duty(text, "（一）"), "规划局", "综合处") for text in TEXTS[:2]),
    )
    renamed = sample.change("U1", "unit", "renamed", old=sample.of(OLD, "规划司"), new=(_side("规划局"),))
    assert flows(OLD, NEW, changes=by_hand(renamed, split)).rows == ()
    assert len(flows(OLD, NEW, changes=by_hand(split)).rows) == 1


def _side(name, *path):
    side = sample.of(OLD, "规划司")[0]
    return side.model_copy(update={"id": name, "name": Text(zh=name), "path": (sample.BODY, *path)})


def test_a_split_and_a_merger_flow_between_the_units_themselves():
    found = flows(sample.OLD, sample.NEW, changes=by_hand(*sample.UNIT_CHANGES[:2]))
    assert told(found) == [
        ("政策法规司", "产业政策与法规司", 1, 0, ("U2",)),
        ("产业政策司", "产业政策与法规司", 1, 0, ("U2",)),
        ("装备工业司", "装备工业一司", 1, 0, ("U1",)),
        ("装备工业司", "装备工业二司", 1, 0, ("U1",)),
    ]
    assert [flow.mark.kind for flow in found.rows] == ["merged", "merged", "split", "split"]


def test_the_unit_that_goes_on_after_a_split_is_shown_and_counted_as_nothing_moved():
    new = (_side("规划司"), _side("发展司"))
    change = sample.change("U1", "unit", "split", old=sample.of(OLD, "规划司"), new=new, survivor="规划司")
    rows = flows(OLD, NEW, changes=by_hand(change)).rows
    assert {(flow.new.name, flow.units, flow.stays) for flow in rows} == {("规划司", 0, "继续存在"), ("发展司", 1, "")}


def test_a_move_between_groups_flows_between_the_groups():
    (flow,) = flows(sample.OLD, sample.NEW, changes=by_hand(sample.UNIT_CHANGES[4])).rows
    assert (flow.old.name, flow.new.name) == ("内设机构", "直属事业单位")


def test_a_duty_of_the_body_flows_from_the_body():
    (flow,) = flows(sample.OLD, sample.NEW, changes=by_hand(sample.OTHER_CHANGES[0])).rows
    assert (flow.old, flow.new.name) == (Holder(sample.BODY, ""), "装备工业二司")


def test_a_flow_that_awaits_a_ruling_is_doubtful():
    likely = sample.UNIT_CHANGES[0].model_copy(update={"status": "likely"})
    assert all(flow.doubtful for flow in flows(sample.OLD, sample.NEW, changes=by_hand(likely)).rows)


def test_many_flows_are_cut_to_the_largest_and_the_rest_is_counted():
    changes = [
        sample.change(f"D{n}", "duty", "reassigned", old=(_duty(f"甲{n}"),), new=(_duty(f"乙{n}"),))
        for n in range(1, 60)
    ]
    changes += [
        sample.change(f"D{n}", "duty", "reassigned", old=(_duty("丙"),), new=(_duty("丁"),)) for n in range(60, 65)
    ]
    found = flows(OLD, NEW, changes=by_hand(*changes))
    assert len(found.rows) == 40
    assert ("丙", "丁", 0, 5) in [flow[:4] for flow in told(found)]
    assert found.rest == "另有20条较小的流向未列（机构0、职责20），见各项变化表。"
    assert next(flow.label for flow in found.rows if flow.duties == 5) == "D60、D61、D62 等另2项"


def _duty(holder):
    return sample.of_duty(duty(TEXTS[0]), holder)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_editions_tell_the_same_flows(language):
    found = flows(sample.OLD, sample.NEW, language, sample.CHANGES)
    assert [flow.ids for flow in found.rows] == [
        flow.ids for flow in flows(sample.OLD, sample.NEW, "zh", sample.CHANGES).rows
    ]


def test_every_id_of_a_flow_is_one_of_the_changes():
    found = diff(OLD, NEW, old_sha256="a" * 64, new_sha256="b" * 64)
    assert {ident for flow in flows(OLD, NEW).rows for ident in flow.ids} <= {change.id for change in found.changes}
