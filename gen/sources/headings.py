"""What headings mean: the part of a page a section is, and the group its list of units forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from gen.sources.lines import Line

Role = Literal[
    "introduction",
    "history",
    "duties",
    "structure",
    "leaders",
    "staffing",
    "see also",
    "references",
    "external links",
    "unknown",
]

# Sections that close a page; whatever stands below them is not read.
CLOSING: tuple[Role, ...] = ("see also", "references", "external links")

_ROLES: tuple[tuple[Role, str], ...] = (
    ("see also", r"^(?:[参參另][见見看]|相[关關](?:条目|條目|页面|頁面)|See also)$"),
    ("references", r"^(?:[参參]考(?:文[献獻]|[资資]料|[来來]源)|注[释解]|註[釋解]|脚注|腳註|[来來]源"
     r"|References|Notes|Citations|Sources|Footnotes|Bibliography)$"),
    ("external links", r"^(?:外部(?:链接|連結|鏈接)|延伸[阅閱][读讀]|External links|Further reading)$"),
    ("history", r"沿革|[历歷]史|演[变變]|\bHistory\b|\bBackground\b|\bOrigins?\b"),
)  # fmt: skip
_LATER_ROLES: tuple[tuple[Role, str], ...] = (
    ("leaders", r"[领領][导導]|[部局首][长長]|[书書][记記]|[现現历歷]任|[负負][责責]人"
     r"|\bLeaders(?:hip)?\b|\bOfficeholders\b"
     r"|\b(?:secretar|minister|director|chief|head|commissioner|administrator|chair)(?:y|ie|m[ae]n|person)?s\b"),
    ("duties", r"[职職](?:[责責能权權]|掌)|主要任[务務]|掌理事[项項]|[业業][务務](?:[范範][围圍]|[职職]掌)"
     r"|\bFunctions?\b|\bResponsibilit|\bDuties\b|\bMandate\b|\bPowers\b|\bRemit\b|\bRoles?\b|\bMission\b"),
    ("structure", r"[机機][构構]|[组組][织織]|部[门門][设設]置|\bStructure\b|\bOrgani[sz]ation|\bUnits\b|\bOffices\b"),
    ("staffing", r"[编編]制|[员員][额額]|人[员員][规規]模|\bStaff(?:ing)?\b|\bPersonnel\b|\bEmployees\b|\bWorkforce\b"),
)  # fmt: skip
# Order counts: 直属高等学校 is a university before it is 直属.
_GROUPS = (
    ("nameplate", r"牌子|\bnameplates?\b"),
    ("managed", r"管理的[国國]家局|部管[国國]家局|[归歸]口管理|\bNational bureaus\b|\bbureaus? managed\b"),
    ("university", r"高等[学學]校|高校|院校|大[学學]|\bAcademic\b|\bUniversit|\bHigher education\b"),
    ("enterprise", r"企[业業]|公司|\bSOEs?\b|\benterprises?\b|\bcompanies\b"),
    ("association", r"社[会會][团團][体體]|社[团團]|[协協][会會]|[学學][会會]|\bassociations?\b"),
    ("regional", r"派出|派[驻駐]|[驻駐]地方|地方[机機][构構]|\bRegional\b|\bLocal (?:offices|units|bureaus)\b"),
    ("subordinate", r"事[业業][单單]位|(?:[直所附][属屬]|下[属屬])(?:[单單]位|[机機][构構関]|[机機][关關])"
     r"|\bSubordinate\b|\bAffiliated\b|\bPublic institutions\b"),
    ("internal", r"[内內][设設]|[内內]部(?:[机機][构構]|[单單]位)|机关司局|[职職]能司局|[业業][务務](?:司局|[单單]位)"
     r"|[辅輔]助[单單]位|\bInternal\b|\bDepartments\b"),
)  # fmt: skip


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
