"""Word files brought in as releases: the same as the text they hold, and tracked changes decided on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gen.cli import main
from gen.errors import GenError
from gen.model.record import Snapshot
from gen.sources.formats.any import paper
from gen.sources.read import Document, read
from tests.sources.docx_files import abstract, gone, ins, lvl, n, num, p, packed, parts_of, r, styled, tbl, tr, word
from tests.sources.docx_lists import BODY, NUMBERING, STYLES, TABLE
from tests.sources.reading import account

LISTS = abstract(0, lvl(0, "chineseCountingThousand", "%1、"), lvl(1, "chineseCountingThousand", "（%2）")) + num(1, 0)
TITLE = "数据统筹部主要职责规定"
TEXT = f"""{TITLE}
根据有关规定，设立数据统筹部，为本级政府组成部门。
一、职责调整
（一）将数据登记职责划给登记管理局。
二、主要职责
（一）拟订数据规划并组织实施。
（二）承办交办的其他事项。
"""


def regulation(last: str = "承办交办的其他事项。") -> bytes:
    lines = TEXT.splitlines()
    body = (
        p(lines[0]), p(lines[1]), n("职责调整"), n("将数据登记职责划给登记管理局。", level=1), n("主要职责"),
        n("拟订数据规划并组织实施。", level=1), last if last.startswith("<") else n(last, level=1),
    )  # fmt: skip
    return word(*body, numbering=LISTS)


def snapshot(name: str, data: bytes) -> Snapshot:
    return read(Document(name, data, "test"), body="data", release="2024").snapshot


def test_a_regulation_in_word_gives_what_its_text_gives() -> None:
    one, other = snapshot("a.docx", regulation()), snapshot("a.txt", TEXT.encode())
    assert len(one.duties) == 2
    assert one.model_copy(update={"sources": ()}) == other.model_copy(update={"sources": ()})


TRACKED = regulation(
    p(
        r("承办交办的"),
        ins(r("其他")),
        gone("一切"),
        r("事项。"),
        properties='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>',
    )
)


def imported(tmp_path: Path, data: bytes, *options: str) -> tuple[int, str]:
    (tmp_path / "a.docx").write_bytes(data)
    call = [
        "--store",
        str(tmp_path / "store"),
        "import",
        str(tmp_path / "a.docx"),
        "--body",
        "data",
        "--release",
        "2024",
    ]
    done = CliRunner().invoke(main, [*call, "--captured", "2024-02-01", *options])
    return done.exit_code, done.output


def test_tracked_changes_are_decided_on_by_the_one_who_imports(tmp_path: Path) -> None:
    code, said = imported(tmp_path, TRACKED)
    assert (code, "1 deletion and 1 insertion by 张三; --accept reads" in said) == (2, True)
    for option, tracked, text in (
        ("--accept", "accepted", "承办交办的其他事项。"),
        ("--reject", "rejected", "承办交办的一切事项。"),
    ):
        assert imported(tmp_path, TRACKED, option, "--replace", "--keep")[0] == 0
        written = (tmp_path / "store" / "data" / "2024.yaml").read_text("utf-8")
        assert (f"tracked: {tracked}" in written, text in written) == (True, True)


def test_without_tracked_changes_nothing_is_noted(tmp_path: Path) -> None:
    assert imported(tmp_path, regulation(), "--accept")[0] == 0
    assert "tracked:" not in (tmp_path / "store" / "data" / "2024.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--accept", "--reject"), "give --accept or --reject, not both"),
        (
            ("--accept", "--accepted"),
            "--accepted is for a redline of gen; --accept and --reject are for other Word files",
        ),
        (("--accepted",), "another Word file with tracked changes is read with --accept or --reject"),
    ],
)
def test_options_that_do_not_go_together_say_what_each_is_for(
    tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    code, told = imported(tmp_path, TRACKED, *options)
    assert (code, said in " ".join(told.split())) == (2, True)


WHOLE = word(BODY, TABLE, styled("甲", "H1"), tbl(tr("a", "b")), p(ins(r("x"))), styles=STYLES, numbering=NUMBERING)


def attempt(data: bytes) -> None:
    for tracked in (None, "accepted", "rejected"):
        try:
            told = account("a.docx")
            got = paper("a.docx", data, told, tracked=tracked)  # type: ignore[arg-type]
            assert [line.number for line in got.lines] == sorted(line.number for line in got.lines)
            told.settle(got.rows)
        except GenError:
            continue


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=8), st.integers(0, len(WHOLE)))
def test_a_damaged_file_raises_nothing_but_a_named_error(changes: list[tuple[int, int]], end: int) -> None:
    data = bytearray(WHOLE)
    for at, byte in changes:
        data[at] = byte
    attempt(bytes(data))
    attempt(bytes(data[:end]))


_TOKEN = re.compile(rb"<[^>]*>|[^<]+")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_mixed_up_parts_raise_nothing_but_a_named_error(data: st.DataObject) -> None:
    parts = parts_of(WHOLE)
    name = data.draw(st.sampled_from(sorted(parts)))
    pieces = _TOKEN.findall(parts[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at, other = (data.draw(st.integers(0, len(pieces) - 1)) for _ in range(2))
        change = data.draw(st.sampled_from(["drop", "swap", "double", "number", "tag"]))
        if change == "drop":
            pieces[at] = b""
        elif change == "swap":
            pieces[at], pieces[other] = pieces[other], pieces[at]
        elif change == "double":
            pieces[at] += pieces[at]
        elif change == "number":
            pieces[at] = re.sub(
                rb'"\d+"', data.draw(st.sampled_from([b'"-1"', b'""', b'"99999999999"', b'"x"'])), pieces[at]
            )
        else:
            pieces[at] = re.sub(
                rb"w:\w+", data.draw(st.sampled_from([b"w:p", b"w:tbl", b"w:r", b"w:numPr", b"x"])), pieces[at]
            )
    attempt(packed(parts | {name: b"".join(pieces)}))
