"""The bytes of a web page to text, in the encoding it declares where that is true."""

from __future__ import annotations

import codecs
import re

from gen.sources.account import Account
from gen.sources.formats import text

_DECLARED = re.compile(
    rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,30})|<\?xml[^<>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.-]{2,30})",
    re.IGNORECASE,
)
# As browsers read these labels.
_MEANT = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "utf8": "utf-8",
}  # fmt: skip
_TEXTUAL = re.compile(r"utf-8|gb18030|big5hkscs|cp125\d|iso8859-\d+|shift_jis|euc_jp|euc_kr|cp949|koi8-r")
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEAD = 4096
_MOST_BAD = 100


def decode(data: bytes, name: str, account: Account) -> str:
    """Returns the text of a page; what it wrongly declares is a finding. Raises CannotRead where nothing fits."""
    declared = None if data.startswith(_BOMS) else _declared(data)
    if declared is None:
        return text.decode(data, name, account)
    utf8 = _strict(data, "utf-8")
    if utf8 is not None and declared != "utf-8" and not utf8.isascii():
        account.doubt(1, "encoding", f"the page says it is {declared}, but is UTF-8, and was read so")
        return utf8
    found = utf8 if declared == "utf-8" else _strict(data, declared)
    return found if found is not None else _otherwise(data, name, declared, account)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_HEAD])
    if not found:
        return None
    label = (found[1] or found[2]).decode("ascii").lower()
    try:
        known = codecs.lookup(_MEANT.get(label, label)).name
    except LookupError:
        return None
    return known if _TEXTUAL.fullmatch(known) else None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _otherwise(data: bytes, name: str, declared: str, account: Account) -> str:
    """The text of a page that is not wholly in the encoding it declares: nearly so, or in another one."""
    found = data.decode(declared, "replace")
    if (bad := found.count("\ufffd")) * _MOST_BAD > len(found):
        return text.decode(data, name, account)
    account.doubt(1, "encoding", f"{bad} places of the page are not {declared}; each of them shows \ufffd")
    return found
