"""The offices a regulation lists, each with its number, nameplates and duties.

What the text numbers is a duty each; running text on an office is one duty, however many sentences it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gen.sources.account import Account
from gen.sources.forms.regulation.outline import Part, Piece
from gen.sources.forms.regulation.strength import states
from gen.sources.forms.regulation.topics import introduce
from gen.sources.names import brackets, entry
from gen.sources.units import Node, text_of
from gen.sources.words import ORGAN, clip, ends_in_organ, item_number, tidy

_BRACKETS = r"(?:\s?[（(][^（）()]{1,80}[）)]){0,3}"
_HEAD = re.compile(
    rf"(?P<name>[^，。；：:\s（(]{{2,40}}{_BRACKETS})(?:，?(?:加挂|挂)(?P<plate>[^，。；：]{{2,60}}?)的?牌子)?"
    r"(?:[。：:;；\s]\s*(?P<duties>\S.*)?|$)"
)
_VERB = (
    "负责|承担|承办|主管|拟订|拟定|制定|起草|研究|组织|指导|监督|协调|协助|统筹|推进|参与|管理|贯彻|落实|执行|"
    "提出|编制|开展|牵头|会同|依法|按照|实施|办理|做好|综合|监测|分析"
)
_RUN_IN = re.compile(rf"(?P<name>[^，。；：:\s（(]{{1,30}}?(?:{ORGAN}){_BRACKETS})[，,]?(?P<duties>(?:{_VERB}).*)")
_INTRODUCES = re.compile(
    r"设(?:有|置|立)?(?:下列|以下|如下|\d{1,3}个|[一二三四五六七八九十]{1,3}个).{0,40}(?:机构|处|科|室|股|司)"
)
_CLOSED = ("。", "；", "！", "：", ":")
_NO_PLATE = re.compile("^(?:与|和|同|含|在|由)|合署$")
_LONGEST_BARE = 20
_GROUPS = {"offices": "internal", "regional": "regional", "subordinate": "subordinate"}


@dataclass(slots=True)
class _Office:
    """An office being read: its node, and its wording as (number, text, line)."""

    node: Node
    said: list[tuple[str, str, int]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def take(self, piece: Piece) -> None:
        """Adds a row to the duties: one with a number begins a new one."""
        self.lines.append(piece.line)
        if piece.label or not self.said:
            self.said.append((piece.label, piece.text, piece.line))
        else:
            number, text, line = self.said[-1]
            self.said[-1] = number, text + piece.text, line

    def finished(self, account: Account) -> Node:
        """The node, with its duties; a row that only announces them is none."""
        for line in self.lines:
            account.at(line, "duty")
        if len(self.said) > 1 and not self.said[0][0] and self.said[0][1].endswith(("：", ":")):
            del self.said[0]
        self.node.duties = [(item_number(n, "zh") or None, text_of(text), line) for n, text, line in self.said]
        return self.node


def read(part: Part, account: Account) -> tuple[list[Node], list[Piece]]:
    """Returns the offices of a part, and its rows that state numbers of staff instead."""
    group = _GROUPS[part.topic or "offices"]
    offices, staff = list[_Office](), list[Piece]()
    closed = True
    for piece, numbered in _pieces(part):
        if not (offices or numbered) and _introduces(piece):
            introduce(piece.line, piece.text, account)
            continue
        office = _office(piece, group, account) if numbered or (closed and _alone(piece)) else None
        closed = office is not None or piece.text.endswith(_CLOSED)
        if office:
            offices.append(office)
        elif "编制" in part.title + piece.text and states(piece.text):
            staff.append(piece)
        elif offices and not numbered:
            offices[-1].take(piece)
        else:
            account.doubt(piece.line, "not-a-name", f"not the name of a unit: {clip(piece.text)}")
    return [office.finished(account) for office in offices], staff


def _introduces(piece: Piece) -> bool:
    return piece.text.endswith(("：", ":")) or _INTRODUCES.search(piece.text) is not None


def _pieces(part: Part) -> Iterator[tuple[Piece, bool]]:
    """The rows of a part in order, and whether each bears the number of an item of its own."""
    yield from ((piece, False) for piece in part.lead)
    for item in part.items:
        for place, piece in enumerate(item.pieces):
            yield piece, place == 0


def _alone(piece: Piece) -> bool:
    """Whether a row without a number is an office: its bare name, or a name and what that office is responsible for."""
    found = None if piece.label else _HEAD.fullmatch(piece.text)
    if not found or len(name := brackets(found["name"])[0]) > _LONGEST_BARE or not ends_in_organ(name):
        return False
    duties, begins = found["duties"], re.match(_VERB, name)
    return re.match(_VERB, duties) is not None if duties else not begins


def _office(piece: Piece, group: str, account: Account) -> _Office | None:
    """The office that a row names, or None where it is no name."""
    found = _HEAD.fullmatch(piece.text)
    if not found or not _names_an_office(found["name"], found["duties"]):
        found = _RUN_IN.fullmatch(tidy(piece.text))
    if not found:
        return None
    part = found.groupdict()
    said = entry(part["name"] + (f"（挂{part['plate']}牌子）" if part.get("plate") else ""))
    plates = [plate for plate in said.nameplates if not _NO_PLATE.search(plate.primary)]
    unclear = [plate.primary for plate in said.nameplates if plate not in plates]
    for unread in (*said.unread, *unclear):
        account.doubt(piece.line, "unread-bracket", f"kept out of the record, its meaning is not clear: {clip(unread)}")
    number = item_number(piece.label, "zh") if piece.label else None
    node = Node(said.name, piece.line, group, said.level, plates, said.manager, number=number)
    office = _Office(node)
    if part["duties"]:
        office.take(Piece(piece.line, "", part["duties"]))
    return office


def _names_an_office(name: str, duties: str | None) -> bool:
    """Whether a name ends as organs do; another one is taken where its duties follow and it is no task itself."""
    bare = brackets(name)[0]
    return ends_in_organ(bare) or (duties is not None and len(bare) <= _LONGEST_BARE and not re.match(_VERB, bare))
