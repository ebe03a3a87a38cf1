"""Spelling by the dictionaries of Hunspell, which are files of others: they are read in a process of their own."""
