-- What the functions of this schema hand out. Names are those of the answers, so that a row is JSON as it is.

CREATE FUNCTION as_of() RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN DATE 'AS_OF';

CREATE TYPE lens AS (
    lens text, value float8, weight float8, share float8, points float8, coverage float8
);
CREATE TYPE lever AS (
    lever text, progress float8, "expectedProgress" float8, health text, coverage float8, lenses lens[]
);
CREATE TYPE stage_count AS (stage text, count int);
CREATE TYPE health_count AS (health text, count int);
CREATE TYPE attention AS (subject text, reasons text[], "indexPointsAtStake" float8);
CREATE TYPE scorecard AS (
    index float8, "expectedIndex" float8, health text, coverage float8, levers lever[],
    "initiativesByStage" stage_count[], "initiativesByHealth" health_count[], "kpisByHealth" health_count[],
    "overdueMilestones" int, "checkInsDue" int, watermelons int, "staleKpis" int, breaches int,
    attention attention[]
);
CREATE TYPE dated_value AS ("on" date, value float8);
CREATE TYPE kpi_card AS (
    code text, name text, value float8, "observedOn" date, attainment float8, health text, sparkline dated_value[]
);
CREATE TYPE linked_kpi AS (code text, name text, attainment float8, health text);
CREATE TYPE initiative_card AS (
    code text, name text, stage text, lever text, owner text, "targetDate" date,
    progress float8, delivery float8, "plannedDelivery" float8, outcome float8, "expectedOutcome" float8,
    "computedHealth" text, "reportedHealth" text, watermelon bool, milestone text, "dueOn" date,
    kpis linked_kpi[]
);

-- What they are computed from: how one KPI and one initiative stand.
CREATE TYPE kpi_item AS (
    kpi_id uuid, code text, name text, lever text, archived bool, role text, weight float8,
    value float8, observed_on date, attainment float8, expected float8, health text,
    breach bool, unknown bool, stale bool
);
CREATE TYPE initiative_item AS (
    initiative_id uuid, code text, name text, archived bool, stage text, weight float8, target_date date,
    primary_lever text, lever_shares float8[], owner text, delivery float8, planned_delivery float8,
    outcome float8, expected_outcome float8, progress float8, computed_health text, reported_health text,
    watermelon bool, theatre bool, overdue_milestones int, check_in_due bool, milestone text, due_on date
);
