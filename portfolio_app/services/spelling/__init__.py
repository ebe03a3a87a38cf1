"""Spelling: which dictionaries there are on this machine, and which words the person knows better."""
