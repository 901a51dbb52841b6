"""What keeps the comparison of large bodies cheap, and that it changes nothing."""

from __future__ import annotations

import gc

import pytest

from gen.diff import diff
from gen.diff.contents import link_by_contents
from gen.diff.context import Context
from gen.diff.matching import Matching
from gen.diff.names import called, link_elsewhere, link_in_place
from gen.diff.partners import Partners
from gen.diff.quiet import collector_paused
from gen.diff.script import SIMPLIFIED, simplified
from gen.diff.tree import BODY, Tree, call, lay_out
from gen.model.record import Unit
from tests.builders import duties, post, snapshot, unit


def laid(*units: Unit) -> Tree:
    tree = lay_out(snapshot(*units))
    call([tree], "zh")
    return tree


def test_units_stand_in_document_order_each_with_its_parent_group_and_size() -> None:
    inner = unit("二局", unit("甲处", group=None), unit("乙处", unit("一科", group=None), group="regional"))
    tree = laid(unit("一司"), inner, unit("三司", unit("丙处", group=None)))
    assert tree.names == ["一司", "二局", "甲处", "乙处", "一科", "三司", "丙处"]
    assert tree.parents == [BODY, BODY, 1, 1, 3, BODY, 5]
    assert tree.groups == ["internal", "internal", "internal", "regional", "regional", "internal", "internal"]
    assert [list(tree.under(index)) for index in (BODY, 0, 1, 3, 5)] == [[0, 1, 5], [], [2, 3], [4], [6]]
    assert tree.sizes == {BODY: 7, 1: 3, 3: 1, 5: 1}


def test_units_of_one_print_are_alike_in_all_but_their_posts_down_to_the_last() -> None:
    def printed(*below: Unit, **said: object) -> int:
        return laid(unit("甲司", *below, **said)).prints[0]  # type: ignore[arg-type]

    assert printed(unit("一处")) == printed(unit("一处", posts=[post("处长", "张三")]))
    several = [
        printed(),
        printed(level="正司级"),
        printed(group="regional"),
        printed(duties=duties("拟订规划。")),
        printed(nameplates=["乙局"]),
        printed(managed_by="乙司"),
        printed(unit("一处")),
        printed(unit("一处"), unit("二处")),
        printed(unit("一处", unit("一科"))),
    ]
    assert len(set(several)) == len(several)


def test_a_body_without_units_is_laid_out_as_an_empty_tree() -> None:
    tree = laid()
    assert (len(tree), list(tree.under(BODY)), tree.prints) == (0, [], [])


def test_ten_thousand_nested_units_are_laid_out_without_recursion() -> None:
    deep = unit("甲处")
    for _ in range(10_000):
        deep = Unit(id="u", name=deep.name, units=(deep,), locator=deep.locator)
    assert len(laid(deep)) == 10_001


def test_partners_begin_with_the_bodies_alone_and_keep_what_is_put_and_popped() -> None:
    partners = Partners(5)
    partners.put(range(1, 3), range(2, 4))
    partners[4] = 0
    assert partners.items() == [(BODY, BODY), (1, 2), (2, 3), (4, 0)]
    assert (len(partners), 0 in partners, 4 in partners, BODY in partners) == (4, False, True, True)
    assert (partners.pop(4), partners.get(4), partners.get(4, BODY), partners[BODY]) == (0, None, BODY, BODY)
    with pytest.raises(KeyError):
        partners[4]


def test_every_character_taken_for_simplified_is_its_own_simplified_form() -> None:
    assert len(SIMPLIFIED) == 6763
    assert simplified("".join(sorted(SIMPLIFIED))) == "".join(sorted(SIMPLIFIED))
    assert "國" not in SIMPLIFIED


@pytest.mark.parametrize("running", [True, False])
def test_the_collector_is_paused_and_afterwards_as_before_also_after_an_error(running: bool) -> None:
    (gc.enable if running else gc.disable)()
    try:
        with collector_paused():
            assert not gc.isenabled()
        with pytest.raises(ZeroDivisionError), collector_paused():
            gc.set_debug(1 // 0)
        assert gc.isenabled() is running
        diff(snapshot(unit("甲司")), snapshot(unit("乙司"), release="2022"))
        assert gc.isenabled() is running
    finally:
        gc.enable()


def test_what_was_made_while_the_collector_was_paused_counts_as_old() -> None:
    with collector_paused():
        made = [[place] for place in range(1000)]
    young = {id(one) for one in gc.get_objects(generation=0)}
    assert young.isdisjoint(map(id, made))
    assert gc.get_freeze_count() == 0


def test_what_was_set_aside_from_the_collector_before_stays_so() -> None:
    gc.freeze()
    try:
        before = gc.get_freeze_count()
        with collector_paused():
            pass
        assert before >= gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_units_of_one_name_in_one_line_are_linked_in_their_order() -> None:
    old, new = [unit("综合处", id=name, level=name) for name in "ab"], [unit("综合处", id=name) for name in "ab"]
    matching = Context.of(snapshot(*old), snapshot(*new, release="2022")).matching
    assert matching.to_new.items() == [(BODY, BODY), (0, 0), (1, 1)]


def test_a_stage_goes_through_the_same_two_lines_of_free_units_once() -> None:
    matching = Matching.of(laid(unit("甲司"), unit("乙司")), laid(unit("丙司")))
    asked = [matching.fresh("similar", olds, [0]) for olds in ([0, 1], [0, 1], [1])]
    assert asked == [True, False, True]
    assert matching.fresh("joins", [0, 1], [0])


def test_a_stage_is_given_the_families_that_changed_since_it_last_asked() -> None:
    old = laid(unit("甲司", unit("一处"), unit("二处")), unit("乙司", unit("三处")))
    new = laid(unit("甲司", unit("四处"), unit("五处")), unit("乙司", unit("六处")))
    matching = Matching.of(old, new)
    link_in_place(matching, [(BODY, BODY)])
    whole = [([1, 2], [1, 2]), ([4], [4])]
    assert (matching.families("one"), matching.families("one"), matching.families()) == (whole, [], whole)
    matching.keep(2, 1)
    assert matching.families("one") == [([1], [2])]
    matching.keep(4, 4)
    assert (matching.families("one"), matching.families("other")) == ([], [([1], [2])])


def test_families_stand_in_the_order_of_their_first_free_unit() -> None:
    old, new = (
        laid(unit("甲司", unit(f"一{end}"), unit("乙局", unit(f"二{end}")), unit(f"三{end}"))) for end in "处科"
    )
    matching = Matching.of(old, new)
    link_in_place(matching, [(BODY, BODY)])
    assert matching.families() == [([1, 4], [1, 4]), ([3], [3])]
    matching.keep(1, 1)
    assert matching.families() == [([3], [3]), ([4], [4])]


def test_what_free_units_of_both_sides_have_in_common_only_gets_less() -> None:
    old, new = (
        laid(unit("甲司"), unit("乙司"), unit("乙司"), unit("丁司")),
        laid(unit("乙司"), unit("甲司"), unit("丙司")),
    )
    matching = Matching.of(old, new)
    namesakes = matching.free_alike("name", called)
    assert list(namesakes.pairs()) == [("乙司", [1, 2], [0]), ("甲司", [0], [1])]
    assert (namesakes.has("丁司", on_new=False), namesakes.has("丁司", on_new=True)) == (True, False)
    matching.keep(0, 1)
    assert list(matching.free_alike("name", called).pairs()) == [("乙司", [1, 2], [0])]
    assert not namesakes.has("甲司", on_new=True)


def test_what_was_linked_below_a_unit_that_moved_is_not_linked_again() -> None:
    old = laid(unit("甲司", unit("丁处", unit("丙科"))), unit("乙司"))
    new = laid(unit("甲司"), unit("乙司", unit("丁处", unit("丙科"))))
    matching = Matching.of(old, new)
    link_in_place(matching, [(BODY, BODY)])
    assert link_elsewhere(matching)
    assert (list(matching.links), matching.to_new.items()) == ([1], [(BODY, BODY), (0, 0), (1, 2), (2, 3), (3, 1)])


def test_the_unit_that_goes_on_from_a_split_is_among_those_linked_by_what_they_hold() -> None:
    places = [unit(f"{name}处") for name in "水火土木金石"]
    old = laid(unit("规划司", *places))
    new = laid(unit("投资司", *places[:3]), unit("规划发展司", *places[3:]))
    matching = Matching.of(old, new)
    assert link_by_contents(matching) == [(0, 4)]
    assert [(join.old, join.new, join.survivor) for join in matching.joins] == [((0,), (0, 4), (0, 4))]


def test_what_has_a_decided_unit_below_it_is_not_linked_as_a_whole() -> None:
    old, new = (laid(unit("甲司", unit("一处")), unit("乙司", unit("二处"))) for _ in range(2))
    matching = Matching.of(old, new)
    matching.keep(1, 3)
    assert matching.keep_whole([(0, 0), (2, 2)]) == [(0, 0), (2, 2)]
    assert Matching.of(old, new).keep_whole([(0, 0), (2, 2)]) == []
