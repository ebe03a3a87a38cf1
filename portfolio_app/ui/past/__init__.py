"""Looking back in the window: what was done, what was deleted, how it was on a day, the versions of a record."""
