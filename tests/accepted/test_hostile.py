"""A redline from a stranger: what is no redline is refused, and what was tampered with is told."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from gen.accepted import put
from gen.errors import CannotRead, CannotWrite, Unknown
from gen.store import Store
from tests.accepted import reviewing
from tests.accepted.reviewing import W, held, packed, parts, redline, reviewed, shape, taken
from tests.render.redlines import NEW, OLD, template

DOCUMENT, PROPERTIES = "word/document.xml", "docProps/custom.xml"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return held(tmp_path / "store", OLD, NEW)


@pytest.fixture
def data(store: Store) -> bytes:
    return redline(store, ("miit@2019", "miit@2022"))


def replaced(data: bytes, part: str, old: str, new: str) -> bytes:
    text = parts(data)[part].decode()
    assert old in text
    return packed(parts(data) | {part: text.replace(old, new).encode()})


def refused(store: Store, folder: Path, data: bytes) -> str:
    with pytest.raises(CannotRead) as caught:
        taken(store, folder, data)
    return str(caught.value)


def test_a_document_type_is_refused(store: Store, tmp_path: Path, data: bytes) -> None:
    text = parts(data)[DOCUMENT].decode().replace("<w:document ", '<!DOCTYPE x [<!ENTITY e "e">]><w:document ', 1)
    assert "DOCTYPE" in refused(store, tmp_path, packed(parts(data) | {DOCUMENT: text.encode()}))


def test_a_bomb_is_refused(store: Store, tmp_path: Path, data: bytes) -> None:
    assert "times its size" in refused(store, tmp_path, packed(parts(data) | {"word/x.xml": b"0" * 40_000_000}))


def test_macros_are_refused(store: Store, tmp_path: Path, data: bytes) -> None:
    assert "macros" in refused(store, tmp_path, packed(parts(data) | {"word/vbaProject.bin": b"x"}))


def test_what_is_no_zip_or_no_redline_is_refused(store: Store, tmp_path: Path, data: bytes) -> None:
    assert "no intact Office document" in refused(store, tmp_path, b"PK")
    assert "does not say which releases" in refused(store, tmp_path, template())
    without = {name: part for name, part in parts(data).items() if name != PROPERTIES}
    assert "does not say which releases" in refused(store, tmp_path, packed(without))


def test_a_path_for_a_release_is_refused(store: Store, tmp_path: Path, data: bytes) -> None:
    told = refused(store, tmp_path, replaced(data, PROPERTIES, "miit@2019", "../../miit@2019/x.yaml"))
    assert "does not say which releases" in told


def test_another_body_or_another_state_of_the_store_is_refused(store: Store, tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Unknown):
        taken(store, tmp_path, replaced(data, PROPERTIES, "miit@2019", "mof@2019"))
    with pytest.raises(Unknown):
        taken(Store(tmp_path / "empty"), tmp_path, data)
    store.save(NEW.model_copy(update={"title": "新题"}), replace=True)
    assert "made from miit@2022 with the sha256" in refused(store, tmp_path, data)


def test_another_division_of_the_text_is_refused(store: Store, tmp_path: Path, data: bytes) -> None:
    told = refused(store, tmp_path, replaced(data, "customXml/item1.xml", 'style="Duty"', 'style="Plain"'))
    assert "made by another version of gen" in told


def test_without_the_part_on_blocks_the_record_tells(store: Store, tmp_path: Path, data: bytes) -> None:
    without = {name: part for name, part in parts(data).items() if not name.startswith("customXml/item1")}
    assert shape(taken(store, tmp_path, packed(without)).reading.snapshot) == shape(NEW)


def test_swapped_bookmarks_do_not_swap_what_is_said(store: Store, tmp_path: Path, data: bytes) -> None:
    one, other = "_gen_o3_n3", "_gen_o4_n4"
    swapped = replaced(
        replaced(replaced(data, DOCUMENT, one, "_x"), DOCUMENT, other, one), DOCUMENT, '"_x"', f'"{other}"'
    )
    some = taken(store, tmp_path, swapped).reading.snapshot
    assert (shape(some), some.findings) == (shape(NEW), ())


def test_a_bookmark_that_stands_twice_is_that_of_what_it_names(store: Store, tmp_path: Path, data: bytes) -> None:
    some = taken(store, tmp_path, replaced(data, DOCUMENT, "_gen_o4_n4", "_gen_o3_n3")).reading.snapshot
    assert (shape(some), some.findings) == (shape(NEW), ())


def test_without_any_bookmark_the_words_tell(store: Store, tmp_path: Path, data: bytes) -> None:
    for resolved, wanted in ((reviewing.nothing, NEW), (reviewing.everything, OLD)):
        bare = replaced(reviewed(data, resolved), DOCUMENT, '"_gen_', '"_other_')
        assert shape(taken(store, tmp_path, bare, who="x").reading.snapshot) == shape(wanted)


def test_bookmarks_of_unlike_blocks_and_of_none_are_no_bookmarks(store: Store, tmp_path: Path, data: bytes) -> None:
    lies = replaced(replaced(data, DOCUMENT, "_gen_o3_n3", "_gen_o3_n12"), DOCUMENT, "_gen_o4_n4", "_gen_o999999_n4")
    assert shape(taken(store, tmp_path, lies).reading.snapshot) == shape(NEW)


def test_a_heading_that_was_deleted_is_told(store: Store, tmp_path: Path, data: bytes) -> None:
    def cut(root: etree._Element) -> None:
        one = reviewing.paragraph(root, "信息中心")
        reviewing.above(one).remove(one)

    some = taken(store, tmp_path, reviewing.edited(data, cut)).reading.snapshot
    assert "信息中心" not in [unit.name.zh for unit, _ in some.walk()]
    assert [one.text for one in some.findings] == ["removed by the reviewer: 信息中心"]


def test_joined_paragraphs_are_taken_apart(store: Store, tmp_path: Path, data: bytes) -> None:
    def join(root: etree._Element) -> None:
        one, other = (reviewing.paragraph(root, words) for words in ("承办交办事项", "内设机构"))
        one.extend(list(other)[1:])
        reviewing.above(other).remove(other)

    some = taken(store, tmp_path, reviewing.edited(reviewed(data, reviewing.nothing), join)).reading.snapshot
    assert (shape(some), some.findings) == (shape(NEW), ())


def test_words_that_no_record_can_hold_are_left_out(store: Store, tmp_path: Path, data: bytes) -> None:
    some = taken(
        store, tmp_path, reviewing.typed(data, "承办交办事项。", "承办\x85<w/>事项\u202e。".replace("<w/>", ""))
    )
    assert some.reading.snapshot.duties[1].text.zh == "承办事项\u202e。"


def test_content_controls_text_boxes_and_footnotes_are_read(store: Store, tmp_path: Path, data: bytes) -> None:
    def wrap(root: etree._Element) -> None:
        one = reviewing.paragraph(root, "承办交办事项")
        control = etree.Element(f"{W}sdt")
        one.addprevious(control)
        etree.SubElement(control, f"{W}sdtContent").append(one)

    files = parts(reviewing.edited(data, wrap))
    note = f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote w:id="1"><w:p><w:r><w:t>见附件。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    some = taken(store, tmp_path, packed(files | {"word/footnotes.xml": note.encode()})).reading.snapshot
    assert shape(some) == shape(NEW)
    assert [(one.kind, one.text) for one in some.findings] == [("footnote", "见附件。")]


def test_the_document_is_kept_under_a_plain_name_or_nothing_is_written(
    store: Store, tmp_path: Path, data: bytes
) -> None:
    from gen.accepted import Request, take

    file = tmp_path / "redline.docx"
    file.write_bytes(data)
    got = take(store, Request(file, "2023-02-01", keep=True))
    written = put(store, got)
    assert (written.parent / "sources" / "redline.docx").read_bytes() == data
    file.write_bytes(reviewed(data, reviewing.nothing))
    with pytest.raises(CannotWrite):
        put(store, take(store, Request(file, "2023-02-01", release="2023", keep=True)))
    assert store.check() == ()


def test_a_document_without_a_paragraph_tells_all_that_is_gone(store: Store, tmp_path: Path, data: bytes) -> None:
    def cut(root: etree._Element) -> None:
        body = next(root.iter(f"{W}body"))
        for one in list(body):
            body.remove(one)

    some = taken(store, tmp_path, reviewing.edited(data, cut)).reading.snapshot
    assert (some.units, some.duties, some.name) == ((), (), NEW.name)
    assert {one.kind for one in some.findings} == {"removed", "half-moved"}


def test_a_zip_within_a_zip_is_nothing_special(store: Store, tmp_path: Path, data: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("redline.docx", data)
    assert "no Word document" in refused(store, tmp_path, out.getvalue())
