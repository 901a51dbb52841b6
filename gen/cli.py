"""The command line; the only room that reads arguments and the clock, prints, and exits."""

from __future__ import annotations

import atexit
import gc
import os
from typing import TYPE_CHECKING, Any

import click

from gen import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from gen.sources.read import Reading
    from gen.store import Store

    _Brought = tuple[Reading, str, Callable[[bool], Path]]


class _File(click.Path):
    """A path, as pathlib knows it once one is given: --help does without the import."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from pathlib import Path

        return Path(os.fsdecode(super().convert(value, param, ctx)))


_FILE = _File()
_LANGUAGE = click.option("--lang", "language", type=click.Choice(["zh", "en"]), help="language of the wording")


def _place(name: str, says: str) -> click.Option:
    """--store or --out, which every command takes as well, so that they may stand before it or after it."""

    def keep(ctx: click.Context, _: click.Parameter, value: Any) -> None:
        if value is not None:
            ctx.obj = {**ctx.obj, name: value}

    return click.Option([f"--{name}"], type=_FILE, expose_value=False, callback=keep, help=says)


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


class _Group(click.Group):
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
            _say("stopped before it was done")
            ctx.exit(2)
        except Exception as error:
            from gen.errors import GenError  # here, because --help does without it

            if not isinstance(error, GenError):
                raise
            for line in str(error).splitlines():
                _say(line)
            ctx.exit(2)


def _say(line: str) -> None:
    from gen.render.listing import printable

    click.echo(f"gen: {printable(line)}", err=True)


def _print(text: str) -> None:
    click.echo(text, nl=not text.endswith("\n"))


def _told(lines: Iterable[object], faults: int) -> int:
    """Prints the lines and how many faults are among them; returns the exit code."""
    from gen.render.listing import printable

    for line in lines:
        _print(printable(str(line)))
    _print(f"{faults} fault{'' if faults == 1 else 's'}" if faults else "no faults")
    return 2 if faults else 0


def _today() -> str:
    from datetime import datetime

    return datetime.now().astimezone().date().isoformat()


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "terminal_width": 80})
@click.version_option(__version__, prog_name="gen")
@click.option("--store", type=_FILE, default="snapshots", show_default=True, help="folder of the snapshots")
@click.option("--out", type=_FILE, default="out", show_default=True, help="folder of what is published")
@click.pass_context
def main(ctx: click.Context, store: Path, out: Path) -> None:
    """Keep a public body's structure and duties as snapshots, find what changed, publish briefings.

    REF, OLD and NEW are BODY@RELEASE (miit@2022) or the path of a snapshot file.
    Exit codes: 0 fine, 1 differences found (diff --check), 2 anything wrong.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # no other package has a say in reading the record
    ctx.obj = {"store": store, "out": out}


def _store(ctx: click.Context) -> Store:
    from gen.store import Store

    return Store(ctx.obj["store"])


@main.command("import")
@click.argument("file", type=_FILE)
@click.option("--body", help="short name of the body, for instance miit")
@click.option("--release", help="YYYY, YYYY-MM or YYYY-MM-DD, optionally followed by +label")
@click.option("--effective", help="date from which this state holds; the date of the release unless given")
@click.option("--captured", help="date on which the source was taken; today unless given")
@click.option("--as", "form", metavar="FORM", help="page, regulation, tree or table; found by itself unless given")
@click.option("--licence", default="not stated", help="licence of the source")
@click.option("--origin", help="where the source comes from")
@click.option("--keep", is_flag=True, help="keep the original beside the snapshot")
@click.option("--replace", is_flag=True, help="write a release that exists already anew")
@click.option("--strict", is_flag=True, help="write nothing if there is any finding")
@click.option("--dry-run", is_flag=True, help="read and report, write nothing")
@click.option("--accepted", is_flag=True, help="take a reviewed redline.docx back; what is still tracked is accepted")
@click.option("--who", help="with --accepted: the reviewer, where the document does not say")
@click.pass_context
def import_(
    ctx: click.Context, /, file: Path, replace: bool, strict: bool, dry_run: bool, accepted: bool, **known: Any
) -> None:
    """Read a document into a snapshot and account for every line of it.

    With --accepted it is a redline of gen in which a reviewer has accepted and rejected changes: body, releases and,
    unless given, the name of the new one come from the document.
    """
    known["captured"] = known["captured"] or _today()
    bring = _take_back if accepted else _bring_in
    reading, told, put = bring(_store(ctx), file, known)
    refused = strict and bool(reading.snapshot.findings)
    file_written = None if dry_run or refused else put(replace)
    _print(told)
    if refused:
        _say(f"{file}: findings, so nothing was written; leave out --strict to accept them")
        ctx.exit(2)
    _print(f"written: {file_written}" if file_written else "dry run: nothing was written")


def _bring_in(store: Store, file: Path, known: dict[str, Any]) -> _Brought:
    from gen.intake import Request, put, read_in
    from gen.render.listing import account

    known.pop("who")
    for name in ("body", "release"):
        if known[name] is None:
            raise click.MissingParameter(param_hint=f"'--{name}'", param_type="option")
    document, reading = read_in(Request(file=file, **known))
    return reading, account(reading), lambda replace: put(store, document, reading, overwrite=replace)


def _take_back(store: Store, file: Path, known: dict[str, Any]) -> _Brought:
    from gen.accepted import Request, put, take
    from gen.render.listing import account, reviewed

    known.pop("form")
    taken = take(store, Request(file=file, **known))
    told = account(taken.reading) + reviewed(taken.outcomes, len(taken.rulings))
    return taken.reading, told, lambda replace: put(store, taken, overwrite=replace)


@main.command()
@click.argument("body", required=False)
@click.option("--json", "as_json", is_flag=True, help="as JSON")
@click.pass_context
def releases(ctx: click.Context, body: str | None, as_json: bool) -> None:
    """List what is in the store."""
    store = _store(ctx)
    held = [one for name in ([body] if body else store.bodies()) for one in store.releases(name)]
    if as_json:
        import json

        keys = ("body", "release", "effective", "file")
        _print(json.dumps([{key: getattr(one, key) for key in keys} for one in held], ensure_ascii=False, indent=2))
        return
    for one in held:
        _print(f"{one.body}@{one.release}\teffective {one.effective}\t{one.file}")
    if not held:
        _say(f"no releases in {store.root}; gen import FILE --body B --release R adds one")


@main.command()
@click.argument("ref")
@click.option("--json", "as_json", is_flag=True, help="as JSON")
@click.pass_context
def show(ctx: click.Context, ref: str, as_json: bool) -> None:
    """Show one snapshot as a tree."""
    snapshot = _store(ctx).load(ref).snapshot
    if as_json:
        import json

        from gen.model.record import as_plain

        _print(json.dumps(as_plain(snapshot), ensure_ascii=False, indent=2))
    else:
        from gen.render.listing import tree

        _print(tree(snapshot))


@main.command()
@click.argument("body", required=False)
@click.pass_context
def check(ctx: click.Context, body: str | None) -> None:
    """Check the store and name every fault with its place.

    Schema, references, hashes of kept originals, order of dates, rulings: each fault with file, line and column.
    """
    faults = _store(ctx).check(body)
    ctx.exit(_told(faults, len(faults)))


@main.command()
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option("-o", "--output", type=_FILE, help="write to this file instead of the terminal")
@click.option("--all", "everything", is_flag=True, help="show each case of what was folded")
@click.option("--check", "checking", is_flag=True, help="exit with 1 if anything differs")
@_LANGUAGE
@click.pass_context
def diff(
    ctx: click.Context,
    old: str,
    new: str,
    form: str,
    output: Path | None,
    everything: bool,
    checking: bool,
    language: Any,
) -> None:
    """Show what changed between two releases."""
    from gen.briefing import compare, in_format

    comparison = compare(_store(ctx), (old, new), language, everything=everything)
    said = in_format(comparison, form)
    if output:
        from gen.files import write

        write(output, said)
    else:
        _print(said.decode())
    ctx.exit(1 if checking and (comparison.changes.changes or comparison.changes.body) else 0)


@main.command()
@click.argument("refs", nargs=-1, required=True, metavar="OLD NEW | BODY")
@click.option(
    "--format",
    "wanted",
    metavar="LIST",
    help="pdf,docx,html,xlsx,json,md; docx is all Word files, redline or comparison that one; all unless given",
)
@click.option(
    "--template", default="briefing", show_default=True, help="a template's name, a folder or a .docx of your own"
)
@click.option("--set", "sets", multiple=True, metavar="KEY=VALUE", help="a value of the letterhead; repeatable")
@click.option("--moves", is_flag=True, help="track what moved as moved in redline.docx; some editors cannot read it")
@_LANGUAGE
@click.pass_context
def brief(
    ctx: click.Context,
    refs: tuple[str, ...],
    wanted: str | None,
    template: str,
    sets: tuple[str, ...],
    moves: bool,
    language: Any,
) -> None:
    """Publish the briefing of two releases and print the paths.

    Where only a body is named, the releases are its latest two.
    """
    if len(refs) > 2:
        raise click.UsageError("give two releases, or one body")
    from gen.briefing import brief as publish
    from gen.briefing import compare, files
    from gen.report.summary import five_lines
    from gen.template import load

    names = files(wanted)
    comparison = compare(_store(ctx), refs, language)
    look = load(template, comparison.report.language, sets)
    for path in publish(comparison, ctx.obj["out"], names, look, _say, moves=moves, progress=_progress()):
        _print(str(path))
    _print("")
    for line in five_lines(comparison.report):
        _print(line)


def _progress() -> Callable[[int, int], None] | None:
    """Says on one line of a terminal how far a PDF is; None where there is no terminal."""
    import sys

    if not sys.stderr.isatty():
        return None

    def tell(page: int, pages: int) -> None:
        said = f"page {page} of {pages}" if pages else f"laying out page {page}"
        click.echo(f"\r\033[Kgen: {said}" if page != pages else "\r\033[K", nl=False, err=True)

    return tell


@main.command()
@click.argument("old")
@click.argument("new")
@click.option("--who", help="name of the reviewer; asked for unless given")
@click.option(
    "--change", "wanted", multiple=True, metavar="ID", help="ask about this change, likely or not; repeatable"
)
@click.option("--export", "exported", type=_FILE, metavar="FILE.xlsx", help="write the open cases to a workbook")
@click.option("--import", "imported", type=_FILE, metavar="FILE.xlsx", help="read the verdicts of a workbook")
@_LANGUAGE
@click.pass_context
def review(
    ctx: click.Context,
    old: str,
    new: str,
    who: str | None,
    wanted: tuple[str, ...],
    exported: Path | None,
    imported: Path | None,
    language: Any,
) -> None:
    """Rule on the changes that are only likely.

    Every open case is shown with its evidence and asked about; a ruling is written at once, outranks every
    score from then on, and stands in the briefing with who, when and why.
    """
    if exported and imported:
        raise click.UsageError("give --export or --import, not both")
    from gen.briefing import compare
    from gen.review import Review

    store = _store(ctx)
    sitting = Review(store, lambda: compare(store, (old, new), language), _ask, _print, _today())
    if exported:
        _print(f"{sitting.export(exported)} cases: {exported}")
        return
    made = sitting.take(imported, who) if imported else sitting.walk(who, wanted)
    _print(f"{len(made)} ruling{'' if len(made) == 1 else 's'} written")


def _ask(question: str) -> str | None:
    """The answer typed, None where there is no one to answer; ends the review on a terminal."""
    import sys

    try:
        return str(click.prompt(question, default="", show_default=False, prompt_suffix="\n> "))
    except click.Abort:
        if sys.stdin.isatty():
            raise
        return None


@main.command()
@click.argument("path", type=_FILE)
@click.argument("refs", nargs=-1, metavar="[OLD NEW]")
@click.option("--template", metavar="FILE | DIR", help="the template of your own that the set was made with")
@click.pass_context
def verify(ctx: click.Context, path: Path, refs: tuple[str, ...], template: str | None) -> None:
    """Prove what was published against the record.

    PATH is a folder that brief published: every file in it is made anew and compared, and every fault is named. Or it
    is a redline: with all changes rejected it must be the old text, with all accepted the new one.
    """
    if len(refs) not in (0, 2):
        raise click.UsageError("give both releases, or neither")
    ctx.exit(_verify_folder(ctx, path, refs, template) if path.is_dir() else _verify_redline(ctx, path, refs))


def _verify_folder(ctx: click.Context, folder: Path, refs: tuple[str, ...], template: str | None) -> int:
    from gen.verify import verify_folder

    checked = verify_folder(folder, _store(ctx), _say, refs, template)
    notes = (f"note: {note}" for note in checked.notes)
    return _told((*checked.fine, *notes, *checked.faults), len(checked.faults))


def _verify_redline(ctx: click.Context, file: Path, refs: tuple[str, ...]) -> int:
    from gen.files import read
    from gen.office import installed
    from gen.render.listing import printable
    from gen.verify import verify_redline

    verdict = verify_redline(str(file), read(file, follow=True), _store(ctx), installed(), refs)
    _print(printable(f"{verdict.old} -> {verdict.new}, read by {' and '.join(verdict.judges)}"))
    return _told((f"{file}: {fault}" for fault in verdict.faults), len(verdict.faults))


@main.command()
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Say what is missing here and the one command that mends it."""
    from gen.doctor import examine, remedy

    checks = examine(ctx.obj["store"], ctx.obj["out"])
    for check in checks:
        mark = "ok" if check.ok else "MISSING" if check.required else "slow"
        _print(f"{mark:<8}{check.name}: {check.found}")
    if fix := remedy(checks):
        _print(f"\nto mend it: {fix}")
    ctx.exit(2 if any(check.required and not check.ok for check in checks) else 0)


@main.command()
@click.argument("name", type=click.Choice(["snapshot", "changes", "rulings", "manifest"]))
def schema(name: str) -> None:
    """Print the JSON Schema of snapshots, of changes.json, of rulings or of manifest.json."""
    from gen.schema import json_schema

    _print(json_schema(name))


@main.group("template", cls=_Group)
def template_() -> None:
    """Copy the templates, restyle the copies, check them: the look of the documents belongs to the staff."""


@template_.command("list")
def template_list() -> None:
    """List the templates that come with gen, and their folders."""
    from gen.template import names, root

    for name in names():
        _print(f"{name}\t{root() / name}")


@template_.command("copy")
@click.argument("name")
@click.argument("dest", type=_FILE)
@_LANGUAGE
def template_copy(name: str, dest: Path, language: Any) -> None:
    """Copy a template to DEST: a new folder, or its Word file alone where DEST ends in .docx."""
    from gen.render.placeholders import BLOCKS, VALUES
    from gen.template import copy

    for path in copy(name, dest, language or "zh"):
        _print(str(path))
    _say(f"placeholders for the Word file, within a line: {', '.join(f'{{{{ {one} }}}}' for one in VALUES)}")
    _say(f"placeholders alone in a line: {', '.join(f'{{{{ {one} }}}}' for one in BLOCKS)}")


@template_.command("check")
@click.argument("name", metavar="FILE | DIR | NAME")
def template_check(name: str) -> None:
    """Check a Word file, a template folder or a template of gen's and name every fault with its place.

    Placeholders that are unknown or not closed, full-width braces, styles that are missing; syntax and names of
    pages; files that are missing.
    """
    from gen.template.check import check as examine

    faults = examine(name)
    click.get_current_context().exit(_told(faults, len(faults)))
