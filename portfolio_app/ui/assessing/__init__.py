"""Scoring the competences of an assessment on one sheet."""
