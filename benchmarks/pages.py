"""What a PDF takes as it grows, and beside bare WeasyPrint on the same page: `python -m benchmarks.pages`.

Each measurement is a process of its own; `python -m benchmarks.pages UNITS` is one.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.accuracy import run, verdict
from benchmarks.maker import tree
from benchmarks.ours import peak, snapshot
from benchmarks.reform import Reform
from gen.report.model import Language

SMALL, LARGE, LIMIT = 320, 2_550, 900
LANGUAGES: tuple[Language, ...] = ("zh", "en")
PAIR = ("miit@2019", "miit@2022")
BARE, GROWTH, MEMORY = 1.2, 1.2, 300


def cpu(work: Callable[[], bytes]) -> float:
    """Seconds of processor time."""
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began


def one(units: int) -> dict[str, float]:
    """A made pair as a briefing, by gen and by WeasyPrint alone from the same page; the least of several times each."""
    import weasyprint

    from gen.diff import diff
    from gen.render import json as data
    from gen.render import pdf
    from gen.render.html import page
    from gen.report.build import build
    from gen.template import STANDARD, load

    made = Reform.of(units, 3)
    old, new = snapshot(tree(made.old, "zh"), "2019"), snapshot(tree(made.new, "zh"), "2022")
    changes = diff(old, new, old_sha256="0" * 64, new_sha256="1" * 64)
    report, look = build(changes, old, new, "zh"), load(STANDARD, "zh")
    html, seen = page(report, look.pages, "print"), [0]
    gc.set_threshold(1_000_000)  # as gen sets it

    def ours() -> bytes:
        return pdf.render(
            report, look.pages, print, attached=data.render(changes), progress=lambda *far: seen.append(far[1])
        )

    def bare() -> bytes:
        return bytes(weasyprint.HTML(string=html).write_pdf())

    weasyprint.HTML(string="<p>中文 first").write_pdf()
    times = [(cpu(ours), cpu(bare)) for _ in range(3 if units == SMALL else 2)]
    return {"pages": max(seen), "ours": min(t[0] for t in times), "bare": min(t[1] for t in times), "peak_mb": peak()}


def editions() -> dict[str, float]:
    """The peak memory of one process that sets a briefing in every language."""
    from gen.briefing import compare
    from gen.render import json as data
    from gen.render import pdf
    from gen.store import Store
    from gen.template import STANDARD, load

    gc.set_threshold(1_000_000)
    for language in LANGUAGES:
        comparison = compare(Store(Path("snapshots")), PAIR, language)
        pdf.render(comparison.report, load(STANDARD, language).pages, print, attached=data.render(comparison.changes))
    return {"peak_mb": peak()}


def main() -> None:
    """Prints the three promises about a PDF; the exit code is 0 even where one is missed."""
    small, large = (run("benchmarks.pages", str(units), limit=LIMIT) for units in (SMALL, LARGE))
    for name, made in (("a short PDF", small), ("a long PDF", large)):
        pages, each = made["pages"], 1000 * made["ours"] / made["pages"]
        print(f"{name}: {pages} pages, CPU {made['ours']:.2f} s, {each:.0f} ms a page, peak {made['peak_mb']:.0f} MB")
        print("    " + verdict("CPU to bare WeasyPrint on the same page", made["ours"] / made["bare"], BARE, most=True))
    growth = (large["ours"] / large["pages"]) / (small["ours"] / small["pages"])
    print("    " + verdict("CPU a page, long to short", growth, GROWTH, most=True))
    both = run("benchmarks.pages", "editions")
    print(verdict(f"{' '.join(PAIR)} in both editions, MB at the peak", both["peak_mb"], MEMORY, most=True))


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            main()
        case ["editions"]:
            print(json.dumps(editions()))
        case [count]:
            print(json.dumps(one(int(count))))
