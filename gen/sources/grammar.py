"""The grammar of declared movements: what a sentence declares, the pattern that reads it, an example."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["transfer", "carve-out", "supervision", "split", "merged", "renamed", "created", "abolished"]


class Row(NamedTuple):
    """One way to declare a movement; the groups of the pattern are what, from, to and part, as far as it has them."""

    kind: Kind
    pattern: str
    example: str


# Simplified and traditional characters both; every stretch is bounded, so that no sentence takes long.
_HAND = "移交(?:[给給]|至)?|交[给給]|移[拨撥](?:至|[给給])?"
_GIVE = f"(?:[划劃](?:[给給入归歸]|[转轉][给給至到入])|[转轉][隶隸]|[并併]入|{_HAND})"
_X = "[^。；]{1,300}?"
_UNIT = "(?:(?![将將]|把|决定|決定)[^，。；：“”]){1,80}?"
_B = "[^，。；：、”（(]{2,60}"
_LIST = "[^，。；：”]{2,200}"
_PUT = "(?:[将將]|把)"
_SPLIT = "(?:拆分[为為成]|分拆[为為成]|分[设設][为為]|分[为為])"
_RENAME = "(?:更名[为為]|改名[为為]|易名[为為]|改[称稱]|升格[为為]|改[组組][为為]|改制[为為])"
_RUN = "(?:管理|[领領][导導]|代管|主管)"
_DUTIES = "(?:[职職][责責能]|工作|[业業][务務])"

# Rows are tried in this order, and a stretch of text that one row has taken is not offered to the next.
CHINESE: tuple[Row, ...] = (
    Row("split", f"{_PUT}?(?P<what>{_UNIT}){_SPLIT}(?P<to>{_LIST})", "将装备工业司拆分为一司、二司"),
    Row("renamed", f"{_PUT}?(?P<what>{_UNIT}){_RENAME}(?P<to>{_B})", "信息中心更名为网络安全产业发展中心"),
    Row("renamed", f"{_PUT}(?P<what>{_UNIT})(?:调整|調整|改)[为為](?P<to>{_B})", "将城市服务部调整为第二商业部"),
    Row("supervision", f"(?P<what>{_UNIT})(?:改|[转轉])由(?P<to>{_UNIT})(?:[归歸]口)?{_RUN}",
        "国家邮政局改由交通运输部管理"),
    Row("supervision", f"原由(?P<from>{_UNIT})主管的(?P<what>{_UNIT})[与與](?P=from)(?:分[离離]|[脱脫][钩鉤])",
        "原由工业和信息化部主管的中国互联网协会与工业和信息化部脱钩"),
    Row("supervision", f"(?P<what>[^，。；：“”《》]{{2,80}}?)[与與](?P<from>{_B})[脱脫][钩鉤](?=[，。；]|$)",
        "中国互联网协会与工业和信息化部脱钩"),
    Row("supervision", f"{_PUT}?(?P<what>{_UNIT})(?:由(?P<from>{_UNIT}))?[划劃][归歸](?P<to>{_UNIT}){_RUN}",
        "国家烟草专卖局划归国家经贸委管理"),
    Row("supervision", f"{_PUT}?(?P<what>{_UNIT})[改转轉][隶隸][属屬至於于]?(?P<to>{_B})", "中央地質調查所改隸經濟部"),
    Row("merged", f"{_PUT}(?P<what>{_X})，?(?:合[并併]|整合)，?(?:组建|組建|成立|[设設]立)(?P<to>{_B})",
        "将甲局、乙局合并，组建丙部"),
    Row("merged", f"{_PUT}?(?P<what>{_UNIT})合[并併](?:组建|組建|成立|[设設]立|[为為])(?P<to>{_B})",
        "甲部、乙部合并组建丙部"),
    Row("merged", f"{_PUT}?(?P<what>(?!有[关關]|其){_UNIT})[并併]入(?P<to>{_B})", "稀土办公室并入原材料工业司"),
    Row("transfer", f"(?P<what>其(?:有[关關])?{_DUTIES})，?(?:{_GIVE}|由)(?P<to>{_B})", "撤销甲司，其职责划给乙司"),
    Row("carve-out", f"其中，?(?P<what>{_X})，?{_GIVE}(?P<to>{_B})", "其中军工电子管理职责划给国家国防科技工业局"),
    Row("transfer", f"{_PUT}(?P<what>{_X})，?(?:一[并併]|整合|[统統]一)?{_GIVE}(?P<to>{_B})",
        "将国家发展和改革委员会的工业行业管理职责划给工业和信息化部"),
    Row("transfer",
        f"{_PUT}?(?P<what>[^，。；：]{{1,99}}?的[^，。；：]{{1,99}}?{_DUTIES})，(?:{_GIVE}|交由)(?P<to>{_B})",
        "航道学校的管理职能，交给教育部"),
    Row("transfer", f"{_PUT}(?P<what>[^，。；]{{1,200}}?{_DUTIES})交由(?P<to>{_B})",
        "将甲部的质量监督职责交由乙局承担"),
    Row("carve-out", f"(?P<what>有[关關][^，。；]{{1,100}}?){_GIVE}(?P<to>{_B})", "有关邮政管理职责划给国家邮政局"),
    Row("transfer", f"(?P<what>[^，。；：]{{1,100}}?的[^，。；：]{{1,100}}?{_DUTIES}){_GIVE}(?P<to>{_B})",
        "水利部的编制水功能区划职责划入生态环境部"),
    Row("created", f"(?:新)?(?:组建|組建|增[设設]|新[设設])(?P<what>{_B})(?:，由(?P<to>{_B}?)管理)?",
        "组建国家国防科技工业局，由工业和信息化部管理"),
    Row("abolished", f"(?:不再保留|撤[销銷]|裁撤)(?P<what>{_LIST})", "不再保留信息产业部、国务院信息化工作办公室"),
)  # fmt: skip
# What speaks of a movement: a sentence with one of these that no row reads is a finding.
CUES = (
    f"[划劃](?:[给給归歸]|[转轉][给給至到入])|[划劃]入(?!.{{0,12}}(?:范围|範圍|红线|紅線))|[转轉][隶隸]|改由.{{2,40}}{_RUN}"
    "|不再保留|更名[为為]|改名[为為]|拆分[为為成]|分[设設][为為]|[并併]入(?![口网網])|移[拨撥]至"
)
ENGLISH_CUES = r"\b(?:reassigned|transferred|handed over|merged|renamed|redesignated|abolished|dissolved|split into)\b"

_BE = r"(?:(?:has|have)(?: since)? been|was|were|is|are|be|shall be|will be)"
_DONE = rf"{_BE}(?: (?:since|hereby|also|then|officially))*"
_THE = r"(?:the )?"
_BECOME = r"(?:renamed|redesignated|rebranded)(?: as| to)?"
_CUT = r"(?:split|divided|separated)(?: up)? into"
_JOIN = r"(?:merged|amalgamated|absorbed|incorporated|combined) (?:(?:in)?to|with|by)(?: form)?"
_UNDER = r"(?:placed|brought|put) under (?:the )?(?:(?:supervision|administration|purview|control|jurisdiction) of )?"
_WHO = r"[A-Z][^.;]{1,200}?"
_TO = r"[A-Z][^.;,]{2,120}?"
_END = r"(?= as (?:a )?part| in (?:[A-Z][a-z]+ )?\d{4}| on \d| under | with effect| effective|[.,;]|$)"
_MOVED = r"(?:reassigned|transferred|moved|handed over|assigned|entrusted)"
ENGLISH: tuple[Row, ...] = (
    Row("transfer", rf"(?P<what>[A-Z][^.;]{{1,300}}?) {_DONE} {_MOVED}(?: from {_THE}(?P<from>[^.;,]{{2,120}}?))? to"
        rf" {_THE}(?P<to>{_TO}){_END}", "Tobacco control was transferred from the Ministry to the Health Commission."),
    Row("merged", rf"(?P<what>{_WHO}) {_DONE} {_JOIN} {_THE}(?P<to>{_TO}){_END}",
        "The Rare Earth Office was merged into the Materials Department."),
    Row("split", rf"(?P<what>{_WHO}) {_DONE} {_CUT} {_THE}(?P<to>[A-Z][^.;]{{2,200}}?){_END}",
        "The Equipment Department was split into the First Department and the Second Department."),
    Row("renamed", rf"(?P<what>{_WHO}) {_DONE} {_BECOME} {_THE}(?P<to>{_TO}){_END}",
        "The Information Center was renamed the Cybersecurity Center in 2020."),
    Row("supervision", rf"(?P<what>{_WHO}) {_DONE} {_UNDER}{_THE}(?P<to>{_TO}){_END}",
        "The Tobacco Bureau was placed under the supervision of the Ministry of Industry."),
    Row("abolished", rf"(?P<what>{_WHO}) {_DONE} (?:abolished|dissolved|disbanded|wound up)\b",
        "The Ministry of Information Industry was abolished in 2008."),
)  # fmt: skip
