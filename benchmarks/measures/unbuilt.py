"""Figures of what the product has not: they stand in the table with the reason, until somebody measures them here."""

from importlib.util import find_spec

from benchmarks.bench import Bench

ROOMS = {
    "ops_model.graphql.compiler": ("compiled_vs_graphql_core_q2", "compiled_vs_graphql_core_q3"),
}
"""The room that a figure is about."""


def unbuilt_told(bench: Bench) -> None:
    """Say of each figure why it is not there."""
    for room, names in ROOMS.items():
        why = f"not measured yet: {room}" if find_spec(room) else f"not built: {room}"
        bench.results.missing |= dict.fromkeys(names, why)
