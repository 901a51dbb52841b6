"""Writes an organisation of N units, what a reorganisation made of it, and the truth about the two.

`python -m benchmarks.organisation build/org --units 1000 --seed 3` writes build/org.old.json, .new.json, .truth.json.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.maker import tree
from benchmarks.reform import Reform
from benchmarks.regions import Country


def write(name: Path, made: Reform | Country, language: str = "zh") -> tuple[Path, Path, Path]:
    """Writes the old tree, the new tree and the truth, and returns their files."""
    name.parent.mkdir(parents=True, exist_ok=True)
    said = {"old": tree(made.old, language), "new": tree(made.new, language), "truth": made.truth()}
    files = []
    for side, content in said.items():
        files.append(Path(f"{name}.{side}.json"))
        files[-1].write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return files[0], files[1], files[2]


def main() -> None:
    """Makes one pair as the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", type=Path)
    parser.add_argument("--units", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--language", choices=("zh", "en", "both"), default="zh")
    parser.add_argument("--no-duties", action="store_true")
    parser.add_argument("--share", type=float, default=1.0, help="how much of it the reform touches, 1 being a tenth")
    given = parser.parse_args()
    made = Reform.of(given.units, given.seed, duties=not given.no_duties, share=given.share)
    print(json.dumps([str(file) for file in write(given.name, made, given.language)]))


if __name__ == "__main__":
    main()
