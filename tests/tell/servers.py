"""Servers on the loopback: one that takes mail, with TLS and login, and one that takes requests; each keeps what came."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

USER, PASSWORD = "gen", "Pa55wort/geheim+1"


class Certificate:
    """A certificate for one name, and what serves with it and trusts it."""

    def __init__(self, folder: Path, *names: str) -> None:
        self.file, key = folder / "cert.pem", folder / "key.pem"
        said = ",".join(names)
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
             "2", "-subj", "/CN=test", "-addext", f"subjectAltName={said}", "-keyout", str(key), "-out", str(self.file)],
            check=True, capture_output=True,
        )  # fmt: skip
        self.key = key

    def serving(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file, self.key)
        return context

    def trusted(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.file))


_FOLDER = TemporaryDirectory()


@cache
def certificate(*names: str) -> Certificate:
    folder = Path(_FOLDER.name) / str(len(list(Path(_FOLDER.name).iterdir())))
    folder.mkdir()
    return Certificate(folder, *(names or ("DNS:localhost", "IP:127.0.0.1")))


class Box:
    """What a mail server does when it is asked, and the mails it took; `answers` to data are used up one by one."""

    def __init__(self, answers: tuple[str, ...] = (), refuse: dict[str, str] | None = None) -> None:
        self.mails: list[Envelope] = []
        self.answers = list(answers)
        self.refuse = refuse or {}
        self.logins = 0

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Envelope, address: str, options: Any) -> str:
        if answer := self.refuse.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        if self.answers and not (answer := self.answers.pop(0)).startswith("250"):
            return answer
        self.mails.append(envelope)
        return "250 OK"

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        self.logins += 1
        right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)


class _Bound(Controller):
    def __init__(self, box: Box, **options: Any) -> None:
        self.bound = socket.create_server(("127.0.0.1", 0))
        super().__init__(box, hostname="127.0.0.1", port=self.bound.getsockname()[1], **options)

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self.bound, ssl=self.ssl_context)


@contextmanager
def post_office(box: Box, *, tls: str = "starttls", login: bool = False, **options: Any) -> Iterator[int]:
    """The port of a mail server over the given kind of TLS, "none" for neither, that runs meanwhile."""
    serving = certificate().serving()
    if tls == "starttls":
        options |= {"tls_context": serving, "require_starttls": True}
    if tls == "tls":
        options["ssl_context"] = serving
    options.setdefault("enable_SMTPUTF8", False)
    if login:
        options |= {"authenticator": box.authenticate, "auth_required": True, "auth_require_tls": tls == "starttls"}
    server = _Bound(box, **options)
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


Answer = int | tuple[int, dict[str, str]]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        self.server.requests.append(self)  # type: ignore[attr-defined]
        self.content = self.rfile.read(int(self.headers.get("content-length") or 0))
        answers: list[Answer] = self.server.answers  # type: ignore[attr-defined]
        answer = answers.pop(0) if answers else 204
        status, said = answer if isinstance(answer, tuple) else (answer, {})
        self.send_response(status)
        for name, value in said.items():
            self.send_header(name, value)
        if 300 <= status < 400:
            self.send_header("location", "/elsewhere")
        self.send_header("content-length", "0")
        self.end_headers()

    do_GET = do_POST


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass


@contextmanager
def web(*answers: Answer, tls: bool = False) -> Iterator[tuple[str, list[Any]]]:
    """The address of a web server that gives these answers and then 204, and the requests it got."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.requests, server.answers = [], list(answers)  # type: ignore[attr-defined]
    if tls:
        server.socket = certificate().serving().wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    scheme = "https" if tls else "http"
    try:
        yield f"{scheme}://127.0.0.1:{server.server_address[1]}", server.requests  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def deaf() -> Iterator[int]:
    """The port of a server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@contextmanager
def scripted(said: bytes, pause: float = 0) -> Iterator[int]:
    """The port of a server that says something to the first who comes, byte by byte with a pause, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            try:
                found, _ = listening.accept()
            except OSError:
                return
            with found:
                found.settimeout(2)
                try:
                    for part in (said[n : n + 1] for n in range(len(said))) if pause else (said,):
                        found.sendall(part)
                        sleep(pause)
                    found.shutdown(socket.SHUT_WR)
                    while found.recv(4096):
                        pass
                except OSError:
                    return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(5)


@contextmanager
def closed() -> Iterator[int]:
    """A port at which nobody is."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    yield port
