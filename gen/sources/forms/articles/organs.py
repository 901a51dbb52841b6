"""What the articles say of organs: which ones the body has, in how many sections, and what each is in charge of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gen.model.record import Staffing, Text
from gen.sources.account import Account
from gen.sources.forms.articles.statute import Article, Paragraph
from gen.sources.units import Node
from gen.sources.words import HAN, NUMERAL, clip, from_chinese, item_number, tidy

POSTS, TASKS = "職務", "任務編組"
_KIND = "司|處|室|會|局|署|所|院|館|廳|科|課|組|股|隊|廠|站|中心|小組|學校|辦公室|委員會"
_ORGAN = re.compile(rf"[{HAN}]{{1,40}}(?:{_KIND})")
_BELOW = re.compile(r"科|課|股|組")
_ASIDE = re.compile(r"[（(][^（）()]{0,40}[)）]")
_BELOW_THESE = "[下左](?:列|述)"
_IN_CHARGE = re.compile(
    rf"(?P<who>[^，。；：]{{2,60}}?)[，之]?(?:分別)?(?:掌理|掌管|職掌|主管|辦理)(?:{_BELOW_THESE})?(?:事項|業務|事務)?"
    r"(?:如[下左])?[：:]"
)
_POWERS = re.compile(r"(?P<who>[^，。；：]{2,30}?)之?(?:權責|職責|職權|職掌)如[下左][：:]")
_SETS = re.compile(
    rf"(?P<who>[^，。；：]{{2,40}}?)(?P<why>[為因][^。；：]{{1,60}}?[，,]?)?得?分?(?:設置?|設有|置){_BELOW_THESE}(?P<what>[^。；：]{{1,40}})"
    r"(?:[；，。][^：]{0,100})?[：:。]"
)
_SETS_BELOW = re.compile(r"(?P<who>[^，。；：]{2,20}?)(?:所屬|之)(?P<what>次級[^。；：]{1,20})如[下左][：:]")
_HAS = re.compile(
    r"(?P<who>本[^，。；：、]{1,6}|[^，。；：、]{2,30}[司處室會局署所院部])(?:分)?設(?:置|有)?(?P<list>[^。；：，]{3,600})"
)
_CALLED = re.compile(r"辦事之處所，?稱(?:為)?(?P<name>[^，。；：、]{2,20})")
_DOES = re.compile(r"(?P<who>[^，。；：]{2,40}?)(?P<what>(?:掌理|掌管|主管|辦理|承辦)[^：]{2,600})")
_SECTIONS = re.compile(
    rf"分(?:設|為)?(?P<names>[^，。；]{{0,120}}?)(?P<n>{NUMERAL}{{1,3}}|\d{{1,2}})(?P<kind>科|課|組|股|室)辦事"
)
_ENTRY = re.compile(r"(?P<name>[^，。；：（(]{2,40})(?P<rest>(?:[，：（(].*)?)[。；]?")
_HEADS = re.compile(
    rf"(?:置|[，；、])(?P<what>(?![由以其置])[{HAN}]{{2,14}}?)(?P<n>{NUMERAL}{{1,4}}|\d{{1,4}})人(?P<to>至)?"
)
_OWNER = re.compile(r"(?P<who>[^，。；：置]{2,40})置")
_ELSEWHERE = re.compile(r"(?P<names>[^。；：]{2,200}?)之?(?:掌理事項|職掌)，?(?:[依由]|另)[^。]{2,60}")
_OF_ONE = re.compile(r"(?P<who>[^，。；：]{2,40})：(?P<what>.+)")
ON_DUTIES = re.compile("掌理|掌管|職掌")
_LONGEST = 300  # characters of a sentence that opens a list
_ANY = re.compile("各|其")
_ITSELF = re.compile("本(?:[部會署院局府處館所司]|中心|委員會)")


@dataclass(slots=True)
class Organs:
    """The units by name in the order in which the text brings them, and the numbers it states."""

    account: Account
    own: Node
    roots: list[Node] = field(default_factory=list)
    staffing: list[Staffing] = field(default_factory=list)
    listed: bool = False
    read: set[int] = field(default_factory=set)
    _named: dict[str, Node] = field(default_factory=dict)

    def set_up(self, article: Article) -> None:
        """Reads what an article says of which units there are."""
        for intro, items in lists(article):
            said = intro.text[: _LONGEST + 1]
            sets = _SETS.fullmatch(said) or _SETS_BELOW.fullmatch(said)
            if sets and items:
                self._use(intro, "heading")
                for item in items:
                    self._entry(item, sets["who"], sets["what"])
            elif not items:
                self._in_a_sentence(intro)

    def in_charge(self, article: Article) -> None:
        """Reads what an article says a unit or a post is in charge of."""
        for intro, items in lists(article):
            if items and (who := self._holder(intro)):
                self._use(intro, "heading")
                self._duties(who, items)
            elif items:
                self._one_each(intro, items)
            else:
                self._does(intro)

    def elsewhere(self, article: Article) -> None:
        """Adds a finding for units whose duties another text states."""
        told = [(one, found) for one in article.paragraphs if (found := _ELSEWHERE.match(one.text))]
        for one, found in told:
            if not _ANY.match(found["names"]) and (names := _organs(found["names"])):
                text = f"their duties stand in another text, and no article sets them up: {clip('、'.join(names), 120)}"
                self.account.doubt(one.lines[0], "stated-elsewhere", text)
                self.read.update(one.lines)

    def _entry(self, item: Paragraph, who: str, what: str) -> None:
        found = _ENTRY.fullmatch(item.text)
        if not found:
            self.account.doubt(item.lines[0], "unread-item", f"not the name of a unit: {clip(item.text)}")
            return
        self._use(item, "unit")
        above = self._named.get(who) if _BELOW.search(what) or who in self._named else None
        group = TASKS if TASKS in what else "subordinate" if "次級" in what else "internal"
        node = self._add(found["name"], item.lines[0], group, above, item.label)
        rest = found["rest"].strip("，：。； ")
        if not rest or self._sections(node, rest, item):
            return
        node.duties = [*node.duties, (None, Text(zh=rest + "。"), item.lines[0])]
        self._heads(rest, node.name.primary, item.lines[0])

    def _sections(self, node: Node, rest: str, item: Paragraph) -> bool:
        found = _SECTIONS.fullmatch(rest)
        if not found:
            return False
        number, kind = from_chinese(found["n"]) or 0, found["kind"]
        at = self.account.at(item.lines[0], "unit")
        self.staffing.append(Staffing(what=f"{node.name.primary} {kind}", count=number, locator=at))
        names = [name for name in re.split("[、及與]", found["names"].strip("，、")) if name]
        for name in names:
            self._add(name if name.endswith(kind) else name + kind, item.lines[0], "internal", node)
        if names and len(names) != number:
            text = f"{number} {kind} are stated for {node.name.primary}, {len(names)} are named"
            self.account.doubt(item.lines[0], "count-disagrees", text)
        return True

    def _in_a_sentence(self, one: Paragraph) -> None:
        """Reads "本部設甲司、乙處及丙會。", and what stands of posts ("置部長一人")."""
        found = _HAS.match(one.text)
        names = _organs(found["list"]) if found else []
        above = self._named.get(found["who"]) if found else None
        for name in names:
            self._add(name, one.lines[0], "internal", above)
        called = [tidy(place["name"]) for place in _CALLED.finditer(one.text)] if names else []
        for name in called:
            self._add(name, one.lines[0], "internal", None)
        unit = "" if names else self._whose(one.text)
        if names or self._heads(one.text, unit, one.lines[0]):
            self._use(one, "unit" if names else "staffing")

    def _whose(self, text: str) -> str:
        """The unit whose heads a sentence counts, "" where they are the body's."""
        found = _OWNER.match(text)
        return found["who"] if found and found["who"] in self._named else ""

    def _heads(self, text: str, unit: str, line: int) -> bool:
        told = list(_HEADS.finditer(text)) if "置" in text else []
        for found in told:
            if found["to"]:
                self.account.doubt(
                    line, "range", f"a number from … to … is not kept: {clip(text[found.start('what') :], 40)}"
                )
                continue
            what = f"{unit} {tidy(found['what'])}".strip()
            at = self.account.at(line, "staffing")
            self.staffing.append(Staffing(what=what, count=from_chinese(found["n"]) or 0, locator=at))
        return bool(told)

    def _holder(self, intro: Paragraph) -> Node | None:
        """The unit or the post whose list an introduction opens, or None where it opens no list of duties."""
        said = intro.text[: _LONGEST + 1]
        if found := _POWERS.fullmatch(said):
            who, group = tidy(found["who"]), "internal" if found["who"] in self._named else POSTS
        elif found := _IN_CHARGE.fullmatch(said):
            who, group = tidy(found["who"]), "internal"
        else:
            return None
        if _ANY.match(who):
            return None
        return self.own if self._is_itself(who) else self._known(who, group, intro.lines[0])

    def _one_each(self, intro: Paragraph, items: Sequence[Paragraph]) -> None:
        """Reads a list with a unit an item: "各司職掌如下：一、甲司：…。"."""
        told = [(item, found) for item in items if (found := _OF_ONE.fullmatch(item.text))]
        if not ON_DUTIES.search(intro.text) or len(told) < len(items):
            return
        if any(found["who"] not in self._named for _, found in told):
            return
        self._use(intro, "heading")
        for item, found in told:
            self._use(item, "duty")
            node = self._named[found["who"]]
            node.duties = [*node.duties, (None, Text(zh=tidy(found["what"])), item.lines[0])]

    def _is_itself(self, who: str) -> bool:
        return who == self.own.name.primary or _ITSELF.fullmatch(who) is not None

    def _known(self, who: str, group: str, line: int) -> Node:
        if who in self._named:
            return self._named[who]
        if self.listed and group == "internal":
            self.account.doubt(line, "unlisted-unit", f"{clip(who)} has duties, but no article sets it up")
        return self._add(who, line, group, None)

    def _does(self, one: Paragraph) -> None:
        found = _DOES.fullmatch(one.text)
        node = self._named.get(tidy(found["who"])) if found else None
        if found and self._is_itself(tidy(found["who"])):
            node = self.own
        if found and node:
            self._use(one, "duty")
            node.duties = [*node.duties, (None, Text(zh=tidy(found["what"])), one.lines[0])]

    def _duties(self, node: Node, items: Sequence[Paragraph]) -> None:
        duties: list[tuple[str | None, Text, int]] = list(node.duties)
        for item in items:
            self._use(item, "duty")
            if item.level == 1 or not duties:
                duties.append((item_number(item.label, "zh"), Text(zh=tidy(item.text)), item.lines[0]))
            else:
                number, text, line = duties[-1]
                duties[-1] = (number, Text(zh=f"{text.zh}{_labelled(item)}"), line)
        node.duties = duties

    def _add(self, name: str, line: int, group: str, above: Node | None, label: str = "") -> Node:
        name = tidy(name)
        node = Node(Text(zh=name), line, group, number=label or None)
        if name in self._named and above is None:
            text = f"{clip(name)} is set up already in line {self._named[name].line}"
            self.account.doubt(line, "unit-repeated", text)
            return self._named[name]
        self._named.setdefault(name, node)
        (above.units if above else self.roots).append(node)
        return node

    def _use(self, one: Paragraph, gave: str) -> None:
        self.read.update(one.lines)
        for line in one.lines:
            self.account.at(line, gave)


def lists(article: Article) -> Iterator[tuple[Paragraph, list[Paragraph]]]:
    """Yields each paragraph of an article with the items under it."""
    held: list[Paragraph] = []
    intro: Paragraph | None = None
    for one in article.paragraphs:
        if one.label:
            held.append(one)
            continue
        if intro:
            yield intro, held
        intro, held = one, []
    if intro:
        yield intro, held


def _organs(text: str) -> list[str]:
    """The names of organs in "甲司、乙處及丙委員會"; none where one part is no such name."""
    parts = [part for part in re.split("、|及(?=[^、]*$)", _ASIDE.sub("", text)) if part]
    return parts if all(_ORGAN.fullmatch(part) for part in parts) else []


def _labelled(item: Paragraph) -> str:
    return f"（{item.label}）{item.text}" if item.level == 2 else f"{item.label}.{item.text}"
