"""A workbook of a snapshot, edited or not, as a snapshot: unedited it is the same, and every fault names its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from gen.errors import Cell, Fault, FaultyFile, nearest
from gen.model.record import Snapshot, Source, Text
from gen.sources.account import Account
from gen.sources.formats.package import unpacked
from gen.sources.formats.xlsx import Row, is_workbook, paper_of, sheets
from gen.sources.paper import Paper
from gen.sources.read import Document, Reading, check, counts, source_of
from gen.sources.units import Ids, identifier
from gen.sources.words import clip
from gen.sources.workbook.cells import decoded
from gen.sources.workbook.layout import ABOUT, FORMAT, ROWS, fields
from gen.sources.workbook.tabs import Item, Keys, Tab, cell_at, tabs
from gen.yaml import Document as Plain
from gen.yaml import flaws
from gen.yaml.judge import stated

_MOST = 200_000
_HINTS = 50
FORM = "workbook"
_SIGN = FORMAT.encode()


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of a workbook when it is brought in; what is not said is as in the workbook."""

    release: str | None = None
    body: str | None = None
    effective: str | None = None
    captured: str | None = None


@dataclass(frozen=True)
class _Placed(Plain):
    """A plain snapshot that knows the cell of every value."""

    cells: Mapping[Keys, Cell] = field(default_factory=dict)

    def fault(self, path: Keys, what: str, todo: str = "", *, on_key: bool = False) -> Fault:
        """The fault at the cell of a value, or of the row that holds it."""
        while path and path not in self.cells:
            path = path[:-1]
        return Fault(self.cells.get(path, Cell(self.file, ABOUT)), what, todo)


def is_export(name: str, data: bytes) -> bool:
    """Whether a file is a workbook that gen export wrote; raises CannotRead for one that is a danger to open."""
    if not is_workbook(data):
        return False
    return any(_SIGN in part for part in unpacked(name, data).values())


def body_of(name: str, data: bytes) -> str | None:
    """The body that such a workbook is on, as it says; raises CannotRead."""
    rows = (row for rows in sheets(name, data, most=_MOST).values() for row in rows)
    return next((row[1].strip() for row in rows if len(row) > 1 and row[0].strip() == "body"), None)


def read(document: Document, given: Given) -> Reading:
    """Returns the snapshot of a workbook: a row nobody changed keeps its locators, the others have their own line.

    Raises CannotRead, BadValue, and FaultyFile with every fault at its cell.
    """
    book = sheets(document.name, document.data, most=_MOST)
    return _Back(document, paper_of(document.name, book), book, given).reading()


class _Back:
    """Makes a snapshot of a workbook, and collects its faults."""

    def __init__(self, document: Document, paper: Paper, book: Mapping[str, Sequence[Row]], given: Given) -> None:
        self.document, self.paper, self.book, self.given = document, paper, book, given
        self.file = document.name
        self.source = self._source()
        self.account = Account(self.file, given.body or "", self.source.id)
        self.tabs, self.faults = tabs(book, paper, self.account)
        self.units: dict[str, Item] = {}
        self.named: dict[str, list[Item]] = {}
        self.cells: dict[Keys, Cell] = {}
        self.was = ""

    def reading(self) -> Reading:
        """The snapshot with the fate of every row; raises FaultyFile."""
        plain = self._about()
        self._lists(plain)
        self._units(plain)
        self._held(plain)
        fates = self.account.settle(self.paper.rows)
        changed = self._changed()
        if changed:
            plain.setdefault("sources", []).append(self.source.model_dump(mode="json"))
        if self.given.captured and (changed or plain["release"] != self.was):
            plain["captured"] = self.given.captured
        snapshot = self._judged(plain)
        found = (*snapshot.findings, *self.account.findings)
        snapshot = snapshot.model_copy(update={"findings": found})
        return Reading(snapshot, FORM, self.paper.rows, fates, MappingProxyType(counts(snapshot)))

    def _judged(self, plain: dict[str, Any]) -> Snapshot:
        document = _Placed(self.file, "", plain, cells=self.cells)
        snapshot, faults = stated(document, Snapshot, "a snapshot", flaws)
        if snapshot is None or faults or self.faults:
            raise FaultyFile(dict.fromkeys((*self.faults, *faults)))
        return snapshot

    def _changed(self) -> bool:
        """Whether anybody has changed, added or deleted a row."""
        items = [item for tab in self.tabs.values() for item in tab.items]
        stated = next((item.places for item in self._items(ABOUT) if item.cells["key"] == "format"), None)
        rows = sum(len(tab.items) for key, tab in self.tabs.items() if key != ABOUT)
        same = stated == [{"source": ROWS, "line": rows}] and all(item.places is not None for item in items)
        return not same or bool(self.account.findings)

    def _source(self) -> Source:
        """The workbook as a source, with an id that the snapshot has not given to another."""
        made, ids = source_of(self.document), Ids()
        for title, rows in self.book.items():
            for row in rows if title.split()[-1:] == ["sources"] else ():
                ids.new(cell_at(row, 0).strip())
        return made.model_copy(update={"id": ids.new(made.id)})

    def _items(self, key: str) -> list[Item]:
        return self.tabs[key].items if key in self.tabs else []

    def _about(self) -> dict[str, Any]:
        """What the sheet about the snapshot says, and what was said when it was brought in."""
        tab = self.tabs.get(ABOUT)
        items = {item.cells["key"]: item for item in self._items(ABOUT)}
        plain: dict[str, Any] = {}
        for item in items.values():
            self.account.at(item.line, ABOUT)
        for key, kind in fields():
            names = (key, f"{key}_en") if kind == "both" else (key,)
            held = [items.pop(name, None) for name in names]
            outer, _, inner = key.partition(".")
            value = decoded([item.cells["value"] if item else "" for item in held], kind)
            if tab and held[0]:
                self.cells[(outer, inner) if inner else (outer,)] = tab.cell(held[0], "value")
            if inner:
                plain.setdefault(outer, {})[inner] = value
            elif value is not None:
                plain[key] = value
            if key == "effective" and held[0] and held[0].places is None and value:
                plain["__effective"] = value
        made = items.pop("format", None)
        if made is None or made.cells["value"] != FORMAT:
            what = f"the row format has to say {FORMAT}"
            self.faults.append(Fault(Cell(self.file, tab.title if tab else ABOUT), what, "edit what gen export wrote"))
        for key, item in items.items():
            if tab:
                what = f"{clip(key)!r} is nothing that gen knows"
                self.faults.append(Fault(tab.cell(item), what, nearest(key, [key for key, _ in fields()])))
        return self._said(plain)

    def _said(self, plain: dict[str, Any]) -> dict[str, Any]:
        """The plain value with body, release and effective date as they were given."""
        given, was = self.given, str(plain.get("release", ""))
        body = str(plain.get("body", ""))
        if given.body and given.body != body:
            what = f"the workbook is on the body {body!r}, not on {given.body!r}"
            self.faults.append(Fault(self.cells.get(("body",), Cell(self.file, ABOUT)), what, "leave --body out"))
        edited = plain.pop("__effective", None)
        plain["release"] = given.release or was
        if plain["release"] != was or given.effective:
            plain["effective"] = given.effective or edited or plain["release"].partition("+")[0]
        check(body=given.body or body, release=plain["release"], effective=given.effective, captured=given.captured)
        self.was = was
        return plain

    def _lists(self, plain: dict[str, Any]) -> None:
        """Adds the lists that stand for themselves."""
        for key, tab in self.tabs.items():
            if key in (ABOUT, "units", "duties", "posts"):
                continue
            plain[key] = []
            for item in tab.items:
                self._fill(tab, item, (key, len(plain[key])))
                plain[key].append(item.plain)
                if key == "sources":
                    item.plain.pop("locator")

    def _fill(self, tab: Tab, item: Item, path: Keys) -> None:
        """Gives an item its plain value, its place in the snapshot and its locator."""
        at = self.account.at(item.line, tab.sheet.key)
        item.path = path
        self.cells[path] = tab.cell(item)
        columns = tab.sheet.columns
        for index, column in enumerate(columns):
            if not column.kind or not column.field:
                continue
            names = [column.key, columns[index + 1].key] if column.kind == "both" else [column.key]
            value = decoded([item.cells[name] for name in names], column.kind)
            self.cells[(*path, column.field)] = tab.cell(item, column.key)
            if value is not None:
                item.plain[column.field] = value
        own = [{"source": at.source, "line": at.line}]
        item.plain["locator"], *also = item.places or own
        if also:
            item.plain["also"] = also

    def _units(self, plain: dict[str, Any]) -> None:
        """Adds the tree of units, and notes them by key and by name."""
        tab, plain["units"] = self.tabs.get("units"), []
        if tab is None:
            return
        self._name(tab)
        self.units = {item.cells["key"]: item for item in reversed(tab.items)}
        for item in tab.items:
            for name in {item.cells["name"], item.cells["name_en"]} - {""}:
                self.named.setdefault(name, []).append(item)
        below: dict[int, list[Item]] = {}
        for item in tab.items:
            parent = self._referred(tab, item, "parent")
            below.setdefault(parent.line if parent else 0, []).append(item)
        self._tree(tab, below, plain["units"])
        lost = [item for item in tab.items if not item.path]
        for item in lost:
            self.account.at(item.line, "units")
            what = f"the parents of {clip(item.cells['key'])!r} go in a circle"
            self.faults.append(Fault(tab.cell(item, "parent"), what, "name another parent"))

    def _tree(self, tab: Tab, below: Mapping[int, list[Item]], roots: list[dict[str, Any]]) -> None:
        stack: list[tuple[Item, list[dict[str, Any]], Keys]] = [
            (item, roots, ("units",)) for item in reversed(below.get(0, []))
        ]
        while stack:
            item, siblings, path = stack.pop()
            self._fill(tab, item, (*path, len(siblings)))
            siblings.append(item.plain)
            units = item.plain["units"] = []
            stack.extend((child, units, (*item.path, "units")) for child in reversed(below.get(item.line, [])))

    def _name(self, tab: Tab) -> None:
        """Gives every unit without a key one of its own, made of its name."""
        ids = Ids()
        for item in tab.items:
            if item.cells["key"]:
                ids.new(item.cells["key"])
        for item in tab.items:
            said = {key: name for key, name in (("zh", item.cells["name"]), ("en", item.cells["name_en"])) if name}
            if not item.cells["key"]:
                item.cells["key"] = ids.new(identifier(Text(**said)) if said else "unit")

    def _referred(self, tab: Tab, item: Item, key: str) -> Item | None:
        """The unit that a cell names by its key, or by a name that only one bears; None for an empty one."""
        said = item.cells[key]
        if not said:
            return None
        if said in self.units:
            return self.units[said]
        found = self.named.get(said, ())
        if len(found) == 1:
            return found[0]
        what = f"{len(found)} units are called {clip(said)!r}" if found else f"no unit has the key {clip(said)!r}"
        hint = "name one by its key" if found else nearest(said, self.units) if len(self.faults) < _HINTS else ""
        self.faults.append(Fault(tab.cell(item, key), what, hint))
        return None

    def _held(self, plain: dict[str, Any]) -> None:
        """Adds duties and posts to the body and the units that hold them."""
        ids = Ids()
        for item in self._items("duties"):
            if item.cells["key"]:
                ids.new(item.cells["key"])
        for kind in ("duties", "posts"):
            plain.setdefault(kind, [])
            for item in self._items(kind):
                tab = self.tabs[kind]
                holder = self._referred(tab, item, "unit")
                held = holder.plain.setdefault(kind, []) if holder else plain[kind]
                path = (*holder.path, kind, len(held)) if holder else (kind, len(held))
                if kind == "duties" and not item.cells["key"]:
                    prefix = f"{holder.cells['key']}/" if holder else ""
                    item.cells["key"] = ids.new(f"{prefix}d{len(held) + 1}")
                self._fill(tab, item, path)
                held.append(item.plain)
