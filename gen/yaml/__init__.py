"""The files of the record: read strictly and judged with places; gen.yaml.write writes them for people."""

from gen.yaml.document import MAX_BYTES, Document, parse, read, top_level
from gen.yaml.judge import judged, stated, validated
from gen.yaml.references import Flaw, flaws, is_after
from gen.yaml.tree import KeyPath, Marks, Plain

__all__ = [
    "MAX_BYTES",
    "Document",
    "Flaw",
    "KeyPath",
    "Marks",
    "Plain",
    "flaws",
    "is_after",
    "judged",
    "parse",
    "read",
    "stated",
    "top_level",
    "validated",
]
