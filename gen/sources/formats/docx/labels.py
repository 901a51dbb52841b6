"""Numbers as Word writes them: each number format with the text it gives a number."""

from __future__ import annotations

from collections.abc import Callable

from gen.sources.words import to_roman

_HAN = "一二三四五六七八九"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_MOST_ROMAN, _MOST_COUNTED, _MOST_LETTERS = 3999, 9999, 780


def _counted(digits: str, units: str, zero: str, *, one: bool, bare: bool = False) -> Callable[[int], str]:
    """Counting with tens, hundreds and thousands.

    one: whether ten is 一十 rather than 十; bare: whether a hundred is 百 rather than 一百.
    """

    def said(number: int) -> str:
        if not 0 < number <= _MOST_COUNTED:
            return str(number)
        text, gap = "", False
        for power in (3, 2, 1, 0):
            digit = number // 10**power % 10
            if not digit:
                gap = bool(text)
                continue
            alone = digit == 1 and power and (bare or (power == 1 and not text and not one))
            text += (zero if gap else "") + ("" if alone else digits[digit - 1]) + (units[power - 1] if power else "")
            gap = False
        return text

    return said


def _digits(zero: str) -> Callable[[int], str]:
    table = str.maketrans("0123456789", zero + _HAN)
    return lambda number: str(number).translate(table)


def _below_hundred(number: int) -> str:
    return _PLAIN(number) if number < 100 else _digits("○")(number)


def _from(signs: str) -> Callable[[int], str]:
    """The n-th sign, and past the last one the number itself."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _signs(first: str, count: int) -> str:
    return "".join(chr(ord(first) + n) for n in range(count))


def _roman(number: int) -> str:
    return to_roman(number) if 0 < number <= _MOST_ROMAN else str(number)


def _letter(number: int) -> str:
    if not 0 < number <= _MOST_LETTERS:
        return str(number)
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


_PLAIN = _counted(_HAN, "十百千", "〇", one=False)
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + n: 0xFF10 + n for n in range(10)}),
    "decimalEnclosedCircle": _from(_signs("①", 20)),
    "decimalEnclosedFullstop": _from(_signs("⒈", 20)),
    "decimalEnclosedParen": _from(_signs("⑴", 20)),
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "ordinal": _ordinal,
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "chineseCounting": _below_hundred,
    "chineseCountingThousand": _PLAIN,
    "chineseLegalSimplified": _counted("壹贰叁肆伍陆柒捌玖", "拾佰仟", "零", one=True),
    "ideographLegalTraditional": _counted("壹貳參肆伍陸柒捌玖", "拾佰仟", "零", one=True),
    "ideographDigital": _digits("〇"),
    "ideographEnclosedCircle": _from(_signs("㊀", 10)),
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "ideographZodiacTraditional": lambda number: _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12],
    "japaneseCounting": _counted(_HAN, "十百千", "", one=False, bare=True),
    "japaneseDigitalTenThousand": _digits("〇"),
    "taiwaneseCounting": _below_hundred,
    "taiwaneseCountingThousand": _counted(_HAN, "十百千", "零", one=False),
    "taiwaneseDigital": _digits("○"),
    "none": lambda _: "",
}
_FORMATS["decimalFullWidth2"] = _FORMATS["decimalFullWidth"]
_FORMATS["decimalEnclosedCircleChinese"] = _FORMATS["decimalEnclosedCircle"]
FORMATS = frozenset(_FORMATS)


def numeral(form: str, number: int) -> str:
    """The number as Word writes it in a format; in decimal digits where the format is not known or ends before it."""
    return _FORMATS.get(form, str)(number)
