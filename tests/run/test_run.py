"""A run from its sources to what is published, and the next one."""

from __future__ import annotations

import json
import shutil

import pytest

from gen.errors import Unknown
from gen.run import plan, wanted
from gen.store import Store
from tests.run.estate import NEXT, NIGHT, THIRD, UNITS, Estate, page, regulation


def test_a_new_document_becomes_a_release_of_the_day_of_the_run_with_its_original_kept(estate: Estate) -> None:
    assert estate.run() == 0
    snapshot = Store(estate.root / "snapshots").load("demo@2026-11-20").snapshot
    assert (snapshot.effective, snapshot.captured) == ("2026-11-20", "2026-11-20")
    assert (estate.root / "snapshots/demo/sources" / (snapshot.sources[0].kept or "")).read_text("utf-8") == page()
    assert Store(estate.root / "snapshots").check() == ()


def test_a_document_that_states_its_date_becomes_the_release_of_that_date(estate: Estate) -> None:
    estate.put("inbox/a.txt", regulation("2019年3月1日"))
    estate.put("inbox/b.txt", regulation("2018年3月1日", *UNITS[1:], "新设司"))
    assert estate.run() == 0
    assert estate.releases() == ["2018-03-01", "2019-03-01"]
    assert estate.sets() == ["2018-03-01..2019-03-01", "latest"]
    assert Store(estate.root / "snapshots").load("demo@2019-03-01").snapshot.captured == "2026-11-20"


def test_a_changed_document_of_the_same_date_is_numbered_and_follows_it(estate: Estate) -> None:
    estate.put("inbox/a.txt", regulation("2019年3月1日"))
    estate.run()
    estate.put("inbox/a.txt", regulation("2019年3月1日", *UNITS[:-1], "应急司"))
    assert estate.run(NEXT) == 0
    assert estate.releases() == ["2019-03-01", "2019-03-01+2"]
    assert estate.sets() == ["2019-03-01..2019-03-01+2", "latest"]
    assert Store(estate.root / "snapshots").check() == ()


def test_the_tenth_document_of_a_day_is_published_as_the_newest(estate: Estate) -> None:
    for number in range(1, 11):
        estate.put(f"inbox/b{number:02}.txt", page(*UNITS, f"新{number}司"))
    assert estate.run() == 0
    assert estate.sets() == ["2026-11-20+10..2026-11-20+11", "latest"]


def test_a_changed_document_is_imported_compared_and_published(estate: Estate) -> None:
    estate.run()
    estate.put("inbox/a.txt", page(*UNITS, "大数据司"))
    assert estate.run(NEXT) == 0
    assert estate.said == []
    assert estate.releases() == ["2026-11-20", "2026-11-21"]
    assert estate.sets() == ["2026-11-20..2026-11-21", "latest"]
    changes = json.loads((estate.root / "out/demo/latest/changes.json").read_text("utf-8"))
    assert [change["kinds"] for change in changes["changes"]] == [["added"]]
    assert "大数据司" in (estate.root / "out/demo/latest/briefing.md").read_text("utf-8")


@pytest.mark.parametrize("at", [NIGHT, NEXT, "2025-11-20T02:00:00+00:00"])
def test_with_nothing_new_nothing_is_touched_or_said(estate: Estate, at: str) -> None:
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    estate.run()
    state = estate.state()
    before = estate.seen()
    assert estate.run(at) == 0
    touched = {path for path, seen in estate.seen().items() if before.get(path) != seen}
    assert {path.rpartition("/")[2] for path in touched} == (set() if at > "2026" else {"state.json"})
    assert (estate.said, estate.shown) == ([], [])
    assert estate.state().body("demo").known == state.body("demo").known


def test_a_source_that_was_only_touched_is_looked_into_once(estate: Estate) -> None:
    estate.run()
    estate.put("inbox/a.txt", page())
    before = estate.seen()
    assert estate.run(NEXT) == 0
    after = estate.seen()
    assert [path.rpartition("/")[2] for path in after if before.get(path) != after[path]] == ["state.json"]
    assert (estate.run(THIRD), estate.seen()) == (0, after)
    state = estate.state()
    assert [plan.plan(estate.config(), state, body, ()).needed for body in estate.config().bodies] == [False]


def test_after_four_quiet_days_only_the_state_says_that_the_body_was_looked_at(estate: Estate) -> None:
    estate.run()
    before = estate.seen()
    assert estate.run("2026-11-24T02:00:00+00:00") == 0
    assert [path.rpartition("/")[2] for path, seen in estate.seen().items() if before.get(path) != seen] == [
        "state.json"
    ]
    assert estate.state().body("demo").looked == "2026-11-24T02:00:00Z"


def test_a_document_that_says_the_same_in_other_bytes_makes_no_release_and_is_not_read_again(estate: Estate) -> None:
    estate.run()
    estate.put("inbox/a.txt", page() + "\n\n")
    assert estate.run(NEXT) == 0
    assert estate.releases() == ["2026-11-20"]
    assert estate.record()[1]["notes"] == ["inbox/a.txt differs in nothing from demo@2026-11-20"]
    before = estate.seen()
    assert estate.run(THIRD) == 0
    assert estate.seen() == before


def test_a_lost_state_is_found_anew_and_nothing_is_done_twice(estate: Estate) -> None:
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    estate.run()
    known, before = estate.state().body("demo").known, estate.bytes()
    (estate.root / "out/.gen/state.json").unlink()
    assert estate.run(NEXT) == 0
    assert estate.state().body("demo").known == known
    assert {**estate.bytes(), "out/.gen/state.json": b""} == {**before, "out/.gen/state.json": b""}


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"format": "gen-state/1"}',
        '{"format": "gen-state/1", "bodies": [], "heard": {}, "pages": ""}',
        '{"format": "gen-state/1", "bodies": {"demo": 1}, "heard": {}, "pages": ""}',
        '{"format": "gen-state/1", "bodies": {}, "heard": [], "pages": ""}',
        '{"format": "gen-state/1", "bodies": {}, "heard": {"mail": {"demo": 1}}, "pages": ""}',
        '{"format": "gen-state/2", "bodies": {}, "heard": {}, "pages": ""}',
    ],
)
def test_a_state_that_cannot_be_read_counts_as_lost(estate: Estate, broken: str) -> None:
    estate.run()
    (estate.root / "out/.gen/state.json").write_text(broken, encoding="utf-8")
    assert estate.state().lost
    assert estate.run(NEXT) == 0
    assert estate.releases() == ["2026-11-20"]
    assert not estate.state().lost


@pytest.mark.parametrize("lost", ["briefing.md", "manifest.json", ""])
def test_what_is_missing_of_a_published_set_is_made_again(estate: Estate, lost: str) -> None:
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    estate.run()
    before = estate.bytes()
    folder = estate.root / "out/demo/2026-11-20..2026-11-20+2"
    (folder / lost).unlink() if lost else shutil.rmtree(folder)
    assert estate.run(NIGHT) == 0
    assert estate.bytes()["out/demo/latest/manifest.json"] == before["out/demo/latest/manifest.json"]
    state = "out/.gen/state.json"
    assert {**estate.bytes(), state: b""} == {**before, state: b""}


def test_a_snapshot_corrected_by_hand_is_published_anew(estate: Estate) -> None:
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    estate.run()
    file = estate.root / "snapshots/demo/2026-11-20+2.yaml"
    file.write_text(file.read_text("utf-8").replace("大数据司", "数据司"), encoding="utf-8")
    assert estate.run(NEXT) == 0
    assert "数据司" in (estate.root / "out/demo/latest/briefing.md").read_text("utf-8")
    assert "大数据司" not in (estate.root / "out/demo/latest/changes.json").read_text("utf-8")


def test_an_edited_template_publishes_anew(estate: Estate) -> None:
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    estate.configure('[body.demo]\nsources = ["inbox"]\n[body.demo.brief]\ntemplate = "./own"\n')
    for at, text in ((NIGHT, "一"), (NEXT, "二")):
        estate.put("own/briefing.md.j2", text)
        plan._look.cache_clear()
        wanted.look_of.cache_clear()
        assert estate.run(at) == 0
        assert (estate.root / "out/demo/latest/briefing.md").read_text("utf-8") == text


def test_a_configuration_that_wants_more_is_done(estate: Estate) -> None:
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    estate.run()
    estate.configure(head='[brief]\nformats = ["json"]\nlanguages = ["zh", "en"]\n')
    assert estate.run(NEXT) == 0
    pair = "2026-11-20..2026-11-20+2"
    assert estate.sets() == [pair, f"{pair}/en", "latest", "latest/en"]
    assert not (estate.root / "out/demo" / pair / "briefing.md").exists()


def test_a_language_nobody_wants_any_more_goes(estate: Estate) -> None:
    pair = "2026-11-20..2026-11-20+2"
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    estate.configure(head='[brief]\nformats = ["json"]\nlanguages = ["zh", "en"]\n')
    estate.run()
    assert estate.sets() == [f"{place}{language}" for place in (pair, "latest") for language in ("", "/en")]
    estate.configure(head='[brief]\nformats = ["json"]\n')
    assert estate.run(NEXT) == 0
    assert estate.sets() == [pair, "latest"]
    before = estate.seen()
    assert (estate.run(THIRD), estate.seen()) == (0, before)


@pytest.mark.parametrize(
    ("pairs", "sets"),
    [
        ("latest", ["2018-03-01..2019-03-01"]),
        ("against 2017-03-01", ["2017-03-01..2018-03-01", "2017-03-01..2019-03-01"]),
        ("since 2018", ["2017-03-01..2018-03-01", "2018-03-01..2019-03-01"]),
        ("since 2018-03-02", ["2018-03-01..2019-03-01"]),
    ],
)
def test_the_pairs_that_are_configured_are_published(estate: Estate, pairs: str, sets: list[str]) -> None:
    for name, year in (("a", 2017), ("b", 2018), ("c", 2019)):
        estate.put(f"inbox/{name}.txt", regulation(f"{year}年3月1日", *UNITS[1:], f"第{year}司"))
    estate.configure(head=f'[brief]\nformats = ["json"]\npairs = "{pairs}"\n')
    assert estate.run() == 0
    assert estate.sets() == [*sets, "latest"]


def test_no_more_briefings_are_made_than_are_kept(estate: Estate) -> None:
    for name, year in (("a", 2017), ("b", 2018), ("c", 2019)):
        estate.put(f"inbox/{name}.txt", regulation(f"{year}年3月1日", *UNITS[1:], f"第{year}司"))
    estate.configure(head='[brief]\nformats = ["json"]\npairs = "since 2000"\n[publish]\nkeep = 1\n')
    assert estate.run() == 0
    assert estate.sets() == ["2018-03-01..2019-03-01", "latest"]
    before = estate.seen()
    assert estate.run(NEXT) == 0
    assert estate.seen() == before


def test_another_number_of_briefings_to_keep_holds_from_the_next_night_on(estate: Estate) -> None:
    for name, year in (("a", 2017), ("b", 2018), ("c", 2019)):
        estate.put(f"inbox/{name}.txt", regulation(f"{year}年3月1日", *UNITS[1:], f"第{year}司"))
    older, newer = "2017-03-01..2018-03-01", "2018-03-01..2019-03-01"
    for at, keep, sets in ((NIGHT, "", [older, newer]), (NEXT, "keep = 1", [newer]), (THIRD, "", [older, newer])):
        estate.configure(head=f'[brief]\nformats = ["json"]\npairs = "since 2000"\n[publish]\n{keep}\n')
        assert (estate.run(at), estate.sets()) == (0, [*sets, "latest"])


def test_a_clock_set_back_a_year_still_makes_the_next_release(estate: Estate) -> None:
    estate.run()
    estate.put("inbox/a.txt", page(*UNITS, "大数据司"))
    assert estate.run("2025-11-20T02:00:00+00:00") == 0
    assert estate.releases() == ["2026-11-20", "2026-11-20+2"]
    assert estate.sets() == ["2026-11-20..2026-11-20+2", "latest"]
    assert estate.records() == ["20261120T020000Z.jsonl", "20261120T020000Z-2.jsonl"]


def test_only_the_bodies_named_are_looked_at(estate: Estate) -> None:
    estate.configure('[body.demo]\nsources = ["inbox"]\n[body.other]\nsources = ["inbox"]\n')
    assert estate.run(only=["other"]) == 0
    assert (estate.releases(), estate.releases("other")) == ([], ["2026-11-20"])
    with pytest.raises(Unknown, match="demo"):
        estate.run(only=["dem"])


def test_a_rehearsal_says_what_would_be_done_and_why_and_changes_nothing(estate: Estate) -> None:
    before = estate.seen()
    assert estate.run(dry_run=True) == 0
    assert estate.shown == ["demo: nothing is known of it yet", "demo: would import demo@2026-11-20"]
    assert estate.seen() == before
    estate.run()
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    before = estate.seen()
    assert estate.run(NEXT, dry_run=True) == 0
    assert estate.shown == [
        "demo: new source inbox/b.txt",
        "demo: would import demo@2026-11-21",
        "demo: would publish demo/2026-11-20..2026-11-21: not published yet",
    ]
    assert estate.seen() == before


def test_links_and_what_is_still_being_written_are_left_aside(estate: Estate) -> None:
    estate.put("secret.txt", page("机密司"))
    (estate.root / "inbox/link.txt").symlink_to(estate.root / "secret.txt")
    estate.put("inbox/half.docx.part", "PK")
    estate.put("inbox/.hidden", "no")
    assert estate.run() == 0
    assert estate.record()[1]["notes"] == [
        "inbox/half.docx.part looks as if it were still being written and was left aside",
        "inbox/link.txt is a symbolic link and was left aside",
    ]
    assert estate.releases() == ["2026-11-20"]


def test_a_regulation_that_takes_effect_later_is_taken_at_once(estate: Estate) -> None:
    estate.put("inbox/a.txt", regulation("2027年1月1日"))
    assert estate.run() == 0
    snapshot = Store(estate.root / "snapshots").load("demo@2027-01-01").snapshot
    assert (snapshot.effective, snapshot.captured) == ("2027-01-01", None)
