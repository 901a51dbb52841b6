"""Doubts special to regulations: headings that name another body, and a text that breaks off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gen.sources.account import Account
from gen.sources.forms.regulation.outline import Outline
from gen.sources.words import HAN, NUMERAL, clip

_HEADED = re.compile(
    r"(?!主要|工作|机构|部门|单位|法定|机关|内设|人员|本)"
    rf"(?P<name>.{{2,40}}?)(?:设(?:有|置|立)?(?:\d{{1,3}}|{NUMERAL}{{1,3}})个.*|的?(?:主要|工作|机构|部门)?(?:职责|职能)(?:是|如下)?"
    r"|的?(?:机关)?内设(?:机构|处室|科室|股室).*|的?机构设置|的?人员编制)"
)
_AREA = re.compile("[全本我](?P<level>[省市县旗]|区(?!域))(?![场长])")
_LEVELS = re.compile("[省市县区旗](?!委)")
_ORGANISATION = re.compile(
    rf"(?<=[和与、及，；的])(?P<name>(?!行业|企业|外国|国际|地方|各类|有关|当地)[{HAN}]{{2,3}}(?:市|县|区)?(?:总商会|商会|贸促会|海关|人民政府))"
)
_OFTEN = 3
_ANNOUNCED = (("内设机构", "offices"), ("人员编制", "staffing"))


def heading_names_another(headings: Sequence[tuple[int, str]], text: str, named: str | None) -> tuple[str, str] | None:
    """Returns the body that headings (line, title) name and the one the text speaks of, where those are two.

    `text` is everything but the headings; `named` is what the text or its title calls the body, where it does. Without
    that, the text speaks of another body if it calls its area a city throughout, and the headings name a district.
    """
    names = dict.fromkeys(name for _, title in headings if (name := name_in(title)))
    for name in names:
        if name in text:
            continue
        if named is not None:
            if name not in named and named not in name:
                return name, named
        elif other := _area(name, text):
            return name, other
    return None


def name_in(heading: str) -> str | None:
    """The name of the body that a heading states (甲局主要职责, 甲局设8个内设机构), or None."""
    found = _HEADED.fullmatch(heading)
    return found["name"] if found else None


def _area(name: str, text: str) -> str | None:
    """What the text calls its area throughout, with an organisation of it, where a name speaks of another level."""
    own = _LEVELS.findall(name)
    said = [found["level"] for found in _AREA.finditer(text)]
    counts = Counter(said).most_common(1)
    if not own or not counts or counts[0][1] < _OFTEN or own[-1] in said or counts[0][0] in own:
        return None
    words = "/".join(dict.fromkeys(found[0] for found in _AREA.finditer(text) if found["level"] == counts[0][0]))
    others = dict.fromkeys(found["name"] for found in _ORGANISATION.finditer(text))
    return f"{words} ({counts[0][1]} times)" + "".join(f", {other}" for other in list(others)[:3])


def doubt_headings(headings: Sequence[tuple[int, str]], text: str, named: str | None, account: Account) -> str | None:
    """Adds the finding that headings name another body, and returns the name they give."""
    found = heading_names_another(headings, text, named)
    if found is None:
        return None
    name, other = found
    lines = [line for line, title in headings if title.startswith(name)]
    where = f"line {lines[0]}" if len(lines) == 1 else "lines " + ", ".join(map(str, lines[:-1])) + f" and {lines[-1]}"
    said = (
        f"the headings of {where} name {clip(name)}, which the text names nowhere; it speaks of {clip(other)}: "
        "check whose document this is" + ("" if named else "; the id stands for the name")
    )
    account.doubt(lines[0], "heading-names-another", said)
    return name


def doubt_end(outline: Outline, title: str | None, last: tuple[int, str], account: Account) -> None:
    """Adds the finding that a text in articles stops before what its title announces; `last` is (line, text)."""
    topics = {part.topic for part in outline.parts}
    missing = [words for words, topic in _ANNOUNCED if words in (title or "") and topic not in topics]
    in_articles = any(part.mark == "article" for part in outline.parts)
    if in_articles and missing and not topics & {"closing", "effective"}:
        text = (
            f"the document breaks off here, after {clip(last[1], 24)}: its title announces {' and '.join(missing)}, "
            "and no article says when it is in force or who explains it; look for the whole text"
        )
        account.doubt(last[0], "breaks-off", text)
