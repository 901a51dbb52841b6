"""How long a redline takes beside other tools, each in a process of its own: `python -m benchmarks.redline`.

gen is given two trees, finds what changed and writes the redline; the others are given the two whole texts as Word
files and compare those. Every answer is resolved, to see whether it gives back both texts. Measured is processor time,
with that of the processes a tool starts, after one run that does not count.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import sys
import tempfile
import zipfile
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from benchmarks.ours import snapshot
from benchmarks.speed import timed, with_bytecode
from gen.report.whole import whole
from gen.sources.formats.docx.resolve import resolved
from gen.sources.formats.docx.wordfile import opened

REPO = Path(__file__).parents[1]
PEERS = REPO / "build" / "peers"
TEMPLATE = REPO / "templates" / "briefing.docx"
RELEASES = ("2019", "2022")
SIZES = (10, 100, 1000)
TARGETS = {"docx-trackdiff": 1.0, "python-redlines": 0.2}
_ROUNDS = 3
_VERBS = ("拟订", "组织实施", "指导", "协调", "监督", "承担", "推进", "参与")
_TOPICS = (
    "工业",
    "通信业",
    "信息化",
    "装备",
    "原材料",
    "消费品",
    "网络安全",
    "无线电",
    "节能",
    "中小企业",
    "规划",
    "科技",
)
_WHAT = ("发展规划", "行业标准", "重大专项", "有关政策", "监测分析", "对外合作", "技术进步", "应急管理")

PROGRAMS = {
    "gen": """
import json, sys, time
from pathlib import Path
from benchmarks.ours import snapshot
from gen.diff import diff
from gen.render.redline import render
from gen.report.build import build
from gen.report.redline import redlined
old, new, out, template = map(Path, sys.argv[1:])
sides = [snapshot(json.loads(file.read_bytes()), release) for file, release in ((old, "2019"), (new, "2022"))]
changes = diff(*sides)
report = build(changes, *sides, "zh")
began = time.process_time()
out.write_bytes(render(redlined(changes, *sides, report), report, template.read_bytes(), moves=True))
out.with_suffix(".cpu").write_text(str(time.process_time() - began))
""",
    "docx-trackdiff": """
import sys
from docx_trackdiff.compare import main
sys.argv = ["docx-trackdiff", *sys.argv[1:4]]
main()
""",
    "python-redlines": """
import sys
from pathlib import Path
from python_redlines import DocxodusEngine
old, new, out = map(Path, sys.argv[1:4])
made, _, _ = DocxodusEngine().run_redline("x", original=old.read_bytes(), modified=new.read_bytes())
out.write_bytes(made)
""",
}


class Pair(NamedTuple):
    """Both sides of a contest: as trees, as Word files, and as what the Word files say."""

    trees: list[str]
    files: list[str]
    texts: list[list[str]]


def pair(count: int, folder: Path) -> Pair:
    """A body of `count` duties and what became of it, written down in every form."""
    made = Pair([], [], [])
    for tree, release in zip(trees(count), RELEASES, strict=True):
        blocks = whole(snapshot(tree, release), "zh")
        texts = [text for block in blocks for text in (block.parts if block.table else (block.text,))]
        for some, suffix, data in (
            (made.trees, "json", json.dumps(tree).encode()),
            (made.files, "docx", plain(texts)),
        ):
            file = folder / f"{count}-{release}.{suffix}"
            file.write_bytes(data)
            some.append(str(file))
        made.texts.append(texts)
    return made


def trees(count: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Ten duties a department; of ten one goes, one moves, two are edited, one is new."""
    dice = Random(count)
    old = [[_duty(dice) for _ in range(10)] for _ in range(count // 10)]
    new: list[list[str]] = [[] for _ in old]
    for place, duties in enumerate(old):
        for number, said in enumerate(duties):
            holder = dice.randrange(len(old)) if number == 3 else place
            edited = said.replace("，", f"和{dice.choice(_TOPICS)}，", 1) if number in (1, 7) else said
            new[holder] += [edited] if number != 5 else []
        new[place].append(_duty(dice))
    return _body(old), _body(new)


def _duty(dice: Random) -> str:
    parts = (dice.choice(_VERBS) + dice.choice(_TOPICS) + dice.choice(_WHAT) for _ in range(dice.randint(2, 5)))
    return "，".join(parts) + "。"


def _body(held: list[list[str]]) -> dict[str, Any]:
    units = [{"name": f"业务{n}司", "group": "internal", "duties": some} for n, some in enumerate(held, 1)]
    return {"name": "工业部", "children": units}


def plain(texts: list[str]) -> bytes:
    """A Word file of these paragraphs, with the styles of the template."""
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>' for text in texts)
    out = io.BytesIO()
    with zipfile.ZipFile(TEMPLATE) as template, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in template.namelist():
            data = template.read(name)
            if name == "word/document.xml":
                head, _, rest = data.decode().partition("<w:body>")
                data = f"{head}<w:body>{body}{rest[rest.rindex('<w:sectPr') :]}".encode()
            package.writestr(name, data)
    return out.getvalue()


def resolves(out: Path, texts: list[list[str]]) -> bool:
    """Whether a redline gives back both texts; what gen says before its text does not count."""
    file = opened(str(out), out.read_bytes())
    read = [resolved(file, "rejected"), resolved(file, "accepted")]
    return all(some[-len(text) :] == text for some, text in zip(read, texts, strict=True))


def contest(name: str, sides: Pair, folder: Path) -> tuple[float, bool]:
    """The median of a tool's seconds, and whether its redline gives back both texts."""
    out = folder / f"{name}.docx"
    given = sides.trees if name == "gen" else sides.files
    env = with_bytecode(folder / "bytecode") | {"PYTHONPATH": os.pathsep.join((str(REPO), str(PEERS)))}
    command = (sys.executable, "-c", PROGRAMS[name], *given, str(out), str(TEMPLATE))
    took = [timed(command, env).cpu for _ in range(_ROUNDS + 1)][1:]
    return statistics.median(took), resolves(out, sides.texts)


def main() -> None:
    """Prints a line a size and tool; the exit code is 0 even where a target is missed."""
    peers = [name for name in TARGETS if (PEERS / name.replace("-", "_")).is_dir()]
    if not peers:
        print("no peers (make bench-peers sets them up)")
    with tempfile.TemporaryDirectory() as name:
        for count in SIZES:
            sides = pair(count, Path(name))
            print(f"redline of {len(sides.texts[0])} paragraphs into {len(sides.texts[1])}")
            ours = told("gen", sides, Path(name))
            alone = float((Path(name) / "gen.cpu").read_text())
            print(f"    of which the redline, once the changes are known: {alone:.2f} s")
            for peer in peers:
                theirs = told(peer, sides, Path(name))
                for what, took in (("gen", ours), ("the redline alone", alone)):
                    print(f"        {what} / {peer} = {took / theirs:.2f}{verdict(took / theirs, peer, count)}")


def told(name: str, sides: Pair, folder: Path) -> float:
    """The seconds of a tool, after a line that says them."""
    took, exact = contest(name, sides, folder)
    print(f"    {name:<16} CPU {took:6.2f} s   gives back both texts: {'yes' if exact else 'no'}", flush=True)
    return took


def verdict(ratio: float, peer: str, count: int) -> str:
    """Whether the target is met, at the size it is for."""
    if count < SIZES[-1]:
        return ""
    return f"   target {TARGETS[peer]:.1f}   {'met' if ratio <= TARGETS[peer] else 'MISSED'}"


if __name__ == "__main__":
    main()
