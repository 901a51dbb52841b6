"""Runs gen's diff on two trees in a process of its own: `python -m benchmarks.ours OLD NEW` prints what it found.

What a change says is read as events (see benchmarks.score). A split or a merger with a survivor is also read as the
survivor going on and the others added or removed; one without as all of its sides ending and beginning.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import defaultdict
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.score import JOINS, TANGLED
from gen.diff import diff
from gen.model.change import Change
from gen.model.record import Coverage, Duty, Locator, Snapshot, Source, Text, Unit

Found = dict[str, list[Any]]
AT = Locator(source="made", line=1)
SOURCE = Source(id="made", name="made.json", sha256="0" * 64, licence="made")


def snapshot(root: dict[str, Any], release: str) -> Snapshot:
    """The snapshot of a tree; the ids of its units and duties are their preorder indexes."""
    units, duties = count(), count()
    next(units)

    def held(node: dict[str, Any]) -> tuple[Duty, ...]:
        texts = enumerate(node.get("duties", ()), 1)
        return tuple(Duty(id=f"d{next(duties)}", number=f"（{n}）", text=_text(said), locator=AT) for n, said in texts)

    def unit(node: dict[str, Any]) -> Unit:
        # The keys are read in document order: a unit's own index and duties come before those below it.
        index, own = next(units), held(node)
        return Unit(
            id=f"u{index}",
            name=_text(node["name"], node.get("name_en")),
            group=node.get("group"),
            nameplates=tuple(map(_text, node.get("nameplates", ()))),
            duties=own,
            units=tuple(map(unit, node.get("children", ()))),
            locator=AT,
        )

    own = held(root)
    return Snapshot(
        body="made",
        release=release,
        effective=release,
        language="zh",
        sources=(SOURCE,),
        coverage=Coverage(units=True, duties=True, posts=True, staffing=True, transfers=True),
        name=_text(root["name"], root.get("name_en")),
        duties=own,
        units=tuple(map(unit, root.get("children", ()))),
    )


def _text(said: str, en: str | None = None) -> Text:
    return Text(zh=said, en=en) if any("㐀" <= c <= "鿿" for c in said) else Text(en=said)


def events(changes: tuple[Change, ...], subject: str) -> tuple[Found, list[tuple[str, Any]]]:
    """What the changes of a subject say happened, and which of it they state as fact."""
    found: defaultdict[str, list[Any]] = defaultdict(list)
    facts: list[tuple[str, Any]] = []
    for change in (c for c in changes if c.subject == subject):
        for kind, event in _read(change):
            found[kind].append(event)
            if change.status == "fact":
                facts.append((kind, event))
    return dict(found), facts


def _read(change: Change) -> list[tuple[str, Any]]:
    old, new = ([_index(side.id) for side in sides] for sides in (change.old, change.new))
    if not old or not new:
        return [("removed" if old else "added", tuple(old + new))]
    if set(change.kinds) & set(JOINS):
        kind = TANGLED if len(old) > 1 and len(new) > 1 else change.kinds[0]
        return [(kind, (tuple(sorted(old)), tuple(sorted(new)))), *_sides(change)]
    renamings = {"name": "renamed", "parent": "moved", "text": "amended", "holder": "moved"}
    aspects = [detail.aspect for detail in change.details]
    return [(renamings[aspect], (old[0], new[0])) for aspect in aspects if aspect in renamings]


def _sides(change: Change) -> list[tuple[str, Any]]:
    """A split or merger as what it makes of each side; only units are read so, duties have no survivor."""
    if change.subject != "unit":
        return []
    goes_on = [s for s in (*change.old, *change.new) if s.id == change.survivor]
    ended, begun = list(change.old), list(change.new)
    read: list[tuple[str, Any]] = []
    if goes_on and min(len(ended), len(begun)) == 1:
        many = ended if len(ended) > 1 else begun
        survivor = next((s for s in many if s.id == change.survivor), many[0])
        pair = (survivor, begun[0]) if many is ended else (ended[0], survivor)
        ended.remove(pair[0])
        begun.remove(pair[1])
        if pair[0].name != pair[1].name:
            read.append(("renamed", (_index(pair[0].id), _index(pair[1].id))))
    read += [("removed", (_index(side.id),)) for side in ended]
    return read + [("added", (_index(side.id),)) for side in begun]


def _index(ident: str) -> int:
    return int(ident[1:])


def peak() -> float:
    """The most memory this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def warm_up() -> None:
    """Compares two units of unlike names, so that what a process loads once is not taken for the work on a pair."""
    old, new = (snapshot({"name": "部", "children": [{"name": name}]}, "2019") for name in ("规划司", "规划发展司"))
    diff(old, new)


def main() -> None:
    """Prints, as JSON, the events found and what finding them took; "quiet" leaves the events out.

    The word splitter and the like are loaded before the clock runs: start-up is measured by benchmarks.speed.
    """
    sys.setrecursionlimit(10_000)
    sides = [
        snapshot(json.loads(Path(name).read_bytes()), r)
        for name, r in zip(sys.argv[1:3], ("2019", "2022"), strict=True)
    ]
    warm_up()
    loaded = peak()
    began, cpu = time.perf_counter(), time.process_time()
    changes = diff(*sides)
    took = {
        "seconds": time.perf_counter() - began,
        "cpu": time.process_time() - cpu,
        "loaded_mb": loaded,
        "peak_mb": peak(),
    }
    took |= {"changes": len(changes.changes), "units": changes.ledger["unit"].old + 1}
    took["numeric"] = sorted({"numpy", "scipy"} & sys.modules.keys())
    if "quiet" not in sys.argv:
        for subject in ("unit", "duty"):
            took[subject], took[f"{subject}_facts"] = events(changes.changes, subject)
    print(json.dumps(took))


if __name__ == "__main__":
    main()
