"""The fixtures of the tests of the unattended run."""

from tests.run.estate import estate

__all__ = ["estate"]
