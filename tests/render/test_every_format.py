"""What holds for every format alike: the same changes, the same hashes, the same bytes."""

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from functools import cache
from html import escape
from pathlib import Path

import pytest

from gen.render import html, json, markdown, text, word, xlsx
from tests.render.briefings import LANGUAGES, base, report, templates
from tests.report import sample

_MAKERS = {
    "html": lambda language: html.render(report(language), templates()),
    "docx": lambda language: word.render(report(language), base(language)),
    "xlsx": lambda language: xlsx.render(report(language)),
    "md": lambda language: markdown.render(report(language), templates()),
    "json": lambda _: json.render(sample.CHANGES),
    "text": lambda language: text.render(report(language)).encode(),
}


@cache
def words_in(form: str, language: str) -> str:
    """Everything a format says, parts of a package one after another."""
    data = _MAKERS[form](language)
    if form not in ("docx", "xlsx"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", _MAKERS)
def test_every_change_has_the_same_id_everywhere(form, language):
    said = words_in(form, language)
    for change in sample.CHANGES.changes:
        assert re.search(rf"\b{change.id}\b", said), change.id
    assert not re.search(r"\bU12\b", said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", _MAKERS)
def test_both_snapshots_are_named_by_their_hash_everywhere(form, language):
    assert all(sha in words_in(form, language) for sha in sample.SHA.values())


@pytest.mark.parametrize("form", [form for form in _MAKERS if form != "json"])
def test_the_number_of_changes_is_the_same_everywhere(form):
    assert "两版之间共见变化18项" in words_in(form, "zh")
    assert "18 changes are seen" in words_in(form, "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", [form for form in _MAKERS if form != "json"])
def test_declared_and_observed_stand_side_by_side_with_both_source_lines_everywhere(form, language):
    said = words_in(form, language).replace("\\", "")
    groups = {group.verdict: group for group in report(language).transfers}
    (row,) = groups["seen"].rows
    for words in (row.what, row.place, row.shown[0].place, *(group.title for group in groups.values())):
        assert escape(words) in said or words in said
    assert groups["undeclared"].changes[0].text in said
    assert groups["unchecked"].rows[0].why in said


_DIGESTS = """
import hashlib, sys
from gen.render import pdf
from tests.render.test_every_format import _MAKERS
from tests.render.briefings import report, templates
for form, make in _MAKERS.items():
    for language in ("zh", "en"):
        print(form, language, hashlib.sha256(make(language)).hexdigest())
print("pdf", hashlib.sha256(pdf.render(report("zh"), templates())).hexdigest())
"""


def digests(seed: str, zone: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": seed}
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", _DIGESTS], env=environment, cwd=root, capture_output=True, text=True, check=True
    )
    return run.stdout


def test_the_same_changes_give_the_same_bytes_in_every_process():
    first = digests("1", "UTC")
    assert first.count("\n") == 13
    assert digests("2", "Asia/Shanghai") == first


def test_rendering_twice_gives_the_same_bytes():
    for make in _MAKERS.values():
        assert hashlib.sha256(make("zh")).digest() == hashlib.sha256(make("zh")).digest()
