"""Mentoring: which newcomer learns from whom."""
