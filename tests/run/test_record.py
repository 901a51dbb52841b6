"""The record of a run: every line as the schema has it, the newest kept, names in the order of the runs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter

from gen.model.run import RunLine
from gen.run.record import KEPT, Recorder, finished, lines, runs
from gen.schema import json_schema
from tests.run.estate import Estate

AT = datetime(2026, 11, 22, 2, tzinfo=UTC)


def test_every_line_of_a_record_is_as_the_model_and_its_schema_have_it(estate: Estate) -> None:
    estate.put("inbox/b.txt", "nothing that could be read")
    estate.run()
    found = [TypeAdapter(RunLine).validate_python(line) for line in estate.record()]
    assert [type(line).__name__ for line in found] == ["Started", "Done", "Finished"]
    assert all(f'"{type(line).__name__}"' in json_schema("run") for line in found)


def test_a_line_cut_short_is_left_out_and_the_record_not_finished(tmp_path: Path) -> None:
    record = Recorder(tmp_path, AT, 1)
    record.begin()
    record.close()
    path = runs(tmp_path)[0]
    path.write_bytes(path.read_bytes() + b'{"state": "fini')
    assert [line["state"] for line in lines(path)] == ["running"]
    assert not finished(path)


def test_records_sort_as_the_runs_began_whatever_the_clock_said(tmp_path: Path) -> None:
    for year in (2026, 2025, 2026, 2027):
        record = Recorder(tmp_path, AT.replace(year=year), 1)
        record.begin()
        record.close()
    names = ["20261122T020000Z.jsonl", "20261122T020000Z-2.jsonl", "20261122T020000Z-3.jsonl", "20271122T020000Z.jsonl"]
    assert [path.name for path in runs(tmp_path)] == names


def test_the_newest_records_are_kept(tmp_path: Path) -> None:
    for _ in range(KEPT + 3):
        record = Recorder(tmp_path, AT, 1)
        record.begin()
        record.close()
    found = [path.name for path in runs(tmp_path)]
    assert (len(found), found[0], found[-1]) == (KEPT, "20261122T020000Z-4.jsonl", f"20261122T020000Z-{KEPT + 3}.jsonl")


def test_nothing_to_record_leaves_no_record(tmp_path: Path) -> None:
    Recorder(tmp_path, AT, 1).close()
    assert runs(tmp_path) == ()
    assert list(tmp_path.iterdir()) == []
