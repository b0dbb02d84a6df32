"""Rotation: who holds which post in each half-year period."""
