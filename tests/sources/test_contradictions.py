"""Two documents that state one release: what both say, what one says, and where they contradict each other."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import Phase, given, settings

from gen.model.record import Contradiction, Locator, Snapshot, Staffing, as_plain
from gen.sources.read import Document, Reading, read
from gen.sources.several import snapshots, together
from gen.yaml.references import flaws
from tests.strategies import snapshots as snapshots_of

PHASES = (Phase.explicit, Phase.generate)
RULES = """甲部主要职责内设机构和人员编制规定
根据《国务院机构改革方案》，设立甲部，为国务院组成部门。
一、主要职责
（一）拟订甲行业规划和政策，组织实施。
（二）负责甲行业运行监测。
（三）承办国务院交办的其他事项。
"""
PAGE = """= 甲部 =
|部长 = 李四

== 职责 ==
# 拟订甲行业规划和政策，组织实施。
# 负责甲行业运行监测分析。
# 承办国务院交办的其他事项。
# 管理乙局。

== 机构设置 ==
=== 内设机构 ===
* 办公厅
* 规划司（甲一办公室）
* 信息技术发展司

== 历任领导 ==
=== 部长 ===
* 张三（2018年3月－2020年7月）
* 李四（2020年7月－）
"""
OTHER = """= 甲部 =

== 机构设置 ==
=== 内设机构 ===
* 办公厅（副部级）
* 规划司（甲二办公室）
* 信息技术发展局
* 人事司

== 历任领导 ==
=== 部长 ===
* 张三（2018年3月－2020年8月）
* 李四（2020年7月17日－）
"""


def one(text: str, name: str) -> Reading:
    return read(Document(name, text.encode(), "test", id=name), body="jia", release="2020")


def at(source: str) -> Locator:
    return Locator(source=source, line=9)


def joined(*texts: str) -> Snapshot:
    return together([one(text, f"s{at}") for at, text in enumerate(texts, 1)]).snapshot


def told(some: tuple[Contradiction, ...]) -> list[tuple[str, str, str, list[tuple[str, str, int]]]]:
    return [
        (one.subject, one.name, one.what, [(r.text, r.locator.source, r.locator.line) for r in one.readings])
        for one in some
    ]


def test_one_document_is_its_own_reading() -> None:
    assert together([reading := one(PAGE, "s1")]) is reading


def test_two_pages_that_disagree_keep_both_readings_and_the_first_is_taken() -> None:
    snapshot = joined(PAGE, OTHER)
    assert told(snapshot.contradictions) == [
        ("unit", "规划司", "nameplate", [("甲一办公室", "s1", 13), ("甲二办公室", "s2", 6)]),
        ("unit", "信息技术发展司", "name", [("信息技术发展司", "s1", 14), ("信息技术发展局", "s2", 7)]),
        ("post", "部长 张三", "to", [("2020-07", "s1", 18), ("2020-08", "s2", 12)]),
    ]
    assert [(u.name.zh, u.level, u.locator.source) for u in snapshot.units] == [
        ("办公厅", "副部级", "s1"), ("规划司", None, "s1"), ("信息技术发展司", None, "s1"), ("人事司", None, "s2"),
    ]  # fmt: skip
    assert [plate.zh for plate in snapshot.units[1].nameplates] == ["甲一办公室"]
    assert [(p.holder, p.start, p.end, [a.source for a in p.also]) for p in snapshot.posts] == [
        ("张三", "2018-03", "2020-07", ["s2"]), ("李四", "2020-07-17", None, ["s1", "s2"]),
    ]  # fmt: skip


def test_duties_meet_by_text_and_by_number_and_what_one_source_alone_states_is_taken() -> None:
    snapshot = joined(RULES, PAGE)
    assert [(d.id, d.number, d.text.zh, d.locator.source) for d in snapshot.duties] == [
        ("d1", "（一）", "拟订甲行业规划和政策，组织实施。", "s1"),
        ("d2", "（二）", "负责甲行业运行监测。", "s1"),
        ("d3", "（三）", "承办国务院交办的其他事项。", "s1"),
        ("d4", "（四）", "管理乙局。", "s2"),
    ]
    assert [c[:3] for c in told(snapshot.contradictions)] == [("duty", "（二）负责甲行业运行监测。", "text")]
    assert snapshot.contradictions[0].about == "d2"
    assert [unit.locator.source for unit in snapshot.units] == ["s2", "s2", "s2"]
    assert (snapshot.coverage.duties, snapshot.coverage.units) == (True, ("internal",))


def test_sources_that_agree_have_no_contradiction() -> None:
    snapshot = joined(PAGE, PAGE)
    assert snapshot.contradictions == ()
    assert [source.id for source in snapshot.sources] == ["s1", "s2"]
    assert len(snapshot.units) == 3


def test_the_rows_and_fates_of_all_documents_add_up() -> None:
    readings = [one(RULES, "s1"), one(PAGE, "s2")]
    whole = together(readings)
    assert len(whole.fates) == len(whole.rows) == sum(len(reading.fates) for reading in readings)
    assert whole.parts == tuple(readings)
    assert whole.form == "regulation + page"


def test_staffing_that_differs_in_one_number_keeps_both() -> None:
    first, second = (
        one(f"{RULES}四、人员编制\n机关行政编制{count}名。\n", f"s{at}").snapshot
        for at, count in enumerate((90, 92), 1)
    )
    figures = [
        snapshot.model_copy(update={"staffing": (Staffing(what="机关行政编制", count=count, locator=at(source)),)})
        for snapshot, count, source in ((first, 90, "s1"), (second, 92, "s2"))
    ]
    snapshot = snapshots.joined(*figures)
    assert [(one.what, one.count) for one in snapshot.staffing] == [("机关行政编制", 90)]
    assert told(snapshot.contradictions) == [("staffing", "机关行政编制", "count", [("90", "s1", 9), ("92", "s2", 9)])]


def test_duties_told_in_prose_do_not_add_to_those_of_a_list_and_a_finding_says_so() -> None:
    prose = "= 甲部 =\n\n== 职责 ==\n甲部负责甲行业管理。甲部拟订规划。\n"
    for texts in ((RULES, prose), (prose, RULES)):
        snapshot = joined(*texts)
        assert [duty.number for duty in snapshot.duties] == ["（一）", "（二）", "（三）"]
        assert [duty.id for duty in snapshot.duties] == ["d1", "d2", "d3"]
        assert snapshot.coverage.prose is False
        assert [f.text for f in snapshot.findings if f.kind == "duties-left-out"] != []


def test_findings_stay_with_the_unit_they_are_about() -> None:
    page = PAGE.replace("* 信息技术发展司", "* 信息技术发展\n* 人事司（乙部代管）")
    snapshot = joined(OTHER, page)
    found = {finding.kind: finding.about for finding in snapshot.findings}
    assert found["unknown-manager"] == "人事司"
    assert found["damaged-name"] in {unit.id for unit in snapshot.units}


def test_a_unit_under_another_parent_in_the_second_source_is_not_listed_twice() -> None:
    nested = OTHER.replace("* 人事司", "** 规划司分室")
    snapshot = joined(nested, nested.replace("** 规划司分室", "* 规划司分室"))
    assert [unit.name.zh for unit, _ in snapshot.walk()] == ["办公厅", "规划司", "信息技术发展局", "规划司分室"]


def from_source(snapshot: Snapshot, name: str) -> Snapshot:
    """The snapshot as if it rested on one source of this name."""
    plain = json.loads(json.dumps(as_plain(snapshot)))
    source = {**plain["sources"][0], "id": name}
    return Snapshot.model_validate({**_moved(plain, name), "sources": [source], "findings": []})


def _moved(plain: Any, name: str) -> Any:
    if isinstance(plain, dict):
        return {key: name if key == "source" else _moved(value, name) for key, value in plain.items()}
    return [_moved(part, name) for part in plain] if isinstance(plain, list) else plain


@settings(derandomize=True, deadline=None, max_examples=30, phases=PHASES)
@given(snapshots_of(), snapshots_of())
def test_what_comes_of_any_two_snapshots_is_a_sound_record(one: Snapshot, other: Snapshot) -> None:
    day = {"release": one.release, "effective": one.effective, "captured": one.captured}
    first, second = from_source(one, "s1"), from_source(other.model_copy(update=day), "s2")
    before = first.model_dump_json(), second.model_dump_json()
    whole = snapshots.joined(first, second)
    assert flaws(as_plain(whole)) == flaws(as_plain(first)) == ()
    assert (first.model_dump_json(), second.model_dump_json()) == before
    assert len(list(whole.walk())) >= len(list(first.walk()))


@settings(derandomize=True, deadline=None, max_examples=30, phases=PHASES)
@given(snapshots_of())
def test_a_source_never_contradicts_itself(one: Snapshot) -> None:
    first, second = from_source(one, "s1"), from_source(one, "s2")
    whole = snapshots.joined(first, second)
    assert whole.contradictions == ()
