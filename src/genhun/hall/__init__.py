"""The front door: sign-in, home, overview, search, data in and out."""
