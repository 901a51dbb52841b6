"""The least that any comparison of two trees does: parse both, walk once (`python -m benchmarks.floor OLD NEW`)."""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.ours import peak


def differing(old: dict[str, Any], new: dict[str, Any]) -> int:
    """How many units were visited; equal subtrees of one name under one parent are not gone into."""
    visited, pairs = 0, [(old, new)]
    while pairs:
        one, other = pairs.pop()
        visited += 1
        news = {child["name"]: child for child in other.get("children", ())}
        for child in one.get("children", ()):
            partner = news.get(child["name"])
            if partner is not None and partner != child:
                pairs.append((child, partner))
    return visited


def main() -> None:
    """Prints, as JSON, what parsing and walking took; the collector is off."""
    gc.disable()
    began, cpu = time.perf_counter(), time.process_time()
    old, new = (json.loads(Path(name).read_bytes()) for name in sys.argv[1:3])
    visited = differing(old, new)
    took = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}
    print(json.dumps(took | {"peak_mb": peak(), "visited": visited}))


if __name__ == "__main__":
    main()
