"""What the source lines say that the sides of a case name, where the original is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gen.model.change import Side
from gen.passages import lines
from gen.report.cases import Case
from gen.store import Loaded


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of the originals of both releases, by the id of the source."""

    old: Mapping[str, list[str]]
    new: Mapping[str, list[str]]

    @staticmethod
    def of(old: Loaded, new: Loaded) -> Lines:
        return Lines(lines(old), lines(new))

    def beside(self, cases: Iterable[Case]) -> list[Case]:
        """The cases with the text of the source lines of each side."""
        return [
            case._replace(lines=(_said(case.change.old, self.old), _said(case.change.new, self.new))) for case in cases
        ]


def _said(sides: Iterable[Side], lines: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The line of each side, "" where it is not at hand."""
    return tuple(_line(lines.get(side.locator.source, []), side.locator.line) for side in sides)


def _line(lines: list[str], number: int) -> str:
    return " ".join(lines[number - 1].split()) if number <= len(lines) else ""
