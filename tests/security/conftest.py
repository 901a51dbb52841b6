"""The fixtures of the tests on what comes from strangers."""

from tests.run.estate import estate

__all__ = ["estate"]
