"""Counts of what exists and is not archived."""

from collections import Counter
from collections.abc import Iterable

from ops_model.domain.progress.figures import Counts, InitiativeFigures, KpiFigures
from ops_model.domain.progress.vocabulary import Health
from ops_model.domain.stages import NOT_COUNTED, InitiativeStage


def counts(kpis: Iterable[KpiFigures], initiatives: Iterable[InitiativeFigures]) -> Counts:
    """The counts of these KPIs and initiatives; of initiatives all but those by stage are of those past PROPOSED and
    not CANCELLED."""
    living = [kpi for kpi in kpis if not kpi.archived]
    standing = [initiative for initiative in initiatives if not initiative.archived]
    pursued = [initiative for initiative in standing if initiative.terms.stage not in NOT_COUNTED]
    stages = Counter([initiative.terms.stage for initiative in standing])
    initiative_healths = Counter([initiative.computed_health for initiative in pursued])
    kpi_healths = Counter([kpi.health for kpi in living])
    return Counts(
        initiatives_by_stage={stage: stages[stage] for stage in InitiativeStage},
        initiatives_by_health={health: initiative_healths[health] for health in Health},
        kpis_by_health={health: kpi_healths[health] for health in Health},
        overdue_milestones=sum([initiative.overdue_milestones for initiative in pursued]),
        check_ins_due=sum([initiative.check_in_due for initiative in pursued]),
        watermelons=sum([initiative.watermelon for initiative in pursued]),
        stale_kpis=sum([kpi.stale for kpi in living]),
        breaches=sum([kpi.breach for kpi in living]),
    )
