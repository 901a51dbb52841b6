"""What a reviewer wrote, read back as values of the record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from gen.model.record import Post, Staffing, Text
from gen.report.whole import Block

_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_NUMBER = re.compile(r"\s*([（(][^（）()]{1,6}[）)]|[一二三四五六七八九十百]{1,4}、|\d{1,3}[.．、])\s*")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_NOTHING = "—"
_COLON = "：: "


def fit(said: str) -> str:
    """The words without what no record may hold, and without space around them."""
    return _UNFIT.sub("", said).strip()


def value(said: str, block: Block) -> str:
    """What a line says after its label, whichever colon ends that; all of it where it has none."""
    label = block.parts[0].rstrip(_COLON)
    before, colon, rest = re.sub(r"[:：]", "：", said, count=1).partition("：")
    return fit(rest if colon and before.strip() == label else said)


def numbered(said: str) -> tuple[str | None, str]:
    """The number that stands before a wording, if any, and the wording."""
    found = _NUMBER.match(said)
    return (found[1], fit(said[found.end() :])) if found and said[found.end() :].strip() else (None, fit(said))


def labelled(said: str, block: Block, number: str | None) -> tuple[str | None, str]:
    """The number and the wording of a line that had `number` before it; the words are never empty."""
    if number and said.startswith(block.parts[0]) and (rest := fit(said.removeprefix(block.parts[0]))):
        return number, rest
    return numbered(said)


def names(said: str) -> dict[str, str]:
    """A wording by the language it is written in."""
    return {"zh": said} if _HAN.search(said) else {"en": said}


def text(said: str) -> Text:
    """A name in the language it is written in."""
    return Text(**names(said))


def post(cells: Sequence[str], known: Post) -> tuple[Post, bool]:
    """A post as its row says it, and whether all of it could be read; what could not is as it was."""
    title, holder, start, end, note = (
        ("" if cell == _NOTHING else cell) for cell in map(fit, (*cells, *[""] * 6)[1:6])
    )
    dates = [
        None if not day else day if _is_date(day) else former
        for day, former in ((start, known.start), (end, known.end))
    ]
    read = bool(title and holder) and all(not day or _is_date(day) for day in (start, end))
    return Post(
        title=title or known.title,
        holder=holder or known.holder,
        start=dates[0],
        end=dates[1],
        note=note or None,
        locator=known.locator,
    ), read


def _is_date(day: str) -> bool:
    parts = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", day)
    try:
        return bool(parts and date(*(int(part or 1) for part in parts.groups())))
    except ValueError:
        return False


def staffing(cells: Sequence[str], known: Staffing) -> tuple[Staffing, bool]:
    """A number as its row says it, and whether all of it could be read; what could not is as it was."""
    what, number = map(fit, (*cells, "", "")[:2])
    if known.date:
        what = re.sub(rf"\s*[(（]{known.date}[)）]$", "", what)
    read = bool(what) and bool(re.fullmatch(r"0|[1-9]\d{0,9}", number))
    count = int(number) if read else known.count
    return known.model_copy(update={"what": what or known.what, "count": count}), read
