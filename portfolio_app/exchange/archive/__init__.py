"""The owner's archive: everything in the vault in open formats, written and read back without loss; see `form`."""
