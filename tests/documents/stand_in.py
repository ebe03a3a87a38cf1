"""A process in the place of a guarded one, that begins as that does and then does as it is told."""

STAND_IN = """
import os, struct, sys, time
def say(words):
    os.write(1, struct.pack(">QQ", len(words), 0) + words)
say(b'{"ready": true}')
sys.stdin.buffer.read(16)
"""
"""A process that does what a hostile file might make of ours, once it has got a file."""
