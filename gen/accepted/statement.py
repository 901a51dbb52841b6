"""What a redline states of itself: the releases it compares, and what each block of their texts is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gen.errors import CannotRead
from gen.model.ids import body_id, fits, release_id
from gen.render.redline import BLOCKS, FORMAT
from gen.report.model import Language
from gen.report.whole import Block
from gen.sources.formats.docx.resolve import stated
from gen.sources.formats.docx.wordfile import WordFile, parsed

_ANEW = "publish the redline anew and have it reviewed"
_SPACE = f"{{{BLOCKS}}}"


class Stated(NamedTuple):
    """The two releases, the sha256 of their snapshot files, and the language of the text."""

    old: str
    new: str
    hashes: tuple[str, str]
    language: Language

    def prove(self, name: str, hashes: tuple[str, str]) -> None:
        """Raises CannotRead where the store holds other snapshots than the redline was made from."""
        for ref, said, found in zip((self.old, self.new), self.hashes, hashes, strict=True):
            if said != found:
                why = f"it was made from {ref} with the sha256 {said or 'unknown'}, and the store holds {found}"
                raise CannotRead(name, why, f"restore that snapshot, or {_ANEW}")


def stated_in(file: WordFile) -> Stated:
    """What the properties of the file say; raises CannotRead for what no redline of gen may hold or lacks."""
    for part, what, todo in file.unwanted():
        raise CannotRead(f"{file.name}: {part}", f"it {what}", todo)
    said = stated(file)
    refs = said.get("GenOld", ""), said.get("GenNew", "")
    if said.get("GenFormat") != FORMAT or not all(map(_is_ref, refs)):
        raise CannotRead(
            file.name,
            "it does not say which releases it compares",
            "take back a redline.docx of gen that still has its properties (Word's document inspector removes them); "
            "another Word file with tracked changes is read with --accept or --reject instead of --accepted",
        )
    language: Language = "en" if said.get("GenLanguage") == "en" else "zh"
    return Stated(*refs, (said.get("GenOldSha256", ""), said.get("GenNewSha256", "")), language)


def _is_ref(ref: str) -> bool:
    body, _, release = ref.partition("@")
    return fits(body_id, body) and fits(release_id, release)


def blocks_stated(file: WordFile, texts: tuple[Sequence[Block], Sequence[Block]]) -> list[tuple[int, int]]:
    """The moves that the file states, none where an Office program has dropped the part that does.

    Raises CannotRead where it states other blocks than the texts of today have.
    """
    for part, data in file.parts.items():
        if part.startswith("customXml/item") and BLOCKS.encode() in data:
            root = parsed(file.name, part, data)
            if root.tag != f"{_SPACE}redline":
                continue
            for side, some in zip(("old", "new"), texts, strict=True):
                told = [
                    (one.get("subject"), one.get("part"), one.get("style"))
                    for one in root.iter(f"{_SPACE}block")
                    if one.get("side") == side
                ]
                if told != [(block.subject, block.part, block.style) for block in some]:
                    raise CannotRead(file.name, f"its {side} text was made by another version of gen", _ANEW)
            return [
                (int(one.get("old", "")), int(one.get("new", "")))
                for one in root.iter(f"{_SPACE}move")
                if one.get("old", "").isdecimal() and one.get("new", "").isdecimal()
            ]
    return []
