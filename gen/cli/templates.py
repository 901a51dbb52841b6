"""The commands on templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gen.cli.frame import LANGUAGE, PATH, Group, echo, main, say, tell_faults

if TYPE_CHECKING:
    from pathlib import Path


@main.group("template", cls=Group)
def template_() -> None:
    """Copy the templates, restyle the copies, check them: the look of the documents belongs to the staff."""


@template_.command("list")
def template_list() -> None:
    """List the templates that come with gen, and their folders."""
    from gen.template import names, root

    for name in names():
        echo(f"{name}\t{root() / name}")


@template_.command("copy")
@click.argument("name")
@click.argument("dest", type=PATH)
@LANGUAGE
def template_copy(name: str, dest: Path, language: Any) -> None:
    """Copy a template to DEST: a new folder, or its Word file alone where DEST ends in .docx."""
    from gen.render.placeholders import BLOCKS, VALUES
    from gen.template import copy

    for path in copy(name, dest, language or "zh"):
        echo(str(path))
    say(f"placeholders for the Word file, within a line: {', '.join(f'{{{{ {one} }}}}' for one in VALUES)}")
    say(f"placeholders alone in a line: {', '.join(f'{{{{ {one} }}}}' for one in BLOCKS)}")


@template_.command("check")
@click.argument("name", metavar="FILE | DIR | NAME")
def template_check(name: str) -> None:
    """Check a Word file, a template folder or a template of gen's and name every fault with its place.

    Placeholders that are unknown or not closed, full-width braces, styles that are missing; syntax and names of
    pages; files that are missing. The trial is made in a process of its own: one that takes over a minute or 1 GB
    is a fault.
    """
    from contextlib import closing

    from gen.config.model import Limits
    from gen.run.workers import Failed, results
    from gen.template.check import check as examine

    limits = Limits(seconds=60, memory_mb=1024)
    with closing(results(examine, [name], jobs=1, limits=lambda _: limits)) as tried:
        ((_, found),) = tried
    if isinstance(found, Failed):
        for line in found.why:
            say(f"{name}: {line}")
        raise click.exceptions.Exit(2)
    click.get_current_context().exit(tell_faults(found, len(found)))
