"""The Django project: settings, the root of the addresses, the WSGI door."""
