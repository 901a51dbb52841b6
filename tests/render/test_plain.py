"""JSON, text and Markdown."""

import json as standard
import re
import subprocess
import sys

import pytest

from gen.render import json, markdown, text
from gen.schema import json_schema
from tests.render.briefings import HOSTILE, LANGUAGES, hostile, hostile_changes, report, templates
from tests.report import sample


def published():
    return standard.loads(json.render(sample.CHANGES))


def test_json_has_the_published_keys():
    made = published()
    assert made["format"] == "gen-changes/1"
    sections = {"changes", "folded", "not_comparable", "ledger", "declared", "undeclared", "unfit"}
    assert set(made) == {"format", "old", "new", "body", *sections}
    assert made["old"] == {"body": "miit", "release": "2019", "effective": "2019", "sha256": sample.SHA["2019"]}
    wanted = {
        "id",
        "subject",
        "kinds",
        "old",
        "new",
        "survivor",
        "status",
        "score",
        "evidence",
        "runner_up",
        "ruling",
        "redline",
    }
    for change in made["changes"]:
        assert wanted <= set(change)
        for side in (*change["old"], *change["new"]):
            assert {"id", "name", "path", "group", "text", "number", "locator"} <= set(side)
            assert set(side["name"]) == {"zh", "en"}
            assert set(side["locator"]) == {"source", "line"}


@pytest.mark.parametrize("changes", [sample.CHANGES, hostile_changes()[0]], ids=["sample", "hostile"])
def test_json_fits_the_published_schema(changes):
    import jsonschema

    schema = standard.loads(json_schema("changes"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(standard.loads(json.render(changes)), schema)


def test_the_published_schema_refuses_what_is_no_change():
    import jsonschema

    made = published()
    made["changes"][0]["kinds"] = ["moved"]
    with pytest.raises(jsonschema.ValidationError, match="moved"):
        jsonschema.validate(made, standard.loads(json_schema("changes")))


def test_json_words_its_evidence_and_keeps_the_order_of_the_changes():
    made = published()
    assert [change["id"] for change in made["changes"]] == [change.id for change in sample.CHANGES.changes]
    assert made["changes"][3]["evidence"] == ["the old name “信息中心” lives on as a nameplate"]
    assert made["changes"][0]["runner_up"] is None
    assert made["changes"][2]["runner_up"]["kind"] == "merged"
    assert made["changes"][2]["redline"] == [["=", "信息"], ["-", "化和软件服务业"], ["+", "技术发展"], ["=", "司"]]
    assert made["declared"][0]["transfer"]["from"] == "国家发展和改革委员会"


def test_json_is_readable_and_keeps_hostile_names_as_they_are():
    made = json.render(hostile_changes()[0]).decode()
    assert "司" in made
    assert made.endswith("}\n")
    assert [
        change["new"][0]["name"]["zh"] for change in standard.loads(made)["changes"] if change["id"][0] == "U"
    ] == list(HOSTILE)


def test_text_tells_every_change_in_one_line():
    made = text.render(report())
    for item in report().items:
        assert re.search(rf"^  . {item.id} ", made, re.MULTILINE)
    assert "统筹推进国家信息化工作，[-组织制定-]{+拟订+}相关政策" in made


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_shows_hashes_ledger_and_what_is_not_comparable(language):
    made = text.render(report(language))
    assert f"miit@2019 {sample.SHA['2019']}" in made
    assert report(language).ledger[0].old_equation in made
    assert report(language).not_comparable[0].why in made


def test_text_sends_no_control_character_to_a_terminal():
    made = text.render(hostile())
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", made)
    assert "[U+202E]gnp.exe" in made


def test_text_needs_neither_templates_nor_the_makers_of_documents():
    code = (
        "import sys; import gen.render.text, gen.render.json, gen.report.build;"
        "print(sorted({'jinja2', 'weasyprint', 'docx', 'xlsxwriter', 'lxml'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_markdown_shows_every_change_and_both_hashes():
    made = markdown.render(report(), templates()).decode()
    for item in report().items:
        assert re.search(rf"\b{item.id}\b", made)
    assert f"`{sample.SHA['2019']}` | `{sample.SHA['2022']}`" in made
    assert "<del>组织制定</del><ins>拟订</ins>" in made


def test_markdown_tables_have_as_many_cells_in_every_row_as_in_their_head():
    for made in (markdown.render(report(), templates()), markdown.render(hostile(), templates())):
        width = 0
        for line in made.decode().splitlines():
            cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
            assert cells in (0, width) or width == 0
            width = cells


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown_counts_the_changes_of_each_subject_by_kind(language):
    of = report(language)
    row = of.counts[0]
    numbers = [str(number or of.labels["nothing"]) for number in row.numbers]
    line = f"| {' | '.join([row.label, *numbers, f'**{row.total}**', str(row.kept)])} |"
    assert line in markdown.render(of, templates()).decode().splitlines()


def test_markdown_punctuates_as_its_language_does():
    chinese, english = (markdown.render(report(language), templates()).decode() for language in ("zh", "en"))
    assert "： " not in chinese
    assert "U2: " in english


@pytest.mark.parametrize(
    ("hostile_text", "safe"),
    [
        ("<script>", r"\<script\>"),
        ("a | b\n# c", r"a \| b \# c"),
        ("[x](y)", r"\[x\](y)"),
        ("- one", r"\- one"),
        ("@everyone", "@\u2060everyone"),
        ("http://evil.example", "http:\u2060//evil.example"),
        ("办公厅", "办公厅"),
    ],
)
def test_markdown_escapes_whatever_could_become_markup(hostile_text, safe):
    assert markdown.escaped(hostile_text) == safe
