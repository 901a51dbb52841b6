"""A document's bytes to its text: the one place that knows which format reads which bytes."""

from __future__ import annotations

import re

from gen.errors import CannotRead
from gen.sources.account import Account
from gen.sources.formats import html, package, pdf, text, wikitext, xlsx
from gen.sources.formats.docx import read as docx
from gen.sources.lines import rows
from gen.sources.paper import Paper, Tracked

# A tree in JSON may be one line, and of any size; no text that people read has such lines or so many.
_JSON = re.compile(r"\s*\{\s*(?:\"|\}|$)")
_MOST_TEXT = 20 * 2**20
_MOST_LINES = 50_000
_LONGEST_LINE = 150_000
_WIKI_NAME = re.compile(r"\.(?:wikitext|wiki|mediawiki)$", re.IGNORECASE)


def paper(name: str, data: bytes, account: Account, *, tracked: Tracked | None = None) -> Paper:
    """Returns the text of a document of any format; what the format cannot hold is a finding of the account.

    `tracked` decides on the tracked changes of a Word file. Raises CannotRead for what is no document, for one that
    is a danger to read, and for tracked changes nobody decided on.
    """
    package.refuse_others(name, data)
    if xlsx.is_workbook(data):
        return xlsx.paper(name, data, account)
    if package.is_package(data):
        return docx.paper(name, data, account, tracked)
    if pdf.is_pdf(data):
        return pdf.paper(name, data, account)
    if html.is_html(name, data):
        return html.paper(name, data, account)
    if len(data) > _MOST_TEXT and not data[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        raise CannotRead(name, f"it is larger than {_MOST_TEXT >> 20} MB", "divide it into several documents")
    said = text.decode(data, name, account)
    if said.count("\n") > _MOST_LINES and not _JSON.match(said):
        raise CannotRead(name, f"it has more than {_MOST_LINES:,} lines", "divide it into several documents")
    found = rows(said, account)
    if _WIKI_NAME.search(name) or (any("{{" in row for row in found) and any("[[" in row for row in found)):
        return Paper(name, "wikitext", found, lambda: wikitext.lines(found, name))
    return Paper(name, "text", found, lambda: text.lines(found))


def refuse_endless(found: Paper) -> None:
    """Raises CannotRead for a document that is no text: with a line longer than any paragraph."""
    for number, row in enumerate(found.rows, 1):
        if len(row) > _LONGEST_LINE and not _JSON.match(found.rows[0]):
            why = f"its line {number} has {len(row):,} characters; {_LONGEST_LINE:,} is the most"
            raise CannotRead(found.file, why, "set it in paragraphs")
