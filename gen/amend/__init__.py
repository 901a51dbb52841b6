"""Instruments that amend a release: read into operations, and replayed on its snapshot."""
