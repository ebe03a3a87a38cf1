"""What the window shows of a portfolio's keys: passphrase, recovery key, and the keyring of the system."""
