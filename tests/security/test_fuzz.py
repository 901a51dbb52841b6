"""Readers meet documents with bytes and words changed, and raise nothing but an error in words.

GEN_FUZZ=2000 in the environment runs that many examples of each, with chance; unset, a few that are always the same.
"""

from __future__ import annotations

import json
import os
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gen.errors import GenError
from gen.sources.formats import pdf
from gen.sources.read import Document, read
from tests.security.strangers import FRAGMENTS, STARTS, book, word

LONG = int(os.environ.get("GEN_FUZZ", "0"))
FUZZ = settings(
    max_examples=LONG or 25,
    derandomize=not LONG,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
REGULATION = (
    STARTS["regulation"] + "（二）核定行政编制20名。将甲部的乙职责划给丙局。\n四、附则\n本规定由办公厅负责解释。\n"
)


@cache
def documents() -> dict[str, bytes]:
    """A small document of every format."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{row}</w:t></w:r></w:p>" for row in REGULATION.splitlines())
    cells = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in ("机构名称", "上级机构", "职责"))
    second = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in ("办公厅", "", "负责文电。"))
    page = "".join(f"<p>{row}</p>" for row in REGULATION.splitlines())
    return {
        "a.txt": REGULATION.encode(),
        "b.txt": REGULATION.encode("gb18030"),
        "a.wiki": "{{Infobox x|name=甲}}\n== 职责 ==\n* [[甲]]<ref>b</ref>\n{|\n|-\n| a\n|}\n== 内设机构 ==\n# 办公厅".encode(),
        "a.html": f"<!DOCTYPE html><html><meta charset=utf-8><body><table><tr><td>甲</table><ul><li>a</ul>{page}".encode(),
        "a.docx": word(paragraphs),
        "a.xlsx": book(f"<row>{cells}</row><row>{second}</row>"),
        "a.csv": '机构名称,上级机构,职责\n办公厅,,负责文电。\n一处,办公厅,"甲\n乙"\n'.encode(),
        "a.json": json.dumps({"name": "甲部", "children": [{"name": "办公厅", "duties": ["a"]}]}, indent=1).encode(),
    }


def attempt(name: str, data: bytes, form: str | None = None) -> None:
    """Reads the document, and sees that what it gives accounts for every row."""
    try:
        found = read(Document(name, data, "test"), body="b", release="2019", form=form)
    except GenError:
        return
    assert [fate.line for fate in found.fates] == list(range(1, len(found.rows) + 1))


CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 6),
        st.binary(max_size=6) | st.sampled_from([part.encode() for part in FRAGMENTS]),
    ),
    min_size=1,
    max_size=10,
)


def changed(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """The bytes with stretches at some places replaced."""
    made = bytearray(data)
    for where, length, put in changes:
        at = int(where * len(made))
        made[at : at + length] = put
    return bytes(made)


@pytest.mark.parametrize("name", documents())
def test_the_documents_are_read_as_they_stand(name: str) -> None:
    assert read(Document(name, documents()[name], "test"), body="b", release="2019").counts["units"]


@pytest.mark.parametrize("name", documents())
@FUZZ
@given(changes=CHANGES)
def test_no_change_of_bytes_raises_anything_but_an_error_in_words(
    name: str, changes: list[tuple[float, int, bytes]]
) -> None:
    attempt(name, changed(documents()[name], changes))


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
@FUZZ
@given(changes=CHANGES)
def test_no_change_within_a_package_raises_anything_but_an_error_in_words(
    name: str, changes: list[tuple[float, int, bytes]]
) -> None:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(documents()[name])) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(
                part, changed(old.read(part), changes) if part.endswith(("ment.xml", "sheet1.xml")) else old.read(part)
            )
    attempt(name, out.getvalue())


@pytest.mark.parametrize("form", [form for form in STARTS if form != "tree"])
@FUZZ
@given(
    parts=st.lists(
        st.sampled_from([*FRAGMENTS, "\n", "。", "；", "办公厅", "职责", "甲司"]) | st.text(max_size=3), max_size=40
    )
)
def test_no_text_raises_anything_but_an_error_in_words(form: str, parts: list[str]) -> None:
    attempt("a.txt", (STARTS[form] + "".join(parts)).encode("utf-8", "surrogatepass"), form)


@FUZZ
@given(
    data=st.binary(max_size=400),
    start=st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4\n", b"<html>", b"\xff\xfe", b"{"]),
)
def test_no_bytes_raise_anything_but_an_error_in_words(data: bytes, start: bytes) -> None:
    assert pdf.is_pdf(b"%PDF-1.4")
    attempt("a.txt", start + data)
