"""Every error that stops gen: what is wrong, where, and what to do, composed from the facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Place(NamedTuple):
    """A spot in a file; line and column count from 1, 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])


class Cell(NamedTuple):
    """A cell of a workbook; row and column count from 1, row 0 means the sheet as a whole."""

    file: str
    sheet: str
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        letter = chr(ord("A") + self.column - 1) if self.row else ""
        return f"{self.file}: {self.sheet}" + (f"!{letter}{self.row}" if self.row else "")


class Fault(NamedTuple):
    """One thing wrong at one place, with what to do about it."""

    place: Place | Cell
    what: str
    todo: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.what}" + (f"; {self.todo}" if self.todo else "")


class GenError(Exception):
    """A condition gen cannot go on from; its text is one line a fault and fit to print as it stands."""


_MOST_TOLD = 500


class FaultyFile(GenError):
    """A file with faults, all of them collected, in the order of the file; the text tells the first hundreds."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        told = [str(fault) for fault in self.faults[:_MOST_TOLD]]
        more = len(self.faults) - len(told)
        super().__init__("\n".join([*told, f"… and {more} more faults"] if more else told))


def nearest(word: str, known: Iterable[str]) -> str:
    """Returns "did you mean X?" for the closest known words, or a list of the known ones, or nothing."""
    from difflib import get_close_matches

    known = sorted(known)
    if close := get_close_matches(word, known, n=3, cutoff=0.6):
        return f"did you mean {' or '.join(close)}?"
    return f"known: {', '.join(known[:12])}{' …' if len(known) > 12 else ''}" if known else ""


class Unknown(GenError):
    """A body, release, template or other named thing that does not exist."""

    def __init__(self, kind: str, name: str, known: Iterable[str], where: str = "") -> None:
        hint = nearest(name, known)
        super().__init__(f"no {kind} {name!r}" + (f" in {where}" if where else "") + (f"; {hint}" if hint else ""))


class AlreadyThere(GenError):
    """A release that the store already holds."""

    def __init__(self, ref: str, file: str) -> None:
        super().__init__(f"{ref} exists already ({file}); pass --replace to write it anew")


class CannotWrite(GenError):
    """A place where nothing can be written; nothing was left half written."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"cannot write {path}: {why}; nothing was changed there")


class CannotRead(GenError):
    """A file that cannot be read at all, or whose bytes are not what they must be."""

    def __init__(self, path: str, why: str, todo: str = "") -> None:
        super().__init__(f"cannot read {path}: {why}" + (f"; {todo}" if todo else ""))


class BadValue(GenError):
    """A value given on the command line that does not have the required form."""

    def __init__(self, what: str, value: str, expected: str) -> None:
        super().__init__(f"{what} {value!r} is not {expected}")


class NotThisForm(GenError):
    """A document that does not have the form it was to be read as, or has no form gen knows."""

    def __init__(self, name: str, why: str, forms: Iterable[str]) -> None:
        super().__init__(f"{name}: {why}; name the form with --as: {', '.join(forms)}")


class NoAnswer(GenError):
    """Questions that were asked and found no one to answer them."""

    def __init__(self, question: str, done: int) -> None:
        super().__init__(f"no answer to {question!r}: the input ended; rulings written before that: {done}")


class MissingPart(GenError):
    """A library or font the machine lacks for what was asked."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what} is missing; {fix}")


class TooLong(GenError):
    """A text so long that a document of the form asked for cannot be set from it."""

    def __init__(self, form: str, text: str, longest: int) -> None:
        super().__init__(
            f"no {form} can be set from a text of {len(text):,} characters, {text[:20]!r} …; "
            f"the most is {longest:,}; correct the snapshot, or leave {form} out with --format"
        )


class Undelivered(GenError):
    """A message that could not be delivered; again: a little later it may be, whole: no other would be either.

    after: the seconds that whoever was to take it asks to wait.
    """

    def __init__(self, why: str, *, again: bool = False, whole: bool = False, after: float = 0) -> None:
        self.again, self.whole, self.after = again, whole, after
        super().__init__(why)


class NoWorker(GenError):
    """A machine on which no process can be started for the work."""

    def __init__(self) -> None:
        super().__init__("no worker process can be started; look at the limits of processes and memory for this user")


class Busy(GenError):
    """A lock that another run holds."""

    def __init__(self, path: str, holder: str = "") -> None:
        self.path = path
        super().__init__(f"another run is at work{holder} and holds {path}; nothing was done")
