"""A message handed to a real mail server on the loopback, and every way in which that can fail."""

from __future__ import annotations

import ssl
from asyncio import sleep
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from time import monotonic
from typing import Any

import pytest

from gen.errors import Undelivered
from gen.tell.smtp import deliver
from tests.tell.made import OTHER, READER, SENDER, mail
from tests.tell.servers import PASSWORD, USER, Box, certificate, closed, deaf, post_office, scripted

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


def message(most: int | None = None) -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = "变化"
    made["From"], made["To"] = SENDER, READER
    made.set_content(f"{most}\n")
    return made


def sent(box: Box, password: str | None = None, trust: ssl.SSLContext | None = None, **options: Any) -> str:
    server = {
        key: options.pop(key)
        for key in ("tls", "login", "enable_SMTPUTF8", "data_size_limit", "auth_exclude_mechanism")
        if key in options
    }
    limits = {key: options.pop(key) for key in ("step", "whole", "taken") if key in options}
    with post_office(box, **server) as port:
        said = mail(port, **options)
        return deliver(said, password, message, trust or certificate().trusted(), **limits)


def here(*_: object) -> list[str]:
    return ["127.0.0.1"]


def refused(box: Box, **options: Any) -> tuple[str, bool, bool]:
    """What is said of a message that is not delivered, whether it may be later, and whether no other would be."""
    with pytest.raises(Undelivered) as caught:
        sent(box, **options)
    assert PASSWORD not in str(caught.value)
    assert box.mails == []
    return str(caught.value), caught.value.again, caught.value.whole


@pytest.mark.parametrize("tls", ["starttls", "tls"])
@pytest.mark.parametrize("login", [False, True])
def test_a_message_arrives_over_tls(tls: str, login: bool) -> None:
    box = Box()
    options: dict[str, Any] = {"user": USER, "password": PASSWORD} if login else {}
    password = options.pop("password", None)
    with post_office(box, tls=tls, login=login) as port:
        said = mail(port, tls=tls, **options)
        assert deliver(said, password, message, certificate().trusted()) == ""
    assert [(one.mail_from, one.rcpt_tos) for one in box.mails] == [(SENDER, [READER, OTHER])]
    received = message_from_bytes(box.mails[0].content or b"", policy=default)
    assert received["subject"] == "变化"
    assert box.logins == int(login)


def test_the_message_is_made_for_the_size_the_server_takes() -> None:
    box = Box()
    assert sent(box, data_size_limit=5000) == ""
    assert b"\r\n5000\r\n" in (box.mails[0].content or b"")


def test_a_server_without_starttls_gets_nothing() -> None:
    why, again, whole = refused(Box(), tls="none")
    assert "offers no STARTTLS, and nothing is sent without" in why
    assert (again, whole) == (False, True)


@pytest.mark.parametrize(
    ("trust", "host", "why"),
    [
        (ssl.create_default_context(), "localhost", "self-signed certificate"),
        (certificate("DNS:other.example").trusted(), "localhost", "self-signed certificate"),
        (None, "localhost.localdomain", "Hostname mismatch"),
    ],
)
@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_server_whose_certificate_is_not_its_own_gets_nothing(
    tls: str, trust: ssl.SSLContext | None, host: str, why: str
) -> None:
    box = Box()
    with post_office(box, tls=tls) as port, pytest.raises(Undelivered, match="cannot be verified") as caught:
        deliver(mail(port, tls=tls, host=host), None, message, trust or certificate().trusted(), here)
    assert why in str(caught.value)
    assert (caught.value.again, caught.value.whole) == (False, True)
    assert box.mails == []


def test_a_wrong_password_is_told_without_it_and_without_what_the_server_says() -> None:
    box = Box()
    why, again, whole = refused(box, login=True, user=USER, password="fa1sch")
    assert why == "the mail server refused the login of the configured user (535)"
    assert (again, whole) == (False, True)


def test_a_password_no_login_can_carry_is_told_without_it() -> None:
    why, again, _ = refused(Box(), login=True, user=USER, password="密码")
    assert why == "user or password hold other characters than ASCII, which no login takes"
    assert not again


def test_a_server_without_login_gets_nothing() -> None:
    none = ["LOGIN", "PLAIN"]
    why, again, whole = refused(Box(), user=USER, password=PASSWORD, auth_exclude_mechanism=none)
    assert why == "the mail server offers no way to log in, or none that is known"
    assert (again, whole) == (False, True)


@pytest.mark.parametrize(
    ("answer", "why", "again"),
    [
        ("451 try later", "(451 try later)", True),
        ("554 no \x1b[2Jspam\x07", "(554 no [U+001B][2Jspam[U+0007])", False),
        ("552 too large", "(552 too large)", False),
        (f"554 {PASSWORD}", "(554 •••)", False),
    ],
)
def test_what_the_server_does_not_take_is_told_in_its_words(answer: str, why: str, again: bool) -> None:
    found = refused(Box(answers=(answer,)), login=True, user=USER, password=PASSWORD)
    assert found == (f"the mail server did not take the message {why}", again, False)


def test_one_reader_the_server_refuses_does_not_keep_the_others_from_it() -> None:
    box = Box(refuse={OTHER: "550 unknown"})
    assert sent(box) == f"not accepted for {OTHER} (550 unknown)"
    assert box.mails[0].rcpt_tos == [READER]


@pytest.mark.parametrize(("code", "again"), [("450 busy", True), ("550 unknown", False)])
def test_without_any_reader_nothing_is_sent(code: str, again: bool) -> None:
    found = refused(Box(refuse={OTHER: code, READER: code}))
    assert found == (f"no recipient was accepted: {READER} ({code}); {OTHER} ({code})", again, False)


def test_an_address_beyond_ascii_arrives_where_the_server_takes_it() -> None:
    box = Box()
    assert sent(box, enable_SMTPUTF8=True, to=("李四@office.example",)) == ""
    assert box.mails[0].rcpt_tos == ["李四@office.example"]


def test_an_address_beyond_ascii_is_told_where_the_server_takes_none() -> None:
    why, again, whole = refused(Box(), to=("李四@office.example",))
    assert why == "the mail server cannot take addresses as 李四@office.example (it offers no SMTPUTF8)"
    assert (again, whole) == (False, False)


def test_a_domain_beyond_ascii_is_written_as_the_name_system_has_it() -> None:
    box = Box()
    assert sent(box, to=("li@例子.中国",)) == ""
    assert box.mails[0].rcpt_tos == ["li@xn--fsqu00a.xn--fiqs8s"]


def test_where_no_one_listens_it_may_work_later() -> None:
    with closed() as port, pytest.raises(Undelivered, match=f"no connection to the mail server localhost:{port}") as e:
        deliver(mail(port), None, message, certificate().trusted())
    assert (e.value.again, e.value.whole) == (True, True)


@pytest.mark.parametrize(("tls", "step", "whole"), [("starttls", 0.2, 30), ("tls", 0.2, 30), ("starttls", 30, 0.3)])
def test_a_server_that_says_nothing_is_left(tls: str, step: float, whole: float) -> None:
    with deaf() as port, pytest.raises(Undelivered, match="no connection") as caught:
        deliver(mail(port, tls=tls), None, message, certificate().trusted(), step=step, whole=whole)
    assert (caught.value.again, caught.value.whole) == (True, True)


@pytest.mark.parametrize(
    ("greeting", "why", "again"),
    [
        (b"421 too busy\r\n", "takes nothing now (421)", True),
        (b"554 not you\r\n", "takes nothing now (554)", False),
        (b"220 hello\r\n", "Connection unexpectedly closed", True),
        (b"220 hello\r\n500 what\r\n500 what\r\n", "no connection to the mail server", True),
        (b"220 hello\r\n250-hi\r\n250 STARTTLS\r\n454 not now\r\n", "(454)", True),
        (b"SSH-2.0-OpenSSH\r\n", "is none: it does not greet as one", False),
        (b"", "no connection", True),
    ],
)
def test_a_server_that_will_not_talk_is_told_with_its_number(greeting: bytes, why: str, again: bool) -> None:
    with scripted(greeting) as port, pytest.raises(Undelivered) as caught:
        deliver(mail(port, host="127.0.0.1"), None, message, certificate().trusted(), step=2)
    assert why in str(caught.value)
    assert (caught.value.again, caught.value.whole) == (again, True)


def test_a_server_that_breaks_off_in_the_middle_is_not_asked_again_at_once_since_it_may_have_taken_it() -> None:
    class Broken(Box):
        async def handle_DATA(self, server: Any, *_: Any) -> str:
            server.transport.abort()
            return "250 OK"

    found = refused(Broken())
    assert found == ("the mail server broke off (Connection unexpectedly closed)", False, True)


class Slow(Box):
    """A server that looks for viruses first."""

    async def handle_DATA(self, *asked: Any) -> str:
        await sleep(2)
        return await super().handle_DATA(*asked)


def test_a_server_that_takes_its_time_over_a_message_gets_it_once() -> None:
    box = Slow()
    assert sent(box, step=1) == ""
    assert len(box.mails) == 1


def test_a_server_that_never_says_whether_it_took_a_message_is_left() -> None:
    why, again, whole = refused(Slow(), taken=0.5)
    assert why.startswith("the mail server broke off")
    assert (again, whole) == (False, True)


def test_a_message_that_arrived_is_not_undone_by_a_rude_end() -> None:
    class Rude(Box):
        async def handle_QUIT(self, server: Any, *_: Any) -> str:
            server.transport.abort()
            return "500 no"

    box = Rude()
    assert sent(box) == ""
    assert len(box.mails) == 1


def test_a_server_that_took_a_message_and_does_not_say_good_bye_is_left() -> None:
    class Lingering(Box):
        async def handle_QUIT(self, *_: Any) -> str:
            await sleep(60)
            return "221 bye"

    box, began = Lingering(), monotonic()
    assert sent(box, step=1) == ""
    assert (len(box.mails), monotonic() - began < 20) == (1, True)


def test_the_next_address_of_a_host_is_tried_where_no_one_answers_at_the_first() -> None:
    box = Box()
    with post_office(box) as port:
        places = ["127.0.0.2", "127.0.0.1", "127.0.0.1"]
        assert deliver(mail(port), None, message, certificate().trusted(), lambda *_: places) == ""
    assert len(box.mails) == 1


def test_a_host_that_is_nowhere_or_not_found_in_time_may_be_later() -> None:
    from threading import Event

    from gen.tell.lookup import places_of

    ended = Event()

    def slow(*_: object) -> list[str]:
        ended.wait(5)
        return []

    with pytest.raises(Undelivered, match=r"no answer in 0\.1 seconds to where 'mail\.example' is") as caught:
        places_of("mail.example", 25, slow, 0.1)
    ended.set()
    assert (caught.value.again, caught.value.whole) == (True, True)
    with pytest.raises(Undelivered, match=r"no host 'mail\.example' is known"):
        deliver(mail(25, host="mail.example"), None, message, resolve=lambda *_: [])
