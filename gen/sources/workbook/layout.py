"""The sheets of a workbook of a snapshot: what each row and each column of it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from gen.model.record import (
    Adjustment,
    Basis,
    Duty,
    Finding,
    Post,
    Relation,
    Snapshot,
    Source,
    Staffing,
    Transfer,
    Unit,
    as_plain,
)
from gen.sources.workbook.cells import Kind, encoded, kind_of

FORMAT = "gen-workbook/1"
ABOUT = "about"
RECORD = "record"
ROWS = "rows"  # in gen's own cell of the format: how many rows the other sheets have
_APART = {"id", "locator", "also", "duties", "posts", "units"}
_ROWS = {
    "units": Unit,
    "duties": Duty,
    "posts": Post,
    "staffing": Staffing,
    "transfers": Transfer,
    "adjustments": Adjustment,
    "basis": Basis,
    "relations": Relation,
    "findings": Finding,
    "sources": Source,
}
_TABS = {
    "about": "说明", "units": "机构", "duties": "职责", "posts": "职务", "staffing": "编制", "transfers": "划转",
    "adjustments": "职责调整", "basis": "依据", "relations": "关系", "findings": "疑点", "sources": "来源",
    "contradictions": "矛盾",
}  # fmt: skip
_HEADINGS = {
    "key": "标识", "parent": "上级标识", "unit": "机构标识", "number": "序号", "name": "名称", "name_en": "英文名称",
    "group": "类别", "level": "级别", "nameplates": "牌子", "managed_by": "代管机构标识", "heading": "所属标题",
    "text": "内容", "text_en": "英文内容", "title": "职务", "holder": "任职者", "from": "起 / 来自", "to": "止 / 去向",
    "note": "备注", "what": "事项", "count": "数量", "date": "日期", "kind": "种类", "excepting": "除外",
    "includes": "包括", "item": "项号", "document": "文号", "about": "所涉标识", "sha256": "校验和", "licence": "许可",
    "origin": "出处", "tracked": "修订处理", "kept": "留存文件", "record": "记录标识，勿改", "value": "内容",
    "subject": "对象", "readings": "各种说法",
}  # fmt: skip
_WIDE = {"name": 36, "name_en": 36, "text": 80, "text_en": 60, "nameplates": 36, "what": 40, "value": 70, "key": 24}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its key, the field of the record it shows, and how; the second of two has no kind."""

    key: str
    field: str
    kind: Kind | None

    @property
    def title(self) -> str:
        """The heading, in Chinese and by its key."""
        return f"{_HEADINGS.get(self.key, '')} {self.key}".strip()

    @property
    def width(self) -> int:
        """The width in characters."""
        return _WIDE.get(self.key, 18)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its key, with its columns; the last one, which is hidden, holds what gen knows of a row."""

    key: str
    columns: tuple[Column, ...]

    @property
    def title(self) -> str:
        """The name on its tab."""
        return f"{_TABS.get(self.key, '')} {self.key}".strip()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: its cells, the last one gen's own, and how deep below the top it stands."""

    cells: tuple[str, ...]
    depth: int = 0


@cache
def sheets() -> tuple[Sheet, ...]:
    """The sheets in their order, the one that says what the workbook is first."""
    about = Sheet(ABOUT, (Column("key", "key", "text"), Column("value", "value", "text"), _OWN))
    lists = dict(_ROWS) | {key: record for key, record in _others() if key not in _ROWS}
    return (about, *(Sheet(key, tuple(_columns(key, record))) for key, record in lists.items()))


_OWN = Column(RECORD, RECORD, None)


def _others() -> Iterator[tuple[str, Any]]:
    """Yields the lists of a snapshot that have no columns of their own choice."""
    for name, field in Snapshot.model_fields.items():
        inner = getattr(field.annotation, "__args__", (None,))[0]
        if kind_of(field.annotation) == "json" and hasattr(inner, "__pydantic_fields__"):
            yield name, inner


def _columns(key: str, record: Any) -> Iterator[Column]:
    if key in ("units", "duties", "sources"):
        yield Column("key", "id", "text")
    if key in ("units", "duties", "posts"):
        yield Column("parent" if key == "units" else "unit", "", "text")
    for name, field in record.__pydantic_fields__.items():
        if name not in _APART:
            said, kind = field.alias or name, kind_of(field.annotation)
            yield Column(said, said, kind)
            if kind == "both":
                yield Column(f"{said}_en", said, None)
    yield _OWN


def fields() -> list[tuple[str, Kind]]:
    """The keys of the sheet about the snapshot with their kinds; one of both languages stands for two rows."""
    lists = {sheet.key for sheet in sheets()}
    coverage = [
        (f"coverage.{name}", kind_of(field.annotation))
        for name, field in Snapshot.model_fields["coverage"].annotation.model_fields.items()  # type: ignore[union-attr]
    ]
    own = [(name, field) for name, field in Snapshot.model_fields.items() if name not in lists | {"format", "coverage"}]
    return [*((name, kind_of(field.annotation)) for name, field in own), *coverage]


def written(snapshot: Snapshot) -> Iterator[tuple[Sheet, list[Line]]]:
    """Yields every sheet with its rows."""
    plain = as_plain(snapshot)
    rows: dict[str, list[Line]] = {sheet.key: [] for sheet in sheets()}
    by_key = {sheet.key: sheet for sheet in sheets()}

    def add(key: str, item: dict[str, Any], parent: str = "", depth: int = 0) -> None:
        rows[key].append(Line(tuple(_row(by_key[key], item, parent)), depth))

    stack = [(unit, "", 0) for unit in reversed(plain["units"])]
    _held(plain, "", add)
    while stack:
        unit, parent, depth = stack.pop()
        add("units", unit, parent, depth)
        _held(unit, unit["id"], add)
        stack.extend((child, unit["id"], depth + 1) for child in reversed(unit["units"]))
    for sheet in sheets():
        if sheet.key not in ("units", "duties", "posts", ABOUT):
            for item in plain[sheet.key]:
                add(sheet.key, item)
    count = sum(map(len, rows.values()))
    for key, cell in _about(plain):
        rows[ABOUT].append(Line(_owned(ABOUT, (key, cell), [f"{ROWS}:{count}"] if key == "format" else ())))
    yield from ((sheet, rows[sheet.key]) for sheet in sheets())


def _held(holder: dict[str, Any], key: str, add: Any) -> None:
    for kind in ("duties", "posts"):
        for item in holder[kind]:
            add(kind, item, key)


def _about(plain: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "format", FORMAT
    for key, kind in fields():
        outer, _, inner = key.partition(".")
        value = plain[outer][inner] if inner else plain[outer]
        names = (key, f"{key}_en") if kind == "both" else (key,)
        yield from zip(names, encoded(value, kind), strict=True)


def _row(sheet: Sheet, item: dict[str, Any], parent: str) -> Sequence[str]:
    cells: list[str] = []
    for column in sheet.columns[:-1]:
        if column.kind:
            cells += (parent,) if not column.field else encoded(item.get(column.field), column.kind)
    places = [item["locator"], *item.get("also", ())] if "locator" in item else []
    return _owned(sheet.key, cells, [f"{place['source']}:{place['line']}" for place in places])


def _owned(sheet: str, cells: Sequence[str], places: Iterable[str]) -> tuple[str, ...]:
    return (*cells, " ".join([digest(sheet, cells), *places]))


def digest(sheet: str, cells: Sequence[str]) -> str:
    """What tells whether somebody has changed the cells of a row."""
    return hashlib.sha256("\x1f".join([sheet, *cells]).encode("utf-8", "surrogatepass")).hexdigest()[:12]
