"""Templates that never end or eat memory: whoever made them, they cost their own body or their own check only."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from gen.cli import main
from gen.config.model import Limits
from gen.run import workers
from tests.faults.harness import gen
from tests.run.estate import NIGHT, UNITS, Estate, page

LOOP = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
MEMORY = "{{ ('a' * 10**10) | length }}"
SECONDS = {"loop": 5, "memory": 60}
BOMBS = {"loop": (LOOP, "takes longer than 5 s"), "memory": (MEMORY, "needs more than 512 MB of memory")}


def test_a_template_that_does_not_end_costs_its_body_only(tmp_path: Path) -> None:
    estate = Estate(tmp_path)
    bodies = []
    for body in ("well", *BOMBS):
        bodies.append(f'[body.{body}]\nsources = ["inbox"]\n')
        if body in BOMBS:
            estate.put(f"{body}/briefing.md.j2", BOMBS[body][0])
            bodies.append(f'[body.{body}.brief]\ntemplate = "./{body}"\n')
            bodies.append(f"[body.{body}.limits]\nseconds = {SECONDS[body]}\nmemory_mb = 512\n")
    estate.configure("".join(bodies))
    estate.put("inbox/a.txt", page())
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    done = gen(estate, "run", "--now", NIGHT)
    said = dict(line.removeprefix("gen: ").split(": ", 1) for line in done.err.splitlines())
    assert (done.code, said) == (3, {body: f"{why}, its limit" for body, (_, why) in BOMBS.items()})
    assert [len(estate.sets(body)) > 0 for body in ("well", *BOMBS)] == [True, False, False]


@pytest.mark.parametrize("bomb", BOMBS)
def test_the_check_of_a_template_ends(bomb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = workers.results
    tight = Limits(seconds=SECONDS[bomb], memory_mb=512)
    monkeypatch.setattr(workers, "results", lambda *a, **asked: plain(*a, **{**asked, "limits": lambda _: tight}))
    template, why = BOMBS[bomb]
    (tmp_path / "briefing.md.j2").write_text(template, "utf-8")
    checked = CliRunner().invoke(main, ["template", "check", f"{tmp_path}/"])
    assert (checked.exit_code, checked.output) == (2, f"gen: {tmp_path}/: {why}, its limit\n")


def test_what_stands_in_a_name_is_no_template(tmp_path: Path) -> None:
    estate = Estate(tmp_path)
    estate.configure(head='[brief]\nformats = ["json", "md", "html", "docx"]\n')
    estate.put("inbox/a.txt", page())
    estate.put("inbox/b.txt", page(*UNITS, "{{ 6*7 }}司", "{% for a in b %}司"))
    done = gen(estate, "run", "--now", NIGHT)
    assert (done.code, done.err) == (0, "")
    (folder,) = {path.parent for path in (tmp_path / "out/demo").rglob("changes.json") if "latest" not in path.parts}
    shown = [(folder / name).read_text("utf-8") for name in ("changes.json", "briefing.html")]
    with zipfile.ZipFile(folder / "briefing.docx") as word:
        shown.append(word.read("word/document.xml").decode())
    assert ["{{ 6*7 }}司" in text for text in shown] == [True, True, True]
    assert ["42司" in text for text in shown] == [False, False, False]
