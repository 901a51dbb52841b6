"""The form "regulation": a 三定-style instrument, in sections 一、二、三, in articles or under headings."""

from __future__ import annotations

from gen.sources.forms.regulation.doubts import heading_names_another
from gen.sources.forms.regulation.reader import fits, read

__all__ = ["fits", "heading_names_another", "read"]
