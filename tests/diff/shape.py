"""Changes in a short form that tests can compare whole."""

from __future__ import annotations

from gen.model.change import Changes, Subject


def shape(changes: Changes, subject: Subject = "unit") -> list[str]:
    """One line a change: kinds: old names → new names (aspect: gone → come; …) ?likely."""
    return [
        f"{'+'.join(c.kinds)}: {_names(c.old)} → {_names(c.new)}"
        + "".join(f" ({d.aspect}: {'、'.join(d.old)} → {'、'.join(d.new)})" for d in c.details if d.aspect != "text")
        + ("?" if c.status == "likely" else "")
        for c in changes.changes
        if c.subject == subject
    ]


def _names(sides: tuple[object, ...]) -> str:
    return " & ".join(side.name.primary for side in sides)  # type: ignore[attr-defined]
