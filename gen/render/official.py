"""The page of an official document, as GB/T 9704-2012 lays it out; a template that holds such a page prints by it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from gen.errors import BadValue
from gen.render.measure import ems
from gen.render.templates import environment
from gen.report.letterhead import FILE, letterhead, written
from gen.report.model import Report
from gen.report.official import official

PAGE = "official.html.j2"
STYLE = "official.css"
END = "end"
_CHINESE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_RUN = re.compile(f"([{_CHINESE}]+)|[^{_CHINESE}]+")
_LARGEST, _TEXT_WIDTH = 42.0, 442.2
_HERE, _APART, _UNNUMBERED = (f'<footer class="colophon{more}">' for more in ("", " apart", " apart unnumbered"))


def official_page(report: Report, templates: Mapping[str, str]) -> str:
    """The page, with the letterhead among the templates; raises FaultyFile for one that is not in order."""
    document = official(report, letterhead(templates.get(FILE, "")))
    made = environment(templates)
    made.filters["runs"] = runs
    return made.get_template(PAGE).render(
        report=report,
        t=report.labels,
        css=templates[STYLE],
        official=document,
        mark_size=round(min(_LARGEST, _TEXT_WIDTH / max(1.1 * ems(document.head.issuer), 1.0)), 2),
    )


def runs(text: str) -> list[tuple[str, bool]]:
    """The text in runs, each with whether it is Chinese and so set in another face where the rest is Latin."""
    return [(found[0], bool(found[1])) for found in _RUN.finditer(text)]


def lettered(templates: Mapping[str, str], sets: Sequence[str]) -> Mapping[str, str]:
    """The templates with the values of `sets` ("issuer=…") put into their letterhead.

    Raises BadValue for a set that is none and for templates without a letterhead, FaultyFile as `letterhead` does.
    """
    if not sets:
        return templates
    if FILE not in templates:
        raise BadValue("--set", sets[0], "for this template: it has no letterhead; gbt9704 has")
    return {**templates, FILE: written(letterhead(templates[FILE], sets))}


def evened(html: str, pages: int, *, ends_there: bool) -> str | None:
    """The page with its colophon on an even page of its own, where it would else stand on an odd one; else None.

    ends_there: whether the text ends on that odd page. If not, a blank page comes before the colophon, and then
    neither of the two is numbered.
    """
    if pages % 2 == 0 or _HERE not in html:
        return None
    return html.replace(_HERE, _APART if ends_there else _UNNUMBERED)
