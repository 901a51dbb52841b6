"""out/ as a site: pages that list every briefing, a feed, an address of the latest, and what is to be taken away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from gen import out
from gen.errors import CannotWrite, GenError
from gen.manifest import FILE, left_over, read, sha256
from gen.model.manifest import Manifest
from gen.report.catalogue import LATEST, Listed, Stale, pairs
from gen.report.model import Language
from gen.site.check import FEED, HASHES, written_hashes

PAGES: Mapping[str, Language] = {"index.html": "zh", "index.en.html": "en"}
__all__ = ["FEED", "LATEST", "PAGES", "Listed", "Stale", "listed", "newest", "pages", "refresh", "retired"]


def pages(sets: Sequence[Listed], stale: Mapping[str, Stale], *, site: str | None = None) -> dict[str, bytes]:
    """The pages of all briefings in Chinese and English and the feed, by file name.

    stale: by body, why it could not be brought up to date and since when. site: the address under which out/ is
    served, for the links of the feed; they are relative where there is none.
    """
    from gen.render.site import feed as feed_bytes
    from gen.render.site import page
    from gen.report.catalogue import catalogue
    from gen.report.feed import feed
    from gen.template import pages as templates
    from gen.template import root

    look = templates(root() / "site")
    made = {name: page(catalogue(sets, stale, language), look) for name, language in PAGES.items()}
    return {**made, FEED: feed_bytes(feed(sets, site), look)}


def listed(root: Path) -> tuple[Listed, ...]:
    """Every set in out whose manifest can be read and speaks of the folder it stands in; latest/ is none."""
    found = ((folder, _data(root, folder, FILE)) for folder in out.sets(root))
    return tuple(one for folder, data in found if data is not None and (one := judged(folder, data)) is not None)


def judged(folder: str, data: bytes) -> Listed | None:
    """The set that a manifest states, None where it is none of gen's or is of another folder."""
    try:
        made = Listed(folder, read(FILE, data), sha256(data))
    except GenError:
        return None
    return made if folder in (home := place_of(made), f"{home}/{made.manifest.language}") else None


def place_of(one: Listed) -> str:
    """Where a set with this manifest belongs below out, the folder of a second language apart."""
    old, new = one.manifest.old, one.manifest.new
    return f"{new.body}/{old.release if old.body == new.body else f'{old.body}@{old.release}'}..{new.release}"


def newest(sets: Iterable[Listed]) -> dict[str, tuple[Listed, ...]]:
    """By body, the newest briefing in each of its languages."""
    found: dict[str, tuple[Listed, ...]] = {}
    for pair in pairs(sets):
        found.setdefault(pair[0].body, pair)
    return found


def retired(sets: Iterable[Listed], keep: int | None, wanted: Collection[str] = ()) -> tuple[Listed, ...]:
    """The sets of each body beyond the newest `keep` briefings, a second language before the first; None keeps all.

    wanted: folders of sets that stay however many there are, for instance those the configuration names; of a briefing
    that is wanted, a language that is not goes, as nobody would bring it up to date.
    """
    gone, kept = list[Listed](), dict[str, int]()
    for pair in pairs(sets):
        body = pair[0].body
        kept[body] = kept.get(body, 0) + 1
        stays = {one.folder for one in pair} & {*wanted}
        if not stays and (keep is None or kept[body] <= max(keep, 1)):
            stays = {one.folder for one in pair}
        gone += sorted((one for one in pair if one.folder not in stays), key=lambda one: one.folder, reverse=True)
    return tuple(gone)


def refresh(
    root: Path,
    stale: Mapping[str, Stale],
    *,
    site: str | None = None,
    keep: int | None = None,
    wanted: Collection[str] = (),
    whole: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> tuple[str, ...]:
    """Brings everything in out that speaks of the sets in line with them; returns the folders that were retired.

    In this order, so that no address leads nowhere: what went and is not quite gone, latest/ of each body, the pages
    and the feed without what goes, then what goes. What is right already is not touched. Raises CannotWrite; a
    latest/ that cannot be written does not keep the others and the pages from what is new.

    whole: entered around each piece that is written, for a run that may be told to stop between two of them.
    """
    for folder in reversed([*out.sets(root)]):
        with whole():
            _clear(root, folder)
    sets = listed(root)
    gone = retired(sets, keep, wanted)
    going = {one.folder for one in gone}
    staying = tuple(one for one in sets if one.folder not in going)
    refused = list[Exception]()
    for some in newest(staying).values():
        try:
            with whole():
                renew_latest(root, some)
        except (CannotWrite, OSError) as error:
            refused.append(error)
    made = pages(staying, stale, site=site)
    with whole():
        out.place(root, {**made, HASHES: written_hashes(made)})
    for one in gone:
        with whole():
            _retire(root, one.folder, one.manifest)
    if refused:
        raise refused[0]
    return tuple(one.folder for one in gone)


def renew_latest(root: Path, some: Sequence[Listed]) -> None:
    """Makes latest/ of a body a copy of its newest briefing, where that is whole; raises CannotWrite."""
    body, pair = some[0].body, some[0].pair
    wanted = {f"{body}/{LATEST}{one.folder.removeprefix(pair)}": one for one in some}
    there = (f"{body}/{LATEST}", *out.folders(root, f"{body}/{LATEST}"))
    for folder in there:
        if folder not in wanted and (earlier := _manifest(root, folder)):
            _retire(root, folder, earlier)
    for folder, one in wanted.items():
        if not _current(root, folder, one) and (files := _whole(root, one)):
            earlier = _manifest(root, folder)
            out.publish(root, body, folder.removeprefix(f"{body}/"), files, left_over(earlier, tuple(files)))


def _current(root: Path, folder: str, one: Listed) -> bool:
    """Whether a folder is a copy of a set, as far as its manifest and the sizes of its files say."""
    data = _data(root, folder, FILE)
    return (
        data is not None
        and sha256(data) == one.sha256
        and all(
            (path := root / folder / file.name).is_file() and path.stat().st_size == file.size
            for file in one.manifest.files
        )
    )


def _whole(root: Path, one: Listed) -> dict[str, bytes] | None:
    """The files of a set with its manifest last, None where one of them is not as the manifest has it."""
    found = {file.name: _data(root, one.folder, file.name) for file in one.manifest.files}
    hashes = {file.name: file.sha256 for file in one.manifest.files}
    files = {name: data for name, data in found.items() if data is not None and sha256(data) == hashes[name]}
    about = _data(root, one.folder, FILE)
    return {**files, FILE: about} if about is not None and len(files) == len(found) else None


def _retire(root: Path, folder: str, about: Manifest) -> None:
    out.retire(root, folder, FILE, {file.name: file.sha256 for file in about.files})


def _clear(root: Path, folder: str) -> None:
    """Brings to its end what took a set away and was cut short."""
    about = _manifest(root, folder, out.RETIRED)
    if about and _data(root, folder, FILE) is None:
        _retire(root, folder, about)


def _manifest(root: Path, folder: str, name: str = FILE) -> Manifest | None:
    data = _data(root, folder, name)
    try:
        return read(FILE, data) if data is not None else None
    except GenError:
        return None


def _data(root: Path, folder: str, name: str) -> bytes | None:
    body, _, rest = folder.partition("/")
    return out.published(root, body, rest, name)
