"""What is wrong with the pages of a template folder: syntax, unknown names, files that are missing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from gen.errors import Fault, FaultyFile, Place, nearest
from gen.render import html, markdown
from gen.render.official import PAGE, official_page
from gen.render.templates import environment
from gen.report.letterhead import FILE, letterhead
from gen.report.model import Report

if TYPE_CHECKING:
    from jinja2.nodes import Template

_CUT = 200


def unused(folder: str, texts: Mapping[str, str], known: Collection[str]) -> Iterator[Fault]:
    """The files that nothing asks for, neither a renderer, which asks for `known` ones, nor a page: mostly misspelt."""
    for name in sorted(set(texts) - set(known)):
        if not any(name in text for text in texts.values()):
            yield Fault(Place(f"{folder}/{name}"), "nothing uses this file", nearest(name, known))


def faults(folder: str, texts: Mapping[str, str], report: Report) -> Iterator[Fault]:
    """Every fault of the pages: what can be read off them, then what a trial briefing of `report` stumbles over."""
    read = [fault for name in texts if name.endswith(".j2") for fault in _read(folder, name, texts, report)]
    told = {fault.place for fault in read}
    yield from read
    yield from _lettered(folder, texts)
    yield from (fault for fault in _tried(folder, texts, report) if fault.place not in told)


def _read(folder: str, name: str, texts: Mapping[str, str], report: Report) -> Iterator[Fault]:
    from jinja2 import TemplateSyntaxError

    try:
        page = environment(texts).parse(texts[name])
        yield from _names(folder, name, page, report)
        environment(texts).compile(page)
    except TemplateSyntaxError as error:
        if "No filter named" not in str(error) and "No test named" not in str(error):
            yield Fault(Place(f"{folder}/{name}", error.lineno), str(error.message))


def _names(folder: str, name: str, page: Template, report: Report) -> Iterator[Fault]:
    """The words and the parts of the report that a page asks for and that do not exist, even where it rarely asks."""
    from jinja2 import nodes

    known = {"t": set(report.labels), "report": {one for one in dir(report) if not one.startswith("_")}}
    for asked in page.find_all(nodes.Getattr):
        if isinstance(asked.node, nodes.Name) and asked.node.name in known:
            have = known[asked.node.name]
            if asked.attr not in have:
                what = f"{asked.node.name}.{asked.attr} does not exist"
                yield Fault(Place(f"{folder}/{name}", asked.lineno), what, nearest(asked.attr, have))


def _lettered(folder: str, texts: Mapping[str, str]) -> Iterator[Fault]:
    try:
        letterhead(texts.get(FILE, ""), file=f"{folder}/{FILE}")
    except FaultyFile as error:
        yield from error.faults


def _tried(folder: str, texts: Mapping[str, str], report: Report) -> Iterator[Fault]:
    makers: tuple[Callable[[], object], ...] = (
        lambda: html.page(report, texts, "print"),
        lambda: html.page(report, texts, "screen"),
        lambda: markdown.render(report, texts),
        *([lambda: official_page(report, {**texts, FILE: ""})] if PAGE in texts else []),
    )
    yield from dict.fromkeys(fault for make in makers if (fault := _stumble(folder, make, texts)))


def _stumble(folder: str, make: Callable[[], object], texts: Mapping[str, str]) -> Fault | None:
    from jinja2 import TemplateError, TemplateNotFound

    try:
        make()
    except TemplateNotFound as error:
        return Fault(_where(folder, error, texts), f"there is no file {error.name}", nearest(str(error.name), texts))
    except TemplateError as error:
        return Fault(_where(folder, error, texts), str(error)[:_CUT])
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        return Fault(_where(folder, error, texts), f"{type(error).__name__}: {error}"[:_CUT])
    return None


def _where(folder: str, error: Exception, texts: Mapping[str, str]) -> Place:
    """The line of the template an error comes from: the last in its traceback that belongs to one."""
    place, step = Place(folder), error.__traceback__
    while step is not None:
        if (name := step.tb_frame.f_code.co_filename) in texts:
            place = Place(f"{folder}/{name}", step.tb_lineno)
        step = step.tb_next
    return place
