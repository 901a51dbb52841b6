from __future__ import annotations

import pytest

from gen.sources.headings import group_of, sections
from gen.sources.lines import classify


@pytest.mark.parametrize(
    ("heading", "group"),
    [
        ("内设机构", "internal"), ("Internal functional offices", "internal"),
        ("工信部管理的国家局", "managed"), ("National bureaus managed by MIIT", "managed"),
        ("对外保留国家局牌子", "nameplate"), ("External nameplates used by MIIT", "nameplate"),
        ("派出机构", "regional"), ("Regional units", "regional"),
        ("直属事业单位", "subordinate"), ("Directly subordinate units", "subordinate"),
        ("直属高等学校", "university"), ("Directly Subordinate High-level Academic Institutions", "university"),
        ("直属企业单位", "enterprise"), ("Directly subordinate SOEs", "enterprise"),
        ("主管社会团体", "association"), ("Attached civil society associations", "association"),
        ("垂直管理机构", None), ("Criticism", None),
    ],
)  # fmt: skip
def test_headings_name_groups_in_both_languages(heading: str, group: str | None) -> None:
    assert group_of(heading) == group


def test_each_section_has_the_role_of_its_heading_or_of_the_one_above() -> None:
    rows = [
        "intro", "== History ==", "== 职责 ==", "== 机构设置 ==", "=== 内设机构 ===", "==== 垂直 ====", "; 牌子",
        "=== List of ministers ===", "; 部长", "== Criticism ==", "== 參考文獻 ==", "=== 职责 ===", "== See also ==", "= T =",
    ]  # fmt: skip
    found = [(s.title, s.role) for s in sections(classify(n, row) for n, row in enumerate(rows, 1))]
    assert found == [
        ("", "introduction"), ("History", "history"), ("职责", "duties"), ("机构设置", "structure"),
        ("内设机构", "structure"), ("垂直", "structure"), ("牌子", "structure"), ("List of ministers", "leaders"),
        ("部长", "leaders"), ("Criticism", "unknown"), ("參考文獻", "references"), ("职责", "references"),
        ("See also", "see also"), ("T", "introduction"),
    ]  # fmt: skip
