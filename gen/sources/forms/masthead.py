"""What a gazette says before its schedule: number, date, whose gazette it is, the power used, and who signed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gen.model.record import Basis, Post
from gen.sources.account import Account
from gen.sources.dates import first_date
from gen.sources.words import clip, tidy

_OF = re.compile(r"The Gazette of (?:the )?(?P<name>[A-Z].{2,100})")
_NUMBER = re.compile(r"(?P<number>No\. ?\d{1,6}/\d{1,4})\b.{0,60}")
_PART = re.compile(r"PART [IVX]+ ?:.{0,80}")
_NOTICE = re.compile(r"Notifications?|Order|Proclamation", re.IGNORECASE)
_POWER = re.compile(r"(?:in terms of|vested in me under|vested in me by) (?P<what>[^,;]{5,300})")
_SENTENCE = re.compile(r"(?:WHEREAS|[A-Z]\S*) .{60,}")
_IN_FORCE = re.compile(r"\b(?:from the date of this|with effect from|effective from).{0,40}")
_REST = re.compile(r"remain in my charge|shall remain with")
_SIGNED = re.compile(r"(?P<holder>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,5}),")
_OFFICE = re.compile(r"(?P<title>(?:Acting )?(?:President|Prime Minister|Secretary|Minister)(?: [\w ,&-]{1,80})?)\.?")
_LONGEST = 2000
_LONGEST_CLOSING = 100

Row = tuple[int, str]


@dataclass(slots=True)
class Masthead:
    """What the first page states; None for what it does not."""

    name: str | None = None
    number: str | None = None
    date: str | None = None
    effective: tuple[str, int] | None = None
    title: str | None = None
    basis: tuple[Basis, ...] = ()
    posts: tuple[Post, ...] = ()


def read(rows: Sequence[str], account: Account) -> Masthead:
    """Returns what the rows before the schedule state; a paragraph without use there is a finding."""
    told = [(number, text) for number, row in enumerate(rows, 1) if (text := tidy(row[:_LONGEST]))]
    part = next((at for at, (_, text) in enumerate(told) if _PART.fullmatch(text)), len(told))
    stated = Masthead()
    for line, text in told[: part + 1]:
        if not _printed(line, text, stated, account) and part < len(told):
            account.leave(line, "masthead")
    below = told[part + 1 :]
    end = next((at for at, (_, text) in enumerate(below) if _NOTICE.fullmatch(text)), -1) + 1
    stated.title = _title(below[:end], account)
    _wording(list(_paragraphs(below[end:])), stated, account)
    return stated


def _printed(line: int, text: str, stated: Masthead, account: Account) -> bool:
    if found := _OF.fullmatch(text):
        stated.name = found["name"]
        account.at(line, "name of the body")
    elif found := _NUMBER.fullmatch(text):
        stated.number, stated.date = found["number"], first_date(text[found.end("number") :])
        account.at(line, "document number")
    else:
        return False
    return True


def _title(told: Sequence[Row], account: Account) -> str | None:
    """The heading of the notice, without the name of the gazette's section ("Government Notifications")."""
    said = [(line, text) for line, text in told if not text.startswith("Government ")]
    for line, text in told:
        if (line, text) in said:
            account.at(line, "title")
        else:
            account.leave(line, "masthead")
    return ": ".join(text for _, text in said) or None


def _paragraphs(told: Sequence[Row]) -> Iterator[list[Row]]:
    """Yields the rows that follow one another without a blank one."""
    held: list[Row] = []
    for line, text in told:
        if held and line != held[-1][0] + 1:
            yield held
            held = []
        held.append((line, text))
    if held:
        yield held


def _wording(paragraphs: Sequence[list[Row]], stated: Masthead, account: Account) -> None:
    signed = False
    for paragraph in paragraphs:
        text = " ".join(text for _, text in paragraph)
        post = _signature(paragraph, account)
        if post:
            stated.posts, signed = (post,), True
        elif signed:
            _close(paragraph, account)
        elif _SENTENCE.fullmatch(text):
            _state(paragraph, text, stated, account)


def _signature(paragraph: Sequence[Row], account: Account) -> Post | None:
    for (line, above), (below, under) in pairwise(paragraph):
        holder, office = _SIGNED.fullmatch(above), _OFFICE.fullmatch(under)
        if holder and office:
            account.at(below, "post")
            return Post(title=office["title"], holder=holder["holder"], locator=account.at(line, "post"))
    return None


def _state(paragraph: Sequence[Row], text: str, stated: Masthead, account: Account) -> None:
    if found := _POWER.search(text):
        for line, _ in paragraph:
            account.at(line, "basis")
        stated.basis += (Basis(text=found["what"].strip(" ."), locator=account.at(paragraph[0][0], "basis")),)
    elif found := _IN_FORCE.search(text):
        date = first_date(found[0]) or stated.date
        stated.effective = (date, paragraph[0][0]) if date else None
        for line, _ in paragraph:
            account.at(line, "effective date")
    elif _REST.search(text):
        for line, _ in paragraph:
            account.leave(line, "what is assigned to nobody stays with the issuer")
    else:
        account.doubt(paragraph[0][0], "unread-paragraph", f"not understood: {clip(text)}")
        for line, _ in paragraph:
            account.leave(line, "part of a paragraph that is not understood")


def _close(paragraph: Sequence[Row], account: Account) -> None:
    for line, text in paragraph:
        if len(text) <= _LONGEST_CLOSING:
            account.leave(line, "place and date, imprint")
