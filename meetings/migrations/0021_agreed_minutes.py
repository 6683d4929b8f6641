"""Triggers: what agreed minutes say is changed by nobody, whoever holds the connection.

They let rows go with their meeting, and let them be locked, which changes nothing. SQLite drops
them when it makes one of these tables anew: such a migration calls ``put`` again.
"""

from django.db import migrations

AGREED = "Agreed minutes are not changed."
KEPT = "A version of minutes is not changed."
ITEM = "EXISTS (SELECT 1 FROM meetings_minutes WHERE id = {row}.minutes_id AND state = 'agreed')"
OF_ITEM = (
    "EXISTS (SELECT 1 FROM meetings_minutes m JOIN meetings_minutesitem i ON i.minutes_id = m.id"
    " WHERE i.id = {row}.minutes_item_id AND m.state = 'agreed')"
)


def differ(*columns):
    """Condition that one of ``columns`` is to be changed."""
    return " OR ".join(f"OLD.{name} <> NEW.{name}" for name in columns)


# name -> table, what is refused, under which condition, with which words
RULES = {
    "agreed_minutes_stay": (
        "meetings_minutes",
        "UPDATE",
        f"OLD.state = 'agreed' AND ({differ('state', 'agreed_at', 'agreed_by_id', 'meeting_id')}"
        " OR NEW.agreed_at IS NULL OR NEW.agreed_by_id IS NULL)",
        AGREED,
    ),
    "agreed_minutes_keep_their_words": (
        "meetings_minutesitem",
        "UPDATE",
        f"({differ('body', 'version', 'minutes_id', 'item_id')}) AND {ITEM.format(row='OLD')}",
        AGREED,
    ),
    "agreed_minutes_get_no_item": (
        "meetings_minutesitem",
        "INSERT",
        ITEM.format(row="NEW"),
        AGREED,
    ),
    "agreed_minutes_get_no_version": (
        "meetings_minutesversion",
        "INSERT",
        OF_ITEM.format(row="NEW"),
        AGREED,
    ),
    "versions_of_minutes_stay": (
        "meetings_minutesversion",
        "UPDATE",
        differ("body", "number", "written_by_id", "written_at", "minutes_item_id"),
        KEPT,
    ),
    "agreed_minutes_get_no_correction": (
        "meetings_correction",
        "INSERT",
        OF_ITEM.format(row="NEW"),
        AGREED,
    ),
    "agreed_minutes_keep_their_corrections": (
        "meetings_correction",
        "UPDATE",
        f"({differ('state', 'says', 'should_say', 'why', 'answer', 'minutes_item_id')})"
        f" AND {OF_ITEM.format(row='OLD')}",
        AGREED,
    ),
}


def put(apps, schema_editor):
    """Create every trigger; on PostgreSQL each with its function."""
    vendor = schema_editor.connection.vendor
    with schema_editor.connection.cursor() as cursor:
        for name, (table, what, condition, words) in RULES.items():
            if vendor == "postgresql":
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$"
                    f" BEGIN IF {condition} THEN RAISE EXCEPTION '{words}'"
                    " USING ERRCODE = 'integrity_constraint_violation'; END IF;"
                    " RETURN NEW; END $$"
                )
                cursor.execute(
                    f"CREATE TRIGGER {name} BEFORE {what} ON {table}"
                    f" FOR EACH ROW EXECUTE FUNCTION {name}()"
                )
            else:
                cursor.execute(
                    f"CREATE TRIGGER {name} BEFORE {what} ON {table} WHEN {condition}"
                    f" BEGIN SELECT RAISE(ABORT, '{words}'); END"
                )


def take_away(apps, schema_editor):
    """Remove them again."""
    vendor = schema_editor.connection.vendor
    with schema_editor.connection.cursor() as cursor:
        for name, (table, *_rule) in RULES.items():
            cursor.execute(
                f"DROP TRIGGER {name}" + (f" ON {table}" if vendor == "postgresql" else "")
            )
            if vendor == "postgresql":
                cursor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("meetings", "0020_minutes")]

    operations = [migrations.RunPython(put, take_away)]
