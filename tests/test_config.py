"""gen.toml: found upwards, read strictly, changed with its comments kept."""

from __future__ import annotations

import os
import pickle
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from gen import briefing, config
from gen.cli import main
from gen.config import Against, Body, Brief, Limits, Mail, Ping, Secret, Since, Webhook, read
from gen.config.places import Keys, Spot, places
from gen.config.table import Flaw
from gen.config.toml import faulty
from gen.errors import BadValue, CannotRead, CannotWrite, Fault, FaultyFile, Place, Unknown
from gen.model.columns import mapping
from gen.sources import read as readers

COLUMNS = {"name": "机构名称", "parent": "上级"}


def written(folder: Path, text: str) -> Path:
    file = folder / "gen.toml"
    file.write_text(text, "utf-8")
    return file


def columns(file: Path) -> dict[str, Mapping[str, str]]:
    return {body.id: body.columns for body in config.load(file).bodies}


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(FaultyFile) as error:
        config.load(written(folder, text))
    return [line.removeprefix(f"{folder}/gen.toml:") for line in str(error.value).splitlines()]


def test_the_nearest_file_upwards_is_found(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert config.find(below) is None
    file = written(tmp_path, "")
    assert (config.find(below), config.find(tmp_path)) == (file, file)


def test_in_a_folder_that_is_gone_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert config.find(Path()) is None


def test_an_empty_file_configures_nothing(tmp_path: Path) -> None:
    file = written(tmp_path, "# nothing yet\n")
    assert config.load(file) == config.Config(file, tmp_path / "snapshots", tmp_path / "out")
    assert config.load(file).body("miit") == config.Body("miit")


WHOLE = """
store = "record"
out = "/srv/out"
jobs = 2
[brief]
pairs = "since 2018-01-01"
languages = ["zh", "en"]
template = "gbt9704"
sets = ["issuer=某部"]
[publish]
keep = 12
site = "https://example.org/gen/"
[limits]
seconds = 90.5
[body.miit]
sources = ["inbox/miit", "https://例え.jp/%E6%9C%BA"]
form = "page"
licence = "CC BY-SA 4.0"
tracked = "accepted"
allow_private = true
columns = { name = "机构名称" }
brief = { pairs = "against 2019", formats = ["pdf", "docx"], template = "own.docx", sets = [] }
limits.memory_mb = 512
[body.mep]
[mail]
host = "mail.example.org"
tls = "tls"
user = "gen"
password = { env = "GEN_MAIL" }
from = "gen@example.org"
to = ["甲@例え.jp", "b@example.org"]
attach_mb = 2
[webhook]
url = "http://127.0.0.1:8080/x"
secret = { file = "hook.secret" }
[ping]
url = "https://hc.example.org/abc"
"""


def test_everything_that_can_be_said_is_read_and_a_body_goes_before_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "own.docx").write_bytes(b"")
    default = Brief(Since("2018-01-01"), (), ("zh", "en"), "gbt9704", ("issuer=某部",))
    own = Brief(Against("2019"), ("pdf", "docx"), ("zh", "en"), str(tmp_path / "own.docx"), ())
    miit = Body(
        "miit", ("inbox/miit", "https://例え.jp/%E6%9C%BA"), "page", "CC BY-SA 4.0", {"name": "机构名称"}, "accepted", True,
        own, Limits(90.5, 512),
    )  # fmt: skip
    file = written(tmp_path, WHOLE)
    assert config.load(file) == config.Config(
        file=file,
        store=tmp_path / "record",
        out=Path("/srv/out"),
        bodies=(miit, Body("mep", brief=default, limits=Limits(90.5))),
        keep=12,
        site="https://example.org/gen/",
        jobs=2,
        limits=Limits(90.5),
        mail=Mail(
            "mail.example.org", "gen@example.org", ("甲@例え.jp", "b@example.org"), 465, "tls", "gen",
            Secret("GEN_MAIL"), 2,
        ),
        webhook=Webhook("http://127.0.0.1:8080/x", Secret(file=tmp_path / "hook.secret")),
        ping=Ping("https://hc.example.org/abc"),
    )  # fmt: skip


def test_a_configuration_goes_to_another_process_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "own.docx").write_bytes(b"")
    read = config.load(written(tmp_path, WHOLE))
    assert pickle.loads(pickle.dumps(read)) == read


def test_paths_are_seen_from_the_file_and_addresses_are_told_from_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, ONE + 'sources = ["in", "/abs", "HTTPS://x"]\n')
    monkeypatch.chdir(tmp_path)
    read = config.load(Path("gen.toml"))
    here, there, address = read.body("x").sources
    assert (read.path(here), read.path(there), read.store) == (tmp_path / "in", Path("/abs"), tmp_path / "snapshots")
    assert [config.is_address(source) for source in (here, there, address)] == [False, False, True]


def test_the_places_are_had_from_the_head_of_the_file_alone(tmp_path: Path) -> None:
    file = written(tmp_path, '# [x]\nstore = "a"\n  [body.x]\nout = faulty\n')
    assert config.stated_places(file) == {"store": tmp_path / "a"}
    assert config.stated_places(written(tmp_path, ONE)) == {}
    with pytest.raises(FaultyFile, match=r"gen\.toml:2:1: store is not a text"):
        config.stated_places(written(tmp_path, "\nstore = 3\n"))


def test_the_words_known_here_are_those_of_the_readers_and_of_the_briefing() -> None:
    assert read.FORMS == readers.FORMS
    assert tuple(briefing.FORMATS) == read.FORMATS


def test_two_thousand_bodies_are_read_in_no_time_to_speak_of(tmp_path: Path) -> None:
    text = "".join(
        f'[body.b{n}]\nsources = ["inbox/b{n}", "https://example.org/{n}"]\nform = "page"\nbrief.pairs = "against 2019"\n'
        for n in range(2000)
    )
    file = written(tmp_path, text)
    config.load(file)
    start = time.process_time()
    assert len(config.load(file).bodies) == 2000
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {}),
        ("a = 1", {("a",): (1, 1)}),
        ('# a\n a . "b\\u0041" = [ 1, # x\n  "]", {c=2} ]\nd=1', {
            ("a",): (2, 2), ("a", "bA"): (2, 2), ("a", "bA", 0): (2, 20), ("a", "bA", 1): (3, 3),
            ("a", "bA", 2): (3, 8), ("a", "bA", 2, "c"): (3, 9), ("d",): (4, 1),
        }),
        ("a = '''x = 1\n[b]'''\nc = \"\"\"\\\"\n[d]\"\"\"\"\n[ e.'f.g' ]\nh = 2026-01-01 00:00:00Z", {
            ("a",): (1, 1), ("c",): (3, 1), ("e",): (5, 3), ("e", "f.g"): (5, 3), ("e", "f.g", "h"): (6, 1),
        }),
        ("[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\n", {
            ("a",): (1, 3), ("a", 0): (1, 3), ("a", 0, "b"): (2, 1), ("a", 1): (3, 3), ("a", 1, "b"): (4, 1),
            ("a", 1, "c"): (5, 2),
        }),
    ],
)  # fmt: skip
def test_every_key_and_element_has_its_place(text: str, found: dict[Keys, Spot]) -> None:
    tomllib.loads(text)
    assert places(text) == found


def test_a_secret_is_taken_from_where_it_is_kept_and_shows_nothing_of_itself(tmp_path: Path) -> None:
    file = tmp_path / "s"
    file.write_text("hunter2\n")
    file.chmod(0o600)
    kept, named = Secret(file=file), Secret(env="S")
    assert (kept.reveal({}), named.reveal({"S": "hunter2"})) == ("hunter2", "hunter2")
    assert "hunter2" not in repr(kept) + str(kept) + repr(named) + str(named)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o610, 0o644])
def test_a_secret_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "s"
    file.write_text("hunter2")
    file.chmod(mode)
    with pytest.raises(CannotRead, match="others may read this secret") as error:
        Secret(file=file).reveal({})
    assert "hunter2" not in str(error.value)


def test_a_secret_that_is_not_there_or_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s").write_bytes(b"\xff")
    (tmp_path / "s").chmod(0o600)
    (tmp_path / "long").write_bytes(b"x" * 4097)
    (tmp_path / "long").chmod(0o600)
    os.mkfifo(tmp_path / "fifo", 0o600)
    for place in (tmp_path / "absent", tmp_path, tmp_path / "s", tmp_path / "long", tmp_path / "fifo"):
        with pytest.raises(CannotRead):
            Secret(file=place).reveal({})
    for environment in ({}, {"S": " "}, {"S": "hunter2\r\nBcc: x"}):
        with pytest.raises(BadValue, match="the variable S") as error:
            Secret(env="S").reveal(environment)
        assert "hunter2" not in str(error.value)


def test_what_is_remembered_is_read_again_and_a_second_time_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "gen.toml"
    assert config.remember(file, "miit", COLUMNS)
    assert file.read_text("utf-8") == '[body.miit.columns]\nname = "机构名称"\nparent = "上级"\n'
    assert config.load(file).body("miit").columns == COLUMNS
    assert not config.remember(file, "miit", COLUMNS)


def test_comments_and_other_bodies_stay_as_they_are(tmp_path: Path) -> None:
    before = '# ours\n[body.mep.columns]   # the old ministry\nname = "名称"  # as they have it\n'
    file = written(tmp_path, before)
    assert config.remember(file, "miit", COLUMNS)
    assert file.read_text("utf-8").startswith(before)
    assert columns(file) == {"mep": {"name": "名称"}, "miit": COLUMNS}


def test_new_columns_take_the_place_of_the_old_ones(tmp_path: Path) -> None:
    file = written(tmp_path, '[body.miit.columns]\nname = "单位"\nduty = "职责"\n\n[body.x.columns]\nname = "n"\n')
    config.remember(file, "miit", COLUMNS)
    assert columns(file) == {"miit": COLUMNS, "x": {"name": "n"}}


@pytest.mark.parametrize(
    "text",
    [
        "[body]\nmiit = { sources = ['in'] }  # ours\n",
        "body = { mep = {} }\n",
        "[body]\nmiit.sources = ['in']\n[brief]\n",
        "[body]\nmiit.columns.name = 'n'\n",
        "body.miit.sources = ['in']\n",
        "body = { miit.sources = [] }\n",
        "[body.miit.brief]\n[brief]\n[body.miit]\nsources = ['in']\n",
    ],
)
def test_however_a_body_is_written_its_columns_are_added_and_nothing_else_changes(tmp_path: Path, text: str) -> None:
    file = written(tmp_path, text)
    wanted = tomllib.loads(text)
    wanted["body"].setdefault("miit", {})["columns"] = COLUMNS
    assert config.remember(file, "miit", COLUMNS)
    assert tomllib.loads(file.read_text("utf-8")) == wanted


def test_a_file_that_the_columns_cannot_be_put_into_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, "[body.miit]\n")
    monkeypatch.setattr(tomlkit, "dumps", lambda _: "[body.miit]\n")
    with pytest.raises(CannotWrite, match=r"below \[body.miit\] by hand"):
        config.remember(file, "miit", COLUMNS)
    assert file.read_text("utf-8") == "[body.miit]\n"


@pytest.mark.parametrize("body", ["a.b", "a-b", "1"])
def test_a_body_of_any_id_is_remembered(tmp_path: Path, body: str) -> None:
    file = tmp_path / "gen.toml"
    config.remember(file, body, COLUMNS)
    assert config.load(file).body(body).columns == COLUMNS


ONE = "[body.x]\n"
SECRET = "a secret does not belong in this file: put it into the environment or a file of mode 0600"
KEPT = 'write { env = "NAME" } or { file = "path" }'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[boddy.x]\n", ["1:2: unknown key 'boddy'; did you mean body?"]),
        ("[body.miit]\nsource = []\n", ["2:1: unknown key 'source'; did you mean sources?"]),
        ('[body.miit.columns]\nname = "a"\n  nam_en = "b"\n', ["3:3: unknown key 'nam_en'; did you mean name_en or name?"]),
        ('[body.miit]\ncolumns = {name = "a", dut = "b"}\n', ["2:24: unknown key 'dut'; did you mean duty?"]),
        ("[body.miit.columns]\nname = 3\n", ['2:1: name is not a text; write the header in quotes, as name = "机构名称"']),
        ('[body.miit.columns]\nduty = "x"\n', ['1:2: the column name is missing; write name = "…", the header of the names']),
        ("[body.MIIT]\n", ["1:2: 'MIIT' is not a body id; write lower-case letters, digits, '.', '_' and '-', at most 64"]),
        ("[body.con]\n", ["1:2: 'con' is not a body id; write lower-case letters, digits, '.', '_' and '-', at most 64"]),
        ('[body."a..b"]\n', ["1:2: 'a..b' is not a body id; write lower-case letters, digits, '.', '_' and '-', at most 64"]),
        ("body = 1\n", ["1:1: body is not a table; write [body.<id>]"]),
        ("[body]\nx = 1\n", ["2:1: x is not a table; write [body.x]"]),
        ("[body.x]\ncolumns = 1\n", ['2:1: columns is not a table; write name = "…" below [body.x.columns]']),
        ("a = \n", ["1:5: not TOML: Invalid value; correct it here or just before"]),
        ('a = "\n', ["1:6: not TOML: Illegal character '\\n'; correct it here or just before"]),
        ('a = """\n', ["2: not TOML: Unterminated string; correct it here or just before"]),
        ("[a]\n[a]\n", ["2:3: not TOML: Cannot declare ('a',) twice; correct it here or just before"]),
        ("store = 1\n", ["1:1: store is not a text; put it in quotes"]),
        ('out = " "\n', ["1:1: out is empty; write it, or leave the key out"]),
        ('out = "~/out"\n', ["1:1: out begins with ~, which nothing replaces here; write the whole path, or one seen from this file"]),
        ('store = "a"\nout = "a"\n', ["2:1: store and out are not apart; name two folders, neither inside the other"]),
        ('store = "out/a"\n', ["1:1: store and out are not apart; name two folders, neither inside the other"]),
        ('out = ".."\n', ["1:1: store and out are not apart; name two folders, neither inside the other"]),
        ('store = "a/../b"\nout = "b"\n', ["2:1: store and out are not apart; name two folders, neither inside the other"]),
        ("[mail]\n[webhook]\n[ping]\n", [
            '1:2: the key from is missing; write from = "gen@example.org"',
            '1:2: the key host is missing; write host = "mail.example.org"',
            '1:2: the key to is missing; write to = ["officer@example.org"]',
            '2:2: the key url is missing; write url = "https://…"',
            '3:2: the key url is missing; write url = "https://…"',
        ]),
        ("jobs = 0\n", ["1:1: jobs is not such a number; write a whole number from 1 to 1,024, without quotes"]),
        ("jobs = true\n", ["1:1: jobs is not such a number; write a whole number from 1 to 1,024, without quotes"]),
        (ONE + 'sources = "inbox"\n', ['2:1: sources is not a list; write ["inbox/miit", "https://…"]']),
        (ONE + 'sources = [\n  "a",\n  "a",\n]\n', ["4:3: sources [2] stands in it twice; delete one of them"]),
        (ONE + 'sources = ["http://[x"]\n', ["2:12: sources [1] is no address; write https://…"]),
        (ONE + 'sources = ["a", "ftp://x/y"]\n', ["2:17: sources [2] is no address; write https://…"]),
        (ONE + 'sources = ["a", "b\\u202e"]\n', ["2:17: sources [2] holds a sign that cannot be shown; write it as one line of plain text"]),
        (ONE + 'form = "pages"\n', ["2:1: form 'pages' is not known; did you mean page?"]),
        (ONE + 'tracked = "yes"\n', ["2:1: tracked 'yes' is not known; known: accepted, rejected"]),
        (ONE + 'allow_private = "true"\n', ["2:1: allow_private is neither true nor false; write true or false, without quotes"]),
        (ONE + 'brief = { formats = ["pdf", "doc"] }\n', ["2:29: formats [2] 'doc' is not known; did you mean docx?"]),
        ('[brief]\nlanguages = ["cn"]\n', ["2:14: languages [1] 'cn' is not known; known: en, zh"]),
        ('[brief]\npairs = "last"\n', ['2:1: pairs does not say which two releases; write "latest", "against 2019" or "since 2018-01-01"']),
        ('[brief]\npairs = "since 2018-02-30"\n', ['2:1: pairs does not say which two releases; write "latest", "against 2019" or "since 2018-01-01"']),
        ('[brief]\ntemplate = "breifing"\n', ["2:1: template 'breifing' is not known; did you mean briefing?"]),
        ('[brief]\ntemplate = "./own"\n', ["2:1: template './own' is not there; write a template's name, or a path seen from this file"]),
        ('[brief]\nsets = ["issuer"]\n', ["2:9: sets [1] 'issuer' is not KEY=VALUE with a key of the letterhead; did you mean issuer?"]),
        ("[limits]\nseconds = 0\n", ["2:1: seconds is not such a number; write a number from 1 to 86,400, without quotes"]),
        ('[publish]\nsite = "example.org"\nkeep = 0\n', [
            "2:1: site is no address; write https://…",
            "3:1: keep is not such a number; write a whole number from 1 to 100,000, without quotes",
        ]),
        ('[mail]\nport = 25\n', [
            '1:2: the key from is missing; write from = "gen@example.org"',
            '1:2: the key host is missing; write host = "mail.example.org"',
            '1:2: the key to is missing; write to = ["officer@example.org"]',
        ]),
        ('[mail]\nhost = "https://x"\nfrom = "A <a@b>"\nto = []\ntls = "none"\n', [
            '2:1: host is not the name of a machine; write it alone, as in "mail.example.org"; port has a key of its own',
            '3:1: from is no e-mail address; write it alone, as in "officer@example.org"',
            '4:1: to is empty; write to = ["officer@example.org"]',
            "5:1: tls 'none' is not known; known: starttls, tls",
        ]),
        ('[mail]\nhost = "x"\nfrom = "a@b"\nto = ["a@b"]\nuser = "a"\n', ["1:2: user and password go together; write both, or neither"]),
        ('[webhook]\nsecret = "hunter2"\n', ['1:2: the key url is missing; write url = "https://…"', f"2:1: secret is written out; {SECRET}, and {KEPT}"]),
        ('[webhook]\nurl = "https://a:hunter2@x/"\n', [f"2:1: url holds a password; take it out of the address; {SECRET}, and {KEPT}"]),
        ('[ping]\nurl = "https://x/?token=hunter2"\n', [f"2:1: url holds a password; take it out of the address; {SECRET}, and {KEPT}"]),
        ('[webhook]\nurl = "https://x"\nsecret = { env = "hunter2!" }\n', [f"3:12: secret does not name a variable; {KEPT}"]),
        ('[webhook]\nurl = "https://x"\nsecret = { enw = "hunter2" }\n', [f"3:1: secret does not say where it is kept; {SECRET}, and {KEPT}"]),
        ('[webhook]\nurl = "https://x"\nsecret = { file = 3 }\n', ["3:12: secret is not a text; put it in quotes"]),
        ("ping = 3\n", ["1:1: ping is not a table; write [ping]"]),
    ],
)  # fmt: skip
def test_every_fault_is_told_with_its_line_and_column(tmp_path: Path, text: str, said: list[str]) -> None:
    assert faults(tmp_path, text) == said
    assert not [line for line in said if "hunter2" in line]


@pytest.mark.parametrize(
    ("text", "why"),
    [("[" * 2000 + "]" * 2000, "it is nested too deep"), ("9" * 5000, "a number has too many digits")],
    ids=["nested", "long"],
)
def test_what_no_reader_takes_is_a_fault_of_the_file(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(FaultyFile, match=f"not TOML that can be read: {why}"):
        config.load(written(tmp_path, f"a = {text}"))


def test_a_flaw_in_what_is_nested_too_deep_to_be_looked_through_is_a_fault_of_the_file() -> None:
    error = faulty(Path("gen.toml"), "a = " + "[" * 2000 + "]" * 2000, [Flaw(("a",), "is wrong", "mend it")])
    assert str(error) == "gen.toml: is wrong; mend it"


def test_what_is_not_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "gen.toml"
    file.write_bytes(b"# a\n# \xff\n")
    with pytest.raises(FaultyFile, match=r"gen\.toml:2: is not UTF-8"):
        config.load(file)


def test_a_faulty_file_is_not_written_to(tmp_path: Path) -> None:
    file = written(tmp_path, "[boddy]\n")
    with pytest.raises(FaultyFile):
        config.remember(file, "miit", COLUMNS)
    assert file.read_text("utf-8") == "[boddy]\n"


def test_where_nothing_can_be_written_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite):
        config.remember(tmp_path / "file" / "gen.toml", "miit", COLUMNS)


def test_a_map_is_read_from_one_text_or_several_and_a_header_may_hold_a_comma() -> None:
    assert mapping(["name=机构名称, parent = 上级"]) == COLUMNS
    assert mapping(["name=a, b", "duty=c=d"]) == {"name": "a, b", "duty": "c=d"}
    assert mapping([]) == {}


@pytest.mark.parametrize("said", [["name"], ["name="], ["=x"], ["name=a,name=b"], ["name=a,duty=a"], ["duty=a"]])
def test_a_map_that_says_too_little_or_too_much_is_refused(said: list[str]) -> None:
    with pytest.raises(BadValue):
        mapping(said)


def test_a_column_nobody_knows_is_told_with_the_nearest() -> None:
    with pytest.raises(Unknown, match=r"no column 'nam'; did you mean name"):
        mapping(["nam=a"])


def releases(*words: str) -> Result:
    return CliRunner().invoke(main, [*words, "releases"])


def test_every_command_looks_where_the_nearest_file_says_and_an_option_goes_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, 'store = "record"\n[later]\nnot read = "here"\n')
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert f"no releases in {tmp_path}/record;" in releases().stderr
    assert "no releases in here;" in releases("--store", "here").stderr
    assert "no releases in here;" in CliRunner().invoke(main, ["releases", "--store", "here"]).stderr


@pytest.mark.parametrize("text", [None, "", "[brief]\n", 'out = "o"\n'])
def test_where_no_file_names_a_store_it_is_the_one_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None
) -> None:
    if text is not None:
        written(tmp_path, text)
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert "no releases in snapshots;" in releases().stderr


def test_what_the_command_line_names_goes_before_the_file_for_what_it_configures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, 'store = "record"\nout = "site"\n')
    result = CliRunner().invoke(main, ["--out", str(tmp_path / "o"), "schedule", "systemd", "--config", str(file)])
    assert f'ReadWritePaths="{tmp_path}/record" "{tmp_path}/o"' in result.stdout


@pytest.mark.parametrize("out", ["snapshots", "snapshots/a", ".", "x/../snapshots"])
def test_folders_that_are_not_apart_are_refused_on_the_command_line_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "[body.a]\n")
    result = CliRunner().invoke(main, ["run", "--out", out])
    said = f"gen: --out '{Path(out).absolute()}' is not apart from the store, {tmp_path}/snapshots\n"
    assert (result.exit_code, result.stderr, len([*tmp_path.iterdir()])) == (2, said, 1)


@given(st.recursive(
    st.integers(-9, 9) | st.booleans() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
).filter(lambda plain: isinstance(plain, dict)))  # fmt: skip
@settings(max_examples=60, deadline=None, derandomize=True)
def test_whatever_a_file_states_has_a_place(plain: dict[str, Any]) -> None:
    text = tomlkit.dumps(plain)
    found = places(text)
    assert set(paths(tomllib.loads(text))) <= set(found)
    assert all(1 <= line <= text.count("\n") + 1 for line, _ in found.values())


SAID = st.recursive(
    st.sampled_from(["", "a", "../x", "https://x", "http://[", "zh", "pdf", "latest", "since 2019", "a@b", "\u202e", "\0"])
    | st.integers(-2, 700) | st.floats(allow_nan=True) | st.booleans() | st.dates(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["env", "file", "name", "x"]), inner),
    max_leaves=4,
)  # fmt: skip
BODY = ("sources", "form", "licence", "columns", "tracked", "allow_private", "brief", "limits", "x")
TABLES = {
    "brief": ("pairs", "formats", "languages", "template", "sets"), "publish": ("keep", "site"),
    "limits": ("seconds", "memory_mb"), "webhook": ("url", "secret"), "ping": ("url",),
    "mail": ("host", "port", "tls", "user", "password", "from", "to", "attach_mb"),
}  # fmt: skip


@given(
    st.fixed_dictionaries(
        {},
        optional={
            **dict.fromkeys(("store", "out", "jobs", "z"), SAID),
            **{name: SAID | st.dictionaries(st.sampled_from(keys), SAID) for name, keys in TABLES.items()},
            "body": SAID
            | st.dictionaries(st.sampled_from(["a", "A", ""]), SAID | st.dictionaries(st.sampled_from(BODY), SAID)),
        },
    )
)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_whatever_a_file_says_is_read_or_told_with_the_line_where_it_stands(plain: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = written(Path(folder), tomlkit.dumps(plain))
        assert [fault for fault in told_of(file) if not (isinstance(fault.place, Place) and fault.place.line)] == []


def told_of(file: Path) -> tuple[Fault, ...]:
    try:
        config.load(file)
    except FaultyFile as error:
        return error.faults
    return ()


def paths(plain: object, above: Keys = ()) -> Iterator[Keys]:
    pairs: Iterable[tuple[str | int, object]] = ()
    if isinstance(plain, dict):
        pairs = plain.items()
    elif isinstance(plain, list):
        pairs = enumerate(plain)
    for key, value in pairs:
        yield (*above, key)
        yield from paths(value, (*above, key))
