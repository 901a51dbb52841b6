"""Many bodies at once in processes of their own: a worker that dies, hangs or eats memory costs its body only.

Written against the Executor protocol, submit and shutdown, with batches of our own: that of a cluster can take the
place of the local one. A broken executor is made anew; what may have broken it is then done again one at a time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from gen.config.model import Limits
from gen.errors import NoWorker
from gen.run.limits import Failed, too_long, watchdog, within
from gen.run.pool import Pool

__all__ = ["Failed", "results"]

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 4
_WORTH = 1.0
_GRACE = 5.0
_STARTS = 3


class _Item(NamedTuple, Generic[T]):
    task: T
    limits: Limits


class _Batch(NamedTuple, Generic[T]):
    number: int
    items: tuple[_Item[T], ...]


def results(
    work: Callable[[T], R],
    tasks: Sequence[T],
    *,
    jobs: int,
    limits: Callable[[T], Limits],
    cost: Callable[[T], float] = lambda _: _WORTH,
    executor: Callable[[], Executor] | None = None,
    grace: float = _GRACE,
) -> Generator[tuple[T, R | Failed], None, None]:
    """Yields each task with what `work` makes of it or why it failed, in the order of the tasks whatever the jobs.

    cost: about how many seconds a task takes; cheap ones are sent to a worker together. executor: makes what takes the
    place of processes here; a worker of it does one thing at a time, or no limit means much. grace: seconds after its
    limit until a worker is killed that does not end by itself.
    Close it (contextlib.closing) where it may be left early: that ends the workers. Raises NoWorker.
    """
    batches = tuple(_batches(tasks, limits, cost))
    shift = _Shift(work, batches, min(jobs, len(batches)), executor, grace)
    try:
        for batch in batches:
            shift.fill()
            while batch.number not in shift.made:
                shift.step()
            yield from zip((item.task for item in batch.items), shift.made.pop(batch.number), strict=True)
    finally:
        shift.end()


def _batches(tasks: Iterable[T], limits: Callable[[T], Limits], cost: Callable[[T], float]) -> Iterator[_Batch[T]]:
    """Yields the tasks in batches worth the way to a worker."""
    number, worth, items = 0, 0.0, list[_Item[T]]()
    for task in tasks:
        items.append(_Item(task, limits(task)))
        worth += cost(task)
        if worth >= _WORTH:
            yield _Batch(number, tuple(items))
            number, worth, items = number + 1, 0.0, []
    if items:
        yield _Batch(number, tuple(items))


def _together(work: Callable[[T], R], items: tuple[_Item[T], ...], grace: float) -> tuple[R | Failed, ...]:
    """What becomes of each task of a batch; in a worker, which does not outlive the limit of one."""
    made = list[R | Failed]()
    for task, limits in items:
        with watchdog(limits.seconds + grace):
            made.append(within(limits, partial(work, task)))
    return tuple(made)


def _alone(work: Callable[[T], R], item: _Item[T]) -> R | Failed:
    """What becomes of one task; in a worker that the parent watches."""
    return within(item.limits, partial(work, item.task))


def _ready() -> None:
    """Nothing: a worker that has done it is up."""


class _Shift(Generic[T, R]):
    """The batches of one run: those that wait, those given out, and what became of the rest by number."""

    def __init__(
        self,
        work: Callable[[T], R],
        batches: Iterable[_Batch[T]],
        jobs: int,
        executor: Callable[[], Executor] | None,
        grace: float,
    ) -> None:
        self.work, self.jobs, self.grace = work, jobs, grace
        self.waiting = deque(batches)
        self.given: dict[Future[tuple[R | Failed, ...]], _Batch[T]] = {}
        self.made: dict[int, tuple[R | Failed, ...]] = {}
        self.many = executor or partial(Pool, jobs)
        self.single = executor or partial(Pool, 1)
        self.pool: Executor | None = None
        self.lone: Executor | None = None

    def fill(self) -> None:
        """Gives out batches, a few more than there are workers; what is made and not yet taken counts as well."""
        while self.waiting and len(self.given) + len(self.made) < _AHEAD * self.jobs:
            self.pool = self.pool or self.many()
            batch = self.waiting[0]
            try:
                future = self.pool.submit(_together, self.work, batch.items, self.grace)
            except BrokenExecutor:
                if self.given:
                    return
                self.end()
                continue
            self.given[future] = self.waiting.popleft()

    def step(self) -> None:
        """Takes what has been done and mends what has broken."""
        done, _ = wait(self.given, self._longest(), FIRST_COMPLETED)
        if not done or any(isinstance(_error(future), BrokenExecutor) for future in done):
            self._mend()
        else:
            self._take(done)
        self.fill()

    def end(self) -> None:
        """Ends the workers, whatever they are at."""
        pool, self.pool = self.pool, None
        _end(pool)
        self._end_lone()

    def _longest(self) -> float:
        """Seconds after which none of the batches given out may still be at work."""
        each = (sum(limits.seconds + self.grace for _, limits in batch.items) for batch in self.given.values())
        return max(each, default=0.0) + self.grace

    def _mend(self) -> None:
        """Goes on after workers that died or hang: the first in hand are suspect, the rest is given out again.

        Batches are begun in the order in which they were given out.
        """
        self.end()
        wait(self.given, self.grace)
        lost = [future for future in self.given if _error(future)]
        self.waiting.extendleft(self.given.pop(future) for future in reversed(lost[self.jobs :]))
        self._take([*self.given])

    def _take(self, futures: Iterable[Future[tuple[R | Failed, ...]]]) -> None:
        """Keeps what became of these batches; what has no result is done again, each task by itself."""
        for future in futures:
            batch = self.given.pop(future)
            again = _error(future) is not None
            self.made[batch.number] = tuple(map(self._by_itself, batch.items)) if again else future.result()
        self._end_lone()

    def _by_itself(self, item: _Item[T]) -> R | Failed:
        """What becomes of a task with no other beside it, so that what it breaks is its own fault."""
        pool = self._single()
        future = pool.submit(_alone, self.work, item)
        wait([future], item.limits.seconds + self.grace)
        error = _error(future)
        if error is None:
            return future.result()
        self._end_lone()
        if isinstance(error, TimeoutError):
            return too_long(item.limits)
        if isinstance(error, BrokenExecutor):
            return Failed((f"its worker died{pool.fate() if isinstance(pool, Pool) else ''}",))
        return Failed((f"its worker has no result to give: {type(error).__name__}",))

    def _single(self) -> Executor:
        """An executor with a worker that is up and has nothing in hand."""
        for _ in range(_STARTS):
            pool = self.lone = self.lone or self.single()
            try:
                pool.submit(_ready).result()
            except BrokenExecutor:
                self._end_lone()
            else:
                return pool
        raise NoWorker

    def _end_lone(self) -> None:
        pool, self.lone = self.lone, None
        _end(pool)


def _error(future: Future[Any]) -> BaseException | None:
    """Why there is no result; TimeoutError where the work has not ended."""
    if not future.done():
        return TimeoutError()
    return CancelledError() if future.cancelled() else future.exception()


def _end(pool: Executor | None) -> None:
    if isinstance(pool, Pool):
        pool.kill()
    if pool:
        pool.shutdown(wait=isinstance(pool, Pool), cancel_futures=True)
