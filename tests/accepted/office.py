"""LibreOffice as the reviewer's program: it rejects some changes of a document, accepts the rest, and saves it."""

from __future__ import annotations

from pathlib import Path

from gen.office import run_macro

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


def reviewed(office: str, folder: Path, data: bytes, *rejected: str, accept: bool = True) -> bytes:
    """The document with the changes of these words rejected, "*" for all, and the others accepted."""
    (folder / "in.docx").write_bytes(data)
    (folder / "out.docx").unlink(missing_ok=True)
    run_macro(office, folder, _MACRO, "|".join(rejected), accept, seconds=300)
    return (folder / "out.docx").read_bytes()
