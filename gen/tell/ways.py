"""The channels that are open to a run, each able to deliver a briefing's news and a notice of troubles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from gen.model.run import Channel

if TYPE_CHECKING:
    import ssl
    from email.message import EmailMessage

    from gen.config.model import Config, Mail, Webhook
    from gen.config.secret import Secret
    from gen.fetch import Resolver
    from gen.tell.model import News
    from gen.tell.notice import Notice

_WHOLE = 20.0


@dataclass(frozen=True, slots=True)
class Means:
    """What telling needs from outside; trust and resolve: certificates believed and names known, None the system's."""

    environment: Mapping[str, str] = field(repr=False)
    clock: Callable[[], datetime]
    sleep: Callable[[float], None]
    trust: ssl.SSLContext | None = None
    resolve: Resolver | None = None


class Way(Protocol):
    """An open channel: each call delivers one message or raises a GenError.

    What comes back is what a person should know of a message that did arrive, "" as a rule.
    """

    def news(self, news: News) -> str: ...

    def notice(self, due: Notice) -> str: ...


@dataclass(frozen=True, slots=True)
class ByMail:
    """The mail server of the configuration."""

    config: Config
    mail: Mail
    means: Means
    password: str | None = field(repr=False)

    def news(self, news: News) -> str:
        """Mails a briefing."""
        from gen.tell.letter import on_news

        now = self.means.clock()
        return self._sent(lambda most: on_news(news, self.config, self.mail, now, most))

    def notice(self, due: Notice) -> str:
        """Mails which bodies are in trouble."""
        from gen.tell.letter import on_trouble

        languages = [body.brief.languages[0] for body in self.config.bodies]
        message = on_trouble(due, languages[0] if languages else "zh", self.mail, self.means.clock())
        return self._sent(lambda _: message)

    def _sent(self, compose: Callable[[int | None], EmailMessage]) -> str:
        from gen.tell.smtp import deliver

        return deliver(self.mail, self.password, compose, self.means.trust, self.means.resolve)


@dataclass(frozen=True, slots=True)
class ByWebhook:
    """The webhook of the configuration."""

    config: Config
    webhook: Webhook
    means: Means
    secret: str | None = field(repr=False)

    def news(self, news: News) -> str:
        """Posts a briefing."""
        from gen.tell.webhook import encoded, ident, news_message

        return self._sent(ident(news.about, news.changes), encoded(news_message(news, self.config)))

    def notice(self, due: Notice) -> str:
        """Posts which bodies are in trouble."""
        from gen.tell.webhook import encoded, ident, trouble_message

        content = encoded(trouble_message(due, self.means.clock()))
        return self._sent(ident(content.decode()), content)

    def _sent(self, ident: str, content: bytes) -> str:
        from gen.tell.post import request
        from gen.tell.webhook import headers

        request(
            "POST",
            self.webhook.url,
            whole=_WHOLE,
            headers=headers(ident, content, self.means.clock(), self.secret),
            content=content,
            resolve=self.means.resolve,
            trust=self.means.trust,
        )
        return ""


def ways(config: Config, means: Means) -> Iterator[tuple[Channel, Callable[[], Way]]]:
    """Yields the configured channels and what opens each, which raises a GenError where its secret is not to be had."""
    if mail := config.mail:
        yield "mail", lambda: ByMail(config, mail, means, _revealed(mail.password, means))
    if webhook := config.webhook:
        yield "webhook", lambda: ByWebhook(config, webhook, means, _revealed(webhook.secret, means))


def _revealed(secret: Secret | None, means: Means) -> str | None:
    return secret.reveal(means.environment) if secret else None
