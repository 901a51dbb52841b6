"""A Word file closed: its parts as a package with the properties of a report."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from gen.render.wordml import steady, xml_text
from gen.report.model import Report
from gen.sources.formats.docx.wordfile import OFFICE, W, WordFile, parsed, serialised


def closed(file: WordFile, changed: Mapping[str, bytes], report: Report) -> bytes:
    """The file with the changed parts, the report's properties, and no trace of whose machine the template is from."""
    parts = {**file.parts, **changed}
    _settle(file, parts)
    return saved(parts, report)


def saved(parts: Mapping[str, bytes], report: Report) -> bytes:
    """The parts as a Word file with the properties of the report: title, both releases, author, language, date."""
    from docx import Document

    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_STORED) as held:
        for name, data in parts.items():
            held.writestr(name, data)
    document = Document(package)
    properties = document.core_properties
    properties.title = _short(f"{report.title} {report.subtitle}")
    properties.subject = _short(f"{report.old.ref} {report.old.sha256}; {report.new.ref} {report.new.sha256}")
    properties.author = properties.last_modified_by = _short(report.body)
    properties.language = "zh-CN" if report.language == "zh" else "en"
    properties.created = properties.modified = report.new.day
    properties.comments = properties.keywords = properties.category = ""
    properties.revision = 1
    out = io.BytesIO()
    document.save(out)
    return steady(out.getvalue())


def _settle(file: WordFile, parts: dict[str, bytes]) -> None:
    """Takes out the template a template hangs on and the switch that goes on tracking changes."""
    for name in ("word/settings.xml", "word/_rels/settings.xml.rels"):
        if name not in parts:
            continue
        root = parsed(file.name, name, parts[name])
        gone = [one for one in root if one.tag in (f"{W}attachedTemplate", f"{W}trackRevisions")]
        gone += [one for one in root if one.get("Type") == f"{OFFICE}attachedTemplate"]
        for one in gone:
            root.remove(one)
        if gone:
            parts[name] = serialised(root)


def _short(text: str) -> str:
    return xml_text(text[:255])
