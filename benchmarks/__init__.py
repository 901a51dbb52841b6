"""How fast and how right gen is, beside others: `make bench`."""
