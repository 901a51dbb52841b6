"""A document held against the model: a snapshot, or every fault in words, each at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from gen.errors import Fault, FaultyFile, nearest
from gen.model.record import Record, Snapshot
from gen.yaml.document import Document
from gen.yaml.references import Flaw, flaws
from gen.yaml.tree import KeyPath, Plain

_SHOWN = 40
_Stated = TypeVar("_Stated", bound=Record)
_MEANT = {"no": "false", "off": "false", "n": "false", "yes": "true", "on": "true", "y": "true"}
_PATTERNS = {
    "sha256": "is not a sha256: write 64 digits and letters a to f",
    "kept": "is not a file name: write letters, digits, '.', '_' and '-' only",
}


def validated(document: Document) -> Snapshot:
    """Returns the snapshot a document states; raises FaultyFile with all that is wrong with it."""
    snapshot, faults = judged(document)
    if snapshot is None or faults:
        raise FaultyFile(faults)
    return snapshot


def judged(document: Document) -> tuple[Snapshot | None, tuple[Fault, ...]]:
    """Returns the snapshot where its schema holds, and every fault of reading, schema and references."""
    return stated(document, Snapshot, "a snapshot", flaws)


def stated(
    document: Document, model: type[_Stated], called: str, contradictions: Callable[[Plain], Iterable[Flaw]]
) -> tuple[_Stated | None, tuple[Fault, ...]]:
    """Returns the record of a document where the schema of `model` holds, and every fault of it.

    contradictions: what is wrong in the document's plain value beyond its schema.
    """
    if not document.whole:
        return None, tuple(sorted(document.faults))
    if not isinstance(document.plain, dict):
        what = "is empty" if document.plain is None else f"is not {called}"
        keys = [key for key, field in _by_key(model).items() if field.is_required()]
        return None, (*document.faults, document.fault((), what, f"write its keys: {', '.join(keys[:3])} …"))
    record, found = None, list[Fault]()
    try:
        record = model.model_validate(document.plain, by_alias=True, by_name=False)
    except ValidationError as error:
        found = list(_schema_faults(document, error, model))
    found += [document.fault(*flaw) for flaw in contradictions(document.plain)]
    read = {fault.place for fault in document.faults}
    return record, tuple(sorted((*document.faults, *(fault for fault in found if fault.place not in read))))


_MISSING = ("missing", "missing_argument")
_UNKNOWN = ("extra_forbidden", "unexpected_keyword_argument")


def _schema_faults(document: Document, error: ValidationError, model: type[Record]) -> Iterator[Fault]:
    told = set[KeyPath]()
    for detail in error.errors(include_url=False):
        path, value = _path(document.plain, detail)
        is_union = len(path) < len(detail["loc"])
        if detail["type"] == "too_short" and value:
            continue  # pydantic counts the items that are right
        if is_union and (path in told or (isinstance(value, list) and detail["type"] == "bool_type")):
            continue
        told.add(path)
        if is_union and path[-1:] != detail["loc"][-1:]:
            yield document.fault(path, f"{_name(path)} is {_shown(value)}", "write true, false or a list of groups")
        else:
            what, todo = _worded(path, value, detail, model)
            yield document.fault(path, what, todo, on_key=detail["type"] in _UNKNOWN)


def _path(plain: Plain, detail: ErrorDetails) -> tuple[KeyPath, Plain]:
    """Returns where in the document an error is, without the steps pydantic adds for a choice of types."""
    path, value = list[str | int](), plain
    for step in detail["loc"]:
        if isinstance(value, dict) and isinstance(step, str) and (step in value or detail["type"] in _MISSING):
            path.append(step)
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int):
            path.append(step)
            value = value[step]
    return tuple(path), value


def _worded(path: KeyPath, value: Plain, detail: ErrorDetails, model: type[Record]) -> tuple[str, str]:
    """Returns what is wrong and what to do."""
    name, kind = _name(path), detail["type"]
    if kind in _MISSING:
        return f"key {path[-1]!r} is missing", "add it"
    if kind in _UNKNOWN:
        return f"unknown key {path[-1]!r}", nearest(str(path[-1]), _fields(path[:-1], model))
    if kind in ("value_error", "string_pattern_mismatch", "too_long", "greater_than_equal", "too_short"):
        return _bad_value(path, value, detail)
    if kind == "literal_error":
        return f"{name} {_shown(value)} is none of the possible values", nearest(str(value), _choices(path, model))
    if value is None:
        return f"{name} has no value", "write one, or delete the key"
    if kind == "bool_type":
        return f"{name} is {_shown(value)}", f"write {_MEANT.get(str(value).lower(), 'true or false')}"
    if kind == "string_type":
        quoted = f'write "{_json(value)}" in quotes' if not isinstance(value, dict | list) else "write a text"
        return f"{name} is {_shown(value)}, not a text", quoted
    if kind == "tuple_type":
        return f"{name} is {_shown(value)}, not a list", "write each item on a line of its own after '- '"
    if kind in ("model_type", "dataclass_type"):
        return f"{name} is {_shown(value)}", f"write its keys: {', '.join(_fields(path, model))}"
    return f"{name} is {_shown(value)}: {detail['msg']}", ""


def _bad_value(path: KeyPath, value: Plain, detail: ErrorDetails) -> tuple[str, str]:
    name, kind = _name(path), detail["type"]
    if kind == "too_short":
        return f"{name} is empty", "write at least one"
    if kind == "greater_than_equal":
        return f"{name} is {_shown(value)}", f"write {detail['ctx']['ge']} or more"
    if kind == "too_long":
        return f"{name} {_shown(value)} is longer than {detail['ctx']['max_length']} characters", "shorten it"
    if kind == "string_pattern_mismatch":
        why = _PATTERNS.get(str(path[-1]), "is not an id: write it without spaces, '@' and '#'")
    else:
        why = str(detail["ctx"]["error"])
    what, _, todo = why.partition(": ")
    digits = str(value).lstrip("0") or "0"
    if "whole number" in what and value != digits and digits.isascii() and digits.isdigit():
        todo = f"write {digits}"
    shown = "" if isinstance(value, dict) or what == "is empty" else f" {_shown(value)}"
    return f"{name}{shown} {what}", todo


def _name(path: KeyPath) -> str:
    last = path[-1] if path else "the snapshot"
    return f"item {last + 1} of {_name(path[:-1])}" if isinstance(last, int) else last


def _json(value: Plain) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown(value: Plain) -> str:
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    if not isinstance(value, str):
        return _json(value)
    return repr(value if len(value) <= _SHOWN else value[:_SHOWN] + "…")


def _fields(path: KeyPath, model: Any) -> dict[str, FieldInfo]:
    """Returns the fields of the part of a record at `path`, by the keys they have in a file."""
    for step in path:
        if isinstance(step, str):
            model = _record_in(_by_key(model)[step].annotation) or model
    return _by_key(model)


def _by_key(model: Any) -> dict[str, FieldInfo]:
    fields = model.__pydantic_fields__
    return {field.alias or name: field for name, field in fields.items()}


def _record_in(annotation: Any) -> Any:
    """The part of a record, a Record or a dataclass, that an annotation speaks of, or None."""
    if isinstance(annotation, type) and hasattr(annotation, "__pydantic_fields__"):
        return annotation
    return next((found for part in get_args(annotation) if (found := _record_in(part))), None)


def _choices(path: KeyPath, model: Any) -> tuple[str, ...]:
    said = _fields(path[:-1], model)[str(path[-1])].annotation
    parts = (said, *get_args(said))
    return tuple(choice for part in parts if get_origin(part) is Literal for choice in get_args(part))
