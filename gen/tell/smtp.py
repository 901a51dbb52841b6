"""One message handed to a mail server, over TLS that was verified or not at all."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from threading import Timer
from typing import TYPE_CHECKING

from gen.errors import Undelivered
from gen.tell.address import plain
from gen.tell.lookup import places_of
from gen.tell.words import harmless

if TYPE_CHECKING:
    from gen.config.model import Mail
    from gen.fetch import Resolver

_STEP = 20.0
_WHOLE = 180.0
_TAKEN = 600.0  # as RFC 5321 has it: whoever leaves sooner sends twice what a slow server has taken

Compose = Callable[[int | None], EmailMessage]


def deliver(
    mail: Mail,
    password: str | None,
    compose: Compose,
    trust: ssl.SSLContext | None = None,
    resolve: Resolver | None = None,
    *,
    step: float = _STEP,
    whole: float = _WHOLE,
    taken: float = _TAKEN,
) -> str:
    """Sends a message to everyone and returns which addresses the server refused, "" as a rule; raises Undelivered.

    compose: the message, of at most so many bytes where the server says how many it takes. trust: the certificates
    that are believed, resolve: where hosts are, the system's for None. step, whole: seconds for an answer and for
    all until the message is handed over, taken: for that.
    """
    sender, to = plain(mail.sender), [plain(one) for one in mail.to]
    context = trust or ssl.create_default_context()
    secret = password or ""
    make = smtplib.SMTP if mail.tls == "starttls" else _over_tls(context)
    server = make(local_hostname=sender.rpartition("@")[2], timeout=step)
    try:
        with _ended_after(whole, server):
            _open(server, mail, context, resolve)
            _log_in(server, mail, secret)
        with _ended_after(taken, server):
            server.sock.settimeout(taken)  # type: ignore[union-attr]
            return _hand_over(server, sender, to, compose, secret)
    finally:
        server.close()


def _over_tls(context: ssl.SSLContext) -> Callable[..., smtplib.SMTP]:
    def make(local_hostname: str, timeout: float) -> smtplib.SMTP:
        return smtplib.SMTP_SSL(local_hostname=local_hostname, timeout=timeout, context=context)

    return make


@contextmanager
def _ended_after(seconds: float, server: smtplib.SMTP) -> Iterator[None]:
    """Breaks the connection off after some time, however busy the server keeps it."""

    def end() -> None:
        if server.sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(server.sock, socket.SHUT_RDWR)

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _open(server: smtplib.SMTP, mail: Mail, context: ssl.SSLContext, resolve: Resolver | None) -> None:
    where = f"the mail server {mail.host}:{mail.port}"
    # What the certificate has to name; else only a constructor that connects at once sets it.
    server._host = mail.host  # type: ignore[attr-defined]
    try:
        code = _connected(server, mail, resolve)
        if code < 0:
            raise Undelivered(f"{where} is none: it does not greet as one", whole=True)
        if code != 220:
            raise Undelivered(f"{where} takes nothing now ({code})", again=code < 500, whole=True)
        server.ehlo_or_helo_if_needed()
        if mail.tls == "starttls":
            server.starttls(context=context)
            server.ehlo_or_helo_if_needed()
    except smtplib.SMTPNotSupportedError:
        raise Undelivered(f"{where} offers no STARTTLS, and nothing is sent without", whole=True) from None
    except ssl.SSLCertVerificationError as error:
        why = harmless(error.verify_message)
        raise Undelivered(f"the certificate of {where} cannot be verified ({why})", whole=True) from None
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise Undelivered(f"no connection to {where} ({_why(error)})", again=True, whole=True) from None


def _connected(server: smtplib.SMTP, mail: Mail, resolve: Resolver | None) -> int:
    """What the server greets with, at the first of its addresses where there is one."""
    *others, last = places_of(mail.host, mail.port, resolve)
    for place in others:
        with suppress(ConnectionError, TimeoutError):
            return server.connect(place, mail.port)[0]
    return server.connect(last, mail.port)[0]


def _log_in(server: smtplib.SMTP, mail: Mail, secret: str) -> None:
    """Logs in where a user is given; of what the server says only the number is told, since it may repeat anything."""
    if mail.user is None:
        return
    try:
        server.login(mail.user, secret)
    except smtplib.SMTPAuthenticationError as error:
        code = error.smtp_code
        why = f"the mail server refused the login of the configured user ({code})"
        raise Undelivered(why, again=400 <= code < 500, whole=True) from None
    except UnicodeError:
        why = "user or password hold other characters than ASCII, which no login takes"
        raise Undelivered(why, whole=True) from None
    except (smtplib.SMTPException, OSError, ValueError) as error:
        if type(error) in (smtplib.SMTPException, smtplib.SMTPNotSupportedError):
            raise Undelivered("the mail server offers no way to log in, or none that is known", whole=True) from None
        why = f"the mail server broke off at the login ({type(error).__name__})"
        raise Undelivered(why, again=True, whole=True) from None


def _hand_over(server: smtplib.SMTP, sender: str, to: list[str], compose: Compose, secret: str) -> str:
    try:
        why = _taken(server, sender, to, compose, secret)
    except smtplib.SMTPRecipientsRefused as error:
        again = all(400 <= code < 500 for code, _ in error.recipients.values())
        raise Undelivered(f"no recipient was accepted: {_refused(error.recipients, secret)}", again=again) from None
    except smtplib.SMTPNotSupportedError:
        beyond = ", ".join(one for one in (sender, *to) if not one.isascii())
        raise Undelivered(f"the mail server cannot take addresses as {beyond} (it offers no SMTPUTF8)") from None
    except smtplib.SMTPResponseException as error:
        why = f"the mail server did not take the message ({_said(error, secret)})"
        raise Undelivered(why, again=400 <= error.smtp_code < 500) from None
    except (smtplib.SMTPException, OSError, ValueError) as error:
        why = f"the mail server broke off ({harmless(_why(error), secret)})"
        raise Undelivered(why, whole=True) from None  # it may have taken it: not again in the same run
    with suppress(smtplib.SMTPException, OSError, ValueError, AttributeError):
        server.sock.settimeout(server.timeout)  # type: ignore[union-attr]
        server.quit()
    return why


def _taken(server: smtplib.SMTP, sender: str, to: list[str], compose: Compose, secret: str) -> str:
    """What to know of a message that was taken; one refused for good is tried once more without its attachments."""
    message, notes = compose(_most(server)), list[str]()
    try:
        refused = server.send_message(message, sender, to)
    except smtplib.SMTPResponseException as error:
        if error.smtp_code < 500 or not any(message.iter_attachments()):
            raise
        notes.append(f"sent without its attachments, with which it was refused ({_said(error, secret)})")
        refused = server.send_message(compose(0), sender, to)
    if refused:
        notes.append(f"not accepted for {_refused(refused, secret)}")
    return "; ".join(notes)


def _most(server: smtplib.SMTP) -> int | None:
    """How many bytes the server says it takes, None where it does not."""
    said = server.esmtp_features.get("size", "")
    return int(said) if said.isascii() and said.isdigit() and int(said) else None


def _refused(recipients: dict[str, tuple[int, bytes]], secret: str) -> str:
    return harmless("; ".join(f"{one} ({code} {_text(said)})" for one, (code, said) in recipients.items()), secret)


def _said(error: smtplib.SMTPResponseException, secret: str) -> str:
    return f"{error.smtp_code} {harmless(_text(error.smtp_error), secret)}"


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return str(error.smtp_code)
    return harmless(getattr(error, "strerror", None) or str(error) or type(error).__name__)
