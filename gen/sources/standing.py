"""What the first sentences of a page say of a body's standing: its second names, its superior, its level."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gen.model.record import Relation, Text
from gen.sources.account import Account
from gen.sources.infobox import Box
from gen.sources.lines import Line
from gen.sources.names import level_of
from gen.sources.naming import STATE
from gen.sources.words import ends_in_organ, has_han, tidy

_NAME = "[^，。；：、（()）“”]{2,40}?"
_PLATES = (
    re.compile(
        rf"[与與和](?P<what>{_NAME})(?:[实實]行|[为為是]|系)?一[个個](?:机构|機構)、?(?:加?挂)?(?:两|兩|二)[块塊]牌子"
    ),
    re.compile(
        rf"(?:[对對]外(?:保留|加?[挂掛]|使用)|加[挂掛]|(?<![对外加])[挂掛])[“”]?(?P<what>{_NAME})[“”]?的?(?:牌子|名[义義])"
    ),
)
_PARENTS = (
    re.compile(
        rf"是(?:由)?(?P<what>{_NAME})(?:[归歸]口)?管理的[^，。；]{{0,12}}(?:[国國]家局|[机機][构構]|[机機][关關]|[单單]位)"
    ),
    re.compile(rf"(?:^|[，。；]|[现現])由(?P<what>{_NAME})(?:[归歸]口)?(?:管理|[领領][导導]|代管)(?=[，。；]|$|的)"),
    re.compile(rf"(?:直?[隶隸][属屬][于於]?|直[属屬][于於])(?P<what>{_NAME})(?=[，。；]|$|的)"),
    re.compile(
        r"\b(?:under (?:the )?(?:direct )?(?:supervision|jurisdiction|administration|authority|control) of|reports to|"
        r"subordinate to|administered by|managed by) (?:the )?(?P<what>[A-Z][A-Za-z ,'-]{3,100}?)"
        r"(?=[.;(]|, (?:and|which|it)|$)"
    ),
)
_LEVEL = re.compile("[正副][省部厅廳司局处處科][长長]?[级級]")
_LEVEL_EN = re.compile(r"\b(?:sub-|vice-|deputy )?(?:ministerial|bureau|department) level\b", re.IGNORECASE)


def read(line: Line, names: Sequence[str], box: Box, account: Account) -> None:
    """Adds to the box what a line of the introduction states of the body itself."""
    for sentence in re.split("(?<=。)|(?<=[.] )", line.text):
        if _speaks_of_the_body(sentence, names):
            _sentence(sentence, line.number, names, box, account)


def _speaks_of_the_body(sentence: str, names: Sequence[str]) -> bool:
    start = sentence.strip().removeprefix("The ").removeprefix("the ")
    return any(start.startswith(name) for name in names) or re.match(r"It |Its |其|[该該本]", start) is not None


def _sentence(sentence: str, line: int, names: Sequence[str], box: Box, account: Account) -> None:
    for plate in _found(_PLATES, sentence):
        if ends_in_organ(plate) and plate not in names and plate not in [known.zh for known in box.nameplates]:
            account.at(line, "nameplate")
            box.nameplates.append(Text(zh=plate))
    for parent in _found(_PARENTS, sentence):
        known = any(other.kind == "parent" and _same(other.name, parent) for other in box.relations)
        if not known and (not has_han(parent) or (ends_in_organ(parent) and not parent.endswith("部委"))):
            said = Text(zh=parent) if has_han(parent) else Text(en=parent)
            box.relations.append(Relation(kind="parent", name=said, locator=account.at(line, "parent")))
    stated = {level_of(said) for said in (*_LEVEL.findall(sentence), *_LEVEL_EN.findall(sentence))} - {None}
    if not box.level and len(stated) == 1:
        account.at(line, "level")
        box.level = stated.pop()


def _found(patterns: Sequence[re.Pattern[str]], sentence: str) -> list[str]:
    return [tidy(found["what"]) for pattern in patterns for found in pattern.finditer(sentence)]


def _same(known: Text, name: str) -> bool:
    return name.removeprefix(STATE) in [said.removeprefix(STATE) for said in (known.zh, known.en) if said]
