"""The rooms: one Django app for each aspect of the work."""
