"""The sections of the Word briefing that prove it: rulings awaited, declarations, ledger, sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from gen.render.wordchanges import anchor, mark_style
from gen.render.wordml import Cell, cell, heading, linked, paragraph, redlined, run, table
from gen.report.model import ReleaseWords, Report, ShownWords, TransferGroup


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
        rows.append(
            [
                Cell(paragraph(_to(item.id), "TableText")),
                Cell(reading),
                cell(item.score),
                cell(*item.evidence, style="TableSmall"),
            ]
        )
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
        number = paragraph(run(one.mark.symbol, mark_style(one.mark)) + run(" ") + _to(one.id), "TableText")
        rows.append([Cell(number), cell(one.text), cell(one.place, style="TableSmall")])
    return table((1.2, 5.4, 3.4), rows, group.title)


def _to(id_: str) -> str:
    return linked(run(id_, "Strong"), anchor(id_))


def _shown(one: ShownWords) -> str:
    return run(f"{one.mark.symbol} ", mark_style(one.mark)) + _to(one.id) + run(f" {one.text} · {one.place}")


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
        yield from _contradictions(release, report)


def _contradictions(release: ReleaseWords, report: Report) -> Iterator[str]:
    """What the sources of a release state differently, both readings of each."""
    t = report.labels
    if release.contradictions:
        yield paragraph(run(f"{t['contradictions']}{t['colon']} {t['contradictions_note']}"), "Note")
    for one in release.contradictions:
        yield paragraph(run(one.what))
        for at, (said, place) in enumerate(one.readings):
            yield paragraph(run(f"{t['reading_other' if at else 'reading_taken']}{t['colon']} {said} {place}"), "Note")


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


WRITERS: Mapping[str, Callable[[Report], Iterator[str]]] = {
    "awaiting": _awaiting,
    "transfers": _transfers,
    "not_comparable": _not_comparable,
    "folded": _folded,
    "ledger": _ledger,
    "sources": _sources,
}
