"""Use cases without Qt: named operations over the vault, for command line and window alike."""
