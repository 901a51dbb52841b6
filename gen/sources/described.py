"""What an item of a list says of a unit after its name and a colon: its duties, and the sections it sets up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gen.sources.comments import hides_duties
from gen.sources.names import brackets, split_outside
from gen.sources.words import HAN, ends_in_organ, tidy

_NAMED = re.compile(r"(?P<name>[^：:，。；<]{2,60})[：:]\s*(?P<rest>\S.*)", re.DOTALL)
_ENGLISH = re.compile(
    r"[A-Z].*\b(?:Office|Department|Bureau|Division|Directorate|Agency|Administration|Cent(?:er|re)|Institute|Committee|"
    r"Branch|Section|Service|Unit|Secretariat|Commission)\b.{0,60}"
)
_HIDDEN = re.compile(r"<!--\s*(?P<text>.*?)\s*-->", re.DOTALL)
_SENTENCE = re.compile(r"[^。]+。?")
_SETS_UP = re.compile(
    r"(?:该?[司局厅处室部]?[内下]?[设設](?:有|置)?(?:下列)?(?:机构|機構|處室|处室)?[：:]?)(?P<list>.+)"
)
_SHORT = re.compile(rf"[（(](?:简称|簡稱|以下简称)[：:“\"]?(?P<name>[{HAN}A-Za-z]{{1,20}})[”\"]?[)）]")


@dataclass(frozen=True, slots=True)
class Described:
    """A unit's own name, its duties (`hidden`: told in a comment), its sections, and names shortened (简称)."""

    name: str
    duties: str = ""
    hidden: bool = False
    sections: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


def described(text: str) -> Described:
    """Returns what the item says; an item without a colon after an organ's name is the name alone."""
    told = _NAMED.fullmatch(text)
    if not told or not (ends_in_organ(brackets(told["name"])[0]) or _ENGLISH.fullmatch(told["name"])):
        return Described(_SHORT.sub("", text), short=tuple(_SHORT.findall(text)))
    rest, comment = told["rest"], _HIDDEN.match(told["rest"])
    if comment and hides_duties(text):
        rest = rest[comment.end() :]
    sections, duties = list[str](), list[str]()
    for sentence in _SENTENCE.findall(rest):
        found = _sections(sentence)
        sections += found
        duties += [] if found else [sentence]
    own = "".join(duties).strip()
    return Described(
        name=_SHORT.sub("", told["name"]),
        duties=(comment["text"] if comment else "") + own,
        hidden=comment is not None,
        sections=tuple(_SHORT.sub("", section) for section in sections),
        short=tuple(_SHORT.findall(text)),
    )


def _sections(sentence: str) -> list[str]:
    """The names in "设甲处、乙室（丙室）和丁处。", none where one of them is no name of an organ."""
    found = _SETS_UP.fullmatch(sentence.strip().rstrip("。"))
    if not found:
        return []
    parts = [name for part in split_outside(found["list"], "、，,") for name in _last_two(part)]
    return parts if all(ends_in_organ(brackets(part)[0]) for part in parts) else []


def _last_two(part: str) -> list[str]:
    """Both names of "甲处和乙处"; a name with 和 in it is one."""
    first, _, second = part.partition("和")
    if second and ends_in_organ(brackets(first)[0]) and ends_in_organ(brackets(second)[0]):
        return [tidy(first), tidy(second)]
    return [part]
