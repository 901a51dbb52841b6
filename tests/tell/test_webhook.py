"""What programs are told, how they know that it is from us, and where it is not sent."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gen.config.model import Webhook
from gen.config.secret import Secret
from gen.errors import BadValue, Undelivered
from gen.tell import Failed, tell
from gen.tell.post import request
from gen.tell.webhook import headers, key
from tests.render.briefings import hostile
from tests.tell.made import FILES, NOW, Pauses, clock, config, failures, news
from tests.tell.servers import certificate, closed, deaf, scripted, web

SECRET = "geheim/1 +"


def posted(out: Path, *what: Any, failed: Any = None, env: str | None = None, **said: Any) -> Any:
    """The one request that is sent."""
    with web() as (address, requests):
        secret = Secret(env="HOOK") if env else None
        made = config(out, webhook=Webhook(f"{address}/hook?k=1", secret), **said)
        told = list(tell(what, failed, made, environment={"HOOK": env or ""}, now=clock, sleep=Pauses(), sent=()))
    assert [one.state for one in told] == ["told"]
    assert len(requests) == 1
    return requests[0]


def test_a_briefing_is_posted_with_what_changed_and_where_it_is(tmp_path: Path) -> None:
    found = posted(tmp_path, news(tmp_path), site="https://x.example/b")
    assert (found.command, found.path) == ("POST", "/hook?k=1")
    assert found.headers["content-type"] == "application/json"
    said = json.loads(found.content)
    files = said["sets"][0].pop("files")
    assert said["summary"][1].startswith("装备工业司拆分为装备工业一司、装备工业二司")
    del said["summary"], said["subject"]
    assert said == {
        "format": "gen-news/1", "what": "published", "body": "miit", "name": {"zh": "工业和信息化部", "en": None},
        "old": "2019", "new": "2022", "counts": {"unit": {"added": 4}}, "changes": "d" * 64,
        "link": "https://x.example/b/index.html",
        "sets": [{"language": "zh", "folder": "miit/2019..2022", "manifest": "e" * 64}],
    }  # fmt: skip
    assert files[0] == {
        "name": "briefing.pdf",
        "size": len(FILES["briefing.pdf"]),
        "sha256": hashlib.sha256(FILES["briefing.pdf"]).hexdigest(),
        "link": "https://x.example/b/miit/2019..2022/briefing.pdf",
    }


def test_without_a_site_nothing_is_linked(tmp_path: Path) -> None:
    assert "link" not in posted(tmp_path, news(tmp_path)).content.decode()


def test_troubles_are_posted(tmp_path: Path) -> None:
    found = posted(tmp_path, failed=failures(Failed("moe", "held", ("31 of 100 units gone\r\n\x07",))))
    assert json.loads(found.content) == {
        "format": "gen-news/1",
        "what": "failures",
        "at": "2026-11-21T18:30:00Z",
        "failing": [
            {
                "body": "moe",
                "state": "held",
                "standing": "new",
                "since": "2026-11-22",
                "why": ["31 of 100 units gone [U+0007]"],
            }
        ],
        "recovered": [],
    }


@pytest.mark.parametrize(("secret", "signing"), [(SECRET, SECRET.encode()), ("whsec_Z2VoZWlt", b"geheim")])
def test_a_receiver_can_check_that_it_is_from_us_and_not_old(tmp_path: Path, secret: str, signing: bytes) -> None:
    found = posted(tmp_path, news(tmp_path), env=secret)
    at = found.headers["webhook-timestamp"]
    assert at == str(int(NOW.timestamp()))
    signed = f"{found.headers['webhook-id']}.{at}.".encode() + found.content
    expected = base64.b64encode(hmac.new(signing, signed, hashlib.sha256).digest()).decode()
    assert found.headers["webhook-signature"] == f"v1,{expected}"


def test_the_signature_is_that_of_the_published_example() -> None:
    at = datetime.fromtimestamp(1614265330, UTC)
    made = headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', at, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    )
    assert made["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_without_a_secret_nothing_is_signed(tmp_path: Path) -> None:
    assert "webhook-signature" not in posted(tmp_path, news(tmp_path)).headers


def test_a_retry_has_the_same_id(tmp_path: Path) -> None:
    first, again, other = (
        posted(tmp_path, news(tmp_path, new)).headers["webhook-id"] for new in ("2022", "2022", "2025")
    )
    assert first == again != other


def test_a_secret_that_cannot_be_decoded_is_not_repeated() -> None:
    with pytest.raises(BadValue) as caught:
        key("whsec_geheim!")
    assert "geheim" not in str(caught.value)


def test_hostile_names_stay_words(tmp_path: Path) -> None:
    said = json.loads(posted(tmp_path, news(tmp_path, said=hostile())).content)
    assert any("[U+202E]gnp.exe司" in line for line in said["summary"])
    assert all("\n" not in line for line in said["summary"] if "not a heading" not in line)


def failing(address: str, **options: Any) -> tuple[str, bool, bool]:
    with pytest.raises(Undelivered) as caught:
        request("POST", address, whole=options.pop("whole", 5), **options)
    return str(caught.value), caught.value.again, caught.value.whole


@pytest.mark.parametrize(
    ("status", "why", "again", "whole"),
    [
        (301, "127.0.0.1 redirects (301), which is not followed; configure the address itself", False, True),
        (308, "127.0.0.1 redirects (308), which is not followed; configure the address itself", False, True),
        (400, "127.0.0.1 answers 400", False, False),
        (404, "127.0.0.1 answers 404", False, True),
        (429, "127.0.0.1 answers 429", True, False),
        (503, "127.0.0.1 answers 503", True, False),
    ],
)
def test_only_a_success_counts(status: int, why: str, again: bool, whole: bool) -> None:
    with web(status) as (address, requests):
        assert failing(f"{address}/{SECRET}") == (why, again, whole)
    assert len(requests) == 1


def test_a_server_that_hangs_up_or_drips_is_left() -> None:
    with scripted(b"HTTP/1.1 2") as port:
        why, again, whole = failing(f"http://127.0.0.1:{port}/{SECRET}")
    assert (why, again, whole) == ("127.0.0.1 broke off (RemoteProtocolError)", True, True)
    with scripted(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 99, pause=0.05) as port:
        why, again, whole = failing(f"http://127.0.0.1:{port}/{SECRET}", whole=0.4)
    assert (why, again, whole) == ("127.0.0.1 took longer than 0.4 seconds", True, True)


def lookup(*places: str) -> Any:
    def found(_host: str, _port: int) -> Iterator[str]:
        yield from places

    return found


@pytest.mark.parametrize("place", ["127.0.0.1", "10.0.0.5", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.5"])
def test_a_public_name_that_leads_into_a_private_network_is_not_followed(place: str) -> None:
    why = f"hook.example leads to {place}, which is no public address"
    assert failing("http://hook.example/x", resolve=lookup(place)) == (why, False, True)


@pytest.mark.parametrize("host", ["localhost", "gateway", "hooks.ministry.internal", "hooks.local", "127.0.0.1"])
def test_an_address_that_can_only_be_a_private_one_is_taken_at_its_word(host: str) -> None:
    with web() as (address, requests):
        port = address.rpartition(":")[2]
        request("POST", f"http://{host}:{port}/x", whole=5, content=b"{}", resolve=lookup("127.0.0.1"))
    assert requests[0].headers["host"] == f"{host}:{port}"


@pytest.mark.parametrize(
    "address", ["", "no address", "ftp://x.example", "file:///etc/passwd", "http://", "http://a:b:c"]
)
def test_what_is_no_address_is_told_without_repeating_it(address: str) -> None:
    why, again, whole = failing(address)
    assert why.startswith("what is configured is no")
    assert (again, whole) == (False, True)


def test_a_certificate_nobody_vouches_for_is_refused_and_one_that_is_trusted_is_not() -> None:
    with web(tls=True) as (address, requests):
        why, again, whole = failing(address)
        assert why.startswith("the certificate of 127.0.0.1 cannot be verified")
        assert (again, whole) == (False, True)
        assert requests == []
        request("POST", address, whole=5, trust=certificate().trusted())
    assert len(requests) == 1


def test_a_certificate_for_another_name_is_refused() -> None:
    def elsewhere(address: str, trust: ssl.SSLContext) -> tuple[str, bool, bool]:
        named = address.replace("127.0.0.1", "hooks.local")
        return failing(named, resolve=lookup("127.0.0.1"), trust=trust)

    with web(tls=True) as (address, requests):
        assert "cannot be verified" in elsewhere(address, certificate().trusted())[0]
    assert requests == []


def test_no_one_there_no_answer_and_no_such_name() -> None:
    with closed() as port:
        why, again, whole = failing(f"http://127.0.0.1:{port}/{SECRET}")
        assert why.startswith("no connection to 127.0.0.1 (")
        assert (again, whole) == (True, True)
    with deaf() as port:
        why, again, whole = failing(f"http://127.0.0.1:{port}", whole=0.3)
        assert why in ("127.0.0.1 took longer than 0.3 seconds", "127.0.0.1 broke off (ReadTimeout)")
        assert (again, whole) == (True, True)

    def unknown(_host: str, _port: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    assert failing("http://hook.example", resolve=unknown) == ("no host 'hook.example' is known", True, True)
