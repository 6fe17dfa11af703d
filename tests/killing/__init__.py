"""Servers that are killed amid writes, and what is left of the writes: `python -m tests.killing --kills 200`."""
