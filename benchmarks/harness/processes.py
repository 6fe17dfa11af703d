"""What processes take, read from /proc: a server is a process with all that it has started."""

import os
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Process:
    """One line of /proc/PID/stat: its parent, and the seconds of processor that it took and that its children had
    taken when they ended."""

    parent: int
    cpu: float


def process_read(line: str) -> Process:
    """Read the line. The name, second in it, stands in brackets and may hold anything."""
    fields = line.rpartition(")")[2].split()
    return Process(parent=int(fields[1]), cpu=sum(map(int, fields[11:15])) / TICKS)


def cpu_seconds(root: int) -> float:
    """Return the seconds of processor that a process and all below it have taken, those that ended included."""
    return sum(process.cpu for process in _tree(root).values())


def memory_bytes(root: int) -> int:
    """Return the memory of a process and all below it; what several of them share counts once (proportional set
    size)."""
    return sum(map(_proportional_bytes, _tree(root)))


def parent_of(pid: int) -> int:
    """Return the parent of a process. Raises OSError where it is gone."""
    return process_read((PROC / str(pid) / "stat").read_text()).parent


def machine_cpu_seconds() -> float:
    """Return the seconds of processor that everything on the machine has taken since it started."""
    user, nice, system, _, _, irq, softirq, steal = map(int, (PROC / "stat").read_text().split()[1:9])
    return (user + nice + system + irq + softirq + steal) / TICKS


def _tree(root: int) -> dict[int, Process]:
    processes = _all()
    found = {root: processes[root]} if root in processes else {}
    fresh = set(found)
    while fresh:
        below = {pid: process for pid, process in processes.items() if process.parent in fresh}
        found |= below
        fresh = set(below)
    return found


def _all() -> dict[int, Process]:
    processes = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            try:
                processes[int(folder.name)] = process_read((folder / "stat").read_text())
            except OSError:  # it ended meanwhile
                continue
    return processes


def _proportional_bytes(pid: int) -> int:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:  # it ended meanwhile
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))
