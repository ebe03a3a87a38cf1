"""Spelling while a person writes: words that no dictionary knows are underlined, and can be mended by key and mouse."""
