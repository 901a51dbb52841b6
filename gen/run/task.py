"""What is asked of a worker for one body and what it hands back: frozen data, fit to be sent to another process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gen.config.model import Body
from gen.run.state import Known

if TYPE_CHECKING:
    from gen.model.run import Published
    from gen.tell import News

State = Literal["done", "nothing", "held", "failed"]


@dataclass(frozen=True, slots=True)
class Task:
    """The work on one body; `folder` is that of gen.toml, `day` the date of the run.

    known: the documents taken before, by source or by path below a watched folder. tells: whether anybody is told.
    settled: the releases that were told, or need not be; owed: those somebody has still to be told of. first: nothing
    is known of the body, so that only what is made now is news. rehearsal: nothing is rendered, since nothing will
    be written.
    """

    body: Body
    folder: Path
    store: Path
    out: Path
    day: str
    keep: int | None = None
    known: Mapping[str, Known] = field(default_factory=dict)
    tells: bool = False
    settled: frozenset[str] = frozenset()
    owed: frozenset[str] = frozenset()
    first: bool = False
    accept_shrink: bool = False
    rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class MadeSet:
    """The files of one set by name, manifest.json last, for a folder below out.

    gone: the sha256 by name of the files of an earlier set there that this one has not. why: it had to be made.
    """

    published: Published
    files: Mapping[str, bytes]
    gone: Mapping[str, str] = field(default_factory=dict)
    why: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """What the work on one body came to; nothing of it is written yet.

    store: files by their path below the store, in the order in which they are to be written. known: as in Task, as it
    is now. news: of the releases that are not settled. wanted, places: the later release and the folder of every set
    that is wanted of the body, made now or not. why: one line a fault, of held and failed.
    """

    body: str
    state: State
    imported: tuple[str, ...] = ()
    store: Mapping[str, bytes] = field(default_factory=dict)
    sets: tuple[MadeSet, ...] = ()
    news: tuple[News, ...] = ()
    known: Mapping[str, Known] = field(default_factory=dict)
    wanted: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
