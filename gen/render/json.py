"""The changes as JSON: the published format gen-changes/1."""

from __future__ import annotations

import json

from gen.model.change import Changes
from gen.model.record import as_plain
from gen.report.words import evidence_words


def render(changes: Changes) -> bytes:
    """The changes under their published keys, evidence in English words; UTF-8, indented, in the order of the model."""
    plain = as_plain(changes)
    for change, said in zip(changes.changes, plain["changes"], strict=True):
        said["evidence"] = [evidence_words(ground, "en") for ground in change.evidence]
    return (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode()
