"""What the changes on a page can be told apart by: subject, kind, group and status, with how many are of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple
from urllib.parse import quote

from gen.model.change import KINDS, SUBJECTS
from gen.report.model import Item, Report


class Option(NamedTuple):
    """One value of a facet: its key, which holds no space, its word, its symbol or "", and how many changes have it."""

    key: str
    word: str
    symbol: str = ""
    number: int = 0


class Facet(NamedTuple):
    """One way to tell changes apart, with every value that there is."""

    name: str
    label: str
    options: tuple[Option, ...]


Choices = Callable[[Item], Iterable[Option]]


def facets(report: Report) -> tuple[Facet, ...]:
    """The facets by which the changes of a report differ."""
    labels = report.labels
    titles = {section.subject: section.title for section in report.sections}
    named: dict[str, tuple[str, Choices]] = {
        "subject": (labels["subject"], lambda item: [Option(item.subject, titles[item.subject])]),
        "kind": (labels["kind"], lambda item: [Option(mark.kind, mark.word, mark.symbol) for mark in item.marks]),
        "group": (labels["group"], lambda item: [Option(quote(one.key, safe=""), one.word) for one in item.groups]),
        "status": (labels["status"], lambda item: [Option(status_of(item), item.status_word)]),
    }
    made = (Facet(name, label, _options(report.items, choices)) for name, (label, choices) in named.items())
    return tuple(facet for facet in made if len(facet.options) > 1)


def status_of(item: Item) -> str:
    """The status of a change as a key; a change whose ruling was put off has one of its own."""
    return "put-off" if item.status == "likely" and item.ruling else item.status


def group_keys(item: Item) -> str:
    """The keys of the groups of a change with spaces between."""
    return " ".join(quote(one.key, safe="") for one in item.groups)


def _options(items: Iterable[Item], choices: Choices) -> tuple[Option, ...]:
    """Every value the items have, subjects and kinds in their own order, all others as they come."""
    found = [option for item in items for option in choices(item)]
    numbers = Counter(option.key for option in found)
    order: dict[str, int] = {key: place for place, key in enumerate((*SUBJECTS, *KINDS))}
    first = {option.key: option for option in reversed(found)}
    return tuple(
        first[key]._replace(number=numbers[key]) for key in sorted(numbers, key=lambda key: order.get(key, len(order)))
    )
