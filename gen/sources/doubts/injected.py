"""Text that a website or a machine put between the words of a document: advertisements, contacts, pinyin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gen.sources.doubts.matter import Doubt, Matter
from gen.sources.words import HAN


class Sign(NamedTuple):
    """A sign of text that does not belong, what it is, an example of it and one of a text that is in order."""

    pattern: str
    what: str
    example: str
    fine: str


_INITIAL = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])"
_FINAL = "(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|a|o|e|i|u|v)"
_TONED = "a-zàáèéìíòóùúāēīōūǖǎěǐǒǔǚǘǜ"
SIGNS: tuple[Sign, ...] = (
    Sign(r"(?:https?://|www\.)[\w./-]{3,100}", "an address of the web", "负责规划www.ad.com管理", "管理域名和网址"),
    Sign(
        r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)",
        "a telephone number", "办理13800138000审批", "国发〔2008〕11号",
    ),
    Sign(r"(?:QQ|微信|公众号|VX)(?:群|号)?\s?[：:]\s?[\w-]{4,30}", "a contact", "审批QQ：1234567", "维护微信公众号"),
    Sign(
        "点击(?:下载|查看|阅读|这里|此处|进入|展开)|扫(?:描|码|一扫)?(?:下方|上方|右侧)的?二维码|长按识别",
        "a call to click", "审批点击下载，负责", "监测点击率，推广二维码",
    ),
    Sign(
        "(?:更多|最新)(?:精彩|资讯)|免费(?:下载|试用|领取)|加载更多|展开全文|返回顶部|责任编辑[：:]|分享到[：:]?",
        "a part of a website", "审批。责任编辑：张三", "编辑年鉴，分享信息",
    ),
    Sign(
        f"(?<=[{HAN}])[{_TONED}]{{0,8}}[āēīōūǖǎěǐǒǔǚ][{_TONED}]{{0,30}}(?=[{HAN}])",
        "pinyin", "负责gōngyè管理", "负责café管理",
    ),
    Sign(
        f"(?<=[{HAN}])(?!(?:china|online|data|home|mini|demo)(?![a-z]))(?:{_INITIAL}{_FINAL}){{2,8}}(?=[{HAN}])",
        "pinyin", "负责gongye管理", "负责app和web管理，推进china品牌",
    ),
)  # fmt: skip
_ANY = re.compile("|".join(f"(?P<s{at}>{sign.pattern})" for at, sign in enumerate(SIGNS)))
# What every sign has in it, to pass quickly over a text that is in order.
_HINT = re.compile(f"[{_TONED}QV]|[0-9]{{7}}")
_HINT_IN_CHINESE = re.compile("微信|公众号|点击|维码|识别|精彩|资讯|免费|加载更|展开全|返回顶|责任编|分享到")
_AROUND = 8
_MANY = 20


def injected(matter: Matter) -> Iterator[Doubt]:
    """Foreign matter in the Chinese texts of the record, one finding an item."""
    told = 0
    for item in matter.items:
        if item.text.isascii() or told >= _MANY:
            continue
        if not (_HINT_IN_CHINESE.search(item.text) or _HINT.search(item.text)):
            continue
        if found := _ANY.search(item.text):
            told += 1
            sign = SIGNS[int((found.lastgroup or "s0")[1:])]
            part = item.text[max(0, found.start() - _AROUND) : found.end() + _AROUND]
            text = f"“{part}” has {sign.what} in it, which does not belong to the text: compare with the original"
            yield Doubt(matter.place(item, part, found[0]), "injected-text", text, item.about)
