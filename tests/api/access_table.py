"""Who sees what and who does what, in words of our own: a row for every field of every type of the API.

A field that is added to the schema needs a row here, or else the tests fail: somebody has to say who sees it. It is
written into the group of the least standing that is shown it; whoever stands higher is shown it, too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from ops_model.domain.roles import Role, TokenScope


class Standing(IntEnum):
    """What someone who asks is to an organisation; each is shown what those before it are."""

    GARBLED = 0
    """Nobody: the header by which they mean to sign in cannot be understood."""
    NOBODY = 1
    """Nobody who is signed in."""
    STRANGER = 2
    """Signed in, and no member."""
    VIEWER = 3
    CONTRIBUTOR = 4
    EDITOR = 5
    ADMIN = 6


REACH = {TokenScope.READ: Standing.VIEWER, TokenScope.WRITE: Standing.EDITOR, TokenScope.ADMIN: Standing.ADMIN}
"""The highest standing that a token of a scope gives its member."""

Fields = Mapping[str, str]
"""Of types, the names of fields."""


def _connection(*types: str) -> Fields:
    return {f"{type_}Connection": "edges nodes pageInfo totalCount" for type_ in types} | {
        f"{type_}Edge": "node cursor" for type_ in types
    }


_EDITABLE = "id version createdAt updatedAt updatedBy viewerCan"

SHOWN: Mapping[Standing, Fields] = {
    Standing.STRANGER: {
        "Query": "viewer framework",
        "Viewer": "id email name memberships",
        "Framework": "version attribution levers principles pillars behaviours habits maturityStages stages roles",
        "LeverText": "kind name about shiftFrom shiftTo exampleInitiatives exampleKpis",
        "ExampleKpi": "name direction",
        "TagText": "kind name about contrast",
        "MaturityStage": "level name about",
        "StageText": "stage about moves",
        "StageMove": "to asksForReason",
        "RoleText": "role may",
    },
    Standing.VIEWER: {
        "Query": "node nodes organisation",
        "Organisation": f"{_EDITABLE} slug name timeZone fiscalYearStartMonth dataVersion scoringPolicy scoringPolicies"
        " vision visions levers lever scorecard initiatives initiative kpis kpi milestones checkIns members changes"
        " movement simulate toReach snapshot trend",
        "ScoringPolicy": "validFrom reason levers outcomeWeight deliveryWeight maturityWeight deliveryShare onTrackGap"
        " atRiskGap coverageFloor checkInDays createdAt createdBy",
        "LeverPolicy": "lever weight targetLevel",
        "Vision": f"{_EDITABLE} number statement purpose startDate targetDate northStar publishedOn",
        "Membership": f"{_EDITABLE} organisation name role endedOn ended",
        "Lever": f"{_EDITABLE} kind name ambition shiftFrom shiftTo sponsor organisation progress kpis initiatives"
        " trend",
        "Initiative": f"{_EDITABLE} code name summary customerOutcome origin owner sponsor startDate principles pillars"
        " tags archivedOn terms allTerms stage lever leverShares targetDate progress milestones nextMilestone kpis"
        " latestCheckIn checkIns archived trend",
        "InitiativeTerms": "validFrom stage weight targetDate leverShares reason createdAt createdBy",
        "LeverShare": "lever share primary",
        "Milestone": f"{_EDITABLE} initiative name weight dueOn forecastOn completedOn cancelledOn reason slippageDays"
        " overdue",
        "CheckIn": "id initiative checkedOn health confidence happened next pathToGreen author recordedAt viewerCan",
        "KpiLink": f"{_EDITABLE} initiative kpi weight linkedOn unlinkedOn inForce",
        "Kpi": f"{_EDITABLE} code name definition lever unit decimals indicator source owner archivedOn terms allTerms"
        " progress forecast measurements sparkline archived trend",
        "KpiTerms": "validFrom role direction aggregation window frequency weight baseline target interimTargets band"
        " reason createdAt createdBy",
        "DatedValue": "value on",
        "Band": "lower upper tolerance",
        "Measurement": "id kpi observedOn value sampleSize margin note recordedBy recordedAt supersededAt supersededBy"
        " supersededReason viewerCan",
        "Point": "on value",
        "Forecast": "on value low high raw attainment reachedOn points reason reachedReason",
        "KpiProgress": "kpi terms value observedOn sampleSize margin raw attainment expectedValue expectedAttainment"
        " gap health regressing breach unknown stale dueOn",
        "InitiativeProgress": "initiative delivery plannedDelivery outcome expectedOutcome progress computedHealth"
        " reportedHealth confidence watermelon theatre overdueMilestones checkInDueOn checkInDue parts",
        "PartProgress": "lens value expected weight share points excluded contributions",
        "LeverProgress": "lever weight progress expectedProgress health coverage sufficient lenses counts",
        "LensProgress": "lens value expected weight share points indexPoints excluded coverage contributions",
        "Contribution": "subject value weight share points indexPoints excluded contributions",
        "Counts": "initiativesByStage initiativesByHealth kpisByHealth overdueMilestones checkInsDue watermelons"
        " staleKpis breaches",
        "StageCount": "stage count",
        "HealthCount": "health count",
        "Scorecard": "asOf index expectedIndex health coverage sufficient policy vision northStar levers counts"
        " guardrails attention contributions headline outlook",
        "Outlook": "on index coverage reason reachedOn reachedReason items",
        "OutlookItem": "subject share value foreseen indexPoints covered reachedOn reachedReason",
        "TrendPoint": "on index expectedIndex coverage reconstructed",
        "LeverTrendPoint": "on progress expectedProgress coverage reconstructed",
        "KpiTrendPoint": "on value expectedValue attainment expectedAttainment health stale reconstructed",
        "InitiativeTrendPoint": "on progress delivery plannedDelivery computedHealth reconstructed",
        "Snapshot": "on takenAt reconstructed scorecard",
        "ReportedScorecard": "asOf index expectedIndex health coverage sufficient policy levers contributions",
        "ReportedLever": "lever weight progress expectedProgress health coverage sufficient lenses",
        "Movement": "from to indexFrom indexTo change items reconstructed",
        "MovementItem": "subject lens valueFrom valueTo shareFrom shareTo own mix difference causes",
        "MovementCause": "kind on what before after milestone",
        "Simulation": "scorecard movement",
        "Reach": "subject value completion reachable bestIndex",
        "AttentionItem": "subject reasons sentence indexPointsAtStake",
        "Viewer": "todo",
        "ToDo": "kind subject dueOn daysOverdue",
        "Change": "id at kind thing subject actor client requestId operation fields",
        "ChangedField": "field from to",
        "PageInfo": "hasNextPage hasPreviousPage startCursor endCursor",
        **_connection("Initiative", "Kpi", "Milestone", "CheckIn", "Measurement", "Membership", "Change"),
    },
    Standing.CONTRIBUTOR: {
        "Membership": "email",
    },
    Standing.ADMIN: {
        "Organisation": "apiTokens",
        "ApiToken": "id name prefix scopes membership createdAt createdBy expiresAt revokedAt lastUsedAt viewerCan",
        **_connection("ApiToken"),
    },
}
"""The least standing that each field of what is asked for is shown to. Everyone is shown their own e-mail."""

NEVER_ANYTHING = {
    "Outlook.reason": "an index is foreseen, and so there is no reason why not",
    "Outlook.reachedOn": "not all that counts is foreseen at its top",
    "Organisation.updatedBy": "who changed an organisation's row is in the audit log alone",
}
"""Fields that have no value whoever asks, and why."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that is shown as a part of fields which have more to show, the least standing that it is shown to, a
    document that asks for it, and the text by which it is known in an answer. `SLUG` stands for the organisation, `ID`
    for a member, `EMAIL` and `TOKEN` for that member's e-mail and the first characters of an API token."""

    what: str
    least: Standing
    document: str
    text: str


_LOG = '{ organisation(slug: "SLUG") { changes(filter: FILTER) { nodes { thing fields { field to } } } } }'
_OF_MEMBER, _OF_TOKENS = (_LOG.replace("FILTER", chosen) for chosen in ('{subject: ["ID"]}', "{thing: [API_TOKEN]}"))

PIECES = (
    Piece("the name of the root", Standing.NOBODY, "{ __typename }", "Query"),
    Piece("the schema", Standing.STRANGER, "{ __schema { queryType { name } } }", "Query"),
    Piece("a type of the schema", Standing.STRANGER, '{ __type(name: "Kpi") { name } }', "Kpi"),
    Piece("one's own e-mail as a member", Standing.STRANGER, "{ viewer { memberships { email } } }", "@"),
    Piece("a member, in the audit log", Standing.VIEWER, _OF_MEMBER, "Bystander"),
    Piece(
        "a member's e-mail, in the audit log",
        Standing.CONTRIBUTOR,
        _OF_MEMBER,
        "EMAIL",
    ),
    Piece("an API token, in the audit log", Standing.ADMIN, _OF_TOKENS, "TOKEN"),
)
"""Who is shown what is finer than a field."""

ADMINS = frozenset({Role.ADMIN})
EDITORS = ADMINS | {Role.EDITOR}
CONTRIBUTORS = EDITORS | {Role.CONTRIBUTOR}

MUTATIONS = {
    "organisationUpdate": ("Organisation", ADMINS, ADMINS),
    "scoringPolicySet": ("Organisation", ADMINS, ADMINS),
    "visionDraft": ("Organisation", EDITORS, EDITORS),
    "visionUpdate": ("Vision", EDITORS, EDITORS),
    "visionPublish": ("Vision", EDITORS, EDITORS),
    "leverUpdate": ("Lever", EDITORS, EDITORS),
    "initiativeCreate": ("Organisation", EDITORS, EDITORS),
    "initiativeUpdate": ("Initiative", EDITORS, EDITORS),
    "initiativeSetTerms": ("Initiative", EDITORS, EDITORS),
    "initiativeMove": ("Initiative", EDITORS, EDITORS),
    "initiativeClone": ("Initiative", EDITORS, EDITORS),
    "initiativeArchive": ("Initiative", EDITORS, EDITORS),
    "initiativeLinkKpi": ("Initiative", EDITORS, EDITORS),
    "initiativeUnlinkKpi": ("KpiLink", EDITORS, EDITORS),
    "milestoneAdd": ("Initiative", EDITORS, CONTRIBUTORS),
    "milestoneUpdate": ("Milestone", EDITORS, EDITORS),
    "milestoneComplete": ("Milestone", EDITORS, CONTRIBUTORS),
    "milestoneReopen": ("Milestone", EDITORS, CONTRIBUTORS),
    "milestoneCancel": ("Milestone", EDITORS, EDITORS),
    "checkInSubmit": ("Initiative", EDITORS, CONTRIBUTORS),
    "checkInWithdraw": ("CheckIn", EDITORS, CONTRIBUTORS),
    "kpiCreate": ("Organisation", EDITORS, EDITORS),
    "kpiUpdate": ("Kpi", EDITORS, EDITORS),
    "kpiSetTerms": ("Kpi", EDITORS, EDITORS),
    "kpiArchive": ("Kpi", EDITORS, EDITORS),
    "measurementRecord": ("Kpi", EDITORS, CONTRIBUTORS),
    "measurementRecordMany": ("Kpi", EDITORS, CONTRIBUTORS),
    "measurementWithdraw": ("Measurement", EDITORS, CONTRIBUTORS),
    "memberInvite": ("Organisation", ADMINS, ADMINS),
    "memberChangeRole": ("Membership", ADMINS, ADMINS),
    "memberEnd": ("Membership", ADMINS, ADMINS),
    "apiTokenCreate": ("Organisation", ADMINS, ADMINS),
    "apiTokenRevoke": ("ApiToken", ADMINS, ADMINS),
}
"""Of each mutation: what it is done to, who may do it to anything, and who to what they own (an initiative, a KPI, and
what belongs to it)."""

SHOWN_TO_WHO_WROTE: Mapping[str, str] = {
    "organisation": "organisationUpdate scoringPolicySet",
    "vision": "visionDraft visionUpdate visionPublish",
    "lever": "leverUpdate",
    "initiative": "initiativeCreate initiativeUpdate initiativeSetTerms initiativeMove initiativeClone"
    " initiativeArchive checkInSubmit checkInWithdraw",
    "link": "initiativeLinkKpi initiativeUnlinkKpi",
    "milestone": "milestoneAdd milestoneUpdate milestoneComplete milestoneReopen milestoneCancel",
    "checkIn": "checkInSubmit",
    "kpi": "kpiCreate kpiUpdate kpiSetTerms kpiArchive",
    "measurement": "measurementRecord measurementWithdraw",
    "measurements": "measurementRecordMany",
    "membership": "memberInvite memberChangeRole memberEnd",
    "apiToken": "apiTokenCreate apiTokenRevoke",
    "token": "apiTokenCreate",
}
"""Fields of payloads that show what was written, and of which mutations; nobody else is shown them."""

SHOWN_TO_WHO_TRIED: Mapping[str, str] = {
    "userErrors": " ".join(MUTATIONS),
    "clientMutationId": " ".join(MUTATIONS),
}
"""Fields of payloads that tell whoever is signed in what became of it, and of which mutations."""

SHOWN_WITH_A_REFUSAL: Fields = {"UserError": "code message field currentVersion"}
"""Fields that are shown to whom a mutation is refused."""


def payload_of(mutation: str) -> str:
    """Return the name of the type of a mutation's answer."""
    return f"{mutation[0].upper()}{mutation[1:]}Payload"


def shown_by_mutation(mutation: str, table: Mapping[str, str]) -> set[str]:
    """Return the fields of a mutation's payload that one of the two tables of payloads has."""
    return {field for field, mutations in table.items() if mutation in mutations.split()}


def rows() -> Iterator[str]:
    """Yield `Type.field` for every row of the tables, as often as it stands there."""
    for group in (*SHOWN.values(), SHOWN_WITH_A_REFUSAL):
        yield from (f"{type_}.{field}" for type_, fields in group.items() for field in fields.split())
    yield from (f"Mutation.{mutation}" for mutation in MUTATIONS)
    for table in (SHOWN_TO_WHO_WROTE, SHOWN_TO_WHO_TRIED):
        yield from (f"{payload_of(each)}.{field}" for field, listed in table.items() for each in listed.split())


def shown_to(standing: Standing) -> set[str]:
    """Return `Type.field` for every field of what is asked for that a standing is shown."""
    return {
        f"{type_}.{field}"
        for least, group in SHOWN.items()
        if standing >= least
        for type_, fields in group.items()
        for field in fields.split()
    }


def may_write(standing: Standing, mutation: str) -> bool:
    """Whether a standing may do a mutation to what it does not own."""
    _, anything, _ = MUTATIONS[mutation]
    return standing.name in anything
