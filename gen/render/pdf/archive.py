"""What WeasyPrint leaves out of a PDF that is to be kept (PDF/A-3a) and read aloud (PDF/UA-1), put in at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zlib import compress

from gen.render.pdf.lean import check_whole
from gen.report.model import Report

if TYPE_CHECKING:
    from weasyprint import Attachment

_NAME = "changes.json"
_RDF_END = b"</rdf:RDF>"
_UA = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def attachment(report: Report, content: bytes) -> list[Attachment]:
    """The data a briefing was made from as an associated file, dated by the new release; none for no content."""
    if not content:
        return []
    from weasyprint import Attachment

    date, file = report.new.day, BytesIO(content)
    return [Attachment(file_obj=file, name=_NAME, description=_NAME, created=date, modified=date, relationship="Data")]


def finisher(report: Report) -> Callable[[Any, Any], None]:
    """What WeasyPrint calls with the document and its PDF objects just before it writes them."""
    said = {**report.headings, **{item.id: f"{item.id} {item.title}" for item in report.items}}

    def finish(_: Any, pdf: Any) -> None:
        check_whole(pdf)
        _claim(pdf)
        _attached_once(pdf)
        _say_where_links_lead(pdf, said)
        elements = tuple(_elements(pdf))
        _place_figures(pdf, elements)
        _scope_headers(elements)
        _mark_margins(pdf, {element.number for element, _ in elements})
        _pack(pdf)

    return finish


def _claim(pdf: Any) -> None:
    """The metadata say that this is PDF/UA-1, and stand uncompressed."""
    metadata = _object(pdf, pdf.catalog["Metadata"])
    metadata.stream = [b"".join(metadata.stream).replace(_RDF_END, _UA + _RDF_END)]
    metadata.compress = False


def _attached_once(pdf: Any) -> None:
    """An associated file stands in /AF once."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


def _say_where_links_lead(pdf: Any, said: Mapping[str, str]) -> None:
    """A link inside the document is described by the heading or the change it leads to."""
    for one in _of_type(pdf, "/Annot"):
        if "Dest" in one and (words := said.get(one["Dest"].string)):
            one["Contents"].string = words


def _elements(pdf: Any) -> Iterator[tuple[Any, bool]]:
    """Every element of the structure tree, and whether it stands in the head of a table."""
    open_ones = [(_object(pdf, kid), False) for kid in _object(pdf, pdf.catalog["StructTreeRoot"])["K"]]
    while open_ones:
        element, in_head = open_ones.pop()
        if element.get("Type") != "/StructElem":
            continue
        yield element, in_head
        in_head = in_head or element["S"] == "/THead"
        open_ones += [(_object(pdf, kid), in_head) for kid in element["K"] if not isinstance(kid, int)]


def _place_figures(pdf: Any, elements: tuple[tuple[Any, bool], ...]) -> None:
    """The box around a figure is counted in points from the lower left corner, as readers expect it."""
    for element, _ in elements:
        if element["S"] == "/Figure":
            left, top, right, bottom = (0.75 * edge for edge in element["A"]["BBox"])
            height = _object(pdf, element["Pg"])["MediaBox"][3]
            element["A"]["BBox"][:] = [left, height - bottom, right, height - top]


def _scope_headers(elements: tuple[tuple[Any, bool], ...]) -> None:
    """A header cell says whether it heads a column or a row."""
    for element, in_head in elements:
        if element["S"] == "/TH" and "A" in element:
            element["A"]["Scope"] = "/Column" if in_head else "/Row"


def _mark_margins(pdf: Any, known: set[int]) -> None:
    """What stands in no element, as running heads and feet do, is marked as belonging to the page only."""
    numbers = _object(pdf, _object(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in _of_type(pdf, "/Page"):
        owners = parents[page["StructParents"]]
        drawn = _object(pdf, page["Contents"]).stream
        for place, part in enumerate(drawn):
            if isinstance(part, dict) and "MCID" in part and _number(owners[part["MCID"]]) not in known:
                owners[part.pop("MCID")] = "null"
                part["Type"] = "/Pagination"
                drawn[place - 1] = "/Artifact"


def _pack(pdf: Any) -> None:
    """Every stream is compressed here, once, and never ends in a carriage return, which is taken for a line's end."""
    for one in pdf.objects:
        if getattr(one, "compress", False):
            packed = compress(b"\n".join(part if isinstance(part, bytes) else _bytes(part) for part in one.stream))
            one.stream = [packed, b""] if packed.endswith(b"\r") else [packed]
            one.extra["Filter"] = "/FlateDecode"
            one.compress = False


def _bytes(part: Any) -> bytes:
    plain: bytes = part.encode("ascii") if isinstance(part, str) else part.data
    return plain


def _of_type(pdf: Any, name: str) -> Iterator[Any]:
    return (one for one in pdf.objects if isinstance(one, dict) and one.get("Type") == name)


def _object(pdf: Any, reference: Any) -> Any:
    return pdf.objects[_number(reference)]


def _number(reference: Any) -> int:
    return int(reference.split()[0])
