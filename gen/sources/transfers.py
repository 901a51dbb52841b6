"""Declared movements of duties and units, read from the sentences that declare them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from gen.model.record import Locator, Transfer
from gen.sources.dates import first_date, leading_date
from gen.sources.words import ORGAN, ends_in_organ, has_han, tidy

Kind = Literal["transfer", "carve-out", "supervision", "split", "merged", "renamed", "created", "abolished"]

_GIVE = "划给|划入|划转给|划转至|划归|移交给|移交|交给|转隶|并入"
_X = "[^。；]{1,300}?"  # bounded, so that no sentence takes long
_UNIT = "(?:(?!将|把|决定)[^，。；：“”]){1,80}?"
_B = "[^，。；：、”（(]{2,60}"
_LIST = "[^，。；：”]{2,200}"

# The grammar. Each row: what the sentence declares, its pattern, an example. Rows are tried in this order,
# and a stretch of text that one row has taken is not offered to the next.
_GRAMMAR: tuple[tuple[Kind, str, str], ...] = (
    ("split", f"(?:将|把)?(?P<what>{_UNIT})(?:拆分为|分设为|分为)(?P<to>{_LIST})", "将装备工业司拆分为一司、二司"),
    ("renamed", f"(?:将|把)?(?P<what>{_UNIT})(?:更名为|改名为|改称)(?P<to>{_B})", "信息中心更名为网络安全产业发展中心"),
    ("supervision", f"(?P<what>{_UNIT})改由(?P<to>{_UNIT})(?:归口)?(?:管理|领导)", "国家邮政局改由交通运输部管理"),
    ("supervision", f"原由(?P<from>{_UNIT})主管的(?P<what>{_UNIT})与(?P=from)(?:分离|脱钩)", "原由A主管的X协会与A分离"),
    ("merged", f"将(?P<what>{_X})，?(?:合并|整合)，?组建(?P<to>{_B})", "将A的职责、B的职责整合，组建C"),
    ("merged", f"(?P<what>{_UNIT})合并组建(?P<to>{_B})", "甲部、乙部合并组建丙部"),
    ("carve-out", f"其中(?P<what>{_X})，?(?:{_GIVE})(?P<to>{_B})", "其中X职责划给B"),
    ("transfer", f"将(?P<what>{_X})，?(?:一并|整合|统一)?(?:{_GIVE})(?P<to>{_B})", "将A的X职责划给B；将X划入B"),
    ("carve-out", f"(?P<what>有关[^，。；]{{1,100}}?)(?:{_GIVE})(?P<to>{_B})", "有关X职责划给B"),
    ("created", f"(?:新)?组建(?P<what>{_B})(?:，由(?P<to>{_B}?)管理)?", "组建A，由B管理"),
    ("abolished", f"(?:不再保留|撤销)(?P<what>{_LIST})", "不再保留A、B"),
)  # fmt: skip
_ROWS = tuple((kind, re.compile(rf"(?:^|(?<=[，：“；并])|(?<=决定)){pattern}")) for kind, pattern, _ in _GRAMMAR)

_EXCEPT = re.compile(r"(?P<donor>[^除]*?)的?除(?P<but>.+?)(?:以外|之外|外)的(?P<what>.+)")
_BUT = re.compile(r"(?P<but>.+?)(?:以外|之外)的(?P<what>.+)")
_DONOR = re.compile(rf"(?P<donor>.{{1,120}}?(?:{ORGAN}))的(?P<what>.+)")
_DONOR_BARE = re.compile(
    r"(?P<donor>(?!国务院).{1,60}?(?:委员会|办公室|总局|部(?!门|分|长|级|际|队|署)|局|署))(?P<what>.+)"
)
_AND = re.compile("[、和与及]|以及")
_SENTENCE = re.compile(r"[^。]+。?")
_EXAMPLES_END = re.compile("等.{0,20}$")

_MOVED = r"(?:reassigned|transferred|moved|handed over)"
_BE = r"(?:(?:has|have)(?: since)? been|was|were|is|are)(?: since)?"
_EN_MOVE = re.compile(
    rf"(?P<what>[A-Z][^.;]{{1,300}}?) {_BE} {_MOVED}(?: from (?:the )?(?P<from>[^.;,]{{2,120}}?))?"
    r" to (?:the )?(?P<to>[A-Z][^.;,]{2,120}?)(?= as (?:a )?part| in (?:[A-Z][a-z]+ )?\d{4}| under |[.,;]|$)"
)
_EN_BACK = re.compile(r"(?:This|These|That|Those|The) (?:tasks?|duties|duty|functions?|responsibilit\w+|role)")
_EN_TOLD = re.compile(
    r"responsible for (?P<what>[^.;]{1,400}?)(?:, including (?P<part>[^.;,]+))?(?=, (?:an?|the|which|who)\b|[.;]|$)"
)
_EN_SENTENCE = re.compile(r"\S.*?(?:(?<![A-Z])[.!?](?=[\s'\"”’)]|$)|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Movement:
    """One declared movement, before it has a locator; fields as in Transfer."""

    kind: Kind
    what: str
    text: str
    origin: str | None = None
    target: str | None = None
    excepting: str | None = None
    includes: tuple[str, ...] = ()
    date: str | None = None


def movements(paragraph: str, body: Sequence[str] = ()) -> list[Movement]:
    """Returns the movements that a paragraph declares, in its order; `body` are the names of the body itself."""
    found = _chinese(paragraph, body) if has_han(paragraph) else _english(paragraph, body)
    first: dict[object, Movement] = {}
    for movement in found:
        first.setdefault((movement.kind, movement.what, movement.origin, movement.target), movement)
    return list(first.values())


def _chinese(paragraph: str, body: Sequence[str]) -> Iterator[Movement]:
    date, donor = leading_date(paragraph), None
    for sentence in map(_unquoted, _SENTENCE.findall(paragraph)):
        date = leading_date(sentence) or _same_year(sentence, date) or date
        told, _, listed = sentence.partition("，具体包括：")
        matches = _matches(told)
        for kind, found in matches:
            text = sentence if len(matches) == 1 else found[0].strip("，。")
            for movement in _resolved(kind, found, text, body):
                if movement.kind == "carve-out" and not movement.origin:
                    movement = replace(movement, origin=donor)
                elif movement.kind == "transfer":
                    donor = movement.origin
                yield replace(movement, date=date, includes=_segments(listed) or movement.includes)


def _unquoted(sentence: str) -> str:
    """The sentence without a quotation mark whose other half stands in another sentence."""
    if sentence.count("“") > sentence.count("”"):
        sentence = sentence.rpartition("“")[2]
    return sentence.strip().lstrip("”")


def _same_year(sentence: str, date: str | None) -> str | None:
    found = re.match(r"同年(?:(\d{1,2}月(?:\d{1,2}日)?))?", sentence)
    return leading_date(f"{date[:4]}年{found[1] or ''}") if found and date else None


def _segments(listed: str) -> tuple[str, ...]:
    return tuple(part for part in (tidy(part.strip("。")) for part in listed.split("；")) if part)


def _matches(sentence: str) -> list[tuple[Kind, re.Match[str]]]:
    """The matches of the grammar's rows that do not overlap, in the order of the sentence."""
    matches: list[tuple[Kind, re.Match[str]]] = []
    taken = bytearray(len(sentence))
    for kind, pattern in _ROWS:
        for found in pattern.finditer(sentence):
            if not any(taken[found.start() : found.end()]):
                taken[found.start() : found.end()] = b"\1" * (found.end() - found.start())
                matches.append((kind, found))
    return sorted(matches, key=lambda pair: pair[1].start())


def _resolved(kind: Kind, found: re.Match[str], text: str, body: Sequence[str]) -> Iterator[Movement]:
    part = found.groupdict()
    what, target = tidy(part["what"]), tidy(part.get("to") or "") or None
    if kind in ("transfer", "carve-out") or (kind == "merged" and what.endswith("职责")):
        for movement in _given(what, body):
            yield replace(movement, kind="carve-out" if kind == "carve-out" else "transfer", target=target, text=text)
        if kind == "merged" and target:
            yield Movement("created", target, text)
    elif kind == "created" and ends_in_organ(what) and not what.startswith("的"):
        yield Movement("created", what, text)
        if target:
            yield Movement("supervision", what, text, target=target)
    elif kind == "abolished":
        yield from (Movement("abolished", name, text) for name in _organs(what) if ends_in_organ(name))
    elif kind != "created":
        yield Movement(kind, _own(what, body), text, origin=part.get("from"), target=target)


def _own(what: str, body: Sequence[str]) -> str:
    """A unit's name without 原 and the name of the body before it (原工信部装备工业司)."""
    for name in sorted(body, key=len, reverse=True):
        rest = what.removeprefix("原").removeprefix(name)
        if rest and rest != what.removeprefix("原"):
            return rest
    return what.removeprefix("原") or what


def _given(what: str, body: Sequence[str]) -> Iterator[Movement]:
    """The duties given, one movement a donor."""
    for part in _by_donor(what):
        donor, excepting, duties = _donor(part, body)
        for origin in _organs(donor) if donor else [None]:
            yield Movement("transfer", duties, what, origin=origin, excepting=excepting)


def _by_donor(what: str) -> list[str]:
    """The parts of an enumeration in which each part has its own donor; else the whole."""
    parts = what.split("，")
    if all(part.endswith("职责") and _donor(part, ())[0] for part in parts):
        return parts
    return [what]


def _donor(part: str, body: Sequence[str]) -> tuple[str | None, str | None, str]:
    """The donor, the exception and the duties in "A除X以外的职责", "AX以外的职责", "A的X职责"."""
    if found := _EXCEPT.fullmatch(part):
        return found["donor"] or None, found["but"], found["what"]
    if (found := _BUT.fullmatch(part)) and (bare := _DONOR_BARE.fullmatch(found["but"])):
        return bare["donor"], bare["what"], found["what"]
    for name in sorted(body, key=len, reverse=True):
        rest = part.removeprefix("原").removeprefix(name).removeprefix("的")
        if rest and rest != part.removeprefix("原").removeprefix("的"):
            return name, None, rest
    if found := _DONOR.fullmatch(part):
        return found["donor"], None, found["what"]
    return None, None, part


def _organs(text: str) -> list[str]:
    """The names joined by 、和与及 where each ends in an organ word; else the whole as one."""
    parts = [tidy(part) for part in _AND.split(_EXAMPLES_END.sub("", text)) if part]
    parts = _joined(parts, text)
    return parts if len(parts) > 1 else [tidy(text)]


def _joined(parts: list[str], text: str) -> list[str]:
    """The parts, with those that do not end in an organ word joined to the next as the text has them."""
    found, start, at = list[str](), 0, 0
    for part in parts:
        at = text.index(part, at) + len(part)
        if ends_in_organ(part):
            found.append(text[start:at].lstrip("、和与及以"))
            start = at
    return found if start == len(text) else []


def _english(paragraph: str, body: Sequence[str]) -> Iterator[Movement]:
    told: re.Match[str] | None = None
    before = ""
    for sentence in (found[0].strip() for found in _EN_SENTENCE.finditer(paragraph)):
        if move := _EN_MOVE.search(sentence):
            back = _EN_BACK.fullmatch(move["what"])
            origin = move["from"] or (body[0] if body else None)
            if back and told:
                yield Movement(
                    "transfer", tidy(told["what"]), f"{before} {sentence}", origin, tidy(move["to"]),
                    includes=(tidy(told["part"]),) if told["part"] else (), date=first_date(sentence),
                )  # fmt: skip
            else:
                yield Movement(
                    "transfer", tidy(move["what"]), sentence, origin, tidy(move["to"]), date=first_date(sentence)
                )
        if found := _EN_TOLD.search(sentence):
            told, before = found, sentence


def transfer(movement: Movement, locator: Locator, item: str | None = None) -> Transfer:
    """Returns the record of a movement; `item` is the number of the adjustment it stands in."""
    return Transfer(
        kind=movement.kind,
        what=movement.what,
        origin=movement.origin,
        target=movement.target,
        excepting=movement.excepting,
        includes=movement.includes,
        item=item,
        date=movement.date,
        text=movement.text,
        locator=locator,
    )
