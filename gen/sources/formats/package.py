"""The gate before an Office document: a zip that is no bomb, hides no path, and whose parts declare no entities."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from gen.errors import CannotRead

_PACKED = 20 * 2**20
_PARTS = 2_000
_TOTAL = 128 * 2**20
_PART = 64 * 2**20
_RATIO = 200
_SMALL = 2**20
_ENCRYPTED = 1
_AES = 99
_ENTRY = b"PK\x01\x02"
_ARCHIVES = (b"PK\x03\x04", b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c")
_OUTSIDE = re.compile(r"(?:^|/)\.\.(?:/|$)|^/|[\\:\x00-\x1f]")
_XML = re.compile(rb"[\xef\xbb\xbf\xfe\xff\0 \t\r\n]*(?:<|\x4c\x6f\xa7\x94)")
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([^\"'>]{0,40})[\"']")
_EBCDIC = b"\x4c\x6f\xa7\x94"
_UNICODE = frozenset({b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii"})
_TYPE = b"<!DOCTYPE"
_WIDE_TYPE = re.compile(rb"\0{0,3}".join(re.escape(bytes([byte])) for byte in _TYPE))
_UNPACK = "unpack it and take the document out first"
_SAVE = "open it in Word or WPS and save it as .docx (a table as .xlsx)"
_OTHERS = (
    (
        b"\xd0\xcf\x11\xe0",
        "no intact Office document but an old one (.doc, .wps, .xls), or one with a password",
        f"{_SAVE}, unprotected",
    ),
    (b"{\\rtf", "a file in Rich Text Format (.rtf)", _SAVE),
    (b"Rar!", "an archive (.rar)", _UNPACK),
    (b"7z\xbc\xaf", "an archive (.7z)", _UNPACK),
    (b"PK\x05\x06", "an empty archive", "send the document itself"),
)
_OPEN_DOCUMENT = re.compile(rb"mimetypeapplication/vnd\.oasis\.opendocument\.([a-z]{1,20})")


def refuse_others(name: str, data: bytes) -> None:
    """Raises CannotRead for the Office files and archives that no format here reads, with what to do instead.

    What passes and is a zip can be opened: its list of parts is no longer than a document's may be.
    """
    if len(data) > _PACKED and is_package(data):
        raise CannotRead(name, f"it is larger than {_PACKED >> 20} MB")
    if is_package(data) and (entries := data.count(_ENTRY)) > 2 * _PARTS:
        raise CannotRead(name, f"it has {entries} parts; {_PARTS} is the limit")
    for start, what, todo in _OTHERS:
        if data.startswith(start):
            raise CannotRead(name, f"it is {what}", todo)
    if found := _OPEN_DOCUMENT.search(data[:200]):
        raise CannotRead(name, f"it is an OpenDocument {found[1].decode()} (.odt, .ods)", _SAVE)


def is_package(data: bytes) -> bool:
    """Whether the bytes are those of a zip, as every Office document is one."""
    return data.startswith(b"PK\x03\x04")


def check_package(name: str, data: bytes) -> None:
    """Raises CannotRead for what is no zip, is too large packed or unpacked, is encrypted, holds archives or paths.

    A part that is XML has no DOCTYPE and is Unicode. What the zip states of its sizes can be relied on: reading a
    part stops where its stated size ends.
    """
    for _ in _checked(name, data):
        pass


def unpacked(name: str, data: bytes) -> dict[str, bytes]:
    """The parts of a package by name, folders among them; raises CannotRead as check_package does."""
    return dict(_checked(name, data))


def _checked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    refuse_others(name, data)
    try:
        with ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if why := _too_much(parts) or _misnamed(parts):
                raise CannotRead(name, why)
            for part in parts:
                content = package.read(part)
                if why := _dangerous(part.filename, content):
                    raise CannotRead(name, why)
                yield part.filename, content
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise CannotRead(name, f"it is no intact Office document ({error})") from None


def _too_much(parts: list[ZipInfo]) -> str:
    if len(parts) > _PARTS:
        return f"it has {len(parts)} parts; {_PARTS} is the limit"
    if any(part.flag_bits & _ENCRYPTED or part.compress_type == _AES for part in parts):
        return "it is encrypted"
    if odd := next((part for part in parts if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED)), None):
        return f"its part {odd.filename!r} is packed in a way that no Office program uses"
    if sum(part.file_size for part in parts) > _TOTAL or any(part.file_size > _PART for part in parts):
        return f"it unpacks to more than {_TOTAL >> 20} MB, or a part of it to more than {_PART >> 20} MB"
    bombs = (part for part in parts if part.file_size > max(_SMALL, _RATIO * part.compress_size))
    return (
        f"its part {bomb.filename!r} unpacks to more than {_RATIO} times its size"
        if (bomb := next(bombs, None))
        else ""
    )


def _misnamed(parts: list[ZipInfo]) -> str:
    seen = set[str]()
    for part in parts:
        if _OUTSIDE.search(part.filename):
            return f"its part {part.filename!r} is named like a path out of it"
        if (known := part.filename.casefold()) in seen:
            return f"it has two parts of the name {part.filename!r}"
        seen.add(known)
    return ""


def _dangerous(part: str, content: bytes) -> str:
    """Why a part is not to be read on, or ""; a picture that is XML is never read, nor is an embedded document."""
    if content.startswith(_ARCHIVES) and "/embeddings/" not in part:
        return f"it holds the archive {part!r}, so it is no Word document or workbook; {_UNPACK}"
    if not part.lower().endswith(".svg") and _XML.match(content):
        if _declares(content):
            return f"its part {part!r} holds a DOCTYPE, which no Office program writes"
        if (encoding := _encoding(content)) not in _UNICODE:
            return f"its part {part!r} is written in {encoding.decode('ascii', 'replace')}, not in Unicode"
    return ""


def _declares(content: bytes) -> bool:
    """Whether XML in whichever encoding of Unicode has a document type."""
    return _WIDE_TYPE.search(content) is not None if b"\0" in content[:200] else _TYPE in content


def _encoding(content: bytes) -> bytes:
    if content.startswith(_EBCDIC):
        return b"EBCDIC"
    found = _ENCODING.search(content[:1000].replace(b"\0", b""))
    return found[1].lower() if found else b"utf-8"
