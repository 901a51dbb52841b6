"""How long a document takes to be read, beside its format's parser alone: `python -m benchmarks.reading`.

The floor is what the library makes of the bytes, a tree or a text; a plain text has no parser but its lines by kind.
"""

from __future__ import annotations

import gc
import io
import json
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.accuracy import verdict
from gen.sources.account import Account
from gen.sources.formats import text as plain
from gen.sources.lines import rows
from gen.sources.read import Document, read
from tests.security.strangers import book, word

SIZE, FEW, MANY = 1_000_000, 2_500, 10_000
TARGET, GROWTH = 3.0, 1.2
ROUNDS = 3
HEAD = "甲部主要职责内设机构和人员编制规定\n一、主要职责\n"
VERBS, THINGS = ("拟订", "负责", "组织", "指导", "承担"), ("水运", "航标", "测绘", "海图", "港口", "船舶", "渡口")


@dataclass(frozen=True, slots=True)
class Kind:
    """A form in a format: how a document of so many duties is made, and what its parser alone does."""

    form: str
    file: str
    made: Callable[[int], bytes]
    alone: Callable[[bytes], object]


def duty(number: int) -> str:
    """One duty of about sixty characters, no two the same."""
    verb, thing = VERBS[number % len(VERBS)], THINGS[number % len(THINGS)]
    more = THINGS[number // 7 % len(THINGS)]
    plan = f"{verb}第{number}号{thing}、{more}事业的规划和年度计划并监督实施"
    return f"{plan}，协调解决{more}发展中的重大问题，开展第{number}号对外合作"


def _numeral(number: int) -> str:
    """A Chinese numeral up to 999."""
    from gen.sources.words import to_chinese

    return to_chinese(number % 999 + 1)


def _offices(count: int) -> Iterator[tuple[str, list[str]]]:
    for first in range(0, count, 20):
        yield f"{THINGS[first // 20 % 7]}第{first // 20}管理司", [duty(n) for n in range(first, min(first + 20, count))]


def regulation(count: int) -> str:
    own = [f"（{_numeral(n)}）{duty(n)}。" for n in range(min(count, 900))]
    offices = [
        f"（{_numeral(at)}）{name}。{'；'.join(duties)}。"
        for at, (name, duties) in enumerate(_offices(count - len(own)))
    ]
    return HEAD + "\n".join([*own, "二、内设机构", *offices]) + "\n"


def page(count: int) -> str:
    lines = [f"* {duty(n)}。" for n in range(count // 2)]
    offices = [f"* {name}：{'；'.join(said)}。" for name, said in _offices(count - count // 2)]
    return "\n".join(["'''甲部'''是[[国务院]]组成部门。", "", "== 职责 ==", *lines, "== 内设机构 ==", *offices]) + "\n"


def articles(count: int) -> str:
    said = ["甲部處務規程", "第 1 條", "本規程依甲部組織法規定訂定之。"]
    names = [name for name, _ in _offices(count)]
    said += ["第 2 條", "本部設下列單位：", *(f"{_numeral(n)}、{name}。" for n, name in enumerate(names))]
    for number, (name, duties) in enumerate(_offices(count), 3):
        said += [f"第 {number} 條", f"{name}掌理事項如下："]
        said += [f"{_numeral(n)}、{said_duty}。" for n, said_duty in enumerate(duties)]
    return "\n".join(said) + "\n"


def gazette(count: int) -> str:
    said = []
    for number, first in enumerate(range(0, count, 20), 1):
        said += [
            f"{number:02d}. Minister of Forests {number}",
            "",
            "  Column I    Column II",
            "  Duties and Functions    Departments",
            "",
        ]
        for n in range(1, min(20, count - first) + 1):
            said.append(
                f"{n}. Formulation of policies on forest {first + n} and their implementation, follow-up and evaluation"
            )
        said.append("")
    return "\n".join(said) + "\n"


def csv_table(count: int) -> str:
    return "key,parent,name,duty\n" + "".join(f"k{n},,第{n}处,{duty(n)}\n" for n in range(count))


def tree(count: int) -> str:
    children = [{"name": name, "duties": duties} for name, duties in _offices(count)]
    return json.dumps({"name": "甲部", "children": children}, ensure_ascii=False, indent=1)


def docx(count: int) -> bytes:
    return word("".join(f"<w:p><w:r><w:t>{row}</w:t></w:r></w:p>" for row in regulation(count).splitlines()))


def html(count: int) -> bytes:
    body = "".join(f"<p>{row}</p>\n" for row in regulation(count).splitlines())
    return f"<!DOCTYPE html><html><meta charset=utf-8><title>甲部</title><body><div>{body}</div></body></html>".encode()


def xlsx(count: int) -> bytes:
    rows_of = [line.split(",") for line in csv_table(count).splitlines()]
    cells = ("".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) for row in rows_of)
    return book("".join(f"<row>{row}</row>" for row in cells))


def pdf(count: int) -> bytes:
    import weasyprint

    body = "".join(f"<p>{row}</p>" for row in regulation(count).splitlines())
    return bytes(weasyprint.HTML(string=f"<style>@page{{size:A4}}</style>{body}").write_pdf())


def lines_alone(data: bytes) -> object:
    return plain.lines(rows(plain.decode(data, "a.txt"), Account("a.txt", "b", "s1")))


def wikitext_alone(data: bytes) -> object:
    import mwparserfromhell

    return mwparserfromhell.parse(data.decode())


def html_alone(data: bytes) -> object:
    from lxml import html as library

    return library.document_fromstring(data)


def docx_alone(data: bytes) -> object:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def xlsx_alone(data: bytes) -> object:
    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    return [list(sheet.iter_rows(values_only=True)) for sheet in workbook.worksheets]


def pdf_alone(data: bytes) -> object:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return [document[number].get_textpage().get_text_range() for number in range(len(document))]


def csv_alone(data: bytes) -> object:
    import csv

    return list(csv.reader(io.StringIO(data.decode())))


def _text(made: Callable[[int], str]) -> Callable[[int], bytes]:
    return lambda count: made(count).encode()


KINDS = (
    Kind("page", "a.txt", _text(page), lines_alone),
    Kind("page", "a.wiki", _text(page), wikitext_alone),
    Kind("regulation", "a.txt", _text(regulation), lines_alone),
    Kind("regulation", "a.html", html, html_alone),
    Kind("regulation", "a.docx", docx, docx_alone),
    Kind("regulation", "a.pdf", pdf, pdf_alone),
    Kind("articles", "a.txt", _text(articles), lines_alone),
    Kind("gazette", "a.txt", _text(gazette), lines_alone),
    Kind("table", "a.csv", _text(csv_table), csv_alone),
    Kind("table", "a.xlsx", xlsx, xlsx_alone),
    Kind("tree", "a.json", _text(tree), json.loads),
)


def cpu(work: Callable[[], object]) -> float:
    """The least seconds of processor time of a few rounds, with the collector as the command line sets it."""
    times = []
    for _ in range(ROUNDS):
        gc.collect()
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def reading(kind: Kind, data: bytes) -> float:
    """Seconds that a document takes from its bytes to a snapshot."""
    return cpu(lambda: read(Document(kind.file, data, "made"), body="b", release="2019", form=kind.form))


def main() -> None:
    """Prints the table; the exit code is 0 even where a target is missed."""
    gc.set_threshold(1_000_000)
    for kind in KINDS:
        count = next(n for n in range(500, 20_000, 250) if len(regulation(n).encode()) >= SIZE)
        data = kind.made(count)
        ours, least = reading(kind, data), cpu(lambda kind=kind, data=data: kind.alone(data))
        name = f"{kind.form}, {kind.file[2:]}, {len(data) / 1e6:.1f} MB, {count} duties"
        print(f"{name}: {ours:.2f} s, its parser alone {least:.3f} s", flush=True)
        print("    " + verdict("beside its parser alone", ours / least, TARGET, most=True), flush=True)
        if kind.file != "a.pdf":
            few, many = (reading(kind, kind.made(n)) for n in (FEW, MANY))
            growth = many / few / (MANY / FEW)
            what = f"{FEW} to {MANY} duties, {few:.2f} to {many:.2f} s, a duty"
            print("    " + verdict(what, growth, GROWTH, most=True), flush=True)


if __name__ == "__main__":
    main()
