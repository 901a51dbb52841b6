"""LibreOffice as the judge of a document with tracked changes: it rejects them all, or accepts them all, and reads."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as Tree
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from gen.errors import CannotRead

_SECONDS = 600
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_COMMENT = f"{_OFFICE}annotation"
_SPACES = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LIBRARY = 'xmlns:library="http://openoffice.org/2000/library"'
# A profile that says it has been set up is left as it is, with the macro in it.
_PROFILE = {
    "registrymodifications.xcu": (
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        '<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse">'
        "<value>true</value></prop></item></oor:items>"
    ),
    "basic/script.xlc": (
        f"<library:libraries {_LIBRARY}>"
        '<library:library library:name="Standard" library:link="false"/></library:libraries>'
    ),
    "basic/Standard/script.xlb": (
        f'<library:library {_LIBRARY} library:name="Standard" library:readonly="false" '
        'library:passwordprotected="false"><library:element library:name="Macro"/></library:library>'
    ),
}
_MACRO = """
Sub Run(folder As String, count As Integer)
  For number = 0 To count - 1
    path = folder & number
    Resolve(path & ".docx", path & ".rejected.fodt", ".uno:RejectAllTrackedChanges")
    Resolve(path & ".docx", path & ".accepted.fodt", ".uno:AcceptAllTrackedChanges")
  Next
  StarDesktop.terminate()
End Sub

Sub Resolve(source As String, target As String, command As String)
  Dim opened(1) As New com.sun.star.beans.PropertyValue
  opened(0).Name = "Hidden"
  opened(0).Value = True
  opened(1).Name = "AsTemplate"
  opened(1).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, opened())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
  Dim stored(0) As New com.sun.star.beans.PropertyValue
  stored(0).Name = "FilterName"
  stored(0).Value = "OpenDocument Text Flat XML"
  document.storeToURL(ConvertToURL(target), stored())
  document.close(True)
End Sub
"""


class Readings(NamedTuple):
    """Every paragraph of a document in order, with all changes rejected and with all of them accepted."""

    rejected: tuple[str, ...]
    accepted: tuple[str, ...]


def installed() -> str | None:
    """The path of LibreOffice, or None where the machine has none."""
    return shutil.which("soffice")


def run_macro(office: str, folder: Path, macro: str, *given: str | int, seconds: int) -> None:
    """Runs the sub Run of a Basic macro in LibreOffice, with a profile of its own below `folder`.

    Run gets the folder, with a separator at its end, and what is `given`. Raises OSError and SubprocessError.
    """
    module = (
        '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Macro" '
        f'script:language="StarBasic">{macro.replace("&", "&amp;").replace("<", "&lt;")}</script:module>'
    )
    for file, text in {**_PROFILE, "basic/Standard/Macro.xba": module}.items():
        (folder / "user" / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / "user" / file).write_text(_XML + text, encoding="utf-8")
    said = [f'"{one}"' if isinstance(one, str) else str(one) for one in (f"{folder}{os.sep}", *given)]
    command = [office, f"-env:UserInstallation={folder.as_uri()}", "--headless", "--norestore", "--nologo"]
    call = f"macro:///Standard.Macro.Run({','.join(said)})"
    subprocess.run([*command, call], check=True, capture_output=True, timeout=seconds)  # noqa: S603


def readings(documents: Sequence[bytes], office: str) -> tuple[Readings, ...]:
    """What LibreOffice makes of each document with tracked changes; raises CannotRead where it makes nothing of one."""
    with tempfile.TemporaryDirectory(prefix="gen-") as name:
        folder = Path(name)
        for number, document in enumerate(documents):
            (folder / f"{number}.docx").write_bytes(document)
        try:
            run_macro(office, folder, _MACRO, len(documents), seconds=_SECONDS)
            return tuple(_judged(folder, number) for number in range(len(documents)))
        except (OSError, subprocess.SubprocessError, Tree.ParseError) as error:
            raise CannotRead("the document", f"LibreOffice makes nothing of it ({error})") from None


def _judged(folder: Path, number: int) -> Readings:
    rejected, accepted = (_body(folder / f"{number}.{side}.fodt") for side in ("rejected", "accepted"))
    return Readings(tuple(_paragraphs(rejected)), tuple(_paragraphs(accepted)))


def _body(path: Path) -> Tree.Element:
    body = Tree.parse(path).getroot().find(f"{_OFFICE}body")  # noqa: S314
    return Tree.Element("none") if body is None else body


def _paragraphs(element: Tree.Element) -> Iterator[str]:
    for child in element:
        if child.tag in _PARAGRAPHS:
            yield "".join(_words(child))
        else:
            yield from _paragraphs(child)


def _words(element: Tree.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * int(child.get(f"{_TEXT}c", "1"))
        elif child.tag in _SPACES:
            yield _SPACES[child.tag]
        elif child.tag != _COMMENT:
            yield from _words(child)
        yield child.tail or ""
