"""Genhun: plans, follow-through and counted burden for party-building work in enterprise groups."""
