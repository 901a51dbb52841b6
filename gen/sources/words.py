"""The vocabulary of organs, numbers and scripts that the readers share."""

from __future__ import annotations

import re
from functools import cache

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
ORGAN = (
    "部(?!门|分|长|级|际|队|署|門|長|級|際|隊)|委员会|委(?!托|员)|局|司(?!法)|厅|处(?!理)|室|科(?!学|技)|股|办(?!理|法|公|事)|署|院|所|中心|站|台|馆|校|"
    "處(?!理)|廳|辦(?!理|法|公|事)|臺|館|會(?!計|議|同)|組(?!織|成)|隊|廠|庫|園|場|團|報|機關|機構|銀行|"
    "大学|大學|社(?!会|會)|公司|集团|银行|学会|协会|会|组(?!织|成)|队|厂|店|库|园|场|庭|海关|机关|机构|团|报|基地"
)
_ENDS_IN_ORGAN = re.compile(rf"(?:{ORGAN})$")
_BETWEEN_HAN = re.compile(rf"(?<=[{HAN}])[ \t\u3000\u00a0]+(?=[{HAN}])")
_SPACE = re.compile(r"[\s\u3000]+")
_DIGITS = "零一二三四五六七八九"
NUMERAL = "[〇零一二三四五六七八九十百]"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MARKS = re.compile(r"[\s，。；、：,.;:（）()“”\"]+")
_AND = re.compile("[与和及暨與]")


def has_han(text: str) -> bool:
    """Whether the text holds a Chinese character."""
    return re.search(rf"[{HAN}]", text) is not None


def ends_in_organ(text: str) -> bool:
    """Whether a Chinese name ends in a word for an organ (司, 局, 中心 …)."""
    return _ENDS_IN_ORGAN.search(text) is not None


def tidy(text: str) -> str:
    """The text with spaces taken out between Chinese characters (苗　圩) and single elsewhere."""
    return _SPACE.sub(" ", _BETWEEN_HAN.sub("", text)).strip()


def clip(text: str, length: int = 80) -> str:
    """The tidied text, cut with "…" after `length` characters, for use inside a message."""
    text = tidy(text)
    return text if len(text) <= length else text[: length - 1] + "…"


def unmarked(text: str) -> str:
    """The text without spaces and punctuation."""
    return _MARKS.sub("", text)


def one_and(name: str) -> str:
    """The name with one word for all that join: 与, 和, 及."""
    return _AND.sub("和", name)


def to_chinese(number: int) -> str:
    """A number from 1 to 999 in Chinese numerals, as official texts count items (十五, 二十, 一百零一)."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def from_chinese(text: str) -> int | None:
    """The number that Arabic digits or Chinese numerals up to 999 stand for, or None."""
    if re.fullmatch(r"[0-9]{1,3}", text):
        return int(text)
    return _numerals().get(text.replace("〇", "零"))


@cache
def _numerals() -> dict[str, int]:
    return {to_chinese(number): number for number in range(1, 1000)}


def to_roman(number: int) -> str:
    """A number in small Roman numerals."""
    text = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        text += sign * times
    return text


def item_number(label: str, language: str) -> str:
    """The standard written form of an item's number: "（一）" in Chinese, "(1)" in English.

    A label that is no number is returned as it stands.
    """
    number = from_chinese(re.sub(r"[（()）.．、\s]", "", label))
    if not number:
        return label
    return f"（{to_chinese(number)}）" if language == "zh" else f"({number})"
