"""The command line: plans without a server, and the server's own commands."""
