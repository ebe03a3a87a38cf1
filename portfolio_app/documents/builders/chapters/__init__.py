"""The chapters of a dossier, each a function from the context to its blocks; an empty chapter gives none."""
