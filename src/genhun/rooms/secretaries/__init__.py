"""The room of secretaries: secretary posts and their benches."""
