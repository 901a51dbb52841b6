"""The phrases in which Chinese notices adjust an organisation: the kind of operation, its pattern, an example."""

from __future__ import annotations

import re
from typing import NamedTuple

from gen.sources.words import NUMERAL


class Phrase(NamedTuple):
    """One way to say an operation; `kind` names what is made of it."""

    kind: str
    pattern: str
    example: str


# Simplified and traditional characters both; every stretch is bounded, so that no sentence takes long.
_NAME = "(?:(?![将將把])[^，。；：、“”（）()]){1,60}?"
_NAMES = "(?:(?![将將把])[^，。；：“”（）()]){1,200}?"
_END = "(?=[，。；、]|[并並](?![入网網])|$)"
_STOP = "(?=[，。；]|$)"
_PUT = "(?:[将將]|把)"
_NO = rf"(?:{NUMERAL}{{1,5}}|\d{{1,3}})"
_DUTY = "(?:[职職][责責能])"
_BE = "[为為]"
_SET = f"(?:修改|[调調]整|改){_BE}"
_GIVE = (
    "(?:[划劃](?:入|出至|出[给給]|[给給归歸]|[转轉][给給至到入])|[并併]入|移交(?:[给給]|至)?|交由|交[给給]|[转轉]由|由)"
)
_COUNT = rf"(?:\d{{1,6}}|{NUMERAL}{{1,7}})"
_UNITS = "[个個名]"
_STAFF = r"(?:(?![由从從为為至到增减減共核调調])[^，。；：、“”\d]){0,30}?(?:[编編]制|[职職][数數])"
_WHERE = (
    f"(?:{_PUT}|在)?(?:(?P<who>(?!主要|{_DUTY}|原?第|增加|最[后後]|末尾){_NAME})的?)?"
    f"(?:(?:主要)?{_DUTY}(?:表述)?(?:中的|中|的)?，?)?"
)


def _item(name: str) -> str:
    return rf"第[（(]?(?P<{name}>{_NO})[)）]?[项項]"


def _quoted(name: str) -> str:
    return rf"“(?P<{name}>[^”]{{1,2000}})”"


_ITEMS = rf"(?P<items>第[（(]?{_NO}[)）]?[项項]?(?:[、和及与至到]第?[（(]?{_NO}[)）]?[项項]?){{0,20}})"
_STRIKE = "(?:[删刪](?:去|除)|取消)"

# Rows are tried in this order at each place of a sentence.
PHRASES: tuple[Phrase, ...] = (
    Phrase(
        "reword-item",
        f"{_WHERE}{_item('item')}(?:{_DUTY})?{_SET}[：:]?{_quoted('new')}",
        "第（五）项修改为：“拟订规划。”",
    ),
    Phrase(
        "reword",
        f"{_WHERE}(?:{_item('item')}(?:中的|中|的)?)?{_quoted('old')}(?:的表述|一[词詞])?{_SET}{_quoted('new')}",
        "将规划司职责表述中“信息化”修改为“数字化”",
    ),
    Phrase(
        "strike", f"{_STRIKE}{_WHERE}(?:{_item('item')}(?:中的|中|的)?)?{_quoted('old')}", "删去第（三）项中的“、稀土”"
    ),
    Phrase("omit", f"{_STRIKE}{_WHERE}{_ITEMS}(?:{_DUTY})?", "删去第（三）、（四）项"),
    Phrase("omit", f"{_WHERE}{_ITEMS}(?:{_DUTY})?(?:予以)?{_STRIKE}", "规划司职责第（三）项予以取消"),
    Phrase(
        "insert",
        f"{_WHERE}(?:(?:在)?{_item('after')}[后後]，?|(?:在)?(?:最[后後]|末尾))?(?:增加|增[写寫])(?:{_NO}[项項])?(?:{_DUTY})?"
        f"(?:，?作[为為]{_item('item')})?[：:，]?{_quoted('new')}",
        "在第（五）项后增加一项，作为第（六）项：“拟订规划。”",
    ),
    Phrase(
        "renumber",
        f"原?{_item('first')}(?:至{_item('last')})?(?:依次)?(?:改|[调調]整|[顺順]延)?(?:{_BE}|作){_item('new')}"
        f"(?:至第[（(]?{_NO}[)）]?[项項])?",
        "原第（六）项至第（八）项改为第（七）项至第（九）项",
    ),
    Phrase(
        "consecutive",
        f"(?:原?第[（(]?{_NO}[)）]?[项項])?(?:及?其?[后後]|以[后後]|以下|其[余餘])?的?各[项項](?:{_DUTY})?(?:的?序[号號])?"
        "(?:依次|相[应應])?(?:[顺順]延|前移|[递遞][补補]|[调調]整)",
        "以下各项依次顺延",
    ),
    Phrase(
        "plate-off",
        f"{_PUT}?(?P<who>{_NAME})?不再(?:加[挂掛]|保留)(?P<plate>{_NAMES})的?牌子",
        "规划司不再加挂稀土办公室牌子",
    ),
    Phrase(
        "plate-off",
        f"(?:撤[销銷]|取消)(?P<who>{_NAME})加?[挂掛]的(?P<plate>{_NAMES})的?牌子",
        "撤销规划司加挂的稀土办公室牌子",
    ),
    Phrase(
        "plate-on",
        f"(?:在|{_PUT})?(?P<who>{_NAME})?(?:[对對]外)?加[挂掛](?P<plate>{_NAMES})的?牌子",
        "规划司加挂稀土办公室牌子",
    ),
    Phrase(
        "rename",
        f"{_PUT}?(?P<who>{_NAME})(?:[调調]整)?(?:更名|改名|易名|改[称稱]){_BE}?(?P<to>{_NAME}){_END}",
        "规划司更名为发展规划司",
    ),
    Phrase(
        "merge",
        f"{_PUT}?(?P<what>{_NAMES})(?:合[并併]|整合)，?(?:[组組]建|[组組]成|[设設]立|成立|{_BE})(?P<to>{_NAME}){_END}",
        "将甲司、乙司合并组建丙司",
    ),
    Phrase(
        "merge", f"{_PUT}?(?P<what>(?!其){_NAMES})(?<![责責能])[并併]入(?P<to>{_NAME}){_END}", "稀土办公室并入原材料司"
    ),
    Phrase(
        "split",
        f"{_PUT}?(?P<what>{_NAME})(?:拆分|分拆|分[设設])[为為成](?P<into>{_NAMES}){_STOP}",
        "装备司拆分为装备一司、装备二司",
    ),
    Phrase(
        "create",
        f"(?:新增|增[设設]|新[设設]|[组組]建|[设設]立|成立)(?P<what>{_NAMES})"
        "(?:，(?:主要)?(?P<duties>(?:[负負][责責]|承[担擔])[^。；]{1,600}?))?(?=[。；]|$|，(?!主要|[负負][责責]|承[担擔]))",
        "增设数据司，承担数据管理职责",
    ),
    Phrase("abolish", f"(?:不再保留|撤[销銷]|裁撤)(?P<what>{_NAMES}){_STOP}", "撤销信息司、稀土办公室"),
    Phrase(
        "move-all",
        f"(?:其|原)(?:全部|有[关關]|相[关關])?{_DUTY}(?:一[并併])?{_GIVE}(?P<to>{_NAME})(?:承[担擔]|[负負][责責])?{_END}",
        "其职责划入规划司",
    ),
    Phrase(
        "move-all",
        f"{_PUT}?(?P<who>(?:(?!承[担擔]|[将將把])[^，。；：、“”（）()的]){{1,60}}?)的?全部{_DUTY}(?:一[并併])?{_GIVE}"
        f"(?P<to>{_NAME})(?:承[担擔]|[负負][责責])?{_END}",
        "将信息司的全部职责划入规划司",
    ),
    Phrase(
        "move",
        f"{_PUT}(?P<what>[^。；]{{1,300}}?)(?:一[并併]|[统統]一)?{_GIVE}(?P<to>{_NAME})(?:承[担擔]|[负負][责責])?{_END}",
        "将信息司的软件管理职责划入规划司",
    ),
    Phrase(
        "give-up",
        f"(?P<who>{_NAME})?不再(?:承[担擔]|[负負][责責])(?P<what>[^，。；“”]{{2,200}}?){_STOP}",
        "规划司不再承担稀土管理职责",
    ),
    Phrase(
        "count-set",
        f"{_PUT}?(?P<what>{_STAFF})[由从從](?P<before>{_COUNT}){_UNITS}?(?:[调調]整|核?增加?|核?[减減]少?){_BE}?[至到]?"
        f"(?P<count>{_COUNT}){_UNITS}",
        "行政编制由50名调整为52名",
    ),
    Phrase("count-by", f"(?P<way>核?增加?|核?[减減]少?)(?P<what>{_STAFF})(?P<by>{_COUNT}){_UNITS}", "增加行政编制2名"),
    Phrase(
        "count-by", f"(?P<what>{_STAFF})(?P<way>核?增加?|核?[减減]少?)(?P<by>{_COUNT}){_UNITS}", "司局级领导职数减少1名"
    ),
    Phrase(
        "count",
        f"(?P<after>[调調]整[后後]，?)(?P<who>{_NAME})?(?:共)?(?:[设設])?(?P<organs>[内內][设設][机機][构構])(?:共|{_BE})?(?P<count>{_COUNT}){_UNITS}",
        "调整后，内设机构24个",
    ),
    Phrase("count", f"(?P<organs>[内內][设設][机機][构構])(?:共|{_BE})?(?P<count>{_COUNT}){_UNITS}", "内设机构24个"),
    Phrase(
        "count",
        f"(?P<after>[调調]整[后後]，?)?(?:核定)?(?P<what>{_STAFF})(?:共|(?:[调調]整|核定)?{_BE})?(?P<count>{_COUNT}){_UNITS}",
        "核定行政编制52名",
    ),
    Phrase(
        "effect",
        "(?:本(?:通知|决定|決定|批[复復]|[规規]定|[办辦]法))?(?:自|从|從)(?P<date>[^，。；]{2,20}?)(?:之日)?起(?:施行|[执執]行|[实實]施|生效)",
        "本通知自2022年9月16日起施行",
    ),
)

# Sentences that state no operation, with the reason they are left out.
IDLE: tuple[Phrase, ...] = (
    Phrase("closing words", "特此(?:通知|批[复復]|函[复復]|函告|公告)", "特此通知"),
    Phrase(
        "who explains it",
        "本?(?:通知|决定|決定|[规規]定)?(?:的解[释釋])?由.{2,40}[负負][责責]解[释釋].{0,20}",
        "本通知由中央编办负责解释",
    ),
    Phrase(
        "what stays",
        "(?:除.{2,60}外，)?其(?:他|它|余|餘).{0,40}(?:不[变變]|保持不[变變]|(?:仍|继续|繼續)?按.{2,80}[执執]行)",
        "其他事项不变",
    ),
    Phrase("how to carry it out", "(?:[请請].{0,20})?(?:[认認]真)?(?:遵照|[贯貫][彻徹]|抓[紧緊]).{0,80}", "请遵照执行"),
)
READ = tuple((one.kind, re.compile(one.pattern)) for one in PHRASES)
LEFT = tuple((one.kind, re.compile(one.pattern)) for one in IDLE)
