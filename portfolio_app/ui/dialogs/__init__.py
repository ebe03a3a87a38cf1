"""Dialogs; each returns what the person decided and leaves the deed to who asked."""
