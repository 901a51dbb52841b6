"""Where a secret is kept, which is never in gen.toml: a variable of the environment, or a file that is its owner's."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gen.errors import BadValue, CannotRead

_MOST = 4096


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a secret is kept; its repr and its text show that and nothing else."""

    env: str | None = None
    file: Path | None = None

    def __str__(self) -> str:
        return f"the variable {self.env}" if self.env is not None else f"the file {self.file}"

    def reveal(self, environment: Mapping[str, str]) -> str:
        """The secret; raises BadValue for a missing variable, CannotRead for a file that others may read."""
        found = self._kept() if self.file is not None else environment.get(self.env or "", "")
        if not found.strip():
            raise BadValue("secret", str(self), "set to anything")
        if any(not char.isprintable() for char in found):
            raise BadValue("secret", str(self), "one line of text")
        return found

    def _kept(self) -> str:
        path = str(self.file)
        try:
            with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
                found = os.fstat(file.fileno())
                if not stat.S_ISREG(found.st_mode):
                    raise CannotRead(path, "it is not a file")
                if os.name == "posix" and found.st_mode & 0o077:
                    mode = f"{stat.S_IMODE(found.st_mode):04o}"
                    raise CannotRead(path, f"others may read this secret (mode {mode})", f"chmod 600 {path}")
                data = file.read(_MOST + 1)
                if len(data) > _MOST:
                    raise CannotRead(path, f"it holds more than {_MOST} bytes, which no secret does")
        except OSError as error:
            raise CannotRead(path, error.strerror or type(error).__name__) from None
        try:
            return data.decode("utf-8-sig").rstrip("\r\n")
        except UnicodeDecodeError:
            raise CannotRead(path, "the secret in it is not UTF-8") from None
