"""The check of a dossier in the window, whether a portfolio is open or not."""
