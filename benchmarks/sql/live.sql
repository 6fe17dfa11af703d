-- Everything computed when it is asked for.

CREATE FUNCTION organisation_of(slug text) RETURNS uuid LANGUAGE sql STABLE BEGIN ATOMIC
    SELECT id FROM organisation WHERE organisation.slug = organisation_of.slug;
END;

CREATE FUNCTION scorecard(organisation text) RETURNS scorecard LANGUAGE sql STABLE BEGIN ATOMIC
    WITH kpis AS MATERIALIZED (
        SELECT array_agg(item) AS items FROM kpi_items(organisation_of(organisation)) AS item
    ), initiatives AS MATERIALIZED (
        SELECT array_agg(item) AS items
        FROM kpis CROSS JOIN LATERAL initiative_items(organisation_of(organisation), kpis.items) AS item
    )
    SELECT scorecard.*
    FROM kpis CROSS JOIN initiatives
    CROSS JOIN LATERAL scorecard_of(policy_of(organisation_of(organisation)), kpis.items, initiatives.items)
        AS scorecard;
END;

CREATE FUNCTION kpi_cards(organisation text, how_many int) RETURNS SETOF kpi_card LANGUAGE sql STABLE BEGIN ATOMIC
    SELECT item.code, item.name, item.value, item.observed_on, item.attainment, item.health, line.points
    FROM kpi_items(organisation_of(organisation), ARRAY(
        SELECT id FROM kpi
        WHERE organisation_id = organisation_of(organisation) AND (archived_on IS NULL OR archived_on > as_of())
        ORDER BY code COLLATE "C" LIMIT how_many
    )) AS item
    CROSS JOIN LATERAL sparkline(organisation_of(organisation), item.kpi_id) AS line (points)
    ORDER BY item.code COLLATE "C";
END;

CREATE FUNCTION initiatives(organisation text, how_many int) RETURNS SETOF initiative_card
LANGUAGE sql STABLE BEGIN ATOMIC
    WITH wanted AS MATERIALIZED (
        SELECT array_agg(id) AS ids FROM (
            SELECT id FROM initiative
            WHERE organisation_id = organisation_of(organisation) AND (archived_on IS NULL OR archived_on > as_of())
            ORDER BY code COLLATE "C" LIMIT how_many
        ) AS first
    ), kpis AS MATERIALIZED (
        SELECT array_agg(item) AS items FROM kpi_items(organisation_of(organisation), ARRAY(
            SELECT DISTINCT kpi_id FROM initiative_kpi
            WHERE organisation_id = organisation_of(organisation) AND initiative_id = ANY ((SELECT ids FROM wanted)::uuid[])
        )) AS item
    ), linked AS MATERIALIZED (
        SELECT of_each.* FROM wanted CROSS JOIN kpis
        CROSS JOIN LATERAL linked_kpis(organisation_of(organisation), kpis.items, wanted.ids) AS of_each
    )
    SELECT card.*
    FROM wanted CROSS JOIN kpis
    CROSS JOIN LATERAL initiative_items(organisation_of(organisation), kpis.items, wanted.ids) AS item
    LEFT JOIN linked USING (initiative_id)
    CROSS JOIN LATERAL initiative_card_of(item, linked.kpis) AS card
    ORDER BY item.code COLLATE "C";
END;
