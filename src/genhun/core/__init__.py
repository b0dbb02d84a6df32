"""Words that every other part shares. Imports nothing of ours."""
