"""The files of the record: read strictly, judged with places, written for people."""

from gen.yaml.comments import Remembered, remember
from gen.yaml.document import MAX_BYTES, Document, parse, read, top_level
from gen.yaml.judge import judged, stated, validated
from gen.yaml.references import Flaw, flaws, is_after
from gen.yaml.tree import KeyPath, Marks, Plain
from gen.yaml.write import dump

__all__ = [
    "MAX_BYTES",
    "Document",
    "Flaw",
    "KeyPath",
    "Marks",
    "Plain",
    "Remembered",
    "dump",
    "flaws",
    "is_after",
    "judged",
    "parse",
    "read",
    "remember",
    "stated",
    "top_level",
    "validated",
]
