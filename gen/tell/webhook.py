"""The webhook: what was published, and which bodies are in trouble, as signed JSON (the Standard Webhooks headers)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from gen.errors import BadValue
from gen.tell.model import instant
from gen.tell.words import one_line

if TYPE_CHECKING:
    from gen.config.model import Config
    from gen.tell.model import News, NewsSet
    from gen.tell.notice import Notice

FORMAT = "gen-news/1"
_PREFIX = "whsec_"


def news_message(news: News, config: Config) -> dict[str, Any]:
    """What a program is told of a briefing."""
    return {
        "format": FORMAT,
        "what": "published",
        "body": news.body,
        "name": {"zh": _said(news.name.zh), "en": _said(news.name.en)},
        "old": news.old,
        "new": news.new,
        "counts": {subject: dict(kinds) for subject, kinds in news.counts.items()},
        "changes": news.changes,
        "subject": news.words.subject,
        "summary": [news.words.lead, *(event.text for event in news.words.events)],
        **_link(config, "index.html" if news.words.language == "zh" else "index.en.html"),
        "sets": [_set(one, config) for one in news.sets],
    }


def trouble_message(due: Notice, now: datetime) -> dict[str, Any]:
    """What a program is told of bodies in trouble and of those that are so no more."""
    from gen.report.troubles import LONGEST, lines_each

    most = lines_each(due.troubles)
    return {
        "format": FORMAT,
        "what": "failures",
        "at": instant(now),
        "failing": [
            {**one._asdict(), "why": [one_line(line)[:LONGEST] for line in one.why[:most]]} for one in due.troubles
        ],
        "recovered": list(due.recovered),
    }


def encoded(message: dict[str, Any]) -> bytes:
    """The message as it is sent."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def headers(ident: str, content: bytes, now: datetime, secret: str | None) -> dict[str, str]:
    """The headers of a message: its id, the time of sending and, with a secret, the signature over all three.

    ident: the same whenever the message is sent again. The key is the secret, or what it encodes after "whsec_".
    """
    at = str(int(now.timestamp()))
    made = {"content-type": "application/json", "user-agent": "gen", "webhook-id": ident, "webhook-timestamp": at}
    if secret is not None:
        signed = hmac.new(key(secret), f"{ident}.{at}.".encode() + content, hashlib.sha256).digest()
        made["webhook-signature"] = f"v1,{base64.b64encode(signed).decode()}"
    return made


def ident(*parts: str) -> str:
    """The id of a message on these things."""
    return f"gen_{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:40]}"


def key(secret: str) -> bytes:
    """The bytes that sign; raises BadValue, which does not repeat the secret."""
    if not secret.startswith(_PREFIX):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error:
        raise BadValue("the webhook's secret after", _PREFIX, "base64") from None


def _said(text: str | None) -> str | None:
    return one_line(text) if text else None


def _set(one: NewsSet, config: Config) -> dict[str, Any]:
    files = [file.model_dump() | _link(config, f"{one.folder}/{file.name}") for file in one.files]
    return {"language": one.language, "folder": one.folder, "manifest": one.manifest, "files": files}


def _link(config: Config, place: str) -> dict[str, str]:
    return {"link": f"{config.site.rstrip('/')}/{quote(place)}"} if config.site else {}
