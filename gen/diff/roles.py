"""The role a duty gives its holder: the verb at the head of a clause, and how much it answers for."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

Shift = Literal["strengthened", "weakened", "changed"]

# How much a holder answers for, from leaving the matter to others to answering for it alone; words joined by = say the
# same. English verbs stand as forms, since duties are told as "coordinates", "coordinating" and "to coordinate" alike.
_STRENGTHS: tuple[tuple[int, str], ...] = (
    (5, "负责=承担=主管=負責=承擔 牵头=牽頭 统筹=主持=統籌"),
    (4, "组织=組織"),
    (3, "指导=指導 监督=监管=監督 协调=協調 督促"),
    (2, "会同=會同"),
    (1, "参与=参加=參與=參加 配合 协助=協助"),
)
_ENGLISH: tuple[tuple[int, str, str], ...] = (
    (5, r"(?:is |be |are )?responsible(?: for)?", "responsible"),
    (5, r"(?:is |be |are )?in charge of", "in charge of"),
    (5, r"leads?|leading", "lead"),
    (4, r"organi[sz]\w*", "organise"),
    (3, r"guid(?:es?|ing)", "guide"),
    (3, r"supervis\w*|oversee\w*", "supervise"),
    (3, r"coordinat\w*|co-ordinat\w*", "coordinate"),
    (2, r"jointly|together with|in conjunction with", "jointly"),
    (1, r"participat\w*(?: in)?|takes? part in|taking part in", "participate"),
    (1, r"assist\w*(?: in| with)?", "assist"),
    (1, r"supports?|supporting", "support"),
    (1, r"cooperat\w*(?: with| in)?", "cooperate"),
)
# What a duty does itself, without a word for its role.
_ACTIONS = re.findall(
    r"\w+",
    """
    拟订 拟定 制定 制订 起草 编制 编报 编写 提出 审批 审核 审查 审定 核准 核定 研究 推进 推动 开展 实施
    贯彻 落实 执行 建立 健全 完善 发布 公布 监测 分析 查处 处理 受理 办理 承办 完成 维护 保护 促进 加强
    规范 引导 管理 培育 优化 深化 评估 确定 调查 提供 支持 指挥 保障 安排 审计 考核 督查 督办 核查 检查
    拓展 代表 配置 统一 推行 擬訂 擬定 制訂 編製 編制 審批 審核 審查 核準 研擬 推動 推進 開展 實施 貫徹
    落實 執行 發布 監測 處理 辦理 承辦 維護 保護 促進 加強 規範 引導 優化 評估 確定 調查
    """,
)
_SAME_AS = {word: same.split("=")[0] for _, row in _STRENGTHS for same in row.split() for word in same.split("=")}
_STRENGTH = {same.split("=")[0]: strength for strength, row in _STRENGTHS for same in row.split()} | {
    name: strength for strength, _, name in _ENGLISH
}
_HEADS = frozenset(name for name, strength in _STRENGTH.items() if strength in (1, 2, 5))
_ITSELF = 4
_ADVERB = r"(?:依法|综合|統一|统一|具体|全面|共同|并|同时|(?:按|根据|受|依照|与)[^，；。]{1,14}?(?=ROLE))"
_VERBS = "|".join(_SAME_AS)
# Patterns as text, compiled only when a duty has to be read.
_HAN = rf"\s*(?:{_ADVERB})*((?:(?:{_VERBS})[、和与及并]{{0,2}})*)".replace("ROLE", _VERBS)
_LATIN_ROLE = r"(?i:(?:to |and |shall |,\s*)*(?:" + "|".join(f"({form})" for _, form, _ in _ENGLISH) + r")\b)"
_ACTION = rf"\s*(?:{_ADVERB})*(?:ROLE)".replace("ROLE", "|".join(_ACTIONS))


class Role(NamedTuple):
    """The role verbs at the head of a clause, how much the first of them answers for, and what they speak of."""

    verbs: tuple[str, ...]
    strength: int
    topic: str


def read_role(clause: str) -> Role:
    """The role a clause opens with; strength 4 without verbs where it says what is done, 0 where it says neither."""
    if clause.isascii():
        verbs, topic = _latin(clause)
    else:
        found = _compiled(_HAN).match(clause)
        verbs = _compiled(_VERBS).findall(found[1]) if found else []
        topic = clause[found.end() :] if found and verbs else clause
    if verbs:
        return Role(tuple(verbs), _strength(verbs[0]), topic)
    return Role((), _ITSELF if _compiled(_ACTION).match(clause) else 0, clause)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _latin(clause: str) -> tuple[list[str], str]:
    verbs: list[str] = []
    at = 0
    while (found := _compiled(_LATIN_ROLE).match(clause, at)) and found.end() > at:
        index = next(n for n, said in enumerate(found.groups()) if said)
        verbs.append(_ENGLISH[index][2])
        at = found.end() + (1 if clause[found.end() : found.end() + 1] == " " else 0)
    return verbs, clause[at:]


def opens(text: str) -> bool:
    """Whether a text opens with a role verb, or with what is done."""
    return read_role(text).strength > 0


def is_verb(word: str) -> bool:
    """Whether a word is one of the verbs that say what a holder does."""
    return word in _SAME_AS or word in _STRENGTH or word in _ACTIONS


def shift(old: tuple[str, ...], new: tuple[str, ...]) -> Shift | None:
    """How a role given by its verbs, () for doing it oneself, became another; None where it is much the same.

    A verb that says in what capacity the holder acts (负责, 牵头, 会同, 参与) governs those that follow it.
    """
    if _weight(old) == _weight(new):
        return None
    before, after = (_strength(verbs[0]) if verbs else _ITSELF for verbs in (old, new))
    if not (old and new) and min(before, after) >= _ITSELF - 1:
        return None
    return "changed" if before == after else "strengthened" if after > before else "weakened"


def _strength(verb: str) -> int:
    return _STRENGTH[_SAME_AS.get(verb, verb)]


def _weight(verbs: tuple[str, ...]) -> frozenset[str]:
    """What of a role is compared: the verb that governs, or all of them."""
    names = [_SAME_AS.get(verb, verb) for verb in verbs]
    return frozenset(names[:1] if names and names[0] in _HEADS else names)
