"""What `run.py` does to make a fresh machine ready; standard library only."""
