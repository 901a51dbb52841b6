"""`python -m tests.cases.accept NAME …` writes what gen says now as what the cases demand; read the difference."""

from __future__ import annotations

import sys

from tests.cases import found, written

if __name__ == "__main__":
    for name in sys.argv[1:]:
        written(name, found(name))
