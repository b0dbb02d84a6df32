"""Benches: who stands ready for each secretary post."""
