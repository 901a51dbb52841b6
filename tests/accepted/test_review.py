"""What a reviewer decided in a redline, change by change, becomes the snapshot, the findings and the rulings."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from gen.accepted import put
from gen.errors import AlreadyThere, BadValue, CannotRead
from gen.model.record import Finding, Snapshot
from gen.store import Store
from tests.accepted import reviewing
from tests.accepted.reviewing import Rejects, held, redline, reviewed, shape, taken
from tests.builders import duties, duty, post, snapshot, staffing, unit
from tests.render.redlines import NEW, OLD

REFS = ("miit@2019", "miit@2022")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return held(tmp_path / "store", OLD, NEW)


def rejecting(*names: str) -> Rejects:
    return lambda name, _: name in names


def names(some: Snapshot) -> list[str]:
    return ["  " * len(above) + (one.name.zh or "") for one, above in some.walk()]


def findings(some: Snapshot) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in some.findings]


def on(old: Snapshot, new: Snapshot, folder: Path) -> tuple[Store, bytes]:
    store = held(folder / "pair", old, new)
    return store, redline(store, (old.ref, new.ref))


def test_a_rejected_amendment_is_the_old_text_from_the_old_source(store: Store, tmp_path: Path) -> None:
    data = redline(store, REFS)
    got = taken(store, tmp_path, reviewed(data, rejecting("_gen_o3_n3")))
    first = got.reading.snapshot.duties[0]
    assert (first.text.zh, first.locator.line) == ("提出发展战略，协调重大问题。", 3)
    assert {change.id: outcome for change, outcome in got.outcomes if outcome != "accepted"} == {"D3": "rejected"}
    assert (names(got.reading.snapshot), findings(got.reading.snapshot)) == (names(NEW), [])


def test_what_is_accepted_and_what_is_rejected_stand_side_by_side(store: Store, tmp_path: Path) -> None:
    """The new institute is rejected, and the old division kept; all else is as in the new release."""
    marks = {words: mark_of(redline(store, REFS), words) for words in ("研究院", "二处")}
    got = taken(store, tmp_path, reviewed(redline(store, REFS), rejecting(*marks.values())))
    wanted = [name for name in names(NEW) if name != "研究院"]
    wanted.insert(wanted.index("  一处") + 1, "  二处")
    assert (names(got.reading.snapshot), findings(got.reading.snapshot)) == (wanted, [])
    rejected = [change for change, outcome in got.outcomes if outcome == "rejected"]
    assert [(one.kinds, [side.name.zh for side in (*one.old, *one.new)]) for one in rejected] == [
        (("added",), ["研究院"]),
        (("removed",), ["二处"]),
    ]


def mark_of(data: bytes, words: str) -> str:
    root = etree.fromstring(reviewing.parts(data)["word/document.xml"])
    line = reviewing.paragraph(root, words)
    return reviewing.name(next(line.iterancestors(f"{reviewing.W}tr"), line))


def test_ids_that_clash_are_kept_apart_and_sources_carried_over(tmp_path: Path) -> None:
    old = snapshot(unit("甲司", id="u1", duties=duties("管理甲。")), unit("乙司", id="u2"))
    new = snapshot(unit("乙司", id="u1"), release="2022")
    new = new.model_copy(update={"sources": (new.sources[0].model_copy(update={"sha256": "1" * 64}),)})
    store, data = on(old, new, tmp_path)
    got = taken(store, tmp_path, reviewed(data, reviewing.everything)).reading.snapshot
    assert ([one.id for one in got.units], got.units[0].locator.source) == (["u1", "u2"], "s1-2")
    part = taken(store, tmp_path, reviewed(data, rejecting(mark_of(data, "甲司"))))
    assert [(one.id, one.name.zh, one.locator.source) for one in part.reading.snapshot.units] == [
        ("u1-2", "甲司", "s1-2"),
        ("u1", "乙司", "s1"),
    ]
    assert [one.id for one in part.reading.snapshot.sources] == ["s1", "s1-2", "redline"]


def test_words_of_the_reviewers_own_are_kept_and_lead_to_the_document(store: Store, tmp_path: Path) -> None:
    data = reviewed(redline(store, REFS), reviewing.nothing)
    got = taken(store, tmp_path, reviewing.typed(data, "承办交办事项。", "承办国务院交办事项。"))
    some = got.reading.snapshot
    line = next(n for n, fate in enumerate(got.reading.fates, 1) if fate.why == "duty") + 1
    assert (some.duties[1].text.zh, some.duties[1].number) == ("承办国务院交办事项。", "（二）")
    assert (some.duties[1].locator.source, some.duties[1].locator.line) == ("redline", line)
    assert some.findings == (
        Finding(
            kind="edited",
            text="edited by the reviewer: （二）承办国务院交办事项。",
            about=some.duties[1].id,
            locator=some.duties[1].locator,
        ),
    )


def test_a_change_accepted_in_part_is_told_and_its_text_taken(tmp_path: Path) -> None:
    old = snapshot(duties=duties("拟订规划，组织实施计划，承办工作。"), release="2019")
    new = snapshot(duties=duties("拟订战略规划，组织实施计划，承办交办工作。"), release="2022")
    store, data = on(old, new, tmp_path)
    got = taken(store, tmp_path, reviewed(data, lambda _, number: number < 2))
    assert got.reading.snapshot.duties[0].text.zh == "拟订规划，组织实施计划，承办交办工作。"
    assert [(change.id, outcome) for change, outcome in got.outcomes] == [("D1", "partly")]
    assert [kind for kind, _ in findings(got.reading.snapshot)] == ["edited"]


def test_a_rename_left_tracked_counts_as_accepted(store: Store, tmp_path: Path) -> None:
    assert shape(taken(store, tmp_path, redline(store, REFS)).reading.snapshot) == shape(NEW)


def test_what_stands_under_a_rejected_heading_falls_to_the_one_above(tmp_path: Path) -> None:
    old = snapshot(unit("甲司", duties=[duty("管理甲。", id="a")]))
    new = snapshot(
        unit("甲司", duties=[duty("管理甲。", id="a")]), unit("乙司", duties=[duty("管理乙。", id="b")]), release="2022"
    )
    store, data = on(old, new, tmp_path)
    some = taken(store, tmp_path, reviewed(data, rejecting(mark_of(data, "乙司")))).reading.snapshot
    assert [(one.name.zh, [duty.id for duty in one.duties]) for one in some.units] == [("甲司", ["a", "b"])]
    assert [(one.kind, one.about) for one in some.findings] == [("elsewhere", "b")]


def test_a_unit_whose_new_parent_is_rejected_stays_where_it_was(tmp_path: Path) -> None:
    old = snapshot(unit("甲司", unit("一处")))
    new = snapshot(unit("甲司"), unit("丙司", unit("一处")), release="2022")
    store, data = on(old, new, tmp_path)
    got = taken(store, tmp_path, reviewed(data, rejecting(mark_of(data, "丙司"))))
    assert names(got.reading.snapshot) == ["甲司", "  一处"]
    outcomes = {change.kinds[0]: outcome for change, outcome in got.outcomes}
    assert outcomes == {"added": "rejected", "reassigned": "rejected"}


def test_a_table_row_in_the_reviewers_words_is_read(store: Store, tmp_path: Path) -> None:
    data = reviewed(redline(store, REFS), reviewing.nothing)
    data = reviewing.typed(reviewing.typed(data, ">2015<", ">2016-03<"), ">120<", ">约一百二十<")
    some = taken(store, tmp_path, data).reading.snapshot
    assert (some.posts[0].start, some.posts[0].locator.source) == ("2016-03", "redline")
    assert (some.staffing[0].what, some.staffing[0].count) == ("行政编制", 120)
    assert [kind for kind, _ in findings(some)] == ["edited", "unread", "edited"]


def test_a_paragraph_added_among_duties_is_a_duty(store: Store, tmp_path: Path) -> None:
    def add(root: etree._Element) -> None:
        known = reviewing.paragraph(root, "承办交办事项")
        new = etree.fromstring(etree.tostring(known))
        for mark in new.findall(f"{reviewing.W}bookmarkStart") + new.findall(f"{reviewing.W}bookmarkEnd"):
            new.remove(mark)
        texts = list(new.iter(f"{reviewing.W}t"))
        texts[0].text, texts[-1].text = "（三）", "开展国际合作。"
        known.addnext(new)

    data = reviewing.edited(reviewed(redline(store, REFS), reviewing.nothing), add)
    some = taken(store, tmp_path, data).reading.snapshot
    assert [(one.number, one.text.zh) for one in some.duties][-1] == ("（三）", "开展国际合作。")
    assert findings(some) == [("edited", "added by the reviewer: （三）开展国际合作。")]


def test_what_cannot_be_placed_is_told_with_its_paragraph(store: Store, tmp_path: Path) -> None:
    def add(root: etree._Element) -> None:
        known = reviewing.paragraph(root, "（全文完）")
        new = etree.fromstring(f'<w:p xmlns:w="{reviewing.W[1:-1]}"><w:r><w:t>请再核。</w:t></w:r></w:p>')
        known.addprevious(new)

    data = reviewing.edited(reviewed(redline(store, REFS), reviewing.nothing), add)
    got = taken(store, tmp_path, data).reading
    (found,) = got.snapshot.findings
    assert (found.kind, found.locator.line) == ("unplaced", len(got.fates) - 1)
    assert "请再核。" in found.text


def test_a_paragraph_removed_by_the_reviewer_is_told(store: Store, tmp_path: Path) -> None:
    def cut(root: etree._Element) -> None:
        one = reviewing.paragraph(root, "承办交办事项")
        reviewing.above(one).remove(one)

    data = reviewing.edited(reviewed(redline(store, REFS), reviewing.nothing), cut)
    some = taken(store, tmp_path, data).reading.snapshot
    assert len(some.duties) == 1
    assert findings(some) == [("removed", "removed by the reviewer: （二）承办交办事项。")]


def test_a_move_accepted_at_one_end_only_is_told(tmp_path: Path) -> None:
    moving = duty("组织实施重大专项。", "（二）", "m")
    one, other = duty("管理甲。", "（一）", "a"), duty("管理乙。", "（一）", "b")
    old = snapshot(unit("甲司", duties=[one, moving]), unit("乙司", duties=[other]))
    new = snapshot(unit("甲司", duties=[one]), unit("乙司", duties=[other, moving]), release="2022")
    store, data = on(old, new, tmp_path)
    got = taken(store, tmp_path, reviewed(data, rejecting(mark_of(data, "重大专项"))))
    assert [len(one.duties) for one in got.reading.snapshot.units] == [2, 2]
    assert [kind for kind, _ in findings(got.reading.snapshot)] == ["half-moved"]
    assert [outcome for _, outcome in got.outcomes] == ["partly"]


def likely(tmp_path: Path) -> tuple[Store, bytes, str]:
    """A pair with one likely change, its redline, and the bookmark of it."""
    old = snapshot(unit("规划司", duties=duties("拟订规划。")), unit("节能与综合利用司"))
    new = snapshot(unit("规划司", duties=duties("拟订规划。")), unit("节能司"), release="2022")
    store, data = on(old, new, tmp_path)
    return store, data, mark_of(data, "节能")


def test_a_rejected_likely_change_becomes_a_ruling(tmp_path: Path) -> None:
    store, data, mark = likely(tmp_path)
    data = reviewing.commented(reviewed(data, rejecting(mark)), "节能与综合利用司", "李审核", "不是同一机构。")
    got = taken(store, tmp_path, data)
    assert [(change.id, change.status, outcome) for change, outcome in got.outcomes] == [("U1", "likely", "rejected")]
    assert [(one.verdict, one.old, one.new, one.who, one.when, one.why) for one in got.rulings] == [
        ("different", ("节能与综合利用司",), ("节能司",), "李审核", "2023-02-01", "不是同一机构。")
    ]
    assert findings(got.reading.snapshot) == []
    put(store, got)
    assert [one.id for one in store.rulings("miit").rulings] == ["r1"]
    assert store.load("miit@2022+accepted").snapshot == got.reading.snapshot


def test_without_a_name_a_ruling_is_by_who_is_told(tmp_path: Path) -> None:
    store, data, mark = likely(tmp_path)
    data = reviewed(data, rejecting(mark))
    assert [one.who for one in taken(store, tmp_path, data, who="王").rulings] == ["王"]
    with pytest.raises(CannotRead, match=r"U1.*--who"):
        taken(store, tmp_path, data)


def test_a_fact_that_is_rejected_is_no_ruling(store: Store, tmp_path: Path) -> None:
    assert taken(store, tmp_path, reviewed(redline(store, REFS), reviewing.everything), who="王").rulings == ()


def test_other_comments_are_findings_about_what_they_are_on(store: Store, tmp_path: Path) -> None:
    data = reviewing.commented(reviewed(redline(store, REFS), reviewing.nothing), "科技司", "李审核", "请核对。")
    some = taken(store, tmp_path, data).reading.snapshot
    (found,) = some.findings
    about = next(one.id for one, _ in some.walk() if one.name.zh == "科技司")
    assert (found.kind, found.text, found.about) == ("comment", "李审核: 请核对。", about)


def test_the_name_the_dates_and_the_body_may_be_given(store: Store, tmp_path: Path) -> None:
    data = redline(store, REFS)
    plain = taken(store, tmp_path, data).reading.snapshot
    assert (plain.release, plain.effective, plain.captured) == ("2022+accepted", "2022", "2023-02-01")
    told = taken(store, tmp_path, data, body="miit", release="2023-05").reading.snapshot
    assert (told.release, told.effective) == ("2023-05", "2023-05")
    with pytest.raises(BadValue, match="body 'mof' is not the one the redline is on, which is miit"):
        taken(store, tmp_path, data, body="mof")
    with pytest.raises(BadValue, match="another than the two"):
        taken(store, tmp_path, data, release="2022")


def test_a_release_that_is_there_is_not_overwritten_unless_asked(store: Store, tmp_path: Path) -> None:
    got = taken(store, tmp_path, redline(store, REFS))
    put(store, got)
    with pytest.raises(AlreadyThere):
        put(store, got)
    put(store, got, overwrite=True)


def test_every_paragraph_is_accounted_for(store: Store, tmp_path: Path) -> None:
    fates = taken(store, tmp_path, redline(store, REFS)).reading.fates
    assert {fate.why for fate in fates if fate.what == "unused"} == {"note"}
    assert [fate for fate in fates if fate.what == "finding"] == []


def test_a_duty_of_a_unit_keeps_its_post_rows_and_staffing(tmp_path: Path) -> None:
    old = snapshot(unit("甲司", posts=[post("司长", "张")]), staffing=[staffing("编制", 1)], duties=[duty("一。")])
    new = snapshot(
        unit("甲司", posts=[post("司长", "李")]), staffing=[staffing("编制", 2)], duties=[duty("二。")], release="2022"
    )
    store, data = on(old, new, tmp_path)
    assert shape(taken(store, tmp_path, reviewed(data, reviewing.everything)).reading.snapshot) == shape(old)
    assert shape(taken(store, tmp_path, data).reading.snapshot) == shape(new)


def test_a_ruling_is_by_who_worked_on_the_paragraph_where_no_comment_is(tmp_path: Path) -> None:
    store, data, mark = likely(tmp_path)

    def work(root: etree._Element) -> None:
        tracked = etree.SubElement(reviewing.paragraph(root, "节能与综合利用司"), f"{reviewing.W}ins")
        tracked.set(f"{reviewing.W}author", "赵审核")

    data = reviewing.edited(reviewed(data, rejecting(mark)), work)
    assert [(one.who, one.why) for one in taken(store, tmp_path, data).rulings] == [("赵审核", None)]


def test_a_body_whose_name_was_taken_out_keeps_it(store: Store, tmp_path: Path) -> None:
    def cut(root: etree._Element) -> None:
        for words in ("_gen_o0_n0", "_gen_o1_n1"):
            one = next(p for p in root.iter(f"{reviewing.W}p") if words in etree.tostring(p).decode())
            reviewing.above(one).remove(one)

    some = taken(store, tmp_path, reviewing.edited(redline(store, REFS), cut)).reading.snapshot
    assert (some.name, [one.kind for one in some.findings]) == (NEW.name, ["removed", "removed"])


def test_a_unit_whose_manager_was_rejected_is_managed_by_none(tmp_path: Path) -> None:
    old = snapshot(unit("甲院"))
    new = snapshot(unit("乙司", id="m"), unit("甲院", managed_by="m"), release="2022")
    store, data = on(old, new, tmp_path)
    some = taken(store, tmp_path, reviewed(data, rejecting(mark_of(data, "乙司")))).reading.snapshot
    kinds = {one.kind for one in some.findings}
    assert (some.units[0].managed_by, len(some.units), kinds) == (None, 1, {"unmanaged"})


def test_what_only_the_old_release_covers_is_covered_where_it_is_kept(tmp_path: Path) -> None:
    old = snapshot(unit("甲司"), posts=[post("司长", "张")], staffing=[staffing("编制", 1)])
    new = snapshot(
        unit("甲司"), unit("乙司"), coverage=old.coverage.model_copy(update={"posts": False}), release="2022"
    )
    store, data = on(old, new, tmp_path)
    kept = taken(store, tmp_path, reviewed(data, rejecting(mark_of(data, "张")))).reading.snapshot
    gone = taken(store, tmp_path, data).reading.snapshot
    assert (len(kept.posts), kept.coverage.posts, gone.coverage.posts) == (1, True, False)


def test_facts_of_what_is_not_there_are_told(tmp_path: Path) -> None:
    old = snapshot(unit("甲司"), duties=[duty("一。", id="a")])
    new = snapshot(
        unit("甲司"),
        unit("乙司", level="正司级", posts=[post("司长", "张")]),
        duties=[duty("一。", id="a"), duty("二。|Two.", id="b")],
        release="2022",
    )
    store, data = on(old, new, tmp_path)
    marks = [mark_of(data, words) for words in ("乙司", "二。")]
    some = taken(store, tmp_path, reviewed(data, rejecting(*marks))).reading.snapshot
    assert [text.partition(":")[0] for kind, text in findings(some) if kind == "unplaced"] == [
        "the duty that this words is not there",
        "the unit that this speaks of is not there",
        "the unit of this post is not there",
    ]
