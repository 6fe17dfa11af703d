"""The results as a table: each figure with its gate, and what was not measured with the reason."""

from collections.abc import Iterator

from benchmarks.gates import gate_of
from benchmarks.results import Results

HEADINGS = ("figure", "median", "min", "max", "gate", "aim", "")
LINE = "{:<38}{:>10}{:>10}{:>10}{:>8}{:>8}  {}"


def table_lines(results: Results) -> Iterator[str]:
    """Yield the table, line by line: ratios with min and max of the rounds, absolute figures, and what is missing."""
    yield LINE.format(*HEADINGS)
    for name, ratio in results.ratios.items():
        gate = gate_of(name)
        bounds = (f"{gate.gate:g}", f"{gate.aim:g}", gate.verdict(ratio.median)) if gate else ("", "", "shown")
        yield LINE.format(name, *map(_number, (ratio.median, ratio.min, ratio.max)), *bounds)
    for name, why in results.missing.items():
        yield f"{name:<38}{'-':>10}  {why}"
    yield from absolute_lines(results)
    if others := results.about.get("others_cpu"):
        shares = f"{others['median']:.0%} of the processors in the middle of the bursts, {others['max']:.0%} at most"
        verdict = "" if others["idle_enough"] else " - too much for requests a second to mean anything"
        yield f"Something else took {shares}{verdict}."


def absolute_lines(results: Results) -> Iterator[str]:
    """Yield requests a second and milliseconds of processor a request, which mean something on one machine only."""
    yield ""
    yield LINE.format("absolute, of this machine", "req/s", "min", "max", "CPU ms", "MB", "")
    for (what, name), samples in results.samples.items():
        rates = sorted(sample.rate for sample in samples)
        cpus = sorted(1000 * sample.cpu for sample in samples)
        size = results.memory.get(name)
        memory = f"{size / 1e6:.0f}" if size else ""
        middle = len(samples) // 2
        numbers = map(_number, (rates[middle], rates[0], rates[-1]))
        yield LINE.format(f"{what} {name}", *numbers, _number(cpus[middle]), memory, "")


def _number(value: float) -> str:
    return f"{value:.4g}" if value < 1000 else f"{value:.0f}"
