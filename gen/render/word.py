"""The briefing as a Word document: the staff's base document filled with ordinary paragraphs and tables."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from gen.model.change import Subject
from gen.render.measure import ems
from gen.render.wordml import NAMESPACE, Cell, cell, contents, heading, paragraph, redlined, run, steady, table
from gen.report.model import (
    Item,
    KindGroup,
    Mark,
    PictureGroup,
    ReleaseWords,
    Report,
    ShownWords,
    SideWords,
    SubjectSection,
    TransferGroup,
)

if TYPE_CHECKING:
    from docx.document import Document


def render(report: Report, base: bytes) -> bytes:
    """The document: `base` with its header filled in, its body replaced and its properties taken from the report."""
    from docx import Document
    from docx.oxml import parse_xml

    document = Document(io.BytesIO(base))
    body = document.element.body
    section = body.sectPr
    for child in list(body):
        if child is not section:
            body.remove(child)
    for child in parse_xml(f'<w:body xmlns:w="{NAMESPACE}">{"".join(_body(report))}</w:body>'):
        section.addprevious(child)
    _fill_header(document, report)
    _set_properties(document, report)
    out = io.BytesIO()
    document.save(out)
    return steady(out.getvalue())


def _fill_header(document: Document, report: Report) -> None:
    """Puts title and subtitle where the base document's header says {title} and {subtitle}."""
    for one in document.sections[0].header.paragraphs:
        for part in one.runs:
            part.text = part.text.replace("{title}", report.title).replace("{subtitle}", report.subtitle)


def _set_properties(document: Document, report: Report) -> None:
    year, month, day = (int(part) for part in f"{report.new.date}-01-01".split("-")[:3])
    properties = document.core_properties
    properties.title = f"{report.title} {report.subtitle}"[:255]
    properties.subject = f"{report.old.ref} {report.old.sha256}; {report.new.ref} {report.new.sha256}"[:255]
    properties.author = properties.last_modified_by = report.body[:255]
    properties.language = "zh-CN" if report.language == "zh" else "en"
    properties.created = properties.modified = datetime(year, month, day)  # noqa: DTZ001
    properties.revision = 1


def _body(report: Report) -> Iterator[str]:
    yield paragraph(run(report.title), "Title")
    yield paragraph(run(report.subtitle), "Subtitle")
    yield _releases(report)
    for number, (key, words) in enumerate(report.headings.items(), 1):
        yield heading(words, 1, f"_Toc_{key}", number)
        yield from _section(key, report)


def _section(key: str, report: Report) -> Iterator[str]:
    for section in report.sections:
        if section.subject == key:
            yield from _subject(section, report)
    writers = {
        "summary": _summary,
        "structure": _structure,
        "awaiting": _awaiting,
        "transfers": _transfers,
        "not_comparable": _not_comparable,
        "folded": _folded,
        "ledger": _ledger,
        "sources": _sources,
    }
    if key in writers:
        yield from writers[key](report)


def _releases(report: Report) -> str:
    t, both = report.labels, (report.old, report.new)
    rows = [
        [cell(""), *(cell(release.label, style="TableHead") for release in both)],
        [cell(t["effective"]), *(cell(release.effective) for release in both)],
        [cell(t["source"]), *(cell(*(source.name for source in release.sources)) for release in both)],
    ]
    if report.old.document or report.new.document:
        rows.insert(2, [cell(t["document"]), *(cell(release.document or t["nothing"]) for release in both)])
    return table((2, 4, 4), rows, report.subtitle)


def _style(mark: Mark) -> str:
    return f"Mark{mark.kind.capitalize()}"


def _mark(mark: Mark) -> str:
    style = _style(mark)
    return run(mark.symbol, style) + run(f" {mark.word}", style)


def _summary(report: Report) -> Iterator[str]:
    t = report.labels
    yield paragraph(run(report.lead), "Lead")
    if report.counts:
        head = [cell(t["subject"], style="TableHead")]
        head += [Cell(_stacked(mark)) for mark in report.legend]
        head += [cell(t[key], style="TableNumber") for key in ("total", "kept")]
        rows = [
            [cell(row.label), *(cell(str(n), style="TableNumber") for n in (*row.numbers, row.total, row.kept))]
            for row in report.counts
        ]
        first = max(ems(label) for label in (t["subject"], *(row.label for row in report.counts)))
        others = (*(mark.word for mark in report.legend), t["total"], t["kept"])
        yield table([first + 2, *(ems(word) + 2 for word in others)], [head, *rows], report.lead)
    for sentence in report.sentences:
        symbol = run(sentence.mark.symbol, _style(sentence.mark))
        yield paragraph(f"{symbol}<w:r><w:tab/></w:r>{run(sentence.text)}{run(f'  {sentence.label}', 'Ids')}", "Event")
    yield paragraph(run(t["contents"]), "ContentsHead")
    yield contents([(f"_Toc_{key}", words) for key, words in report.headings.items()])


def _stacked(mark: Mark) -> str:
    """The symbol over the word."""
    style = _style(mark)
    return paragraph(run(mark.symbol, style), "TableNumber") + paragraph(run(mark.word, style), "TableNumber")


def _structure(report: Report) -> Iterator[str]:
    picture = report.structure
    yield paragraph(run(picture.caption), "Note")
    head = [cell(picture.old, style="TableHead"), cell("", style="TableHead"), cell(picture.new, style="TableHead")]
    rows = [head]
    for group in picture.groups:
        rows += _structure_rows(group)
    yield table((4, 2, 4), rows, picture.caption)


def _structure_rows(group: PictureGroup) -> Iterator[list[Cell]]:
    title = paragraph(run(group.name, "Strong") + run(f"  {group.counts}  {group.rest}"), "TableText")
    yield [Cell(title, span=3, shaded=True)]
    for row in group.rows:
        mark = _mark(row.mark) + run(f" {row.id}" + (" ?" if row.doubtful else ""), "Ids")
        notes = paragraph(run(row.note), "TableSmall") if row.note else ""
        new = cell(*row.new).content
        yield [cell(*row.old), Cell(paragraph(mark, "TableNumber")), Cell(new + notes)]


def _subject(section: SubjectSection, report: Report) -> Iterator[str]:
    if section.note:
        yield paragraph(run(section.note))
    if section.subject == "duty" and section.groups:
        yield paragraph(run(report.labels["redline_note"]), "Note")
    for group in section.groups:
        yield heading(f"{group.mark.symbol} {group.title}", 2)
        if section.subject == "duty":
            for item in group.items:
                yield from _duty(item, report)
        elif group.mark.kind in ("added", "removed"):
            yield _listed(group, section.subject, report)
        else:
            yield _changes(group, report)


def _listed(group: KindGroup, subject: Subject, report: Report) -> str:
    """What came or went: a row each, without an empty side."""
    t = report.labels
    head = (t["id"], t["name"], t["term"] if subject == "post" else t["group"], t["place"])
    rows = [[cell(words, style="TableHead") for words in head]]
    for item in group.items:
        for side in item.new or item.old:
            number = paragraph(run(group.mark.symbol, _style(group.mark)) + run(f" {item.id}"), "TableText")
            text = run(f" {side.text}") if subject == "staffing" else ""
            name = paragraph(run(side.name, "Strong") + text, "TableText") + _grounds(item, report)
            rows.append([Cell(number), Cell(name), cell(side.under), cell(side.place)])
    return table((1, 4, 2.6, 2.4), rows, group.title)


def _changes(group: KindGroup, report: Report) -> str:
    t = report.labels
    head = [t["id"], report.old.label, report.new.label, t["evidence_only"]]
    rows = [[cell(words, style="TableHead") for words in head]]
    for item in group.items:
        symbols = "".join(paragraph(_mark(mark), "TableSmall") for mark in item.marks[1:])
        number = paragraph(run(group.mark.symbol, _style(group.mark)) + run(f" {item.id}"), "TableText")
        grounds = _grounds(item, report) or paragraph("", "TableSmall")
        old = _sides(item.old, item, t["nothing"]) + _details((d.aspect, d.old) for d in item.details)
        new = _sides(item.new, item, t["nothing"]) + _details((d.aspect, d.new) for d in item.details)
        rows.append([Cell(number + symbols), Cell(old), Cell(new), Cell(grounds)])
    return table((1.2, 3, 3, 2.8), rows, group.title)


def _sides(sides: tuple[SideWords, ...], item: Item, nothing: str) -> str:
    drawn = []
    for side in sides:
        name = run(side.name, "Strong") + (run(f" {side.survivor}", "Ids") if side.survivor else "")
        drawn.append(paragraph(name, "TableText"))
        if item.subject == "staffing":
            drawn.append(paragraph(run(side.text), "TableText"))
        drawn.append(paragraph(run(" · ".join(filter(None, (side.under, side.place)))), "TableSmall"))
    return "".join(drawn) or paragraph(run(nothing), "TableText")


def _details(details: Iterator[tuple[str, str]]) -> str:
    return "".join(paragraph(run(f"{aspect} ", "Ids") + run(said), "TableText") for aspect, said in details if said)


def _grounds(item: Item, report: Report) -> str:
    t = report.labels
    said = []
    if item.status != "fact":
        said.append(paragraph(run(_status(item, report), "Status"), "TableSmall"))
    said += [paragraph(run(ground), "TableSmall") for ground in item.evidence]
    said += [paragraph(run(f"{t['findings']}{t['colon']} {finding}"), "TableSmall") for finding in item.findings]
    return "".join(said)


def _status(item: Item, report: Report) -> str:
    t = report.labels
    ruling = f" · {t['ruling']} {item.ruling}" if item.ruling else ""
    return f"{item.status_word} · {t['score']} {item.score}{ruling}"


def _duty(item: Item, report: Report) -> Iterator[str]:
    marks = run(f"{item.id} ", "Strong") + "".join(_mark(mark) + run(" ") for mark in item.marks)
    yield paragraph(marks + run(item.sentence if item.old and item.new else item.title), "DutyHead")
    if item.redline:
        yield paragraph(redlined(item.redline), "DutyText")
    else:
        sign = "" if item.old and item.new else "Inserted" if item.new else "Removed"
        for side in item.new or item.old:
            yield paragraph(run(side.text, sign), "DutyText")
    yield paragraph(_duty_grounds(item, report), "DutyPlace")


def _duty_grounds(item: Item, report: Report) -> str:
    """Where the duty stands, why it is read so, how sure that is and what is doubted, in one line."""
    t = report.labels
    said = [f"{report.old.label}{t['colon']} {side.place}" for side in item.old]
    said += [f"{report.new.label}{t['colon']} {side.place}" for side in item.new]
    said += [*item.evidence, *(f"{t['findings']}{t['colon']} {finding}" for finding in item.findings)]
    return run("  ".join(said)) + (run(f"  {_status(item, report)}", "Status") if item.status != "fact" else "")


def _awaiting(report: Report) -> Iterator[str]:
    t = report.labels
    if report.unfit:
        yield paragraph(run(t["unfit_note"]), "Note")
        yield from (paragraph(run(one)) for one in report.unfit)
    if not report.awaiting:
        yield paragraph(run(t["none_awaiting"]))
        return
    yield paragraph(run(t["awaiting_note"]), "Note")
    rows = [[cell(t[key], style="TableHead") for key in ("id", "reading", "score", "evidence_only")]]
    for item in report.awaiting:
        reading = cell(item.sentence).content + (paragraph(run(item.runner_up), "TableSmall") if item.runner_up else "")
        rows.append([cell(item.id), Cell(reading), cell(item.score), cell(*item.evidence, style="TableSmall")])
    yield table((1, 4, 1, 4), rows, report.headings["awaiting"])


def _transfers(report: Report) -> Iterator[str]:
    if not report.transfers:
        yield paragraph(run(report.labels["none_transfers"]))
    for group in report.transfers:
        yield heading(group.title, 2)
        yield paragraph(run(group.note), "Note" if group.rows or group.changes else "")
        if group.rows:
            yield _declared(group, report)
        if group.changes:
            yield _undeclared(group, report)


def _declared(group: TransferGroup, report: Report) -> str:
    t = report.labels
    rows = [[cell(t[key], style="TableHead") for key in ("kind", "what", "origin", "target", "wording")]]
    for one in group.rows:
        what = cell(one.what).content + (paragraph(run(one.remarks), "TableSmall") if one.remarks else "")
        text = cell(one.text).content + paragraph(run(one.place), "TableSmall")
        text += "".join(paragraph(_shown(shown), "TableSmall") for shown in one.shown)
        text += paragraph(run(f"{t['why']}{t['colon']} {one.why}", "Ids"), "TableSmall") if one.why else ""
        who = (cell(one.origin or t["nothing"]), cell(one.target or t["nothing"]))
        rows.append([cell(one.kind, one.release), Cell(what), *who, Cell(text)])
    return table((1.3, 2.1, 1.4, 1.5, 3.7), rows, group.title)


def _undeclared(group: TransferGroup, report: Report) -> str:
    rows = [[cell(report.labels[key], style="TableHead") for key in ("id", "shown", "place")]]
    for one in group.changes:
        number = paragraph(run(one.mark.symbol, _style(one.mark)) + run(f" {one.id}"), "TableText")
        rows.append([Cell(number), cell(one.text), cell(one.place, style="TableSmall")])
    return table((1.2, 5.4, 3.4), rows, group.title)


def _shown(one: ShownWords) -> str:
    return run(f"{one.mark.symbol} ", _style(one.mark)) + run(f"{one.id} ", "Strong") + run(f"{one.text} · {one.place}")


def _not_comparable(report: Report) -> Iterator[str]:
    t = report.labels
    if not report.not_comparable:
        yield paragraph(run(t["none_not_comparable"]))
        return
    yield paragraph(run(t["not_comparable_note"]), "Note")
    rows = [[cell(t[key], style="TableHead") for key in ("subject", "group", "old", "new", "why")]]
    for one in report.not_comparable:
        words = (one.subject, one.group or t["nothing"], str(one.old), str(one.new), one.why)
        rows.append([cell(said) for said in words])
    yield table((2, 2.4, 1, 1, 3.6), rows, report.headings["not_comparable"])


def _folded(report: Report) -> Iterator[str]:
    t = report.labels
    if not report.folded:
        yield paragraph(run(t["none_folded"]))
        return
    yield paragraph(run(t["folded_note"]), "Note")
    rows = [[cell(t[key], style="TableHead") for key in ("kind", "count", "what")]]
    for one in report.folded:
        items = "".join(paragraph(redlined(item), "TableSmall") for item in one.items)
        what = Cell(paragraph(run(one.what), "TableText") + items)
        rows.append([cell(one.kind), cell(str(one.count)), what])
    yield table((3, 1, 6), rows, report.headings["folded"])


def _ledger(report: Report) -> Iterator[str]:
    t = report.labels
    yield paragraph(run(t["ledger_note"]), "Note")
    rows = [[cell(t[key], style="TableHead") for key in ("subject", "ledger_old", "ledger_new", "verdict")]]
    rows += [
        [cell(row.subject), cell(row.old_equation), cell(row.new_equation), cell(row.verdict)] for row in report.ledger
    ]
    yield table((1.6, 3.4, 3.4, 1.6), rows, report.headings["ledger"])


def _sources(report: Report) -> Iterator[str]:
    yield paragraph(run(report.labels["captured_note"]), "Note")
    for release in (report.old, report.new):
        yield heading(" · ".join(filter(None, (release.label, release.title))), 2)
        yield table((2, 8), list(_source_rows(release, report)), release.label, headers=0)


def _source_rows(release: ReleaseWords, report: Report) -> Iterator[list[Cell]]:
    t = report.labels
    for source in release.sources:
        said = {
            source.id: source.name,
            t["origin_of_source"]: source.origin,
            t["licence"]: source.licence,
            t["captured"]: source.captured,
        }
        yield from ([cell(label), cell(words)] for label, words in said.items() if words)
        yield [cell(t["sha256"]), cell(source.sha256, style="Hash")]
    yield [cell(t["snapshot_sha256"]), cell(release.sha256, style="Hash")]
