#!/usr/bin/env python3
"""The one entry: `python3 manage.py COMMAND`. Builds .venv where it is missing, then runs the command with it.

This page keeps to words that every Python understands, so that an old one can say what is needed.
"""

import os
import sys

if __name__ == "__main__":
    needed = (3, 11)
    if sys.version_info < needed:
        running = ".".join(str(part) for part in sys.version_info[:3])
        sys.exit(
            "manage.py needs Python 3.11 or newer, and this is Python " + running + ".\n"
            "Install a newer one and name it: python3.11 manage.py " + " ".join(sys.argv[1:])
        )
    if os.name != "posix":
        sys.exit("manage.py needs Linux or macOS; on Windows run it inside WSL.")
    from backend.bootstrap import main

    sys.exit(main(sys.argv))
