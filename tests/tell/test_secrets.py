"""No secret gets anywhere: whatever fails, nothing that is written, shown or sent holds one, in any form."""

from __future__ import annotations

import base64
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from aiosmtpd.smtp import AuthResult

from gen.config.model import Ping, Webhook
from gen.config.secret import Secret
from gen.errors import GenError
from gen.tell import Failed, ping, tell
from gen.tell.ways import Means, ways
from tests.tell.made import OTHER, READER, Pauses, clock, config, failures, mail, news
from tests.tell.servers import USER, Box, certificate, closed, deaf, post_office, web

SECRET = "Ge/heim+55 wort"
PATH = "hidden-part-of-the-address"
FORMS = (
    SECRET, PATH, base64.b64encode(SECRET.encode()).decode().rstrip("="), quote(SECRET), quote(SECRET, safe=""),
    base64.b64encode(f"\0{USER}\0{SECRET}".encode()).decode().rstrip("="), SECRET.encode().hex(),
)  # fmt: skip


class Echo(Box):
    """Repeats the password wherever a server may say something."""

    def __init__(self, *where: str) -> None:
        super().__init__()
        self.where = where

    def authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        if "login" in self.where:
            return AuthResult(success=False, handled=False, message=f"535 no {data.password.decode()}")
        if "break" in self.where:
            server.transport.abort()
        return AuthResult(success=True)

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.where:
            return f"550 {SECRET} {base64.b64encode(SECRET.encode()).decode()}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.mails.append(envelope)
        return f"554 {quote(SECRET)} {SECRET}" if "data" in self.where else "250 OK"


@contextmanager
def mails(*where: str) -> Iterator[dict[str, Any]]:
    box = Echo(*where)
    with post_office(box, login=True) as port:
        yield {"mail": mail(port, user=USER, password=Secret(env="GEN_SECRET")), "box": box}


@contextmanager
def hooks(*answers: int, tls: bool = False) -> Iterator[dict[str, Any]]:
    with web(*answers, tls=tls) as (address, requests):
        url = f"{address}/{PATH}"
        yield {"webhook": Webhook(url, Secret(env="GEN_SECRET")), "ping": Ping(url), "requests": requests}


@contextmanager
def nobody() -> Iterator[dict[str, Any]]:
    with closed() as port:
        url = f"http://127.0.0.1:{port}/{PATH}"
        yield {
            "mail": mail(port, user=USER, password=Secret(env="GEN_SECRET")),
            "webhook": Webhook(url, Secret(env="GEN_SECRET")),
            "ping": Ping(url),
        }


@contextmanager
def nonsense() -> Iterator[dict[str, Any]]:
    with closed() as port:
        yield {
            "mail": mail(port, user=USER, password=Secret(env="GEN_SECRET"), host="a..b c"),
            "webhook": Webhook(f"http://x.example:99999999/{PATH}", Secret(env="GEN_WHSEC")),
            "ping": Ping(f"gopher://{PATH}"),
        }


SITUATIONS: dict[str, Any] = {
    "all is well": lambda: mails(),
    "the login is refused": lambda: mails("login"),
    "the server breaks off at the login": lambda: mails("break"),
    "one reader is refused": lambda: mails(READER),
    "all readers are refused": lambda: mails(READER, OTHER),
    "the message is refused": lambda: mails("data"),
    "the webhook takes it": lambda: hooks(),
    "the webhook fails": lambda: hooks(*[500] * 9),
    "the webhook redirects": lambda: hooks(*[302] * 9),
    "the webhook's certificate is unknown": lambda: hooks(tls=True),
    "nobody is there": nobody,
    "the configuration is nonsense": nonsense,
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_no_secret_leaves(
    situation: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    environment = {"GEN_SECRET": SECRET, "GEN_WHSEC": f"whsec_{SECRET}"}
    caplog.set_level(logging.DEBUG)
    with SITUATIONS[situation]() as options:
        box, requests = options.pop("box", Box()), options.pop("requests", [])
        said = config(tmp_path, **options)
        trust = None if "certificate" in situation else certificate().trusted()
        told = [
            *tell(
                [news(tmp_path)], failures(Failed("moe", "failed", ("x",))), said, environment=environment, now=clock,
                sleep=Pauses(), trust=trust,
            ),
            ping(said, 3, now=clock),
        ]  # fmt: skip
    seen = [repr(said), str(said), *(one.model_dump_json() for one in told if one), *map(repr, told)]
    seen += [record.getMessage() for record in caplog.records if not record.name.startswith("mail.")]
    seen += [*capfd.readouterr()]
    seen += [(one.content or b"").decode() for one in box.mails]
    seen += [f"{one.headers}{one.content.decode()}" for one in requests]
    hidden = [form for form in FORMS if any(form in text for text in seen[2:])]
    assert hidden == []
    assert [form for form in FORMS if form != PATH and any(form in text for text in seen[:2])] == []
    assert ("put off" in {one.state for one in told if one}) == (
        situation not in ("all is well", "the webhook takes it", "one reader is refused")
    )


def test_what_holds_a_secret_does_not_show_it(tmp_path: Path) -> None:
    said = config(
        tmp_path,
        mail=mail(1, user=USER, password=Secret(env="GEN_SECRET")),
        webhook=Webhook("http://x.example", Secret(env="GEN_SECRET")),
    )
    means = Means({"GEN_SECRET": SECRET}, clock, Pauses())
    opened = [made() for _, made in ways(said, means)]
    assert SECRET not in repr((means, opened))
    assert len(opened) == 2


def test_no_trace_of_an_error_holds_a_secret() -> None:
    from gen.tell.smtp import deliver
    from tests.tell.test_smtp import message

    for where in ("login", "break", "data"):
        with post_office(Echo(where), login=True) as port, pytest.raises(GenError) as caught:
            deliver(mail(port, user=USER), SECRET, message, certificate().trusted())
        assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_a_silent_server_shows_no_secret(tmp_path: Path) -> None:
    from gen.tell.smtp import deliver
    from tests.tell.test_smtp import message

    with deaf() as port, pytest.raises(GenError) as caught:
        deliver(mail(port, user=USER), SECRET, message, certificate().trusted(), step=0.1)
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_a_secret_in_a_file_others_may_read_is_refused_and_not_sent(tmp_path: Path) -> None:
    kept = tmp_path / "password"
    kept.write_text(SECRET)
    kept.chmod(0o644)
    box = Box()
    with post_office(box, login=True) as port:
        said = config(tmp_path, mail=mail(port, user=USER, password=Secret(file=kept)))
        told = list(tell([news(tmp_path)], None, said, environment={}, now=clock, sleep=Pauses()))
    assert [one.state for one in told] == ["put off"]
    assert "chmod 600" in (told[0].why or "")
    assert SECRET not in repr(told)
    assert box.logins == 0
