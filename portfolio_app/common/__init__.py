"""Standard library only: texts, errors, paths, atomic write, clock, logging."""
