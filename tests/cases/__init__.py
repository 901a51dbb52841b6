"""Releases and what changed between them, a folder a case.

old.yaml, new.yaml and, where a case needs three releases, between.yaml are snapshots; instead of them, refers.json may
name releases of the shipped record. expected.json holds, for each pair, every change, everything folded and everything
not comparable: a change that is missing and one too many both fail.

A new case: write its snapshots, run `python -m tests.cases.accept NAME`, then read expected.json as you would read code.
"""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

from gen.diff import diff
from gen.model.change import Change, Changes
from gen.model.record import Snapshot
from gen.store import Store

HERE = Path(__file__).parent
STORE = Store(HERE.parents[1] / "snapshots")
RELEASES = ("old", "between", "new")
EXPECTED = "expected.json"

Said = dict[str, list[Any]]


def cases() -> list[str]:
    """The names of all cases."""
    return sorted(folder.name for folder in HERE.iterdir() if (folder / EXPECTED).exists())


def releases(name: str) -> dict[str, Snapshot]:
    """The snapshots of a case, the oldest first."""
    folder = HERE / name
    refers = folder / "refers.json"
    if refers.exists():
        named: dict[str, str] = json.loads(refers.read_text("utf-8"))
        return {which: STORE.load(ref).snapshot for which, ref in named.items()}
    files = {which: folder / f"{which}.yaml" for which in RELEASES}
    return {which: STORE.load(str(file)).snapshot for which, file in files.items() if file.exists()}


def pairs(name: str) -> dict[str, tuple[Snapshot, Snapshot]]:
    """Each earlier release of a case with each later one."""
    held = releases(name)
    return {f"{one}..{other}": (held[one], held[other]) for one, other in combinations(held, 2)}


def found(name: str) -> dict[str, Said]:
    """What gen says of each pair of a case, in the form of expected.json."""
    return {which: said(diff(*pair)) for which, pair in pairs(name).items()}


def said(changes: Changes) -> Said:
    """The changes, what was folded and what is not comparable, as plain JSON."""
    return {
        "changes": [_change(change) for change in changes.changes],
        "folded": [[entry.kind, entry.count, entry.what] for entry in changes.folded],
        "not_comparable": [[n.subject, n.group, n.why, n.old, n.new] for n in changes.not_comparable],
    }


def _change(change: Change) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "id": change.id,
        "kinds": list(change.kinds),
        "old": [side.id for side in change.old],
        "new": [side.id for side in change.new],
        "status": change.status,
    }
    if change.survivor:
        plain["survivor"] = change.survivor
    if change.details:
        plain["details"] = {detail.aspect: [list(detail.old), list(detail.new)] for detail in change.details}
    return plain


def expected(name: str) -> dict[str, Said]:
    """What the case demands."""
    plain: dict[str, Said] = json.loads((HERE / name / EXPECTED).read_text("utf-8"))
    return plain


def written(name: str, wanted: dict[str, Said]) -> None:
    """Writes expected.json, a line a change."""
    parts = []
    for which, entries in wanted.items():
        lists = [f'    "{key}": {_lines(items)}' for key, items in entries.items()]
        parts.append(f'  "{which}": {{\n' + ",\n".join(lists) + "\n  }")
    (HERE / name / EXPECTED).write_text("{\n" + ",\n".join(parts) + "\n}\n", "utf-8")


def _lines(items: list[Any]) -> str:
    if not items:
        return "[]"
    return "[\n" + ",\n".join("      " + json.dumps(item, ensure_ascii=False) for item in items) + "\n    ]"
