"""A folder of one body that nobody may look into, as after a restore by another user: it costs that body only."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.faults.harness import gen
from tests.run.estate import NEXT, NIGHT, UNITS, Estate, page

BODIES = ("first", "closed", "last")
MORE = page(*UNITS, "大数据司", "应急司")


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Estate:
    """Three bodies, each published once, and something new of all but the second."""
    estate = Estate(tmp_path_factory.mktemp("closed") / "estate")
    estate.root.mkdir()
    estate.configure("".join(f'[body.{body}]\nsources = ["in/{body}/a.txt", "in/{body}/b.txt"]\n' for body in BODIES))
    for body in BODIES:
        estate.put(f"in/{body}/a.txt", page())
        estate.put(f"in/{body}/b.txt", page(*UNITS, "大数据司"))
    assert gen(estate, "run", "--now", NIGHT).code == 0
    for body in ("first", "last"):
        estate.put(f"in/{body}/b.txt", MORE)
    return estate


@pytest.mark.parametrize("mode", [0o000, 0o444])
@pytest.mark.parametrize("closed", ["in/closed", "snapshots/closed", "out/closed", "out/closed/latest"])
def test_a_folder_that_nobody_may_look_into_costs_its_body_only(
    three: Estate, bound: tuple[str, ...], tmp_path: Path, closed: str, mode: int
) -> None:
    estate = Estate(tmp_path / "estate")
    shutil.copytree(three.root, estate.root)
    (estate.root / closed).chmod(mode)
    ran, status, check = (
        gen(estate, *words, under=bound) for words in (("run", "--now", NEXT), ("status",), ("check", "--deep"))
    )
    (estate.root / closed).chmod(0o755)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (3, "", 1)
    assert "Permission denied" in ran.err
    pages = (estate.root / "out/index.html").read_text("utf-8")
    assert all(f'id="{body}/2026-11-20+2..2026-11-21"' in pages for body in ("first", "last"))
    assert status.code == 1
    assert "Traceback" not in status.err + check.err
    assert check.code == (0 if closed.startswith("in/") else 2)
    assert gen(estate, "run", "--now", NEXT) == (0, "", "")
    assert gen(estate, "check", "--deep").code == 0
