"""The health check: asked at the start and at the end, and never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen.config.model import Ping
from gen.tell import ping
from tests.tell.made import clock, config
from tests.tell.servers import certificate, closed, web


@pytest.mark.parametrize(
    ("url", "exit_code", "asked"),
    [
        ("/p/1", None, "/p/1/start"),
        ("/p/1/", None, "/p/1/start"),
        ("/p/1", 0, "/p/1"),
        ("/p/1", 2, "/p/1/fail?exit=2"),
        ("/p/1", 3, "/p/1/fail?exit=3"),
        ("/p/1", 143, "/p/1/fail?exit=143"),
        ("/p?key=1", 3, "/p/fail?key=1&exit=3"),
        ("", None, "/start"),
    ],
)
def test_a_check_hears_how_a_run_begins_and_ends(tmp_path: Path, url: str, exit_code: int | None, asked: str) -> None:
    with web() as (address, requests):
        told = ping(config(tmp_path, ping=Ping(address + url)), exit_code, now=clock)
    assert [(one.command, one.path) for one in requests] == [("GET", asked)]
    assert told is not None
    assert (told.state, told.channel, told.about, told.why) == ("told", "ping", "run", None)


def test_without_a_check_nothing_is_asked(tmp_path: Path) -> None:
    assert ping(config(tmp_path), 0, now=clock) is None


def test_a_check_that_is_not_there_is_noted_without_its_address(tmp_path: Path) -> None:
    with closed() as port:
        told = ping(config(tmp_path, ping=Ping(f"http://127.0.0.1:{port}/geheim")), 0, now=clock)
    assert told is not None
    assert told.state == "put off"
    assert "geheim" not in told.model_dump_json()


@pytest.mark.parametrize("url", ["", "geheim", "http://", "ftp://geheim"])
def test_a_check_that_is_no_address_is_noted(tmp_path: Path, url: str) -> None:
    told = ping(config(tmp_path, ping=Ping(url)), None, now=clock)
    assert told is not None
    assert told.state == "put off"
    assert "geheim" not in told.model_dump_json()


def test_a_check_over_tls_is_verified(tmp_path: Path) -> None:
    with web(tls=True) as (address, requests):
        said = config(tmp_path, ping=Ping(address))
        refused = ping(said, 0, now=clock)
        taken = ping(said, 0, now=clock, trust=certificate().trusted())
    assert refused is not None
    assert taken is not None
    assert (refused.state, taken.state, len(requests)) == ("put off", "told", 1)
