"""A regulation read part by part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gen.model.record import Adjustment, Coverage, Duty, Staffing, Transfer
from gen.sources.account import Account
from gen.sources.dates import first_date
from gen.sources.doubts import doubt_names
from gen.sources.draft import Draft
from gen.sources.forms.regulation import adjustments, head, offices, strength
from gen.sources.forms.regulation.doubts import doubt_end, doubt_headings, name_in
from gen.sources.forms.regulation.outline import Item, Outline, Part, Piece, outlined, paragraphs
from gen.sources.forms.regulation.topics import OFFICES, introduce, is_adjustment, is_settled_elsewhere, of_article
from gen.sources.paper import Paper
from gen.sources.units import Node, freeze, text_of
from gen.sources.words import clip, item_number

_TAIWAN = re.compile(r"第\s?[0-9〇一二三四五六七八九十百]{1,4}\s?條")
_ADJUSTING = re.compile(
    "关于.{0,40}调整.{0,80}(?:职责|机构|编制).{0,20}通知$|关于.{0,40}(?:职责|机构|编制).{0,20}调整的?通知$"
)
_OF_A_PAGE = re.compile("沿革|历史|参见|參見|参考|參考|外部链接|历任|现任|歷任|導航|导航")
_IN_FORCE = re.compile("自(?P<date>[^，。；]{4,20}?)起(?:施行|实施|执行|生效)")
_LIST = (":", "：")
_LEFT = {
    "standing": "says what the document is for",
    "elsewhere": "settled by another instrument",
    "closing": "who explains and changes the document",
    "purpose": "why the document was made",
    "effective": "when the document is in force, without a date",
    "nature": "what kind of body it is",
}


def fits(paper: Paper) -> bool:
    """Whether the document has a section or an article on duties, or a list under a heading on duties or offices."""
    rows = paper.rows
    if any(_TAIWAN.match(row) for row in rows) or any(_ADJUSTING.search(row.strip()[:200]) for row in rows[:8]):
        return False
    parts = [part for part in outlined(rows).parts if part.topic in ("duties", "offices")]
    if any(part.mark != "heading" and part.topic == "duties" for part in parts):
        return True
    return any(part.mark == "heading" and part.items for part in parts) and not _is_a_page(paper)


def _is_a_page(paper: Paper) -> bool:
    headings = (line for line in paper.lines if line.kind in ("heading", "term"))
    marked = paper.format in ("text", "wikitext")
    return any(marked or _OF_A_PAGE.search(line.text) for line in headings)


def read(paper: Paper, account: Account) -> Draft:
    """Returns what the instrument states; a part it does not know is a finding for each of its lines."""
    outline = outlined(paper.rows)
    stated = head.read(outline, account)
    found = _Regulation(account, _names(outline, stated, paper.rows, account))
    for piece in outline.head:
        head.stand(found.standing, piece.text, piece.line, account, of_the_body=True)
    for line in outline.chapters:
        account.at(line, "heading")
    for part in outline.parts:
        found.take(part)
    _last(outline, stated.title, paper.rows, account)
    return found.draft(stated)


def _names(outline: Outline, stated: head.Head, rows: Sequence[str], account: Account) -> list[str]:
    """The names of the body, the one it goes by first: from the text, its title or the headings; else its id."""
    headings = [(part.line, part.title) for part in outline.parts if part.mark == "heading"]
    named = list(filter(None, (stated.named, stated.short)))
    given = next((name for _, title in headings if (name := name_in(title))), None)
    if given is not None:
        titles = {line for line, _ in headings}
        text = "\n".join(row for line, row in enumerate(rows, 1) if line not in titles)
        if doubt_headings(headings, text, stated.named, account):
            return named or [account.body]
        named.append(given)
    if not named:
        line = outline.head[0].line if outline.head else 1
        account.doubt(line, "no-name", "the text does not say what the body is called; its id is used")
    return list(dict.fromkeys(named)) or [account.body]


def _last(outline: Outline, title: str | None, rows: Sequence[str], account: Account) -> None:
    line = next(number for number in range(len(rows), 0, -1) if rows[number - 1].strip())
    doubt_end(outline, title, (line, rows[line - 1].strip()), account)


@dataclass(slots=True)
class _Regulation:
    """What has been read of a regulation so far."""

    account: Account
    names: list[str]
    standing: head.Standing = field(default_factory=head.Standing)
    duties: list[Item] = field(default_factory=list)
    adjustments: list[Adjustment] = field(default_factory=list)
    transfers: list[Transfer] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    staffing: list[Staffing] = field(default_factory=list)
    effective: tuple[str, int] | None = None
    told: bool = False
    moving: bool = False

    def take(self, part: Part) -> None:
        """Reads one part and accounts for its heading and for rows that are no part of its wording."""
        if part.topic is None and not (part.mark == "article" and not part.title):
            kind = "unknown-article" if part.mark == "article" else "unknown-section"
            self.account.doubt(part.line, kind, f"this {kind[8:]} is not read: {clip(part.title)}")
            return
        if part.mark != "article" or not part.title:
            self.account.at(part.line, "heading")
        self._stray(part)
        if part.topic == "duties":
            self._duties(part)
        elif part.topic == "adjustments":
            self.moving = True
            self._adjustments(self._listed(part))
        elif part.topic in OFFICES and (part.items or len(part.lead) > 1):
            self._offices(part)
        elif part.topic == "staffing":
            self._staffing([*part.lead, *(piece for item in part.items for piece in item.pieces)])
        else:
            for item in (*paragraphs(part.lead), *part.items):
                self._matter(item)

    def _stray(self, part: Part) -> None:
        for piece in part.stray:
            if head.is_date(piece.text):
                self.account.leave(piece.line, "date of issue")
            else:
                text = f"stands after the end of the text and is no part of it: {clip(piece.text)}"
                self.account.doubt(piece.line, "stray-line", text)

    def _listed(self, part: Part) -> list[Item]:
        """The items of a part whose text before them only announces them; else its paragraphs."""
        if not part.items:
            return list(paragraphs(part.lead))
        for item in paragraphs(part.lead):
            for piece in item.pieces:
                self._announces(piece, item, part)
        return part.items

    def _announces(self, piece: Piece, item: Item, part: Part) -> None:
        said = of_article(item.text, False) == "nature" and self._stands(item, "nature")
        if not said and (item.text.endswith(_LIST) or piece.line == part.line):
            introduce(piece.line, piece.text, self.account)

    def _stands(self, item: Item, topic: str | None) -> bool:
        return head.stand(self.standing, item.text, item.line, self.account, of_the_body=topic == "nature")

    def _duties(self, part: Part) -> None:
        listed = self._listed(part)
        aside = [item for item in listed if item.label and is_adjustment(item.pieces[0].text)]
        self.moving |= bool(aside)
        self._adjustments(aside)
        left = {item.line for item in aside}
        self.duties += [item for item in listed if item.line not in left]
        self.told |= not part.items

    def _adjustments(self, items: Iterable[Item]) -> None:
        made, moved = adjustments.read(items, self.names, self.account)
        self.adjustments += made
        self.transfers += moved

    def _offices(self, part: Part) -> None:
        nodes, staff = offices.read(part, self.account)
        self.nodes += nodes
        self.groups += [group for node in nodes[:1] if (group := node.group or "") and group not in self.groups]
        self._staffing(staff)

    def _staffing(self, pieces: Iterable[Piece]) -> None:
        for item in paragraphs([*pieces]):
            found, unclear = strength.figures(item.text, self.names)
            for what, count in found:
                locator = self.account.at(item.line, "staffing")
                self.staffing.append(Staffing(what=what, count=count, locator=locator))
            for said in unclear:
                self.account.doubt(item.line, "unread-number", f"a number whose meaning is not clear: {clip(said)}")
            for piece in item.pieces if found else ():
                self.account.at(piece.line, "staffing")
            if not (found or unclear):
                self._leave(item, "elsewhere" if is_settled_elsewhere(item.text) else None)

    def _matter(self, item: Item) -> None:
        """Reads a paragraph that is no list: when the rules are in force, what the body is and the like."""
        topic = of_article(item.text, False)
        if topic == "effective" and (found := _IN_FORCE.search(item.text)) and (day := first_date(found["date"])):
            self.effective = self.effective or (day, item.line)
            self._use(item, "effective date")
        elif topic == "staffing" and strength.states(item.text):
            self._staffing(item.pieces)
        elif topic != "adjustments" and self._stands(item, topic):
            self._use(item, "standing of the body")
        elif topic in _LEFT:
            self._leave(item, topic)
        else:
            self._adjustments([item])

    def _use(self, item: Item, gave: str) -> None:
        for piece in item.pieces:
            self.account.at(piece.line, gave)

    def _leave(self, item: Item, topic: str | None) -> None:
        for piece in item.pieces if topic else ():
            self.account.leave(piece.line, _LEFT[topic or ""])

    def draft(self, stated: head.Head) -> Draft:
        """Returns what was read."""
        units = freeze(self.nodes, self.account)
        doubt_names(self.nodes, text_of(self.names[0]), self.account)
        duties = tuple(self._duty(count, item) for count, item in enumerate(self.duties, 1))
        return Draft(
            language="zh",
            coverage=Coverage(
                units=tuple(self.groups) or False,
                duties=bool(duties),
                staffing=bool(self.staffing),
                transfers=self.moving and bool(self.adjustments),
                prose=bool(duties) and self.told,
            ),
            name=text_of(self.names[0]),
            title=stated.title,
            document=stated.document,
            effective=self.effective,
            level=self.standing.level,
            nameplates=tuple(dict.fromkeys(self.standing.nameplates)),
            basis=tuple(stated.basis),
            relations=tuple(self.standing.relations),
            duties=duties,
            units=units,
            staffing=tuple(self.staffing),
            adjustments=tuple(self.adjustments),
            transfers=tuple(self.transfers),
        )

    def _duty(self, count: int, item: Item) -> Duty:
        self._use(item, "duty")
        number = item_number(item.label, "zh") if item.label else None
        return Duty(id=f"d{count}", number=number, text=text_of(item.text), locator=self.account.at(item.line, "duty"))
