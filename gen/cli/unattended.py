"""The commands of the unattended run: run, init, status, schedule."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from gen.cli.frame import CONFIG, HERE, PATH, config_of, echo, main, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from gen.config import Config


@main.command("run")
@click.argument("bodies", nargs=-1, metavar="[BODY]...")
@CONFIG
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="bodies at once; as many as there are cores")
@click.option("--dry-run", is_flag=True, help="say what would be done and why, change nothing")
@click.option("--accept-shrink", is_flag=True, help="go on although more than a fifth of a source is gone")
@click.option("--now", "at", metavar="TIME", help="take this for the time, as in 2026-11-22T02:00:00+08:00")
@click.pass_context
def run_(
    ctx: click.Context,
    bodies: tuple[str, ...],
    file: Path | None,
    jobs: int | None,
    dry_run: bool,
    accept_shrink: bool,
    at: str | None,
) -> None:
    """Bring every body of gen.toml up to date, unattended: look, import, compare, publish, tell.

    Nothing new: nothing is touched, sent or said. Exit codes: 0 fine, 2 nothing could be done, 3 some bodies failed
    or were held back, 75 another run is at work, 130 and 143 ended by a signal.
    """
    import sys
    import time

    from gen.run.streams import fill_streams

    fill_streams()
    from gen.run import run

    ctx.exit(
        run(
            _looked_after(ctx, file),
            now=_clock(at),
            environment=os.environ,
            say=say,
            sleep=time.sleep,
            jobs=jobs,
            only=bodies,
            dry_run=dry_run,
            accept_shrink=accept_shrink,
            show=_show if dry_run else _mention if sys.stdout is not None and sys.stdout.isatty() else lambda _: None,
        )
    )


def _looked_after(ctx: click.Context, file: Path | None) -> Config:
    """The configuration; one that lost all its bodies is wrong, not a night without anything new."""
    config = config_of(ctx, file)
    if not config.bodies:
        from gen.errors import Fault, FaultyFile, Place

        todo = "write [body.<id>] with its sources"
        raise FaultyFile([Fault(Place(str(config.file)), "no body stands in it", todo)])
    return config


def _show(line: str) -> None:
    from gen.render.listing import printable

    echo(printable(line))


def _mention(line: str) -> None:
    """Shows a line on a terminal, which may be gone before the run is over."""
    from gen.errors import CannotWrite

    with suppress(OSError, CannotWrite):
        _show(line)


def _clock(at: str | None) -> Callable[[], datetime]:
    """What tells the time: the clock, or always the time that was given."""
    from datetime import datetime

    if at is None:
        return lambda: datetime.now().astimezone()
    try:
        given = datetime.fromisoformat(at)
    except ValueError:
        raise click.BadParameter(f"{at!r} is no time", param_hint="'--now'") from None
    if given.tzinfo is None:
        raise click.BadParameter(f"{at!r} names no zone; add Z or +08:00", param_hint="'--now'")
    return lambda: given


@main.command()
@click.argument("folder", type=PATH, default=".", metavar="[DIR]")
def init(folder: Path) -> None:
    """Write a gen.toml with every setting explained, and the inbox that it watches.

    It is valid as it stands: put a document into the inbox, then call gen run.
    """
    from gen.config import FILE
    from gen.config.sample import INBOX
    from gen.config.sample import init as begin

    echo(str(begin(folder, FILE)))
    say(f"put a document into {folder / INBOX}, then: gen run; what there is to set stands in {folder / FILE}")


@main.command()
@click.argument("body", required=False)
@click.option(
    "--max-age", default="8d", show_default=True, metavar="AGE", help="a body not looked at for longer is stale"
)
@click.option("--json", "as_json", is_flag=True, help="as JSON")
@CONFIG
@click.pass_context
def status(ctx: click.Context, body: str | None, max_age: str, as_json: bool, file: Path | None) -> None:
    """Say when each body was last looked at, published and told, and what keeps it from being up to date.

    Exits with 1 if one is not, if somebody is still to be told, or if the last run did not finish. A night without
    anything new is noted every three days only, so an age below five days calls such a body stale too early.
    """
    from datetime import UTC, datetime

    from gen.render.listing import printable
    from gen.status import age, told
    from gen.status import status as found_now

    found = found_now(_looked_after(ctx, file), datetime.now(UTC), age(max_age), body)
    if as_json:
        import json

        echo(json.dumps(found.plain(), ensure_ascii=False, indent=2))
    else:
        for line in told(found):
            echo(printable(line))
    ctx.exit(0 if found.fine else 1)


@main.command()
@click.argument("kind", type=click.Choice(["cron", "systemd"]))
@click.option("--at", default="02:30", show_default=True, metavar="HH:MM", help="time of the day")
@click.option("--user", metavar="NAME", help="systemd: a unit of the system that runs as NAME; your own unless given")
@click.option("-o", "--output", type=PATH, metavar="DIR", help="systemd: write the two files into this folder")
@CONFIG
@click.pass_context
def schedule(ctx: click.Context, kind: str, at: str, user: str | None, output: Path | None, file: Path | None) -> None:
    """Print what makes this machine call gen run every night: a crontab line, or a service and a timer."""
    from dataclasses import replace
    from itertools import chain

    from gen.schedule import cron, steps, systemd

    if kind == "cron" and (user or output):
        raise click.UsageError("--user and --output are for systemd")
    config = config_of(ctx, file)  # and systemd passes over a path with .. in it
    config = replace(config, store=config.store.resolve(), out=config.out.resolve())
    named = ((f"--{name}", str(getattr(config, name))) for name in HERE if name in ctx.obj)
    program = (*_program(), *chain.from_iterable(named))
    if kind == "cron":
        echo(cron(config, program, at))
        return
    units = systemd(config, program, at, os.cpu_count() or 1, user)
    if output:
        from gen.files import write_all

        write_all({output / name: text.encode() for name, text in units.items()})
    for name, text in units.items():
        echo(str(output / name) if output else f"# {name}\n{text}")
    say("to put them to work:" if output else "to put them to work, written with -o DIR, from within it:")
    for step in steps(config, str(output or "."), user):
        say(f"  {step}")


def _program() -> tuple[str, ...]:
    """The words that call this gen from anywhere: its script, or else the Python that has it."""
    import sys
    from pathlib import Path

    script = Path(sys.executable).with_name("gen")
    return (str(script),) if script.is_file() and os.access(script, os.X_OK) else (sys.executable, "-P", "-m", "gen")
