"""Dates known to the year, the month or the day, put in order as far as that goes."""

from __future__ import annotations


def surely_before(date: str, other: str) -> bool:
    """Whether a date lies before another for certain, at the precision both have."""
    length = min(len(date), len(other))
    return date[:length] < other[:length]
