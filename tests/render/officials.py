"""Official documents of the sample briefing, pages of plain text in their layout, and what can be measured on them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from functools import cache
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from gen.render import json, pdf
from gen.render.official import PAGE, lettered
from gen.report.model import Language, Report
from tests.render.briefings import hostile, report, templates
from tests.render.pdfs import NOTHING, complain
from tests.report import sample

FOLDER = Path(__file__).parents[2] / "templates" / "gbt9704"
RED = (
    "issuer=工业和信息化部文件",
    "number=工信函〔2026〕3号",
    "recipients=国务院办公厅",
    "date=2026-11-02",
    "copies=中央编办，审计署。",
    "printed_by=工业和信息化部办公厅",
    "printed_on=2026-11-03",
)
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
_DPI = 200


class Word(NamedTuple):
    """Characters without a space between, and the box around them in mm from the top left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


@cache
def held() -> dict[str, str]:
    """The templates of the layout, those it takes from the ordinary briefing too."""
    own = {file.name: file.read_text("utf-8") for file in sorted(FOLDER.iterdir()) if file.suffix != ".docx"}
    return {**templates(), **own}


@cache
def made(name: str, sets: tuple[str, ...] = ()) -> bytes:
    """The official document of the sample briefing in a language, of nothing, or of a hostile one."""
    return of(_report(name), sets, json.render(sample.CHANGES))


def _report(name: str) -> Report:
    languages: dict[str, Language] = {"zh": "zh", "en": "en", "nothing": "zh"}
    return hostile() if name == "hostile" else report(languages[name], *([NOTHING] if name == "nothing" else []))


def of(some: Report, sets: tuple[str, ...] = (), attached: bytes = b"") -> bytes:
    return pdf.render(some, lettered(held(), sets), complain, attached=attached)


@cache
def plain(body: str, language: str = "zh-CN") -> bytes:
    """A document in the layout that says nothing but `body`."""
    page = (
        f'<html lang="{language}"><head><title>x</title><style>{{{{ css | safe }}}}</style></head><body>{body}</body>'
    )
    return pdf.render(report(), {**held(), PAGE: page}, complain)


def words(data: bytes, page: int) -> list[Word]:
    """The words of a page, counted from 1."""
    out = _poppler("pdftotext", "-bbox", "-f", str(page), "-l", str(page), "-", "-", data=data).decode()
    return [Word(*(float(x) * 25.4 / 72 for x in box), unescape(text)) for *box, text in _WORD.findall(out)]


@cache
def ink(data: bytes, page: int, *, red: bool) -> list[tuple[float, float, float, float]]:
    """The strips of red, or of black ink, that white runs between: left, top, right and bottom in mm."""
    out = _poppler("pdftoppm", "-r", str(_DPI), "-f", str(page), "-l", str(page), "-png", "-", data=data)
    with Image.open(io.BytesIO(out)) as picture:
        reds, greens, _ = picture.convert("RGB").split()
    dark = greens.point(lambda value: 255 * (value < 110))
    mask = reds.point(lambda value: 255 * ((value > 150) == red))
    dark.paste(0, mask=mask.point(lambda value: 255 - value))
    rows = [bool(dark.crop((0, y, dark.width, y + 1)).getbbox()) for y in range(dark.height)]
    starts = [y for y in range(1, dark.height) if rows[y] and not rows[y - 1]]
    ends = [y for y in range(1, dark.height) if rows[y - 1] and not rows[y]]
    boxes = [(dark.crop((0, top, dark.width, end)).getbbox(), top, end) for top, end in zip(starts, ends, strict=True)]
    mm = 25.4 / _DPI
    return [(box[0] * mm, top * mm, box[2] * mm, end * mm) for box, top, end in boxes if box]


def _poppler(program: str, *given: str, data: bytes) -> bytes:
    if not shutil.which(program):
        pytest.skip(f"{program} (poppler-utils) is not installed")
    return subprocess.run([program, *given], input=data, capture_output=True, check=True).stdout
