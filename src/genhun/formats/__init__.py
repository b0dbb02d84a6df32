"""The forms, documents and calendars that offices use. Plain dataclasses in, bytes out; no database and no web."""
