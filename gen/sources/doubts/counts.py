"""Numbers a document states of itself, against what it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gen.model.record import Unit
from gen.sources.doubts.matter import Doubt, Matter
from gen.sources.words import HAN, NUMERAL, clip, from_chinese, has_han

# Offices of the party, of the retired, of discipline, of services and of training stand beside the offices an
# official number counts.
NOT_COUNTED = re.compile(
    r"党委|党组|党总支|党校|離退休|离退休|退休干部|老干部|纪检|纪委|監察組|监察组|巡[视察]|工会|团委|机关服务|機關服務|驻\S{0,10}组"
)
_N = rf"(?P<n>{NUMERAL}{{1,5}}|[0-9]{{1,3}})\s*个"
_OFFICES = r"(?:职能)?(?:内设|内部|工作)机构|职能(?:司局|司|局|处|科)室?"
_INTERNAL = (
    re.compile(rf"(?:设|设立|设有|设置|下设)\s*(?:下列|以下)?\s*{_N}\s*(?:(?:正|副)?[司局处科股]级)?(?:{_OFFICES})"),
    re.compile(rf"(?:{_OFFICES})(?:共|总数为|为)?\s*{_N}(?!月|小时)"),
)
_DUTIES = re.compile(rf"(?:下列|以下|如下)\s*(?P<n>{NUMERAL}{{1,5}}|[0-9]{{1,3}})\s*(?:项|条)(?:主要)?(?:职责|职能)")
_TO_TWENTY = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty"""
_WORDS = _TO_TWENTY.split()
_HAS = re.compile(
    r"\b(?:has|have|comprises|consists of|is organi[sz]ed into|is divided into)\s+"
    rf"(?P<n>\d{{1,3}}|{'|'.join(_WORDS)})\s+(?:internal |functional |main )?"
    r"(?:departments|offices|divisions|internal organi[sz]ations)\b(?! (?:of|under|in) )",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"原|曾|增加|减少|精简|撤销|调整后|其中|至少|不超过|近|余个|多个")
_LONGEST = 600


def stated(matter: Matter) -> Iterator[Doubt]:
    """A number of internal offices or of duties that the list does not have."""
    offices = [unit for unit in matter.draft.units if unit.group == "internal"]
    numbered = sum(duty.heading is None for duty in matter.draft.duties)
    for line, row in _present(matter):
        if offices and (number := _number(row, (*_INTERNAL, _HAS))) not in (None, len(offices)):
            yield Doubt(line, "stated-count", _told(number or 0, offices))
        if numbered and (number := _number(row, (_DUTIES,))) not in (None, numbered):
            what = f"{number} duties are stated here, {numbered} were read: look for one that is missing or divided"
            yield Doubt(line, "stated-count", what)


def not_counted(matter: Matter) -> Iterator[Doubt]:
    """Offices in a Chinese list that official numbers leave out, where the document itself states no number."""
    offices = [unit for unit in matter.draft.units if unit.group == "internal"]
    apart = _apart(offices)
    if not apart or any(_number(row, (*_INTERNAL, _HAS)) for _, row in _present(matter)):
        return
    rest = len(offices) - len(apart)
    text = (
        f"{len(offices)} internal offices are listed; official numbers leave out {_names(apart)} as a rule, "
        f"which makes {rest}: compare with that"
    )
    yield Doubt(apart[0].locator.line, "offices-not-counted", text)


def _present(matter: Matter) -> Iterator[tuple[int, str]]:
    """The rows that may state what holds now: of history and of movements they say what held before."""
    moved = {one.locator.line for one in matter.draft.transfers}
    return ((line, row) for line, row in matter.rows.items() if line not in moved and len(row) <= _LONGEST)


def _number(row: str, patterns: Sequence[re.Pattern[str]]) -> int | None:
    for pattern in patterns:
        for found in pattern.finditer(row):
            if not _CHANGED.search(row[max(0, found.start() - 8) : found.start()]):
                said = found["n"].lower()
                return _WORDS.index(said) + 1 if said in _WORDS else from_chinese(said)
    return None


def _told(number: int, offices: Sequence[Unit]) -> str:
    text = f"{number} internal offices are stated here, {len(offices)} are listed"
    apart = _apart(offices)
    if apart and len(offices) - len(apart) == number:
        return f"{text}: the number leaves out {_names(apart)}, as is usual"
    if apart:
        return f"{text}; {_names(apart)} are usually not counted: look for one that is missing or too many"
    return f"{text}: look for one that is missing or too many"


def _apart(offices: Sequence[Unit]) -> list[Unit]:
    return [unit for unit in offices if unit.name.zh and has_han(unit.name.zh) and NOT_COUNTED.search(unit.name.zh)]


def _names(units: Sequence[Unit]) -> str:
    return clip("、".join(unit.name.primary for unit in units), 120)


_WHOLE = re.compile(
    rf"(?P<what>[{HAN}]{{0,12}}编制)(?:共|为|总数为|核定为)?\s*(?P<n>\d{{1,6}})\s*名"
    r"[（(](?:其中|含)[：:，]?(?P<parts>[^（()）]{4,300})[)）]"
)
_PART = re.compile(rf"(?P<what>[{HAN}]{{2,30}}?)(?P<n>\d{{1,6}})\s*名")


def staffing(matter: Matter) -> Iterator[Doubt]:
    """A number of posts that is smaller than its parts in the brackets after it."""
    for line, row in matter.rows.items():
        for found in _WHOLE.finditer(row) if len(row) < 20_000 and "编制" in row else ():
            parts = [int(part["n"]) for part in _PART.finditer(found["parts"])]
            if sum(parts) > int(found["n"]):
                said = " + ".join(map(str, parts))
                text = (
                    f"{found['what']} is {found['n']} here, its parts are {said} = {sum(parts)}: one of them is wrong"
                )
                yield Doubt(line, "stated-count", text)
