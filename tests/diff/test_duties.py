"""Which duty became which, and what is not a change."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from gen.diff import diff
from gen.diff.normal import ordinal
from gen.model.change import Changes, Detail
from gen.model.record import Coverage, Snapshot, Text
from gen.model.ruling import Ruling
from tests.builders import EVERYTHING, duties, duty, snapshot, unit
from tests.diff.apply import applied, state
from tests.diff.generate import pairs
from tests.diff.shape import shape
from tests.diff.test_laws import assert_balanced

RADIO = "统一配置和管理无线电频谱资源，依法监督管理无线电台(站)，负责卫星轨道位置的协调和管理。"
SMALL = "负责中小企业发展的宏观指导，会同有关部门拟订促进中小企业发展的相关政策和措施。"
LAST = "承办国务院交办的其他事项。"


def test_renumbering_alone_is_folded() -> None:
    changes = diff(
        snapshot(duties=duties(RADIO, SMALL, LAST)), snapshot(duties=duties(SMALL, RADIO, LAST), release="2022")
    )
    assert changes.changes == ()
    assert [(f.kind, f.what, f.count) for f in changes.folded] == [("renumbered", "duty", 2)]


def test_the_same_number_written_in_another_way_is_no_renumbering() -> None:
    old, new = (
        snapshot(duties=[duty(SMALL, number)], release=r) for number, r in (("（十五）", "2019"), ("15.", "2022"))
    )
    assert diff(old, new).folded == ()


def test_spacing_and_width_are_folded() -> None:
    old = snapshot(duties=duties(RADIO, SMALL))
    new = snapshot(
        duties=duties(RADIO.replace("(", "（").replace(")", "）"), SMALL.replace("，", "， ")), release="2022"
    )
    changes = diff(old, new)
    assert changes.changes == ()
    assert {(f.kind, f.count) for f in changes.folded} == {("width", 1), ("spacing", 1)}


def test_an_amended_duty_has_a_redline_that_gives_both_wordings() -> None:
    new = SMALL.replace("宏观指导", "指导和服务")
    (change,) = diff(snapshot(duties=duties(RADIO, SMALL)), snapshot(duties=duties(RADIO, new), release="2022")).changes
    assert (change.id, change.kinds, change.status) == ("D1", ("amended",), "fact")
    assert ("".join(t for m, t in change.redline if m != "+"), "".join(t for m, t in change.redline if m != "-")) == (
        SMALL,
        new,
    )


def test_a_duty_under_another_unit_is_reassigned() -> None:
    old = snapshot(unit("规划司", duties=duties(SMALL, LAST)), unit("科技司", duties=[duty(RADIO, id="k1")]))
    new = snapshot(unit("规划司", duties=[duty(LAST, id="g1")]), unit("科技司", duties=[duty(RADIO, id="k1"), duty(SMALL, id="k2")]), release="2022")  # fmt: skip
    assert shape(diff(old, new), "duty") == ["reassigned: 规划司 → 科技司 (holder: 规划司 → 科技司)"]


def test_the_duties_of_a_renamed_unit_follow_in_silence() -> None:
    old = snapshot(unit("信息化推进司", duties=duties(SMALL, RADIO)))
    new = snapshot(unit("信息化发展司", duties=duties(SMALL, RADIO)), release="2022")
    assert shape(diff(old, new), "duty") == []


def test_a_split_says_which_part_took_which_duty() -> None:
    old = snapshot(unit("装备司", duties=duties(SMALL, RADIO)))
    new = snapshot(
        unit("装备一司", duties=[duty(SMALL, id="a")]), unit("装备二司", duties=[duty(RADIO, id="b")]), release="2022"
    )
    assert shape(diff(old, new), "duty") == [
        "reassigned: 装备司 → 装备一司 (holder: 装备司 → 装备一司)",
        "reassigned: 装备司 → 装备二司 (holder: 装备司 → 装备二司)",
    ]


def test_added_and_removed_duties_are_said_as_such() -> None:
    changes = diff(snapshot(duties=duties(RADIO)), snapshot(duties=duties(LAST), release="2022"))
    assert [c.kinds for c in changes.changes] == [("added",), ("removed",)]


def test_prose_is_not_compared_with_a_list() -> None:
    told = EVERYTHING.model_copy(update={"prose": True})
    changes = diff(snapshot(duties=duties(RADIO, SMALL)), snapshot(duties=[duty(RADIO)], coverage=told, release="2022"))
    assert changes.changes == ()
    assert [(n.why, n.old, n.new) for n in changes.not_comparable] == [("prose-against-list", 2, 1)]


def test_duties_in_different_languages_are_not_compared() -> None:
    english = replace(duty("x"), text=Text(en="Draws up plans."))
    changes = diff(snapshot(duties=duties(RADIO)), snapshot(duties=[english], release="2022"))
    assert [n.why for n in changes.not_comparable] == ["languages-differ"]
    assert changes.changes == ()


def test_a_side_that_states_no_duties_of_units_says_nothing_about_them() -> None:
    old = snapshot(unit("规划司"), duties=duties(LAST))
    new = snapshot(unit("规划司", duties=[duty(SMALL, id="u1")]), duties=duties(LAST), release="2022")
    changes = diff(old, new)
    assert changes.changes == ()
    assert [(n.subject, n.group, n.why, n.new) for n in changes.not_comparable] == [
        ("duty", "internal", "old-silent", 1)
    ]


def test_a_source_silent_about_duties_removes_none() -> None:
    changes = diff(snapshot(duties=duties(RADIO)), snapshot(coverage=Coverage(units=True), release="2022"))
    assert changes.changes == ()
    assert [(n.subject, n.why) for n in changes.not_comparable] == [("duty", "new-silent")]


CLIMATE = "参与应对气候变化工作"
WATER = "负责水污染防治的监督管理；拟订重点流域水环境保护规划并监督实施"
SCIENCE = "组织环境科学重大研究和技术工程示范，推动环境技术管理体系建设"
MEDIA = "制定并组织实施环境宣传教育纲要，推动社会公众和社会组织参与"


def compared(old: list[str], new: list[str]) -> Changes:
    """The changes between two lists of duties of a body, which have to lead from the one to the other."""
    before, after = snapshot(duties=duties(*old)), snapshot(duties=duties(*new), release="2022")
    changes = diff(before, after)
    assert applied(before, changes) == state(after)
    assert_balanced(changes.ledger["duty"])
    return changes


def told(changes: Changes) -> list[tuple[str, list[str | None], list[str | None]]]:
    """The kinds of each change of a duty and the numbers of its sides."""
    return [("+".join(c.kinds), [s.number for s in c.old], [s.number for s in c.new]) for c in changes.changes]


def test_the_closing_duty_maps_to_the_closing_duty() -> None:
    changes = compared([RADIO, LAST], [RADIO, SMALL, "完成党中央、国务院交办的其他任务。"])
    assert told(changes) == [("amended", ["（2）"], ["（3）"]), ("added", [], ["（2）"])]
    assert [ground.code for ground in changes.changes[0].evidence] == ["closing-duty", "similar-text"]


def test_the_closing_duty_of_one_unit_never_becomes_that_of_another() -> None:
    last = "承办部领导交办的其他工作。"
    old = snapshot(unit("规划司", duties=duties(RADIO, last)), unit("科技司", duties=[duty(SMALL, id="k1")]))
    new = snapshot(
        unit("规划司", duties=[duty(RADIO, id="g1")]),
        unit("科技司", duties=[duty(SMALL, id="k1"), duty("完成部领导交办的其他任务。", id="k2")]),
        release="2022",
    )
    assert shape(diff(old, new), "duty") == ["added:  → 科技司", "removed: 规划司 → "]


def test_a_duty_whose_clauses_stand_in_two_others_is_split() -> None:
    changes = compared([f"{SCIENCE}；{MEDIA}。", RADIO], [f"{SCIENCE}。", RADIO, f"{MEDIA}。"])
    assert told(changes) == [("split", ["（1）"], ["（1）", "（3）"])]
    assert [ground.code for ground in changes.changes[0].evidence] == ["same-clauses"]
    assert changes.changes[0].redline


def test_two_duties_that_one_other_takes_up_are_merged() -> None:
    changes = compared([f"{SCIENCE}。", RADIO, f"{MEDIA}。"], [f"{SCIENCE}。{MEDIA}。", RADIO])
    assert told(changes) == [("merged", ["（1）", "（3）"], ["（1）"])]


def test_a_duty_beside_which_a_new_one_appears_is_not_split() -> None:
    assert told(compared([f"{SCIENCE}。"], [f"{SCIENCE}。", f"{MEDIA}。"])) == [("added", [], ["（2）"])]


def test_a_clause_that_moves_to_another_duty_is_said_on_both() -> None:
    changes = compared(
        [f"{WATER}；{CLIMATE}。", f"{SCIENCE}。"],
        [f"{WATER}。", f"{SCIENCE}；{CLIMATE}。"],
    )
    body = "工业和信息化部"
    detail = Detail(aspect="clause", old=(CLIMATE, "（1）", body), new=(CLIMATE, "（2）", body))
    assert told(changes) == [("amended", ["（1）"], ["（1）"]), ("amended", ["（2）"], ["（2）"])]
    assert [detail in change.details for change in changes.changes] == [True, True]


def test_a_clause_that_moves_to_the_duty_of_another_unit_names_both_holders() -> None:
    old = snapshot(
        unit("规划司", duties=[duty(f"{WATER}；{CLIMATE}。", "1", "a")]),
        unit("科技司", duties=[duty(f"{SCIENCE}。", "1", "b")]),
    )
    new = snapshot(
        unit("规划司", duties=[duty(f"{WATER}。", "1", "a")]),
        unit("科技司", duties=[duty(f"{SCIENCE}；{CLIMATE}。", "1", "b")]),
        release="2022",
    )
    (detail,) = {d for c in diff(old, new).changes for d in c.details if d.aspect == "clause"}
    assert (detail.old, detail.new) == ((CLIMATE, "1", "规划司"), (CLIMATE, "1", "科技司"))


def test_a_role_that_became_stronger_is_an_aspect_of_its_own() -> None:
    changes = compared([f"{CLIMATE}。"], [f"{CLIMATE}。".replace("参与", "负责")])
    assert Detail(aspect="role", old=("参与",), new=("负责",)) in changes.changes[0].details


def test_a_role_that_stays_is_no_aspect() -> None:
    changes = compared([f"{WATER}。"], [f"{WATER}。".replace("重点", "主要")])
    assert [detail.aspect for detail in changes.changes[0].details] == ["text"]


def test_a_duty_moved_and_reworded_a_little_is_reassigned_and_amended() -> None:
    old = snapshot(unit("规划司", duties=duties(SMALL, RADIO)), unit("科技司", duties=[duty(LAST, id="k1")]))
    moved = SMALL.replace("宏观指导", "指导")
    new = snapshot(
        unit("规划司", duties=[duty(RADIO, id="g1")]),
        unit("科技司", duties=[duty(LAST, id="k1"), duty(moved, id="k2")]),
        release="2022",
    )
    (change,) = diff(old, new).changes
    assert (change.kinds, change.status) == (("reassigned", "amended"), "fact")


def test_of_two_copies_of_one_wording_who_gave_it_is_only_likely() -> None:
    old = snapshot(*(unit(name, duties=duties(SMALL, RADIO)) for name in ("规划司", "财务司")), unit("科技司"))
    new = snapshot(
        *(unit(name, duties=[duty(RADIO, id=name)]) for name in ("规划司", "财务司")),
        unit("科技司", duties=[duty(SMALL, id="k")]),
        release="2022",
    )
    statuses = [(c.kinds, c.status) for c in diff(old, new).changes if c.subject == "duty"]
    assert statuses == [(("reassigned",), "likely"), (("removed",), "fact")]


def test_of_two_splits_over_one_duty_the_fuller_one_holds() -> None:
    changes = compared([f"{SCIENCE}；{MEDIA}。", f"{SCIENCE}；{WATER}。"], [f"{SCIENCE}。", f"{MEDIA}。", f"{WATER}。"])
    assert sorted(kinds for kinds, _, _ in told(changes)) == ["amended", "split"]


def test_two_closing_duties_that_a_reviewer_told_apart_stay_apart() -> None:
    ruling = Ruling(
        id="r1", subject="duty", verdict="different", old_release="2019", new_release="2022",
        old=("d1",), new=("d1",), who="甲", when="2023",
    )  # fmt: skip
    old, new = snapshot(duties=duties(LAST)), snapshot(duties=duties("完成部领导交办的其他任务。"), release="2022")
    assert told(diff(old, new)) == [("amended", ["（1）"], ["（1）"])]
    assert told(diff(old, new, rulings=[ruling])) == [("added", [], ["（1）"]), ("removed", ["（1）"], [])]


def test_what_was_folded_is_kept_case_by_case() -> None:
    old, new = [RADIO, SMALL], [SMALL, RADIO.replace("(", "（").replace(")", "）")]
    folded = {folding.kind: folding.items for folding in compared(old, new).folded}
    assert folded == {
        "width": ((RADIO, new[1]),),
        "renumbered": (("（1）" + RADIO, "（2）" + new[1]), ("（2）" + SMALL, "（1）" + SMALL)),
    }


def test_many_reworded_duties_of_one_phrase_each_find_their_own() -> None:
    texts = [f"负责第{n:04}号项目的规划、组织和协调工作。" for n in range(600)]
    new = [text.replace("组织和", "实施、") for text in reversed(texts)]
    changes = diff(snapshot(duties=duties(*texts)), snapshot(duties=duties(*new), release="2022"))
    assert changes.ledger["duty"].amended == len(texts)
    assert all((c.old[0].text or "")[:8] == (c.new[0].text or "")[:8] for c in changes.changes)


def test_numbers_are_read_in_every_common_writing() -> None:
    written = ["（一）", "(十)", "十五、", "第二十条", "12.", "（一百零三）", "③", "x", "", None]
    assert [ordinal(number) for number in written] == [1, 10, 15, 20, 12, 103, 3, None, None, None]


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(pairs())
def test_exchanging_the_sides_exchanges_what_became_of_every_duty(pair: tuple[Snapshot, Snapshot]) -> None:
    old, new = pair
    exchanged = {"added": "removed", "removed": "added", "split": "merged", "merged": "split"}

    def events(changes: Changes) -> set[object]:
        found = [c for c in changes.changes if c.subject == "duty"]
        return {(c.kinds, tuple(s.id for s in c.old), tuple(s.id for s in c.new), c.status) for c in found}

    back = {(tuple(exchanged.get(k, k) for k in kinds), n, o, s) for kinds, o, n, s in events(diff(new, old))}
    assert events(diff(old, new)) == back


def test_a_number_of_thousands_of_digits_is_no_number() -> None:
    assert ordinal("9" * 5000) is None
    assert ordinal("十" * 5000) is None
