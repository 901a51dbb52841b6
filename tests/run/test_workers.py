"""Many bodies at once: in order, each for itself, and gone when the run is."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gen.config.model import Limits
from gen.errors import NoWorker
from gen.run.cores import cores
from gen.run.workers import Failed, results
from tests.run.standins import Task, Threads, work

SQUARES = [("square", number) for number in range(6)]
LIMITS = Limits(seconds=30, memory_mb=200)
SHORT = Limits(seconds=0.3, memory_mb=200)
TOO_LONG = Failed(("takes longer than 0.3 s, its limit",))
REPO = Path(__file__).parents[2]
PARENT = """
import fcntl, os, signal, sys
from pathlib import Path
from gen.config.model import Limits
from gen.run.workers import results
from tests.run.standins import work
{before}
if __name__ == "__main__":
    tasks = {tasks}
    made = [made for _, made in results(work, tasks, jobs=2, limits=lambda _: Limits())]
    Path({said!r}).write_text(repr(made))
"""


@pytest.fixture(autouse=True)
def _no_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spares each worker from loading pytest, which stands for the program here."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


def made(tasks: Sequence[Task], jobs: int = 2, limits: Limits = LIMITS, **more: Any) -> list[Any]:
    each = results(work, tasks, jobs=jobs, limits=lambda _: limits, **{"grace": 0.3, **more})
    pairs = list(each)
    assert [task for task, _ in pairs] == list(tasks)
    return [one for _, one in pairs]


def until(true: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@contextlib.contextmanager
def parent(tmp_path: Path, tasks: Sequence[Task], before: str = "", **more: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has the tasks done and writes down what came of them."""
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(tasks=repr(tasks), said=str(tmp_path / "said"), before=before))
    env = {"PYTHONPATH": str(REPO), "LANG": "C"}
    with subprocess.Popen([sys.executable, script], env=env, cwd="/", **more) as process:
        try:
            yield process
        finally:
            process.kill()


def test_results_come_in_the_order_of_the_tasks_whatever_the_jobs() -> None:
    tasks = [("sleep", 0.2), *SQUARES]
    assert made(tasks, 1) == made(tasks, 2) == [0.2, 0, 1, 4, 9, 16, 25]


def test_no_tasks_start_no_worker() -> None:
    assert made([], executor=lambda: pytest.fail("started")) == []


def test_even_one_job_is_done_in_a_process_of_its_own() -> None:
    assert made([("pid", None)], 1) != [os.getpid()]


def test_a_worker_serves_many_tasks() -> None:
    assert len(set(made([("pid", None)] * 5, 1))) == 1


def test_one_failure_costs_its_task_only() -> None:
    assert made([SQUARES[2], ("fail", None), SQUARES[3]]) == [4, Failed(("release '20-22' is not a date",)), 9]


@pytest.mark.parametrize(
    ("task", "why"),
    [
        (("segfault", None), "its worker died, killed by SIGSEGV"),
        (("exit", 3), "its worker died with exit code 3"),
        (("unsendable", None), "its worker has no result to give: AttributeError"),
        (("leave", 1), "its worker has no result to give: SystemExit"),
        (("eat", 300), "needs more than 200 MB of memory, its limit"),
    ],
)
def test_a_crash_costs_its_task_only(task: Task, why: str) -> None:
    assert made([SQUARES[2], task, *SQUARES]) == [4, Failed((why,)), 0, 1, 4, 9, 16, 25]


def test_every_killer_is_found_among_many() -> None:
    tasks = [task for number in range(6) for task in (("square", number), ("exit", number + 1))]
    blamed = [Failed((f"its worker died with exit code {number + 1}",)) for number in range(6)]
    assert made(tasks, cost=lambda _: 0.5) == [one for n in range(6) for one in (n * n, blamed[n])]


def test_a_task_whose_worker_was_killed_by_chance_is_done_again(tmp_path: Path) -> None:
    assert made([("once", str(tmp_path / "mark")), *SQUARES[:3]]) == ["done the second time", 0, 1, 4]


def test_a_loop_in_python_costs_its_task_only() -> None:
    assert made([("swallow", None), SQUARES[3]], limits=SHORT) == [TOO_LONG, 9]


@pytest.mark.parametrize("cost", [0.1, 1.0])
def test_a_loop_in_c_costs_its_task_only(cost: float) -> None:
    assert made([SQUARES[2], ("loop in C", None), SQUARES[3]], limits=SHORT, cost=lambda _: cost) == [4, TOO_LONG, 9]


def test_a_worker_that_was_stopped_does_not_stop_the_run(tmp_path: Path) -> None:
    tasks = [("stop", None), SQUARES[3]]
    assert made(tasks, 1, limits=SHORT) == [TOO_LONG, 9]


def test_cheap_tasks_go_to_a_worker_together() -> None:
    threads = Threads()
    assert made(SQUARES, cost=lambda _: 0.5, executor=lambda: threads) == [0, 1, 4, 9, 16, 25]
    assert threads.asked == 3


def test_no_more_is_given_out_than_workers_need() -> None:
    threads = Threads()
    tasks = [("square", number) for number in range(100)]
    with contextlib.closing(results(work, tasks, jobs=2, limits=lambda _: LIMITS, executor=lambda: threads)) as each:
        next(each)
        assert threads.asked <= 9


class Failing(Threads):
    """Breaks before or after it has taken its first task."""

    def __init__(self, at_once: bool) -> None:
        super().__init__()
        self.at_once = at_once

    def submit(self, *given: Any, **named: Any) -> Future[Any]:
        if self.at_once:
            raise BrokenExecutor
        future: Future[Any] = Future()
        future.set_exception(BrokenExecutor())
        self.at_once = True
        return future


@pytest.mark.parametrize("at_once", [True, False])
def test_an_executor_that_breaks_is_made_anew(at_once: bool) -> None:
    kinds: Iterator[Executor] = iter([Failing(at_once), *(Threads() for _ in range(4))])
    assert made(SQUARES, executor=lambda: next(kinds)) == [0, 1, 4, 9, 16, 25]


def test_where_no_worker_can_be_started_the_run_ends() -> None:
    with pytest.raises(NoWorker, match="no worker process can be started"):
        made(SQUARES, executor=lambda: Failing(at_once=False))


class Deaf(Threads):
    """Takes whatever it is asked and never ends it, but starts well."""

    def submit(self, fn: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        return Future() if given else super().submit(fn)


def test_an_executor_that_never_answers_is_left_behind() -> None:
    assert made([SQUARES[3]], executor=Deaf, limits=SHORT) == [TOO_LONG]


def test_results_left_early_end_the_workers(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    each = results(work, [SQUARES[0], ("wait until killed", str(file))], jobs=2, limits=lambda _: LIMITS)
    next(each)
    assert until(lambda: file.exists() and file.read_text() != "")
    began = time.monotonic()
    each.close()
    assert gone(int(file.read_text()))
    assert time.monotonic() - began < 20


def test_workers_die_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one", "other")]
    with parent(tmp_path, [("wait until killed", str(file)) for file in files]) as process:
        assert until(lambda: all(file.exists() and file.read_text() for file in files))
        process.kill()
        assert until(lambda: all(gone(int(file.read_text())) for file in files), 2)


def test_workers_leave_an_interrupt_to_the_parent(tmp_path: Path) -> None:
    before = "if __name__ == '__main__': signal.signal(signal.SIGINT, lambda *_: None)"
    files = [tmp_path / name for name in ("one", "other")]
    tasks = [("mark", str(file)) for file in files]
    with parent(tmp_path, tasks, before, start_new_session=True, stderr=subprocess.PIPE) as process:
        assert until(lambda: any(file.exists() for file in files))
        while process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            time.sleep(0.05)
        assert process.communicate() == (None, b"")
    assert (tmp_path / "said").read_text() == "['marked', 'marked']"


@pytest.mark.parametrize("closed", [(0,), (0, 1), (0, 1, 2)])
def test_workers_work_with_closed_streams(tmp_path: Path, closed: tuple[int, ...]) -> None:
    with parent(tmp_path, SQUARES, preexec_fn=lambda: [os.close(stream) for stream in closed]) as process:
        assert process.wait(30) == 0
    assert (tmp_path / "said").read_text() == "[0, 1, 4, 9, 16, 25]"


def test_workers_hold_no_lock(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (files,) = made([("open files", None)], 1)
    assert str(tmp_path / "lock") not in files


def test_workers_say_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert made([("speak", "hello"), ("segfault", None)])[0] == "hello"
    assert capfd.readouterr() == ("", "")


def test_the_cores_at_hand_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cores() == len(os.sched_getaffinity(0))
    monkeypatch.delattr(os, "sched_getaffinity")
    assert cores() == os.cpu_count()
