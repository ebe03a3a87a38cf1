"""What leaves as a document: blocks, builders, charts and writers."""
