"""The record kinds, one module an area."""
