"""Loads and validates the register data: registers, competency profiles, law lists and codes of conduct."""
