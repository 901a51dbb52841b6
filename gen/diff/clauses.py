"""The clauses of a duty, which of them belong together, and which went from one duty to another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from gen.diff.normal import folded
from gen.diff.rare import Grams, chosen, dice, grams, scored
from gen.diff.roles import Role, opens, read_role, shift
from gen.model.change import Detail

_END = re.compile(r"(?<=[；;。！])|(?<=[.])\s+(?=[A-Z])")
_COMMA = re.compile(r"(?<=[，,])")
_SAME = 0.5
_MOVED = 0.7
_SHORT = 6


def cut(text: str) -> list[str]:
    """The clauses of a text in order, without the mark that ends them: the parts between ；and 。.

    A comma ends one too, where what follows opens with a verb and what went before does as well.
    """
    found = []
    for part in _END.split(text):
        whole, *pieces = _COMMA.split(part)
        begun = False
        for piece in pieces:
            if not whole.isascii() and opens(piece) and (begun or opens(whole)):
                found.append(whole)
                whole, begun = piece, True
            else:
                whole += piece
                begun = False
        found.append(whole)
    return [clause for each in found if (clause := each.strip(" \n，,；;。.！"))]


class Clause(NamedTuple):
    """A clause of a duty, with the index of that duty on its side."""

    duty: int
    text: str
    role: Role
    grams: Grams


def clauses_of(duty: int, text: str) -> list[Clause]:
    """The clauses of a duty; what is compared is what they speak of, whatever the role."""
    read = [(clause, read_role(clause)) for clause in cut(text)]
    return [Clause(duty, clause, role, grams(folded(role.topic))) for clause, role in read]


class Within(NamedTuple):
    """How the clauses of two wordings of one duty meet, and which of either side meet none."""

    pairs: tuple[tuple[Clause, Clause], ...]
    gone: tuple[Clause, ...]
    come: tuple[Clause, ...]


def meet(old: Sequence[Clause], new: Sequence[Clause]) -> Within:
    """The clauses of two wordings that are alike, best first, and the rest."""
    found = {pair: score for pair, score in _scores(old, new).items() if score >= _SAME}
    pairs = [pair for pair, _ in chosen(found)]
    olds, news = {i for i, _ in pairs}, {j for _, j in pairs}
    return Within(
        tuple((old[i], new[j]) for i, j in pairs),
        tuple(clause for i, clause in enumerate(old) if i not in olds),
        tuple(clause for j, clause in enumerate(new) if j not in news),
    )


def moved(gone: Sequence[Clause], come: Sequence[Clause]) -> list[tuple[Clause, Clause]]:
    """The clauses that left one duty and stand, much as they were, in another one."""
    olds, news = ([c for c in side if len(c.text) >= _SHORT] for side in (gone, come))
    found = {pair: score for pair, score in _scores(olds, news).items() if score >= _MOVED}
    return sorted(((olds[i], news[j]) for (i, j), _ in chosen(found)), key=lambda pair: (pair[0].duty, pair[1].duty))


def _scores(old: Sequence[Clause], new: Sequence[Clause]) -> dict[tuple[int, int], float]:
    return scored([c.grams for c in old], [c.grams for c in new], dice)


def role_detail(old: Clause, new: Clause) -> Detail | None:
    """How the role differs that two wordings of a clause give their holder, if it does."""
    before, after = old.role, new.role
    if not (before.strength and after.strength and shift(before.verbs, after.verbs)):
        return None
    return Detail(aspect="role", old=before.verbs, new=after.verbs)
