"""What a regulation says of itself and its body before the duties: title, number, basis, name, rank, nameplates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gen.model.record import Basis, Relation, Text
from gen.sources import basis
from gen.sources.account import Account
from gen.sources.dates import whole_date
from gen.sources.forms.regulation.outline import Outline, Part, Piece, wording
from gen.sources.names import level_of, split_outside
from gen.sources.words import ends_in_organ, has_han, tidy

NOTICE = re.compile("关于.{0,80}通知$")
_NUMBER = re.compile(r"[（(]?(?P<number>[^（()），。\s]{1,20}[〔\[［(（]\d{4}[〕\]］)）]第?\d{1,5}号)[)）]?")
_NAMED = re.compile(r"设立(?P<name>[^，。（(]{2,40})")
_TITLED = re.compile(r"(?P<name>.{2,40}?)(?:主要职责|职能配置|职责配置|机构职能)")
_IS = re.compile(r"(?P<name>[^，。；：]{2,40}?)(?:（[^（）]{1,40}）)?，?(?:是|为)")
_A_TITLE = re.compile(r"(?:规定|方案|办法|规则)(?:（.{1,12}）)?$")
_GOES_ON = re.compile("主要职责|职能配置|职责|机构")
_LEVEL = re.compile("(?<=[为是，（(])(?P<level>[正副]?(?:省部|厅局|司局|县处|部|省|厅|司|局|处|县|科|股)级)")
_PARENT = re.compile(
    r"(?:是|为)(?:由)?(?P<of>[^，。；：是为]{2,40}?)(?:归口)?(?:管理|领导)的[^，。；]{2,20}"
    r"|由(?P<by>[^，。；：由]{2,40}?)(?:归口)?(?:管理|代管)(?=[，。；]|$)"
)
_PLATES = re.compile(r"(?:加挂|挂|保留|使用|称)(?P<what>[^，。；：挂]{2,80}?)的?牌子")
_CHILDREN = re.compile(r"(?:归口|代)?管理(?P<who>国家[^，。；]{2,80})")
_LETTER = re.compile("(?:印发|发布|公布|批准|施行|遵照执行|贯彻执行).{0,20}$|^各.{2,200}[：:]$")
_IN_WORDS = re.compile(
    "[一二][○〇Ｏ零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
)
_SHORT = re.compile("[（(]以下简称(?P<name>[^（()），。]{2,30})[）)]")
_LONGEST_TITLE = 100


@dataclass(slots=True)
class Standing:
    """What the text says of the body's rank and place."""

    level: str | None = None
    nameplates: list[Text] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)


@dataclass(slots=True)
class Head:
    """What the head states; `named` is the name of the body where the text gives one."""

    title: str | None = None
    document: str | None = None
    named: str | None = None
    short: str | None = None
    basis: list[Basis] = field(default_factory=list)


def read(outline: Outline, account: Account) -> Head:
    """Returns what stands before the first part, and in the articles on purpose and nature."""
    found = Head()
    rows = [piece for piece in outline.head if not _number(piece, found, account)]
    for piece in rows[_title(rows, found, account) :]:
        _row(piece, found, account)
    for part in outline.parts:
        if part.topic in ("purpose", "nature"):
            _article(part, found, account)
    if found.named is None and found.title and (name := _TITLED.match(found.title)):
        found.named = tidy(name["name"])
    return found


def _number(piece: Piece, found: Head, account: Account) -> bool:
    if stated := _NUMBER.fullmatch(piece.text):
        account.at(piece.line, "document number")
        found.document = found.document or stated["number"]
    return stated is not None


def _title(rows: Sequence[Piece], found: Head, account: Account) -> int:
    """Reads the title, which can stand on two rows; returns how many rows of the head it takes, 0 where it is later."""
    at = next((n for n, piece in enumerate(rows[:20]) if _is_title(piece.text)), 0)
    if not rows or len(rows[at].text) > _LONGEST_TITLE or rows[at].text.endswith(("。", "：")):
        return 0
    above = rows[at - 1] if at and _GOES_ON.match(rows[at].text) and ends_in_organ(rows[at - 1].text) else None
    for piece in filter(None, (above, rows[at])):
        account.at(piece.line, "title")
    found.title = tidy((above.text if above else "") + rows[at].text)
    return at + 1 if at == 0 else 0


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and _A_TITLE.search(text) is not None and not NOTICE.search(text)


def _row(piece: Piece, found: Head, account: Account) -> None:
    """Reads a row of the head: the letter that sends the document out is left, with its reason."""
    text = piece.text
    _basis(piece.line, text, found, account)
    if name := _NAMED.search(text):
        account.at(piece.line, "name of the body")
        found.named = found.named or tidy(name["name"])
    elif NOTICE.search(text) or _LETTER.search(text):
        account.leave(piece.line, "the letter that sends the document out")
    elif is_date(text):
        account.leave(piece.line, "date of issue")
    elif len(text) <= 40 and "，" not in text and ends_in_organ(text):
        account.leave(piece.line, "who issued the document")


def is_date(text: str) -> bool:
    """Whether a row is a date, in digits or in Chinese numerals."""
    bare = tidy(text).strip("（）()")
    return whole_date(bare) is not None or _IN_WORDS.fullmatch(bare) is not None


def _basis(line: int, text: str, found: Head, account: Account) -> None:
    for instrument, number in basis.instruments(text):
        found.basis.append(Basis(text=instrument, document=number, locator=account.at(line, "basis")))


def _article(part: Part, found: Head, account: Account) -> None:
    text = wording(part.lead)
    _basis(part.line, text, found, account)
    if short := _SHORT.search(text):
        found.short = tidy(short["name"].strip("“”"))
    if part.topic == "nature" and (name := _IS.match(text)) and ends_in_organ(tidy(name["name"])):
        found.named = found.named or tidy(name["name"])


def stand(standing: Standing, text: str, line: int, account: Account, *, of_the_body: bool) -> bool:
    """Adds what a paragraph says of the body's level, parent, nameplates and bureaus; returns whether it says any.

    `of_the_body` tells that the paragraph is on what the body is; others speak of the levels and parents of others.
    """
    before = standing.level, len(standing.nameplates), len(standing.relations)
    if of_the_body and (level := _LEVEL.search(text)):
        standing.level = standing.level or level_of(level["level"])
    if of_the_body and (parent := _PARENT.search(text)):
        _related("parent", tidy(parent["of"] or parent["by"]), standing, line, account)
    for plates in _PLATES.finditer(text):
        standing.nameplates += [Text(zh=name) for name in _organs(plates["what"]) if has_han(name)]
    if children := _CHILDREN.match(text):
        for name in _organs(children["who"]):
            _related("child", name, standing, line, account)
    said = (standing.level, len(standing.nameplates), len(standing.relations)) != before
    if said:
        account.at(line, "standing of the body")
    return said


def _related(kind: str, name: str, standing: Standing, line: int, account: Account) -> None:
    if ends_in_organ(name) and has_han(name):
        relation = {"kind": kind, "name": Text(zh=name), "locator": account.at(line, "related body")}
        standing.relations.append(Relation.model_validate(relation))


def _organs(text: str) -> Iterator[str]:
    """The names joined by 、, and by 和 where either side ends in a word for an organ."""
    for name in split_outside(text, "、"):
        first, _, second = name.partition("和")
        pair = second and ends_in_organ(first) and ends_in_organ(second)
        yield from (tidy(first), tidy(second)) if pair else (name,)
