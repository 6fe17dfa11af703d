"""Whether the product stays as fast with a longer history and with more initiatives."""

from benchmarks.bench import Bench
from benchmarks.contenders.tracker import MODES
from benchmarks.dataset.shapes import HISTORY_10X, HISTORY_100X, INITIATIVES_10X
from benchmarks.questions import READS

VARIANTS = {"history_10x": HISTORY_10X, "history_100x": HISTORY_100X, "initiatives_10x": INITIATIVES_10X}
BASE = "base"


def scaling_measured(bench: Bench) -> None:
    """Measure Q1 of the base and of its variants in turn; the ratio is of times: 1 is as fast as the base."""
    question = READS[0]
    for mode in MODES:
        own, group = f"tracker_{mode}", f"{question}_{mode}"
        if own not in bench.running:
            bench.lacks(own, *(f"{group}_{variant}" for variant in VARIANTS))
            continue
        organisations = {BASE: bench.base.slug, **VARIANTS}
        bench.in_turn(group, {name: (own, question, slug) for name, slug in organisations.items()})
        rates = bench.results.rates
        for variant in VARIANTS:
            bench.results.compare(f"{group}_{variant}", rates(group, BASE), rates(group, variant))
