"""The front door: sign-in, home, overview, units, people, search, data in and out, the look that pages share."""
