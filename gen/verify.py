"""The proof of what was published: a whole set of files, or a redline alone, against the record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from gen import __version__, files, office
from gen.briefing import FORMATS, Comparison, artefacts, changes_json, compare
from gen.errors import CannotRead, Fault, GenError, Place
from gen.manifest import FILE, counts, look_of, made_with, read, rulings_sha256, sha256
from gen.model.manifest import Manifest, PublishedFile
from gen.render.lint import lint
from gen.render.readback import fonts, parts, words
from gen.render.redline import FORMAT
from gen.render.wordml import xml_text
from gen.report.redline import preface, redlined
from gen.report.whole import Block
from gen.sources.formats.docx.resolve import commented, resolved, stated
from gen.sources.formats.docx.wordfile import opened
from gen.store import Store
from gen.template import load, names

_SHOWN = 40
_ANEW = "publish it anew with gen brief"
_IDS = re.compile(r"[A-Z]+\d+")
_HASHES = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


class Verdict(NamedTuple):
    """Which two releases a document states, who judged it, and every fault found."""

    old: str
    new: str
    judges: tuple[str, ...]
    faults: tuple[str, ...]


def verify_redline(
    name: str, data: bytes, store: Store, libreoffice: str | None = None, refs: Sequence[str] = ()
) -> Verdict:
    """The proof of a redline: rejected it is the whole old text, accepted the new one, and every change is commented.

    libreoffice: its path, to have it judge beside gen. refs: where `old, new` are kept, if not in the store under the
    names the redline gives. Raises CannotRead for what is no redline of gen, and what Store.load raises.
    """
    file = opened(name, data)
    said = stated(file)
    named = said.get("GenOld", ""), said.get("GenNew", "")
    if said.get("GenFormat") != FORMAT or not all(named):
        raise CannotRead(name, "it does not say which releases it compares; only a redline made by gen does")
    comparison = compare(store, refs or named, "en" if said.get("GenLanguage") == "en" else "zh")
    old, new, report = comparison.old, comparison.new, comparison.report
    made = redlined(comparison.changes, old.snapshot, new.snapshot, report)
    texts = [paragraphs(preface(report), blocks) for blocks in (made.old, made.new)]
    faults = [*_hashes(said, (old.sha256, new.sha256)), *lint(file)]
    faults += _readings("gen", [resolved(file, "rejected"), resolved(file, "accepted")], texts)
    if commented(file) != [tuple(map(xml_text, one.lines)) for one in made.comments]:
        faults.append("the comments are not those on the changes that the record and its rulings give today")
    if libreoffice:
        faults += _readings("LibreOffice", office.readings([data], libreoffice)[0], texts)
    return Verdict(*named, ("gen", "LibreOffice") if libreoffice else ("gen",), tuple(faults))


def _hashes(said: dict[str, str], hashes: tuple[str, str]) -> Iterator[str]:
    for side, found in zip(("Old", "New"), hashes, strict=True):
        if said.get(f"Gen{side}Sha256") != found:
            stated_hash = said.get(f"Gen{side}Sha256", "none")
            yield f"it states the sha256 {stated_hash} of {said[f'Gen{side}']}, whose snapshot has {found}"


def paragraphs(head: Iterable[str], blocks: Iterable[Block]) -> list[str]:
    """Every paragraph of a text in order, those of table cells among them."""
    told = (part for block in blocks for part in (block.parts if block.table else (block.text,)))
    return [xml_text(text) for text in (*head, *told)]


def _readings(judge: str, found: Sequence[Sequence[str]], expected: Sequence[Sequence[str]]) -> Iterator[str]:
    for how, some, wanted in zip(("rejected", "accepted"), found, expected, strict=True):
        if list(some) != list(wanted):
            at = next((n for n, (one, other) in enumerate(zip(some, wanted, strict=False)) if one != other), None)
            at = min(len(some), len(wanted)) if at is None else at
            says, ought = (repr(text[at][:_SHOWN]) if at < len(text) else "nothing" for text in (some, wanted))
            yield f"with every change {how}, {judge} reads {says} as paragraph {at + 1}, not {ought}"


class Checked(NamedTuple):
    """What was found of a set of files: a line for each that is in order, notes on them, and every fault."""

    fine: tuple[str, ...]
    notes: tuple[str, ...]
    faults: tuple[Fault, ...]


class _Found(NamedTuple):
    """What was found of one file: what is wrong with it, or how far it could be proved."""

    fault: str = ""
    fine: str = ""
    note: str = ""


def verify_folder(
    folder: Path, store: Store, tell: Callable[[str], None], refs: Sequence[str] = (), template: str | None = None
) -> Checked:
    """The proof of a published set: every file of it is made anew from the record and compared with what is there.

    refs: the two releases, where the store has them not under the names the manifest states; template: the folder or
    file of the staff's own that the set was made with. Raises CannotRead and FaultyFile where there is no manifest.
    """
    about = read(str(folder / FILE), _manifest(folder))
    faults = list(_listed(folder, about))
    known = {one.name for one in about.files if (folder / one.name).is_file()}
    made, why = _anew(folder, about, store, tell, refs, template, known)
    faults += why
    fine, notes = [], []
    for one in about.files:
        if one.name not in known:
            continue
        found = _file(one, folder, about, made)
        fine += [f"{one.name}: {found.fine}"] if found.fine else []
        notes += [f"{one.name}: {found.note}"] if found.note else []
        faults += [Fault(Place(str(folder / one.name)), found.fault, _ANEW)] if found.fault else []
    return Checked(tuple(fine), tuple(notes), tuple(faults))


def _manifest(folder: Path) -> bytes:
    if not (folder / FILE).exists():
        raise CannotRead(str(folder), f"there is no {FILE} in it", "name a folder that gen brief published")
    return files.read(folder / FILE)


def _listed(folder: Path, about: Manifest) -> Iterator[Fault]:
    """A fault for each file that is missing, or that is not of the set."""
    listed = [one.name for one in about.files]
    for name in listed:
        if not (folder / name).is_file():
            yield Fault(Place(str(folder / name)), "is missing, although the manifest lists it", _ANEW)
    for entry in sorted(folder.iterdir()):
        own_set = entry.name in ("zh", "en") and (entry / FILE).is_file()  # the same briefing in another language
        if entry.name not in (*listed, FILE) and not own_set:
            yield Fault(Place(str(entry)), "is not of this set: the manifest does not list it", "take it out")


def _anew(
    folder: Path,
    about: Manifest,
    store: Store,
    tell: Callable[[str], None],
    refs: Sequence[str],
    template: str | None,
    wanted: Iterable[str],
) -> tuple[Mapping[str, bytes], list[Fault]]:
    """The files as the record gives them today, and what is wrong with the manifest; none where they cannot be."""
    stated = [f"{side.body}@{side.release}" for side in (about.old, about.new)]
    place = Place(str(folder / FILE))
    try:
        comparison = compare(store, refs or stated, about.language)
        data = changes_json(comparison)
        differs = about.changes != sha256(data)
        if stale := [*_stale(about, comparison), *(_ruled(about, comparison) if differs else ())]:
            return {}, [Fault(place, what, _ANEW) for what in stale]
        if template is None and about.template.name not in names():
            what = f"the set was made with the template {about.template.name!r}, which is none of gen's"
            return {}, [Fault(place, what, "say with --template where it is")]
        sets = [f"{key}={said}" for key, said in about.letterhead.items()]
        look = load(template or about.template.name, about.language, sets)
    except GenError as error:
        return {}, [Fault(place, f"nothing can be made anew: {error}")]
    if changed := sorted(name for name, _ in set(look_of(look).items()) ^ set(about.template.files.items())):
        what = f"the template has changed since: {', '.join(dict.fromkeys(changed))}"
        return {}, [Fault(place, what, _ANEW)]
    can = {file for some in FORMATS.values() for file in some}
    made = artefacts(
        comparison, data, [name for name in wanted if name in can], look, tell, moves="moves" in about.options
    )
    return made, [Fault(place, what, _ANEW) for what in _misstated(about, comparison, differs=differs)]


def _stale(about: Manifest, comparison: Comparison) -> Iterator[str]:
    """What of the two snapshots is no longer as it was."""
    sides = ((about.old, comparison.old), (about.new, comparison.new))
    for ref, loaded in sides:
        if ref.sha256 != loaded.sha256:
            yield (
                f"is stale: {ref.body}@{ref.release} had the sha256 {ref.sha256}, and {loaded.file} has {loaded.sha256}"
            )


def _ruled(about: Manifest, comparison: Comparison) -> Iterator[str]:
    """Whether the rulings are others than those the set was made with."""
    if about.rulings != rulings_sha256(comparison.changes, comparison.rulings):
        yield "is stale: rulings made or changed since give other changes"


def _misstated(about: Manifest, comparison: Comparison, *, differs: bool) -> Iterator[str]:
    """What the manifest says of the changes that the record does not give."""
    changes = comparison.changes
    if differs:
        by = "" if _same_makers(about) else f" with these libraries ({_makers(about)})"
        yield f"states other changes than the record gives{by}"
    if about.ids != tuple(change.id for change in changes.changes):
        yield "states other ids than the changes have"
    if about.counts != counts(changes):
        yield "states other counts than the changes give"
    if (about.old, about.new) != (changes.old, changes.new):
        yield "states other releases than those compared"
    new = comparison.new.snapshot
    if about.name is not None and (about.name, about.captured) != (new.name, new.captured):
        yield "states another name or date of capture than the new release has"


def _file(listed: PublishedFile, folder: Path, about: Manifest, made: Mapping[str, bytes]) -> _Found:
    """What is to be said of one file of the set."""
    name = listed.name
    try:
        data = files.read(folder / name)
        said = words(name, data)
    except CannotRead as error:
        return _Found(str(error))
    hashes = set(_HASHES.findall(said))
    for side in (about.old, about.new):
        if side.sha256 not in hashes:
            return _Found(f"is of another run: it does not state {side.body}@{side.release} with sha256 {side.sha256}")
    if (len(data), sha256(data)) != (listed.size, listed.sha256):
        return _Found("has been changed since it was published: its bytes are not those the manifest lists")
    if lacking := sorted(set(about.ids) - set(_IDS.findall(said))):
        return _Found(f"says nothing of {', '.join(lacking)}")
    if not made:
        return _Found(fine="as the manifest lists it; not compared with the record")
    if name not in made:
        return _Found("is nothing that gen publishes")
    return _compared(name, data, made[name], about)


def _compared(name: str, data: bytes, made: bytes, about: Manifest) -> _Found:
    """How a file stands to the same one made anew: the same, the same in what it says, or not."""
    if data == made:
        return _Found(fine="as the record gives it, byte for byte")
    there, wanted = parts(name, data), parts(name, made)
    if there == wanted:
        return _Found(fine="as the record gives it, only compressed otherwise")
    alike = words(name, data) == words(name, made)
    elsewhere = not _same_makers(about)
    if name.endswith(".pdf"):
        if alike and (elsewhere or fonts(data) != fonts(made)):
            cause = _makers(about) if elsewhere else "the fonts here are others"
            note = f"it could not be made identically here ({cause}), so its pages were not compared"
            return _Found(fine="ids, counts and hashes agree with the record", note=note)
    elif alike and elsewhere:
        return _Found(fine="the same text as the record gives", note=f"its layout differs here ({_makers(about)})")
    other = next((part for part in (*wanted, *there) if there.get(part) != wanted.get(part)), "")
    return _Found("is not what the record gives" + (f": its {other} differs" if other else ""))


def _same_makers(about: Manifest) -> bool:
    return (about.gen, about.made_with) == (__version__, made_with())


def _makers(about: Manifest) -> str:
    """Which programs were others when the set was made, by their version then and now."""
    then, now = {"gen": about.gen, **about.made_with}, {"gen": __version__, **made_with()}
    other = (name for name in sorted({*then, *now}) if then.get(name) != now.get(name))
    return ", ".join(f"{name} {then.get(name, 'none')} then, {now.get(name, 'none')} now" for name in other)
