"""The fixtures of the tests that provoke faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.harness import bound, traced
from tests.run.estate import Estate, page

__all__ = ["bound", "traced"]


@pytest.fixture
def estate(tmp_path: Path) -> Estate:
    """One body with one page, not yet run on; the work is done in processes."""
    made = Estate(tmp_path / "estate")
    made.root.mkdir()
    made.configure(head='[brief]\nformats = ["json", "md", "html"]\n')
    made.put("inbox/a.txt", page())
    return made
