"""The rows of initiatives, and of all that belongs to them, in one statement."""

from datetime import date
from operator import itemgetter
from typing import NamedTuple
from uuid import UUID

from ops_model.selectors.facts.sql import Row, rows_read

CHECK_INS = 3
"""How many of the newest check-ins the arithmetic asks for."""

# Five lists, one below the other: what each has no column for is NULL, and the first list names the columns. Lists come
# in no promised order, and so `place` tells it where it is not told by what they show.
_STATEMENT = """
SELECT
    'initiative' AS list, id::text AS id, NULL AS initiative_id,
    version, created_at::text, updated_at::text, updated_by_id::text,
    NULL::bigint AS place, NULL::float8 AS number, start_date, archived_on, NULL::date AS day_3, NULL::date AS day_4,
    code, name, summary, customer_outcome, origin, owner_id::text, sponsor_id::text,
    principles::text, pillars::text, tags
FROM initiative
WHERE organisation_id = %(organisation_id)s
UNION ALL
SELECT
    'terms', NULL, initiative_id::text,
    NULL, created_at::text, NULL, created_by_id::text,
    NULL, weight, valid_from, target_date, NULL, NULL,
    stage, primary_lever, lever_shares::text, reason, NULL, NULL, NULL,
    NULL, NULL, NULL
FROM initiative_terms
WHERE organisation_id = %(organisation_id)s
UNION ALL
SELECT
    'milestone', id::text, initiative_id::text,
    version, created_at::text, updated_at::text, updated_by_id::text,
    row_number() OVER (ORDER BY due_on, name, id), weight, due_on, forecast_on, completed_on, cancelled_on,
    name, reason, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL
FROM milestone
WHERE organisation_id = %(organisation_id)s
UNION ALL
SELECT
    'check_in', newest.id::text, initiative_id::text,
    newest.version, recorded_at::text, NULL, author_id::text,
    place, confidence, checked_on, NULL, NULL, NULL,
    health, happened, next, path_to_green, NULL, NULL, NULL,
    NULL, NULL, NULL
FROM initiative
CROSS JOIN LATERAL (
    SELECT *, row_number() OVER (ORDER BY checked_on DESC, recorded_at DESC, id DESC) AS place
    FROM check_in
    WHERE organisation_id = initiative.organisation_id AND initiative_id = initiative.id
        AND withdrawn_at IS NULL AND checked_on <= %(as_of)s
    ORDER BY checked_on DESC, recorded_at DESC, id DESC
    LIMIT %(check_ins)s
) AS newest
WHERE initiative.organisation_id = %(organisation_id)s
UNION ALL
SELECT
    'link', id::text, initiative_id::text,
    version, created_at::text, updated_at::text, updated_by_id::text,
    NULL, weight, linked_on, unlinked_on, NULL, NULL,
    kpi_id::text, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL
FROM initiative_kpi
WHERE organisation_id = %(organisation_id)s
"""

WHOSE, EDITS = slice(1, 3), slice(3, 7)
"""Where in a row there are its own and its initiative's id, and its edits."""

REST = 8
"""Where in a row there begins what each list shows."""

_PLACE, _DAY, _CODE = 7, 9, 13
"""Where in a row the columns stand that lists are ordered by."""


class InitiativeRows(NamedTuple):
    """The rows of an organisation's initiatives by code, of their terms oldest first, of their milestones by due date,
    of their check-ins newest first, and of their links to KPIs in no order; each list of all initiatives."""

    initiatives: list[Row]
    terms: list[Row]
    milestones: list[Row]
    check_ins: list[Row]
    links: list[Row]


def initiative_rows(organisation_id: UUID, as_of: date) -> InitiativeRows:
    """Read the organisation's initiatives, and what belongs to them: of check-ins the newest dated by `as_of`. One
    statement."""
    asked = {"organisation_id": organisation_id, "as_of": as_of, "check_ins": CHECK_INS}
    lists: dict[str, list[Row]] = {"initiative": [], "terms": [], "milestone": [], "check_in": [], "link": []}
    for row in rows_read(_STATEMENT, asked):
        lists[row[0]].append(row)
    rows = InitiativeRows(*lists.values())
    # By code points, which is what COLLATE "C" says of the KPIs' codes.
    rows.initiatives.sort(key=itemgetter(_CODE))
    rows.terms.sort(key=itemgetter(_DAY))
    rows.milestones.sort(key=itemgetter(_PLACE))
    rows.check_ins.sort(key=itemgetter(_PLACE))
    return rows
