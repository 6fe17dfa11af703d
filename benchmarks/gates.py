"""What the figures are held against: each has a gate that must hold and an aim, and is better more or less."""

from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True, slots=True)
class Gate:
    """What must hold of the figures whose names fit the pattern, and what is aimed at; `more`: more is better."""

    pattern: str
    gate: float
    aim: float
    more: bool = True

    def verdict(self, figure: float) -> str:
        """Say in a word how a figure stands."""
        for bound, word in ((self.aim, "aim"), (self.gate, "gate")):
            if figure >= bound if self.more else figure <= bound:
                return word
        return "MISSED"


GATES = (
    Gate("q1_first_vs_postgraphile", 1, 2),
    Gate("q[123]_state_vs_postgraphile", 2, 4),
    Gate("q[123]_repeat_vs_postgraphile", 3, 8),
    Gate("q[123]_repeat_vs_mercurius", 1, 4),
    Gate("q[123]_repeat_vs_raw", 1.4, 2),
    Gate("m1_*_vs_postgraphile", 0.5, 1),
    Gate("q[123]_first_vs_strawberry_django", 5, 12),
    Gate("q[123]_first_vs_graphene_django", 5, 12),
    Gate("cpu_q[123]_repeat_vs_postgraphile", 0.4, 0.2, more=False),
    Gate("memory_repeat_vs_postgraphile", 0.6, 0.4, more=False),
    Gate("q1_first_history_100x", 1.35, 1.15, more=False),
    Gate("q1_repeat_history_100x", 1.1, 1.05, more=False),
    Gate("q1_first_initiatives_10x", 12, 8, more=False),
    Gate("q1_repeat_initiatives_10x", 1.2, 1.05, more=False),
    Gate("statements_*_first", 6, 6, more=False),
    Gate("statements_*_repeat", 0, 0, more=False),
    Gate("ingest_vs_copy", 0.4, 0.6),
    Gate("writers_16_vs_insert", 0.4, 0.6),
    Gate("compiled_vs_graphql_core_q[23]", 25, 45),
    Gate("reporting_cpu_vs_tracker", 2.5, 1.3, more=False),
    Gate("stale_reads", 0, 0, more=False),
)


def gate_of(name: str) -> Gate | None:
    """Return what a figure is held against; None where it is only shown."""
    return next((gate for gate in GATES if fnmatchcase(name, gate.pattern)), None)
