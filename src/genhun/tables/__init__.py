"""The contract's tables as files: read from csv or xlsx with every fault at once, written back, marked, and as templates."""
