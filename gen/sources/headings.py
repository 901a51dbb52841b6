"""What headings mean: the part of a page a section is, and the group its list of units forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from gen.sources.lines import Line

Role = Literal[
    "introduction", "history", "duties", "structure", "leaders", "see also", "references", "external links", "unknown"
]

# Sections that close a page; whatever stands below them is not read.
CLOSING: tuple[Role, ...] = ("see also", "references", "external links")

_ROLES: tuple[tuple[Role, str], ...] = (
    ("see also", r"^(?:参见|參見|另见|参看|相关条目|See also)$"),
    ("references", r"^(?:[参參]考(?:文[献獻]|[资資]料|[来來]源)|注释|註釋|脚注|References|Notes|Citations|Sources)$"),
    ("external links", r"^(?:外部(?:链接|連結)|延伸阅读|External links|Further reading)$"),
    ("history", r"沿革|历史|歷史|\bHistory\b"),
)  # fmt: skip
_LATER_ROLES: tuple[tuple[Role, str], ...] = (
    ("leaders", r"领导|領導|部长|书记|\bLeaders(?:hip)?\b|\b(?:secretar|minister|director|chief|head)(?:y|ie)?s\b"),
    ("duties", r"职责|職責|职能|職能|\bFunctions?\b|\bResponsibilit|\bDuties\b|\bMandate\b"),
    ("structure", r"机构设置|组织(?:结构|机构|架构)|組織|\bStructure\b|\bOrgani[sz]ation\b"),
)
# Order counts: 直属高等学校 is a university before it is 直属.
_GROUPS = (
    ("nameplate", r"牌子|\bnameplates?\b"),
    ("managed", r"管理的国家局|部管国家局|归口管理|\bNational bureaus\b|\bbureaus? managed\b"),
    ("university", r"高等学校|高校|院校|大学|\bAcademic\b|\bUniversit|\bHigher education\b"),
    ("enterprise", r"企业|公司|\bSOEs?\b|\benterprises?\b|\bcompanies\b"),
    ("association", r"社会团体|社团|协会|学会|\bassociations?\b"),
    ("regional", r"派出|派驻|驻地方|地方机构|\bRegional\b|\bLocal (?:offices|units|bureaus)\b"),
    ("subordinate", r"事业单位|直属(?:单位|机构)|\bSubordinate\b|\bAffiliated\b|\bPublic institutions\b"),
    ("internal", r"内设|内部机构|机关司局|\bInternal\b|\bDepartments\b"),
)


def group_of(heading: str) -> str | None:
    """The group of units that a heading announces, or None."""
    return next((group for group, words in _GROUPS if re.search(words, heading, re.IGNORECASE)), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (None for what stands before the first one) and the lines under it, up to the next heading."""

    heading: Line | None
    role: Role
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        """The words of the heading."""
        return self.heading.text if self.heading else ""

    @property
    def items(self) -> list[Line]:
        """The list items."""
        return [line for line in self.lines if line.kind == "item"]

    @property
    def prose(self) -> list[Line]:
        """The lines of running text."""
        return [line for line in self.lines if line.kind == "prose"]


def sections(lines: Iterable[Line]) -> Iterator[Section]:
    """Yields the sections of a page; a term (`; 部长`) opens one below the heading it stands under."""
    above: list[tuple[int, Role]] = [(0, "introduction")]
    heading: Line | None = None
    held: list[Line] = []
    for line in lines:
        if line.kind not in ("heading", "term"):
            held.append(line)
            continue
        yield Section(heading, above[-1][1], tuple(held))
        depth = line.level or 7
        while len(above) > 1 and above[-1][0] >= depth:
            above.pop()
        above.append((depth, _role(line, above[-1][1])))
        heading, held = line, []
    yield Section(heading, above[-1][1], tuple(held))


def _role(heading: Line, parent: Role) -> Role:
    if heading.level == 1:
        return "introduction"
    if parent in CLOSING:
        return parent
    if (role := _named(heading.text, _ROLES)) is not None:
        return role
    if parent != "leaders" and group_of(heading.text):
        return "structure"
    return _named(heading.text, _LATER_ROLES) or ("unknown" if parent == "introduction" else parent)


def _named(text: str, table: tuple[tuple[Role, str], ...]) -> Role | None:
    return next((role for role, words in table if re.search(words, text, re.IGNORECASE)), None)
