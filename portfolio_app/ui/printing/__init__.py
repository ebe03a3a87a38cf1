"""Printing, and showing the pages of our own PDFs."""
