"""A document's bytes to its text: the one place that knows which format reads which bytes."""

from __future__ import annotations

import re

from gen.sources.account import Account
from gen.sources.formats import text, wikitext
from gen.sources.lines import rows
from gen.sources.paper import Paper, Tracked

_WIKI_NAME = re.compile(r"\.(?:wikitext|wiki|mediawiki)$", re.IGNORECASE)


def paper(name: str, data: bytes, account: Account, *, tracked: Tracked | None = None) -> Paper:
    """Returns the text of a document of any format; what the format cannot hold is a finding of the account.

    `tracked` decides on the tracked changes of a Word file. Raises CannotRead for what is no document, for one that
    is a danger to read, and for tracked changes nobody decided on.
    """
    found = rows(text.decode(data, name), account)
    if _WIKI_NAME.search(name) or (any("{{" in row for row in found) and any("[[" in row for row in found)):
        return Paper(name, "wikitext", found, lambda: wikitext.lines(found, name))
    return Paper(name, "text", found, lambda: text.lines(found))
