"""Templates listed, copied, checked and used."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gen.cli import main
from gen.errors import CannotRead, CannotWrite, Unknown
from gen.template import copy, load, names, pages, root
from gen.template.check import check
from gen.template.sample import report
from tests.render.word_files import SECTIONS, p, template

STORE = root().parent / "snapshots"


def gen(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def told(folder: Path, **edits: str) -> list[str]:
    """The faults of a copy of the standard template after an edit of each file named, "/" between old and new."""
    copy("briefing", folder / "own")
    for name, edit in edits.items():
        file = folder / "own" / name.replace("__", ".")
        old, new = edit.split(" => ")
        assert old in file.read_text("utf-8")
        file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    return [str(fault).removeprefix(f"{folder / 'own'}/") for fault in check(str(folder / "own"))]


def test_the_trial_report_has_a_change_of_every_kind_and_something_in_every_section() -> None:
    assert {mark.kind for item in report().items for mark in item.marks} == {mark.kind for mark in report().legend}
    assert {item.subject for item in report().items} == {"unit", "duty", "post", "staffing"}
    assert report().transfers
    assert report().flows.rows


@pytest.mark.parametrize("name", names())
def test_the_templates_that_come_with_gen_have_no_fault(name: str) -> None:
    assert check(name) == ()


def test_a_copy_holds_pages_styles_and_both_word_files_and_has_no_fault(tmp_path: Path) -> None:
    written = copy("briefing", tmp_path / "own")
    assert {path.name for path in written} == {*pages(root() / "briefing"), "briefing.docx", "briefing.en.docx"}
    assert check(str(tmp_path / "own")) == ()
    assert load(str(tmp_path / "own"), "en").word == load("briefing", "en").word


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_word_file_alone_is_copied_where_the_name_ends_like_one(language: str, tmp_path: Path) -> None:
    told = gen("template", "copy", "briefing", tmp_path / "house.docx", "--lang", language)
    assert (told.exit_code, told.stdout) == (0, f"{tmp_path / 'house.docx'}\n")
    assert "{{ title }}" in told.stderr
    assert "{{ sections }}" in told.stderr
    assert (tmp_path / "house.docx").read_bytes() == load("briefing", language).word  # type: ignore[arg-type]
    assert gen("template", "check", tmp_path / "house.docx").output == "no faults\n"


def test_nothing_is_ever_copied_over_something(tmp_path: Path) -> None:
    (tmp_path / "house.docx").write_bytes(b"mine")
    (tmp_path / "own").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("house.docx", "own", "link"):
        with pytest.raises(CannotWrite, match="something of that name already"):
            copy("briefing", tmp_path / name)
    assert (tmp_path / "house.docx").read_bytes() == b"mine"
    assert gen("template", "copy", "briefing", tmp_path / "own").exit_code == 2


def test_the_list_names_each_template_with_its_folder() -> None:
    assert gen("template", "list").output.splitlines() == [f"{name}\t{root() / name}" for name in names()]


def test_an_unknown_template_is_told_with_the_nearest(tmp_path: Path) -> None:
    for call in (lambda: copy("brefing", tmp_path / "x"), lambda: load("brefing", "zh"), lambda: check("brefing")):
        with pytest.raises(Unknown, match="did you mean briefing"):
            call()


def test_a_word_template_that_is_wrong_is_told_and_ends_with_2(tmp_path: Path) -> None:
    house = tmp_path / "house.docx"
    house.write_bytes(template(p("{{ titel }}") + SECTIONS))
    told = gen("template", "check", house)
    assert told.exit_code == 2
    assert f"{house}: word/document.xml:1: {{{{ titel }}}} is no placeholder" in told.output
    assert told.output.endswith("\n1 fault\n")


@pytest.mark.parametrize("name", ["old.doc", "house.docm", "house.docx"])
def test_what_is_no_word_document_is_one_fault_that_says_so(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0")
    (fault,) = check(str(tmp_path / name))
    assert "save it as .docx" in str(fault)


def test_another_file_is_neither(tmp_path: Path) -> None:
    (tmp_path / "x.txt").touch()
    assert "neither a Word file nor a folder" in str(check(str(tmp_path / "x.txt"))[0])


def test_a_syntax_error_is_told_with_its_line(tmp_path: Path) -> None:
    faults = told(tmp_path, briefing__md__j2="{% endfor %} => {% endfr %}")
    assert len(faults) == 1
    assert faults[0].startswith("briefing.md.j2:")
    assert "unknown tag 'endfr'" in faults[0]


def test_an_unknown_filter_is_told_with_its_line(tmp_path: Path) -> None:
    (fault,) = told(tmp_path, page__html__j2="<title>{{ report.title }} => <title>{{ report.title | nix }}")
    assert "No filter named 'nix'" in fault
    assert fault.startswith("page.html.j2:")


def test_an_unknown_name_is_told_with_its_line_and_the_nearest(tmp_path: Path) -> None:
    (fault,) = told(tmp_path, page__html__j2="<title>{{ report.title => <title>{{ report.titel")
    line = next(n for n, text in enumerate(pages(tmp_path / "own")["page.html.j2"].splitlines(), 1) if "titel" in text)
    assert fault == f"page.html.j2:{line}: report.titel does not exist; did you mean title or subtitle or items?"


def test_a_name_that_only_a_trial_can_find_is_told_with_its_line(tmp_path: Path) -> None:
    (fault,) = told(tmp_path, page__html__j2="<title> => <title>{{ nix }}")
    assert "'nix' is undefined" in fault
    assert fault.startswith("page.html.j2:")


def test_an_error_in_reckoning_is_told_with_its_line(tmp_path: Path) -> None:
    (fault,) = told(tmp_path, briefing__md__j2="# {{ => # {{ 1 // 0 }}{{")
    assert "ZeroDivisionError" in fault
    assert fault.startswith("briefing.md.j2:")


def test_what_a_folder_lacks_is_taken_from_the_standard_template(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("body { color: red }\n")
    assert check(str(tmp_path)) == ()
    assert load(str(tmp_path), "zh").pages == {**pages(root() / "briefing"), "style.css": "body { color: red }\n"}


def test_a_file_that_nothing_uses_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "styel.css").touch()
    (fault,) = check(str(tmp_path))
    assert str(fault) == f"{tmp_path}/styel.css: nothing uses this file; did you mean style.css or screen.css?"


def test_a_page_that_asks_for_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    faults = told(tmp_path, page__html__j2='{% from "parts.html.j2" => {% from "part.html.j2"')
    assert len(faults) == 1
    assert "there is no file part.html.j2; did you mean parts.html.j2" in faults[0]


def test_a_folder_with_a_fault_stops_the_briefing_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "screen.html.j2").write_text("{% block %}")
    made = brief(tmp_path, tmp_path)
    assert made.exit_code == 2
    assert f"gen: {tmp_path}/screen.html.j2:1: " in made.output
    assert not (tmp_path / "out").exists()


def test_a_page_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    copy("briefing", tmp_path / "own")
    (tmp_path / "own" / "style.css").write_bytes(b"\xff")
    (fault,) = check(str(tmp_path / "own"))
    assert "byte 0 is not UTF-8" in str(fault)


def test_a_briefing_takes_its_look_from_a_word_file(tmp_path: Path) -> None:
    house = tmp_path / "house.docx"
    house.write_bytes(template(p("House style: {{ title }}") + SECTIONS))
    made = brief(tmp_path, house)
    assert made.exit_code == 0, made.output
    assert load(str(house), "zh").pages == load("briefing", "zh").pages


def test_a_wrong_word_template_stops_the_briefing_before_anything_is_written(tmp_path: Path) -> None:
    house = tmp_path / "house.docx"
    house.write_bytes(template(p("｛｛title｝｝") + SECTIONS))
    made = brief(tmp_path, house)
    assert made.exit_code == 2
    assert f"gen: {house}: word/document.xml:1: full-width braces" in made.output
    assert not (tmp_path / "out").exists()


def brief(folder: Path, look: Path) -> Result:
    options = ("--store", STORE, "--out", folder / "out", "--format", "docx", "--template", look)
    return gen("brief", "miit@2019", "miit@2022", *options)


def test_a_word_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotRead):
        load(str(tmp_path / "nix.docx"), "zh")
