"""The form "articles": rules of Taiwan in articles 第 N 條 that say which units a body has and what each does."""

from __future__ import annotations

import re

from gen.model.record import Basis, Coverage, Text
from gen.sources.account import Account
from gen.sources.draft import Draft
from gen.sources.forms.articles import history
from gen.sources.forms.articles.organs import ON_DUTIES, POSTS, Organs, lists
from gen.sources.forms.articles.statute import Article, Statute, is_article, statute
from gen.sources.paper import Paper
from gen.sources.units import Node, duties_of, freeze, preorder
from gen.sources.words import clip, tidy

_MIN_ARTICLES = 2
_LONGEST = 400
_TELLS = re.compile(
    "[下左]列(?:[^。：]{0,20}(?:司|處|室|科|組|會|編組))|掌理|職掌|權責如[下左]|本[^，。；：]{1,4}設[^。；：]{1,80}[司處室科組會]|分[^，。]{1,6}[科組課股室]辦事"
)
_NAMED = re.compile(r"(?:^|特設)(?P<name>[^，。；：（(]{2,40})[（(]以下簡稱(?P<short>[^）)]{2,20})[)）]")
_RULES = re.compile(
    r"(?P<name>.{2,40}?)(?:處務規程|組織規程|組織條例|組織法|組織準則|辦事細則|處務細則|設置(?:辦法|要點))"
)
_RESTS_ON = re.compile(r"依(?:據|照)?(?P<what>[^，。；：]{3,80}?)(?:之?規定)?，?(?:訂定?|制定)(?:之|本)")
_LEADS = re.compile(r"(?:綜理|襄助|承[^，。]{1,10}之?命)")
_FROM = re.compile(r"施行。?$")
_GENERAL = re.compile("各[司處室單種級]|另[定以訂]|依照|訂定|訂之|制定")


def fits(paper: Paper) -> bool:
    """Whether the document has articles 第 N 條 and says in them which units there are or what each is in charge of."""
    rows = [row for row in paper.rows if row.strip()]
    articles = sum(is_article(row[:_LONGEST]) for row in rows)
    return articles >= _MIN_ARTICLES and any(_TELLS.search(row[:_LONGEST]) for row in rows)


def read(paper: Paper, account: Account) -> Draft:
    """Returns the units with their sections and duties; an article on procedure is left out, saying so."""
    text = statute(paper.rows)
    head = history.read(text.head, account)
    for line in (*text.chapters, *(article.line for article in text.articles)):
        account.at(line, "heading")
    name, rests_on = _opening(text, head, account)
    own = Node(Text(zh=name) if name else Text(en=account.body), 1)
    organs = Organs(account, own)
    for article in text.articles:
        organs.set_up(article)
    organs.listed = bool(organs.roots)
    for article in text.articles:
        organs.in_charge(article)
    for article in text.articles:
        organs.elsewhere(article)
        _leave(article, organs, account)
    groups = tuple(dict.fromkeys(node.group for node in preorder(organs.roots) if node.group))
    with_duties = tuple(dict.fromkeys(node.group for node in preorder(organs.roots) if node.group and node.duties))
    units = freeze(sorted(organs.roots, key=lambda node: node.group == POSTS), account)
    return Draft(
        language="zh",
        coverage=Coverage(
            units=groups or False, duties=bool(own.duties) or with_duties or False, staffing=bool(organs.staffing)
        ),
        name=own.name,
        title=head.title,
        document=head.document,
        effective=head.effective or _effective(text, account),
        basis=(*head.basis, *rests_on),
        duties=duties_of(own, account),
        units=units,
        staffing=tuple(organs.staffing),
    )


def _opening(text: Statute, head: history.History, account: Account) -> tuple[str | None, tuple[Basis, ...]]:
    """The name of the body and the law the rules rest on, as the title and the first article give them."""
    name: str | None = None
    rests_on: tuple[Basis, ...] = ()
    for one in text.articles[0].paragraphs[:1] if text.articles else ():
        if found := _NAMED.search(one.text):
            name = tidy(found["name"])
            account.at(one.lines[0], "name of the body")
        if law := _RESTS_ON.search(one.text):
            rests_on = (Basis(text=tidy(law["what"]).rstrip("之"), locator=account.at(one.lines[0], "basis")),)
    if not name and head.title and (found := _RULES.match(head.title)):
        name = tidy(found["name"])
    if not name:
        account.doubt(1, "no-name", "the text does not say what the body is called; its id is used")
    return name, rests_on


def _effective(text: Statute, account: Account) -> tuple[str, int] | None:
    """The day from which the last article says the rules are in force, and its line."""
    for one in text.articles[-1].paragraphs[:1] if text.articles else ():
        if found := history.in_force(one.text):
            account.at(one.lines[0], "effective date")
            return found, one.lines[0]
    return None


def _leave(article: Article, organs: Organs, account: Account) -> None:
    """Leaves out what speaks of neither a unit nor a duty; what speaks of duties and gave none is a finding."""
    for intro, items in lists(article):
        general = not items and _GENERAL.search(intro.text)
        if intro.lines[0] not in organs.read and ON_DUTIES.search(intro.text) and not general:
            account.doubt(intro.lines[0], "unread-article", f"it speaks of duties: {clip(intro.text)}")
        for one in (intro, *items):
            for line in one.lines:
                account.leave(line, _why(one.text))


def _why(text: str) -> str:
    if _LEADS.search(text):
        return "who leads and who assists, no unit and no list of duties"
    if _FROM.search(text):
        return "when the rules are in force"
    return "procedure, no structure or duty"
