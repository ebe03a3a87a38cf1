"""Checking of a dossier, offline: what was changed, who signed it, and how far the signature reaches."""
