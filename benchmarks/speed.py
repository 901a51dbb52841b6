"""How long gen takes, each time as a ratio to the least work that could do the same, in one run: `make bench`.

Both run from bytecode, as what pip installs does, also where Python is told to write none: it is kept in a folder of
the run's own and made by the first round, which does not count.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

REPO = Path(__file__).parents[1]
PYTHON = sys.executable
GEN = str(Path(PYTHON).with_name("gen"))
PAIR = ("miit@2019", "miit@2022")

NEEDED = """
import contextlib, io, sys
from gen.cli import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main(["diff", *sys.argv[1:]])
ours = {"gen", *sys.stdlib_module_names}
files = (name.split(".")[0] for name, module in sys.modules.items() if getattr(module, "__file__", None))
print(*sorted({name for name in files if not name.startswith("_")} - ours))
"""
READ = """
import sys, yaml
for package in sys.argv[3:]:
    __import__(package)
for name in sys.argv[1:3]:
    with open(name, encoding="utf-8") as file:
        yaml.load(file, Loader=yaml.CSafeLoader)
"""
DRAW = """
import sys, weasyprint
weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2])
"""


@dataclass(frozen=True, slots=True)
class Contest:
    """A command of gen, the least work that could do the same, and how many times as long gen may take."""

    name: str
    least_name: str
    ours: tuple[str, ...]
    least: tuple[str, ...]
    target: float
    rounds: int


@dataclass(frozen=True, slots=True)
class Time:
    """Seconds of processor time (user and system) and of wall time that one process took."""

    cpu: float
    wall: float


def timed(command: tuple[str, ...], env: dict[str, str]) -> Time:
    """The time one run of the command took; raises CalledProcessError if it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=REPO, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=said)
    return Time(used.ru_utime + used.ru_stime, time.perf_counter() - began)


def middle(times: list[Time]) -> Time:
    """The median of each kind of time."""
    return Time(statistics.median(t.cpu for t in times), statistics.median(t.wall for t in times))


def with_bytecode(folder: Path) -> dict[str, str]:
    """The environment of this process, with bytecode read from and written to the folder."""
    env = {name: said for name, said in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return env | {"PYTHONPYCACHEPREFIX": str(folder)}


def held(contest: Contest, env: dict[str, str]) -> str:
    """One paragraph on a contest, its two commands run by turns after one run of each that does not count."""
    timed(contest.ours, env), timed(contest.least, env)
    rounds = [(timed(contest.ours, env), timed(contest.least, env)) for _ in range(contest.rounds)]
    ours, least = (middle(list(times)) for times in zip(*rounds, strict=True))
    ratio = ours.cpu / least.cpu
    verdict = "met" if ratio <= contest.target else "MISSED"
    return (
        f"{contest.name}\n"
        f"    target  {contest.target:.1f} × {contest.least_name}\n"
        f"    CPU     {ours.cpu:.3f} s / {least.cpu:.3f} s = {ratio:.2f}   {verdict}\n"
        f"    wall    {ours.wall:.3f} s / {least.wall:.3f} s = {ours.wall / least.wall:.2f}\n"
    )


def page(folder: Path) -> Path:
    """The file with the HTML that gen gives to WeasyPrint for this pair, taken as it passes."""
    import weasyprint

    from gen.cli import main

    seen: list[str] = []

    class Watched(weasyprint.HTML):  # type: ignore[misc]
        def __init__(self, **given: object) -> None:
            seen.append(str(given["string"]))
            super().__init__(**given)

    weasyprint.HTML = Watched
    with redirect_stdout(StringIO()):
        main(["--out", str(folder), "brief", *PAIR, "--format", "pdf"], standalone_mode=False)
    (folder / "page.html").write_text(max(seen, key=len), "utf-8")
    return folder / "page.html"


def needed() -> list[str]:
    """The packages of others that `gen diff` loads for this pair."""
    return subprocess.run(
        (PYTHON, "-c", NEEDED, *PAIR), cwd=REPO, capture_output=True, text=True, check=True
    ).stdout.split()


def contests(folder: Path) -> tuple[Contest, ...]:
    """The three promises."""
    files = tuple(str(REPO / "snapshots" / f"{ref.replace('@', '/')}.yaml") for ref in PAIR)
    packages = needed()
    brief = (GEN, "--out", str(folder), "brief", *PAIR, "--format", "pdf")
    draw = (PYTHON, "-c", DRAW, str(page(folder)), str(folder / "bare.pdf"))
    return (
        Contest("gen --help", "python -c pass", (GEN, "--help"), (PYTHON, "-c", "pass"), 5.0, 31),
        Contest(
            f"gen diff {' '.join(PAIR)}",
            f"importing {', '.join(packages)} and parsing the two files",
            (GEN, "diff", *PAIR),
            (PYTHON, "-c", READ, *files, *packages),
            2.0,
            9,
        ),
        Contest(f"gen brief {' '.join(PAIR)}, to PDF", "WeasyPrint alone on the same HTML", brief, draw, 1.2, 5),
    )


def main() -> None:
    """Prints every contest; the exit code is 0 even where a target is missed."""
    os.chdir(REPO)
    with tempfile.TemporaryDirectory() as folder:
        for contest in contests(Path(folder)):
            print(held(contest, with_bytecode(Path(folder) / "bytecode")), flush=True)


if __name__ == "__main__":
    main()
