"""The staff's own Word template: what may stand in it, what Word does to it, and what it may not bring along."""

import re
import shutil
import subprocess

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from gen.errors import CannotRead, FaultyFile
from gen.render import word
from gen.render.placeholders import SECTIONS as KEYS
from gen.render.placeholders import VALUES
from gen.render.word import render
from tests.render.briefings import LANGUAGES, base, report
from tests.render.word_files import SECTIONS, SPACES, p, paragraphs, parts_of, template, zipped
from tests.render.word_lint import lint

REPORT = report()
TITLE, SHA = REPORT.title, REPORT.old.sha256


def filled(*body, header="", part="word/document.xml", **kept):
    return paragraphs(render(REPORT, template("".join(body) + SECTIONS, header, **kept)), part)


def faults(*body, sections=SECTIONS, **kept):
    with pytest.raises(FaultyFile) as caught:
        render(REPORT, template("".join(body) + sections, **kept), "house.docx")
    return [re.sub(" in “.*?”", "", str(fault)) for fault in caught.value.faults]


def first(*runs):
    return filled(p(*runs))[0]


def test_every_value_of_the_vocabulary_can_be_filled_in():
    said = filled(*(p(f"{name}: {{{{ {name} }}}}") for name in VALUES))[: len(VALUES)]
    assert said[0] == f"title: {TITLE}"
    assert said[VALUES.index("new.label")] == f"new.label: {REPORT.new.label}"
    assert said[VALUES.index("old.sha256")] == f"old.sha256: {SHA}"
    assert said[VALUES.index("old.document")] == f"old.document: {REPORT.labels['nothing']}"
    assert not any("{" in line for line in said)


@pytest.mark.parametrize(
    "runs",
    [
        ("{{title}}",),
        ("{", "{ ti", "tle", " }", "}"),
        ("{{ ", '<w:proofErr w:type="spellStart"/>', "title", '<w:proofErr w:type="spellEnd"/>', " }}"),
        ('<w:bookmarkStart w:id="7" w:name="_GoBack"/>', "{{ tit", '<w:bookmarkEnd w:id="7"/>', "le }}"),
        ("{{ Title }}",),
        ("{{ “title” }}",),
        ("{{\u00a0title\u3000}}",),
        ("{{ ti", "\u200btle }}"),
    ],
)  # fmt: skip
def test_what_word_does_to_a_placeholder_does_not_matter(runs):
    assert first(*runs) == TITLE


def test_text_around_and_between_placeholders_stays():
    assert first("a {{ old.", "date }} b {{ new.date }}", " c {{title}}{{title}}") == f"a 2019 b 2022 c {TITLE}{TITLE}"


def test_a_value_takes_the_formatting_of_the_first_brace():
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>{{ ti</w:t></w:r>"
    made = parse_xml(parts_of(render(REPORT, template(p("x", bold, "tle }} y") + SECTIONS)))["word/document.xml"])
    runs = [(run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None, run[-1].text) for run in made.body[0]]
    assert runs == [(False, "x"), (True, TITLE), (False, " y")]


def test_tables_headers_and_text_boxes_are_filled():
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('{{ body }}')}</w:txbxContent></v:textbox></w:pict></w:r>"
    cell = (
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="99"/></w:tblGrid><w:tr><w:tc>'
        + p("{{ title }}")
        + "</w:tc></w:tr></w:tbl>"
    )
    assert filled(cell, p("out {{ title }}", box))[:3] == [TITLE, f"out {TITLE}{REPORT.body}", REPORT.body]
    assert filled(header=p("{{ ", "subtitle }}"), part="word/header1.xml") == [REPORT.subtitle]


def test_changes_that_were_left_tracked_are_accepted():
    who = 'w:id="1" w:author="a" w:date="2026-01-01T00:00:00Z"'
    inserted = f"<w:ins {who}><w:r><w:t>ti</w:t></w:r></w:ins>"
    deleted = f"<w:del {who}><w:r><w:delText>subti</w:delText></w:r></w:del>"
    gone = f"<w:p><w:pPr><w:rPr><w:del {who}/></w:rPr></w:pPr><w:r><w:t>and </w:t></w:r></w:p>"
    moved = f"<w:moveFrom {who}><w:r><w:t>{{{{ old }}}}</w:t></w:r></w:moveFrom>"
    said = template(p("{{ ", deleted, inserted, "tle }}") + gone + p(moved, "{{ old.date }}") + SECTIONS)
    made = render(REPORT, said)
    assert paragraphs(made)[:2] == [TITLE, "and 2019"]
    assert not re.search(rb"<w:(ins|del|moveFrom|moveTo)\b", parts_of(made)["word/document.xml"])


def test_rows_cells_and_paragraphs_that_were_deleted_are_gone():
    who = 'w:id="1" w:author="a" w:date="2026-01-01T00:00:00Z"'
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
    kept = cell.format("", p("{{ old.date }}")) + cell.format(f"<w:cellDel {who}/>", p("gone"))
    gone = f"<w:tr><w:trPr><w:del {who}/></w:trPr>{cell.format('', p('gone'))}</w:tr>"
    table = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="99"/></w:tblGrid><w:tr>{kept}</w:tr>{gone}</w:tbl>'
    last = f"<w:p><w:pPr><w:rPr><w:del {who}/></w:rPr></w:pPr><w:r><w:t>before a table</w:t></w:r></w:p>"
    assert filled(last, table)[:3] == ["before a table", "2019", REPORT.headings["summary"]]


@pytest.mark.real
def test_a_template_that_libreoffice_saved_is_as_good(tmp_path):
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice (soffice) is not installed")
    (tmp_path / "house.docx").write_bytes(base("zh"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        office,
        "--headless",
        profile,
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(tmp_path / "saved"),
        str(tmp_path / "house.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    saved = (tmp_path / "saved" / "house.docx").read_bytes()
    made = paragraphs(render(REPORT, saved))
    assert [line for line in made if line in REPORT.headings.values()][-12:] == list(REPORT.headings.values())
    assert TITLE in made


def test_tracking_is_switched_off_and_the_template_behind_the_template_forgotten():
    def edit(parts):
        settings = parts["word/settings.xml"].replace(
            b"<w:defaultTabStop", b'<w:attachedTemplate r:id="rId1"/><w:trackRevisions/><w:defaultTabStop'
        )
        parts["word/settings.xml"] = settings
        parts["word/_rels/settings.xml.rels"] = (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
            b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
            b'Target="file:///C:/someone/Normal.dotm" TargetMode="External"/></Relationships>'
        )

    made = render(REPORT, template(edit=edit))
    assert not any(
        word in b"".join(parts_of(made).values()) for word in (b"trackRevisions", b"attachedTemplate", b"someone")
    )
    assert lint(made) == []


def test_a_block_alone_in_its_paragraph_becomes_its_section_and_nothing_else():
    made = paragraphs(render(REPORT, template(p("before") + p("{{ ", "ledger }}") + p("after"))))
    assert made[0] == "before"
    assert made[1] == REPORT.headings["ledger"]
    assert made[-1] == "after"
    assert REPORT.headings["sources"] not in made


def test_sections_stands_for_all_that_have_no_placeholder_of_their_own_in_the_order_of_the_briefing():
    made = paragraphs(render(REPORT, template(p("{{ sources }}") + SECTIONS + p("{{ summary }}"))))
    heads = [line for line in made if line in REPORT.headings.values()]
    keys = list(REPORT.headings)
    assert heads == [REPORT.headings[key] for key in ("sources", *keys[1:-1], "summary")]


def test_contents_list_what_is_printed_in_the_order_it_is_printed():
    made = paragraphs(render(REPORT, template(p("{{ sources }}") + p("{{ contents }}") + p("{{ duties }}"))))
    at = made.index(REPORT.labels["contents"])
    assert made[at + 1 : at + 3] == [REPORT.headings["sources"], REPORT.headings["duty"]]
    assert made[at + 3] == REPORT.headings["duty"]


def test_links_to_changes_that_are_not_printed_are_plain_text():
    made = render(REPORT, template(p("{{ summary }}")))
    assert b"<w:hyperlink" not in parts_of(made)["word/document.xml"]
    assert b"<w:hyperlink" in parts_of(render(REPORT, template()))["word/document.xml"]


def test_every_section_of_a_report_has_a_placeholder_of_its_own():
    assert set(REPORT.headings) <= set(KEYS.values())


def test_a_block_keeps_the_page_break_bookmarks_and_section_end_of_its_paragraph():
    mark = '<w:bookmarkStart w:id="3" w:name="here"/>'
    page = p(mark, "{{ ledger }}", '<w:bookmarkEnd w:id="3"/>', properties="<w:pageBreakBefore/>")
    ends = p("{{ sources }}", properties='<w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr>')
    made = render(REPORT, template(page + ends + SECTIONS))
    root = parse_xml(parts_of(made)["word/document.xml"])
    assert lint(made) == []
    assert root.body.find(f".//{qn('w:sectPr')}/{qn('w:pgSz')}").get(qn("w:w")) == "16838"
    assert len(root.body.findall(f".//{qn('w:pageBreakBefore')}")) == 1
    assert "here" in [one.get(qn("w:name")) for one in root.iter(qn("w:bookmarkStart"))]


def test_styles_are_found_by_name_where_word_has_translated_their_ids():
    def edit(parts):
        styles = parts["word/styles.xml"]
        for old, new in (("Heading1", "1"), ("TOC1", "10"), ("BriefingTable", "a0"), ("Strong", "a5")):
            styles = styles.replace(f'styleId="{old}"'.encode(), f'styleId="{new}"'.encode())
        parts["word/styles.xml"] = styles

    made = parts_of(render(REPORT, template(edit=edit)))["word/document.xml"].decode()
    assert 'pStyle w:val="1"' in made
    assert 'tblStyle w:val="a0"' in made
    assert not re.search(r'[prl]Style w:val="(Heading1|TOC1|BriefingTable|Strong)"', made)


def test_tables_are_as_wide_as_the_templates_text():
    def widths(margin):
        root = parse_xml(parts_of(render(REPORT, template(margin=margin)))["word/document.xml"])
        return {int(one.get(qn("w:w"))) for one in root.iter(qn("w:tblW"))}

    assert all(9065 < width < 9080 for width in widths(1417))
    assert all(5900 < width < 5912 for width in widths(3000))


def test_a_template_that_states_no_page_gets_tables_of_the_usual_width():
    def edit(parts):
        parts["word/document.xml"] = re.sub(rb"<w:sectPr>.*?</w:sectPr>", b"", parts["word/document.xml"])

    assert b'<w:tblW w:w="9071"' in parts_of(render(REPORT, template(edit=edit)))["word/document.xml"]


def test_data_is_never_read_as_a_placeholder():
    odd = REPORT._replace(title="{{ lead }}", subtitle="{{ sections }}<?gen sections?>", lead="{{ title }}")
    made = paragraphs(render(odd, template(p("{{ title }}") + p("{{ subtitle }} {{ lead }}") + SECTIONS)))
    assert made[:2] == ["{{ lead }}", "{{ sections }}<?gen sections?> {{ title }}"]
    assert made.count("{{ title }}") == 1


def test_a_line_break_in_a_value_is_a_space():
    assert paragraphs(render(REPORT._replace(title="a\nb"), template(p("{{ title }}") + SECTIONS)))[0] == "a b"


def test_an_unknown_placeholder_is_named_with_its_paragraph_and_the_nearest_known_one():
    with pytest.raises(FaultyFile) as caught:
        render(REPORT, template(p("fine") + p("see {{ titel }} here") + SECTIONS), "house.docx")
    assert str(caught.value) == (
        "house.docx: word/document.xml:2: {{ titel }} is no placeholder in “see {{ titel }} here”; did you mean title or subtitle?"
    )


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (p("｛｛ title ｝｝"), "full-width braces; write {{ and }} in half width"),
        (p("{｛ title }}"), "full-width braces; write {{ and }} in half width"),
        (p("{{ title"), "braces that are not closed, or not opened; write {{ before the name and }} after it"),
        (p("title }}"), "braces that are not closed, or not opened; write {{ before the name and }} after it"),
        (p("{title}"), "{title} has single braces; write {{ title }}"),
        (p("{{ }}"), "{{  }} is no placeholder; known: awaiting, body, contents, duties, folded, lead, ledger, new.date, new.document, new.effective, new.label, new.ref …"),
        (p("{{ 7*7 }}"), "{{ 7*7 }} is no placeholder; known: awaiting, body, contents, duties, folded, lead, ledger, new.date, new.document, new.effective, new.label, new.ref …"),
        (p("see {{ ledger }}"), "{{ ledger }} does not stand alone in a paragraph of the body; give it a paragraph of its own, outside tables, boxes and headers"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_line_is_said_and_nothing_is_made(body, fault):
    assert faults(body) == [f"house.docx: word/document.xml:1: {fault}"]


@pytest.mark.parametrize(("wrap", "part"), [("table", "document"), ("header", "header1")])
def test_a_block_in_a_table_or_a_header_is_refused(wrap, part):
    line = p("{{ ledger }}")
    table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{line}</w:tc></w:tr></w:tbl>"
    said = faults(table if wrap == "table" else "", header=line if wrap == "header" else "")
    assert len(said) == 1
    assert said[0].startswith(f"house.docx: word/{part}.xml:1: {{{{ ledger }}}} does not stand alone")


def test_a_section_placed_twice_or_none_at_all_is_refused():
    assert faults(SECTIONS) == ["house.docx: word/document.xml: {{ sections }} stands 2 times; leave it once"]
    none = faults(p("{{ title }}"), p("{{ contents }}"), sections="")
    assert none == [
        "house.docx: word/document.xml: there is no section in it; write {{ sections }} alone in a paragraph"
    ]


def test_a_placeholder_where_none_can_be_filled_is_named():
    code = "<w:r><w:instrText> HYPERLINK {{ title }} </w:instrText></w:r>"
    assert faults(p(code)) == [
        "house.docx: word/document.xml: a placeholder stands where none can be filled (instrText); write it as ordinary text"
    ]

    def chart(parts):
        parts["word/charts/chart1.xml"] = b"<c>{{ title }}</c>"

    assert faults(edit=chart) == [
        "house.docx: word/charts/chart1.xml: a placeholder stands where none can be filled; write it as ordinary text of the document"
    ]


def test_a_missing_style_is_named():
    def edit(parts):
        parts["word/styles.xml"] = (
            parts["word/styles.xml"].replace(b'"Duty Head"', b'"Other"').replace(b'"heading 1"', b'"h"')
        )

    assert faults(edit=edit) == [
        f"house.docx: word/styles.xml: the paragraph style {name!r} is missing; make it anew, or start from a copy (gen template copy)"
        for name in ("duty head", "heading 1")
    ]


def outside(kind, target="http://evil.example/x", mode=' TargetMode="External"'):
    def edit(parts):
        one = f'<Relationship Id="x1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"{mode}/>'
        name = "word/_rels/document.xml.rels"
        parts[name] = parts[name].replace(b"</Relationships>", f"{one}</Relationships>".encode())

    return edit


def test_what_a_template_would_fetch_from_outside_is_refused_and_a_link_to_click_is_not():
    assert faults(edit=outside("image")) == [
        "house.docx: word/_rels/document.xml.rels: fetches 'http://evil.example/x' from outside (image); "
        "embed it in the document instead of linking to it"
    ]
    assert len(faults(edit=outside("aFChunk", "x.html", ""))) == 1
    assert render(REPORT, template(edit=outside("hyperlink")))


@pytest.mark.parametrize("code", ["INCLUDETEXT c:/x", "DDEAUTO cmd", "includepicture http://evil.example/x"])
def test_a_field_that_takes_something_in_is_refused(code):
    (fault,) = faults(p(f"<w:r><w:instrText> {code} </w:instrText></w:r>"))
    assert "takes in something from outside" in fault
    assert len(faults(p(f'<w:fldSimple w:instr=" {code} "/>'))) == 1


def test_comments_that_would_be_published_are_refused():
    def edit(parts):
        comment = '<w:comment w:id="0" w:author="a"><w:p/></w:comment>'
        parts["word/comments.xml"] = f"<w:comments {SPACES}>{comment}</w:comments>".encode()

    (fault,) = faults(edit=edit)
    assert fault.startswith("house.docx: word/comments.xml: there are comments in it")
    assert render(
        REPORT, template(edit=lambda parts: parts.update({"word/comments.xml": f"<w:comments {SPACES}/>".encode()}))
    )


def test_macros_are_refused():
    def edit(parts):
        parts["word/vbaProject.bin"] = b"x"

    assert faults(edit=edit) == [
        "house.docx: word/vbaProject.bin: holds macros or embedded programs; save it as a Word document without macros (.docx)"
    ]


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (lambda parts: parts.update({"[Content_Types].xml": parts["[Content_Types].xml"].replace(b"openxmlformats-officedocument.wordprocessingml.document.main", b"x.macroEnabled.main")}), "no ordinary Word document"),
        (lambda parts: parts.pop("word/document.xml"), "it is no Word document"),
        (lambda parts: parts.update({"word/document.xml": b"<document/>"}), "not written as Word writes it"),
        (lambda parts: parts.update({"word/document.xml": b"<w:document"}), "no intact XML"),
        (lambda parts: parts.update({"word/document.xml": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'}), "holds a DOCTYPE"),
        (lambda parts: parts.update({"word/media/x.bin": b"0" * 10**8}), "unpacks to more than"),
    ],
)  # fmt: skip
def test_what_is_no_word_document_or_a_trap_is_refused_by_name(edit, why):
    with pytest.raises(CannotRead, match=f"^cannot read house.docx: .*{why}"):
        render(REPORT, template(edit=edit), "house.docx")


@pytest.mark.parametrize("data", [b"", b"no zip", zipped({"a": b"b"})])
def test_other_bytes_are_refused(data):
    with pytest.raises(CannotRead):
        render(REPORT, data)


def test_a_template_without_properties_gets_them():
    def edit(parts):
        del parts["docProps/core.xml"]
        for name in ("_rels/.rels", "[Content_Types].xml"):
            parts[name] = re.sub(rb"<(Relationship|Override) [^>]*core[^>]*/>", b"", parts[name])

    made = parts_of(render(REPORT, template(edit=edit)))
    assert REPORT.title in made["docProps/core.xml"].decode()
    assert lint(zipped(made)) == []
    assert b"docProps/core.xml" in made["_rels/.rels"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_templates_give_a_sound_document_with_the_same_bytes(language):
    made = render(report(language), base(language))
    assert lint(made) == []
    assert made == word.render(report(language), base(language))
    assert not any("{{" in line for line in paragraphs(made))
