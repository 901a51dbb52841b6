"""The changes as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from gen.model.change import Redline
from gen.report.model import FoldedWords, Item, Report, ShownWords, TransferWords


def render(report: Report) -> str:
    """The briefing in short, section by section, as far as it has something to say; one line a change."""
    return "\n".join(line.rstrip() for line in _lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"{report.title} {report.subtitle}"
    yield f"{report.old.ref} {report.old.sha256}"
    yield f"{report.new.ref} {report.new.sha256}"
    yield ""
    yield report.lead
    for section in report.sections:
        if section.groups or section.note:
            yield from ("", report.headings[section.subject])
        if section.note:
            yield f"  {section.note}"
        for item in section.items:
            yield from _item(item)
    yield from _table(report, "awaiting", iter(report.unfit))
    yield from _transfers(report)
    apart = (f"{one.subject} {one.group}  {one.old} / {one.new}  {one.why}" for one in report.not_comparable)
    yield from _table(report, "not_comparable", apart)
    yield from _table(report, "folded", (line for one in report.folded for line in _folded(one)))
    yield from ("", report.headings["ledger"])
    for row in report.ledger:
        yield f"  {row.subject}{report.labels['colon']} {row.old_equation}"
        yield f"    {row.new_equation} ({row.verdict})"


def _transfers(report: Report) -> Iterator[str]:
    if report.transfers:
        yield from ("", report.headings["transfers"])
    for group in report.transfers:
        empty = not group.rows and not group.changes
        yield f"  {group.title}" + (f": {group.note}" if empty else "")
        for row in group.rows:
            why = f" [{row.why}]" if row.why else ""
            yield f"    {_flat(_transfer(row))}{why}"
            yield from (f"      {_flat(_shown(one))}" for one in row.shown)
        yield from (f"    {_flat(_shown(one))}" for one in group.changes)


def _folded(one: FoldedWords) -> Iterator[str]:
    yield f"{one.kind}  {one.count}  {one.what}"
    yield from (f"· {marked(item)}" for item in one.items)


def _transfer(one: TransferWords) -> str:
    return f"{one.kind} {one.what}: {one.origin or '…'} → {one.target or '…'} ({one.release}; {one.place})"


def _shown(one: ShownWords) -> str:
    return f"{one.mark.symbol} {one.id:<4} {one.text} ({one.place})"


def _item(item: Item) -> Iterator[str]:
    said = " ".join(filter(None, (item.status_word, item.ruling, item.score)))
    doubt = f" [{said}]" if item.status != "fact" else ""
    yield f"  {item.marks[0].symbol} {item.id:<4} {_flat(item.sentence)}{doubt}"
    if item.redline and item.subject == "duty":
        yield f"         {_flat(marked(item.redline))}"
    if item.status != "fact":
        yield from (f"         · {_flat(ground)}" for ground in (*item.evidence, item.runner_up) if ground)
    yield from (f"         ! {_flat(finding)}" for finding in item.findings)


def marked(pieces: Redline) -> str:
    """Old and new wording in one line: [-what went-]{+what came+}."""
    signs = {"=": "{0}", "-": "[-{0}-]", "+": "{{+{0}+}}"}
    return "".join(signs[sign].format(text) for sign, text in pieces)


def _table(report: Report, key: str, rows: Iterator[str]) -> Iterator[str]:
    lines = [f"  {_flat(row)}" for row in rows]
    if lines:
        yield from ("", report.headings[key], *lines)


def _flat(text: str) -> str:
    return " ".join(text.split())
