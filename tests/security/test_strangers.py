"""Hostile files through the command line, each in a process of its own: an answer in words, soon and in little memory.

`python -m benchmarks.strangers` measures all of them and more; here is one of each kind, with room for a busy machine.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gen.errors import GenError
from gen.sources.read import Document, read
from tests.security.strangers import FRAGMENTS, LONGEST, STARTS, Stranger, endless, long, packages, pages, texts

CALL = ("--body", "b", "--release", "2019", "--dry-run")
MOST_MB = 300
SLOW = {
    "300,000 paragraphs", "60,000 rows", "its size stated as one cell", "a cell in the last row and column",
    "a text of 5 million characters", "a text of 5 million characters in a cell", "invisible characters",
    "names that all are one", "a million keys", "200,000 pieces of text on one spot",
}  # fmt: skip
BY_PROCESS = (
    "zip bomb",
    "a billion merged cells",
    "a million attributes",
    "a stream bomb",
    "a million columns",
    "70 MB",
)
FILES = {f"{one.file}: {one.what}": one for one in itertools.chain(packages(), pages(), texts())}


def attempt(stranger: Stranger, data: bytes) -> str:
    """What is said where the file is refused, nothing where it is read."""
    try:
        read(Document(stranger.file, data, "test"), body="b", release="2019", form=stranger.form)
    except GenError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", [name for name, one in FILES.items() if one.what not in SLOW])
def test_a_hostile_file_is_read_or_refused_by_name_at_once(name: str) -> None:
    data = FILES[name].data()
    start = time.process_time()
    said = attempt(FILES[name], data)
    assert time.process_time() - start < 20
    assert "Traceback" not in said


@pytest.mark.parametrize("form", [form for form in STARTS if form != "tree"])
def test_a_line_of_a_million_characters_is_refused_in_one_line(form: str) -> None:
    for stranger in itertools.islice((one for one in endless() if one.form == form), 4):
        assert "150,000 is the most" in attempt(stranger, stranger.data())


@pytest.mark.parametrize("fragment", ["第", "（一", "<!--", "A", "将甲划给", "行政编制1名", "|", " "])
@pytest.mark.parametrize("form", ["page", "regulation", "articles", "gazette"])
def test_no_pattern_takes_long_for_a_line_as_long_as_it_may_be(form: str, fragment: str) -> None:
    text = f"{STARTS[form]}{fragment * (LONGEST // len(fragment))}\n".encode()
    start = time.process_time()
    attempt(Stranger("", "a.txt", bytes, form), text)
    assert time.process_time() - start < 20


@pytest.mark.parametrize("what", BY_PROCESS)
def test_the_command_line_answers_in_one_line_and_little_memory(what: str, tmp_path: Path) -> None:
    stranger = next(one for one in FILES.values() if one.what == what)
    file = tmp_path / stranger.file
    file.write_bytes(stranger.data())
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_DATA, ({MOST_MB << 20},) * 2); "
    run = f"{limited}from gen.cli import main; main()"
    words = [sys.executable, "-P", "-c", run, "--store", str(tmp_path / "store"), "import", str(file), *CALL]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False, env=dict(os.environ))
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert not (tmp_path / "store").exists()


def test_every_fragment_and_form_is_measured() -> None:
    assert len(list(endless())) == len(list(long())) == len(FRAGMENTS) * len(STARTS)
