"""`.venv/bin/python -m tests.killing --kills 200`: servers of its own are killed; it ends with 1 if anything is wrong.

Each kill is SIGKILL, at a random moment, in turn to one of the processes that answer, to the whole web server and to
PostgreSQL. What was killed is started again; clients repeat, with the same Idempotency-Key, what was not acknowledged.
"""

import argparse
import random
import shutil
import sys
import tempfile
from pathlib import Path

from backend import interruptions
from tests.backend.conftest import removed_after
from tests.backend.test_demo import free_port
from tests.killing.servers import Servers
from tests.killing.trial import trial


def main() -> int:
    """Run the trial, say what came of it, and leave nothing behind."""
    parser = argparse.ArgumentParser(prog="python -m tests.killing", description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200, help="how many times to kill (200)")
    parser.add_argument("--writers", type=int, default=8, help="how many write at once (8)")
    parser.add_argument("--seed", type=int, default=0, help="of the random moments and processes (0)")
    given = parser.parse_args()
    interruptions.install()
    data = Path(tempfile.mkdtemp(prefix="ops-killing-"))
    data.chmod(0o755)
    servers = Servers(data, free_port())
    try:
        with removed_after(servers.cluster), servers:
            draw = random.Random(given.seed)  # noqa: S311 - it keeps no secret
            figures = trial(servers, kills=given.kills, writers=given.writers, draw=draw, say=_say)
            _say("\n".join(figures.lines()))
    finally:
        shutil.rmtree(data)
    return 0 if figures.are_good else 1


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
