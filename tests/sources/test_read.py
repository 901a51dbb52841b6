from __future__ import annotations

import hashlib

import pytest

from gen.errors import BadValue, CannotRead, NotThisForm, Unknown
from gen.sources.read import FORMS, Document, read
from tests.sources.reading import reading

PAGE = "= 甲部 =\n== 职责 ==\n# 甲事。\n"
SAMPLES = {
    "page": PAGE,
    "regulation": "甲部规定\n一、主要职责\n（一）甲事。\n",
    "articles": "甲部處務規程\n第 1 條\n本部設甲司、乙處。\n第 2 條\n甲司掌理甲事。\n",
    "gazette": "01. Minister of Forests\n\n  Column I    Column II\n  Duties      Institutions\n\n  1. Care     1. Office\n",
    "tree": '{"name": "甲部"}',
    "table": "key,parent,name\n1,,办公厅\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_the_form_is_found_from_the_document(form: str) -> None:
    assert reading(SAMPLES[form]).form == form


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("asked", FORMS)
def test_a_document_is_never_read_as_a_form_it_does_not_have(form: str, asked: str) -> None:
    if form == asked:
        assert reading(SAMPLES[form], asked).form == form
    else:
        with pytest.raises(NotThisForm, match=f"it is no {asked}, which has .*; name the form with --as: page, reg"):
            reading(SAMPLES[form], asked)


def test_a_document_without_the_marks_of_any_form_is_refused() -> None:
    with pytest.raises(NotThisForm, match="it has the marks of no known form"):
        reading("办公厅\n财务司\n")


def test_a_document_with_the_marks_of_two_forms_asks_which() -> None:
    with pytest.raises(NotThisForm, match="it could be a page or a regulation"):
        reading(PAGE + "一、主要职责\n（一）甲事。\n")


def test_an_unknown_form_names_the_known_ones() -> None:
    with pytest.raises(Unknown, match="no form 'pages'; did you mean page"):
        reading(PAGE, "pages")


def test_the_source_is_stated_with_the_hash_of_its_bytes() -> None:
    data = "\ufeff" + PAGE
    document = Document("Miit 2019.wikitext", data.encode(), "CC BY-SA", "https://example.org/x", "miit.txt")
    found = read(document, body="miit", release="2019-05+a", captured="2020-01-02")
    (source,) = found.snapshot.sources
    assert (source.id, source.name, source.licence) == ("miit-2019", "Miit 2019.wikitext", "CC BY-SA")
    assert (source.origin, source.kept) == ("https://example.org/x", "miit.txt")
    assert source.sha256 == hashlib.sha256(data.encode()).hexdigest()
    assert (found.snapshot.effective, found.snapshot.captured) == ("2019-05", "2020-01-02")
    assert {duty.locator.source for duty in found.snapshot.duties} == {"miit-2019"}


def test_a_name_without_a_letter_still_gives_a_source_id() -> None:
    assert reading(PAGE, name="工信部.txt").snapshot.sources[0].id == "s1"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("body", "MIIT"),
        ("body", "a/b"),
        ("release", "19"),
        ("release", "2019-02-30"),
        ("effective", "x"),
        ("captured", "2019-13"),
    ],
)
def test_a_value_that_cannot_stand_in_a_record_is_refused(field: str, value: str) -> None:
    values = {"body": "miit", "release": "2019"} | {field: value}
    with pytest.raises(BadValue, match=f"{value!r} is not"):
        read(Document("a.txt", PAGE.encode(), "test"), **values)


def test_a_licence_must_be_stated() -> None:
    with pytest.raises(BadValue, match="licence '' is not a line of text"):
        read(Document("a.txt", PAGE.encode(), ""), body="miit", release="2019")


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(CannotRead, match="the file is empty"):
        read(Document("a.txt", b"", "test"), body="miit", release="2019")


def test_counts_tell_what_was_found_by_kind() -> None:
    counts = reading("= 甲部 =\n== 内设机构 ==\n* 办公厅（秘书局）\n").counts
    assert dict(counts) == {
        "units": 1, "units: internal": 1, "nameplates": 1, "duties": 0, "posts": 0, "staffing": 0, "adjustments": 0,
        "transfers": 0, "basis": 0, "relations": 0, "findings": 0,
    }  # fmt: skip


def test_the_same_document_gives_the_same_snapshot() -> None:
    assert reading(PAGE).snapshot == reading(PAGE).snapshot
