"""Documents from the web: a server on the loopback for what is fetched, a resolver put in for what is refused."""

from __future__ import annotations

import gzip
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gen import __version__
from gen.errors import CannotRead
from gen.fetch import Fetched, Limits, fetch, is_public, name_of

TEXT = "主要职责\n".encode()
QUICK = Limits(connect=1, read=0.3, whole=0.8, most=2**17)
BOMB = gzip.compress(b"\0" * 5_000_000, 9)


class Server(BaseHTTPRequestHandler):
    """Answers by the path asked for; keeps the headers of the last request."""

    protocol_version = "HTTP/1.1"
    seen: dict[str, str]

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        type(self).seen = {key.lower(): value for key, value in self.headers.items()}
        answer: Callable[[], None] = getattr(
            self, "on_" + self.path.strip("/").split("/")[0].split(".")[0], self.on_none
        )
        try:
            answer()
        except OSError:
            self.close_connection = True

    def send(self, data: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def on_none(self) -> None:
        self.send(b"no", 404)

    def on_doc(self) -> None:
        if self.headers.get("If-None-Match") == '"v1"':
            self.send(b"", 304)
        else:
            kind = "text/html; charset=GB2312"
            self.send(TEXT, Content_Type=kind, ETag='"v1"', Last_Modified="Mon, 01 Jan 2018 00:00:00 GMT")

    def on_packed(self) -> None:
        self.send(gzip.compress(TEXT), Content_Encoding="gzip", Content_Type="text/plain")

    def on_cut(self) -> None:
        self.send(gzip.compress(TEXT * 99)[:-9], Content_Encoding="gzip")

    def on_twice(self) -> None:
        self.send(gzip.compress(TEXT) + gzip.compress(TEXT), Content_Encoding="gzip")

    def on_padded(self) -> None:
        self.send(gzip.compress(TEXT) + b"\0" * 512, Content_Encoding="gzip", Content_Type="text/plain")

    def on_unpackable(self) -> None:
        self.send(b"no gzip at all", Content_Encoding="gzip")

    def on_brotli(self) -> None:
        self.send(b"x", Content_Encoding="br")

    def on_bomb(self) -> None:
        self.send(BOMB, Content_Encoding="gzip")

    def on_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(1000):
            self.wfile.write(b"x" * 10_000)
        self.close_connection = True

    def on_slow(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        for _ in range(20):
            self.wfile.write(b"x")
            time.sleep(0.1)

    def on_slower(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(20):
            self.wfile.write(f"X-{number}: y\r\n".encode())
            time.sleep(0.1)

    def on_silent(self) -> None:
        time.sleep(0.6)
        self.close_connection = True

    def on_empty(self) -> None:
        self.send(b"")

    def on_login(self) -> None:
        self.send(b"", 401)

    def on_to(self) -> None:
        self.send(b"", 302, Location=self.path.removeprefix("/to/"))

    def on_loop(self) -> None:
        self.send(b"", 302, Location="/loop")

    def on_hops(self) -> None:
        left = int(self.path.rpartition("/")[2])
        self.send(b"", 307, Location=f"/hops/{left - 1}" if left > 1 else "/doc")


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def local(address: str, **known: str) -> Fetched | None:
    return fetch(address, allow_private=True, limits=QUICK, known=known)


def refusal(address: str, **asked: object) -> str:
    with pytest.raises(CannotRead) as error:
        fetch(address, limits=QUICK, **asked)  # type: ignore[arg-type]
    return str(error.value).removeprefix(f"cannot read {address}: ")


def test_a_document_comes_with_its_name_and_validators(served: str) -> None:
    address = f"{served}/doc/%E6%9C%BA%E6%9E%84.php?id=3"
    found = local(address)
    assert found == Fetched(address, "机构.php.html", TEXT, '"v1"', "Mon, 01 Jan 2018 00:00:00 GMT")
    assert Server.seen["user-agent"].startswith(f"gen/{__version__} ")
    assert "if-none-match" not in Server.seen


def test_what_is_known_already_is_not_fetched_again(served: str) -> None:
    assert local(f"{served}/doc", etag='"v1"', last_modified="Mon, 01 Jan 2018 00:00:00 GMT") is None
    assert Server.seen["if-modified-since"] == "Mon, 01 Jan 2018 00:00:00 GMT"


def test_an_older_version_is_fetched_anew(served: str) -> None:
    found = local(f"{served}/doc", etag='"v0"')
    assert found is not None
    assert found.data == TEXT


@pytest.mark.parametrize("path", ["packed", "padded"])
def test_a_packed_answer_is_unpacked(served: str, path: str) -> None:
    found = local(f"{served}/{path}")
    assert found is not None
    assert (found.data, found.name) == (TEXT, f"{path}.txt")


def test_a_few_redirects_are_followed_and_the_document_keeps_its_address(served: str) -> None:
    found = local(f"{served}/hops/5")
    assert found is not None
    assert (found.data, found.address) == (TEXT, f"{served}/hops/5")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("none", "the answer is '404 Not Found'; check the address"),
        ("login", "the answer is '401 Unauthorized'; it asks for a login: download the file first"),
        ("empty", "the answer is empty"),
        ("hops/6", "it redirects more than 5 times; fetch the document with a browser"),
        ("loop", "it redirects more than 5 times; fetch the document with a browser"),
        ("to/file:///etc/hostname", "file: is neither http nor https; download the file first"),
        ("to/ftp://example.com/x", "ftp: is neither http nor https; download the file first"),
        ("to/http://me:secret@example.com/x", "the address holds a user name or password; leave it out; gen does not log in"),
        ("endless", "it is larger than 0.125 MB; download the part of it that matters"),
        ("bomb", "it is larger than 0.125 MB; download the part of it that matters"),
        ("cut", "it broke off in the middle; try again"),
        ("twice", "more follows what is packed; download the file first"),
        ("unpackable", "127.0.0.1 broke off (no gzip: Error -3 while decompressing data: incorrect header check); try again later"),
        ("brotli", "it is encoded as 'br', which was not asked for; download the file first"),
        ("slow", "it took longer than 0.8 seconds; try again later"),
        ("slower", "it took longer than 0.8 seconds; try again later"),
        ("silent", "127.0.0.1 sent nothing for 0.3 seconds; try again"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_what_to_do(served: str, path: str, why: str) -> None:
    assert refusal(f"{served}/{path}", allow_private=True) == why


def test_where_nothing_listens_that_is_said() -> None:
    assert refusal("http://127.0.0.1:9/", allow_private=True).startswith("127.0.0.1: no connection (")


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://example.com/x", "ftp: is neither http nor https; download the file first"),
        ("file:///etc/hostname", "file: is neither http nor https; download the file first"),
        ("https://me@example.com/", "the address holds a user name or password; leave it out; gen does not log in"),
        ("http://", "the address names no host"),
        ("http://127.0.0.1/", "127.0.0.1 leads to 127.0.0.1, which is no public address; pass --allow-private if it is meant"),
        ("http://[::1]/", "::1 leads to ::1, which is no public address; pass --allow-private if it is meant"),
    ],
)  # fmt: skip
def test_an_address_that_is_none_to_fetch_from_is_refused_at_once(address: str, why: str) -> None:
    assert refusal(address) == why


@pytest.mark.parametrize(
    "host",
    ["2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1", "017700000001", "0", "0.0.0.0", "127.1", "localhost", "127。0。0。1",
     "１２７.0.0.1", "%31%32%37.0.0.1", "127.0.0.1.", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]",
     "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[::1%25lo]", "me@127.0.0.1", "example.com\\@127.0.0.1"],
)  # fmt: skip
def test_however_this_machine_is_written_it_is_not_asked(host: str, served: str) -> None:
    Server.seen = {}
    refusal(f"http://{host}:{served.rpartition(':')[2]}/doc")
    assert Server.seen == {}


def test_a_name_that_leads_to_a_private_address_is_refused() -> None:
    why = "intranet.example leads to 10.0.0.7, which is no public address; pass --allow-private if it is meant"
    assert refusal("http://intranet.example/", resolve=lambda *_: ["10.0.0.7"]) == why


def test_a_name_nobody_knows_is_told() -> None:
    def unknown(*_: object) -> list[str]:
        raise OSError("Name or service not known")

    assert refusal("http://nowhere.example/", resolve=unknown).startswith("no host 'nowhere.example' is known (")


def test_a_name_server_that_does_not_answer_holds_up_for_no_longer_than_the_whole_may_take() -> None:
    start = time.monotonic()
    why = refusal("http://ministry.example/", resolve=lambda *_: time.sleep(5) or ["127.0.0.1"])
    assert (why, time.monotonic() - start < 3) == ("it took longer than 0.8 seconds; try again later", True)


def test_the_address_that_was_checked_is_the_one_connected_to(served: str) -> None:
    asked: list[str] = []

    def rebinding(host: str, _: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    port = served.rpartition(":")[2]
    found = fetch(f"http://ministry.example:{port}/doc", allow_private=True, resolve=rebinding)
    assert found is not None
    assert (asked, Server.seen["host"]) == (["ministry.example"], f"ministry.example:{port}")


def test_a_redirect_to_a_private_address_is_refused(served: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gen.fetch.is_public", lambda place: place == "127.0.0.1")
    port = served.rpartition(":")[2]
    why = refusal(
        f"http://ministry.example:{port}/to/http://inside.example/x",
        resolve=lambda host, _: ["127.0.0.1"] if host == "ministry.example" else ["192.168.1.1"],
    )
    assert why == "inside.example leads to 192.168.1.1, which is no public address; name that address if it is meant"


def test_a_private_host_that_was_named_names_no_other(served: str) -> None:
    place = f"127.0.0.1:{served.rpartition(':')[2]}"
    why = refusal(
        f"http://portal.example:{place.rpartition(':')[2]}/to/http://{place}/doc", allow_private=True, resolve=here
    )
    assert why == "127.0.0.1 leads to 127.0.0.1, which is no public address; name that address if it is meant"


def test_no_proxy_of_the_environment_is_used(served: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    assert local(f"{served}/doc") is not None


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=ministry.example",
         "-addext", "subjectAltName=DNS:ministry.example", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"https://ministry.example:{server.server_address[1]}", certificate
    server.shutdown()
    server.server_close()
    thread.join()


def here(*_: object) -> list[str]:
    return ["127.0.0.1"]


def test_a_certificate_nobody_vouches_for_is_refused(secured: tuple[str, Path]) -> None:
    why = refusal(f"{secured[0]}/doc", allow_private=True, resolve=here)
    assert why.startswith("ministry.example: its certificate cannot be verified (")


def test_a_certificate_is_held_against_the_name_asked_for(secured: tuple[str, Path]) -> None:
    trust = ssl.create_default_context(cafile=str(secured[1]))
    found = fetch(f"{secured[0]}/doc", allow_private=True, resolve=here, trust=trust)
    assert found is not None
    assert found.data == TEXT
    other = secured[0].replace("ministry", "other")
    why = refusal(f"{other}/doc", allow_private=True, resolve=here, trust=trust)
    assert why.startswith("other.example: its certificate cannot be verified (")


def test_a_redirect_from_https_to_http_is_refused(secured: tuple[str, Path]) -> None:
    trust = ssl.create_default_context(cafile=str(secured[1]))
    why = refusal(f"{secured[0]}/to/http://ministry.example/x", allow_private=True, resolve=here, trust=trust)
    assert why == "it redirects from https to http://ministry.example/x, which is not encrypted; name that address"


@pytest.mark.parametrize(
    ("place", "public"),
    [
        ("8.8.8.8", True), ("2001:4860:4860::8888", True), ("::ffff:8.8.8.8", True), ("64:ff9b::808:808", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.0.1", False), ("100.64.0.1", False),
        ("169.254.169.254", False), ("0.0.0.0", False), ("224.0.0.1", False), ("255.255.255.255", False), ("240.0.0.1", False),
        ("::1", False), ("::", False), ("fe80::1", False), ("fe80::1%eth0", False), ("fc00::1", False), ("ff02::1", False),
        ("::ffff:127.0.0.1", False), ("::ffff:10.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False),
        ("::127.0.0.1", False), ("2001:db8::1", False), ("198.51.100.1", False), ("no address", False),
        ("fec0::1", False), ("fec0:0:0:ffff::1%lo", False), ("fd00:ec2::254", False), ("::ffff:169.254.169.254", False),
        ("::ffff:0:127.0.0.1", False), ("64:ff9b:1::7f00:1", False), ("2001:0:7f00:1::1", False), ("0.1.2.3", False),
        ("100.100.100.200", False), ("192.0.0.192", False), ("192.0.0.1", False), ("2606:4700::1111", True),
    ],
)  # fmt: skip
def test_only_addresses_of_the_public_internet_are_public(place: str, public: bool) -> None:
    assert is_public(place) is public


@pytest.mark.parametrize(
    ("path", "kind", "disposition", "name"),
    [
        ("/a/b/page.html", "text/html", "", "page.html"),
        ("/a/t2018_1.htm", "text/html;charset=utf-8", "", "t2018_1.htm"),
        ("/wiki/%E5%B7%A5%E4%BF%A1%E9%83%A8", "text/html", "", "工信部.html"),
        ("/", "text/html", "", "document.html"),
        ("/get.aspx", "application/pdf", "", "get.aspx.pdf"),
        ("/x", "application/octet-stream", 'attachment; filename="plan.docx"', "plan.docx"),
        ("/x", "", "attachment; filename*=UTF-8''%E6%96%B9%E6%A1%88.pdf", "方案.pdf"),
        ("/x", "", 'attachment; filename="../../etc/passwd"', "passwd"),
        ("/x", "", "attachment; filename*=UTF-8''..%2F..%2Fa%00b.pdf", "a-b.pdf"),
        ("/%2e%2e/%2e%2e%2f.bashrc", "text/plain", "", "bashrc.txt"),
        ("/x", "", "attachment; filename*=UTF-8''a%E2%80%A8%D8%9C%EF%BB%BF%F3%A0%81%81b.pdf", "a-b.pdf"),
        ("/a.pdf", "application/pdf", "", "a.pdf"),
        ("/a.wikitext", "text/plain", "", "a.wikitext"),
    ],
)  # fmt: skip
def test_the_name_is_the_one_told_and_ends_as_its_kind_does(path: str, kind: str, disposition: str, name: str) -> None:
    assert name_of(path, kind, disposition) == name
