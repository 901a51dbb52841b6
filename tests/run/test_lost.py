"""What was lost of the store or of what runs remember comes back as it was, and no old state reads as the newest."""

from __future__ import annotations

import shutil

from gen.store import Store
from tests.run.estate import NEXT, NIGHT, THIRD, UNITS, Estate, page


def test_a_release_that_was_taken_out_of_the_store_comes_back_as_what_it_was(estate: Estate) -> None:
    estate.run()
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    estate.run(NEXT)
    estate.put("inbox/c.txt", page(*UNITS, "大数据司", "应急司"))
    estate.run(THIRD)
    before = Store(estate.root / "snapshots").load("demo@2026-11-21").snapshot
    (estate.root / "snapshots/demo/2026-11-21.yaml").unlink()
    assert estate.run("2026-11-23T02:00:00+00:00") == 0
    assert estate.releases() == ["2026-11-20", "2026-11-21", "2026-11-22"]
    again = Store(estate.root / "snapshots").load("demo@2026-11-21").snapshot
    assert again.model_copy(update={"captured": before.captured}) == before
    assert estate.sets() == ["2026-11-20..2026-11-21", "2026-11-21..2026-11-22", "latest"]


def test_a_store_that_was_lost_is_made_again_from_the_documents_under_the_same_releases(estate: Estate) -> None:
    for night, units in ((NIGHT, UNITS), (NEXT, (*UNITS, "大数据司")), (THIRD, (*UNITS, "大数据司", "应急司"))):
        estate.put(f"inbox/{night[:10]}.txt", page(*units))
        estate.run(night)
    before = estate.releases(), estate.sets()
    shutil.rmtree(estate.root / "snapshots")
    assert estate.run("2026-11-23T02:00:00+00:00") == 0
    assert (estate.releases(), estate.sets()) == before


def test_after_a_lost_state_a_document_that_said_nothing_new_is_not_taken_for_the_newest(estate: Estate) -> None:
    estate.run()
    estate.put("inbox/a.txt", page() + "\n")
    estate.run(NEXT)
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    estate.run(THIRD)
    shutil.rmtree(estate.root / "out")
    assert estate.run("2026-11-23T02:00:00+00:00") == 0
    assert estate.releases() == ["2026-11-20", "2026-11-22"]
    assert estate.sets() == ["2026-11-20..2026-11-22", "latest"]
