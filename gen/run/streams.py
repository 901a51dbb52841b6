"""The standard streams of a process that was started without some of them."""

from __future__ import annotations

import os


def fill_streams() -> None:
    """Points closed standard streams nowhere, or the next file opened would take the place of one."""
    for stream in range(3):
        try:
            os.fstat(stream)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
