"""The commands that make a release: import, apply, export."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from gen.cli.frame import LANGUAGE, PATH, Source, echo, main, say, store_of, today

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from gen.intake import Request
    from gen.model.columns import Columns
    from gen.sources.paper import Tracked
    from gen.sources.read import Reading
    from gen.store import Store

    _Brought = tuple[Reading, str, Callable[[bool], Path]]


@main.command("import")
@click.argument("files", type=Source(), nargs=-1, required=True, metavar="FILE | ADDRESS...")
@click.option("--body", help="short name of the body, for instance miit")
@click.option("--release", help="YYYY, YYYY-MM or YYYY-MM-DD, optionally followed by +label")
@click.option("--effective", help="date from which it holds; as the document says, or else the release, unless given")
@click.option("--captured", help="date on which the source was taken; today unless given")
@click.option(
    "--as",
    "form",
    metavar="FORM",
    help="page, regulation, articles, gazette, tree or table; found by itself unless given",
)
@click.option("--map", "mapped", multiple=True, metavar="COLUMN=HEADER,…", help="what a table calls its columns; kept")
@click.option("--sheet", help="the sheet of a workbook that holds the table")
@click.option("--allow-private", is_flag=True, help="fetch from addresses that are not public as well")
@click.option("--licence", default="not stated", help="licence of the source")
@click.option("--origin", help="where the source comes from")
@click.option("--keep", is_flag=True, help="keep the original beside the snapshot")
@click.option("--replace", is_flag=True, help="write a release that exists already anew")
@click.option("--strict", is_flag=True, help="write nothing if there is any finding")
@click.option("--dry-run", is_flag=True, help="read and report, write nothing")
@click.option("--accept", is_flag=True, help="tracked changes in a Word file count as accepted")
@click.option("--reject", is_flag=True, help="tracked changes in a Word file count as rejected")
@click.option("--explain", is_flag=True, help="show every line of the source with what became of it")
@click.option("--explain-to", type=PATH, metavar="FILE.html", help="the same as a page to read")
@LANGUAGE
@click.option("--accepted", is_flag=True, help="take a reviewed redline.docx back; what is still tracked is accepted")
@click.option("--who", help="with --accepted: the reviewer, where the document does not say")
@click.pass_context
def import_(
    ctx: click.Context,
    /,
    files: tuple[Path | str, ...],
    replace: bool,
    strict: bool,
    dry_run: bool,
    explain: bool,
    explain_to: Path | None,
    language: Any,
    accepted: bool,
    **known: Any,
) -> None:
    """Read a document into a snapshot and account for every line of it.

    Several documents make one release: what only one of them states is taken from it; where two state a thing
    differently the first one named holds, and both readings are kept.

    A table may call its columns as it likes: --map name=机构名称,parent=上级 says so once, gen.toml keeps it. An
    http or https address is fetched, and not again while it has not changed.

    With --accepted it is a redline of gen in which a reviewer has accepted and rejected changes: body, releases and,
    unless given, the name of the new one come from the document.
    """
    known["captured"] = known["captured"] or today()
    known["tracked"] = _tracked(known.pop("accept"), known.pop("reject"))
    if accepted and known["tracked"]:
        raise click.UsageError("--accepted is for a redline of gen; --accept and --reject are for other Word files")
    known["anew"] = replace or dry_run
    bring = _take_back if accepted else _bring_in
    if accepted and (len(files) > 1 or explain or explain_to):
        raise click.UsageError("--accepted takes one redline, and no --explain")
    reading, told, put = bring(store_of(ctx), files, known)
    _explain(reading, explain, explain_to, language)
    refused = strict and bool(reading.snapshot.findings)
    file_written = None if dry_run or refused else put(replace)
    echo(told)
    if refused:
        say(f"{', '.join(map(str, files))}: findings, so nothing was written; leave out --strict to accept them")
        ctx.exit(2)
    echo(f"written: {file_written}" if file_written else "dry run: nothing was written")


def _explain(reading: Reading, shown: bool, to: Path | None, language: Any) -> None:
    """Shows what became of every line: on the terminal, and as a page where one is asked for."""
    if not (shown or to):
        return
    import shutil
    import sys

    from gen.render.explain import page, text
    from gen.report.explain import explain

    explained = explain(reading, language or ("zh" if reading.snapshot.language.startswith("zh") else "en"))
    if to:
        from gen.files import write
        from gen.template import STANDARD, pages, root

        write(to, page(explained, pages(root() / STANDARD)))
        echo(f"explained: {to}")
    if shown:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        echo(text(explained, width=width, colour=width is not None and not os.environ.get("NO_COLOR")))


def _tracked(accept: bool, reject: bool) -> Tracked | None:
    """What tracked changes are taken as."""
    if accept and reject:
        raise click.UsageError("give --accept or --reject, not both")
    return "accepted" if accept else "rejected" if reject else None


def _bring_in(store: Store, files: Sequence[Path | str], known: dict[str, Any]) -> _Brought:
    from pathlib import Path

    from gen.intake import Request, body_of, put, read_together
    from gen.render.listing import account

    known.pop("who")
    if known["body"] is None and not isinstance(files[0], str):
        known["body"] = body_of(files[0])
    for name in ("body", "release"):
        if known[name] is None:
            raise click.MissingParameter(param_hint=f"'--{name}'", param_type="option")
    private, mapped, anew = known.pop("allow_private"), known.pop("mapped"), known.pop("anew") or len(files) > 1
    config, columns = _columns(known["body"], mapped, known.pop("sheet"))
    requests = [Request(file=Path(file), columns=columns, **known) for file in files]
    for at, file in enumerate(files):
        if isinstance(file, str):
            requests[at] = _fetched(store, requests[at], file, private, anew)
    documents, reading = read_together(requests)
    if mapped and "table" not in reading.form:
        raise click.UsageError(f"--map is for tables; this was read as {reading.form}")

    def write(replace: bool) -> Path:
        from gen.intake import note_fetched

        written = put(store, documents, reading, overwrite=replace)
        for request in requests:
            note_fetched(store, request)
        if mapped:
            _remember(config, known["body"], columns)
        return written

    if (
        columns.remembered
        and "table" in reading.form
        and not any(f.kind == "columns" for f in reading.snapshot.findings)
    ):
        say(f"columns as {config} has them: {', '.join(f'{key}={said}' for key, said in columns.headers.items())}")
    return reading, account(reading), write


def _columns(body: str, mapped: Sequence[str], sheet: str | None) -> tuple[Path, Columns]:
    """The gen.toml there is or is to be, and the columns of tables: as given, or as it has them for the body."""
    from pathlib import Path

    from gen import config
    from gen.model.columns import Columns, mapping

    found = config.find(Path())
    given = mapping(mapped)
    remembered = config.load(found).body(body).columns if found and not given else {}
    return found or Path(config.FILE), Columns(given or remembered, sheet, remembered=bool(remembered))


def _remember(file: Path, body: str, columns: Columns) -> None:
    from gen.config import remember

    if remember(file, body, columns.headers):
        say(f"the columns are kept in {file}, [body.{body}.columns]")


def _fetched(store: Store, request: Request, address: str, private: bool, anew: bool) -> Request:
    """The request with what stands at the address; ends the run where that has not changed."""
    from gen.intake import fetch_first

    found = fetch_first(store, request, address, allow_private=private, anew=anew)
    if found is None:
        last = store.fetched(request.body)[address]["release"]
        echo(f"{address}: not modified since {request.body}@{last} was made of it; nothing was imported")
        click.get_current_context().exit(0)
    return found


def _take_back(store: Store, files: Sequence[Path | str], known: dict[str, Any]) -> _Brought:
    from pathlib import Path

    from gen.accepted import Request, put, take
    from gen.render.listing import account, reviewed

    for name in ("form", "mapped", "sheet", "allow_private", "anew", "tracked"):
        known.pop(name)
    taken = take(store, Request(file=Path(files[0]), **known))
    told = account(taken.reading) + reviewed(taken.outcomes, len(taken.rulings))
    return taken.reading, told, lambda replace: put(store, taken, overwrite=replace)


@main.command("apply")
@click.argument("ref")
@click.argument("amendment", type=PATH)
@click.option("--release", required=True, help="YYYY, YYYY-MM or YYYY-MM-DD, optionally followed by +label")
@click.option("--effective", help="date from which the result holds; the amendment's own unless given")
@click.option("--captured", help="date on which the amendment was taken; today unless given")
@click.option("--as", "form", metavar="FORM", help="notice or gazette; found by itself unless given")
@click.option("--licence", default="not stated", help="licence of the amendment")
@click.option("--origin", help="where the amendment comes from")
@click.option("--keep", is_flag=True, help="keep the amendment beside the snapshot")
@click.option("--replace", is_flag=True, help="write a release that exists already anew")
@click.option("--dry-run", is_flag=True, help="read and report, write nothing")
@click.option("--accept", is_flag=True, help="tracked changes in a Word file count as accepted")
@click.option("--reject", is_flag=True, help="tracked changes in a Word file count as rejected")
@click.pass_context
def apply_(
    ctx: click.Context,
    /,
    ref: str,
    amendment: Path,
    replace: bool,
    dry_run: bool,
    accept: bool,
    reject: bool,
    **known: Any,
) -> None:
    """Make the next release out of REF and what an AMENDMENT does to it.

    Its operations are replayed in order. One that is not understood, or does not fit, is an error that names its line;
    then nothing is written.
    """
    from gen.amending import Request, amend, put
    from gen.render.applied import applied

    known["captured"] = known["captured"] or today()
    store = store_of(ctx)
    made = amend(store, Request(base=ref, file=amendment, tracked=_tracked(accept, reject), **known))
    file_written = None if dry_run else put(store, made, overwrite=replace)
    echo(applied(made.snapshot, made.form, made.done, made.fates))
    echo(f"written: {file_written}" if file_written else "dry run: nothing was written")


@main.command()
@click.argument("ref")
@click.option("--format", "form", type=click.Choice(["xlsx"]), default="xlsx", show_default=True)
@click.option("-o", "--output", type=PATH, help="write to this file instead of one in the folder for what is published")
@click.pass_context
def export(ctx: click.Context, ref: str, form: str, output: Path | None) -> None:
    """Write one snapshot as a workbook to edit.

    gen import takes the workbook back: what nobody changed keeps its source lines, a changed row gets its own.
    """
    from gen.files import write
    from gen.render.export import render

    snapshot = store_of(ctx).load(ref).snapshot
    path = output or ctx.obj["out"] / snapshot.body / snapshot.release / f"{snapshot.body}-{snapshot.release}.{form}"
    write(path, render(snapshot))
    echo(str(path))
