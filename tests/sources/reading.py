"""Documents in a few words, for the tests of the readers."""

from __future__ import annotations

from gen.sources.account import Account
from gen.sources.read import Document, Reading, read


def account(file: str = "a.txt", body: str = "miit") -> Account:
    return Account(file, body, "s1")


def reading(
    text: str, form: str | None = None, name: str = "a.txt", body: str = "miit", release: str = "2019"
) -> Reading:
    return read(Document(name, text.encode(), "test"), body=body, release=release, form=form)


def kinds(found: Reading) -> list[tuple[str, int]]:
    """The findings as (kind, line)."""
    return [(finding.kind, finding.locator.line) for finding in found.snapshot.findings]
