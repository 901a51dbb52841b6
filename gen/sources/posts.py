"""Posts and their holders, from lists and tables of leaders, and joined with those of the infobox."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from gen.model.record import Post
from gen.sources.account import Account
from gen.sources.dates import term, whole_date
from gen.sources.headings import Section
from gen.sources.lines import Line
from gen.sources.people import Person, people, person, post_title
from gen.sources.words import clip, tidy

_ELIDED = re.compile(r"[….·\s]+|(?:略|etc\.?)")
_LIST_OF = re.compile(r"^(?:list of|former|current|历任|现任|歷任|現任)\s*", re.IGNORECASE)
_PARTY = re.compile(r"\b(?:CCP|CPC|Communist Party|Party) committee secretar(?:y|ies)\b", re.IGNORECASE)
_TITLED = re.compile(r"(?P<title>[^：:，。（(]{2,40})(?:：|: )\s*(?P<who>\S.{0,400})")
_COLUMNS = {
    "name": re.compile(r"name|姓名|名字|[人历歷][员員任]|officeholder|minister|director|holder", re.IGNORECASE),
    "start": re.compile(
        r"took office|start|from|since|appointed|term start|任期[开開]始|"
        r"(?:任[职職]|就任|上任|到任|就[职職])(?:日期|[时時][间間])?",
        re.IGNORECASE,
    ),
    "end": re.compile(
        r"left office|end|until|to|term end|任期[结結]束|(?:[离離]任|卸任|免[职職]|[离離][职職])(?:日期|[时時][间間])?",
        re.IGNORECASE,
    ),
    "term": re.compile(
        r"term(?: of office| in office)?|tenure|years|in office|任期|在任(?:期间|[时時][间間])", re.IGNORECASE
    ),
    "title": re.compile(r"post|position|title|office|[职職][务務位]", re.IGNORECASE),
}


def post(title: str, who: Person, line: int, account: Account) -> Post:
    """Returns the post with the line as its locator."""
    return Post(
        title=title, holder=who.holder, start=who.start, end=who.end, note=who.note, locator=account.at(line, "post")
    )


def read(section: Section, account: Account) -> list[Post]:
    """Returns the posts in a section of leaders; its heading is the title, "……" makes the list incomplete."""
    title = title_of(section.title)
    posts = [*_from_items(section.items, title, account), *_from_table(section, title, account)]
    for line in section.prose:
        if is_elided(line.text):
            account.doubt(line.number, "incomplete-list", f"the source leaves out part of the list of {clip(title)}")
    return posts


def is_elided(text: str) -> bool:
    """Whether a line stands for a part left out ("……")."""
    return len(text) <= 20 and _ELIDED.fullmatch(text) is not None


def title_of(heading: str) -> str:
    """The title of a post that a heading names: "List of ministers" gives "Minister"."""
    heading = post_title(_LIST_OF.sub("", heading)) or tidy(heading)
    if _PARTY.search(heading):
        return "Party committee secretary"
    if heading.isascii():
        heading = re.sub(r"s-general$", "-general", heading, flags=re.IGNORECASE)
        heading = re.sub(r"ies$", "y", heading) if heading.endswith("ies") else re.sub(r"(?<!s)s$", "", heading)
        heading = heading[:1].upper() + heading[1:]
    return heading


def _from_items(items: Iterable[Line], title: str, account: Account) -> list[Post]:
    return [post(said, who, line.number, account) for line in items for said, who in _item(line.text, title)]


def _item(text: str, title: str) -> list[tuple[str, Person]]:
    """The post and its holder, or the holders in "部长：张三（2008年至今）", whose title is their own."""
    if told := _TITLED.fullmatch(text):
        return [(tidy(told["title"]), who) for who in people(told["who"])]
    who = person(text) if title else None
    return [(title, who)] if who else []


def _from_table(section: Section, title: str, account: Account) -> list[Post]:
    rows = [line for line in section.lines if line.kind == "row"]
    header = next((line for line in rows if "name" in (has := _columns(line)) and has.keys() & {"start", "term"}), None)
    if header is None or not (title or "title" in _columns(header)):
        return []
    account.at(header.number, "table header")
    return [made for line in rows if line is not header and (made := _row(line, _columns(header), title, account))]


def _columns(header: Line) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(header.cells):
        for name, words in _COLUMNS.items():
            if words.fullmatch(cell.strip()):
                found.setdefault(name, at)
    return found


def _row(line: Line, columns: dict[str, int], title: str, account: Account) -> Post | None:
    if sum(map(bool, line.cells)) < 2:
        account.leave(line.number, "caption inside a table")
        return None
    cell = {name: line.cells[at] for name, at in columns.items() if at < len(line.cells)}
    who, title = person(cell.get("name", "")), tidy(cell.get("title", "")) or title
    if who and "start" not in cell:
        return _termed(who, cell.get("term", ""), title, line, account)
    start, end = cell.get("start", ""), cell.get("end", "")
    if who is None or (start and not whole_date(start)):
        return None
    if (
        end
        and not whole_date(end)
        and not re.fullmatch(r"(?:incumbent|present|至今|[现現在]任|[-–—])", end, re.IGNORECASE)
    ):
        return None
    return post(
        title, Person(who.holder, whole_date(start), whole_date(end), who.note, dated=True), line.number, account
    )


def _termed(who: Person, said: str, title: str, line: Line, account: Account) -> Post | None:
    """The post of a row that tells the whole term in one cell."""
    if not said:
        return post(title, who, line.number, account)
    if not (stated := term(said)):
        return None
    return post(title, replace(who, start=stated[0], end=stated[1], dated=True), line.number, account)


def joined(
    boxed: Sequence[Post], partial: Collection[str], dated: Sequence[Post], account: Account
) -> tuple[Post, ...]:
    """Returns all posts once: what the infobox and the list both state is the list's, with the other line in `also`.

    A holder in office by the list whom the infobox does not name under that title is a finding; `partial` are
    the titles of which the infobox names only some holders.
    """
    posts, left = list(dated), list[Post]()
    serving = {_key(stated): at for at, stated in enumerate(posts) if stated.end is None}
    for stated in boxed:
        at = serving.get(_key(stated))
        if at is None:
            left.append(stated)
        else:
            seen = {"also": (*posts[at].also, stated.locator), "note": posts[at].note or stated.note}
            posts[at] = posts[at].model_copy(update=seen)
    _doubt_current(boxed, partial, dated, account)
    return (*left, *posts)


def _key(stated: Post) -> tuple[str, str]:
    return stated.title.casefold(), stated.holder


def _doubt_current(boxed: Sequence[Post], partial: Collection[str], dated: Sequence[Post], account: Account) -> None:
    shown = set(map(_key, boxed))
    whole = {title for title, _ in shown}.difference(map(str.casefold, partial))
    for stated in dated:
        if stated.end is None and stated.title.casefold() in whole and _key(stated) not in shown:
            text = f"{clip(stated.holder)} is {clip(stated.title)} to this day here, but not in the infobox"
            account.doubt(stated.locator.line, "holders-disagree", text)
