"""Names of units: "English (中文)（English — 中文）（副部级）" and its many variants, read in one place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gen.model.record import Text
from gen.sources.words import HAN, ends_in_organ, has_han, tidy

_OPEN, _CLOSE = "(（", ")）"
_DASH = r"\s*[—–―－-]+\s*"
_EN_ZH = re.compile(rf"(?P<en>[^{HAN}]*[A-Za-z][^{HAN}]*?){_DASH}(?P<zh>[{HAN}《“].*)")
_ZH_EN = re.compile(rf"(?P<zh>[^A-Za-z]*[{HAN}][^A-Za-z]*?){_DASH}(?P<en>[A-Za-z][^{HAN}]*)")
_ZH_ZH = re.compile(rf"(?P<first>[^A-Za-z]*[{HAN}])(?:\s+[—–―－-]+\s+|\s*—+\s*)(?P<second>[{HAN}].*)")
_EN_THEN_ZH = re.compile(rf"(?P<en>[^{HAN}]*[a-z][^{HAN}]*?)\s+(?P<zh>[{HAN}《].*)")
_ZH_THEN_EN = re.compile(rf"(?P<zh>.*[{HAN}》])\s+(?P<en>[A-Z][^{HAN}]*[a-z][^{HAN}]*)")
_MANAGED = (
    re.compile(r"由?(?P<who>.+?)(?:代管|托管|代为管理)"),
    re.compile(r"由(?P<who>.+?)(?:归口)?管理"),
    re.compile(r"(?:managed|administered)(?: on behalf)? by (?:the )?(?P<who>.+)", re.IGNORECASE),
)
_BEARS = re.compile(r"(?:加?[挂掛]|[对對]外(?:[称稱]|使用|加[挂掛]|保留))(?P<what>.+?)的?(?:牌子|名[义義])?")
_FORMER = re.compile(r"原(?!子|材|料|油)|前身|曾|已|筹")
_NAME_EN = re.compile(r"[A-Z][^\d]*[a-z][^\d]*")
LONGEST = 300  # characters that a name with its brackets can have
_SEPARATORS = "、，；;,/"

# Each row: the term stored, and what documents write for it.
_LEVELS = (
    ("正部级", "部级", "正部长级", "省部级正职", "正省级", "ministerial level", "full ministerial level"),
    ("副部级", "副部长级", "省部级副职", "副省级", "sub-ministerial level", "vice-ministerial level",
     "vice ministerial level", "deputy ministerial level", "deputy-ministerial level"),
    ("正厅级", "厅级", "司级", "局级", "正司级", "正局级", "司局级", "厅局级", "正司局级", "厅局级正职", "bureau level",
     "department level", "bureau-director level"),
    ("副厅级", "副司级", "副局级", "副司局级", "厅局级副职", "sub-bureau level", "deputy bureau level",
     "deputy-bureau level"),
    ("正处级", "处级", "县处级", "县处级正职", "division level"),
    ("副处级", "县处级副职", "sub-division level", "deputy division level", "deputy-division level"),
    ("正科级", "科级", "section level"),
    ("副科级", "sub-section level", "deputy section level"),
)  # fmt: skip


def level_of(text: str) -> str | None:
    """The level a text states (副部级, "Sub-ministerial level"), as its Chinese term, or None."""
    said = tidy(text).lower().removeprefix("为").removesuffix("单位")
    return next((row[0] for row in _LEVELS if said in row), None)


def brackets(text: str) -> tuple[str, list[str]]:
    """The text before its closing brackets, and what stands in each of them; either width may close either."""
    text, inner = text.strip(), list[str]()
    while text and text[-1] in _CLOSE:
        depth = 0
        for at in range(len(text) - 1, -1, -1):
            depth += (text[at] in _CLOSE) - (text[at] in _OPEN)
            if depth == 0:
                break
        else:
            break
        inner.append(text[at + 1 : -1].strip())
        text = text[:at].rstrip()
    return text, inner[::-1]


def split_outside(text: str, separators: str) -> list[str]:
    """The tidied parts between separators that stand outside brackets, 《》 and quotation marks; empty ones go."""
    parts, depth, start = list[str](), 0, 0
    for at, char in enumerate(text):
        depth = max(0, depth + (char in "(（《“「〔[") - (char in ")）》”」〕]"))
        if depth == 0 and char in separators:
            parts.append(text[start:at])
            start = at + 1
    return [part for part in map(tidy, [*parts, text[start:]]) if part]


def bilingual(text: str) -> tuple[str | None, str | None]:
    """The Chinese and the English name in "English 中文", "English — 中文", or a text in one language."""
    text = tidy(text)
    if len(text) > LONGEST:
        return (text, None) if has_han(text) else (None, text)
    for pattern in (_EN_ZH, _ZH_EN, _EN_THEN_ZH, _ZH_THEN_EN):
        if found := pattern.fullmatch(text):
            return tidy(found["zh"]), tidy(found["en"])
    return (text, None) if has_han(text) else (None, text)


@dataclass(slots=True)
class Entry:
    """What one list item says of a unit; `manager` is the name of the unit that manages it (代管)."""

    zh: str | None
    en: str | None
    level: str | None = None
    manager: str | None = None
    nameplates: list[Text] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def name(self) -> Text:
        """The name in the languages stated."""
        return Text(zh=self.zh, en=self.en)


def entry(text: str) -> Entry:
    """Returns the name, nameplates, level and manager in a list item; brackets not understood are in `unread`."""
    head, inner = brackets(text)
    if not head:
        head, inner = text, []
    zh, en = bilingual(head)
    found = Entry(zh, en)
    if zh and (pair := _two_names(zh)):
        found.zh = pair[0]
        found.nameplates.append(Text(zh=pair[1]))
    if any(char in _OPEN + _CLOSE for char in head):
        _check_balance(head, found)
    for bracket in inner:
        for part in _parts(bracket):
            _take(part, found)
    return found


def _check_balance(head: str, found: Entry) -> None:
    if sum(char in _OPEN for char in head) != sum(char in _CLOSE for char in head):
        found.unread.append(head)


def _parts(bracket: str) -> list[str]:
    """The statements in one bracket; names with 、 in them stay whole."""
    if pair := _two_names(bracket):
        return list(pair)
    parts = split_outside(bracket, _SEPARATORS)
    if all(has_han(part) and (ends_in_organ(part) or level_of(part) or _manager(part)) for part in parts):
        return parts
    return [whole] if (whole := tidy(bracket)) else []


def _two_names(text: str) -> tuple[str, str] | None:
    found = _ZH_ZH.fullmatch(text)
    if not found or not ends_in_organ(first := tidy(found["first"])) or not ends_in_organ(second := tidy(found[2])):
        return None
    return first, second


def _manager(text: str) -> str | None:
    return next((found["who"] for pattern in _MANAGED if (found := pattern.fullmatch(text))), None)


def _take(part: str, found: Entry) -> None:
    if level := level_of(part):
        found.level = level
        return
    if manager := _manager(part):
        found.manager = manager
        return
    zh, en = bilingual(plate["what"] if (plate := _BEARS.fullmatch(part)) else part)
    if zh and not en and not found.zh:
        found.zh = zh
    elif en and not zh and not found.en and _NAME_EN.fullmatch(en):
        found.en = en
    elif (zh and ends_in_organ(zh) and not _FORMER.match(zh)) or (en and not zh and _NAME_EN.fullmatch(en)):
        found.nameplates.append(Text(zh=zh, en=en))
    else:
        found.unread.append(part)
