"""What the parts of a regulation are about, told by their headings or, for articles, by their wording."""

from __future__ import annotations

import re
from typing import Literal

from gen.sources.account import Account
from gen.sources.words import NUMERAL

Topic = Literal[
    "adjustments", "duties", "offices", "regional", "subordinate", "staffing", "other", "closing",
    "purpose", "nature", "standing", "elsewhere", "effective",
]  # fmt: skip

OFFICES: tuple[Topic, ...] = ("offices", "regional", "subordinate")
_COUNT = rf"(?:\d{{1,3}}|{NUMERAL}{{1,3}})个"
_DUTIES = "(?:职责|职能|任务)"
_SET = "设(?:有|置|立)?"
_ROOMS = "机构|处室|科室|股室|部门|司局|处|科|室|股"
_HEADINGS: tuple[tuple[Topic, str], ...] = (
    ("adjustments", "(?:职责|职能)(?:调整|转变|变化)|职责分工"),
    ("regional", "派出机构|派驻机构"),
    ("subordinate", "事业单位|直属单位|直属机构|所属单位"),
    ("offices", f"内设|机构设置|职能(?:司|处|科)|处室|科室|股室|设(?:有|置|立)?{_COUNT}"),
    ("staffing", "编制|职数|人员配备"),
    ("duties", "职责|职能|工作任务|主要任务"),
    ("other", "其[他它]事项|其[他它]规定"),
    ("closing", "附则"),
    ("purpose", "总则"),
)
_BARE: tuple[tuple[Topic, str], ...] = (
    ("adjustments", ".{0,40}(?:(?:职责|职能)(?:调整|转变|变化)|职责分工)"),
    ("offices", f".{{0,40}}?(?:内设(?:{_ROOMS})(?:及.{{0,8}}职责)?|机构设置|{_SET}{_COUNT}.{{0,9}}(?:{_ROOMS}))"),
    ("regional", ".{0,40}(?:派出机构|派驻机构)"),
    ("subordinate", ".{0,40}(?:所属|直属|下属)(?:事业)?单位"),
    ("staffing", ".{0,40}(?:人员编制|编制和领导职数|机关编制|领导职数)"),
    ("duties", ".{0,40}?(?:主要|工作|机构|部门|单位|法定)(?:职责|职能)(?:是|如下)?"),
    ("other", "其[他它]事项"),
    ("closing", "附则"),
)  # fmt: skip
_ELSEWHERE = "另行(?:规定|核定|设置|报批|制定|批复|明确|发文)|按(?:照)?(?:有关|现行)规定(?:执行|办理|核定|设置)"
_RANK = "[正副]?(?:省?部|厅|司|局|处|县|科)级"
_WHAT = f"部门|机构|单位|国家局|{_RANK}"
_ARTICLES: tuple[tuple[Topic, str], ...] = (
    ("effective", r"自.{2,40}?起(?:施行|实施|执行|生效)"),
    ("closing", r"(?:规定|方案|办法)由.{2,60}?(?:负责)?解释|其调整由.{2,60}?办理|未尽事宜"),
    ("standing", r"本(?:规定|方案).{2,60}?依据。?$"),
    ("duties", f"{_DUTIES}(?:(?:是|为|如下|包括|有)?[：:]|是|如下)$|履行(?:下列|如下)职责|^(?:主要)?职责[。：:]?$"),
    ("adjustments", r"^.{0,40}?(?:职能转变|职责调整|职责分工)"),
    ("regional", r"设.{0,20}?派出机构|^派出机构"),
    ("offices", rf"{_SET}(?:下列|以下|如下|{_COUNT}).{{0,30}}?(?:{_ROOMS})|^内设(?:机构|处室|科室)"),
    ("staffing", r"编制(?:为|共)?\d{1,6}名|领导职数|^人员编制"),
    ("elsewhere", _ELSEWHERE),
    ("subordinate", r"设.{0,20}?(?:所属|直属)?事业单位|^(?:所属)?事业单位"),
    ("purpose", r"制定本(?:规定|方案)"),
    ("nature", rf"^[^，。；]{{2,60}}?(?:（[^（）]{{1,40}}）)?，?(?:是|为).{{0,60}}?(?:{_WHAT})|牌子"),
)  # fmt: skip
_ITEM = re.compile("(?:职能转变|职责转变|(?:有关|部门)?(?:间)?职责分工)(?:[。：:\\s]|$)")
_STATES = re.compile(rf"(?:\d{{1,3}}|{NUMERAL}{{1,3}})\s?[个项]")
_SETTLED = re.compile(_ELSEWHERE)
_AT_MOST = 600


def of_heading(title: str, *, bare: bool = False) -> Topic | None:
    """The topic of a section's title; a bare heading has to say nothing else."""
    if bare:
        return next((topic for topic, words in _BARE if re.fullmatch(words, title)), None)
    return next((topic for topic, words in _HEADINGS if re.search(words, title)), None)


def of_article(text: str, has_items: bool) -> Topic | None:
    """The topic of an article by its own wording; only one with items lists duties or offices."""
    said = text if len(text) <= _AT_MOST else text[: _AT_MOST // 2] + text[-_AT_MOST // 2 :]
    return next(
        (topic for topic, words in _ARTICLES if (has_items or topic not in OFFICES) and re.search(words, said)),
        None,
    )


def introduce(line: int, text: str, account: Account) -> None:
    """Accounts for a line that announces a list: it is used where it states how many items there are."""
    if _STATES.search(text):
        account.at(line, "stated number")
    else:
        account.leave(line, "introduces a list")


def is_adjustment(item: str) -> bool:
    """Whether an item in a list of duties is on the adjustment or division of duties instead."""
    return _ITEM.match(item) is not None


def is_settled_elsewhere(text: str) -> bool:
    """Whether a sentence says no more than that another instrument settles the matter."""
    return len(text) <= _AT_MOST and _SETTLED.search(text) is not None
