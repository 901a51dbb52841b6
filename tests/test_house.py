"""The house rules, read off the source: who may import whom, which library lives where, what the core may not touch."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPO = Path(__file__).parents[1]

FLOORS = (
    {"__init__"},
    {"errors"},
    {"model", "files"},
    {"yaml", "schema", "out", "office", "fetch"},
    {"sources", "diff", "store"},
    {"report", "amend"},
    {"render"},
    {"template", "passages"},
    {"manifest", "config"},
    {"briefing", "intake", "doctor", "review", "amending", "site", "tell"},
    {"verify", "accepted", "deep", "schedule"},
    {"run"},
    {"status"},
    {"cli"},
    {"__main__"},
)
HOMES = {
    "click": {"gen.cli"},
    "diff_match_patch": {"gen.diff.text"},
    "docx": {"gen.render", "gen.sources.formats"},
    "httpx": {"gen.fetch", "gen.tell.post"},
    "jinja2": {"gen.render"},
    "mwparserfromhell": {"gen.sources.formats.wikitext"},
    "opencc": {"gen.diff.script"},
    "openpyxl": {"gen.sources.formats.xlsx"},
    "pydantic": {"gen.model", "gen.yaml", "gen.store", "gen.sources.read"},
    "pypdfium2": {"gen.sources.formats.pdf"},
    "rjieba": {"gen.diff.text"},
    "tomlkit": {"gen.config"},
    "trafilatura": {"gen.sources.formats.html"},
    "weasyprint": {"gen.render.pdf", "gen.doctor"},
    "xlsxwriter": {"gen.render.xlsx"},
    "yaml": {"gen.yaml", "gen.store"},
}
PART_OF = {"pydantic_core": "pydantic", "lxml": "docx", "fast_diff_match_patch": "diff_match_patch"}
CORE = {"model", "sources", "diff", "amend", "report", "render"}
OUTSIDE = {"glob", "io.open", "os", "pathlib", "shutil", "socket", "subprocess", "tempfile", "urllib.request"}
PURE = {"pathlib.PurePath", "pathlib.PurePosixPath"}
UNSTEADY = {"getpass", "locale", "random", "secrets", "time", "uuid"}
UNSTEADY_NAMES = {"environ", "environb", "getenv", "now", "today", "utcnow"}
SPEAKING = {"print", "input", "exit", "breakpoint"}
NEVER_WRITTEN = {
    "a path of one machine": re.compile(r"(?<![\w.~-])/(?:work|tmp|root|home|Users)/\w"),
    "a registry's host": re.compile(r"(?:pypi|pythonhosted|debian|npmjs)\.org", re.IGNORECASE),
    "an issue's number": re.compile(r"\bissue[ ]#?\d", re.IGNORECASE),
}
NOT_OURS = {".coverage", "LICENSE", "requirements.lock", "requirements-dev.lock"}
MADE = {"__pycache__", "build", "dist", "out", "htmlcov", "snapshots"}


def room_of(module: str) -> str:
    return [*module.split("."), "__init__"][1]


def floor_of(room: str) -> int | None:
    return next((height for height, rooms in enumerate(FLOORS) if room in rooms), None)


def imports(tree: ast.AST, at_top: bool = False) -> Iterator[tuple[int, str]]:
    """Yields each imported module or name with its line; `at_top` leaves out what stands in a function."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: relative import"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif not (at_top and (isinstance(node, ast.FunctionDef) or type_checking(node))):
            yield from imports(node, at_top)


def type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def within(name: str, places: set[str]) -> bool:
    return any(name == place or name.startswith(place + ".") for place in places)


def about_imports(module: str, tree: ast.AST) -> Iterator[str]:
    room = room_of(module)
    height = floor_of(room)
    if height is None:
        yield f"{module}: the room {room!r} has no floor; give it one in FLOORS"
        return
    for line, name in imports(tree):
        top = name.split(".")[0]
        library = PART_OF.get(top, top)
        if top == "gen":
            other = room_of(name) if floor_of(room_of(name)) is not None else "__init__"
            if other != room and (floor_of(other) or 0) >= height:
                yield f"{module}:{line}: {room} imports {other}, which is not below it"
        elif top not in sys.stdlib_module_names and not within(module, HOMES.get(library, set())):
            yield f"{module}:{line}: {top} does not live here"
        elif within(name, UNSTEADY) and room != "cli":
            yield f"{module}:{line}: {top}: only cli reads clock, chance and locale"
        elif room in CORE and within(name, OUTSIDE) and name not in PURE:
            yield f"{module}:{line}: {name}: {room} is pure"


def about_names(module: str, tree: ast.AST) -> Iterator[str]:
    room = room_of(module)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in UNSTEADY_NAMES and room != "cli":
            yield f"{module}:{node.lineno}: .{node.attr}: only cli reads clock and environment"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in SPEAKING and room != "cli":
                yield f"{module}:{node.lineno}: {node.func.id}(): only cli prints and exits"
            elif node.func.id == "open" and room in CORE:
                yield f"{module}:{node.lineno}: open(): {room} is pure"


def about_start(module: str, tree: ast.AST) -> Iterator[str]:
    if room_of(module) != "cli":
        return
    light = {"click", "gen.cli", "gen.errors", "gen.__version__", *sys.stdlib_module_names}
    for line, name in imports(tree, at_top=True):
        if not within(name, light):
            yield f"{module}:{line}: {name} is loaded before it is needed; import it in the function that uses it"


def complaints(module: str, source: str) -> list[str]:
    tree = ast.parse(source)
    return [*about_imports(module, tree), *about_names(module, tree), *about_start(module, tree)]


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted((REPO / "gen").rglob("*.py")):
        parts = path.relative_to(REPO).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def our_files() -> Iterator[Path]:
    for path in sorted(REPO.rglob("*")):
        parts = path.relative_to(REPO).parts
        hidden = any(part in MADE or (part.startswith(".") and part != ".ci") for part in parts[:-1])
        if path.is_file() and not hidden and path.name not in NOT_OURS:
            yield path


def never_written(text: str) -> list[str]:
    return [f"{what}: {found[0]!r}" for what, form in NEVER_WRITTEN.items() for found in form.finditer(text)]


def test_every_module_keeps_the_rules_of_the_house() -> None:
    assert [line for module, path in modules() for line in complaints(module, path.read_text("utf-8"))] == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    told = [(str(path), never_written(path.read_text("utf-8", errors="replace"))) for path in our_files()]
    assert [(path, found) for path, found in told if found] == []


def test_every_runtime_library_has_a_home_and_every_home_is_a_module_to_be() -> None:
    import tomllib

    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]
    names = {
        re.split(r"[><=.]", line)[0].replace("python-", "").replace("pyyaml", "yaml")
        for line in project["dependencies"]
    }
    assert {name.replace("-", "_") for name in names} == set(HOMES)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("gen.diff.align", "from gen.model.record import Unit\nfrom gen.errors import GenError\n"),
        ("gen.store", "import os\nimport yaml\nfrom gen import __version__\n"),
        ("gen.cli", "import os, time\nimport click\nfrom gen.errors import GenError\nprint(os.environ, time.time())\n"),
        ("gen.cli", "import click\ndef brief():\n    from gen.briefing import publish\n"),
        ("gen.cli", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from gen.store import Store\n"),
        ("gen.render.pdf", "def render():\n    import weasyprint\n"),
        ("gen.sources.read", "from pathlib import PurePath\n"),
    ],
)
def test_what_is_allowed_raises_no_complaint(module: str, source: str) -> None:
    assert complaints(module, source) == []


@pytest.mark.parametrize(
    ("module", "source", "complaint"),
    [
        (
            "gen.diff.align",
            "from gen.report import build",
            "gen.diff.align:1: diff imports report, which is not below it",
        ),
        (
            "gen.diff.align",
            "def f():\n    import gen.store",
            "gen.diff.align:2: diff imports store, which is not below it",
        ),
        ("gen.diff.align", "from gen import store", "gen.diff.align:1: diff imports store, which is not below it"),
        ("gen.errors", "import gen.model.record", "gen.errors:1: errors imports model, which is not below it"),
        ("gen.attic", "", "gen.attic: the room 'attic' has no floor; give it one in FLOORS"),
        ("gen.briefing", "import click", "gen.briefing:1: click does not live here"),
        ("gen.render.html", "import weasyprint", "gen.render.html:1: weasyprint does not live here"),
        ("gen.report.words", "import jinja2", "gen.report.words:1: jinja2 does not live here"),
        ("gen.store", "import requests", "gen.store:1: requests does not live here"),
        ("gen.store", "import time", "gen.store:1: time: only cli reads clock, chance and locale"),
        ("gen.out", "from random import random", "gen.out:1: random: only cli reads clock, chance and locale"),
        ("gen.diff.align", "import pathlib", "gen.diff.align:1: pathlib: diff is pure"),
        (
            "gen.render.html",
            "def f():\n    from pathlib import Path",
            "gen.render.html:2: pathlib.Path: render is pure",
        ),
        ("gen.sources.read", "open('x')", "gen.sources.read:1: open(): sources is pure"),
        ("gen.out", "import os\nos.environ['X']", "gen.out:2: .environ: only cli reads clock and environment"),
        ("gen.briefing", "date.today()", "gen.briefing:1: .today: only cli reads clock and environment"),
        ("gen.store", "print(1)", "gen.store:1: print(): only cli prints and exits"),
        (
            "gen.cli",
            "import click\nfrom gen.store import Store",
            "gen.cli:2: gen.store.Store is loaded before it is needed; import it in the function that uses it",
        ),
    ],
)
def test_what_is_not_allowed_is_told_with_its_line(module: str, source: str, complaint: str) -> None:
    assert complaints(module, source) == [complaint]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cd /" + "work/main", 1),
        ("open('/" + "tmp/x')", 1),
        ("see iss" + "ue 12", 1),
        ("pypi" + ".org/simple", 1),
        ("out/miit/2019..2022 and ~/.local/share/fonts, /usr/bin/env, tests/work/x", 0),
    ],
)
def test_machine_paths_registries_and_issue_numbers_are_found(text: str, found: int) -> None:
    assert len(never_written(text)) == found
