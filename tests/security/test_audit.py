"""What make audit makes of the answers of pip-audit."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import audit


def answering(folder: Path, said: str, code: int) -> Path:
    """A stand-in for pip-audit that gives this answer."""
    tool = folder / "pip-audit"
    tool.write_text(f"#!/bin/sh\necho 'no route' >&2\ncat <<'END'\n{said}\nEND\nexit {code}\n")
    tool.chmod(0o755)
    return tool


FOUND = '{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2"]}]}]}'
NONE = '{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}'


@pytest.mark.parametrize(
    ("said", "code", "exit_code", "told"),
    [
        (FOUND, 1, 1, "a 1: X-1, mended in 2"),
        (NONE, 0, 0, "no known weaknesses"),
        ("", 1, 0, "not audited, the list of known weaknesses cannot be asked here (no route)"),
    ],
)
def test_the_exit_code_is_1_for_a_weakness_alone(
    said: str,
    code: int,
    exit_code: int,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(audit, "tool", lambda: answering(tmp_path, said, code))
    assert audit.main() == exit_code
    assert told in capsys.readouterr().out


def test_without_the_tool_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(audit, "tool", lambda: None)
    assert audit.main() == 0
    assert "takes a network" in capsys.readouterr().out
