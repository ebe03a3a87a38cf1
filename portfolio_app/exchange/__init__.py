"""Imports and exports in open formats."""
