"""The contract's tables as files: read with every fault at once, written back, marked, and as templates."""
