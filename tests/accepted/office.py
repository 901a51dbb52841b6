"""LibreOffice as the reviewer's program: it rejects some changes of a document, accepts the rest, and saves it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MACRO = """
Sub Run(folder As String, rejected As String, accept As Boolean)
  Dim opened(0) As New com.sun.star.beans.PropertyValue
  opened(0).Name = "Hidden"
  opened(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(folder & "in.docx"), "_blank", 0, opened())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  frame = document.CurrentController.Frame
  Dim changes(2000)
  count = 0
  found = document.Redlines.createEnumeration()
  While found.hasMoreElements()
    changes(count) = found.nextElement()
    count = count + 1
  Wend
  cursor = document.CurrentController.ViewCursor
  For number = count - 1 To 0 Step -1
    cursor.gotoRange(changes(number).RedlineStart, False)
    cursor.gotoRange(changes(number).RedlineEnd, True)
    words = Join(Split(Join(Split(cursor.String, Chr(10)), ""), Chr(13)), "")
    If words <> "" And InStr("|" & rejected & "|", "|" & words & "|") > 0 Then
      dispatcher.executeDispatch(frame, ".uno:RejectTrackedChange", "", 0, Array())
    End If
  Next
  If rejected = "*" Then dispatcher.executeDispatch(frame, ".uno:RejectAllTrackedChanges", "", 0, Array())
  If accept Then dispatcher.executeDispatch(frame, ".uno:AcceptAllTrackedChanges", "", 0, Array())
  Dim stored(0) As New com.sun.star.beans.PropertyValue
  stored(0).Name = "FilterName"
  stored(0).Value = "MS Word 2007 XML"
  document.storeToURL(ConvertToURL(folder & "out.docx"), stored())
  document.close(True)
  StarDesktop.terminate()
End Sub
"""
_LIBRARY = 'xmlns:library="http://openoffice.org/2000/library"'
_PROFILE = {
    "registrymodifications.xcu": '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse">'
    "<value>true</value></prop></item></oor:items>",
    "basic/script.xlc": f"<library:libraries {_LIBRARY}>"
    '<library:library library:name="Standard" library:link="false"/></library:libraries>',
    "basic/Standard/script.xlb": f'<library:library {_LIBRARY} library:name="Standard" library:readonly="false" '
    'library:passwordprotected="false"><library:element library:name="Reviewer"/></library:library>',
    "basic/Standard/Reviewer.xba": '<script:module xmlns:script="http://openoffice.org/2000/script" '
    f'script:name="Reviewer" script:language="StarBasic">{escape(_MACRO)}</script:module>',
}


def reviewed(office: str, folder: Path, data: bytes, *rejected: str, accept: bool = True) -> bytes:
    """The document with the changes of these words rejected, "*" for all, and the others accepted."""
    for name, text in _PROFILE.items():
        (folder / "user" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "user" / name).write_text(_XML + text, encoding="utf-8")
    (folder / "in.docx").write_bytes(data)
    (folder / "out.docx").unlink(missing_ok=True)
    call = f'"{folder}{os.sep}","{"|".join(rejected)}",{"True" if accept else "False"}'
    command = [office, f"-env:UserInstallation={folder.as_uri()}", "--headless", "--norestore", "--nologo"]
    subprocess.run([*command, f"macro:///Standard.Reviewer.Run({call})"], check=True, capture_output=True, timeout=300)
    return (folder / "out.docx").read_bytes()
