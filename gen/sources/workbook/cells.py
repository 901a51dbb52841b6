"""A value of the record as the cells of a row, and back: no value comes out other than it went in."""

from __future__ import annotations

import json
import re
import types
from collections.abc import Sequence
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from gen.model.record import Text

Kind = Literal["text", "both", "names", "lines", "yes", "covered", "json"]

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BAR = re.compile(r"(?<!\\)(?:\\\\)*\|")
_YES = {"yes": True, "true": True, "是": True, "no": False, "false": False, "否": False}
_ONLY = "only:"


def kind_of(annotation: Any) -> Kind:
    """How a field of a record is laid out: one cell, two for both languages, a list in one cell …"""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        parts = [part for part in get_args(annotation) if part is not type(None)]
        if len(parts) > 1 and any(kind_of(part) == "lines" for part in parts):
            return "covered"
        return kind_of(parts[0])
    if get_origin(annotation) is tuple:
        inner = get_args(annotation)[0]
        return {"both": "names", "text": "lines"}.get(kind_of(inner), "json")  # type: ignore[return-value]
    if annotation is Text:
        return "both"
    if annotation is bool:
        return "yes"
    plain = annotation in (str, int) or get_origin(annotation) is Literal
    return "text" if plain else "json"


def encoded(value: Any, kind: Kind) -> tuple[str, ...]:
    """A plain value as its cells, "" for what is not stated."""
    if kind == "both":
        return tuple((value or {}).get(language) or "" for language in ("zh", "en"))
    if value is None or (value == [] and kind not in ("covered", "json")):
        return ("",)
    match kind:
        case "names":
            return ("\n".join(map(_name, value)),)
        case "lines":
            return ("\n".join(map(_escape, value)),)
        case "covered" if isinstance(value, list):
            return ("\n".join([_ONLY, *map(_escape, value)]),)
        case "yes" | "covered":
            return ("yes" if value else "no",)
        case "json":
            return (json.dumps(value, ensure_ascii=False) if value else "",)
    return (str(value),)


def decoded(cells: Sequence[str], kind: Kind) -> Any:
    """The plain value that cells state, None for none; what cannot be a value comes out as its text."""
    said = cells[0]
    if kind == "both":
        return {key: cell for key, cell in zip(("zh", "en"), cells, strict=True) if cell.strip()} or None
    if not said.strip():
        return None
    match kind:
        case "names":
            return [_text(line) for line in said.split("\n") if line.strip()]
        case "lines":
            return [_plain(line) for line in said.split("\n") if line.strip()]
        case "covered" if said.startswith(_ONLY):
            return [_plain(line) for line in said.split("\n")[1:] if line.strip()]
        case "yes" | "covered":
            return _YES.get(said.strip().casefold(), said)
        case "json":
            return _loaded(said)
    return said


def _loaded(said: str) -> Any:
    try:
        return json.loads(said)
    except (ValueError, RecursionError):
        return said


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("|", "\\|")


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], text)


def _name(value: dict[str, str | None]) -> str:
    """A name in one line: in Chinese, in both languages around a bar, or in English after one."""
    zh, en = value.get("zh"), value.get("en")
    if not en:
        return _escape(zh or "")
    return f"{_escape(zh)} | {_escape(en)}" if zh else f"| {_escape(en)}"


def _text(line: str) -> dict[str, str]:
    found = _BAR.search(line)
    if not found:
        return {"zh": _plain(line)}
    zh, en = line[: found.end() - 1], line[found.end() :]
    said = {"zh": _plain(zh.removesuffix(" ")), "en": _plain(en.removeprefix(" "))}
    return {language: name for language, name in said.items() if name.strip()}
