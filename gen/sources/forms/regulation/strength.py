"""How many posts and heads a text allots: "机关行政编制80名（含…5名）。设部长1名，副部长4名"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from gen.sources.words import from_chinese, tidy

_FIGURE = re.compile(r"(?P<n>(?<!\d)\d{1,6}|[一二两三四五六七八九十]{1,3})\s?(?:名|人(?![员事才民大]))")
_MARK = re.compile(rf"[（(）)。；]|其中|{_FIGURE.pattern}")
_WHAT = re.compile(r"(?:[^，。、；;：:（）()\d]|[（(][^（）()\d]{1,6}[）)]){1,40}$")
_AFTER = re.compile(r"[^，。、；;：:（）()\d]{1,40}")
_CHANGED = re.compile(r"由\d{1,6}名(?:核增|核减|调整|增加|减少)?(?:为|到|至)(?=\d)")
_BEFORE_NAME = re.compile(
    r"^(?:其中|不含|含|包括|另|单列|核定|设立|设|配备|配置|配|共有|共|以及|和|及|各|有|本部门|本单位|本)+(?=.{2})"
)
_BEFORE_COUNT = re.compile(r"(?:总数|总额|共计|共|计|核定|限额|定|暂)?(?:为|是|由)?$")
_ORGAN_ITSELF = re.compile("^.{0,12}?[部局委厅署办]机关(?=.{0,20}编制)")
_ONLY_WORDS = ("", "其中", "含", "包括", "核定", "设", "配备", "另设", "共", "和", "各")
_BESIDES = re.compile(r"(?:^|[，、（(])(?:不含|另)[^，、（()）]{0,40}$")
# One rank, however the rules of a time write it: 司局领导职数, 司（局）级领导职数, 司局级领导职数.
_RANKED = re.compile("(?P<of>[正副])?(?P<rank>[司厅](?:[（(]局[）)]|局)?|[局处科股])级?领导职数")
_WINDOW = 60


class Figure(NamedTuple):
    """A number and what it is for; one within another number names that: "总工程师（含在司局领导职数内）"."""

    what: str
    number: int


def figures(text: str, body: Sequence[str] = ()) -> tuple[list[Figure], list[str]]:
    """Returns the numbers a text states, and those whose meaning is not clear, with the words around them.

    `body` are the names of the body, which are no part of what a number is for.
    """
    text = _CHANGED.sub("为", tidy(text))
    found, unclear = list[Figure](), list[str]()
    within: list[str | None] = []
    whole, last, end, among = "", "", -1, False
    for mark in _MARK.finditer(text):
        if mark[0] in "（(":
            within.append(last if mark.start() == end else None)
        elif mark[0] in "）)":
            del within[-1:]
        elif mark["n"] is None:
            among = mark[0] == "其中"
        elif (what := _what(text, mark, body)) and (number := _count(mark["n"])) is not None:
            container = next((held for held in reversed(within) if held), None)
            if _BESIDES.search(text[max(0, mark.start() - _WINDOW) : mark.start()]):
                container, among = None, False
            if container is None and among and ("编制" in what or "人员" in what):
                container = whole
            last, end = what, mark.end()
            whole = whole if container or among else what
            found.append(Figure(f"{what}（含在{container}内）" if container else what, number))
        else:
            unclear.append(text[max(0, mark.start() - 20) : mark.end() + 20])
    return found, unclear


def states(text: str) -> bool:
    """Whether a text states any number of posts or heads."""
    return _FIGURE.search(text) is not None


def _count(said: str) -> int | None:
    return int(said) if said.isdecimal() else from_chinese("二" if said == "两" else said)


def _what(text: str, mark: re.Match[str], body: Sequence[str]) -> str:
    """What the number is for: the words before it, or those after it ("1名兼任…局长")."""
    before = _WHAT.search(text[max(0, mark.start() - _WINDOW) : mark.start()])
    if what := _bare(before[0] if before else "", body):
        return what
    after = _AFTER.match(text, mark.end())
    return _bare(after[0], body) if after else ""


def _bare(said: str, body: Sequence[str]) -> str:
    """The words without those that only introduce the number, and without the name of the body."""
    said = _BEFORE_COUNT.sub("", said.partition("名")[2] or said)
    if said in _ONLY_WORDS:
        return ""
    said = _BEFORE_NAME.sub("", said)
    for name in sorted(body, key=len, reverse=True):
        said = said.removeprefix(name).removeprefix("的")
    said = _ORGAN_ITSELF.sub("机关", _BEFORE_NAME.sub("", said)).strip()
    if ranked := _RANKED.fullmatch(said):
        said = f"{ranked['of'] or ''}{ranked['rank'].strip('）)').replace('（', '').replace('(', '')}级领导职数"
    return said
