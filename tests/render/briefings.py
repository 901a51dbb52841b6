"""The sample briefing, its templates, and one with hostile names, for the tests of every format."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from gen.model.change import Changes, ReleaseRef
from gen.model.record import Finding, Snapshot, Text
from gen.report.build import build
from gen.report.model import Language, Report
from gen.template import word_name
from tests.builders import AT, snapshot, unit
from tests.report import sample

LANGUAGES: tuple[Language, ...] = ("zh", "en")
_FOLDER = Path(__file__).parents[2] / "templates" / "briefing"
HOSTILE = (
    "<script>alert(1)</script>",
    "{{7*7}}{% raw %}",
    '=HYPERLINK("http://evil.example")',
    "\u202egnp.exe司",
    "]]></w:t><w:r>&amp;",
    "| a | b\n# not a heading [x](http://evil.example)",
    "长" * 400,
)


@cache
def templates() -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(_FOLDER.iterdir()) if file.suffix != ".docx"}


@cache
def base(language: Language) -> bytes:
    return (_FOLDER.parent / word_name(language)).read_bytes()


def report(language: Language = "zh", changes: Changes = sample.CHANGES) -> Report:
    return build(changes, sample.OLD, sample.NEW, language)


def hostile_changes() -> tuple[Changes, Snapshot, Snapshot]:
    """A briefing in which every name, group, text and evidence is hostile."""
    old = snapshot(release="2019")
    new = snapshot(
        *(unit(Text(zh=name), id=f"u{n}", group=HOSTILE[0]) for n, name in enumerate(HOSTILE)), release="2022"
    )
    changes = [
        sample.change(
            f"U{n}",
            "unit",
            "added",
            new=sample.of(new, name),
            evidence=(sample.because("declared", name, "s1:1"),),
            findings=(Finding(kind="x", text=name, locator=AT),),
        )
        for n, name in enumerate(HOSTILE, 1)
    ]
    changes += [
        sample.change(
            f"D{n}",
            "duty",
            "amended",
            old=(sample.of_duty(sample.duty(Text(zh=text), f"（{n}）")),),
            new=(sample.of_duty(sample.duty(Text(zh=text), f"（{n}）")),),
            redline=(("-", text), ("+", text)),
        )
        for n, text in enumerate(HOSTILE, 1)
    ]
    refs = [ReleaseRef(body="miit", release=s.release, effective=s.effective, sha256="c" * 64) for s in (old, new)]
    return Changes(old=refs[0], new=refs[1], changes=tuple(changes)), old, new


def hostile() -> Report:
    return build(*hostile_changes(), "zh")
