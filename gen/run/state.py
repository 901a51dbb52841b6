"""What an unattended run remembers for the next: out/.gen/state.json. It may be lost; then it is found anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from gen.errors import CannotRead
from gen.files import read, write

if TYPE_CHECKING:
    from gen.site import Stale

FILE = ".gen/state.json"
FORMAT = "gen-state/1"
_MOST = 256 * 2**20


@dataclass(frozen=True, slots=True)
class Known:
    """What a document was when it was last taken, and the release made of it, None where it said nothing new."""

    sha256: str
    release: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a body could not be brought up to date, one line a fault, and the day on which that began."""

    state: Literal["failed", "held"]
    since: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BodyState:
    """What is remembered of one body.

    looked: when it was last looked at, to within three days. inputs, outputs: what its files looked like at a glance.
    told: the channels that are still to hear of a release, by release. folders: of the sets that are wanted.
    """

    looked: str = ""
    inputs: str = ""
    outputs: str = ""
    known: Mapping[str, Known] = field(default_factory=dict)
    told: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class State:
    """Everything that is remembered. heard: by channel and body, what it was told of bodies in trouble.

    pages: what the pages above all bodies looked like; lost: there was no state that could be read.
    """

    bodies: Mapping[str, BodyState] = field(default_factory=dict)
    heard: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    pages: str = ""
    lost: bool = False

    def body(self, name: str) -> BodyState:
        """What is remembered of a body, nothing where it is new."""
        return self.bodies.get(name, BodyState())

    def with_body(self, name: str, state: BodyState) -> State:
        """The state with one body told anew."""
        return replace(self, bodies={**self.bodies, name: state})


def load(out: Path) -> State:
    """The state of the last run; one that knows nothing where there is none, or none that can be read."""
    try:
        plain = json.loads(read(out / FILE, most=_MOST))
        if plain["format"] != FORMAT:
            return State(lost=True)
        bodies = {str(name): _body(said) for name, said in plain["bodies"].items()}
        heard = {
            str(channel): {str(name): dict(seen) for name, seen in said.items()}
            for channel, said in plain["heard"].items()
        }
        return State(bodies, heard, str(plain["pages"]))
    except (CannotRead, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return State(lost=True)


def _body(said: Mapping[str, Any]) -> BodyState:
    trouble = said["trouble"]
    return BodyState(
        looked=str(said["looked"]),
        inputs=str(said["inputs"]),
        outputs=str(said["outputs"]),
        known={key: _known(known) for key, known in said["known"].items()},
        told={release: tuple(channels) for release, channels in said["told"].items()},
        folders=tuple(said["folders"]),
        trouble=_trouble(trouble) if trouble else None,
    )


def _known(said: Mapping[str, Any]) -> Known:
    plain: dict[str, Any] = {key: None if value is None else str(value) for key, value in said.items()}
    return Known(**plain)


def _trouble(said: Mapping[str, Any]) -> Trouble:
    return Trouble("held" if said["state"] == "held" else "failed", str(said["since"]), tuple(map(str, said["why"])))


def stale(state: State) -> dict[str, Stale]:
    """By body, why it could not be brought up to date and since when."""
    from gen.site import Stale

    troubles = {name: body.trouble for name, body in state.bodies.items() if body.trouble}
    return {name: Stale(trouble.since, "\n".join(trouble.why)) for name, trouble in troubles.items()}


def written(state: State) -> bytes:
    """The state as its file."""
    plain = {
        "format": FORMAT,
        "bodies": {name: asdict(state.bodies[name]) for name in sorted(state.bodies)},
        "heard": state.heard,
        "pages": state.pages,
    }
    return (json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8", "replace")


def save(out: Path, state: State) -> None:
    """Puts the state in place; raises CannotWrite."""
    write(out / FILE, written(state))
