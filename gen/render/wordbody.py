"""What a Word briefing is made of, section by section, as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gen.render.measure import ems
from gen.render.wordannexes import WRITERS
from gen.render.wordchanges import anchor, mark_style, marked, subject
from gen.render.wordml import Cell, bookmarked, cell, contents, heading, linked, paragraph, run, table
from gen.report.model import Flow, Flows, Holder, PictureGroup, PictureRow, Report, Sentence


def section(key: str, report: Report) -> str:
    """A section of the briefing with its heading, which the contents lead to."""
    head = paragraph(bookmarked(run(report.headings[key]), _anchor(key)), "Heading1")
    return head + "".join(_content(key, report))


def contents_block(report: Report, keys: Sequence[str]) -> str:
    """The contents: the headings of the given sections, each leading there."""
    entries = [(_anchor(key), report.headings[key]) for key in keys]
    return paragraph(run(report.labels["contents"]), "ContentsHead") + contents(entries)


def _anchor(key: str) -> str:
    return f"_Toc_{key}"


def _content(key: str, report: Report) -> Iterator[str]:
    for one in report.sections:
        if one.subject == key:
            yield from subject(one, report)
    writers = {"summary": _summary, "structure": _structure, **WRITERS}
    if key in writers:
        yield from writers[key](report)


def _summary(report: Report) -> Iterator[str]:
    t = report.labels
    yield paragraph(run(report.lead), "Lead")
    if report.counts:
        head = [cell(t["subject"], style="TableHead")]
        head += [Cell(_stacked(mark.symbol, mark.word, mark_style(mark))) for mark in report.legend]
        head += [cell(t["total"], style="TableNumber"), Cell(_stacked(t["kept_mark"], t["kept"]))]
        rows = [
            [cell(row.label), *(cell(str(n), style="TableNumber") for n in (*row.numbers, row.total, row.kept))]
            for row in report.counts
        ]
        first = max(ems(label) for label in (t["subject"], *(row.label for row in report.counts)))
        others = (*(mark.word for mark in report.legend), t["total"], t["kept"])
        yield table([first + 3, *(ems(word) + 2 for word in others)], [head, *rows], report.lead)
    for sentence in report.sentences:
        symbol = run(sentence.mark.symbol, mark_style(sentence.mark))
        yield paragraph(f"{symbol}<w:r><w:tab/></w:r>{run(sentence.text)}{run('  ')}{_to(sentence)}", "Event")


def _stacked(symbol: str, word: str, style: str = "") -> str:
    """The symbol over the word."""
    return "".join(paragraph(run(said, style), "TableNumber") for said in (symbol, word))


def _structure(report: Report) -> Iterator[str]:
    picture = report.structure
    yield paragraph(run(picture.caption), "Caption")
    head = [cell(picture.old, style="TableHead"), cell("", style="TableHead"), cell(picture.new, style="TableHead")]
    yield table((4, 2, 4), [head, *(row for group in picture.groups for row in _group(group))], picture.caption)
    if report.flows.rows:
        yield from _flows(report.flows, report)


def _group(group: PictureGroup) -> Iterator[list[Cell]]:
    """The group with its counts, its events under the units they stand under, and what of it did not change."""
    title = paragraph(run(group.name, "Strong") + run(f"  {group.counts}  {group.named or group.rest}"), "TableText")
    yield [Cell(title, span=3, shaded=True)]
    under = ""
    for row in group.rows:
        if row.under and row.under != under:
            yield [Cell(paragraph(run(row.under), "TableSmall"), span=3)]
        under = row.under
        mark = (
            marked(row.mark) + run(" ") + linked(run(f"{row.id}{' ?' if row.doubtful else ''}", "Ids"), anchor(row.id))
        )
        notes = paragraph(run(row.note), "TableSmall") if row.note else ""
        yield [
            Cell(_names(row.old, row, "old")),
            Cell(paragraph(mark, "TableNumber")),
            Cell(_names(row.new, row, "new") + notes),
        ]
    if group.more:
        yield [Cell(paragraph(run(group.more), "TableSmall"), span=3)]


def _names(names: Sequence[str], row: PictureRow, side: str) -> str:
    """The names of one side; the one that goes on says so."""
    goes_on = row.goes_on if row.goes_on and row.goes_on.side == side else None
    drawn = [
        run(name) + (run(f" {goes_on.word}", "Ids") if goes_on and goes_on.nth == n else "")
        for n, name in enumerate(names)
    ]
    return "".join(paragraph(name, "TableText") for name in drawn) or paragraph("", "TableText")


def _flows(flows: Flows, report: Report) -> Iterator[str]:
    t = report.labels
    yield heading(flows.title, 2)
    yield paragraph(run(flows.caption), "Caption")
    rows = [[cell(t[key], style="TableHead") for key in ("flow_old", "flow_new", "flow_units", "flow_duties", "id")]]
    rows += [_flow(flow) for flow in flows.rows]
    yield table((3.2, 3.2, 0.8, 0.8, 2), rows, flows.caption)
    if flows.rest:
        yield paragraph(run(flows.rest), "Note")


def _flow(flow: Flow) -> list[Cell]:
    mark = run(flow.stays, "Ids") if flow.stays else marked(flow.mark)
    ids = "".join(run(" ") + linked(run(id_, "Strong"), anchor(id_)) for id_ in flow.ids)
    which = paragraph(mark + run(" ?" if flow.doubtful else "") + ids, "TableText")
    numbers = (cell(str(number), style="TableNumber") for number in (flow.units, flow.duties))
    return [_holder(flow.old), _holder(flow.new), *numbers, Cell(which)]


def _holder(holder: Holder) -> Cell:
    under = paragraph(run(holder.under), "TableSmall") if holder.under else ""
    return Cell(paragraph(run(holder.name), "TableText") + under)


def _to(sentence: Sentence) -> str:
    return linked(run(sentence.label, "Ids"), anchor(sentence.ids[0]))
