"""Wording: keys and facts in, words of one language out; the tables stand in gen.report.zh and gen.report.en."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gen.errors import Unknown
from gen.model.change import Evidence, Kind, Subject
from gen.model.record import Finding, Locator, Text
from gen.report import en, zh
from gen.report.model import Language, Mark

SYMBOLS: Mapping[Kind, str] = {
    "split": "＜",
    "merged": "＞",
    "renamed": "≈",
    "reassigned": "→",
    "amended": "△",
    "added": "＋",
    "removed": "－",
}
_TABLES = {"zh": zh.WORDS, "en": en.WORDS}
_LABELS = {"zh": zh.LABELS, "en": en.LABELS}
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


class Words(NamedTuple):
    """The wording of one language; `names` gives English names known from elsewhere for Chinese ones."""

    language: Language
    names: Mapping[str, str]

    def say(self, key: str, *facts: object, n: int | None = None, **named: str) -> str:
        """The message of `key` with its facts; with `n` = 1 its ".one" form, above it its ".many" form, if any."""
        table = _TABLES[self.language]
        form = "" if n is None else ".one" if n == 1 else ".many"
        if (message := table.get(key + form, table.get(key))) is None:
            raise Unknown("message", key, table)
        return message.format(*facts, **named)

    def has(self, key: str) -> bool:
        """Whether there is a message of its own for `key`."""
        return key in _TABLES[self.language]

    @property
    def labels(self) -> Mapping[str, str]:
        """The fixed words of tables and notes."""
        return _LABELS[self.language]

    def mark(self, kind: Kind) -> Mark:
        """The symbol and the word of a kind."""
        return Mark(kind, SYMBOLS[kind], self.say(f"kind.{kind}"))

    def joined(self, parts: Iterable[str]) -> str:
        """The parts as a list: "A、B、C", "A, B and C"."""
        *first, last = tuple(parts) or ("",)
        return self.say("last").join((self.say("list").join(first), last)) if first else last

    def quoted(self, text: str) -> str:
        """The text in quotation marks."""
        return self.say("quoted", text)

    def excerpt(self, text: str, size: int = 48) -> str:
        """The text in quotation marks, cut after `size` characters."""
        return self.quoted(text if len(text) <= size else text[:size].rstrip() + self.say("ellipsis"))

    def name(self, text: Text) -> str:
        """A name in this language; in English the Chinese one follows in brackets where both are known."""
        if self.language == "zh" or not text.zh:
            return text.said_in(self.language)
        english = text.en or self.names.get(text.zh)
        return english + self.say("bracketed", text.zh) if english else text.zh

    def named(self, name: str) -> str:
        """A name that is known in one wording only, by the same rule."""
        return self.name(Text(zh=name)) if name in self.names else name

    def group(self, group: str | None) -> str:
        """The plural word for a group; a body's own group is its own word."""
        key = f"group.{group or ''}"
        return self.say(key) if self.has(key) else str(group)

    def one_group(self, group: str | None) -> str:
        """The word for one unit of a group."""
        key = f"one.group.{group or ''}"
        return self.say(key) if self.has(key) else str(group)

    def counted(self, subject: Subject, number: int, group: str | None = None) -> str:
        """The number with the word for what is counted: "1 regional office", "3 duties"."""
        word = self.one_group(group) if number == 1 else self.group(group)
        return self.say(f"{'one' if number == 1 else 'many'}.{subject}", number, word)

    def date(self, partial: str) -> str:
        """A date as precise as it is known: "2020年8月11日", "11 August 2020"; anything else unchanged."""
        if not _DATE.fullmatch(partial):
            return partial
        year, *rest = partial.split("-")
        numbers: list[str] = [str(int(part)) for part in rest]
        if self.language == "en" and numbers:
            numbers[0] = self.say("months").split()[int(numbers[0]) - 1]
        return self.say(("year", "month", "day")[len(numbers)], year, *numbers)

    def finding(self, finding: Finding) -> str:
        """What a reader doubted and where: in English in the reader's own words, which name the facts."""
        key = f"finding.{finding.kind}"
        said = self.say(key) if self.language != "en" and self.has(key) else finding.text
        return said + self.say("at", self.place(finding.locator))

    def place(self, locator: Locator) -> str:
        """Where it stands: source and line."""
        return self.say("place", locator.source, locator.line)


def capital(text: str) -> str:
    """The text with its first letter in upper case, as at the head of a line."""
    return text[:1].upper() + text[1:]


def evidence_words(evidence: Evidence, language: Language) -> str:
    """One ground for a reading in words; raises Unknown for a code that has no wording."""
    return ground_words(evidence, Words(language, {}))


def ground_words(evidence: Evidence, words: Words) -> str:
    """One ground for a reading in the given wording; raises Unknown for a code that has none."""
    if not words.has(f"evidence.{evidence.code}"):
        raise Unknown("evidence code", evidence.code, EVIDENCE)
    return words.say(f"evidence.{evidence.code}", *_facts(evidence, words))


def _facts(evidence: Evidence, words: Words) -> list[str]:
    """The facts of a ground as its message takes them: names worded, lists joined, no bare percent signs."""
    facts = list(evidence.facts)
    match evidence.code:
        case "last-left":
            return [words.group(facts[0] or None)]
        case "children-go-to" | "duties-go-to" | "parents-exchanged":
            return [words.named(facts[0]), words.named(facts[1]), facts[2]]
        case "contents-taken-over":
            return [words.named(facts[0]), *facts[1:]]
        case "same-holders":
            return [words.joined(facts)]
        case "same-neighbours" | "name-parts-joined":
            return [words.joined(words.named(fact) for fact in evidence.facts if fact)]
        case "numbered-siblings":
            return [facts[0], words.joined(map(words.named, evidence.facts[1:]))]
        case "similar-name":
            return [words.named(facts[0]), words.named(facts[1]), facts[2].rstrip("% ")]
        case "declared":
            source, _, line = facts[1].rpartition(":")
            return [facts[0], words.say("place", source.rpartition(":")[2], line) if source else facts[1]]
        case "ruled" | "put-off":
            why = words.say("ruling.why", facts[2]) if facts[2] else ""
            return [facts[0], words.date(facts[1]), why]
        case "similar-text" | "same-clauses":
            return [facts[0].rstrip("% ")]
        case "nameplate-goes-to":
            return [facts[0], words.named(facts[1])]
    return facts


EVIDENCE = tuple(sorted(key.partition(".")[2] for key in zh.WORDS if key.startswith("evidence.")))
