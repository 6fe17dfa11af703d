-- The measurements of the base once more, for those who record theirs with roll-ups: neither pays for the other's
-- triggers. The index is the product's.

CREATE TABLE measurement (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id uuid NOT NULL,
    kpi_id uuid NOT NULL,
    observed_on date NOT NULL,
    value numeric NOT NULL,
    superseded_at timestamptz,
    FOREIGN KEY (organisation_id, kpi_id) REFERENCES kpi (organisation_id, id)
);
INSERT INTO measurement (organisation_id, kpi_id, observed_on, value)
SELECT organisation_id, kpi_id, observed_on, value
FROM public.measurement
WHERE organisation_id = (SELECT id FROM organisation WHERE slug = 'BASE') AND superseded_at IS NULL
ORDER BY observed_on;
CREATE UNIQUE INDEX ON measurement (organisation_id, kpi_id, observed_on) INCLUDE (value) WHERE superseded_at IS NULL;
ANALYZE measurement;
