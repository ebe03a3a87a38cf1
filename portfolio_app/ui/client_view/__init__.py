"""Showing the CV to a client: full screen, nothing else reachable, left only with the passphrase."""
