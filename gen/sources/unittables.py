"""Units told in a table: a column of names, and beside it what they do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gen.sources.account import Account
from gen.sources.lines import Line
from gen.sources.names import level_of
from gen.sources.units import Node, read_items, text_of
from gen.sources.words import clip, ends_in_organ, has_han

_COLUMNS = {
    "name": re.compile(
        r"(?:内设|內設|下设|直属)?(?:机构|機構|部门|部門|单位|單位|司局|处室|處室)(?:名称|名稱)?|名称|名稱|"
        r"(?:department|office|bureau|unit|division|agency)(?: name)?|name",
        re.IGNORECASE,
    ),
    "zh": re.compile(r"中文(?:名称|名稱)?|Chinese(?: name)?", re.IGNORECASE),
    "en": re.compile(r"英文(?:名称|名稱)?|English(?: name)?", re.IGNORECASE),
    "duties": re.compile(
        r"(?:主要)?(?:职责|職責|职能|職能|职掌|職掌|业务|業務|工作)(?:范围|範圍|内容|內容)?|functions?|responsibilities|duties",
        re.IGNORECASE,
    ),
    "level": re.compile(r"(?:行政)?(?:级别|級別|层级)|level|rank", re.IGNORECASE),
}


def read(lines: Iterable[Line], group: str | None, account: Account) -> list[Node]:
    """Returns the units in the rows of a section; a row that names none is left to the account."""
    rows = [line for line in lines if line.kind == "row"]
    header = next((line for line in rows if "name" in _columns(line)), None)
    if header is None:
        return [
            node
            for line in rows
            if _is_a_grid(line)
            for cell in line.cells
            for node in _named(line, cell, group, account)
        ]
    for line in rows:
        if line.number < header.number and sum(map(bool, line.cells)) == 1:
            account.leave(line.number, "caption of a table")
    account.at(header.number, "table header")
    columns = _columns(header)
    return [node for line in rows if line.number > header.number for node in _row(line, columns, group, account)]


def _columns(header: Line) -> dict[str, int]:
    cells = [cell.strip() for cell in header.cells]
    found = {
        what: at
        for what, words in _COLUMNS.items()
        for at, cell in reversed([*enumerate(cells)])
        if words.fullmatch(cell)
    }
    return found if len(set(found.values())) == len(found) else {}


def _is_a_grid(line: Line) -> bool:
    said = [cell for cell in line.cells if cell.strip()]
    return bool(said) and all(has_han(cell) and len(cell) <= 40 and ends_in_organ(cell.strip()) for cell in said)


def _named(line: Line, cell: str, group: str | None, account: Account) -> Sequence[Node]:
    return read_items([(line.number, 1, cell.strip())], group, account) if cell.strip() else ()


def _row(line: Line, columns: dict[str, int], group: str | None, account: Account) -> Iterable[Node]:
    cell = {what: line.cells[at].strip() for what, at in columns.items() if at < len(line.cells)}
    for node in _named(line, cell.get("name", ""), group, account):
        if cell.get("en") and node.name.zh:
            node.name = text_of(node.name.zh, cell["en"])
        if cell.get("zh") and has_han(cell["zh"]) and not node.name.zh:
            node.name = text_of(cell["zh"], node.name.en)
        if cell.get("duties"):
            node.duties = [*node.duties, (None, text_of(cell["duties"]), line.number)]
        if cell.get("level"):
            node.level = level_of(cell["level"]) or node.level
            if not level_of(cell["level"]):
                account.doubt(line.number, "unread-level", f"no known level: {clip(cell['level'])}")
        yield node
