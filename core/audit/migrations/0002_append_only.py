"""Triggers: the audit log takes new rows and nothing else, whoever holds the connection.

``tests/audit_triggers.py`` is the one place that lifts them.
"""

from django.db import migrations

ADD_ONLY = "The audit log is append-only."
FORWARD = "The head of an audit chain only moves forward."

# name of the trigger -> table, and what it does
SQLITE = {
    "audit_record_no_update": (
        "audit_record",
        f"BEFORE UPDATE ON audit_record BEGIN SELECT RAISE(ABORT, '{ADD_ONLY}'); END",
    ),
    "audit_record_no_delete": (
        "audit_record",
        f"BEFORE DELETE ON audit_record BEGIN SELECT RAISE(ABORT, '{ADD_ONLY}'); END",
    ),
    "audit_record_no_replace": (  # INSERT OR REPLACE deletes without the delete trigger
        "audit_record",
        "BEFORE INSERT ON audit_record WHEN EXISTS (SELECT 1 FROM audit_record"
        " WHERE id = NEW.id OR (scope = NEW.scope AND number = NEW.number))"
        f" BEGIN SELECT RAISE(ABORT, '{ADD_ONLY}'); END",
    ),
    "audit_chain_forward": (
        "audit_chain",
        "BEFORE UPDATE ON audit_chain"
        " WHEN NEW.scope <> OLD.scope OR NEW.length <> OLD.length + 1"
        f" BEGIN SELECT RAISE(ABORT, '{FORWARD}'); END",
    ),
    "audit_chain_no_delete": (
        "audit_chain",
        f"BEFORE DELETE ON audit_chain BEGIN SELECT RAISE(ABORT, '{FORWARD}'); END",
    ),
    "audit_chain_begins": (
        "audit_chain",
        "BEFORE INSERT ON audit_chain WHEN NEW.length <> 0"
        " OR EXISTS (SELECT 1 FROM audit_chain WHERE scope = NEW.scope)"
        f" BEGIN SELECT RAISE(ABORT, '{FORWARD}'); END",
    ),
}

POSTGRESQL_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{ADD_ONLY}' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE FUNCTION audit_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.length = 0 THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' AND NEW.scope = OLD.scope AND NEW.length = OLD.length + 1
        THEN RETURN NEW; END IF;
    RAISE EXCEPTION '{FORWARD}' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
POSTGRESQL = {
    "audit_record_no_change": (
        "audit_record",
        "BEFORE UPDATE OR DELETE ON audit_record FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    ),
    "audit_record_no_truncate": (
        "audit_record",
        "BEFORE TRUNCATE ON audit_record FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    ),
    "audit_chain_forward": (
        "audit_chain",
        "BEFORE INSERT OR UPDATE OR DELETE ON audit_chain"
        " FOR EACH ROW EXECUTE FUNCTION audit_forward()",
    ),
    "audit_chain_no_truncate": (
        "audit_chain",
        "BEFORE TRUNCATE ON audit_chain FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    ),
}
TRIGGERS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def put(apps, schema_editor):
    """Create every trigger of this database."""
    vendor = schema_editor.connection.vendor
    with schema_editor.connection.cursor() as cursor:
        if vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTIONS)
        for name, (table, rule) in TRIGGERS[vendor].items():
            cursor.execute(f"CREATE TRIGGER {name} {rule}")
            if vendor == "postgresql":  # also for connections that replay a replica's changes
                cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(put)]  # one way: there is no way back by migrate
