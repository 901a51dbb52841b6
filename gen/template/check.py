"""What is wrong with a template, each fault with its file and line or paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gen.errors import Fault, GenError, Place, Unknown
from gen.files import read
from gen.template import is_word, names, own_pages, pages, root


def check(name: str) -> tuple[Fault, ...]:
    """Every fault of a Word file, of a template folder, or of a template that comes with gen; raises Unknown."""
    path = root() / name if name in names() else Path(name)
    if path.is_dir():
        return tuple(sorted([*page_faults(path), *(fault for file in sorted(path.iterdir()) for fault in _word(file))]))
    if not path.exists():
        raise Unknown("template", name, names())
    if not is_word(path):
        return (Fault(Place(name), "it is neither a Word file nor a folder", "name a .docx file or a folder"),)
    return tuple(_word(path))


def _word(file: Path) -> Iterator[Fault]:
    """The faults of a Word file; nothing for a file of another kind."""
    from gen.render.wordcheck import faults
    from gen.sources.formats.docx.wordfile import opened

    if not is_word(file):
        return
    try:
        yield from faults(opened(str(file), read(file, follow=True)))
    except GenError as error:
        yield Fault(Place(str(file)), str(error).removeprefix(f"cannot read {file}: "))


def page_faults(folder: Path) -> Iterator[Fault]:
    """The faults of a folder's pages: their syntax, the names they use, and what a trial briefing stumbles over."""
    from gen.render.pagecheck import faults, unused
    from gen.template.sample import report

    try:
        texts = pages(folder)
    except GenError as error:
        yield Fault(Place(str(folder)), str(error))
        return
    known = {file for name in names() for file in own_pages(root() / name)}
    yield from unused(str(folder), texts, known)
    yield from faults(str(folder), texts, report())
