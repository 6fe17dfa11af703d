-- Roll-ups, kept by triggers: what is asked for is read as it stands. Only what a measurement moves is computed anew.

CREATE TABLE kept_kpi (
    organisation_id uuid, kpi_id uuid, item kpi_item NOT NULL, card kpi_card NOT NULL,
    PRIMARY KEY (organisation_id, kpi_id)
);
CREATE INDEX ON kept_kpi (organisation_id, ((card).code) COLLATE "C") WHERE NOT (item).archived;

CREATE TABLE kept_initiative (
    organisation_id uuid, initiative_id uuid, item initiative_item NOT NULL, card initiative_card NOT NULL,
    PRIMARY KEY (organisation_id, initiative_id)
);
CREATE INDEX ON kept_initiative (organisation_id, ((card).code) COLLATE "C") WHERE NOT (item).archived;

CREATE TABLE kept_scorecard (organisation_id uuid PRIMARY KEY, slug text UNIQUE, scorecard scorecard NOT NULL);

CREATE FUNCTION kpis_kept(organisation uuid, wanted uuid[] DEFAULT NULL) RETURNS void LANGUAGE sql BEGIN ATOMIC
    INSERT INTO kept_kpi
    SELECT organisation, item.kpi_id, item, (
        item.code, item.name, item.value, item.observed_on, item.attainment, item.health,
        sparkline(organisation, item.kpi_id)
    )::kpi_card
    FROM kpi_items(organisation, wanted) AS item
    ON CONFLICT (organisation_id, kpi_id) DO UPDATE SET item = excluded.item, card = excluded.card;
END;

CREATE FUNCTION initiatives_kept(organisation uuid, wanted uuid[] DEFAULT NULL) RETURNS void LANGUAGE sql BEGIN ATOMIC
    WITH kpis AS MATERIALIZED (
        SELECT array_agg(item) AS items FROM kept_kpi
        WHERE organisation_id = organisation AND (wanted IS NULL OR kpi_id IN (
            SELECT kpi_id FROM initiative_kpi WHERE organisation_id = organisation AND initiative_id = ANY (wanted)
        ))
    ), linked AS MATERIALIZED (
        SELECT of_each.* FROM kpis CROSS JOIN LATERAL linked_kpis(organisation, kpis.items, wanted) AS of_each
    )
    INSERT INTO kept_initiative
    SELECT organisation, item.initiative_id, item, initiative_card_of(item, linked.kpis)
    FROM kpis CROSS JOIN LATERAL initiative_items(organisation, kpis.items, wanted) AS item
    LEFT JOIN linked USING (initiative_id)
    ON CONFLICT (organisation_id, initiative_id) DO UPDATE SET item = excluded.item, card = excluded.card;
END;

CREATE FUNCTION scorecard_kept(organisation uuid) RETURNS void LANGUAGE sql BEGIN ATOMIC
    INSERT INTO kept_scorecard
    SELECT organisation, (SELECT slug FROM organisation AS one WHERE one.id = organisation), scorecard_of(
        policy_of(organisation),
        (SELECT array_agg(item) FROM kept_kpi WHERE organisation_id = organisation),
        (SELECT array_agg(item) FROM kept_initiative WHERE organisation_id = organisation)
    )
    ON CONFLICT (organisation_id) DO UPDATE SET scorecard = excluded.scorecard;
END;

-- Writers of one organisation wait for one another: two that computed a roll-up side by side would both keep an old one.
CREATE FUNCTION measurements_roll_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    changed record;
BEGIN
    FOR changed IN SELECT organisation_id, array_agg(DISTINCT kpi_id) AS kpi_ids FROM changed_rows GROUP BY 1 LOOP
        PERFORM FROM kept_scorecard WHERE organisation_id = changed.organisation_id FOR UPDATE;
        PERFORM kpis_kept(changed.organisation_id, changed.kpi_ids);
        PERFORM initiatives_kept(changed.organisation_id, ARRAY(
            SELECT DISTINCT initiative_id FROM initiative_kpi
            WHERE organisation_id = changed.organisation_id AND kpi_id = ANY (changed.kpi_ids)
        ));
        PERFORM scorecard_kept(changed.organisation_id);
    END LOOP;
    RETURN NULL;
END
$$;

CREATE FUNCTION scorecard(organisation text) RETURNS scorecard LANGUAGE sql STABLE BEGIN ATOMIC
    SELECT (scorecard).* FROM kept_scorecard WHERE slug = organisation;
END;

CREATE FUNCTION kpi_cards(organisation text, how_many int) RETURNS SETOF kpi_card LANGUAGE sql STABLE BEGIN ATOMIC
    SELECT (card).* FROM kept_kpi
    WHERE organisation_id = (SELECT organisation_id FROM kept_scorecard WHERE slug = organisation)
        AND NOT (item).archived
    ORDER BY (card).code COLLATE "C" LIMIT how_many;
END;

CREATE FUNCTION initiatives(organisation text, how_many int) RETURNS SETOF initiative_card
LANGUAGE sql STABLE BEGIN ATOMIC
    SELECT (card).* FROM kept_initiative
    WHERE organisation_id = (SELECT organisation_id FROM kept_scorecard WHERE slug = organisation)
        AND NOT (item).archived
    ORDER BY (card).code COLLATE "C" LIMIT how_many;
END;

CREATE FUNCTION measurement_record(organisation text, kpi text, observed_on date, value numeric)
RETURNS numeric LANGUAGE sql VOLATILE BEGIN ATOMIC
    UPDATE measurement SET superseded_at = now()
    FROM kpi AS corrected JOIN organisation AS one ON one.id = corrected.organisation_id
    WHERE one.slug = measurement_record.organisation AND corrected.code = measurement_record.kpi
        AND measurement.organisation_id = one.id AND measurement.kpi_id = corrected.id
        AND measurement.observed_on = measurement_record.observed_on AND superseded_at IS NULL;
    INSERT INTO measurement (organisation_id, kpi_id, observed_on, value)
    SELECT one.id, measured.id, measurement_record.observed_on, measurement_record.value
    FROM kpi AS measured JOIN organisation AS one ON one.id = measured.organisation_id
    WHERE one.slug = measurement_record.organisation AND measured.code = measurement_record.kpi
    RETURNING value;
END;

CREATE TRIGGER measurement_recorded AFTER INSERT ON measurement
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION measurements_roll_up();
CREATE TRIGGER measurement_corrected AFTER UPDATE ON measurement
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION measurements_roll_up();

SELECT kpis_kept(id), initiatives_kept(id), scorecard_kept(id) FROM organisation WHERE slug = 'BASE';
