"""Declared movements of duties and units, read from the sentences that declare them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gen.model.record import Locator, Transfer
from gen.sources.dates import first_date, leading_date
from gen.sources.grammar import CHINESE, CUES, ENGLISH, ENGLISH_CUES, Kind
from gen.sources.words import ORGAN, ends_in_organ, has_han, tidy

_ROWS = tuple((row.kind, re.compile(rf"(?:^|(?<=[，：“；并])|(?<=决定)|(?<=決定)){row.pattern}")) for row in CHINESE)
_CUES = re.compile(CUES)

_EXCEPT = re.compile(r"(?P<donor>[^除]*?)的?除(?P<but>.+?)(?:以外|之外|外)的(?P<what>.+)")
_BUT = re.compile(r"(?P<but>.+?)(?:以外|之外)的(?P<what>.+)")
_DONOR = re.compile(rf"(?P<donor>.{{1,120}}?(?:{ORGAN}))(?:承担|负责|主管)?的(?P<what>.+)")
_DONOR_BARE = re.compile(
    r"(?P<donor>(?!国务院).{1,60}?(?:委员会|办公室|总局|部(?!门|分|长|级|际|队|署)|局|署))(?P<what>.+)"
)
_DONOR_AFTER = re.compile(rf"(?P<what>.+?)[由从自](?P<donor>.{{1,60}}(?:{ORGAN}))")
_DUTIES = re.compile("(?:[职職][责責能]|工作|[业業][务務])$")
_TO_DO = re.compile("(?:[统統]一)?(?:承[担擔]|[负負][责責]|管理|[领領][导導]|主管|[办辦]理)$")
_FORMER = re.compile("^原(?!材|子|油|生|始|煤|木|料|则|則|创|創|住)")
_AND = re.compile("[、和与與及]|以及")
_SENTENCE = re.compile(r"[^。]+。?")
_EXAMPLES_END = re.compile("等.{0,20}$")

_EN_ROWS = tuple((row.kind, re.compile(row.pattern)) for row in ENGLISH)
_EN_CUES = re.compile(ENGLISH_CUES)
_EN_LEAD = re.compile(r"^(?:(?:In|On|By|Since|From|After|As of) [^,]{2,60}, )?(?:[Tt]he )?(?=.)")
_EN_ORGAN = re.compile(
    r"\b(?:Ministr|Department|Bureau|Office|Agency|Commission|Administration|Authority|Cent(?:er|re)|Institute|Committee|"
    r"Board|Council|Division|Service|Directorate|Academy|Association|Corporation|Company|University|Inspectorate|Branch)"
)
_EN_DONOR = re.compile(
    r"(?P<what>(?:functions|duties|responsibilities|powers|tasks)(?: and \w+)?) of (?:the )?(?P<donor>[A-Z].+)"
)
_EN_BACK = re.compile(r"(?:This|These|That|Those|The) (?:tasks?|duties|duty|functions?|responsibilit\w+|role)")
_EN_TOLD = re.compile(
    r"responsible for (?P<what>[^.;]{1,400}?)(?:, including (?P<part>[^.;,]+))?(?=, (?:an?|the|which|who)\b|[.;]|$)"
)
_EN_SENTENCE = re.compile(r"\S.*?(?:(?<![A-Z])[.!?](?=[\s'\"”’)]|$)|$)", re.DOTALL)
# A sentence beyond that declares nothing a person could follow, and takes the patterns long.
_EN_LONGEST = 4_000


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


def unread(paragraph: str) -> list[str]:
    """Returns the sentences that speak of a movement and that no row of the grammar reads."""
    if has_han(paragraph):
        sentences = map(_unquoted, _SENTENCE.findall(paragraph))
        return [sentence for sentence in sentences if _CUES.search(sentence) and not _reads(sentence)]
    parts = (found[0].strip() for found in _EN_SENTENCE.finditer(paragraph))
    told = (part for part in parts if _EN_CUES.search(part) and _EN_ORGAN.search(part))
    return [part for part in told if len(part) > _EN_LONGEST or not any(p.search(part) for _, p in _EN_ROWS)]


def _reads(sentence: str) -> bool:
    return any(True for kind, found in _matches(sentence) for _ in _resolved(kind, found, sentence, ()))


def _chinese(paragraph: str, body: Sequence[str]) -> Iterator[Movement]:
    date, donor, ended = leading_date(paragraph), None, None
    for sentence in map(_unquoted, _SENTENCE.findall(paragraph)):
        date = leading_date(sentence) or _same_year(sentence, date) or date
        told, _, listed = sentence.partition("，具体包括：")
        matches = _matches(told)
        for kind, found in matches:
            text = sentence if len(matches) == 1 else found[0].strip("，。")
            for movement in _resolved(kind, found, text, body):
                if movement.what.startswith("其") and ended:
                    movement = replace(movement, what=movement.what[1:], origin=ended)
                elif movement.kind == "carve-out" and not movement.origin:
                    movement = replace(movement, origin=donor)
                elif movement.kind == "transfer":
                    donor = movement.origin
                ended = movement.what if movement.kind == "abolished" else ended
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
    what, target = tidy(part["what"]), _TO_DO.sub("", tidy(part.get("to") or "")) or None
    duties = _DUTIES.search(what) is not None
    if kind in ("transfer", "carve-out") or (kind in ("merged", "supervision") and duties):
        for movement in _given(what, body):
            yield replace(movement, kind="carve-out" if kind == "carve-out" else "transfer", target=target, text=text)
        if kind == "merged" and target and "组建" in found[0]:
            yield Movement("created", target, text)
    elif kind == "created" and ends_in_organ(what) and not what.startswith("的"):
        yield Movement("created", what, text)
        if target:
            yield Movement("supervision", what, text, target=target)
    elif kind == "abolished":
        yield from (Movement("abolished", name, text) for name in _organs(what) if ends_in_organ(name))
    elif kind != "created" and _names_an_organ(what):
        yield Movement(kind, _own(what, body), text, origin=part.get("from"), target=target)


def _names_an_organ(what: str) -> bool:
    return any(ends_in_organ(part) for part in _AND.split(_EXAMPLES_END.sub("", what)))


def _own(what: str, body: Sequence[str]) -> str:
    """A unit's name without 原 and the name of the body before it (原工信部装备工业司)."""
    bare = _FORMER.sub("", what)
    rests = (bare.removeprefix(name) for name in sorted(body, key=len, reverse=True))
    return next((rest for rest in rests if rest and rest != bare), bare or what)


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
    for pattern in (_DONOR, _DONOR_AFTER):
        if found := pattern.fullmatch(part):
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
        if len(sentence) > _EN_LONGEST:
            continue
        read = ((kind, found) for kind, pattern in _EN_ROWS if (found := pattern.search(sentence)))
        if row := next(read, None):
            movement = _in_english(*row, sentence, body)
            if told and _EN_BACK.fullmatch(row[1]["what"]):
                part = (tidy(told["part"]),) if told["part"] else ()
                text = f"{before} {sentence}"
                movement = replace(movement, what=tidy(told["what"]), text=text, includes=part) if movement else None
            if movement:
                yield replace(movement, date=first_date(sentence))
        if found := _EN_TOLD.search(sentence):
            told, before = found, sentence


def _in_english(kind: Kind, found: re.Match[str], sentence: str, body: Sequence[str]) -> Movement | None:
    """The movement of one row; None where what is said to be renamed, split … is no organ."""
    part = found.groupdict()
    what, target = tidy(part["what"]), tidy(part.get("to") or "") or None
    named = _EN_LEAD.sub("", what)
    if kind != "transfer":
        return Movement(kind, named, sentence, target=target) if _EN_ORGAN.search(named) else None
    if donor := _EN_DONOR.fullmatch(named):
        return Movement(kind, donor["what"], sentence, donor["donor"], target)
    home = body[0] if body and target not in body else None
    return Movement(kind, what, sentence, part.get("from") or home, target)


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
