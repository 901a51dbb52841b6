"""Listening to WeasyPrint: what it finds wrong, and how far it is."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

Progress = Callable[[int, int], None]
_TOLD_AT_THE_START = "Using fontTools instead of HarfBuzz-Subset"


class _Hearing(logging.Handler):
    """Hands on each record of a level or above."""

    def __init__(self, level: int, hear: Callable[[logging.LogRecord], None]) -> None:
        super().__init__(level)
        self.hear = hear

    def emit(self, record: logging.LogRecord) -> None:
        self.hear(record)


@contextmanager
def told(tell: Callable[[str], None]) -> Iterator[None]:
    """Passes on what WeasyPrint logs as wrong while the block runs."""
    from weasyprint.logger import LOGGER

    def hear(record: logging.LogRecord) -> None:
        if not (said := record.getMessage()).startswith(_TOLD_AT_THE_START):
            tell(said)

    with _heard(LOGGER, _Hearing(logging.WARNING, hear)):
        yield


@contextmanager
def laying_out(progress: Progress | None) -> Iterator[None]:
    """Reports each page once, when WeasyPrint begins to lay it out; it goes over some again for page numbers."""
    if progress is None:
        yield
        return
    from weasyprint.logger import PROGRESS_LOGGER

    begun = 0

    def hear(record: logging.LogRecord) -> None:
        nonlocal begun
        page = record.args[0] if isinstance(record.args, tuple) and record.args else 0
        if "layout - Page" in record.msg and isinstance(page, int) and page > begun:
            begun = page
            progress(page, 0)

    level = PROGRESS_LOGGER.level
    PROGRESS_LOGGER.setLevel(logging.INFO)
    try:
        with _heard(PROGRESS_LOGGER, _Hearing(logging.INFO, hear)):
            yield
    finally:
        PROGRESS_LOGGER.setLevel(level)


@contextmanager
def _heard(logger: logging.Logger, handler: logging.Handler) -> Iterator[None]:
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


def drawing(document: Any, progress: Progress | None) -> None:
    """Makes each page of a laid-out document report when it has been drawn."""
    if progress is None:
        return
    for number, page in enumerate(document.pages, 1):
        page.paint = after(page.paint, partial(progress, number, len(document.pages)))


def after(paint: Callable[..., None], then: Callable[[], None]) -> Callable[..., None]:
    """A page's paint method with something done when it has ended."""

    def painted(*given: Any) -> None:
        paint(*given)
        then()

    return painted
