"""A gen.toml with its inbox, store and out in a folder of its own, for tests of the unattended run."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from gen.config import Config, load
from gen.run import record as records
from gen.run import run
from gen.run.limits import Failed
from gen.run.state import State
from gen.run.state import load as state_of

NIGHT = "2026-11-20T02:00:00+00:00"
NEXT = "2026-11-21T02:00:00+00:00"
THIRD = "2026-11-22T02:00:00+00:00"
HEAD = '[brief]\nformats = ["json", "md"]\n'
UNITS = ("办公厅", "政策法规司", "规划司", "财务司", "科技司", "人事司", "国际司", "信息司", "装备司", "安全司")


def page(*units: str, name: str = "测试部") -> str:
    """An encyclopedia page on a body with some units; it states no date."""
    listed = "\n".join(f"* {unit}" for unit in units or UNITS)
    return f"{name}\n== 主要职责 ==\n（一）负责文电运转。\n（二）拟订发展规划。\n== 内设机构 ==\n{listed}\n"


def regulation(date: str, *units: str) -> str:
    """A regulation that takes effect on a day, written as 2019年3月1日."""
    signs = "一二三四五六七八九十"
    listed = "\n".join(
        f"（{sign}）{unit}。负责{unit[:2]}工作。" for sign, unit in zip(signs, units or UNITS, strict=False)
    )
    return (
        "测试部职能配置、内设机构和人员编制规定\n\n第一条 测试部是国务院组成部门。\n\n第二条 测试部的主要职责是：\n"
        f"（一）负责文电运转。\n（二）拟订发展规划。\n\n第三条 测试部设下列内设机构：\n{listed}\n\n"
        f"第四条 本规定自{date}起施行。\n"
    )


class Estate:
    """Bodies under a folder, and what a run said of them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.said: list[str] = []
        self.shown: list[str] = []

    def configure(self, text: str = '[body.demo]\nsources = ["inbox"]\n', head: str = HEAD) -> None:
        (self.root / "gen.toml").write_text(head + text, encoding="utf-8")

    def config(self) -> Config:
        return load(self.root / "gen.toml")

    def put(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, at: str = NIGHT, **asked: Any) -> int:
        """One run at a time of day; what it said is kept."""
        self.said, self.shown = [], []
        return run(
            load(self.root / "gen.toml"),
            now=lambda: datetime.fromisoformat(at),
            environment=asked.pop("environment", {}),
            say=self.said.append,
            sleep=lambda _: None,
            show=self.shown.append,
            **asked,
        )

    def releases(self, body: str = "demo") -> list[str]:
        return sorted(file.stem for file in (self.root / "snapshots" / body).glob("*.yaml"))

    def sets(self, body: str = "demo") -> list[str]:
        folder = self.root / "out" / body
        return sorted(path.parent.relative_to(folder).as_posix() for path in folder.rglob("manifest.json"))

    def state(self) -> State:
        return state_of(self.root / "out")

    def record(self) -> list[dict[str, Any]]:
        """The lines of the newest record."""
        return list(records.lines(records.runs(self.root / "out")[-1]))

    def records(self) -> list[str]:
        return [path.name for path in records.runs(self.root / "out")]

    def seen(self) -> dict[str, tuple[int, int, str]]:
        """Inode, time and hash of every file."""
        return {str(path): _seen(path) for path in sorted(self.root.rglob("*")) if path.is_file()}

    def bytes(self, *, without: Sequence[str] = ("runs", "inbox")) -> dict[str, bytes]:
        """The bytes of every file that counts, by its path."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and not {*path.relative_to(self.root).parts} & {*without}
        }


def _seen(path: Path) -> tuple[int, int, str]:
    stat = path.stat()
    return stat.st_ino, stat.st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest()


def one_by_one(
    work: Callable[[Any], Any], tasks: Sequence[Any], *, jobs: int, limits: object, cost: object = None
) -> Iterator[tuple[Any, Any]]:
    """The work done here, without processes."""
    for task in tasks:
        try:
            yield task, work(task)
        except RuntimeError as error:
            yield task, Failed((str(error),))


@pytest.fixture
def estate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Estate:
    """One body that watches an inbox with one page in it; the work is done without processes."""
    monkeypatch.setattr("gen.run.workers.results", one_by_one)
    made = Estate(tmp_path)
    made.configure()
    made.put("inbox/a.txt", page())
    return made


def only_read(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether this process is bound by the modes of files."""
    return os.geteuid() != 0
