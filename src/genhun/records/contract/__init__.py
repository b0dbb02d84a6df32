"""The records as rows of the contract's tables, both ways."""
