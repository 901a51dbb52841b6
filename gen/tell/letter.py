"""The mails: on a briefing, with its documents, and on bodies in trouble."""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from gen.errors import CannotRead
from gen.manifest import sha256
from gen.render.mail import Bodies, FileLine
from gen.report.catalogue import size_words
from gen.tell.address import address
from gen.tell.words import one_line

if TYPE_CHECKING:
    from gen.config.model import Config, Mail
    from gen.model.manifest import PublishedFile
    from gen.report.model import Language
    from gen.tell.model import News, NewsSet
    from gen.tell.notice import Notice

_KINDS = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_INDEX = {"zh": "index.html", "en": "index.en.html"}
_MEGABYTE = 2**20
_ENCODED = 1.4  # base64 with its line ends, over the bytes themselves

Attached = dict[str, tuple[str, bytes]]


class _Policy(EmailPolicy):
    """Headers as the library writes them, but for the subject: there it drops spaces between the words it encodes."""

    def fold(self, name: str, value: Any) -> str:
        """The header on lines of its own."""
        if name != "Subject":
            return str(super().fold(name, value))
        return f"{name}: {Header(value, header_name=name).encode(linesep=self.linesep)}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The header on lines of its own, as it is sent."""
        return self.fold(name, value).encode() if name == "Subject" else super().fold_binary(name, value)


_POLICY = _Policy(linesep="\r\n", cte_type="7bit")


def on_news(news: News, config: Config, mail: Mail, now: datetime, most: int | None = None) -> EmailMessage:
    """The mail on a briefing, of at most so many bytes as far as attachments make it up.

    Documents of the first set are attached up to the configured size, in their order; every file is linked, or
    named by its path where no site is configured.
    """
    from gen.render.mail import news as rendered

    room = int(mail.attach_mb * _MEGABYTE)
    room = room if most is None else min(room, int(most / _ENCODED) - _MEGABYTE // 4)
    attached = _attached(news, config, room)
    files = tuple(_line(config, one, file, attached) for one in news.sets for file in one.files)
    index = _INDEX[news.words.language]
    home = FileLine("", "", _path(config, index), _link(config, index))
    message = _letter(
        mail, now, news.words.subject, rendered(news.words, files, home, _templates()), news.about, news.changes
    )
    message["List-Id"] = f"<{news.body.strip('.')}.gen.{address(mail.sender).domain}>"
    for name, data in attached.values():
        kind, _, sub = _KINDS[name[name.rindex(".") :]].partition("/")
        message.add_attachment(data, maintype=kind, subtype=sub, filename=name)
    return _bounded(message)


def on_trouble(due: Notice, language: Language, mail: Mail, now: datetime) -> EmailMessage:
    """The mail on bodies in trouble and on those that are so no more."""
    from gen.render.mail import troubles
    from gen.report.troubles import trouble_words

    said = trouble_words(due.troubles, due.recovered, language)
    message = _letter(mail, now, said.subject, troubles(said, _templates()), now.isoformat(), said.subject)
    message["List-Id"] = f"<failures.gen.{address(mail.sender).domain}>"
    return _bounded(message)


def message_id(domain: str, *parts: str) -> str:
    """The id of a message on these things: the same whenever it is sent again."""
    return f"<gen.{_digest(*parts)}@{domain}>"


def _letter(mail: Mail, now: datetime, subject: str, bodies: Bodies, *parts: str) -> EmailMessage:
    sender = address(mail.sender)
    message = EmailMessage(_POLICY)
    message["Subject"] = one_line(subject)
    message["From"] = sender
    message["To"] = tuple(address(one) for one in mail.to)
    message["Date"] = now
    message["Message-ID"] = message_id(sender.domain, *parts)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(bodies.text)
    message.add_alternative(bodies.html, subtype="html")
    return message


def _bounded(message: EmailMessage) -> EmailMessage:
    """The message with borders between its parts that are the same whenever it is made."""
    digest = _digest(str(message["Message-ID"]))
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number}_{digest}")
    return message


def _attached(news: News, config: Config, room: int) -> Attached:
    """What is attached, by file: the name it goes by and its bytes, as long as they are those that were published."""
    first = news.sets[0]
    found: Attached = {}
    for file in first.files:
        fits = file.name.endswith(tuple(_KINDS)) and file.size <= room
        data = _published(config, first, file) if fits else None
        if data is not None:
            room -= file.size
            found[file.name] = (f"{news.body}-{news.old}-{news.new}-{file.name}", data)
    return found


def _published(config: Config, one: NewsSet, file: PublishedFile) -> bytes | None:
    from gen.files import read

    try:
        data = read(config.out / one.folder / file.name)
    except CannotRead:
        return None
    return data if sha256(data) == file.sha256 else None


def _line(config: Config, one: NewsSet, file: PublishedFile, attached: Attached) -> FileLine:
    place = f"{one.folder}/{file.name}"
    name = file.name if len(one.folder.split("/")) == 2 else f"{one.folder.rpartition('/')[2]}/{file.name}"
    has = "/" not in name and file.name in attached
    return FileLine(name, size_words(file.size), _path(config, place), _link(config, place), has)


def _path(config: Config, place: str) -> str:
    return one_line(str(config.out / place))


def _link(config: Config, place: str) -> str:
    return f"{config.site.rstrip('/')}/{quote(place)}" if config.site else ""


def _templates() -> dict[str, str]:
    from gen.template import own_pages, root

    return own_pages(root() / "mail")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]
