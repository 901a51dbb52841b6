"""Declared against observed in words: what was declared and seen, declared only, seen only, and not checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gen.model.change import Changes, Declared
from gen.model.record import Locator, Transfer
from gen.report.model import Item, ShownWords, TransferGroup, TransferWords
from gen.report.words import Words, capital

_Same = list[Declared]
_VERDICTS = ("seen", "partly", "not-seen", "unchecked")
_ONLY_WHERE_SOME = ("partly", "unchecked")


def transfer_groups(
    changes: Changes, items: Mapping[str, Item], words: Words, *, speaks: bool
) -> tuple[TransferGroup, ...]:
    """The groups, "partly seen" and "not checked" only where something is; none where there is nothing to tell.

    items: every change in words by its id. speaks: whether the later release speaks of transfers.
    """
    found = _told_once(changes.declared)
    if not found and not (speaks and changes.undeclared):
        return ()
    rows = {verdict: _rows(found, verdict, changes, items, words) for verdict in _VERDICTS}
    only_seen = tuple(_shown(items[ident], words) for ident in changes.undeclared if ident in items)
    groups = (
        TransferGroup("seen", *_titled("seen", len(rows["seen"]), words), rows=rows["seen"]),
        TransferGroup("partly", *_titled("partly", len(rows["partly"]), words), rows=rows["partly"]),
        TransferGroup("not-seen", *_titled("not-seen", len(rows["not-seen"]), words), rows=rows["not-seen"]),
        TransferGroup("undeclared", *_titled("undeclared", len(only_seen), words, speaks=speaks), changes=only_seen),
        TransferGroup("unchecked", *_titled("unchecked", len(rows["unchecked"]), words), rows=rows["unchecked"]),
    )
    return tuple(group for group in groups if group.rows or group.verdict not in _ONLY_WHERE_SOME)


def _titled(key: str, number: int, words: Words, *, speaks: bool = True) -> tuple[str, str]:
    """A group's title with its count, and what the group means, or why it is empty."""
    note = "declared.silent" if not speaks else f"declared.{key}.note" if number else "declared.none"
    return words.say(f"declared.{key}") + words.say("bracketed", number), words.say(note)


def _told_once(declared: Sequence[Declared]) -> list[_Same]:
    """The declarations, those that both releases make taken together; what only the new one makes comes first."""
    same: dict[object, _Same] = {}
    for one in declared:
        same.setdefault((_without_place(one.transfer), one.verdict, one.why, one.changes), []).append(one)
    return sorted(same.values(), key=lambda some: [one.side for one in some] != ["new"])


def _without_place(transfer: Transfer) -> Transfer:
    return transfer.model_copy(update={"locator": Locator(source="-", line=1)})


def _rows(
    found: Sequence[_Same], verdict: str, changes: Changes, items: Mapping[str, Item], words: Words
) -> tuple[TransferWords, ...]:
    def rows() -> Iterator[TransferWords]:
        before = ""
        for some in (some for some in found if some[0].verdict == verdict):
            text = some[0].transfer.text
            shown = tuple(_shown(items[ident], words) for ident in some[0].changes if ident in items)
            yield _row(some, words.say("transfer.as_above") if text == before else text, shown, changes, words)
            before = text

    return tuple(rows())


def _row(some: _Same, text: str, shown: tuple[ShownWords, ...], changes: Changes, words: Words) -> TransferWords:
    transfer, why = some[0].transfer, some[0].why
    releases = {"old": changes.old.release, "new": changes.new.release}
    remarks = [
        words.say("transfer.excepting", transfer.excepting) if transfer.excepting else "",
        words.say("transfer.includes", words.joined(transfer.includes)) if transfer.includes else "",
        words.say("transfer.item", transfer.item) if transfer.item else "",
        words.date(transfer.date) if transfer.date else "",
    ]
    return TransferWords(
        release=words.joined(dict.fromkeys(releases[declared.side] for declared in some)),
        what=transfer.what,
        origin=transfer.origin or "",
        target=transfer.target or "",
        kind=capital(words.say(f"transfer.{transfer.kind}")),
        remarks=words.say("sentence").join(filter(None, remarks)),
        text=text,
        place=words.say("sentence").join(dict.fromkeys(words.place(declared.transfer.locator) for declared in some)),
        why=words.say(f"unchecked.{why}") if why else _items(some[0], words),
        shown=shown,
    )


def _items(declared: Declared, words: Words) -> str:
    """Which of several items show, which do not, and which neither release lists; "" where all of them show."""
    parts = {"shown": declared.shown, "missing": declared.missing, "unlisted": declared.unlisted}
    if not (declared.missing or declared.unlisted):
        return ""
    said = [words.say(f"items.{fate}", words.joined(map(words.named, some))) for fate, some in parts.items() if some]
    return words.say("sentence").join(said)


def _shown(item: Item, words: Words) -> ShownWords:
    """A change with its source lines on both sides."""
    doubt = words.say("bracketed", item.status_word) if item.status == "likely" else ""
    sides = (words.joined(side.place for side in some) for some in (item.old, item.new) if some)
    return ShownWords(item.id, item.marks[0], item.sentence + doubt, " → ".join(sides))
