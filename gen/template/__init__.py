"""The templates: those that come with gen, copies of them for the staff to edit, and those a briefing is made with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from gen.errors import CannotRead, CannotWrite, FaultyFile, Unknown
from gen.files import read, write_all

Language = Literal["zh", "en"]
STANDARD = "briefing"
_LANGUAGES: tuple[Language, ...] = ("zh", "en")
_PAGES = (".j2", ".css", ".js", ".toml")
_ELSEWHERE = ("mail", "site")  # pages that are no briefing's


class Template(NamedTuple):
    """What a briefing is laid out with: pages and stylesheets by file name, the Word file and what it is called.

    name: of the template, or of the staff's own folder or file without what it stands in.
    """

    pages: Mapping[str, str]
    word: bytes
    word_file: str
    name: str = STANDARD


def root() -> Path:
    """The folder of the templates that come with gen: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


def names() -> tuple[str, ...]:
    """The templates of briefings that come with gen."""
    return tuple(sorted(entry.name for entry in root().iterdir() if entry.is_dir() and entry.name not in _ELSEWHERE))


def load(name: str, language: Language, sets: Sequence[str] = ()) -> Template:
    """A template by its name, or from a folder or a Word file of the staff's own.

    What a folder or a Word file does not hold is taken from the standard template; `sets` ("issuer=…") are put into
    its letterhead. Raises Unknown, CannotRead, BadValue for sets that do not fit, and FaultyFile for a folder of the
    staff's own with a fault in its pages.
    """
    from gen.render.official import lettered

    own = Path(name)
    if is_word(own):
        return Template(lettered(pages(root() / STANDARD), sets), read(own, follow=True), name, own.name)
    folder = own if "/" in name or "\\" in name else root() / name
    if not folder.is_dir():
        raise Unknown("template", name, names())
    if folder.resolve().parent != root():
        from gen.template.check import page_faults

        if found := tuple(page_faults(folder)):
            raise FaultyFile(found)
    word = _word_file(folder, language)
    return Template(lettered(pages(folder), sets), read(word, follow=True), str(word), folder.name)


def is_word(file: Path) -> bool:
    """Whether a path names a Word file by its ending."""
    return file.suffix.lower() in (".docx", ".docm", ".dotx", ".dotm", ".doc")


def pages(folder: Path) -> dict[str, str]:
    """Pages, styles, scripts, settings by file name, those a folder lacks from the standard one; raises CannotRead."""
    return own_pages(root() / STANDARD) | own_pages(folder)


def own_pages(folder: Path) -> dict[str, str]:
    """The pages, styles, scripts and settings that a folder holds itself; raises CannotRead."""
    return {file.name: _text(file) for file in sorted(folder.iterdir()) if file.suffix in _PAGES}


def copy(name: str, to: Path, language: Language = "zh") -> tuple[Path, ...]:
    """Copies a template into a new folder, or its Word file of one language to a new file; returns what was written.

    Raises Unknown, and CannotWrite where there is something already.
    """
    folder = root() / name
    if name not in names():
        raise Unknown("template", name, names())
    if to.exists() or to.is_symlink():
        raise CannotWrite(str(to), "there is something of that name already")
    if is_word(to):
        files = {to: read(_word_file(folder, language))}
    else:
        files = {to / file: text.encode() for file, text in pages(folder).items()}
        files |= {to / word_name(each): read(_word_file(folder, each)) for each in _LANGUAGES}
    write_all(files)
    return tuple(files)


def word_name(language: Language) -> str:
    """What the Word file of a language is called in a template folder."""
    return f"{STANDARD}.docx" if language == "zh" else f"{STANDARD}.{language}.docx"


def _word_file(folder: Path, language: Language) -> Path:
    return next(file for file in _word_files(folder, language) if file.is_file())


def _word_files(folder: Path, language: Language) -> tuple[Path, ...]:
    """Where the Word file of a template may stand: in the folder, beside it, or with the standard template."""
    beside = word_name(language).replace(STANDARD, folder.name, 1)
    return folder / word_name(language), root() / beside, root() / word_name(language)


def _text(file: Path) -> str:
    try:
        return read(file, follow=True).decode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotRead(str(file), f"byte {error.start} is not UTF-8") from None
