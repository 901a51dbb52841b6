"""The layout of what moved: old holders left, new holders right, between them bands as wide as what moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from gen.render.boxes import GAP, SMALL_SIZE, WIDTH, Box, Words, box, height, total, words
from gen.render.measure import ems
from gen.report.model import Flow, Flows, Holder

COLUMN = 232
_FULL = 170
_TALLEST = 14
_ITEM = 6.0
_WIDEST = 60.0
_NARROWEST = 2.5
_SLOT = 18.0

Node = tuple[str, Holder]


@dataclass(frozen=True, slots=True)
class Ribbon:
    """One band: its outline, the line along its middle, and where its label stands, which ends at `label_x`."""

    flow: Flow
    outline: str
    spine: str
    label_x: float
    label_y: float
    label_width: float
    label: str


@dataclass(frozen=True, slots=True)
class Stream:
    """Holders and bands that one picture shows."""

    height: float
    boxes: tuple[Box, ...]
    ribbons: tuple[Ribbon, ...]
    flows: tuple[Flow, ...]


def streams(flows: Flows) -> Iterator[Stream]:
    """What moved in pictures, cut where a page may break: between holders that nothing joins, if it can be."""
    scale = min(_ITEM, _WIDEST / max([1, *(flow.size for flow in flows.rows)]))
    drawn: list[_Layout] = []
    for rows in _joined(flows.rows):
        layout = _Layout(rows, scale)
        if drawn and sum(one.height + GAP for one in drawn) + layout.height > _FULL:
            yield _stream(drawn)
            drawn = []
        drawn.append(layout)
    if drawn:
        yield _stream(drawn)


def _stream(layouts: Sequence[_Layout]) -> Stream:
    y = 2.0
    boxes: list[Box] = []
    ribbons: list[Ribbon] = []
    for layout in layouts:
        boxes += layout.boxes(y)
        ribbons += layout.ribbons(y)
        y += layout.height + GAP
    return Stream(y, tuple(boxes), tuple(ribbons), tuple(ribbon.flow for ribbon in ribbons))


def _joined(flows: Sequence[Flow]) -> Iterator[tuple[Flow, ...]]:
    """The flows that share holders together, in the order of their first; many of them in parts."""
    of: dict[Node, list[Flow]] = {}
    for flow in flows:
        left, right = of.setdefault(("old", flow.old), []), of.setdefault(("new", flow.new), [])
        if left is not right:
            left += right
            of.update({(side, holder): left for one in right for side, holder in _nodes(one)})
            of["new", flow.new] = left
        left.append(flow)
    place = {id(flow): number for number, flow in enumerate(flows)}
    for some in {id(one): one for one in of.values()}.values():
        some.sort(key=lambda flow: place[id(flow)])
        yield from (tuple(some[start : start + _TALLEST]) for start in range(0, len(some), _TALLEST))


def _nodes(flow: Flow) -> tuple[Node, Node]:
    return ("old", flow.old), ("new", flow.new)


class _Layout:
    """Holders on both sides, their heights from the top of the layout, and the bands between them."""

    def __init__(self, flows: Sequence[Flow], scale: float) -> None:
        self.flows = flows
        self.scale = scale
        left = list(dict.fromkeys(flow.old for flow in flows))
        right = _untangled(flows, left)
        self.sides = {"old": self._spread("old", left), "new": self._spread("new", right)}
        self.height = max(self._total("old"), self._total("new"))
        self.ends = {side: self._ends(side) for side in ("old", "new")}

    def width(self, flow: Flow) -> float:
        return max(_NARROWEST, flow.size * self.scale)

    def _slot(self, flow: Flow) -> float:
        return max(_SLOT, self.width(flow) + 3)

    def _spread(self, side: str, holders: Sequence[Holder]) -> dict[Holder, tuple[Words, float]]:
        """The words of each holder and how tall it is: room for its words and for its bands."""
        slots: defaultdict[Holder, float] = defaultdict(float)
        for flow in self.flows:
            slots[_end(flow, side)] += self._slot(flow)
        said = {holder: words(holder.name, COLUMN, holder.under) for holder in holders}
        return {holder: (lines, max(height(lines), slots[holder] + 6)) for holder, lines in said.items()}

    def _total(self, side: str) -> float:
        return total(tall for _, tall in self.sides[side].values())

    def _tops(self, side: str) -> dict[Holder, float]:
        y = (self.height - self._total(side)) / 2
        tops = {}
        for holder, (_, tall) in self.sides[side].items():
            tops[holder] = y
            y += tall + GAP
        return tops

    def _ends(self, side: str) -> Mapping[int, float]:
        """The height at which each band meets this side, those that come from above on top."""
        found = {}
        tops = self._tops(side)
        order = {holder: n for n, holder in enumerate(self.sides["new" if side == "old" else "old"])}
        for holder, (_, tall) in self.sides[side].items():
            here = [flow for flow in self.flows if _end(flow, side) == holder]
            here.sort(key=lambda flow: order[_end(flow, "new" if side == "old" else "old")])
            y = tops[holder] + (tall - sum(map(self._slot, here))) / 2
            for flow in here:
                found[id(flow)] = y + self._slot(flow) / 2
                y += self._slot(flow)
        return found

    def boxes(self, y: float) -> Iterator[Box]:
        for side, x in (("old", 0), ("new", WIDTH - COLUMN)):
            tops = self._tops(side)
            for holder, (lines, tall) in self.sides[side].items():
                yield box(lines, x, y + tops[holder], tall)

    def ribbons(self, y: float) -> Iterator[Ribbon]:
        for flow in self.flows:
            yield self._ribbon(flow, y + self.ends["old"][id(flow)], y + self.ends["new"][id(flow)])

    def _ribbon(self, flow: Flow, start: float, end: float) -> Ribbon:
        half = self.width(flow) / 2
        label = _label(flow)
        there, back = _curve(start - half, end - half), _curve(end + half, start + half, back=True)
        return Ribbon(
            flow=flow,
            outline=f"M{there} L{back} Z",
            spine=f"M{_curve(start, end)}",
            label_x=WIDTH - COLUMN - 12,
            label_y=round(end + 4, 2),
            label_width=round(ems(label) * SMALL_SIZE + 8, 1),
            label=label,
        )


def _end(flow: Flow, side: str) -> Holder:
    holder: Holder = attrgetter(side)(flow)
    return holder


def _untangled(flows: Sequence[Flow], left: Sequence[Holder]) -> list[Holder]:
    """The new holders in an order that crosses few bands: each at the mean height of the old ones it takes from."""
    place = {holder: n for n, holder in enumerate(left)}
    heights: defaultdict[Holder, list[int]] = defaultdict(list)
    for flow in flows:
        heights[flow.new].append(place[flow.old])
    return sorted(heights, key=lambda holder: sum(heights[holder]) / len(heights[holder]))


def _label(flow: Flow) -> str:
    if flow.stays:
        return flow.stays
    return f"{flow.mark.symbol} {flow.label}{' ?' if flow.doubtful else ''}"


def _curve(start: float, end: float, *, back: bool = False) -> str:
    """A line from one side to the other, level at both ends."""
    left, right = (WIDTH - COLUMN, COLUMN) if back else (COLUMN, WIDTH - COLUMN)
    return f"{left} {start:.2f} C{WIDTH / 2} {start:.2f} {WIDTH / 2} {end:.2f} {right} {end:.2f}"
