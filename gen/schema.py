"""The published JSON Schemas: of a snapshot file, changes.json, a file of rulings, manifest.json, a run's record."""

from __future__ import annotations

import json
from typing import Any

from gen.errors import Unknown

SCHEMAS = ("snapshot", "changes", "rulings", "manifest", "run")


def json_schema(name: str = "snapshot") -> str:
    """Returns the JSON Schema (draft 2020-12) of one of SCHEMAS as text; raises Unknown for another name."""
    if name not in SCHEMAS:
        raise Unknown("schema", name, SCHEMAS)
    makers = {"snapshot": _snapshot, "changes": _changes, "rulings": _rulings, "manifest": _manifest, "run": _run}
    made = makers[name]()
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _snapshot() -> dict[str, Any]:
    from gen.model.record import Snapshot

    return Snapshot.model_json_schema()


def _changes() -> dict[str, Any]:
    """As changes.json is published: every key present, evidence in words."""
    from gen.model.change import Changes

    schema = Changes.model_json_schema(mode="serialization")
    schema["$defs"]["Evidence"] = {"type": "string", "description": "One ground for a reading, in words."}
    return schema


def _rulings() -> dict[str, Any]:
    from gen.model.ruling import Rulings

    return Rulings.model_json_schema()


def _manifest() -> dict[str, Any]:
    from gen.model.manifest import Manifest

    return Manifest.model_json_schema(mode="serialization")


def _run() -> dict[str, Any]:
    """Of one line: each line of a record is JSON of its own."""
    from gen.model.run import line_schema

    return line_schema()
