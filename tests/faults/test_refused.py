"""The disk is full or broken at any call that changes it: the run ends in good order and the next one makes it good.

The calls are refused within a process of its own, so that no strace is needed and a point costs little.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.faults.harness import again, ends, strays
from tests.run.estate import NEXT, UNITS, Estate, page
from tests.run.estate import estate as at_once

__all__ = ["at_once"]
_CALLS = ((os, "fsync"), (os, "write"), (Path, "open"), (Path, "replace"), (Path, "mkdir"), (Path, "unlink"))
_ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS)
_EVERY = 4
_FAULT = 99
_WRITE = os.write

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")


def _refusing(number: int) -> list[int]:
    """Counts the calls that change the disk below a folder, and has one of them fail."""
    count = [0]

    def wrapped(real: Callable[..., Any], name: str) -> Callable[..., Any]:
        def call(*args: Any, **known: Any) -> Any:
            if name != "open" or "x" in args[1:2] or "xb" in args[1:2]:
                count[0] += 1
                if count[0] == number:
                    error = _ERRORS[number % len(_ERRORS)]
                    raise OSError(error, os.strerror(error))
            return real(*args, **known)

        return call

    for place, name in _CALLS:
        setattr(place, name, wrapped(getattr(place, name), name))
    return count


def _refused(estate: Estate, number: int) -> tuple[int, int]:
    """How a run ends in a process of its own when one call is refused, and how many calls there were."""
    reader, writer = os.pipe()
    if (child := os.fork()) == 0:
        code, count = _FAULT, [0]
        try:
            count = _refusing(number)
            code = estate.run(NEXT)
        except OSError:
            code = _FAULT
        except Exception as error:
            code = 2 if type(error).__name__ == "CannotWrite" else _FAULT
        finally:
            _WRITE(writer, f"{code} {count[0]}".encode())
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        code_, calls = map(int, pipe.read().split())
    os.waitpid(child, 0)
    return code_, calls


def test_whatever_call_is_refused_the_next_run_makes_it_good(at_once: Estate) -> None:
    estate = at_once
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    assert estate.run() == 0
    estate.put("inbox/a.txt", page(*UNITS, "数据局"))
    start = estate.root.with_name(f"{estate.root.name}-start")
    shutil.copytree(estate.root, start)
    code, calls = _refused(estate, 0)
    assert (code, calls > 40) == (0, True)
    wanted = ends(estate)
    for number in range(1, calls + 1, _EVERY):
        again(start, estate)
        assert _refused(estate, number)[0] in (0, 2, 3), f"call {number} of {calls}"
        assert (estate.run(NEXT), estate.said) == (0, []), f"call {number} of {calls}"
        assert ends(estate) == wanted, f"call {number} of {calls}"
        assert strays(estate) == [], f"call {number} of {calls}"
