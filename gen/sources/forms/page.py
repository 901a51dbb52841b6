"""The form "page": an encyclopedia page on a body, from plain text or wikitext."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from gen.model.record import Basis, Coverage, Duty, Post, Staffing, Transfer
from gen.sources import basis, comments, duties, infobox, naming, posts, staffing, standing, transfers, unittables
from gen.sources.account import Account
from gen.sources.doubts import doubt_names
from gen.sources.draft import Draft
from gen.sources.headings import CLOSING, Section, group_of, sections
from gen.sources.lines import Line
from gen.sources.names import level_of
from gen.sources.paper import Paper
from gen.sources.units import Node, freeze, preorder, read_items
from gen.sources.words import clip, has_han, tidy

_COLON = ("：", ":", "，")
_BROKEN = re.compile(r"\[\[|\]\]|\{\{|\}\}")
_LEVEL_OF_OFFICES = re.compile(r"(?:内设机构|內設機構)(?:均|皆)?[为為](?P<level>[^，。；\s]{2,8}?[级級])")


def fits(paper: Paper) -> bool:
    """Whether the document has headings below its title: between equals signs, or marked as such by its format.

    Where a format marks them, which every kind of document has, one of them has to be a page's.
    """
    below = any(line.kind == "heading" and line.level > 1 for line in paper.lines)
    if not below or paper.format in ("text", "wikitext"):
        return below
    return any(part.role not in ("introduction", "unknown", *CLOSING) for part in sections(paper.lines))


def read(paper: Paper, account: Account) -> Draft:
    """Returns what the page states; what it does not understand is left to the account."""
    lines = [_field(line) for line in comments.shown(paper.lines, paper.rows)]
    parts = list(sections(lines))
    box = infobox.read([line for line in lines if line.kind == "field"], account)
    called = naming.read(parts, box, account)
    page = _Page(account, _language(parts), box, called)
    for part in parts:
        page.take(part)
    return page.draft()


def _field(line: Line) -> Line:
    """A row of two cells that names the body before or after this one, or above it, as a field."""
    if line.kind == "row" and len(line.cells) == 2 and infobox.relates(line.cells[0]) > infobox.relates(line.cells[1]):
        return replace(line, kind="field", label=line.cells[0], text=line.cells[1])
    return line


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
    staffing: list[Staffing] = field(default_factory=list)
    levels: dict[str, str] = field(default_factory=dict)
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
            "staffing": self._numbers,
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
            standing.read(line, self.called.names, self.box, self.account)
            self._figures(line)
            self.account.leave(line.number, "introduction")
            self._doubt_duties(line, duties.sentences(line.text))

    def _history(self, part: Section) -> None:
        self.tells_transfers = True
        predecessors = [
            r.name.primary.removeprefix(naming.STATE) for r in self.box.relations if r.kind == "predecessor"
        ]
        for line in (*part.prose, *part.items):
            self._figures(line, past=True)
            if (rest := self._transfers(line)) is not None:
                self._doubt_duties(line, rest)
                continue
            again = any(name in line.text for name in predecessors)
            why = "history, names a predecessor again" if again else "history, no movement stated"
            self.account.leave(line.number, why)

    def _numbers(self, part: Section) -> None:
        for line in (*part.prose, *part.items):
            if not self._figures(line) and not self._basis(line):
                self.account.doubt(line.number, "prose-not-read", f"states no number of posts: {clip(line.text)}")

    def _figures(self, line: Line, *, past: bool = False) -> bool:
        found = staffing.read(line.text, line.number, self.called.names, self.account, past=past)
        self.staffing += found
        return bool(found)

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
        self._listed_units(part)
        for line in part.prose:
            if posts.is_elided(line.text):
                text = f"the source leaves out part of the list under {clip(part.title)}"
                self.account.doubt(line.number, "incomplete-list", text)
            elif not self._stated(line):
                self._structure_prose(line, any(line.kind in ("item", "row") for line in part.lines))

    def _listed_units(self, part: Section) -> None:
        """Reads the list and the table under a heading as units of the group that it announces."""
        leads = [line.text for line in part.prose if line.text.endswith(_COLON)]
        group = next((group for text in (part.title, *leads) if (group := group_of(text))), None)
        if not part.heading or not (part.items or any(line.kind == "row" for line in part.lines)):
            return
        items = [(line.number, line.level, line.text) for line in part.items]
        found = [*read_items(items, group, self.account), *unittables.read(part.lines, group, self.account)]
        if found and group is None:
            group = self._own_group(part.heading)
            for node in preorder(found):
                node.group = node.group or group
        self.nodes += found
        for node in preorder(found):
            if node.group and node.group not in self.groups:
                self.groups.append(node.group)

    def _stated(self, line: Line) -> bool:
        """Whether a line about the structure states an instrument, the level of the offices, or a number of posts."""
        found = _LEVEL_OF_OFFICES.search(line.text)
        if found and (level := level_of(found["level"])):
            self.account.at(line.number, "level")
            self.levels["internal"] = level
        stated = self._basis(line)
        return self._figures(line) or stated or bool(found)

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
        for node in self.nodes:
            node.level = node.level or self.levels.get(node.group or "")
        units = freeze(self.nodes, self.account)
        doubt_names(self.nodes, self.called.name, self.account)
        self._doubt_told()
        numbers = (*self.box.staffing, *self.staffing)
        everyone = posts.joined(self.box.posts, self.box.partial, self.posts, self.account)
        return Draft(
            language=self.language,
            coverage=Coverage(
                units=tuple(self.groups) or False,
                duties=bool(found),
                posts=bool(everyone),
                staffing=any(one.date is None for one in numbers),
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
            staffing=numbers,
            transfers=tuple(self.transfers),
        )

    def _doubt_told(self) -> None:
        """Adds findings for what units are told out of its readers' sight, or that the record cannot hold."""
        nodes = list(preorder(self.nodes))
        for node in nodes:
            if node.hidden:
                text = f"the duties of {clip(node.name.primary)} stand in a comment that the page does not show; used"
                self.account.doubt(node.line, "duties-in-comment", text, node.id)
        short = [name for node in nodes for name in node.short]
        if short:
            line = next(node.line for node in nodes if node.short)
            text = f"the record keeps no shortened names (简称) of units; left out: {clip('、'.join(short), 200)}"
            self.account.doubt(line, "short-names", text)


def _why_markup(raw: str) -> str:
    if re.match(r"\[\[(?:Category|分类|分類):", raw, re.IGNORECASE):
        return "category"
    if raw.startswith(comments.OPEN) or raw.endswith(comments.CLOSE):
        return "comment"
    if re.match(r"[|!](?![-}]|[^=|]{1,40}=\s*$)", raw):
        return "cell of the table row above"
    return "navigation" if re.match(r"\{\{s-", raw) else "markup"
