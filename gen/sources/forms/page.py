"""The form "page": an encyclopedia page on a body, from plain text or wikitext."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from gen.model.record import Basis, Coverage, Duty, Post, Transfer
from gen.sources import basis, duties, infobox, naming, posts, transfers
from gen.sources.account import Account
from gen.sources.doubts import doubt_names
from gen.sources.draft import Draft
from gen.sources.headings import CLOSING, Section, group_of, sections
from gen.sources.lines import Line
from gen.sources.paper import Paper
from gen.sources.units import Node, freeze, read_items
from gen.sources.words import clip, has_han, tidy

_COLON = ("：", ":", "，")
_BROKEN = re.compile(r"\[\[|\]\]|\{\{|\}\}")


def fits(paper: Paper) -> bool:
    """Whether the document has headings below its title: between equals signs, or marked as such by its format."""
    return any(line.kind == "heading" and line.level > 1 for line in paper.lines)


def read(paper: Paper, account: Account) -> Draft:
    """Returns what the page states; what it does not understand is left to the account."""
    parts = list(sections(paper.lines))
    box = infobox.read([line for line in paper.lines if line.kind == "field"], account)
    called = naming.read(parts, box, account)
    page = _Page(account, _language(parts), box, called)
    for part in parts:
        page.take(part)
    return page.draft()


def _language(parts: Sequence[Section]) -> str:
    titles = [part.title for part in parts if part.title] or [line.text for part in parts for line in part.lines]
    return "zh" if sum(map(has_han, titles)) * 2 >= len(titles) else "en"


@dataclass(slots=True)
class _Page:
    """What has been read of a page so far."""

    account: Account
    language: str
    box: infobox.Box
    called: naming.Called
    nodes: list[Node] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    listed: list[Line] = field(default_factory=list)
    told: list[Line] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    basis: dict[str, Basis] = field(default_factory=dict)
    transfers: list[Transfer] = field(default_factory=list)
    tells_transfers: bool = False

    def take(self, part: Section) -> None:
        """Reads one section and accounts for its heading, its markup and what it deliberately leaves out."""
        self._markup(part)
        if part.role in CLOSING:
            for line in filter(None, (part.heading, *part.lines)):
                if line.kind != "blank":
                    self.account.leave(line.number, part.role)
            return
        reader: dict[str, Callable[[Section], None]] = {
            "introduction": self._introduction,
            "history": self._history,
            "duties": self._duties,
            "structure": self._structure,
            "leaders": self._leaders,
        }
        if part.role in reader:
            if part.heading:
                self.account.at(part.heading.number, "heading")
            reader[part.role](part)

    def _markup(self, part: Section) -> None:
        for line in part.lines:
            if line.kind == "markup":
                self.account.leave(line.number, _why_markup(line.text))
            if line.dropped and line.kind != "field" and part.role not in (*CLOSING, "introduction"):
                names = clip(", ".join(line.dropped))
                self.account.doubt(line.number, "unread-template", f"left out, its meaning is not known: {names}")
            if line.kind == "prose" and _BROKEN.search(line.text):
                self.account.doubt(line.number, "broken-markup", f"left out: {clip(line.text)}")

    def _introduction(self, part: Section) -> None:
        for line in part.prose:
            self.account.leave(line.number, "introduction")
            self._doubt_duties(line, duties.sentences(line.text))

    def _history(self, part: Section) -> None:
        self.tells_transfers = True
        predecessors = [
            r.name.primary.removeprefix(naming.STATE) for r in self.box.relations if r.kind == "predecessor"
        ]
        for line in (*part.prose, *part.items):
            if (rest := self._transfers(line)) is not None:
                self._doubt_duties(line, rest)
                continue
            again = any(name in line.text for name in predecessors)
            why = "history, names a predecessor again" if again else "history, no movement stated"
            self.account.leave(line.number, why)

    def _transfers(self, line: Line) -> list[str] | None:
        """Reads the movements in a line; returns its other sentences, or None where there is no movement."""
        found = transfers.movements(line.text, self.called.names)
        for movement in found:
            locator = self.account.at(line.number, "transfer")
            self.transfers.append(transfers.transfer(movement, locator))
        self.tells_transfers |= bool(found)
        for sentence in transfers.unread(line.text):
            self.account.doubt(line.number, "unread-transfer", f"a movement that is not read: {clip(sentence)}")
        stated = " ".join(movement.text for movement in found)
        return [sentence for sentence in duties.sentences(line.text) if sentence not in stated] if found else None

    def _doubt_duties(self, line: Line, sentences: Iterable[str]) -> None:
        for sentence in sentences:
            if duties.tells_duties(sentence, self.called.names):
                text = f"states duties outside the section on duties, not in the record: {clip(sentence)}"
                self.account.doubt(line.number, "duties-told-elsewhere", text)

    def _basis(self, line: Line) -> bool:
        found = basis.instruments(line.text)
        for text, number in found:
            locator = self.account.at(line.number, "basis")
            self.basis.setdefault(text, Basis(text=text, document=number, locator=locator))
        return bool(found)

    def _duties(self, part: Section) -> None:
        self.listed += [line for line in part.items if line.level == 1]
        self.told += [line for line in part.prose if not self._basis(line) or not line.text.endswith(_COLON)]

    def _structure(self, part: Section) -> None:
        group = group_of(part.title)
        if part.heading and part.items:
            group = group or self._own_group(part.heading)
            self.groups += [group] if group not in self.groups else []
            items = [(line.number, line.level, line.text) for line in part.items]
            self.nodes += read_items(items, group, self.account)
        for line in part.prose:
            if posts.is_elided(line.text):
                text = f"the source leaves out part of the list under {clip(part.title)}"
                self.account.doubt(line.number, "incomplete-list", text)
            elif not self._basis(line):
                self._structure_prose(line, bool(part.items))

    def _own_group(self, heading: Line) -> str:
        text = f"no known group of units is called {clip(heading.text)}; its own words are kept as the group"
        self.account.doubt(heading.number, "unknown-group", text)
        return tidy(heading.text)

    def _structure_prose(self, line: Line, has_list: bool) -> None:
        rest = self._transfers(line)
        if has_list and line.text.endswith(_COLON):
            self.account.leave(line.number, "introduces a list")
            return
        for sentence in [line.text] if rest is None else rest:
            text = f"prose about units, not read into the record: {clip(sentence)}"
            self.account.doubt(line.number, "prose-not-read", text)

    def _leaders(self, part: Section) -> None:
        self.posts += posts.read(part, self.account)

    def _read_duties(self) -> tuple[Duty, ...]:
        if not self.listed:
            return duties.told(self.told, self.called.names, self.account)
        for line in self.told:
            if line.text.endswith(_COLON):
                self.account.leave(line.number, "introduces a list")
        return duties.listed(self.listed, self.language, self.account)

    def draft(self) -> Draft:
        """Returns what was read."""
        found = self._read_duties()
        units = freeze(self.nodes, self.account)
        doubt_names(self.nodes, self.called.name, self.account)
        everyone = posts.joined(self.box.posts, self.box.partial, self.posts, self.account)
        return Draft(
            language=self.language,
            coverage=Coverage(
                units=tuple(self.groups) or False,
                duties=bool(found),
                posts=bool(everyone),
                transfers=self.tells_transfers,
                prose=bool(found) and not self.listed,
            ),
            name=self.called.name,
            title=self.called.title or self.called.name.said_in(self.language),
            level=self.box.level,
            nameplates=tuple(self.box.nameplates),
            basis=tuple(self.basis.values()),
            relations=tuple(self.box.relations),
            duties=found,
            units=units,
            posts=everyone,
            transfers=tuple(self.transfers),
        )


def _why_markup(raw: str) -> str:
    if re.match(r"\[\[(?:Category|分类|分類):", raw, re.IGNORECASE):
        return "category"
    return "navigation" if re.match(r"\{\{s-", raw) else "markup"
