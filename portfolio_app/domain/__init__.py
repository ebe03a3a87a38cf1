"""Record kinds, value types, rules, privacy and validation; no I/O, no Qt, no SQL."""
