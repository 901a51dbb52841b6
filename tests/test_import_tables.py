"""gen import of tables and addresses, gen export: what is remembered, what is fetched again, what is written."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gen.cli import main
from gen.store import Store

Gen = Callable[..., Result]
TABLE = "部门,隶属于,任务\n办公厅,,负责文电。\n秘书处,办公厅,\n"
MAP = "name=部门,parent=隶属于,duty=任务"
KEPT = '[body.x.columns]\nname = "部门"\nparent = "隶属于"\nduty = "任务"\n'


@pytest.fixture
def gen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gen:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text(TABLE, "utf-8")
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


def brought(gen: Gen, release: str, *more: str) -> Result:
    return gen("import", "t.csv", "--body", "x", "--release", release, *more)


def test_a_map_is_kept_after_the_import_and_used_by_the_next_one(gen: Gen) -> None:
    first = brought(gen, "2019", "--map", MAP)
    assert (first.exit_code, Path("gen.toml").read_text("utf-8")) == (0, KEPT)
    assert "the columns are kept in gen.toml, [body.x.columns]" in first.stderr
    second = brought(gen, "2020")
    assert second.exit_code == 0
    assert "columns as " in second.stderr
    old, new = (Store(Path("snapshots")).load(f"x@{release}").snapshot for release in ("2019", "2020"))
    assert (old.units, len(new.units), len(new.units[0].units)) == (new.units, 1, 1)


def test_the_configuration_is_found_upwards_and_keeps_its_comments(gen: Gen, monkeypatch: pytest.MonkeyPatch) -> None:
    file = Path("gen.toml").absolute()
    file.write_text("# ours\n", "utf-8")
    Path("below").mkdir()
    monkeypatch.chdir("below")
    assert gen("import", "../t.csv", "--body", "x", "--release", "2019", "--map", MAP).exit_code == 0
    assert file.read_text("utf-8") == f"# ours\n\n{KEPT}"
    assert not Path("gen.toml").exists()


@pytest.mark.parametrize(
    "more",
    [("--dry-run",), ("--strict", "--map", "name=部门"), ("--map", "name=没有"), ("--map", "nam=部门")],
)
def test_an_import_that_writes_no_release_keeps_no_map(gen: Gen, more: tuple[str, ...]) -> None:
    brought(gen, "2019", *(more if "--map" in more else (*more, "--map", MAP)))
    assert (Path("gen.toml").exists(), Path("snapshots").exists()) == (False, False)


def test_a_map_for_what_is_no_table_is_refused(gen: Gen) -> None:
    Path("t.csv").write_text("== 职责 ==\n* 负责文电。\n", "utf-8")
    result = brought(gen, "2019", "--map", MAP, "--as", "page")
    assert (result.exit_code, Path("snapshots").exists()) == (2, False)
    assert "--map is for tables; this was read as page" in result.stderr


def test_a_faulty_configuration_stops_the_import_with_its_place(gen: Gen) -> None:
    Path("gen.toml").write_text('[body.x.columns]\nnane = "部门"\n', "utf-8")
    result = brought(gen, "2019")
    assert result.exit_code == 2
    assert "gen.toml:2:1: unknown key 'nane'; did you mean name" in result.stderr


def test_an_export_is_written_and_comes_back_as_it_went_out(gen: Gen) -> None:
    brought(gen, "2019", "--map", MAP)
    result = gen("export", "x@2019")
    path = Path("out/x/2019/x-2019.xlsx")
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    before = Path("snapshots/x/2019.yaml").read_bytes()
    back = gen("import", path, "--release", "2019", "--replace")
    assert (back.exit_code, Path("snapshots/x/2019.yaml").read_bytes()) == (0, before)
    assert gen("import", path, "--release", "2020").exit_code == 0
    assert gen("diff", "x@2019", "x@2020", "--check").exit_code == 0


def test_an_export_goes_where_it_is_told_and_with_no_other_document(gen: Gen) -> None:
    brought(gen, "2019", "--map", MAP)
    assert gen("export", "x@2019", "-o", "mine.xlsx").stdout == "mine.xlsx\n"
    result = gen("import", "t.csv", "mine.xlsx", "--body", "x", "--release", "2020")
    assert result.exit_code == 2
    assert "it is a whole release, which goes with no other document; bring it in alone" in result.stderr


class Site(BaseHTTPRequestHandler):
    """A table that stays the same until `version` changes."""

    version, asked = 1, 0

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        type(self).asked += 1
        same = self.headers.get("If-None-Match") == f'"{self.version}"'
        data = b"" if same else "机构名称,上级机构\n办公厅,\n".encode() + b"\n" * self.version
        self.send_response(304 if same else 200)
        self.send_header("Content-Type", "text/csv; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("ETag", f'"{self.version}"')
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    Site.version = 1
    yield f"http://127.0.0.1:{server.server_address[1]}/%E6%9C%BA%E6%9E%84"
    server.shutdown()
    server.server_close()


def fetched(gen: Gen, site: str, release: str, *more: str) -> Result:
    return gen("import", site, "--body", "x", "--release", release, "--allow-private", *more)


def test_a_document_from_the_web_says_where_it_comes_from_and_is_kept_under_a_plain_name(gen: Gen, site: str) -> None:
    result = fetched(gen, site, "2019", "--keep")
    assert result.exit_code == 0, result.output
    (source,) = Store(Path("snapshots")).load("x@2019").snapshot.sources
    assert (source.name, source.origin, source.kept) == ("机构.csv", site, "document.csv")
    assert gen("check").exit_code == 0


def test_what_has_not_changed_is_not_imported_again_and_what_has_is(gen: Gen, site: str) -> None:
    fetched(gen, site, "2019")
    again = fetched(gen, site, "2020")
    assert (again.exit_code, again.stdout) == (
        0,
        f"{site}: not modified since x@2019 was made of it; nothing was imported\n",
    )
    assert not Path("snapshots/x/2020.yaml").exists()
    Site.version = 2
    assert fetched(gen, site, "2020").exit_code == 0
    assert Path("snapshots/x/2020.yaml").exists()


def test_what_was_made_of_it_and_is_gone_is_fetched_anew(gen: Gen, site: str) -> None:
    fetched(gen, site, "2019")
    Path("snapshots/x/2019.yaml").unlink()
    assert fetched(gen, site, "2020").exit_code == 0
    assert Path("snapshots/x/2020.yaml").exists()


def test_a_dry_run_and_a_replacement_fetch_whatever_was_fetched_before(gen: Gen, site: str) -> None:
    fetched(gen, site, "2019")
    assert "dry run" in fetched(gen, site, "2019", "--dry-run").stdout
    assert "written" in fetched(gen, site, "2019", "--replace").stdout


def test_without_leave_nothing_is_fetched_from_a_private_address(gen: Gen, site: str) -> None:
    before = Site.asked
    result = gen("import", site, "--body", "x", "--release", "2019")
    assert (result.exit_code, Site.asked) == (2, before)
    assert "which is no public address; pass --allow-private if it is meant" in result.stderr


def test_a_broken_note_of_what_was_fetched_is_a_fault_of_the_store(gen: Gen, site: str) -> None:
    fetched(gen, site, "2019")
    Path("snapshots/x/fetched.json").write_text("[]", "utf-8")
    result = gen("check")
    assert (result.exit_code, "fetched.json: is not an object of addresses" in result.stdout) == (2, True)
    Path("snapshots/x/fetched.json").write_text("{", "utf-8")
    assert "fetched.json:1:2: is not JSON; delete the file" in fetched(gen, site, "2020").stderr
