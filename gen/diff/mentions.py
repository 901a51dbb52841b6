"""What a declaration speaks of: the names in its words, and the topics of the duties it moves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from gen.diff.normal import bracketed, folded, name_key
from gen.model.record import Snapshot, Text

_PARTS = (re.compile(r"[、，,；;]|以及| and "), re.compile(r"[、，,；;和与及]|以及| and "))
_EXAMPLES = re.compile("等.{0,20}$")
_FORMER = re.compile(r"^(?:原|前|the |former )+", re.IGNORECASE)
_STATE = re.compile(r"^中华人民共和国|^people['’]s republic of china | of the people['’]s republic of china$")
_SELF = frozenset({"本部", "本委", "本局", "本署", "我部", "我委", "我局", "the ministry", "ministry"})
_ORGAN_ENDS = "部委局署办院"
_GENERAL = re.compile(
    "有关|相关|其他|职责|职能|工作|事项|承担|负责|牵头|履行|方面|[的等]"
    r"|\b(?:the|of|for|and|its|all|responsib\w+|dut(?:y|ies)|functions?|tasks?|powers?)\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[a-z0-9]+|[^\x00-\x7f]")
_SPOKEN_OF = 0.6
_STEM = 6

Topic = frozenset[str]


def names_in(words: str | None) -> frozenset[str]:
    """The keys of every name the words may hold: as a whole, each part of an enumeration, and each without 原."""
    if not words:
        return frozenset()
    found = [_EXAMPLES.sub("", part.strip()) for part in (words, *(p for row in _PARTS for p in row.split(words)))]
    keys = (name_key(name) for part in found for name in (part, _FORMER.sub("", part)))
    return frozenset(key for key in keys if len(key) > 1)


def names_of(texts: Iterable[Text]) -> frozenset[str]:
    """The keys of names in both languages, and of the names in their brackets."""
    said = [name for text in texts for name in (text.zh, text.en) if name]
    inside = (name_key(name) for one in said for name in bracketed(one))
    return frozenset({*map(name_key, said), *inside})


@dataclass(frozen=True, slots=True)
class Own:
    """Tells whether names are those of the body itself: in full, in short, or as it speaks of itself."""

    keys: frozenset[str]
    short: frozenset[str]
    others: frozenset[str]

    @staticmethod
    def of(*snapshots: Snapshot) -> Own:
        stated = {key for one in snapshots for key in names_of((one.name, *one.nameplates))}
        keys = frozenset(_STATE.sub("", key) for key in stated)
        short = _SELF | {one.body for one in snapshots} | {_initials(key) for key in keys if key.isascii()}
        others = names_of(relation.name for one in snapshots for relation in one.relations)
        return Own(keys, short, frozenset(_STATE.sub("", key) for key in others))

    def has(self, names: Iterable[str]) -> bool:
        """Whether any of the names is the body's."""
        return any(map(self._is, (_STATE.sub("", name) for name in names)))

    def _is(self, name: str) -> bool:
        return name in self.keys or name in self.short or (name not in self.others and self._shortens(name))

    def _shortens(self, name: str) -> bool:
        """Whether a Chinese name is made of characters of the body's in their order: 工信部, 国家发展改革委."""
        if name.isascii() or not 2 < len(name) < 8 or name[-1] not in _ORGAN_ENDS:
            return False
        return any(key.removeprefix("国家")[:1] in name and _in_order(name, key) for key in self.keys)


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[a-z]+", name) if word not in ("and", "of", "the", "for"))


def _in_order(short: str, name: str) -> bool:
    rest = iter(name)
    return all(character in rest for character in short)


def topics(*wordings: str) -> tuple[Topic, ...]:
    """What each wording names beyond the words for duties as such; nothing for one that names nothing more."""
    found = (_tokens(_GENERAL.split(folded(words))) for words in wordings)
    return tuple(topic for topic in found if topic)


def speaks_of(text: str, some: Iterable[Topic]) -> bool:
    """Whether a text speaks of one of the topics: most of what makes up the topic stands in it."""
    tokens = _tokens([folded(text)])
    return any(len(topic & tokens) >= _SPOKEN_OF * len(topic) for topic in some)


def _tokens(parts: Iterable[str]) -> Topic:
    """Pairs of Chinese characters, and the beginnings of longer English words, whatever their endings."""
    found: set[str] = set()
    for part in parts:
        words = _TOKEN.findall(part.casefold())
        found.update(a + b for a, b in pairwise(words) if not (a + b).isascii() and len(a + b) == 2)
        found.update(word[:_STEM] for word in words if word.isascii() and len(word) > 3)
    return frozenset(found)
