-- What lists show of a KPI and of an initiative.

-- The newest twelve measurements: of LATEST, which the KPIs on the scorecard are, they are the points.
CREATE FUNCTION sparkline(organisation uuid, kpi uuid) RETURNS dated_value[] LANGUAGE sql STABLE BEGIN ATOMIC
    SELECT array_agg((observed_on, value::float8)::dated_value ORDER BY observed_on) FROM (
        SELECT observed_on, value FROM measurement
        WHERE organisation_id = organisation AND kpi_id = kpi AND superseded_at IS NULL AND observed_on <= as_of()
        ORDER BY observed_on DESC LIMIT 12
    ) AS newest;
END;

CREATE FUNCTION linked_kpis(organisation uuid, kpis kpi_item[], wanted uuid[] DEFAULT NULL)
RETURNS TABLE (initiative_id uuid, kpis linked_kpi[]) LANGUAGE sql STABLE BEGIN ATOMIC
    SELECT link.initiative_id,
        array_agg((item.code, item.name, item.attainment, item.health)::linked_kpi ORDER BY item.code COLLATE "C")
    FROM initiative_kpi AS link
    JOIN unnest(linked_kpis.kpis) AS item ON item.kpi_id = link.kpi_id
    WHERE link.organisation_id = organisation AND link.linked_on <= as_of()
        AND (link.unlinked_on IS NULL OR link.unlinked_on > as_of())
        AND (wanted IS NULL OR link.initiative_id = ANY (wanted))
    GROUP BY link.initiative_id;
END;

CREATE FUNCTION initiative_card_of(item initiative_item, kpis linked_kpi[]) RETURNS initiative_card
LANGUAGE sql IMMUTABLE RETURN (
    item.code, item.name, item.stage, item.primary_lever, item.owner, item.target_date,
    item.progress, item.delivery, item.planned_delivery, item.outcome, item.expected_outcome,
    item.computed_health, item.reported_health, item.watermelon, item.milestone, item.due_on, kpis
)::initiative_card;
