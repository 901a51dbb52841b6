"""The changes of one subject in the Word briefing: a table for each kind, and duties as redlines."""

from __future__ import annotations

from collections.abc import Iterator

from gen.model.change import Subject
from gen.render.wordml import Cell, bookmarked, cell, heading, paragraph, redlined, run, table
from gen.report.model import Item, KindGroup, Mark, Report, SideWords, SubjectSection


def mark_style(mark: Mark) -> str:
    """The character style of a kind of change."""
    return f"Mark{mark.kind.capitalize()}"


def marked(mark: Mark) -> str:
    """Symbol and word of a kind of change."""
    style = mark_style(mark)
    return run(mark.symbol, style) + run(f" {mark.word}", style)


def anchor(id_: str) -> str:
    """The name of the bookmark at a change."""
    return f"change_{id_}"


def subject(section: SubjectSection, report: Report) -> Iterator[str]:
    """The changes of one subject: tables by kind, duties one after another."""
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
            number = paragraph(run(group.mark.symbol, mark_style(group.mark)) + run(" ") + _id(item), "TableText")
            text = run(f" {side.text}") if subject == "staffing" else ""
            name = paragraph(run(side.name, "Strong") + text, "TableText") + _grounds(item, report)
            rows.append([Cell(number), Cell(name), cell(side.under), cell(side.place)])
    return table((1, 4, 2.6, 2.4), rows, group.title)


def _changes(group: KindGroup, report: Report) -> str:
    t = report.labels
    head = [t["id"], report.old.label, report.new.label, t["evidence_only"]]
    rows = [[cell(words, style="TableHead") for words in head]]
    for item in group.items:
        symbols = "".join(paragraph(marked(mark), "TableSmall") for mark in item.marks[1:])
        number = paragraph(run(group.mark.symbol, mark_style(group.mark)) + run(" ") + _id(item), "TableText")
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
    marks = _id(item) + run(" ") + "".join(marked(mark) + run(" ") for mark in item.marks)
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


def _id(item: Item) -> str:
    return bookmarked(run(item.id, "Strong"), anchor(item.id))
