"""The front door: sign-in, home, overview, units, people, search, data in and out, and the look that every page shares."""
