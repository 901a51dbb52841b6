"""Which blocks of a page are its main text: found by an extractor, then widened so that no part of it is lost."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from gen.sources.account import Account
from gen.sources.formats.html.blocks import Block, Page, shown

OUTSIDE = "outside the main text"
_WIKI = "mw-parser-output"
_MOST_BLOCKS = 4_000
_MOST_CHARS = 400_000
_DEEPEST = 200
_MOST_OF = 0.9
_HEAD = 5
_SHORTEST = 3
# Characters that no page uses and an extractor takes for letters: each marks one block.
_FIRST_MARK = 0x20000
_MARKS = 42_000
# What content systems print around an article.
_FURNITURE = re.compile(
    r"[【\[]?(?:发布(?:时间|日期|机构)|發布(?:日期|時間)|来源|來源|字体|字號|字号|打印|关闭|分享(?:到|至)?|浏览(?:次数|量)|点击(?:数|次数)|"
    r"责任编辑|扫一扫|当前位置|您(?:的|所在的?)位置|上一[篇页条]|下一[篇页条]|相关(?:链接|阅读|新闻|文档|附件)|返回顶部|播报|编辑|編輯|收藏|点赞|目录)"
    r"(?:[】\]:：\s|｜].{0,120})?"
)

_UNSETTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
# What the extractor logs is of no use to whoever reads a document.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())


def set_aside(page: Page, account: Account) -> None:
    """Marks the blocks that are no main text; says so where that is more than a third of what is shown."""
    wiki = _wiki_text(page.root)
    if wiki is not None:
        _keep_wiki(page, wiki)
        return
    kept = _extracted(page, account)
    if not kept:
        return
    before = sum(len(block.text) for block in page.blocks)
    _keep(page, kept)
    outside = [(n, block) for n, block in enumerate(page.blocks, 1) if block.aside == OUTSIDE]
    size = sum(len(block.text) for _, block in outside)
    if size * 3 > before:
        text = (
            f"{size} of {before} characters stand outside the main text and are left out; see that nothing is missing"
        )
        account.doubt(outside[0][0], "outside-main-text", text)


def _wiki_text(root: Any) -> Any:
    return next((e for e in root.iter("div") if _WIKI in (e.get("class") or "").split()), None)


def _keep_wiki(page: Page, wiki: Any) -> None:
    inside = _Inside(wiki)
    for block in shown(page):
        if not inside(block.element) and not (block.kind == "heading" and block.level == 1):
            block.aside = OUTSIDE


class _Inside:
    """Whether an element stands in another one, which is climbed up to once for each element."""

    def __init__(self, whole: Any) -> None:
        self._known: dict[Any, bool] = {whole: True}

    def __call__(self, element: Any) -> bool:
        path = []
        while element is not None and element not in self._known:
            path.append(element)
            element = element.getparent()
        answer = element is not None and self._known[element]
        self._known.update(dict.fromkeys(path, answer))
        return answer


def _extracted(page: Page, account: Account) -> set[Block]:
    """The blocks that the extractor takes for the main text; none where it finds none or the page is too large."""
    found = list(shown(page))
    if len(found) > _MOST_BLOCKS or sum(len(block.text) for block in found) > _MOST_CHARS or _deep(found):
        account.doubt(1, "main-text-not-sought", "the page is too large to find its main text; all its text is taken")
        return set()
    marks = _marks(found)
    text = _extract(page, marks)
    return {block for mark, block in marks.items() if mark in text}


def _deep(found: Sequence[Block]) -> bool:
    return any(next(islice(block.element.iterancestors(), _DEEPEST, None), None) is not None for block in found)


def _marks(found: Sequence[Block]) -> dict[str, Block]:
    used = set().union(*(set(block.text) for block in found))
    free = (mark for n in range(_MARKS) if (mark := chr(_FIRST_MARK + n)) not in used)
    return dict(zip(free, found, strict=False))


def _extract(page: Page, marks: dict[str, Block]) -> set[str]:
    """The marks that come out of the extractor; the page's tree is used up by it."""
    import trafilatura

    for mark, block in marks.items():
        _put(mark, block)
    try:
        found = trafilatura.bare_extraction(page.root, fast=True, include_comments=False, with_metadata=False)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return set()
    text = getattr(found, "text", None)
    return set(text) if isinstance(text, str) else set()


def _put(mark: str, block: Block) -> None:
    element, in_tail = block.spot
    if in_tail:
        element.tail = mark + _UNSETTABLE.sub("", element.tail or "")
    else:
        element.text = mark + _UNSETTABLE.sub("", element.text or "")


def _keep(page: Page, kept: set[Block]) -> None:
    """Sets aside what stands outside the element of the main text, and within it menus and furniture."""
    container = _container(kept)
    inside = _Inside(container)
    for block in list(shown(page)):
        if not inside(block.element) or _FURNITURE.fullmatch(block.text) or (block not in kept and _is_links(block)):
            block.aside = OUTSIDE
    _keep_title(page)


def _is_links(block: Block) -> bool:
    return block.linked * 2 >= len(block.text)


def _container(kept: set[Block]) -> Any:
    """The innermost element that holds nearly all of the kept text."""
    weights: dict[Any, int] = {}
    for block in kept:
        for element in (block.element, *block.element.iterancestors()):
            weights[element] = weights.get(element, 0) + len(block.text)
    total = sum(len(block.text) for block in kept)
    holding = [element for element, weight in weights.items() if weight >= _MOST_OF * total]
    return max(holding, key=lambda element: sum(1 for _ in element.iterancestors()))


def _keep_title(page: Page) -> None:
    """Takes back the page's title where it stands before the main text and not at its head."""
    first = next((n for n, block in enumerate(page.blocks) if not block.aside), 0)
    before = [block for block in page.blocks[:first] if block.aside == OUTSIDE and not _is_links(block)]
    head = [block for block in page.blocks[first : first + _HEAD] if not block.aside]
    named = [block for block in (*head, *before) if len(block.text) > _SHORTEST and block.text in page.title]
    headings = [block for block in before if block.kind == "heading" and block.level == 1][-1:]
    title = max(named, key=lambda block: len(block.text), default=None) or next(iter(headings), None)
    if title is not None:
        title.aside = ""
