"""Backups of a vault: made, proven good, thinned, and put back.

A store of backups is a folder, in the vault itself or on another disk:

    2026-03-02T093000Z/      one backup: portfolio.db, vault.json, manifest.json
    2026-03-03T171502Z/
    evidence/                the encrypted files of evidence, each once, shared by all backups of this store
"""
