"""The transfers the sources declare, in words: what only the new release declares first, each declaration once."""

from __future__ import annotations

from collections.abc import Iterator

from gen.model.change import Changes, Declared
from gen.model.record import Locator, Transfer
from gen.report.model import TransferWords
from gen.report.words import Words, capital


def transfer_words(changes: Changes, words: Words) -> tuple[TransferWords, ...]:
    """One row a declaration; one that both releases make is one row with both places."""
    same: dict[Transfer, list[Declared]] = {}
    for declared in changes.declared:
        same.setdefault(_without_place(declared.transfer), []).append(declared)
    found = sorted(same.values(), key=lambda some: [declared.side for declared in some] != ["new"])
    return tuple(_rows(found, changes, words))


def _without_place(transfer: Transfer) -> Transfer:
    return transfer.model_copy(update={"locator": Locator(source="-", line=1)})


def _rows(found: list[list[Declared]], changes: Changes, words: Words) -> Iterator[TransferWords]:
    before = ""
    for some in found:
        text = some[0].transfer.text
        yield _row(some, words.say("transfer.as_above") if text == before else text, changes, words)
        before = text


def _row(some: list[Declared], text: str, changes: Changes, words: Words) -> TransferWords:
    transfer = some[0].transfer
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
    )
