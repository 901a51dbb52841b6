"""The pictures of a briefing: laid out from the report's data, drawn by templates, told again in words."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gen.render import alluvial, boxes, structure
from gen.render.numbers import numbers
from gen.render.templates import environment
from gen.report.model import CountRow, Flow, Mark, PictureGroup, PictureRow, Report

_TOLD = 120


class Picture(NamedTuple):
    """An SVG as a data URI with its alternative text; `last` ends a group."""

    src: str
    alt: str
    last: bool = True


class Pictures(NamedTuple):
    """Every picture of a briefing: how many changes of each kind, the structure group by group, and what moved."""

    numbers: tuple[Picture, ...]
    structure: tuple[Picture, ...]
    flows: tuple[Picture, ...]


def pictures(report: Report, templates: Mapping[str, str]) -> Pictures:
    """The pictures; of numbers and flows none where nothing changed or moved, of the structure one a group or more."""
    drawing = _Drawing(report, templates)
    return Pictures(tuple(drawing.numbers()), tuple(drawing.structure()), tuple(drawing.flows()))


class _Drawing:
    """Draws a report's pictures with the templates of one folder."""

    def __init__(self, report: Report, templates: Mapping[str, str]) -> None:
        self.report = report
        self.environment = environment(templates)

    def _picture(self, name: str, alt: str, *, last: bool = True, **facts: object) -> Picture:
        svg = self.environment.get_template(name).render(report=self.report, width=boxes.WIDTH, pad=boxes.PAD, **facts)
        data = base64.b64encode(svg.encode()).decode("ascii")
        return Picture(f"data:image/svg+xml;base64,{data}", alt, last)

    def numbers(self) -> Iterator[Picture]:
        counts, legend = self.report.counts, self.report.legend
        if any(row.total for row in counts):
            alt = "; ".join(_counted(row, legend) for row in counts)
            yield self._picture("numbers.svg.j2", alt, drawn=numbers(counts, legend))

    def structure(self) -> Iterator[Picture]:
        for group in self.report.structure.groups:
            for piece in structure.pieces(group):
                alt = _alt(group, piece)
                yield self._picture("structure.svg.j2", alt, last=piece.last, piece=piece, column=structure.COLUMN)

    def flows(self) -> Iterator[Picture]:
        for stream in alluvial.streams(self.report.flows):
            alt = "; ".join(map(self._flow, stream.flows))
            yield self._picture("flows.svg.j2", alt, drawn=stream, column=alluvial.COLUMN)

    def _flow(self, flow: Flow) -> str:
        labels = self.report.labels
        what = (
            flow.stays
            or f"{flow.mark.word}, {labels['flow_units']} {flow.units}, {labels['flow_duties']} {flow.duties}"
        )
        return f"{flow.label} {_short(flow.old.name)} → {_short(flow.new.name)}: {what}"


def _counted(row: CountRow, legend: tuple[Mark, ...]) -> str:
    return f"{row.label}: " + ", ".join(
        f"{mark.word} {number}" for mark, number in zip(legend, row.numbers, strict=True)
    )


def _alt(group: PictureGroup, piece: structure.Piece) -> str:
    """What a piece of the structure shows, event by event."""
    head = [f"{_short(group.name)} {group.counts}"] if piece.title else []
    parts = [f"{row.id} {row.mark.word}: {_sides(row)}" for row in piece.rows]
    tail = [group.named, group.more] if piece.last else []
    return "; ".join(part for part in (*head, *parts, *tail) if part)


def _sides(row: PictureRow) -> str:
    return " → ".join(", ".join(map(_short, names)) for names in (row.old, row.new) if names)


def _short(name: str) -> str:
    return name if len(name) <= _TOLD else name[:_TOLD] + "…"
