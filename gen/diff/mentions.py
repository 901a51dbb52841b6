"""What a declaration speaks of: the names in its words, and the topics of the duties it moves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

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
_PREPOSITION = re.compile(r" (?:of|for|in|on|over|to|with|between|among|from) ", re.IGNORECASE)
_JOINED = re.compile(r",| and | or |;")
_LISTED = re.compile(r"[、，；;]|, (?:and )?")
_TOKEN = re.compile(r"[a-z0-9]+|[^\x00-\x7f]")
_SPOKEN_OF = 0.6
_STEM = 6


class Topic(NamedTuple):
    """What a wording names: the beginnings of its words, or pairs of characters, and the heads of an English one."""

    tokens: frozenset[str]
    heads: frozenset[str]


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
    inside = (name_key(name) for one in said if one[-1] in ")）" for name in bracketed(one))
    return frozenset({*map(name_key, said), *inside})


def key_of_body(name: str) -> str:
    """The key of a body's name, without the name of the state."""
    return _STATE.sub("", name_key(name))


class Own(NamedTuple):
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


def items_in(words: str) -> tuple[str, ...]:
    """The items of an enumeration in order; one for words that only 和, 与 or "and" could part."""
    listed = (_EXAMPLES.sub("", part.strip()) for part in _LISTED.split(words))
    return tuple(dict.fromkeys(part for part in listed if part))


def topics(*wordings: str) -> tuple[Topic, ...]:
    """What each wording names beyond the words for duties as such; nothing for one that names nothing more."""
    found = (Topic(_tokens(_GENERAL.split(folded(words))), _heads(folded(words))) for words in wordings)
    return tuple(topic for topic in found if topic.tokens)


def speaks_of(text: str, some: Iterable[Topic]) -> bool:
    """Whether a text speaks of one of the topics: most of what makes up the topic stands in it.

    Of an English topic one of its head words has to, too: what is protection in "protection of the marine environment"
    or in "marine environment protection" is not spoken of where the marine environment is only monitored.
    """
    tokens = _tokens([folded(text)])
    return any(
        len(topic.tokens & tokens) >= _SPOKEN_OF * len(topic.tokens) and (not topic.heads or topic.heads & tokens)
        for topic in some
    )


def _heads(words: str) -> frozenset[str]:
    """The last words of what stands before the first preposition, part by part, passing over words for duties."""
    for phrase in _PREPOSITION.split(words) if words.isascii() else ():
        said = [_words(_GENERAL.sub(" ", part)) for part in _JOINED.split(phrase)]
        if heads := frozenset(tokens[-1] for tokens in said if tokens):
            return heads
    return frozenset()


def _words(text: str) -> list[str]:
    """The beginnings of the longer English words, whatever their endings."""
    return [word[:_STEM] for word in _TOKEN.findall(text.casefold()) if word.isascii() and len(word) > 3]


def _tokens(parts: Iterable[str]) -> frozenset[str]:
    """Pairs of Chinese characters, and the beginnings of longer English words."""
    found: set[str] = set()
    for part in parts:
        words = _TOKEN.findall(part.casefold())
        found.update(a + b for a, b in pairwise(words) if not (a + b).isascii() and len(a + b) == 2)
        found.update(_words(part))
    return frozenset(found)
