"""Automatic numbers against LibreOffice's own."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from gen.office import installed, run_macro
from gen.sources.formats.docx.labels import FORMATS
from gen.sources.formats.docx.walk import Paragraph, Walk
from gen.sources.formats.docx.wordfile import W, opened, parsed
from tests.sources.docx_files import abstract, lvl, n, num, word
from tests.sources.docx_lists import BODY, NUMBERING, STYLES, TABLE

_MACRO = """
Sub Run(folder As String, count As Integer)
  For number = 0 To count - 1
    Tell(folder & number)
  Next
  StarDesktop.terminate()
End Sub

Sub Tell(path As String)
  Dim opened(0) As New com.sun.star.beans.PropertyValue
  opened(0).Name = "Hidden"
  opened(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(path & ".docx"), "_blank", 0, opened())
  store = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  told = createUnoService("com.sun.star.io.TextOutputStream")
  told.setOutputStream(store.openFileWrite(ConvertToURL(path & ".txt")))
  told.setEncoding("UTF-8")
  Say(document.Text, told)
  told.closeOutput()
  document.close(True)
End Sub

Sub Say(part As Object, told As Object)
  found = part.createEnumeration()
  While found.hasMoreElements()
    one = found.nextElement()
    If one.supportsService("com.sun.star.text.TextTable") Then
      names = one.CellNames
      For cell = 0 To UBound(names)
        Say(one.getCellByName(names(cell)), told)
      Next
    Else
      told.writeString(one.ListLabelString & Chr(9) & one.String & Chr(10))
    End If
  Wend
End Sub
"""
RUNS = ((1, 21), (99, 111))
# The number from which on LibreOffice shows another one than Word does; some formats it does not know at all.
_HUNDREDS = ("chineseCounting", "japaneseCounting", "taiwaneseCounting")
_CIRCLES = ("decimalEnclosedCircle", "decimalEnclosedCircleChinese")
_UNKNOWN = (
    "decimalEnclosedFullstop", "decimalEnclosedParen", "decimalFullWidth", "decimalFullWidth2", "hex", "ideographDigital",
    "ideographEnclosedCircle", "ideographZodiacTraditional", "japaneseDigitalTenThousand", "numberInDash", "taiwaneseDigital",
)  # fmt: skip
OTHERWISE = {**dict.fromkeys(_HUNDREDS, 100), **dict.fromkeys(_CIRCLES, 21), **dict.fromkeys(_UNKNOWN, 1)}
OTHERWISE["chineseCountingThousand"] = 101
# It goes by the level a style states, Word by the level that names the style; and it starts every level anew.
BY_WORD_ALONE = ("连到级", "三级", "续")


def formats() -> bytes:
    """A Word file with the numbers 1 to 21 and 99 to 111 in every number format."""
    lists, uses, body = list[str](), list[str](), list[str]()
    for number, (form, (first, last)) in enumerate(product(sorted(FORMATS - {"none"}), RUNS)):
        lists.append(abstract(number, lvl(0, form, "%1", start=first)))
        uses.append(num(number + 1, number))
        body += [n(f"{form} {count}", number + 1) for count in range(first, last + 1)]
    return word(*body, numbering="".join((*lists, *uses)))


def ours(data: bytes) -> list[tuple[str, str]]:
    file = opened("a.docx", data)
    body = next(parsed("a.docx", file.main, file.parts[file.main]).iter(f"{W}body"))
    blocks = Walk(file, "accepted").blocks(body)
    held = [one for block in blocks for one in ([block] if isinstance(block, Paragraph) else block.paragraphs)]
    return [(one.label.text if one.label else "", one.text) for one in held]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> list[list[tuple[str, str]]]:
    """What LibreOffice makes of both files: each paragraph's label and text."""
    program = installed()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    folder: Path = tmp_path_factory.mktemp("office")
    files = [word(BODY, TABLE, styles=STYLES, numbering=NUMBERING), formats()]
    for number, data in enumerate(files):
        (folder / f"{number}.docx").write_bytes(data)
    run_macro(program, folder, _MACRO, len(files), seconds=60)
    return [
        [tuple(line.split("\t")) for line in (folder / f"{number}.txt").read_text("utf-8").splitlines() if "\t" in line]  # type: ignore[misc]
        for number in range(len(files))
    ]


@pytest.mark.real
def test_every_paragraph_has_the_number_that_libreoffice_gives_it(office: list[list[tuple[str, str]]]) -> None:
    told = ours(word(BODY, TABLE, styles=STYLES, numbering=NUMBERING))
    assert [text for _, text in told] == [text for _, text in office[0] if text]
    assert [one for one in told if one[1] not in BY_WORD_ALONE] == [
        one for one in office[0] if one[1] and one[1] not in BY_WORD_ALONE
    ]


@pytest.mark.real
def test_every_number_format_reads_as_in_libreoffice(office: list[list[tuple[str, str]]]) -> None:
    def alike(said: list[tuple[str, str]]) -> list[tuple[str, str]]:
        shown = [(label, *text.split(" ")) for label, text in said if text]
        return [(label, form) for label, form, count in shown if int(count) < OTHERWISE.get(form, 1000)]

    assert len(alike(office[1])) == 571
    assert alike(ours(formats())) == alike(office[1])
