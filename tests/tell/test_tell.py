"""Who hears of what: each briefing once on each channel, what fails put off, and nothing where nothing is new."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from gen.config.model import Webhook
from gen.config.secret import Secret
from gen.model.run import Told
from gen.run.telling import channels
from gen.tell import Failed, Failures, heard, tell
from gen.tell.model import news_of
from tests.render.briefings import report
from tests.report import sample
from tests.tell.made import NOW, Pauses, clock, config, failures, mail, news
from tests.tell.servers import Answer, Box, certificate, closed, post_office, web

GONE = Failed("moe", "failed", ("cannot read moe.html: no such file",))


def run(out: Path, what: Any = (), failed: Failures | None = None, **said: Any) -> tuple[list[Told], Pauses]:
    """What was told, and the pauses made over it."""
    pauses = Pauses()
    sent = said.pop("sent", ())
    environment = said.pop("environment", {})
    told = tell(
        what, failed, config(out, **said), environment=environment, now=clock, sleep=pauses, sent=sent,
        trust=certificate().trusted(),
    )  # fmt: skip
    return list(told), pauses


def lines(told: list[Told]) -> list[tuple[str, str, str]]:
    return [(one.state, one.channel, one.about) for one in told]


def subjects(box: Box) -> list[str]:
    return [message_from_bytes(one.content or b"", policy=default)["subject"].strip() for one in box.mails]


def test_a_briefing_is_told_on_every_channel(tmp_path: Path) -> None:
    box = Box()
    with post_office(box) as port, web() as (address, requests):
        told, pauses = run(tmp_path, [news(tmp_path)], mail=mail(port), webhook=Webhook(f"{address}/hook"))
    assert lines(told) == [("told", "mail", "miit@2022"), ("told", "webhook", "miit@2022")]
    assert [one.at for one in told] == ["2026-11-21T18:30:00Z"] * 2
    assert [one.why for one in told] == [None, None]
    assert (len(box.mails), len(requests), pauses) == (1, 1, [])


def test_what_was_told_before_is_not_told_again(tmp_path: Path) -> None:
    box = Box()
    with post_office(box) as port, web() as (address, requests):
        told, _ = run(
            tmp_path, [news(tmp_path)], mail=mail(port), webhook=Webhook(address), sent={("mail", "miit@2022")}
        )
    assert lines(told) == [("told", "webhook", "miit@2022")]
    assert (len(box.mails), len(requests)) == (0, 1)


def test_one_release_is_one_message_however_many_pairs_it_stands_in(tmp_path: Path) -> None:
    box = Box()
    with post_office(box) as port:
        told, _ = run(tmp_path, [news(tmp_path), news(tmp_path), news(tmp_path, "2025")], mail=mail(port))
    assert lines(told) == [("told", "mail", "miit@2022"), ("told", "mail", "miit@2025")]
    assert len(box.mails) == 2


def test_nothing_new_is_told_to_no_one_and_no_one_is_even_called(tmp_path: Path) -> None:
    with closed() as port:
        assert run(tmp_path, [], failures(looked="miit moe"), mail=mail(port), webhook=Webhook("http://[::1]")) == (
            [],
            [],
        )
        assert run(tmp_path, [], None, mail=mail(port)) == ([], [])


def test_without_a_channel_nothing_is_told(tmp_path: Path) -> None:
    assert run(tmp_path, [news(tmp_path)], failures(GONE)) == ([], [])
    assert channels(config(tmp_path)) == ()
    assert channels(config(tmp_path, mail(25), Webhook("http://x.example"))) == ("mail", "webhook")


def test_a_server_that_is_busy_is_asked_again_after_a_pause(tmp_path: Path) -> None:
    box = Box(answers=("451 busy", "451 busy", "250 OK"))
    with post_office(box) as port, web(503, 429) as (address, requests):
        told, pauses = run(tmp_path, [news(tmp_path)], mail=mail(port), webhook=Webhook(address))
    assert lines(told) == [("told", "mail", "miit@2022"), ("told", "webhook", "miit@2022")]
    assert (len(box.mails), len(requests)) == (1, 3)
    assert pauses == [1, 4, 1, 4]


def test_after_three_tries_it_is_put_off_and_the_next_run_tells_the_same(tmp_path: Path) -> None:
    box = Box(answers=("451 busy",) * 3)
    with post_office(box) as port:
        told, pauses = run(tmp_path, [news(tmp_path)], mail=mail(port))
        assert told == [
            Told(
                state="put off", channel="mail", about="miit@2022", at="2026-11-21T18:30:00Z",
                why="the mail server did not take the message (451 busy)",
            )
        ]  # fmt: skip
        assert pauses == [1, 4]
        told, _ = run(tmp_path, [news(tmp_path)], mail=mail(port))
    assert lines(told) == [("told", "mail", "miit@2022")]
    assert len(box.mails) == 1


def test_what_is_wrong_with_one_message_does_not_keep_back_the_next(tmp_path: Path) -> None:
    box = Box(answers=("554 spam", "554 spam", "250 OK"))
    with post_office(box) as port:
        told, pauses = run(tmp_path, [news(tmp_path), news(tmp_path, "2025")], mail=mail(port))
    assert lines(told) == [("put off", "mail", "miit@2022"), ("told", "mail", "miit@2025")]
    assert pauses == []


@pytest.mark.parametrize("answer", ["552 too large", "554 5.7.1 no attachments here"])
def test_a_mail_refused_with_its_documents_goes_without_them(tmp_path: Path, answer: str) -> None:
    box = Box(answers=(answer, "250 OK"))
    with post_office(box) as port:
        told, pauses = run(tmp_path, [news(tmp_path)], mail=mail(port))
    assert lines(told) == [("told", "mail", "miit@2022")]
    assert told[0].why == f"sent without its attachments, with which it was refused ({answer})"
    assert [*message_from_bytes(box.mails[0].content or b"", policy=default).iter_attachments()] == []
    assert (len(box.mails), pauses) == (1, [])


@pytest.mark.parametrize(("status", "requests"), [(429, 3 + 9), (503, 3 + 9), (308, 1), (410, 1), (400, 20)])
def test_of_many_messages_only_a_few_are_tried_where_none_is_taken(tmp_path: Path, status: int, requests: int) -> None:
    many = [news(tmp_path, str(year)) for year in range(2001, 2021)]
    with web(*[status] * 99) as (address, asked):
        told, pauses = run(tmp_path, many, webhook=Webhook(address))
    assert {one.state for one in told} == {"put off"}
    assert (len(told), len(asked), sum(pauses)) == (20, requests, 5 if requests == 12 else 0)


def test_patience_comes_back_with_the_first_message_that_is_taken(tmp_path: Path) -> None:
    many = [news(tmp_path, str(year)) for year in range(2011, 2015)]
    with web(503, 503, 503, 503, 204, 503, 503, 204) as (address, _):
        told, pauses = run(tmp_path, many, webhook=Webhook(address))
    assert [one.state for one in told] == ["put off", "put off", "told", "told"]
    assert pauses == [1, 4, 1, 4]


@pytest.mark.parametrize(
    ("asked", "paused", "state"),
    [("7", [7], "told"), ("0", [1], "told"), ("3600", [], "put off"), ("Mon, 23 Nov 2026 08:00:00 GMT", [], "put off")],
)
def test_a_server_that_asks_to_wait_is_waited_for_or_left_alone(
    tmp_path: Path, asked: str, paused: list[float], state: str
) -> None:
    with web((429, {"retry-after": asked})) as (address, requests):
        told, pauses = run(tmp_path, [news(tmp_path)], webhook=Webhook(address))
    assert ([one.state for one in told], pauses, len(requests)) == ([state], paused, 1 + len(paused))
    assert told[0].why == (
        None if paused else f"127.0.0.1 answers 429 and asks to be left alone (Retry-After: {asked})"
    )


def test_all_that_is_waited_for_comes_to_an_end(tmp_path: Path) -> None:
    many = [news(tmp_path, str(year)) for year in range(2011, 2020)]
    busy: Answer = (429, {"retry-after": "60"})
    with web(*[busy, 204] * 9) as (address, _):
        _, pauses = run(tmp_path, many, webhook=Webhook(address))
    assert pauses == [60] * 5


def test_where_no_one_listens_all_is_put_off_at_once_and_the_other_channel_is_told(tmp_path: Path) -> None:
    with closed() as port, web() as (address, requests):
        told, pauses = run(
            tmp_path, [news(tmp_path, str(year)) for year in range(2020, 2025)], failures(GONE),
            mail=mail(port), webhook=Webhook(address),
        )  # fmt: skip
    assert [one.state for one in told] == ["put off"] * 6 + ["told"] * 6
    assert len({one.why for one in told[:6]}) == 1
    assert (len(requests), pauses) == (6, [1, 4])


def test_a_secret_that_is_missing_puts_off_and_says_where_it_was_looked_for(tmp_path: Path) -> None:
    box = Box()
    with post_office(box, login=True) as port:
        said = mail(port, user="gen", password=Secret(env="GEN_SMTP"))
        told, pauses = run(tmp_path, [news(tmp_path), news(tmp_path, "2025")], mail=said)
    assert {one.why for one in told} == {"secret 'the variable GEN_SMTP' is not set to anything"}
    assert [one.state for one in told] == ["put off", "put off"]
    assert (box.logins, pauses) == (0, [])


def test_an_address_that_is_none_puts_off(tmp_path: Path) -> None:
    with closed() as port:
        told, _ = run(tmp_path, [news(tmp_path)], mail=mail(port, to=("nobody",)))
    assert lines(told) == [("put off", "mail", "miit@2022")]
    assert "address 'nobody' is not an address" in (told[0].why or "")


def test_a_reader_who_was_refused_is_noted_and_the_message_counts_as_told(tmp_path: Path) -> None:
    box = Box(refuse={"li@office.example": "550 gone"})
    with post_office(box) as port:
        told, _ = run(tmp_path, [news(tmp_path)], mail=mail(port))
    assert lines(told) == [("told", "mail", "miit@2022")]
    assert told[0].why == "not accepted for li@office.example (550 gone)"


def test_a_failure_is_told_once_then_its_end(tmp_path: Path) -> None:
    box = Box()
    with post_office(box) as port:
        told, _ = run(tmp_path, [], failures(GONE), mail=mail(port))
        assert lines(told) == [("told", "mail", "failures")]
        seen = heard(failures(GONE), "mail", NOW)
        assert run(tmp_path, [], failures(GONE, before=seen), mail=mail(port)) == ([], [])
        told, _ = run(tmp_path, [], failures(looked="moe", before=seen), mail=mail(port))
        assert lines(told) == [("told", "mail", "failures")]
        seen = heard(failures(looked="moe", before=seen), "mail", NOW)
        assert run(tmp_path, [], failures(looked="moe", before=seen), mail=mail(port)) == ([], [])
    assert subjects(box) == ["gen：1个部门的简报未能更新（moe）", "gen：1个部门的简报已恢复更新（moe）"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_news_are_made_of_a_report_and_the_manifests_of_its_sets(language: Any, tmp_path: Path) -> None:
    from gen.manifest import manifest, sha256, written
    from gen.template import load

    def about(one: Any) -> bytes:
        look = load("briefing", one)
        return written(manifest(sample.CHANGES, sample.NEW, (), one, (), look, b"{}", {"briefing.pdf": b"%PDF"}))

    sets = {"miit/2019..2022": about(language), "miit/2019..2022/en": about("en")}
    made = news_of(report(language), sample.CHANGES, sample.NEW.name, sets)
    assert made.about == "miit@2022"
    assert made.changes == sha256(b"{}")
    assert made.counts["duty"] == {"reassigned": 1, "amended": 1}
    assert [(one.folder, one.language, one.manifest) for one in made.sets] == [
        (folder, each, sha256(data)) for (folder, data), each in zip(sets.items(), (language, "en"), strict=True)
    ]
    assert made.words.language == language
    import pickle

    assert pickle.loads(pickle.dumps(made)) == made
