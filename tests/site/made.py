"""Published sets without a briefing behind them, for the tests of what stands above the sets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gen.manifest import FILE, sha256, written
from gen.model.change import Kind, ReleaseRef, Subject
from gen.model.manifest import Look, Manifest, PublishedFile
from gen.model.record import Text
from gen.report.catalogue import Listed
from gen.report.model import Language

FILES = {"briefing.html": b"<p>briefing</p>", "briefing.pdf": b"%PDF", "changes.json": b"{}"}
COUNTS: Mapping[Subject, Mapping[Kind, int]] = {"unit": {"added": 2, "renamed": 3}, "duty": {"amended": 12}}
MINISTRY = Text(zh="工业和信息化部", en="Ministry of Industry and Information Technology")


def about(
    body: str = "miit",
    old: str = "2019",
    new: str = "2022",
    *,
    language: Language = "zh",
    files: Mapping[str, bytes] = FILES,
    name: Text | None = MINISTRY,
    captured: str | None = "2022-03-01",
    counts: Mapping[Subject, Mapping[Kind, int]] = COUNTS,
    changes: str = "c",
    old_body: str = "",
) -> Manifest:
    return Manifest(
        gen="0.1.0",
        made_with={},
        language=language,
        template=Look(name="briefing", files={}),
        old=ReleaseRef(body=old_body or body, release=old, effective=old.partition("+")[0], sha256="a" * 64),
        new=ReleaseRef(body=body, release=new, effective=new.partition("+")[0], sha256="b" * 64),
        name=name,
        captured=captured,
        rulings="d" * 64,
        changes=sha256(changes.encode()),
        counts={subject: dict(kinds) for subject, kinds in counts.items()},
        ids=("U1",),
        files=tuple(PublishedFile(name=file, size=len(data), sha256=sha256(data)) for file, data in files.items()),
    )


def one(body: str = "miit", old: str = "2019", new: str = "2022", *, folder: str = "", **said: object) -> Listed:
    """A set as it is listed; nothing of it is on the disk."""
    made = about(body, old, new, **said)  # type: ignore[arg-type]
    return Listed(folder or f"{body}/{old}..{new}", made, sha256(written(made)))


def put(
    root: Path, body: str = "miit", old: str = "2019", new: str = "2022", *, folder: str = "", **said: object
) -> Path:
    """A set on the disk, and the folder it stands in."""
    made = about(body, old, new, **said)  # type: ignore[arg-type]
    place = root / (folder or f"{body}/{old}..{new}")
    place.mkdir(parents=True)
    files = said.get("files", FILES)
    assert isinstance(files, Mapping)
    for name, data in {**files, FILE: written(made)}.items():
        (place / name).write_bytes(data)
    return place


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
