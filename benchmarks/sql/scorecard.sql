-- From the items up to the index: the second half of the formula, over items wherever they come from.

CREATE FUNCTION rolled_up_health(gap float8, coverage float8, policy scoring_policy) RETURNS text
LANGUAGE sql IMMUTABLE RETURN
    CASE WHEN gap IS NULL OR coverage < policy.coverage_floor - 1e-9 THEN 'NO_DATA' ELSE gap_health(gap, policy) END;

CREATE FUNCTION health_counts(healths text[]) RETURNS health_count[] LANGUAGE sql IMMUTABLE BEGIN ATOMIC
    SELECT array_agg((word, counted.number)::health_count ORDER BY place)
    FROM unnest(ARRAY['ON_TRACK', 'AT_RISK', 'OFF_TRACK', 'ACHIEVED', 'NO_TARGET', 'NO_DATA'])
        WITH ORDINALITY AS health (word, place)
    CROSS JOIN LATERAL (SELECT count(*)::int AS number FROM unnest(healths) AS one WHERE one = word) AS counted;
END;

CREATE FUNCTION scorecard_of(policy scoring_policy, kpis kpi_item[], initiatives initiative_item[])
RETURNS scorecard LANGUAGE sql STABLE BEGIN ATOMIC
    WITH kind AS (
        SELECT lever, place, (policy.lever_weights)[place] AS weight
        FROM unnest(ARRAY['STRUCTURE', 'CULTURE', 'TALENT', 'METRICS', 'PROCESSES', 'TECHNOLOGY'])
            WITH ORDINALITY AS kind (lever, place)
    ), item AS MATERIALIZED (
        SELECT kpi_id AS id, lever, 'OUTCOME' AS lens, weight, attainment AS value, expected, NOT stale AS fresh
        FROM unnest(kpis) WHERE NOT archived AND role = 'AMBITION' AND weight > 0
        UNION ALL
        SELECT
            initiative_id, kind.lever, 'DELIVERY',
            one.weight * share / (SELECT sum(each) FROM unnest(lever_shares) AS each), delivery, planned_delivery, true
        FROM unnest(initiatives) AS one
        CROSS JOIN LATERAL unnest(lever_shares) WITH ORDINALITY AS shared (share, place)
        JOIN kind USING (place)
        WHERE NOT archived AND stage NOT IN ('PROPOSED', 'CANCELLED') AND one.weight * share > 0
    ), lens AS MATERIALIZED (
        SELECT
            kind.lever, kind.weight AS lever_weight, kind.place, lens.lens, lens.place AS lens_place, lens.weight,
            sum(item.weight) FILTER (WHERE value IS NOT NULL) AS counted,
            sum(item.weight * value) / sum(item.weight) FILTER (WHERE value IS NOT NULL) AS value,
            sum(item.weight * expected) FILTER (WHERE value IS NOT NULL)
                / sum(item.weight) FILTER (WHERE value IS NOT NULL) AS expected,
            coalesce(sum(item.weight) FILTER (WHERE value IS NOT NULL AND fresh) / sum(item.weight), 0) AS coverage
        FROM kind
        CROSS JOIN (VALUES ('OUTCOME', 1, policy.outcome_weight), ('DELIVERY', 2, policy.delivery_weight),
            ('MATURITY', 3, policy.maturity_weight)) AS lens (lens, place, weight)
        LEFT JOIN item ON item.lever = kind.lever AND item.lens = lens.lens
        GROUP BY kind.lever, kind.weight, kind.place, lens.lens, lens.place, lens.weight
    ), lever AS MATERIALIZED (
        SELECT
            lever, lever_weight AS weight, place,
            sum(weight) FILTER (WHERE value IS NOT NULL) AS counted,
            sum(weight * value) / nullif(sum(weight) FILTER (WHERE value IS NOT NULL), 0) AS progress,
            sum(weight * expected) / nullif(sum(weight) FILTER (WHERE value IS NOT NULL), 0) AS expected,
            sum(weight * coverage) / sum(weight) AS coverage
        FROM lens GROUP BY lever, lever_weight, place
    ), whole AS MATERIALIZED (
        SELECT
            sum(weight) FILTER (WHERE progress IS NOT NULL) AS counted,
            100 * sum(weight * progress) / nullif(sum(weight) FILTER (WHERE progress IS NOT NULL), 0) AS index,
            100 * sum(weight * expected) / nullif(sum(weight) FILTER (WHERE progress IS NOT NULL), 0) AS expected,
            sum(weight * coverage) / sum(weight) AS coverage
        FROM lever
    ), share AS MATERIALIZED (
        SELECT
            item.id, sum(lever.weight / whole.counted * lens.weight / lever.counted * item.weight / lens.counted) AS share
        FROM item
        JOIN lens USING (lever, lens)
        JOIN lever USING (lever)
        CROSS JOIN whole
        WHERE item.value IS NOT NULL
        GROUP BY item.id
    ), worry AS (
        SELECT kpi_id AS id, code, expected - attainment AS gap, array_remove(ARRAY[
            CASE WHEN breach THEN 'BREACH' END, CASE WHEN unknown THEN 'UNKNOWN' END,
            CASE WHEN health IN ('OFF_TRACK', 'AT_RISK') THEN health END, CASE WHEN stale THEN 'STALE' END,
            CASE WHEN health = 'NO_DATA' THEN health END
        ], NULL) AS reasons
        FROM unnest(kpis) WHERE NOT archived
        UNION ALL
        SELECT initiative_id, code, planned_delivery - delivery, array_remove(ARRAY[
            CASE WHEN watermelon THEN 'WATERMELON' END,
            CASE WHEN computed_health IN ('OFF_TRACK', 'AT_RISK') THEN computed_health END,
            CASE WHEN overdue_milestones > 0 THEN 'OVERDUE' END,
            CASE WHEN computed_health = 'NO_DATA' THEN computed_health END,
            CASE WHEN check_in_due THEN 'CHECK_IN_DUE' END, CASE WHEN theatre THEN 'THEATRE' END
        ], NULL)
        FROM unnest(initiatives) WHERE NOT archived AND stage NOT IN ('PROPOSED', 'CANCELLED')
    ), pressing AS (
        SELECT
            code, reasons, 100 * coalesce(share, 0) * greatest(0, coalesce(gap, 0)) AS at_stake,
            CASE WHEN 'BREACH' = ANY (reasons) THEN 0 WHEN 'UNKNOWN' = ANY (reasons) THEN 1 ELSE 2 END AS rank
        FROM worry LEFT JOIN share USING (id)
        WHERE reasons <> '{}'
        ORDER BY rank, at_stake DESC, code COLLATE "C" LIMIT 5
    ), pursued AS (
        SELECT * FROM unnest(initiatives) WHERE NOT archived AND stage NOT IN ('PROPOSED', 'CANCELLED')
    )
    SELECT
        whole.index, whole.expected,
        rolled_up_health((whole.expected - whole.index) / 100, whole.coverage, policy), whole.coverage,
        (SELECT array_agg((
            lever.lever, lever.progress, lever.expected,
            rolled_up_health(lever.expected - lever.progress, lever.coverage, policy), lever.coverage,
            (SELECT array_agg((
                lens.lens, lens.value, lens.weight,
                CASE WHEN lens.value IS NOT NULL THEN lens.weight / lever.counted END,
                lens.weight / lever.counted * lens.value, lens.coverage
            )::lens ORDER BY lens.lens_place) FROM lens WHERE lens.lever = lever.lever)
        )::lever ORDER BY lever.place) FROM lever),
        (SELECT array_agg((word, (
            SELECT count(*) FROM unnest(initiatives) WHERE NOT archived AND stage = word
        ))::stage_count ORDER BY place)
        FROM unnest(ARRAY['PROPOSED', 'APPROVED', 'IN_PROGRESS', 'ON_HOLD', 'IMPLEMENTED', 'VALUE_CONFIRMED',
            'CANCELLED']) WITH ORDINALITY AS stage (word, place)),
        (SELECT health_counts(array_agg(computed_health)) FROM pursued),
        (SELECT health_counts(array_agg(health)) FROM unnest(kpis) WHERE NOT archived),
        (SELECT sum(overdue_milestones)::int FROM pursued),
        (SELECT count(*)::int FROM pursued WHERE check_in_due),
        (SELECT count(*)::int FROM pursued WHERE watermelon),
        (SELECT count(*)::int FROM unnest(kpis) WHERE NOT archived AND stale),
        (SELECT count(*)::int FROM unnest(kpis) WHERE NOT archived AND breach),
        (SELECT array_agg((code, reasons, at_stake)::attention ORDER BY rank, at_stake DESC, code COLLATE "C")
            FROM pressing)
    FROM whole;
END;
