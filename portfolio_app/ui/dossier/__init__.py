"""The making of documents in the window: the steps of a dossier, the CV, and the check of a dossier that was given."""
