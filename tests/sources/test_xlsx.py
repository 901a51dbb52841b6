"""Workbooks as rows of text, and the gate that keeps bombs and entities out."""

from __future__ import annotations

import io
import zipfile
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from gen.errors import CannotRead
from gen.sources.formats import package, xlsx


def workbook(**cells: object) -> bytes:
    book = openpyxl.Workbook()
    for name, value in cells.items():
        book.worksheets[0][name] = value
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def repacked(data: bytes, **changed: bytes) -> bytes:
    with ZipFile(io.BytesIO(data)) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    return packed(parts | {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in changed.items()})


def test_cells_are_text_whatever_they_hold_and_empty_ones_keep_their_place() -> None:
    rows = xlsx.sheets("a.xlsx", workbook(A1="机构", C1=3, B3="=1+1"))["Sheet"]
    assert [row[:3] for row in rows] == [("机构", "", "3"), ("", "", ""), ("", "=1+1", "")]


def test_every_sheet_is_there_by_its_name() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("裁定")["A1"] = "x"
    assert {name: len(rows) for name, rows in xlsx.sheets("a.xlsx", saved(book)).items()} == {"Sheet": 0, "裁定": 1}


def test_a_size_the_sheet_states_wrongly_hides_no_row() -> None:
    data = workbook(A1="a", A2="b", A3="c")
    with ZipFile(io.BytesIO(data)) as made:
        sheet = made.read("xl/worksheets/sheet1.xml").replace(b'ref="A1:A3"', b'ref="A1:A1"')
    rows = xlsx.sheets("a.xlsx", repacked(data, xl__worksheets__sheet1_xml=sheet))["Sheet"]
    assert [row[0] for row in rows] == ["a", "b", "c"]


def test_a_row_far_down_is_refused_not_left_out() -> None:
    with pytest.raises(CannotRead, match="more than 20000 rows"):
        xlsx.sheets("a.xlsx", workbook(A30000="x"))


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04\x00", b"plain text", workbook(A1="x")[:400], packed({"a.txt": b"x"})]
)
def test_what_is_no_workbook_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(CannotRead, match=r"^cannot read a\.xlsx: it is no "):
        xlsx.sheets("a.xlsx", data)


def test_a_broken_part_is_refused_by_name() -> None:
    with pytest.raises(CannotRead, match="it is no Excel workbook"):
        xlsx.sheets("a.xlsx", repacked(workbook(A1="x"), xl__workbook_xml=b"<workbook"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_document_type_is_refused_in_every_encoding_and_part(encoding: str) -> None:
    part = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'
    with pytest.raises(CannotRead, match=r"part 'xl/other\.dat' holds a DOCTYPE"):
        package.check_package("a.xlsx", packed({"xl/other.dat": part.encode(encoding)}))


def test_a_part_that_unpacks_to_far_more_than_its_size_is_refused() -> None:
    with pytest.raises(CannotRead, match=r"part 'bomb\.xml' unpacks to more than 200 times its size"):
        package.check_package("a.xlsx", packed({"bomb.xml": b"<x>" + b" " * 2**23}))


def test_a_package_that_unpacks_to_too_much_or_has_too_many_parts_is_refused() -> None:
    with pytest.raises(CannotRead, match="unpacks to more than 128 MB"):
        package.check_package("a.xlsx", packed({"big.xml": b" " * (2**26 + 1)}))
    with pytest.raises(CannotRead, match="2001 parts"):
        package.check_package("a.xlsx", packed({f"{n}": b"" for n in range(2001)}))


def test_an_encrypted_package_is_refused() -> None:
    data = bytearray(packed({"a.xml": b"<x/>"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(CannotRead, match="it is encrypted"):
        package.check_package("a.xlsx", bytes(data))


def test_an_ordinary_package_passes() -> None:
    package.check_package("a.xlsx", packed({"a.xml": b"<x/>", "picture.png": b"\x89PNG <!DOCTYPE"}))
    assert zipfile.is_zipfile(io.BytesIO(workbook(A1="x")))
