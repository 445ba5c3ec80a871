"""Makes the database refuse to change or delete an event; only its detail may be emptied, when its time has come."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SAID = "events are added, never changed"

FIXED = ("number", "at", "kind", "actor", "actor_name", "detail_digest", "seal")

TO_SQLITE = (
    f"""
    CREATE TRIGGER audit_event_kept BEFORE DELETE ON audit_event
    BEGIN SELECT RAISE(ABORT, '{SAID}'); END
    """,
    f"""
    CREATE TRIGGER audit_event_fixed BEFORE UPDATE ON audit_event
    WHEN {" OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in FIXED)}
        OR NEW.detail IS NOT NULL OR NEW.salt IS NOT NULL
    BEGIN SELECT RAISE(ABORT, '{SAID}'); END
    """,
    f"""
    CREATE TRIGGER audit_subject_kept BEFORE DELETE ON audit_subject
    BEGIN SELECT RAISE(ABORT, '{SAID}'); END
    """,
    f"""
    CREATE TRIGGER audit_subject_fixed BEFORE UPDATE ON audit_subject
    BEGIN SELECT RAISE(ABORT, '{SAID}'); END
    """,
)
FROM_SQLITE = (
    "DROP TRIGGER audit_event_kept",
    "DROP TRIGGER audit_event_fixed",
    "DROP TRIGGER audit_subject_kept",
    "DROP TRIGGER audit_subject_fixed",
)

TO_POSTGRESQL = (
    f"""
    CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """,
    "CREATE TRIGGER audit_event_kept BEFORE DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    f"""
    CREATE TRIGGER audit_event_fixed BEFORE UPDATE ON audit_event FOR EACH ROW
    WHEN ({" OR ".join(f'NEW."{name}" IS DISTINCT FROM OLD."{name}"' for name in FIXED)}
        OR NEW.detail IS NOT NULL OR NEW.salt IS NOT NULL)
    EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER audit_subject_fixed BEFORE UPDATE OR DELETE ON audit_subject
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()
    """,
)
FROM_POSTGRESQL = (
    "DROP TRIGGER audit_event_kept ON audit_event",
    "DROP TRIGGER audit_event_fixed ON audit_event",
    "DROP TRIGGER audit_subject_fixed ON audit_subject",
    "DROP FUNCTION audit_refuse()",
)


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Puts the triggers up."""
    for statement in TO_POSTGRESQL if editor.connection.vendor == "postgresql" else TO_SQLITE:
        editor.execute(statement)


def unguard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes them down."""
    for statement in FROM_POSTGRESQL if editor.connection.vendor == "postgresql" else FROM_SQLITE:
        editor.execute(statement)


class Migration(migrations.Migration):
    """Guards the record."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
