"""Work for tests of the workers, each piece a task that a process of its own can be asked for."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import Any

from gen.errors import BadValue

Task = tuple[str, Any]


def work(task: Task) -> Any:
    """Does what the task names with what it gives."""
    name, given = task
    return WORKS[name](given)


def wait_until_killed(file: str) -> None:
    """Writes down which process this is, then waits for its end."""
    Path(file).write_text(str(os.getpid()))
    time.sleep(600)


def mark(file: str) -> str:
    """Shows that it is at work, for a while."""
    Path(file).touch()
    time.sleep(0.7)
    return "marked"


def once(file: str) -> str:
    """Kills its process the first time, and only then."""
    path = Path(file)
    if path.exists():
        return "done the second time"
    path.touch()
    os.kill(os.getpid(), signal.SIGKILL)
    return "not reached"


def open_files(_: object) -> list[str]:
    """What the process holds open."""
    return [os.path.realpath(one) for one in Path("/proc/self/fd").iterdir()]


def fail(_: object) -> None:
    raise BadValue("release", "20-22", "a date")


def blunder(key: str) -> None:
    raise KeyError(key)


def swallow(_: object) -> None:
    """A loop in Python that lets no ordinary error end it."""
    while True:
        try:
            time.sleep(0.01)
        except Exception:
            continue


def speak(words: str) -> str:
    os.write(1, words.encode())
    os.write(2, words.encode())
    return words


WORKS = {
    "square": lambda number: number**2,
    "pid": lambda _: os.getpid(),
    "sleep": lambda seconds: time.sleep(seconds) or seconds,
    "fail": fail,
    "blunder": blunder,
    "swallow": swallow,
    "loop in C": lambda _: sum(repeat(0)),
    "segfault": lambda _: ctypes.string_at(0),
    "stop": lambda _: os.kill(os.getpid(), signal.SIGSTOP),
    "exit": lambda code: os._exit(code),
    "leave": lambda code: (_ for _ in ()).throw(SystemExit(code)),
    "eat": lambda megabytes: len(bytearray(megabytes * 2**20)),
    "unsendable": lambda _: lambda: None,
    "wait until killed": wait_until_killed,
    "mark": mark,
    "once": once,
    "open files": open_files,
    "speak": speak,
}


class Threads(ThreadPoolExecutor):
    """An executor of another kind, as a cluster's is: it keeps the protocol and knows no processes of ours."""

    def __init__(self) -> None:
        super().__init__(1)
        self.asked = 0

    def submit(self, *given: Any, **named: Any) -> Future[Any]:
        self.asked += 1
        return super().submit(*given, **named)
