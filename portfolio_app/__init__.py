"""Vakdossier: the professional portfolio of one Dutch casemanager, encrypted, on their own machine."""

__version__ = "0.1.0"
