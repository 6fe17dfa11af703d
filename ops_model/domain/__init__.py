"""The operating model itself: its words, its rules and its arithmetic.

Pure: the standard library alone, no I/O and no clock. Dates come in as arguments, figures go out unrounded.
"""
