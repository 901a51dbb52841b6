"""The commands that look at what there is: releases, show, check, schema, doctor."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from gen.cli.frame import CONFIG, HERE, Places, echo, main, say, store_of, tell_faults

if TYPE_CHECKING:
    from pathlib import Path


@main.command()
@click.argument("body", required=False)
@click.option("--json", "as_json", is_flag=True, help="as JSON")
@click.pass_context
def releases(ctx: click.Context, body: str | None, as_json: bool) -> None:
    """List what is in the store."""
    store = store_of(ctx)
    held = [one for name in ([body] if body else store.bodies()) for one in store.releases(name)]
    if as_json:
        import json

        keys = ("body", "release", "effective", "file")
        echo(json.dumps([{key: getattr(one, key) for key in keys} for one in held], ensure_ascii=False, indent=2))
        return
    for one in held:
        echo(f"{one.body}@{one.release}\teffective {one.effective}\t{one.file}")
    if not held:
        say(f"no releases in {store.root}; gen import FILE --body B --release R adds one")


@main.command()
@click.argument("ref")
@click.option("--json", "as_json", is_flag=True, help="as JSON")
@click.pass_context
def show(ctx: click.Context, ref: str, as_json: bool) -> None:
    """Show one snapshot as a tree."""
    snapshot = store_of(ctx).load(ref).snapshot
    if as_json:
        import json

        from gen.model.record import as_plain

        echo(json.dumps(as_plain(snapshot), ensure_ascii=False, indent=2))
    else:
        from gen.render.listing import tree

        echo(tree(snapshot))


@main.command()
@click.argument("body", required=False)
@click.option("--deep", "deeply", is_flag=True, help="hash every snapshot, original and published file anew")
@click.pass_context
def check(ctx: click.Context, body: str | None, deeply: bool) -> None:
    """Check the store and name every fault with its place.

    Schema, references, hashes of kept originals, order of dates, rulings: each fault with file, line and column.

    With --deep what was published as well: every file against its manifest, every snapshot against the manifests of
    the sets made from it, latest/, the pages and the feed against the sets there are.
    """
    if not deeply:
        faults = store_of(ctx).check(body)
        ctx.exit(tell_faults(faults, len(faults)))
    from gen.deep import deep

    found = deep(store_of(ctx), ctx.obj["out"], body)
    notes = (f"note: {note}" for note in found.notes)
    ctx.exit(tell_faults((*notes, *found.faults, f"{found.hashed} files hashed"), len(found.faults)))


@main.command()
@CONFIG
@click.pass_context
def doctor(ctx: click.Context, file: Path | None) -> None:
    """Say what is missing here and the one command that mends it."""
    from pathlib import Path

    from gen.config import find
    from gen.doctor import examine, remedy
    from gen.errors import GenError

    file = file or find(Path())
    places = Places({**ctx.obj, "config": file})
    try:
        store, out = (places[name] for name in HERE)
    except GenError:  # the check of the configuration tells
        store, out = (places.get(name, Path(default)) for name, default in HERE.items())
    checks = examine(store, out, file, os.environ)
    for check in checks:
        mark = "ok" if check.ok else "MISSING" if check.required else "slow"
        echo(f"{mark:<8}{check.name}: {check.found}")
    if fix := remedy(checks):
        echo(f"\nto mend it: {fix}")
    ctx.exit(2 if any(check.required and not check.ok for check in checks) else 0)


@main.command()
@click.argument("name", type=click.Choice(["snapshot", "changes", "rulings", "manifest", "run"]))
def schema(name: str) -> None:
    """Print the JSON Schema of snapshots, of changes.json, of rulings, of manifest.json, or of a run's record."""
    from gen.schema import json_schema

    echo(json_schema(name))
