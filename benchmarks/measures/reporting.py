"""What the same figures of KPIs cost through the reporting API, beside the tracker API."""

from benchmarks.agreement import DisagreementError
from benchmarks.bench import Bench
from benchmarks.comparison import differences
from benchmarks.contenders.tracker import REPORTING

OWN = "tracker_first"
GROUP = "kpis"
NAME = "reporting_cpu_vs_tracker"


def reporting_measured(bench: Bench) -> None:
    """Measure the processor that a page of KPIs takes, both APIs in turn, after both have told the same. Raises
    DisagreementError where they do not."""
    own, slug = bench.running[OWN], bench.base.slug
    one, other = (own.contender.figures(own.server, question, slug) for question in (GROUP, REPORTING))
    if found := list(differences(one, other)):
        raise DisagreementError(f"The reporting API tells something else in {len(found)} values: {found[:3]}")
    bench.in_turn(GROUP, {"tracker": (OWN, GROUP, slug), "reporting": (OWN, REPORTING, slug)})
    bench.results.compare(NAME, bench.results.cpus(GROUP, "reporting"), bench.results.cpus(GROUP, "tracker"))
