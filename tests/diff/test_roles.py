"""The verb of a duty's role, and what it means that it changed."""

from __future__ import annotations

import pytest

from gen.diff.roles import read_role, shift


@pytest.mark.parametrize(
    ("clause", "verbs", "topic"),
    [
        ("负责应对气候变化工作", ("负责",), "应对气候变化工作"),
        ("指导、协调和监督海洋环境保护工作", ("指导", "协调", "监督"), "海洋环境保护工作"),
        ("牵头协调重特大环境污染事故的调查处理", ("牵头", "协调"), "重特大环境污染事故的调查处理"),
        ("按国家要求会同有关部门拟订规划", ("会同",), "有关部门拟订规划"),
        ("统一负责生态环境监督执法", ("负责",), "生态环境监督执法"),
        ("協助推動產業政策", ("協助",), "推動產業政策"),
        ("拟订并组织实施规划", (), "拟订并组织实施规划"),
        ("Responsible for drafting policies", ("responsible",), "drafting policies"),
        ("coordinates and supervises works", ("coordinate", "supervise"), "works"),
        ("Assists in the drafting of laws", ("assist",), "the drafting of laws"),
        ("leadership training", (), "leadership training"),
        ("", (), ""),
    ],
)
def test_a_role_is_the_verbs_at_the_head_of_a_clause(clause: str, verbs: tuple[str, ...], topic: str) -> None:
    role = read_role(clause)
    assert (role.verbs, role.topic) == (verbs, topic)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (("参与",), ("负责",), "strengthened"),
        (("负责",), ("配合",), "weakened"),
        (("牵头",), ("参与",), "weakened"),
        (("指导",), ("监督",), "changed"),
        (("负责",), ("牵头",), "changed"),
        (("参与",), (), "strengthened"),
        ((), ("会同",), "weakened"),
        (("assist",), ("lead",), "strengthened"),
        (("负责",), ("承担",), None),
        (("負責",), ("负责",), None),
        (("指导", "协调"), ("协调", "指导"), None),
        (("负责",), ("负责", "监督"), None),
        (("组织",), (), None),
        ((), ("负责",), None),
        ((), (), None),
    ],
)
def test_a_change_of_role_is_weighed_by_how_much_the_holder_answers_for(
    old: tuple[str, ...], new: tuple[str, ...], expected: str | None
) -> None:
    assert shift(old, new) == expected


@pytest.mark.parametrize(("old", "new"), [(("参与",), ("负责",)), (("会同",), ()), (("指导",), ("监督",)), ((), ())])
def test_exchanging_the_sides_exchanges_stronger_with_weaker(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    exchanged = {"strengthened": "weakened", "weakened": "strengthened"}
    there = shift(old, new)
    assert shift(new, old) == (exchanged.get(there, there) if there else None)
