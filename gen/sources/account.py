"""What became of every line of a document: used, reported as a finding, or left out for a stated reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from gen.model.record import Finding, Locator
from gen.sources.words import clip


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one source line; `why` names what a used line gave, or why an unused one was left out."""

    line: int
    what: Literal["used", "finding", "unused"]
    why: str


@dataclass(slots=True)
class Account:
    """Collects findings and the fate of lines while the forms read one document of one body."""

    file: str
    body: str
    source: str
    findings: list[Finding] = field(default_factory=list)
    _used: dict[int, str] = field(default_factory=dict)
    _unused: dict[int, str] = field(default_factory=dict)
    _doubted: dict[int, str] = field(default_factory=dict)
    _locators: dict[int, Locator] = field(default_factory=dict)

    def at(self, line: int, gave: str) -> Locator:
        """Returns the locator of `line` and notes that the line gave something to the snapshot."""
        self.use(line, gave)
        return self._locator(line)

    def use(self, line: int, gave: str) -> None:
        """Notes that `line` gave something to the snapshot that stands at another line."""
        self._used.setdefault(line, gave)

    def leave(self, line: int, why: str) -> None:
        """Notes that `line` is deliberately not used."""
        self._unused.setdefault(line, why)

    def left(self, line: int) -> str | None:
        """The reason for which `line` is left out; None where it gave something or nobody left it out."""
        return None if line in self._used else self._unused.get(line)

    def doubt(self, line: int, kind: str, text: str, about: str | None = None) -> None:
        """Adds a finding at `line`."""
        self._doubted.setdefault(line, kind)
        self.remark(line, kind, text, about)

    def remark(self, line: int, kind: str, text: str, about: str | None = None) -> None:
        """Adds a finding on what stands beside `line` (a note, a comment); whether the line is used is left open."""
        self.findings.append(Finding(kind=kind, text=text, about=about, locator=self._locator(line)))

    def settle(self, rows: Sequence[str]) -> tuple[Fate, ...]:
        """Returns one fate a line; a line that nobody accounted for becomes the finding "unread-line"."""
        fates = tuple(self._fate(number, row) for number, row in enumerate(rows, 1))
        self.findings.sort(key=lambda finding: finding.locator.line)
        return fates

    def _fate(self, line: int, row: str) -> Fate:
        if line in self._used:
            return Fate(line, "used", self._used[line])
        if line in self._doubted:
            return Fate(line, "finding", self._doubted[line])
        if line in self._unused or not row.strip():
            return Fate(line, "unused", self._unused.get(line, "blank"))
        self.doubt(line, "unread-line", f"this line was not understood: {clip(row)}")
        return Fate(line, "finding", "unread-line")

    def _locator(self, line: int) -> Locator:
        if line not in self._locators:
            self._locators[line] = Locator(source=self.source, line=line)
        return self._locators[line]
