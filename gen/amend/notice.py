"""Chinese notices that adjust a body: its duties, its organs, its staff."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from gen.amend.operations import Instrument
from gen.amend.sentence import Sentence
from gen.errors import Fault, Place
from gen.model.record import Adjustment, Basis, Transfer
from gen.sources import basis, transfers
from gen.sources.account import Account
from gen.sources.dates import first_date, whole_date
from gen.sources.paper import Paper
from gen.sources.words import NUMERAL, clip, ends_in_organ, has_han, item_number, tidy

_VERB = "(?:[调調]整|更名|[变變]更|增[设設]|[撤][销銷]|修改|修[订訂]|[设設]立|[划劃][转轉]|加[挂掛])"
_TITLE = re.compile(
    rf".{{0,60}}[关關][于於](?P<rest>.{{0,40}}{_VERB}.{{0,80}})的?(?:通知|批[复復]|决定|決定|函|通告|公告)"
)
_ABOUT = re.compile(
    rf"(?:同意)?{_VERB}(?P<name>.{{2,40}}?)的?(?:主要|部分|有[关關]|所[属屬]|[内內][设設]|人[员員]|[职職][责責能]|[机機][构構]|[编編]制|名[称稱]|[领領][导導])"
)
_NUMBER = re.compile(r"[（(]?(?P<number>[^（()），。\s]{1,20}[〔\[［(（]\d{4}[〕\]］)）]第?\d{1,5}[号號])[)）]?")
_LABEL = re.compile(rf"(?:{NUMERAL}{{1,3}}、|[（(](?:{NUMERAL}{{1,5}}|\d{{1,3}})[)）]|\d{{1,3}}[.．、])\s*")
_OPENS = re.compile(r".*(?:如下|下列[内內]容)[：:。]?")
_ANNEX = re.compile(r"附[：:件].{0,200}")
_DATED = re.compile(rf"[{NUMERAL[1:-1]}○\d]{{2,4}}年[{NUMERAL[1:-1]}\d]{{1,3}}月[{NUMERAL[1:-1]}\d]{{1,3}}日")
_ENDS = ("。", "；", "：", ":", ";", "！", "”")
_ADJUSTS = re.compile(r"[职職][责責能]")
_LONGEST_TITLE = 200


@dataclass(slots=True)
class _Paragraph:
    """A label with the words behind it, and where each of its rows begins in them."""

    label: str
    parts: list[str]
    lines: list[int]

    @property
    def text(self) -> str:
        """The words, rows rejoined."""
        return "".join(self.parts)

    def starts(self) -> list[int]:
        """Where each row begins in the words."""
        return list(accumulate((len(part) for part in self.parts[:-1]), initial=0))


@dataclass(slots=True)
class _Reader:
    """What was read so far, and the faults."""

    account: Account
    about: str | None = None
    sentences: Sentence = field(default_factory=Sentence)
    faults: list[Fault] = field(default_factory=list)
    basis: list[Basis] = field(default_factory=list)
    transfers: list[Transfer] = field(default_factory=list)
    adjustments: list[Adjustment] = field(default_factory=list)
    signed: str | None = None

    def fault(self, line: int, what: str) -> None:
        self.faults.append(Fault(Place(self.account.file, line), what, "nothing of an amendment is left unread"))


def fits(paper: Paper) -> bool:
    """Whether one of the first rows is the title of a notice that adjusts something."""
    first = [text for row in paper.rows[:40] if (text := row.strip()) and len(text) <= _LONGEST_TITLE][:12]
    return any(_title(text) for text in first)


def _title(text: str) -> str | None:
    """What a title says the notice is about, None for what is no such title: one that only issues rules (印发)."""
    found = _TITLE.fullmatch(tidy(text))
    return found["rest"] if found and "印发" not in text and "印發" not in text else None


def read(paper: Paper, account: Account) -> tuple[Instrument, list[Fault]]:
    """Returns the notice with its operations, and a fault for every sentence that is not understood."""
    reader = _Reader(account)
    rows = [(line, text) for line, row in enumerate(paper.rows, 1) if (text := row.strip())]
    at = next(at for at, (_, text) in enumerate(rows) if len(text) <= _LONGEST_TITLE and _title(text))
    line, title = rows[at][0], tidy(rows[at][1])
    account.at(line, "title")
    number = _number(rows[: at + 4], reader)
    for above, text in rows[:at]:
        if not _NUMBER.fullmatch(text):
            account.leave(above, "head of the document")
    named = _ABOUT.search(_title(title) or "")
    reader.about = tidy(named["name"]) if named else None
    rest = [(line, text) for line, text in rows[at + 1 :] if not _NUMBER.fullmatch(text)]
    _body(list(_paragraphs(rest)), reader)
    told = reader.sentences
    effective = told.effective or (reader.signed if told.from_issue else None)
    instrument = Instrument(
        title=title,
        line=line,
        document=number,
        operations=tuple(told.operations),
        effective=effective,
        effective_line=told.effective_line,
        about=reader.about,
        basis=tuple(reader.basis),
        transfers=tuple(reader.transfers),
        adjustments=tuple(reader.adjustments),
        declares=True,
    )
    return instrument, reader.faults


def _number(rows: Sequence[tuple[int, str]], reader: _Reader) -> str | None:
    for line, text in rows:
        if len(text) < 60 and (found := _NUMBER.fullmatch(text)):
            reader.account.at(line, "document number")
            return found["number"]
    return None


def _paragraphs(rows: Sequence[tuple[int, str]]) -> Iterator[_Paragraph]:
    """Yields the paragraphs; a row that ends no sentence goes on in the next one that has no label."""
    held: _Paragraph | None = None
    for line, text in rows:
        label = _LABEL.match(text)
        goes_on = held is not None and not label and not held.parts[-1].endswith(_ENDS) and len(held.parts[-1]) >= 20
        if held is not None and goes_on and not (_DATED.fullmatch(text) or whole_date(text)):
            held.parts.append(text)
            held.lines.append(line)
            continue
        if held is not None:
            yield held
        mark = label[0] if label else ""
        held = _Paragraph(mark.strip(), [text[len(mark) :]], [line])
    if held is not None:
        yield held


def _body(paragraphs: Sequence[_Paragraph], reader: _Reader) -> None:
    section, opened = "", False
    for paragraph in paragraphs:
        text, line = paragraph.text, paragraph.lines[0]
        if not opened and not paragraph.label and _introduces(paragraph, reader):
            opened = _OPENS.fullmatch(text[-200:]) is not None
        elif paragraph.label and len(text) <= 30 and not text.endswith(_ENDS) and _is_heading(text):
            section = text
            reader.account.leave(line, "heading")
        elif not paragraph.label and _closes(text):
            reader.signed = first_date(text) if whole_date(text) else reader.signed
            reader.account.leave(line, "signature, date or annex")
        else:
            opened = True
            _sentences(paragraph, reader)
            _declare(paragraph, section, reader)


def _introduces(paragraph: _Paragraph, reader: _Reader) -> bool:
    """Whether a paragraph is the address or the opening; the instruments it names are the basis."""
    text = paragraph.text
    address = text.endswith(("：", ":")) and "。" not in text and len(text) <= 200
    if not address and not (_OPENS.fullmatch(text[-200:]) and len(text) <= 600):
        return False
    for line in paragraph.lines:
        reader.account.leave(line, "address and opening")
    at = paragraph.lines[0]
    found = [one for sentence in re.split("(?<=。)", text) for one in basis.instruments(sentence)]
    for said, number in found:
        reader.basis.append(Basis(text=said, document=number, locator=reader.account.at(at, "basis")))
    return True


def _is_heading(text: str) -> bool:
    return not any(char in text for char in "，。；：“”") and not re.search(r"\d", text) and Sentence.silent(text)


def _closes(text: str) -> bool:
    """Whether a row is a signature, a date or the name of an annex."""
    if len(text) > 200:
        return False
    bare = not any(char in text for char in "，。；：“”")
    dated = whole_date(text) is not None or _DATED.fullmatch(text) is not None
    return (
        dated
        or _ANNEX.fullmatch(text) is not None
        or (bare and has_han(text) and ends_in_organ(text) and Sentence.silent(text))
    )


def _sentences(paragraph: _Paragraph, reader: _Reader) -> None:
    starts = paragraph.starts()
    for place, sentence in _split(paragraph.text):
        first, last = bisect(starts, place) - 1, bisect(starts, place + len(sentence) - 1) - 1
        line = paragraph.lines[first]
        before = len(reader.sentences.operations)
        unread, idle = reader.sentences.take(sentence, line)
        if unread is not None:
            reader.fault(line, f"not understood: {clip(unread)}")
        for at in paragraph.lines[first : last + 1]:
            if idle and len(reader.sentences.operations) == before:
                reader.account.leave(at, f"states no operation: {idle}")
            else:
                reader.account.at(at, "operation")


def _split(text: str) -> Iterator[tuple[int, str]]:
    """Yields the sentences and parts of sentences, by 。 and ；, with their places; quoted ones stay whole."""
    start, quoted = 0, False
    for at, char in enumerate(text):
        quoted = char == "“" or (quoted and char != "”")
        if char in "。；" and not quoted:
            yield start, text[start : at + 1]
            start = at + 1
    if text[start:].strip():
        yield start, text[start:]


def _declare(paragraph: _Paragraph, section: str, reader: _Reader) -> None:
    """Keeps what a paragraph declares: its movements, and, where duties are adjusted, the item itself."""
    text, line = paragraph.text, paragraph.lines[0]
    if len(text) > 4000 or "“" in text:
        return
    own = [reader.about] if reader.about else []
    number = item_number(paragraph.label, "zh") or None
    found = transfers.movements(text, own)
    at = reader.account.at(line, "transfer") if found else None
    if at is not None:
        reader.transfers += [transfers.transfer(one, at, number) for one in found]
    if at is not None and _ADJUSTS.search(section):
        reader.adjustments.append(Adjustment(number=number, kind="transfer", text=text, locator=at))
