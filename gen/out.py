"""What was published: out/<body>/<old>..<new>/; the only room that writes there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gen.files import write_all


def publish(root: Path, body: str, pair: str, artefacts: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Writes all artefacts of a pair of releases, or none, and returns their paths; raises CannotWrite."""
    files = {root / body / pair / name: data for name, data in artefacts.items()}
    write_all(files)
    return tuple(files)
