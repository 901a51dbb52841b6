"""What every command shares: the group, its options, how it speaks and where store, out and gen.toml are."""

from __future__ import annotations

import atexit
import gc
import os
from typing import TYPE_CHECKING, Any

import click

from gen import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gen.config import Config
    from gen.store import Store


class _Path(click.Path):
    """A path, as pathlib knows it once one is given: --help does without the import."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from pathlib import Path

        return Path(os.fsdecode(super().convert(value, param, ctx)))


class Source(_Path):
    """A path, or an address on the web as it stands."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return value if isinstance(value, str) and "://" in value else super().convert(value, param, ctx)


PATH = _Path()
HERE = {"store": "snapshots", "out": "out"}
LANGUAGE = click.option("--lang", "language", type=click.Choice(["zh", "en"]), help="language of the wording")


def _place(name: str, says: str) -> click.Option:
    """--store or --out, which every command takes as well, so that they may stand before it or after it."""

    def keep(ctx: click.Context, _: click.Parameter, value: Any) -> None:
        if value is not None:
            ctx.obj = Places({**ctx.obj, name: value})

    return click.Option([f"--{name}"], type=PATH, expose_value=False, callback=keep, help=says)


class Places(dict[str, Any]):
    """The folders given as --store and --out; one that was not is where the nearest gen.toml says, or here."""

    def __missing__(self, name: str) -> Path:
        from pathlib import Path

        from gen.config import find, stated_places

        file = self.get("config") or find(Path())
        return (stated_places(file) if file else {}).get(name, Path(HERE[name]))


class _Command(click.Command):
    """A command with --store and --out."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        *own, help_option = super().get_params(ctx)
        return [
            *own,
            _place("store", "folder of the snapshots"),
            _place("out", "folder of what is published"),
            help_option,
        ]


class Group(click.Group):
    """Turns every error gen names into a line on stderr and exit code 2; a call of it is a whole process."""

    command_class = _Command

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        gc.set_threshold(1_000_000)  # a short life with large frozen trees: collecting early only costs
        atexit.register(gc.freeze)  # and at its end there is nothing worth looking through once more
        return super().__call__(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort):
            click.echo(err=True)
            say("stopped before it was done")
            ctx.exit(2)
        except Exception as error:
            from gen.errors import GenError  # here, because --help does without it

            if not isinstance(error, GenError):
                raise
            for line in str(error).splitlines():
                say(line)
            ctx.exit(2)


def say(line: str) -> None:
    """A word beside the result: a full disk or a closed pipe behind it stops nothing."""
    from gen.render.listing import printable

    try:
        click.echo(f"gen: {printable(line)}", err=True)
    except OSError:
        _give_up(2)


def echo(text: str) -> None:
    """The result; raises CannotWrite where it is lost, unless its reader has had enough of it."""
    try:
        click.echo(text, nl=not text.endswith("\n"))
    except BrokenPipeError:
        raise
    except OSError as error:
        from gen.errors import CannotWrite

        _give_up(1)
        raise CannotWrite("standard output", error.strerror or str(error)) from None


def _give_up(stream: int) -> None:
    """Leads a stream nowhere, so that what is left in it changes no exit code at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream)
    os.close(nowhere)


def tell_faults(lines: Iterable[object], faults: int) -> int:
    """Prints the lines and how many faults are among them; returns the exit code."""
    from gen.render.listing import printable

    for line in lines:
        echo(printable(str(line)))
    echo(f"{faults} fault{'' if faults == 1 else 's'}" if faults else "no faults")
    return 2 if faults else 0


def today() -> str:
    from datetime import datetime

    return datetime.now().astimezone().date().isoformat()


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "terminal_width": 80})
@click.version_option(__version__, prog_name="gen")
@click.option("--store", type=PATH, help=f"folder of the snapshots; else as gen.toml says, or {HERE['store']}")
@click.option("--out", type=PATH, help=f"folder of what is published; else as gen.toml says, or {HERE['out']}")
@click.pass_context
def main(ctx: click.Context, store: Path | None, out: Path | None) -> None:
    """Keep a public body's structure and duties as snapshots, find what changed, publish briefings.

    REF, OLD and NEW are BODY@RELEASE (miit@2022) or the path of a snapshot file.
    Exit codes: 0 fine, 1 differences found (diff --check) or a body out of date (status), 2 anything wrong; gen run
    --help names its own.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # no other package has a say in reading the record
    ctx.obj = Places({name: path for name, path in (("store", store), ("out", out)) if path is not None})


def store_of(ctx: click.Context) -> Store:
    from gen.store import Store

    return Store(ctx.obj["store"])


def config_of(ctx: click.Context, file: Path | None) -> Config:
    """The configuration named, or else the nearest one upwards; --store and --out go before what it says."""
    from dataclasses import replace
    from pathlib import Path

    from gen.config import FILE, find, load
    from gen.config.rules import apart
    from gen.errors import BadValue, CannotRead

    found = file or find(Path())
    if found is None:
        why, todo = "there is none here or in a folder above", "gen init writes one, --config FILE names one"
        raise CannotRead(FILE, why, todo)
    config = replace(load(found), **{name: path.absolute() for name, path in ctx.obj.items() if name in HERE})
    if not apart(config.store, config.out):
        raise BadValue("--out", str(config.out), f"apart from the store, {config.store}")
    return config


CONFIG = click.option("--config", "file", type=PATH, metavar="FILE", help="gen.toml found upwards unless given")
