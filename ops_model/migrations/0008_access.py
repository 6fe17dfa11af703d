"""Signing in: scopes of tokens, passwords and sessions, and that an ADMIN is always left."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from ops_model.migrations.operations.tenancy import Grant, SeenByPossession, TenantReference

KEY_ID = """
CREATE FUNCTION ops_key_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN ops_key() ~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' THEN ops_key()::uuid END;
"""

ACCOUNT_BY_KEY = """
CREATE POLICY account_by_key ON account USING (id = (SELECT ops_key_id()));
"""

LAST_ADMIN = """
-- Whoever ends an ADMIN, or makes one less, waits for whoever does the same, and then looks who is left.
CREATE FUNCTION ops_keep_an_admin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM organisation WHERE id = OLD.organisation_id FOR NO KEY UPDATE;
    IF NOT EXISTS (
        SELECT FROM membership
        WHERE organisation_id = OLD.organisation_id AND id <> OLD.id AND role = 'ADMIN' AND ended_on IS NULL
    ) THEN
        RAISE EXCEPTION 'The last ADMIN of an organisation stays.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_admin_some';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER membership_keep_an_admin AFTER UPDATE OF role, ended_on ON membership FOR EACH ROW
    WHEN (OLD.role = 'ADMIN' AND OLD.ended_on IS NULL AND (NEW.role <> 'ADMIN' OR NEW.ended_on IS NOT NULL))
    EXECUTE FUNCTION ops_keep_an_admin();
"""


def _scopes(default: str) -> django.contrib.postgres.fields.ArrayField:
    choices = [("READ", "READ"), ("WRITE", "WRITE"), ("ADMIN", "ADMIN")]
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.TextField(choices=choices), db_default=[default], size=None
    )


LIBRARY_TABLES = ("django_session", "axes_accessattempt", "axes_accessattemptexpiration")
LIBRARY_LOGS = ("axes_accesslog", "axes_accessfailurelog")
SEQUENCES = ("axes_accessattempt_id_seq", "axes_accesslog_id_seq", "axes_accessfailurelog_id_seq")


class Migration(migrations.Migration):
    """Signing in: scopes of tokens, passwords and sessions, and that an ADMIN is always left."""

    dependencies = [
        ("ops_model", "0007_writing"),
        ("axes", "0010_accessattemptexpiration"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(KEY_ID, "DROP FUNCTION ops_key_id()"),
        migrations.AddField("account", "password", models.CharField(db_default="!", default="!", max_length=128)),
        migrations.RunSQL(ACCOUNT_BY_KEY, "DROP POLICY account_by_key ON account"),
        SeenByPossession("membership", "account_id = (SELECT ops_key_id())"),
        migrations.RunSQL(
            LAST_ADMIN, "DROP TRIGGER membership_keep_an_admin ON membership; DROP FUNCTION ops_keep_an_admin()"
        ),
        migrations.AddField(
            "apitoken",
            "created_by",
            models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="ops_model.membership",
            ),
        ),
        TenantReference("api_token", "created_by_id", "membership"),
        migrations.AddField("apitoken", "scopes", _scopes("ADMIN")),  # what was made before goes on as it did
        migrations.AlterField("apitoken", "scopes", _scopes("READ")),
        migrations.AddConstraint(
            "apitoken",
            models.CheckConstraint(
                condition=models.Q(("scopes__contained_by", ["READ", "WRITE", "ADMIN"])),
                name="api_token_scopes_choice",
            ),
        ),
        migrations.AddConstraint(
            "apitoken",
            models.CheckConstraint(
                condition=models.Func(
                    output_field=models.BooleanField(),
                    template="(ops_is_set(scopes) AND cardinality(scopes) > 0)",
                ),
                name="api_token_scopes_set",
            ),
        ),
        *(Grant(table, "SELECT, INSERT, UPDATE, DELETE") for table in LIBRARY_TABLES),
        *(Grant(table, "SELECT, INSERT, UPDATE") for table in LIBRARY_LOGS),
        *(Grant(f"SEQUENCE {sequence}", "USAGE") for sequence in SEQUENCES),
    ]
