"""Evidence as it is taken in: what a file really is, whether it may be shown as it is, and what its pages look like."""
