"""Accepted as a whole a redline is the new release, rejected as a whole the old one, whatever the two say."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gen.model.record import Duty, Snapshot, as_plain
from gen.report.model import Language
from gen.yaml import flaws
from tests.accepted.reviewing import Rejects, everything, held, nothing, redline, reviewed, shape, taken
from tests.diff.generate import pairs
from tests.render.briefings import LANGUAGES
from tests.render.redlines import NEW, OLD
from tests.strategies import snapshots

law = settings(
    max_examples=20,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def made(old: Snapshot, new: Snapshot, rejects: Rejects, language: Language, *, moves: bool = False) -> Snapshot:
    old, new = (
        one.model_copy(update={"body": "miit", "release": release}) for one, release in ((old, "2019"), (new, "2022"))
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = held(folder / "store", old, new)
        data = reviewed(redline(store, (old.ref, new.ref), language, moves=moves), rejects)
        return taken(store, folder, data, who="审核人").reading.snapshot


@law
@given(pairs(), st.sampled_from(LANGUAGES), st.booleans())
def test_all_accepted_it_is_the_new_release(pair: tuple[Snapshot, Snapshot], language: Language, moves: bool) -> None:
    found = made(*pair, nothing, language, moves=moves)
    assert shape(found) == shape(pair[1])
    assert (found.coverage, [one.kind for one in found.findings]) == (pair[1].coverage, [])


@law
@given(pairs(), st.sampled_from(LANGUAGES), st.booleans())
def test_all_rejected_it_is_the_old_release(pair: tuple[Snapshot, Snapshot], language: Language, moves: bool) -> None:
    found = made(*pair, everything, language, moves=moves)
    assert shape(found) == shape(pair[0])
    assert (found.coverage, [one.kind for one in found.findings]) == (pair[0].coverage, [])


@settings(
    max_examples=8,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(snapshots(3), snapshots(3), st.sampled_from(LANGUAGES))
def test_whatever_the_texts_say(one: Snapshot, other: Snapshot, language: Language) -> None:
    assert shape(made(one, other, nothing, language)) == shape(other)
    assert shape(made(one, other, everything, language)) == shape(one)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("moves", [True, False])
def test_of_a_pair_with_every_kind_of_change(language: Language, moves: bool) -> None:
    assert shape(made(OLD, NEW, nothing, language, moves=moves)) == shape(NEW)
    assert shape(made(OLD, NEW, everything, language, moves=moves)) == shape(OLD)


@law
@given(pairs(), st.randoms(use_true_random=False), st.booleans())
def test_however_it_is_decided_the_release_is_sound_and_every_paragraph_told(
    pair: tuple[Snapshot, Snapshot], chance: Random, moves: bool
) -> None:
    some = made(*pair, lambda *_: chance.random() < 0.5, "zh", moves=moves)
    assert flaws(as_plain(some)) == ()
    assert [one for one in some.findings if one.kind in ("unread-line", "unread")] == []
    texts = {duty.text.zh for one in pair for duty in all_duties(one)}
    edited = {one.about for one in some.findings if one.kind == "edited"}
    assert [duty.id for duty in all_duties(some) if duty.text.zh not in texts and duty.id not in edited] == []


def all_duties(some: Snapshot) -> list[Duty]:
    return [*some.duties, *(duty for unit, _ in some.walk() for duty in unit.duties)]
