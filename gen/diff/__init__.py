"""What changed between two snapshots: `diff(old, new)` aligns, types the changes and balances the ledger. Pure."""

from gen.diff.compare import diff

__all__ = ["diff"]
