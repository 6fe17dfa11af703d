"""The statements: each returns one text, the whole answer."""

PREPARED = """
PREPARE q1 (text) AS
SELECT json_build_object('data', json_build_object(
    'scorecard', scorecard, 'kpis', (SELECT json_agg(card) FROM kpi_cards($1, 4) AS card)
))::text
FROM scorecard($1) AS scorecard;

PREPARE q2 (text) AS
SELECT json_build_object('data', json_agg(initiative))::text
FROM (
    SELECT code, name, lever, owner, progress, delivery, "plannedDelivery", outcome, "computedHealth",
        "reportedHealth", watermelon, milestone, "dueOn", kpis
    FROM initiatives($1, 50)
) AS initiative;

PREPARE q3 (text) AS
SELECT json_build_object('data', json_agg(initiative))::text
FROM (
    SELECT code, name, stage, lever, owner, "targetDate", progress, delivery, "plannedDelivery", outcome,
        "expectedOutcome", "computedHealth", kpis
    FROM initiatives($1, 300)
) AS initiative;

PREPARE m1 (text, text, date, numeric) AS
SELECT json_build_object('data', json_build_object('value', measurement_record($1, $2, $3, $4)))::text;
"""
