"""Inspections: which unit visits which, so that it learns most."""
