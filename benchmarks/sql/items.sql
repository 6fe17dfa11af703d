-- How KPIs and initiatives stand: docs/progress.md in SQL, as a user of a database's GraphQL would have to write it.

-- A step that ends in OFFSET 0 is computed once: without it the planner copies it to each place that it is used in.

CREATE FUNCTION policy_of(organisation uuid) RETURNS scoring_policy LANGUAGE sql STABLE BEGIN ATOMIC
    SELECT scoring_policy FROM scoring_policy
    WHERE organisation_id = organisation AND (valid_from IS NULL OR valid_from <= as_of())
    ORDER BY valid_from DESC NULLS LAST LIMIT 1;
END;

CREATE FUNCTION gap_health(gap float8, policy scoring_policy) RETURNS text LANGUAGE sql IMMUTABLE RETURN
    CASE WHEN gap <= policy.on_track_gap + 1e-9 THEN 'ON_TRACK'
        WHEN gap <= policy.at_risk_gap + 1e-9 THEN 'AT_RISK'
        WHEN gap IS NOT NULL THEN 'OFF_TRACK' END;

-- All KPIs that exist, or those of `wanted`.
CREATE FUNCTION kpi_items(organisation uuid, wanted uuid[] DEFAULT NULL) RETURNS SETOF kpi_item
LANGUAGE sql STABLE BEGIN ATOMIC
    SELECT
        kpi.id, kpi.code, kpi.name, kpi.lever, coalesce(kpi.archived_on <= as_of(), false), terms.role, terms.weight,
        measured.value::float8, CASE WHEN measured.value IS NOT NULL THEN newest.observed_on END,
        clamped.attainment, clamped.expected,
        CASE WHEN measured.value IS NULL THEN 'NO_DATA'
            WHEN ratio.raw IS NULL THEN 'NO_TARGET'
            WHEN terms.direction <> 'MAINTAIN' AND ratio.raw >= 1 - 1e-9 THEN 'ACHIEVED'
            WHEN terms.direction <> 'MAINTAIN' AND as_of() > terms.target_on THEN 'OFF_TRACK'
            ELSE gap_health(clamped.expected - clamped.attainment, policy) END,
        terms.role = 'GUARDRAIL' AND coalesce(outside.distance > 0, false),
        terms.role = 'GUARDRAIL' AND (ratio.raw IS NULL OR age.stale),
        age.stale
    FROM policy_of(organisation) AS policy
    CROSS JOIN kpi
    CROSS JOIN LATERAL (
        SELECT * FROM kpi_terms
        WHERE organisation_id = organisation AND kpi_id = kpi.id AND valid_from <= as_of()
        ORDER BY valid_from DESC LIMIT 1
    ) AS terms
    LEFT JOIN LATERAL (
        SELECT observed_on, value FROM measurement
        WHERE organisation_id = organisation AND kpi_id = kpi.id AND superseded_at IS NULL AND observed_on <= as_of()
        ORDER BY observed_on DESC LIMIT 1
    ) AS newest ON true
    CROSS JOIN LATERAL (SELECT CASE terms.aggregation
        WHEN 'LATEST' THEN newest.value
        WHEN 'SUM' THEN (
            SELECT coalesce(terms.baseline_value, 0) + sum(value) FROM measurement
            WHERE organisation_id = organisation AND kpi_id = kpi.id AND superseded_at IS NULL
                AND observed_on <= as_of() AND observed_on > coalesce(terms.baseline_on, '-infinity')
        )
        ELSE (
            SELECT avg(value) FROM (
                SELECT value FROM measurement
                WHERE organisation_id = organisation AND kpi_id = kpi.id AND superseded_at IS NULL
                    AND observed_on <= as_of()
                ORDER BY observed_on DESC LIMIT terms.window_size
            ) AS in_window
        ) END AS value
        OFFSET 0
    ) AS measured
    CROSS JOIN LATERAL (SELECT
        CASE WHEN num_nonnulls(terms.band_lower, terms.band_upper) > 0
            THEN greatest(terms.band_lower - measured.value, measured.value - terms.band_upper, 0) END AS distance,
        CASE WHEN as_of() <= terms.baseline_on THEN terms.baseline_value
            WHEN as_of() > terms.target_on THEN terms.target_value
            ELSE (
                SELECT start_value + (end_value - start_value) * (as_of() - start_on) / (end_on - start_on)
                FROM unnest(
                    array_prepend(terms.baseline_on, terms.interim_on),
                    array_prepend(terms.baseline_value, terms.interim_values),
                    array_append(terms.interim_on, terms.target_on),
                    array_append(terms.interim_values, terms.target_value)
                ) AS leg (start_on, start_value, end_on, end_value)
                WHERE as_of() <= end_on ORDER BY end_on LIMIT 1
            ) END AS expected_value
        OFFSET 0
    ) AS outside
    CROSS JOIN LATERAL (SELECT
        (CASE WHEN measured.value IS NULL THEN NULL
            WHEN terms.direction <> 'MAINTAIN'
                THEN (measured.value - terms.baseline_value) / (terms.target_value - terms.baseline_value)
            WHEN outside.distance = 0 THEN 1
            WHEN outside.distance > 0
                THEN coalesce(greatest(0, 1 - outside.distance / terms.band_tolerance), 0) END)::float8 AS raw,
        (CASE WHEN terms.direction <> 'MAINTAIN'
            THEN (outside.expected_value - terms.baseline_value) / (terms.target_value - terms.baseline_value)
            WHEN num_nonnulls(terms.band_lower, terms.band_upper) > 0 THEN 1 END)::float8 AS expected
        OFFSET 0
    ) AS ratio
    CROSS JOIN LATERAL (SELECT
        CASE WHEN ratio.raw IS NOT NULL THEN least(1, greatest(0, ratio.raw)) END AS attainment,
        CASE WHEN ratio.expected IS NOT NULL THEN least(1, greatest(0, ratio.expected)) END AS expected
        OFFSET 0
    ) AS clamped
    CROSS JOIN LATERAL (SELECT
        CASE terms.frequency WHEN 'DAILY' THEN 1 WHEN 'WEEKLY' THEN 7 WHEN 'MONTHLY' THEN 31
            WHEN 'QUARTERLY' THEN 92 WHEN 'SEMIANNUAL' THEN 184 ELSE 366 END AS days
        OFFSET 0
    ) AS period
    CROSS JOIN LATERAL (SELECT
        measured.value IS NOT NULL AND as_of() - newest.observed_on > period.days + (period.days + 1) / 2 AS stale
    ) AS age
    WHERE kpi.organisation_id = organisation AND (wanted IS NULL OR kpi.id = ANY (wanted));
END;

-- All initiatives that exist, or those of `wanted`; `kpis` are those that they are linked to, or more.
CREATE FUNCTION initiative_items(organisation uuid, kpis kpi_item[], wanted uuid[] DEFAULT NULL)
RETURNS SETOF initiative_item LANGUAGE sql STABLE BEGIN ATOMIC
    WITH linked AS MATERIALIZED (
        SELECT
            link.initiative_id,
            sum(link.weight * item.attainment) FILTER (WHERE counts)
                / nullif(sum(link.weight) FILTER (WHERE counts), 0) AS outcome,
            sum(link.weight * item.expected) FILTER (WHERE counts)
                / nullif(sum(link.weight) FILTER (WHERE counts), 0) AS expected,
            bool_or(item.role = 'AMBITION' AND NOT item.archived) AS aims
        FROM initiative_kpi AS link
        JOIN unnest(kpis) AS item ON item.kpi_id = link.kpi_id
        CROSS JOIN LATERAL (
            SELECT NOT item.archived AND item.role = 'AMBITION' AND item.attainment IS NOT NULL AS counts
        ) AS counting
        WHERE link.organisation_id = organisation AND link.linked_on <= as_of()
            AND (link.unlinked_on IS NULL OR link.unlinked_on > as_of())
            AND (wanted IS NULL OR link.initiative_id = ANY (wanted))
        GROUP BY link.initiative_id
    ), planned AS MATERIALIZED (
        SELECT
            initiative_id,
            coalesce(sum(weight) FILTER (WHERE completed_on <= as_of()), 0) / sum(weight) AS delivery,
            coalesce(sum(weight) FILTER (WHERE due_on <= as_of()), 0) / sum(weight) AS planned,
            count(*) FILTER (WHERE due_on < as_of() AND (completed_on IS NULL OR completed_on > as_of())) AS overdue
        FROM milestone
        WHERE organisation_id = organisation AND (cancelled_on IS NULL OR cancelled_on > as_of())
            AND (wanted IS NULL OR initiative_id = ANY (wanted))
        GROUP BY initiative_id
    ), next AS MATERIALIZED (
        SELECT DISTINCT ON (initiative_id) initiative_id, name, due_on
        FROM milestone
        WHERE organisation_id = organisation AND (wanted IS NULL OR initiative_id = ANY (wanted))
            AND (completed_on IS NULL OR completed_on > as_of()) AND (cancelled_on IS NULL OR cancelled_on > as_of())
        ORDER BY initiative_id, due_on, name, id
    )
    SELECT
        initiative.id, initiative.code, initiative.name, coalesce(initiative.archived_on <= as_of(), false),
        terms.stage, terms.weight, terms.target_date, terms.primary_lever, terms.lever_shares, owner.name,
        work.delivery, work.planned, linked.outcome, linked.expected,
        CASE WHEN work.delivery IS NULL THEN linked.outcome
            WHEN linked.outcome IS NULL THEN work.delivery
            ELSE policy.delivery_share * work.delivery + (1 - policy.delivery_share) * linked.outcome END,
        health.computed, said.healths[1],
        CASE health.computed
            WHEN 'OFF_TRACK' THEN coalesce(said.healths[1] = 'ON_TRACK', false)
            WHEN 'AT_RISK' THEN coalesce(said.healths = ARRAY['ON_TRACK', 'ON_TRACK', 'ON_TRACK'], false)
            ELSE false END,
        terms.stage NOT IN ('PROPOSED', 'CANCELLED') AND (
            NOT coalesce(linked.aims, false) OR initiative.customer_outcome IS NULL
        ),
        CASE WHEN terms.stage IN ('APPROVED', 'IN_PROGRESS', 'ON_HOLD') THEN coalesce(planned.overdue, 0) ELSE 0 END,
        coalesce(as_of() > greatest(run.began, said.newest_on) + policy.check_in_days AND run.began IS NOT NULL, false),
        next.name, next.due_on
    FROM policy_of(organisation) AS policy
    CROSS JOIN initiative
    CROSS JOIN LATERAL (
        SELECT * FROM initiative_terms
        WHERE organisation_id = organisation AND initiative_id = initiative.id AND valid_from <= as_of()
        ORDER BY valid_from DESC LIMIT 1
    ) AS terms
    LEFT JOIN linked ON linked.initiative_id = initiative.id
    LEFT JOIN planned ON planned.initiative_id = initiative.id
    LEFT JOIN next ON next.initiative_id = initiative.id
    LEFT JOIN membership AS owner
        ON owner.organisation_id = organisation AND owner.id = initiative.owner_id
    CROSS JOIN LATERAL (SELECT terms.stage IN ('IMPLEMENTED', 'VALUE_CONFIRMED') AS delivered) AS done
    CROSS JOIN LATERAL (SELECT
        CASE WHEN done.delivered THEN 1 ELSE planned.delivery END AS delivery,
        CASE WHEN done.delivered THEN 1 ELSE planned.planned END AS planned
        OFFSET 0
    ) AS work
    CROSS JOIN LATERAL (SELECT
        CASE WHEN terms.stage IN ('PROPOSED', 'CANCELLED') THEN 'NO_DATA'
            WHEN done.delivered THEN 'ACHIEVED'
            WHEN as_of() > terms.target_date THEN 'OFF_TRACK'
            ELSE coalesce(gap_health(
                greatest(work.planned - work.delivery, linked.expected - linked.outcome), policy
            ), 'NO_DATA') END AS computed
        OFFSET 0
    ) AS health
    CROSS JOIN LATERAL (
        SELECT
            array_agg(newest.health ORDER BY checked_on DESC, recorded_at DESC, id DESC) AS healths,
            max(checked_on) AS newest_on
        FROM (
            SELECT id, check_in.health, checked_on, recorded_at FROM check_in
            WHERE organisation_id = organisation AND initiative_id = initiative.id AND withdrawn_at IS NULL
                AND checked_on <= as_of()
            ORDER BY checked_on DESC, recorded_at DESC, id DESC LIMIT 3
        ) AS newest
    ) AS said
    CROSS JOIN LATERAL (
        SELECT min(valid_from) AS began FROM initiative_terms
        WHERE organisation_id = organisation AND initiative_id = initiative.id AND valid_from <= as_of()
            AND terms.stage IN ('APPROVED', 'IN_PROGRESS') AND valid_from > coalesce((
                SELECT max(valid_from) FROM initiative_terms
                WHERE organisation_id = organisation AND initiative_id = initiative.id AND valid_from <= as_of()
                    AND stage NOT IN ('APPROVED', 'IN_PROGRESS')
            ), '-infinity')
    ) AS run
    WHERE initiative.organisation_id = organisation AND (wanted IS NULL OR initiative.id = ANY (wanted));
END;
