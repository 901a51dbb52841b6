"""What the work on one body may take of memory and time, held from within the worker.

Memory is held where the kernel counts address space (Linux), elsewhere only time is. Time is held by a timer that stops
Python code in the main thread (Windows has none) and by a watchdog that ends the whole worker, whatever it runs.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import current_thread, main_thread
from types import FrameType
from typing import TypeVar

from gen.config.model import Limits
from gen.errors import GenError

R = TypeVar("R")
_MB = 2**20
_AGAIN = 1.0
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Failed:
    """Why there is no result, one line a fault."""

    why: tuple[str, ...]


class TimeUp(BaseException):
    """The time of one body is over; no library's `except Exception` may keep it from ending the work."""


def within(limits: Limits, work: Callable[[], R]) -> R | Failed:
    """What the work returns, or why it failed: by its own error, or because it took more than it may."""
    try:
        with _memory(limits.memory_mb), _time(limits.seconds):
            return work()
    except TimeUp:
        return too_long(limits)
    except MemoryError:
        return Failed((f"needs more than {limits.memory_mb} MB of memory, its limit",))
    except GenError as error:
        return Failed(tuple(str(error).splitlines()))
    except Exception as error:
        return Failed((_fault(error),))


def too_long(limits: Limits) -> Failed:
    """The failure of work that took longer than it may."""
    return Failed((f"takes longer than {limits.seconds:g} s, its limit",))


def _fault(error: Exception) -> str:
    """One line on an error that no one foresaw, with the place in the program it comes from."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    said = " ".join(str(error).split())[:_LONGEST]
    return f"a fault of gen itself, {type(error).__name__} at {Path(last.filename).name}:{last.lineno}: {said}"


@contextmanager
def watchdog(seconds: float) -> Iterator[None]:
    """Ends this process if the block takes longer, even where C code never lets Python run."""
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


@contextmanager
def _time(seconds: float) -> Iterator[None]:
    """Raises TimeUp in the block when it takes longer, and again every second until it gives in."""
    if not hasattr(signal, "setitimer") or current_thread() is not main_thread():
        yield
        return
    armed = True

    def ring(_: int, __: FrameType | None) -> None:
        if armed:
            raise TimeUp

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _memory(megabytes: int) -> Iterator[None]:
    """Lets the block take so much on top of what the process holds, so that no body pays for those before it."""
    if sys.platform != "linux":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    stated = [cap for cap in (soft, hard) if cap != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([_held() + megabytes * _MB, *stated]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _held() -> int:
    """The address space of this process in bytes, 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
