"""What a run found: ratios by name, and of what was not measured why."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.harness.ratios import Ratio, paired, single


@dataclass(frozen=True, slots=True)
class Sample:
    """What one burst was: exchanges a second, and seconds of processor an exchange (server and database)."""

    rate: float
    cpu: float


@dataclass(slots=True)
class Results:
    """All that was found. `samples` are by what was asked and of whom, one a round; `memory` is bytes by contender."""

    ratios: dict[str, Ratio] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    samples: dict[tuple[str, str], list[Sample]] = field(default_factory=lambda: defaultdict(list))
    memory: dict[str, float] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)

    def rates(self, what: str, contender: str) -> list[float]:
        """Return the exchanges a second of each round."""
        return [sample.rate for sample in self.samples[what, contender]]

    def cpus(self, what: str, contender: str) -> list[float]:
        """Return the seconds of processor an exchange of each round."""
        return [sample.cpu for sample in self.samples[what, contender]]

    def compare(self, name: str, one: Sequence[float], other: Sequence[float]) -> None:
        """Keep the paired ratio of two series under a name."""
        self.ratios[name] = paired(one, other)

    def written(self, path: Path) -> None:
        """Write everything as JSON: each ratio under its name, each that is missing with the reason why."""
        absolute = {
            f"{what}_{contender}": {
                "requests_a_second": asdict(single(self.rates(what, contender))),
                "cpu_ms_a_request": asdict(single([1000 * cpu for cpu in self.cpus(what, contender)])),
            }
            for what, contender in sorted(self.samples)
        }
        document: Mapping[str, Any] = {
            **{name: asdict(ratio) for name, ratio in self.ratios.items()},
            **{name: {"missing": why} for name, why in self.missing.items()},
            "absolute": absolute,
            "memory_mb": {name: round(size / 1e6, 1) for name, size in self.memory.items()},
            "about": self.about,
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
