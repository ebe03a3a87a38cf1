"""Mending a vault that was damaged: in place what can be made again, beside it what must be read around the damage."""
