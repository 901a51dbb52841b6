"""Ten bodies, each with one fault: the others are published, each keeps its last good briefing and is marked stale."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.faults.harness import REPO, gen, strace, strays
from tests.run.estate import NEXT, NIGHT, UNITS, Estate, page

WELL = ("first", "last")
FAULTY = {
    "unreadable": "Permission denied",
    "garbage": "it is damaged",
    "loop": "takes longer than 4 s",
    "memory": "needs more than 512 MB",
    "crash": "killed by SIGSEGV",
    "vanished": "no such file",
    "emptied": "is empty",
    "shrunken": "more than a fifth",
    "template": "unknown tag",
    "full": "No space left on device",
}
MORE = page(*UNITS, "大数据司", "应急司")
# A document that breaks what reads it: read by the worker alone, since the run itself only takes its hash.
BREAKS = """
import multiprocessing, os, signal
import gen.files
plain = gen.files.read
def read(path, **asked):
    data = plain(path, **asked)
    if multiprocessing.parent_process() is None:
        return data
    if b"BREAK loop" in data:
        while True:
            pass
    if b"BREAK memory" in data:
        held = [bytearray(2**26) for _ in range(32)]
    if b"BREAK crash" in data:
        os.kill(os.getpid(), signal.SIGSEGV)
    return data
gen.files.read = read
"""


def _configured(estate: Estate) -> None:
    texts = []
    for body in (WELL[0], *FAULTY, WELL[1]):
        sources = [f"{body}/a.txt", f"{body}/b.txt"] if body in ("vanished", "unreadable") else [body]
        texts.append(f"[body.{body}]\nsources = {json.dumps(sources)}\n")
        if body == "template":
            texts.append('[body.template.brief]\ntemplate = "./own"\nformats = ["html"]\n')
    limits = "[body.loop.limits]\nseconds = 4\n[body.memory.limits]\nmemory_mb = 512\n"
    estate.configure("".join(texts) + limits, head='[brief]\nformats = ["json"]\n')


def _source(estate: Estate, body: str, text: str) -> Path:
    return estate.put(f"{body}/a.txt", text)


def _break(estate: Estate) -> None:
    """Gives each body its fault, and the others a new document."""
    for body in (*WELL, "template", "full"):
        _source(estate, body, MORE)
    _source(estate, "unreadable", MORE).chmod(0)
    _source(estate, "garbage", "%PDF-1.7 or not")
    for body in ("loop", "memory", "crash"):
        _source(estate, body, f"{MORE}BREAK {body}\n")
    (estate.root / "vanished/a.txt").unlink()
    for path in (estate.root / "emptied").iterdir():
        path.unlink()
    _source(estate, "shrunken", page(*UNITS[:3]))
    page_ = estate.root / "own/page.html.j2"
    page_.write_text(page_.read_text("utf-8") + "{% endfor %}", encoding="utf-8")


@pytest.fixture
def twelve(estate: Estate) -> Estate:
    """Two bodies that stay well and ten that will not, each published once."""
    estate.put("break/sitecustomize.py", BREAKS)
    for path in (REPO / "templates/briefing").iterdir():
        if path.is_file():
            estate.put(f"own/{path.name}", path.read_text("utf-8"))
    _configured(estate)
    for body in (*WELL, *FAULTY):
        estate.put(f"{body}/a.txt", page())
        estate.put(f"{body}/b.txt", page(*UNITS, "大数据司"))
    assert _run(estate, NIGHT) == (0, "", "")
    return estate


def _run(estate: Estate, at: str, under: tuple[str, ...] = ()) -> tuple[int, str, str]:
    path = f"{REPO}:{estate.root / 'break'}"
    return gen(estate, "run", "--jobs", "2", "--now", at, under=under, PYTHONPATH=path)


def test_each_fault_costs_its_body_only(twelve: Estate, traced: None, bound: tuple[str, ...]) -> None:
    estate = twelve
    good = {body: (estate.root / f"out/{body}/latest/manifest.json").read_bytes() for body in (*WELL, *FAULTY)}
    _break(estate)
    full = ("-P", str(estate.root / "out/full/2026-11-20+2..2026-11-21"), "-e", "inject=mkdir:error=ENOSPC")
    code, out, err = _run(estate, NEXT, (*strace(estate.root.with_name("log"), *full), *bound))
    assert (code, out) == (3, "")
    said = dict(line.removeprefix("gen: ").split(": ", 1) for line in err.splitlines())
    assert {body: FAULTY[body] for body in FAULTY if not re.search(FAULTY[body], said.get(body, ""))} == {}, err
    assert not said.keys() & {*WELL}
    for body in WELL:
        assert (estate.root / f"out/{body}/2026-11-20+2..2026-11-21/manifest.json").is_file()
    for body in FAULTY:
        assert (estate.root / f"out/{body}/latest/manifest.json").read_bytes() == good[body]
        assert not (estate.root / f"out/{body}/2026-11-20+2..2026-11-21/manifest.json").exists()
    _marked(estate)
    _healed(estate)


def _marked(estate: Estate) -> None:
    """Every body in trouble is marked as stale on the page of all briefings and in the record, and no other."""
    states = {line["body"]: line["state"] for line in estate.record() if "body" in line}
    held = ("emptied", "shrunken")
    assert states == {body: "done" if body in WELL else "held" if body in held else "failed" for body in states}
    assert states.keys() == {*WELL, *FAULTY}
    for name in ("index.html", "index.en.html"):
        assert (estate.root / "out" / name).read_text("utf-8").count('<div class="stale">') == len(FAULTY)
    status = gen(estate, "status", "--json")
    assert status.code == 1
    troubled = json.dumps(json.loads(status.out), ensure_ascii=False)
    assert all(FAULTY[body] in troubled for body in FAULTY)


def _healed(estate: Estate) -> None:
    """Once every source is well again, one run publishes them all and takes the marks away."""
    for body in FAULTY:
        estate.put(f"{body}/b.txt", page(*UNITS, "大数据司"))
        (estate.root / f"{body}/a.txt").touch()
        (estate.root / f"{body}/a.txt").chmod(0o644)
        _source(estate, body, MORE)
    page_ = estate.root / "own/page.html.j2"
    page_.write_text(page_.read_text("utf-8").removesuffix("{% endfor %}"), encoding="utf-8")
    assert _run(estate, NEXT) == (0, "", "")
    for body in FAULTY:
        assert (estate.root / f"out/{body}/2026-11-20+2..2026-11-21/manifest.json").is_file(), body
    assert strays(estate) == []
    assert gen(estate, "check", "--deep").code == 0
