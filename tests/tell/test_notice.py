"""When people hear of bodies in trouble: once, on change, once a day, and once that it is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.tell import Failed, Failures, Seen, heard
from gen.tell.notice import notice
from tests.tell.made import NOW, failures

GONE = Failed("moe", "failed", ("cannot read moe.html: no such file",))
OTHER = Failed("moe", "failed", ("cannot read moe.html: it is empty",))
HELD = Failed("moe", "held", ("cannot read moe.html: no such file",))
HOUR = timedelta(hours=1)


def told(hours: float, one: Failed = GONE, since: str = "2026-11-01T00:00:00Z") -> dict[str, Seen]:
    """What was told of a body so many hours ago; in the future where they are negative."""
    seen = heard(failures(one), "mail", NOW - hours * HOUR)[one.body]
    return {one.body: seen.model_copy(update={"since": since})}


@pytest.mark.parametrize(
    ("state", "standings", "recovered"),
    [
        (failures(looked="moe miit"), None, None),
        (failures(GONE, looked="miit"), ["new"], []),
        (failures(GONE, before=told(1)), None, None),
        (failures(GONE, before=told(19.9)), None, None),
        (failures(GONE, before=told(20)), ["still"], []),
        (failures(GONE, before=told(24)), ["still"], []),
        (failures(GONE, before=told(24 * 365)), ["still"], []),
        (failures(GONE, before=told(-24 * 365)), ["still"], []),
        (failures(GONE, before=told(-0.5)), ["still"], []),
        (failures(OTHER, before=told(1)), ["changed"], []),
        (failures(HELD, before=told(1)), ["changed"], []),
        (failures(looked="moe", before=told(1)), [], ["moe"]),
        (failures(looked="miit", before=told(1), known="moe"), None, None),
        (failures(looked="miit", before=told(1)), None, None),
        (failures(Failed("a", "failed", ("x",)), GONE, before=told(1)), ["new", "still"], []),
        (failures(Failed("a", "failed", ("x",)), looked="moe", before=told(1)), ["new"], ["moe"]),
    ],
    ids=[
        "nothing ever failed",
        "a failure is told",
        "not again an hour later",
        "not again the same day",
        "again by a night's run that starts early",
        "again a day later",
        "again after the clock went on a year",
        "again after the clock went back a year",
        "again after the clock went back a little",
        "another reason",
        "another state for the same reason",
        "it is over",
        "a body that was not looked at is not over",
        "a body that is configured no more is forgotten",
        "something new brings the rest along",
        "one comes and one goes",
    ],
)
def test_a_notice_is_due(state: Failures, standings: list[str] | None, recovered: list[str] | None) -> None:
    due = notice(state, "mail", NOW)
    if standings is None:
        assert due is None
    else:
        assert due is not None
        assert [one.standing for one in due.troubles] == standings
        assert list(due.recovered) == recovered


def test_each_channel_has_its_own_memory() -> None:
    state = failures(GONE, before=told(1))
    assert notice(state, "mail", NOW) is None
    assert notice(state, "webhook", NOW) is not None


def test_the_day_a_trouble_began_is_kept_and_is_that_of_the_place() -> None:
    first = heard(failures(GONE), "mail", NOW)
    later = heard(failures(GONE, before=first), "mail", NOW + 48 * HOUR)
    assert later["moe"].since == first["moe"].since == "2026-11-21T18:30:00Z"
    assert later["moe"].told == "2026-11-23T18:30:00Z"
    due = notice(failures(OTHER, before=later), "mail", NOW + 49 * HOUR)
    assert due is not None
    assert due.troubles[0].since == "2026-11-22"


def test_nothing_began_in_the_future() -> None:
    ahead = told(-24, since="2027-11-21T00:00:00Z")
    assert heard(failures(GONE, before=ahead), "mail", NOW)["moe"].since == "2026-11-21T18:30:00Z"


def test_a_clock_set_back_reminds_once_and_goes_on_as_usual() -> None:
    state = failures(GONE, before=told(-24 * 365))
    assert notice(state, "mail", NOW) is not None
    after = failures(GONE, before=heard(state, "mail", NOW))
    assert notice(after, "mail", NOW + HOUR) is None
    assert notice(after, "mail", NOW + 24 * HOUR) is not None


def test_what_was_told_of_bodies_not_looked_at_is_kept_and_of_strangers_dropped() -> None:
    state = failures(Failed("a", "failed", ("x",)), looked="miit", before=told(1), known="moe")
    assert sorted(heard(state, "mail", NOW)) == ["a", "moe"]
    assert sorted(heard(failures(looked="moe", before=told(1)), "mail", NOW)) == []
    assert sorted(heard(failures(looked="miit", before=told(1)), "mail", NOW)) == []


def test_told_again_after_it_was_over() -> None:
    over = heard(failures(looked="moe", before=told(1)), "mail", NOW)
    due = notice(failures(GONE, before=over), "mail", NOW + HOUR)
    assert due is not None
    assert due.recovered == ()
    assert [one.standing for one in due.troubles] == ["new"]


def test_a_failure_that_lasts_a_year_of_hourly_runs_is_told_a_little_more_than_once_a_day() -> None:
    before: dict[str, Seen] = {}
    count = 0
    for hour in range(24 * 365):
        state = failures(GONE, before=before)
        if notice(state, "mail", NOW + hour * HOUR):
            count += 1
            before = heard(state, "mail", NOW + hour * HOUR)
    assert count == 24 * 365 // 20


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.frozensets(st.sampled_from("abc")),
            st.frozensets(st.sampled_from("abc")),
            st.sampled_from(["x", "y"]),
            st.integers(-400, 400),
        ),
        max_size=12,
    )
)
def test_whatever_happens_the_channel_knows_in_the_end_who_is_in_trouble(
    nights: list[tuple[frozenset[str], frozenset[str], str, int]],
) -> None:
    """Each night: the bodies looked at, those of them that fail, the reason, and hours the clock jumps."""
    before: dict[str, Seen] = {}
    truth: set[str] = set()
    now = NOW
    for looked, failing, why, jump in nights:
        now += jump * HOUR
        failed = tuple(Failed(body, "failed", (why,)) for body in sorted(failing & looked))
        truth = (truth - looked) | {one.body for one in failed}
        state = Failures(failed, looked, frozenset("abc"), {"mail": before})
        if due := notice(state, "mail", now):
            assert {one.body for one in due.troubles} == failing & looked
            assert {*due.recovered} == {*before} & looked - failing
            before = heard(state, "mail", now)
        assert {*before} == truth
        assert notice(Failures(failed, looked, frozenset("abc"), {"mail": before}), "mail", now) is None
