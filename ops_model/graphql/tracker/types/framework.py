"""The framework: the words that are the same for every organisation."""

import strawberry
from strawberry import field

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.vocabulary import Direction
from ops_model.domain.roles import Role
from ops_model.domain.stages import MOVES, MOVES_WITH_REASON, InitiativeStage
from ops_model.graphql.http.words import WORDS
from ops_model.graphql.tracker.enums import ROLE_TEXTS
from ops_model.graphql.tracker.fields import resolved


@strawberry.type(description="A KPI that a lever is often measured by.")
class ExampleKpi:
    name: str = field(description="What it is called.")
    direction: Direction = field(description="Which way is good.")


@strawberry.type(
    description="What the framework says of one lever. The texts are ours; the six names are after Forrester."
)
class LeverText:
    kind: LeverKind = field(description="Which lever.")
    name: str = field(description="Its name, for people.")
    about: str = field(description="What it is about.")
    shift_from: str = field(description="Where companies start from.")
    shift_to: str = field(description="Where they are going.")
    example_initiatives: list[str] = field(description="Initiatives that often pull it.")
    example_kpis: list[ExampleKpi] = field(description="KPIs that it is often measured by.")


@strawberry.type(description="What the framework says of a principle or a pillar.")
class TagText:
    kind: str = field(description="The value of Principle or Pillar that it is about.")
    name: str = field(description="Its name, for people.")
    about: str = field(description="What it means.")
    contrast: str | None = field(description="What it is not; null for pillars.")


@strawberry.type(description="One of the five stages of maturity.")
class MaturityStage:
    level: int = field(description="1 to 5.")
    name: str = field(description="Its name.")
    about: str = field(description="How such a company behaves.")


@strawberry.type(description="A move from one stage of an initiative to another.")
class StageMove:
    to: InitiativeStage = field(description="The stage that may follow.")
    asks_for_reason: bool = field(description="Whether a reason has to be given.")


@strawberry.type(description="A stage of initiatives, and where it may lead.")
class StageText:
    stage: InitiativeStage = field(description="Which stage.")
    about: str = field(description="What it means.")
    moves: list[StageMove] = field(description="The moves that are allowed from it; empty at the end.")


@strawberry.type(description="A role that members may have.")
class RoleText:
    role: Role = field(description="Which role.")
    may: str = field(description="What it may do, beyond the roles before it.")


STAGES = [
    StageText(
        stage=stage,
        about=WORDS[InitiativeStage].values[stage],
        moves=[StageMove(to=to, asks_for_reason=(stage, to) in MOVES_WITH_REASON) for to in MOVES[stage]],
    )
    for stage in InitiativeStage
]
ROLES = [RoleText(role=role, may=ROLE_TEXTS[role]) for role in Role]


def _stages() -> list[StageText]:
    return STAGES


def _roles() -> list[RoleText]:
    return ROLES


@strawberry.type(description="The model itself: the same for every organisation, in versions.")
class Framework:
    version: int = field(description="The version of the texts, from 1 on.")
    attribution: str = field(description="Whose names and whose texts these are.")
    levers: list[LeverText] = field(description="The six levers, in their order.")
    principles: list[TagText] = field(description="The operating principles.")
    pillars: list[TagText] = field(description="The pillars of what the customer feels.")
    behaviours: list[str] = field(description="How a customer-obsessed company behaves.")
    habits: list[str] = field(description="The habits of its people.")
    maturity_stages: list[MaturityStage] = field(description="The five stages of maturity, lowest first.")
    stages: list[StageText] = resolved(_stages, description="The stages of initiatives and their moves.")
    roles: list[RoleText] = resolved(_roles, description="The roles of members, the least first.")
