"""Functions that tables, policies and triggers stand on."""

from django.db import migrations

from ops_model.migrations.operations.tenancy import Grant

NEW_ID = """
-- A UUID of version 7: one of version 4 whose first six bytes are the milliseconds of now. PostgreSQL 18 has its own.
CREATE FUNCTION ops_uuid7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE
RETURN encode(
    set_bit(set_bit(
        overlay(
            uuid_send(gen_random_uuid())
            PLACING substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
            FROM 1 FOR 6
        ),
        52, 1), 53, 1),
    'hex')::uuid;
"""

SETTINGS = """
-- The settings of a transaction by which row security lets rows be seen; left out or empty: none are.
CREATE FUNCTION ops_organisations() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
RETURN string_to_array(current_setting('ops.organisations', true), ',')::uuid[];

CREATE FUNCTION ops_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('ops.user', true), '')::uuid;

CREATE FUNCTION ops_key() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('ops.key', true), '');

CREATE FUNCTION ops_key_hash() RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN ops_key() ~ '^[0-9a-f]{64}$' THEN decode(ops_key(), 'hex') END;
"""

ARRAYS = r"""
-- Nothing twice, nothing null or blank, nothing longer than a code.
CREATE FUNCTION ops_is_set(items text[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT count(DISTINCT item) = cardinality(items)
        AND coalesce(bool_and(item ~ '\S' AND char_length(item) <= 60), true)
    FROM unnest(items) AS item
);

CREATE FUNCTION ops_is_increasing(days date[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN NOT EXISTS (
    SELECT FROM generate_subscripts(days, 1) AS position WHERE days[position] >= days[position + 1]
);
"""

COUNT_CHANGE = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO data_version (organisation_id, slot, counter)
    SELECT DISTINCT {column}, pg_backend_pid() % 16, 1 FROM changed ORDER BY {column}
    ON CONFLICT (organisation_id, slot) DO UPDATE SET counter = data_version.counter + 1;
    RETURN NULL;
END
$$;
"""


class Migration(migrations.Migration):
    """Functions alone: the tables come after."""

    initial = True
    dependencies = []
    operations = [
        Grant("django_migrations", "SELECT"),  # Django asks whether the database is up to date as whoever runs it
        migrations.RunSQL(NEW_ID, "DROP FUNCTION ops_uuid7()"),
        migrations.RunSQL(SETTINGS, "DROP FUNCTION ops_key_hash(), ops_key(), ops_user(), ops_organisations()"),
        migrations.RunSQL(ARRAYS, "DROP FUNCTION ops_is_increasing(date[]), ops_is_set(text[])"),
        migrations.RunSQL(
            COUNT_CHANGE.format(name="ops_count_change", column="organisation_id"), "DROP FUNCTION ops_count_change()"
        ),
        migrations.RunSQL(
            COUNT_CHANGE.format(name="ops_count_organisation_change", column="id"),
            "DROP FUNCTION ops_count_organisation_change()",
        ),
    ]
