"""Backups in the window: how they stand, making one, putting one back; parts that the page and the start page share."""
