"""Registers and their rules in the window: told in words, copied, changed and tried before they hold."""
