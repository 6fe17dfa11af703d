"""The words of the audit log as the API's enums, each value described."""

from ops_model.domain.changes import ChangedThing, ChangeKind
from ops_model.graphql.tracker.enums import describe

describe(
    ChangeKind,
    "What a change did to its thing.",
    {
        ChangeKind.CREATED: "The thing was made.",
        ChangeKind.UPDATED: "The thing was changed; archived, withdrawn, ended and revoked are fields of things, too.",
        ChangeKind.DELETED: "The thing was deleted, which nobody can by this API.",
    },
)
describe(
    ChangedThing,
    "What changes are of.",
    {
        ChangedThing.ORGANISATION: "The organisation itself.",
        ChangedThing.MEMBERSHIP: "A member.",
        ChangedThing.API_TOKEN: "An API token; its changes are shown to an ADMIN alone.",
        ChangedThing.SCORING_POLICY: "A version of the scoring policy.",
        ChangedThing.LEVER: "A lever.",
        ChangedThing.VISION: "A version of the vision.",
        ChangedThing.INITIATIVE: "What stays the same of an initiative.",
        ChangedThing.INITIATIVE_TERMS: "A version of what is agreed about an initiative.",
        ChangedThing.MILESTONE: "A milestone.",
        ChangedThing.CHECK_IN: "A check-in.",
        ChangedThing.KPI: "What stays the same of a KPI.",
        ChangedThing.KPI_TERMS: "A version of what is agreed about a KPI.",
        ChangedThing.KPI_LINK: "A link of an initiative to a KPI.",
        ChangedThing.MEASUREMENT: "A measurement.",
    },
)
