"""Worker processes that never outlive this one, keep nothing of it open and leave its signals to it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import ParamSpec, TypeVar

from gen.run.streams import fill_streams

P = ParamSpec("P")
R = TypeVar("R")
_SET_DEATH_SIGNAL = 1


class Pool(ProcessPoolExecutor):
    """So many workers, started as they are needed; fresh processes, which inherit neither locks nor threads."""

    def __init__(self, count: int) -> None:
        fill_streams()
        super().__init__(count, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(os.getpid(),))
        self._crew: dict[int, BaseProcess] = {}

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """As any executor; a worker that this starts is known before a signal can end this process."""
        with _undisturbed():
            future = super().submit(fn, *args, **kwargs)
            self._crew |= self._processes or {}
        return future

    def kill(self) -> None:
        """Ends every worker at once, whatever it is at; what it had in hand fails with BrokenProcessPool."""
        for process in self._crew.values():
            process.kill()

    def fate(self) -> str:
        """How the first worker ended that did not end well, in words that follow "died"."""
        codes = [code for process in self._crew.values() if (code := process.exitcode)]
        return _ended(codes[0]) if codes else ""


def _ended(code: int) -> str:
    if code < 0 and -code in {int(one) for one in signal.Signals}:
        return f", killed by {signal.Signals(-code).name}"
    return f" with exit code {code}"


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Puts signals off while a worker starts, which takes that over and so is not disturbed before it is up."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(parent: int) -> None:
    """Makes this process a worker: silent, deaf to Ctrl-C, which is the parent's, and gone when the parent is."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
    _die_with(parent)
    _be_silent()


def _die_with(parent: int) -> None:
    """Ends this process with its parent, also if that has ended already."""
    if sys.platform != "linux":
        Thread(target=_follow, daemon=True).start()
        return
    import ctypes

    ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, ctypes.c_ulong(signal.SIGKILL))
    if os.getppid() != parent:
        os._exit(1)


def _follow() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _be_silent() -> None:
    """Points the three standard streams nowhere: what a library in C says there is no one's mail."""
    with Path(os.devnull).open("r+b", buffering=0) as nowhere:
        for stream in range(3):
            os.dup2(nowhere.fileno(), stream)
