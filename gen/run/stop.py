"""SIGTERM and SIGINT: what is in hand is finished, then the run ends."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Stopped(BaseException):
    """The run was asked to end by a signal, whose number it knows."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def code(self) -> int:
        """The exit code that tells of it."""
        return 128 + self.number


class Stop:
    """Whether the run was asked to end; within `whole` that waits until what is in hand is done."""

    def __init__(self) -> None:
        self._asked = 0
        self._busy = False

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """Heeds the signals while it lasts; raises Stopped when one comes. Only the main thread hears of them."""
        if current_thread() is not main_thread():
            yield
            return
        before = [signal.signal(each, self._heed) for each in _SIGNALS]
        try:
            yield
        finally:
            for each, handler in zip(_SIGNALS, before, strict=True):
                signal.signal(each, handler)

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Lets no signal cut short what is done meanwhile; raises Stopped after it."""
        self._busy = True
        try:
            yield
        finally:
            self._busy = False
        if self._asked:
            raise Stopped(self._asked)

    def _heed(self, number: int, _: FrameType | None) -> None:
        self._asked = self._asked or number
        if not self._busy:
            raise Stopped(number)
