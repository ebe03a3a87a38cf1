"""Forms that derive from the declaration of a record kind."""
