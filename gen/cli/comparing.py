"""The commands on two releases: diff, brief, review, verify."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gen.cli.frame import LANGUAGE, PATH, echo, main, say, store_of, tell_faults, today

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@main.command()
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option("-o", "--output", type=PATH, help="write to this file instead of the terminal")
@click.option("--all", "everything", is_flag=True, help="show each case of what was folded")
@click.option("--check", "checking", is_flag=True, help="exit with 1 if anything differs")
@LANGUAGE
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

    comparison = compare(store_of(ctx), (old, new), language, everything=everything)
    said = in_format(comparison, form)
    if output:
        from gen.files import write

        write(output, said)
    else:
        echo(said.decode())
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
@LANGUAGE
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

    Where only a body is named, the releases are its latest two. Where gen run keeps index.html, latest/ and a feed,
    they are brought up to date as well.
    """
    if len(refs) > 2:
        raise click.UsageError("give two releases, or one body")
    from gen.briefing import compare, files, put, whole
    from gen.report.summary import five_lines
    from gen.template import load

    names = files(wanted)
    comparison = compare(store_of(ctx), refs, language)
    look = load(template, comparison.report.language, sets)
    made = whole(comparison, names, look, say, moves=moves, progress=_progress())
    for path in put(comparison, ctx.obj["out"], made, say):
        echo(str(path))
    _listed(ctx.obj["out"])
    echo("")
    for line in five_lines(comparison.report):
        echo(line)


def _listed(out: Path) -> None:
    """Brings latest/, the pages above all briefings and the feed in line, where there are any."""
    from gen.out import is_site

    if not is_site(out):
        return
    from gen.run.state import load, stale
    from gen.site import refresh

    refresh(out, stale(load(out)), site=_site(out))


def _site(out: Path) -> str | None:
    """The address under which a folder is served, where the nearest gen.toml publishes into it."""
    from pathlib import Path

    from gen.config import find, load

    file = find(Path())
    config = load(file) if file else None
    return config.site if config and config.out.resolve() == out.resolve() else None


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
@click.option("--export", "exported", type=PATH, metavar="FILE.xlsx", help="write the open cases to a workbook")
@click.option("--import", "imported", type=PATH, metavar="FILE.xlsx", help="read the verdicts of a workbook")
@LANGUAGE
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

    store = store_of(ctx)
    sitting = Review(store, lambda: compare(store, (old, new), language), _ask, echo, today())
    if exported:
        echo(f"{sitting.export(exported)} cases: {exported}")
        return
    made = sitting.take(imported, who) if imported else sitting.walk(who, wanted)
    echo(f"{len(made)} ruling{'' if len(made) == 1 else 's'} written")


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
@click.argument("path", type=PATH)
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

    checked = verify_folder(folder, store_of(ctx), say, refs, template)
    notes = (f"note: {note}" for note in checked.notes)
    return tell_faults((*checked.fine, *notes, *checked.faults), len(checked.faults))


def _verify_redline(ctx: click.Context, file: Path, refs: tuple[str, ...]) -> int:
    from gen.files import read
    from gen.office import installed
    from gen.render.listing import printable
    from gen.verify import verify_redline

    verdict = verify_redline(str(file), read(file, follow=True), store_of(ctx), installed(), refs)
    echo(printable(f"{verdict.old} -> {verdict.new}, read by {' and '.join(verdict.judges)}"))
    return tell_faults((f"{file}: {fault}" for fault in verdict.faults), len(verdict.faults))
