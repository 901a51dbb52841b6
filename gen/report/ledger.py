"""The ledger in words: two equations a subject, checked here once more."""

from __future__ import annotations

from gen.model.change import SUBJECTS, Balance, Changes
from gen.report.model import LedgerRow
from gen.report.words import Words, capital

_SHARED = ("kept", "amended", "renamed", "reassigned")
_OLD = (*_SHARED, "split_old", "merged_old", "tangled_old", "removed", "not_comparable_old")
_NEW = (*_SHARED, "split_new", "merged_new", "tangled_new", "added", "not_comparable_new")


def ledger_rows(changes: Changes, words: Words) -> tuple[LedgerRow, ...]:
    """One row for each subject either release has something of."""
    balances = [(subject, changes.ledger.get(subject, Balance())) for subject in SUBJECTS]
    return tuple(
        _row(words, f"subject.{subject}", balance) for subject, balance in balances if balance.old or balance.new
    )


def _row(words: Words, subject: str, balance: Balance) -> LedgerRow:
    balanced = _sum(balance, _OLD) == balance.old and _sum(balance, _NEW) == balance.new
    return LedgerRow(
        subject=capital(words.say(subject)),
        old=balance.old,
        new=balance.new,
        old_equation=words.say("ledger.old", balance.old, _parts(words, balance, _OLD)),
        new_equation=words.say("ledger.new", balance.new, _parts(words, balance, _NEW)),
        balanced=balanced,
        verdict=words.say("ledger.balanced" if balanced else "ledger.unbalanced"),
    )


def _sum(balance: Balance, parts: tuple[str, ...]) -> int:
    return sum(getattr(balance, part) for part in parts)


def _parts(words: Words, balance: Balance, parts: tuple[str, ...]) -> str:
    """The parts that are not nothing, added up in words."""
    numbers = [(part, getattr(balance, part)) for part in parts]
    said = [words.say("ledger.part", words.say(f"ledger.{part}"), number) for part, number in numbers if number]
    return " + ".join(said) or "0"
