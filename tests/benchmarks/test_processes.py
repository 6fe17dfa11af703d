"""What processes take is read from /proc, their children included."""

import os
import subprocess
import sys
import time

import pytest

from benchmarks.harness.processes import TICKS, cpu_seconds, memory_bytes, parent_of, process_read

pytestmark = pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="this system has no /proc")  # noqa: PTH110

BURN = "import time; began = time.process_time()\nwhile time.process_time() - began < 0.3: pass"


def test_a_name_may_hold_brackets_and_spaces() -> None:
    before_cpu = "S 42 1 1 0 -1 4194304 10 0 0 0"
    process = process_read(f"7 (a ) (b 9) {before_cpu} {TICKS} {2 * TICKS} {3 * TICKS} {4 * TICKS} 20 0")
    assert process.parent == 42
    assert process.cpu == pytest.approx(10)


def test_work_of_a_child_counts_while_it_runs_and_after_it_ended() -> None:
    command = (
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BURN!r}]); print(flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen([sys.executable, "-c", command], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert parent.stdin is not None
    assert parent.stdout is not None
    try:
        parent.stdout.readline()
        assert 0.28 <= cpu_seconds(parent.pid) < 5
    finally:
        parent.stdin.close()
        parent.stdout.close()
        parent.wait()


def test_own_work_counts() -> None:
    before, began = cpu_seconds(os.getpid()), time.process_time()
    while time.process_time() - began < 0.2:
        pass
    assert cpu_seconds(os.getpid()) - before >= 0.15


def test_a_process_that_is_gone_has_taken_nothing() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert cpu_seconds(gone.pid) == 0
    assert memory_bytes(gone.pid) == 0


def test_memory_is_that_of_the_whole_tree() -> None:
    command = "import sys; held = bytes(range(256)) * 200_000; print(flush=True); sys.stdin.read()"
    child = subprocess.Popen([sys.executable, "-c", command], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdout.readline()
        assert parent_of(child.pid) == os.getpid()
        assert memory_bytes(os.getpid()) > memory_bytes(child.pid) > 200_000 * 256
    finally:
        child.stdin.close()
        child.stdout.close()
        child.wait()
