"""Sources that are gone, broken or shrunken: the others go on, what was published stays, nothing reads as abolished."""

from __future__ import annotations

import pytest

from gen.errors import CannotWrite
from tests.run.estate import NEXT, THIRD, UNITS, Estate, page

TWO = '[body.demo]\nsources = ["inbox"]\n[body.other]\nsources = ["other.txt"]\n'


def test_a_body_that_fails_does_not_stop_the_others_and_keeps_its_briefing(estate: Estate) -> None:
    estate.configure(TWO)
    other = estate.put("other.txt", page(name="别部"))
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    estate.run()
    other.unlink()
    estate.put("inbox/c.txt", page(*UNITS, "大数据司", "新司"))
    before = {path: data for path, data in estate.bytes().items() if "/other/" in path}
    assert estate.run(NEXT) == 3
    assert estate.said == [
        f"other: cannot read {other}: there is no such file or folder; put the source there or correct gen.toml"
    ]
    assert estate.releases() == ["2026-11-20", "2026-11-20+2", "2026-11-21"]
    assert {path: data for path, data in estate.bytes().items() if "/other/" in path} == before
    trouble = estate.state().body("other").trouble
    assert trouble
    assert (trouble.state, trouble.since) == ("failed", "2026-11-21")


def test_where_every_body_fails_the_code_is_2(estate: Estate) -> None:
    estate.put("inbox/a.txt", "nothing that could be read")
    assert estate.run() == 2
    assert estate.said[0].startswith("demo: a.txt: it has the marks of no known form")
    assert estate.releases() == []


def test_an_option_of_gen_import_that_would_help_is_told_as_the_setting_that_it_is_here(estate: Estate) -> None:
    estate.configure('[body.demo]\nsources = ["inbox"]\n[body.web]\nsources = ["http://127.0.0.1:9/"]\n')
    estate.put("inbox/a.txt", "nothing that could be read")
    estate.run()
    assert [line.rpartition("; ")[2] for line in sorted(estate.said)] == [
        "name the form with --as: page, regulation, articles, gazette, tree, table (in gen.toml: form in [body.demo])",
        "pass --allow-private if it is meant (in gen.toml: allow_private in [body.web])",
    ]


def test_a_failure_keeps_its_first_day_and_is_over_when_the_source_is_well(estate: Estate) -> None:
    estate.put("inbox/a.txt", "nothing that could be read")
    estate.run()
    estate.run(NEXT)
    trouble = estate.state().body("demo").trouble
    assert trouble
    assert trouble.since == "2026-11-20"
    estate.put("inbox/a.txt", page())
    assert estate.run(THIRD) == 0
    assert estate.state().body("demo").trouble is None


def test_a_stale_body_is_marked_on_the_index_until_it_is_well(estate: Estate) -> None:
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    estate.run()
    well = estate.bytes()["out/index.html"]
    estate.put("inbox/c.txt", "nothing that could be read")
    assert estate.run(NEXT) == 2
    assert "c.txt" in estate.bytes()["out/index.html"].decode()
    (estate.root / "inbox/c.txt").unlink()
    assert estate.run(THIRD) == 0
    assert estate.bytes()["out/index.html"] == well


def test_a_body_that_is_no_longer_configured_loses_its_mark(estate: Estate) -> None:
    both = '[body.demo]\nsources = ["inbox"]\n[body.two]\nsources = ["two.txt"]\n'
    estate.configure(both)
    estate.put("two.txt", page())
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    estate.run()
    (estate.root / "two.txt").unlink()
    assert estate.run(NEXT) == 3
    assert 'class="stale"' in (estate.root / "out/index.html").read_text("utf-8")
    estate.configure()
    assert estate.run(THIRD) == 0
    assert 'class="stale"' not in (estate.root / "out/index.html").read_text("utf-8")


def test_pages_that_cannot_be_written_are_said_and_written_the_next_night(
    estate: Estate, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise CannotWrite("index.html", "No space left on device")

    assert estate.run() == 0
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    with monkeypatch.context() as broken:
        broken.setattr("gen.site.refresh", full)
        assert estate.run(NEXT) == 3
    assert estate.said[0].startswith("cannot write index.html: No space left on device")
    assert (estate.sets(), estate.run(THIRD)) == (["2026-11-20..2026-11-21"], 0)
    assert "2026-11-20..2026-11-21" in (estate.root / "out/index.html").read_text("utf-8")


def test_a_store_that_takes_nothing_costs_its_body_which_is_said(
    estate: Estate, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise CannotWrite("demo/2026-11-20.yaml", "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("gen.run.night.put", full)
        assert (estate.run(), len(estate.said)) == (2, 1)
    assert [line["state"] for line in estate.record()] == ["running", "failed", "finished"]
    assert (estate.run(NEXT), estate.releases()) == (0, ["2026-11-21"])


def test_no_page_says_where_the_files_lie_on_the_machine(estate: Estate) -> None:
    estate.configure('[body.demo]\nsources = ["inbox/none.txt"]\n')
    assert estate.run() == 2
    assert [str(estate.root) in line for line in estate.said] == [True]
    assert "inbox/none.txt" in estate.bytes()["out/index.html"].decode()
    assert [name for name, data in estate.bytes().items() if str(estate.root).encode() in data] == []


@pytest.mark.parametrize(("left", "code"), [(8, 0), (7, 3), (1, 3)])
def test_more_than_a_fifth_gone_is_held(estate: Estate, left: int, code: int) -> None:
    estate.run()
    estate.put("inbox/a.txt", page(*UNITS[:left]))
    before = estate.bytes()
    assert estate.run(NEXT) == code
    assert len(estate.releases()) == (1 if code else 2)
    if code:
        assert estate.said == [
            f"demo: inbox/a.txt: {10 - left} of 10 units of demo@2026-11-20 are gone, more than a fifth; "
            "if that is right, run again with --accept-shrink"
        ]
        untouched = ("snapshots/demo/2026-11-20.yaml", "snapshots/snapshot.schema.json")
        assert {path: estate.bytes()[path] for path in untouched} == {path: before[path] for path in untouched}


def test_a_held_body_goes_on_once_the_loss_is_accepted(estate: Estate) -> None:
    estate.run()
    estate.put("inbox/a.txt", page(*UNITS[:3]))
    assert estate.run(NEXT) == 3
    assert estate.run(NEXT) == 3
    assert estate.run(NEXT, accept_shrink=True) == 0
    assert estate.releases() == ["2026-11-20", "2026-11-21"]
    assert estate.run(THIRD) == 0


def test_a_source_that_no_longer_speaks_of_its_units_is_held(estate: Estate) -> None:
    estate.run()
    estate.put("inbox/a.txt", page().partition("== 内设机构 ==")[0])
    assert estate.run(NEXT) == 3
    assert "10 of 10 units" in estate.said[0]


def test_another_document_that_speaks_only_of_duties_is_not_held(estate: Estate) -> None:
    estate.run()
    estate.put("inbox/b.txt", page().partition("== 内设机构 ==")[0])
    assert estate.run(NEXT) == 0


def test_a_watched_folder_that_was_emptied_is_held(estate: Estate) -> None:
    estate.run()
    (estate.root / "inbox/a.txt").unlink()
    assert estate.run(NEXT) == 3
    assert estate.said == ["demo: inbox is empty: 1 document is gone; if that is right, run again with --accept-shrink"]
    assert estate.run(NEXT, accept_shrink=True) == 0
    assert estate.run(THIRD) == 0


def test_a_folder_that_never_held_anything_is_no_trouble(estate: Estate) -> None:
    (estate.root / "inbox/a.txt").unlink()
    assert estate.run() == 0
    assert estate.releases() == []


def test_a_crash_in_the_work_costs_its_body_only(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    from gen.run import work as module

    real = module.work

    def crashing(task: module.Task) -> module.Made:
        if task.body.id == "other":
            raise RuntimeError("a fault of our own")
        return real(task)

    monkeypatch.setattr(module, "work", crashing)
    estate.configure(TWO)
    assert estate.run() == 3
    assert estate.said == ["other: a fault of our own"]
    assert estate.releases() == ["2026-11-20"]
    assert [line["state"] for line in estate.record()] == ["running", "done", "failed", "finished"]
