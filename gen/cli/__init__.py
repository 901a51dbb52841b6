"""The command line; the only room that reads arguments and the clock, prints, and exits."""

from gen.cli import comparing, importing, looking, templates, unattended
from gen.cli.frame import main

__all__ = ["comparing", "importing", "looking", "main", "templates", "unattended"]
