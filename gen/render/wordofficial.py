"""The official document as Word paragraphs: the body in numbered prose, the list of annexes, and the annexes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from gen.render.wordannexes import WRITERS
from gen.render.wordchanges import anchor, subject
from gen.render.wordml import linked, paragraph, run
from gen.report.letterhead import Letterhead
from gen.report.model import Report
from gen.report.official import Annex, AnnexKey, Official, Point, official
from gen.report.words import Words

_PROOF = ("ledger", "awaiting", "not_comparable", "folded", "sources")
_ON_NEW_PAGE = '<w:pPr><w:pStyle w:val="Heading1"/><w:pageBreakBefore/><w:ind w:left="0" w:firstLine="0"/></w:pPr>'


def official_block(report: Report) -> str:
    """All of it but the title and what stands on paper already: staff type their letterhead into the template."""
    document = official(report, Letterhead())
    drawn = [*(_point(point) for point in document.points), *_listed(document), paragraph(run(document.note))]
    return "".join([*drawn, *(_annex(annex, report) for annex in document.annexes)])


def _point(point: Point) -> str:
    """A heading, a paragraph, or both: a heading that its text follows in the same line would be none to Word."""
    label = linked(run(point.label), anchor(point.to)) if point.label else ""
    opening, closing = (run(said) if said else "" for said in (point.opening, point.closing))
    lead = run(point.head) if point.level == 3 else ""
    text = paragraph(lead + run(point.text) + opening + label + closing) if point.text else ""
    return (paragraph(run(point.head), f"Heading{point.level}") if point.level in (1, 2) else "") + text


def _listed(document: Official) -> Iterator[str]:
    yield paragraph("")
    for nth, annex in enumerate(document.annexes):
        yield paragraph(run(document.listed if nth == 0 else "　　　") + run(f"{annex.number} {annex.title}".strip()))


def _annex(annex: Annex, report: Report) -> str:
    writers: Mapping[AnnexKey, Callable[[Report], Iterator[str]]] = {
        "changes": _changes,
        "duties": _duties,
        "transfers": WRITERS["transfers"],
        "proof": _proof,
    }
    head = f"<w:p>{_ON_NEW_PAGE}{run(annex.head)}</w:p>" + paragraph("", "ContentsHead")
    return head + paragraph(run(annex.title), "Title") + "".join(writers[annex.key](report))


def _changes(report: Report) -> Iterator[str]:
    for section in report.sections:
        if section.subject != "duty" and section.groups:
            yield _title(section.subject, report)
            yield from subject(section, report)


def _duties(report: Report) -> Iterator[str]:
    for section in report.sections:
        if section.subject == "duty":
            yield from subject(section, report)


def _proof(report: Report) -> Iterator[str]:
    for key in _PROOF:
        yield _title(key, report)
        yield from WRITERS[key](report)


def _title(key: str, report: Report) -> str:
    return paragraph(run(Words(report.language, {}).say(f"section.{key}")), "ContentsHead")
