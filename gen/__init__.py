"""Versioned snapshots of a public body, the changes between them, and briefings that can be checked."""

__version__ = "0.1.0"
