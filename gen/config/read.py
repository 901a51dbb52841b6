"""What the tables of gen.toml mean: a Config, and every flaw noted on the way."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from gen.config import rules
from gen.config.model import Body, Brief, Config, Limits, Mail, Ping, Webhook
from gen.config.table import Flaw, Rule, Table, Wrong
from gen.errors import nearest
from gen.model.columns import COLUMNS
from gen.model.ids import body_id, fits

FORMS = ("page", "regulation", "articles", "gazette", "tree", "table")
FORMATS = ("pdf", "docx", "redline", "comparison", "html", "xlsx", "json", "md")
LANGUAGES = ("zh", "en")
STORE, OUT = "snapshots", "out"
_DAY = 24 * 60 * 60


def read(plain: Mapping[str, Any], file: Path, flaws: list[Flaw]) -> Config:
    """The configuration that a parsed gen.toml states; what is wrong is added to `flaws`."""
    base = file.absolute().parent
    top = Table(plain, (), flaws)
    store = top.take("store", rules.path(base), base / STORE)
    out = top.take("out", rules.path(base), base / OUT)
    if not rules.apart(store, out):
        top.flaw(
            "store and out are not apart",
            "name two folders, neither inside the other",
            next(k for k in ("out", "store") if k in top.said),
        )
    brief = _brief(top.table("brief", "write [brief]"), Brief(), base)
    limits = _limits(top.table("limits", "write [limits]"), Limits())
    publish = top.table("publish", "write [publish]")
    config = Config(
        file=file.absolute(),
        store=store,
        out=out,
        bodies=_bodies(top.table("body", "write [body.<id>]"), brief, limits, base),
        keep=publish.take("keep", rules.whole(1, 100_000), None),
        site=publish.take("site", rules.address, None),
        jobs=top.take("jobs", rules.whole(1, 1024), None),
        limits=limits,
        mail=_mail(top.table_if_any("mail", "write [mail]"), base),
        webhook=_webhook(top.table_if_any("webhook", "write [webhook]"), base),
        ping=_ping(top.table_if_any("ping", "write [ping]")),
    )
    publish.end()
    top.end()
    return config


def _bodies(table: Table, brief: Brief, limits: Limits, base: Path) -> tuple[Body, ...]:
    return tuple(_body(name, own, brief, limits, base) for name, own in table.tables("write [body.{}]"))


def _body(name: str, table: Table, brief: Brief, limits: Limits, base: Path) -> Body:
    if not fits(body_id, name):
        table.flaw(f"{name!r} is not a body id", "write lower-case letters, digits, '.', '_' and '-', at most 64")
    body = Body(
        id=name,
        sources=table.take("sources", rules.several(rules.source, '["inbox/miit", "https://…"]'), ()),
        form=table.take("form", rules.one_of(FORMS), None),
        licence=table.take("licence", rules.text, "not stated"),
        columns=_columns(table),
        tracked=table.take("tracked", rules.one_of(("accepted", "rejected")), None),
        allow_private=table.take("allow_private", rules.yes_or_no, False),
        brief=_brief(table.table("brief", f"write [body.{name}.brief]"), brief, base),
        limits=_limits(table.table("limits", f"write [body.{name}.limits]"), limits),
    )
    table.end()
    return body


def _columns(body: Table) -> Mapping[str, str]:
    table = body.table("columns", f'write name = "…" below [body.{body.path[-1]}.columns]')
    if not table:
        return {}
    found = {column: table.take(column, _header, "") for column in COLUMNS if column in table.said or column == "name"}
    table.asked.update(COLUMNS)
    if "name" not in table.said:
        table.flaw("the column name is missing", 'write name = "…", the header of the names')
    table.end()
    return {column: found[column] for column in table.said if column in found}


def _header(said: Any) -> str:
    if not isinstance(said, str) or not said.strip():
        raise Wrong("is not a text", 'write the header in quotes, as name = "机构名称"')
    return said


def _brief(table: Table, default: Brief, base: Path) -> Brief:
    if not table:
        return default
    formats = rules.several(rules.one_of(FORMATS), '["pdf", "docx"]')
    languages = rules.several(rules.one_of(LANGUAGES), '["zh", "en"]')
    brief = Brief(
        pairs=table.take("pairs", rules.pairs, default.pairs),
        formats=table.take("formats", formats, default.formats),
        languages=table.take("languages", languages, default.languages) or default.languages,
        template=table.take("template", _template(base), default.template),
        sets=table.take("sets", rules.several(_set, '["issuer=…"]'), default.sets),
    )
    table.end()
    return brief


def _template(base: Path) -> Rule[str]:
    """A template's name, or the absolute path of a folder or a Word file of the staff's own."""

    def rule(said: Any) -> str:
        from gen.template import is_word, names

        own = Path(rules.text(said))
        if "/" not in said and "\\" not in said and not is_word(own):
            if said not in names():
                raise Wrong(f"{said!r} is not known", nearest(said, names()))
            return str(said)
        if not (base / own).exists():
            raise Wrong(f"{said!r} is not there", "write a template's name, or a path seen from this file")
        return str(base / own)

    return rule


def _set(said: Any) -> str:
    from gen.errors import BadValue
    from gen.report.letterhead import letterhead

    try:
        letterhead("", [rules.text(said)])
    except BadValue as error:
        raise Wrong(str(error).removeprefix("--set "), "") from None
    return str(said)


def _limits(table: Table, default: Limits) -> Limits:
    if not table:
        return default
    limits = Limits(
        seconds=table.take("seconds", rules.number(1, _DAY), default.seconds),
        memory_mb=table.take("memory_mb", rules.whole(128, 2**20), default.memory_mb),
    )
    table.end()
    return limits


def _mail(table: Table | None, base: Path) -> Mail | None:
    if table is None:
        return None
    tls: Literal["starttls", "tls"] = table.take("tls", rules.one_of(("starttls", "tls")), "starttls")
    mail = Mail(
        host=table.need("host", rules.host, "", 'write host = "mail.example.org"'),
        port=table.take("port", rules.whole(1, 65535), 465 if tls == "tls" else 587),
        tls=tls,
        user=table.take("user", rules.text, None),
        password=table.take("password", rules.secret(base), None),
        sender=table.need("from", rules.mailbox, "", 'write from = "gen@example.org"'),
        to=table.need("to", rules.several(rules.mailbox, _TO), (), f"write to = {_TO}"),
        attach_mb=table.take("attach_mb", rules.number(0, 1000), 10.0),
    )
    if ("user" in table.said) != ("password" in table.said):
        table.flaw("user and password go together", "write both, or neither")
    if table.said.get("to") == []:
        table.flaw("to is empty", f"write to = {_TO}", "to")
    table.end()
    return mail


_TO = '["officer@example.org"]'


def _webhook(table: Table | None, base: Path) -> Webhook | None:
    if table is None:
        return None
    url = table.need("url", rules.address, "", 'write url = "https://…"')
    hook = Webhook(url, table.take("secret", rules.secret(base), None))
    table.end()
    return hook


def _ping(table: Table | None) -> Ping | None:
    if table is None:
        return None
    ping = Ping(table.need("url", rules.address, "", 'write url = "https://…"'))
    table.end()
    return ping
