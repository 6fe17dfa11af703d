"""The words of rows: the members of enumerations by their names. As plain dictionaries, for an enumeration looks its
members up four times slower."""

from ops_model.domain.framework import Indicator, LeverKind, Origin
from ops_model.domain.progress.vocabulary import Aggregation, Direction, Frequency, Health, KpiRole
from ops_model.domain.stages import InitiativeStage

AGGREGATIONS = dict(Aggregation.__members__)
DIRECTIONS = dict(Direction.__members__)
FREQUENCIES = dict(Frequency.__members__)
HEALTHS = dict(Health.__members__)
INDICATORS = dict(Indicator.__members__)
LEVERS = dict(LeverKind.__members__)
ORIGINS = dict(Origin.__members__)
ROLES = dict(KpiRole.__members__)
STAGES = dict(InitiativeStage.__members__)
